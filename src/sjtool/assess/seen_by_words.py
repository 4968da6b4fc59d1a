"""Which records of a copy hold words that could tell what was left out of it: to be read before it is given away.

Free words are never changed. What is found is where to look, by record and key, the gravest first: better too many than
one missed. What is not found proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from sjtool.assess.seen_by import Seen
from sjtool.assess.seen_by_events import EventWords
from sjtool.assess.seen_by_others import find_others_words
from sjtool.assess.seen_by_text import is_code, names_of, runs_of, texts_of
from sjtool.assess.standing import Standing
from sjtool.model.manual_key import read_shapes
from sjtool.model.people import Officer, Person
from sjtool.model.record import Record

Why = Literal[
    "names somebody left out",
    "may tell where information came from",
    "names somebody else, and may tell what they said",
    "repeats words left out",
    "names somebody else",
    "speaks of somebody else",
    "may tell what somebody said",
]
"""In the order in which they are told."""
_RANK = {why: rank for rank, why in enumerate(get_args(Why))}
_GRAVEST: Why = "names somebody else, and may tell what they said"
_SOURCE = re.compile(
    r"\b(?:callers?|calls?|anonymous\w*|informants?|neighbours?|next door|intelligence|tip-?offs?|crimestoppers"
    r"|log [A-Z]+-?\d+)\b",
    re.IGNORECASE,
)
"""Words for whoever told, and for how."""
_REFERENCE = re.compile(r"\b[A-Z]{2,}-\d+\b")
_NOT_WORDS = frozenset({"choice", "choices", "id", "ids", "ids_or_none", "date", "moment", "hex32", "hex64", "grade"})
_OF_PEOPLE = frozenset({"label", "roles", "gender", "name"})


@dataclass(frozen=True)
class ToRead:
    """One key of one record that must be read first."""

    record: str
    key: str
    why: Why


def find_to_read(standing: Standing, seen: Seen) -> tuple[ToRead, ...]:
    """What must be read in a copy: the gravest first, then in the order of the file.

    `standing` is the whole case, `seen` the copy of it. Whoever is named or spoken of counts in the person's own copy;
    in a conference's, only whoever is left out of it.
    """
    look = _Look(standing, seen)
    found: dict[tuple[str, str], ToRead] = {}
    for entry in seen.case:
        for key, text in texts_of(entry.record):
            why = look.why(entry.record, key, text)
            known = found.get((entry.record.id, key))
            if why and (known is None or _RANK[why] < _RANK[known.why]):
                found[entry.record.id, key] = ToRead(entry.record.id, key, why)
    return tuple(sorted(found.values(), key=lambda one: _RANK[one.why]))


class _Look:
    """A text of the copy held against what was left out of it, and against everybody else of the case."""

    def __init__(self, standing: Standing, seen: Seen) -> None:
        self._standing, self._seen = standing, seen
        self._names = tuple(_names(standing, seen))
        left = tuple(_left_out(standing, seen))
        self._runs = frozenset(run for text in left for run in runs_of(text))
        self._references = frozenset(one for text in left for one in _REFERENCE.findall(text))
        self._others = find_others_words(standing)
        self._told = EventWords(standing, ())

    def why(self, record: Record, key: str, text: str) -> Why | None:
        if any(name.search(text) for name in self._names):
            return "names somebody left out"
        is_words = self._is_words(record, key) and not is_code(text)
        if is_words and self._tells_source(text):
            return "may tell where information came from"
        why = self._why_of_others(text) if is_words and self._seen.view == "person" else None
        if why != _GRAVEST and any(run in self._runs for run in runs_of(text)):
            return "repeats words left out"
        return why

    def _why_of_others(self, text: str) -> Why | None:
        tells = self._told.may_tell(text)
        if self._others.name_others(text) or self._others.title_others(text) or self._others.hold_a_name(text):
            return _GRAVEST if tells else "names somebody else"
        if self._others.concern_others(text):
            return "speaks of somebody else"
        return "may tell what somebody said" if tells else None

    def _tells_source(self, text: str) -> bool:
        """Whether words name whoever told, or how; or a record or a reference that is left out."""
        if _SOURCE.search(text) or self._gone.search(text):
            return True
        return any(one in self._references for one in _REFERENCE.findall(text))

    @cached_property
    def _gone(self) -> re.Pattern[str]:
        """The ids of what is left out that are no plain words, covert ones too: they stand in the officer's terms."""
        ids = sorted(re.escape(one) for one in self._seen.gone if is_code(one))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(ids)})(?![\w-])" if ids else r"(?!)")

    @staticmethod
    def _is_words(record: Record, key: str) -> bool:
        """Whether a key holds an officer's words; a person's name and an officer's are no words about anybody."""
        if isinstance(record, Officer | Person) and key in _OF_PEOPLE:
            return False
        shape = read_shapes(type(record)).get(key)
        return shape is None or shape.kind not in _NOT_WORDS


def _names(standing: Standing, seen: Seen) -> Iterator[re.Pattern[str]]:
    """How people who are left out are called."""
    for person in standing.case.of(Person):
        if person.id in seen.people:
            yield from names_of(person)


def _left_out(standing: Standing, seen: Seen) -> Iterator[str]:
    """Every text that is not in the copy: of records left out, and of keys left out of others."""
    for entry in standing.case:
        record = entry.record
        if record.id in seen.gone:
            yield from (text for _key, text in texts_of(record))
        elif record.id in seen.stripped:
            kept = {text for _key, text in texts_of(seen.case.find(record.id) or record)}
            yield from (text for _key, text in texts_of(record) if text not in kept)
