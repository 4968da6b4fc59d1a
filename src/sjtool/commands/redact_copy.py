"""Make the pseudonymised copy of a case: every record rewritten key by key, under a chain of its own.

What a key holds is read off its model; free words go through the pen (`redact_text.py`), and what a reader must still
look at is listed by record and key.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sjtool.commands.redact_days import IN_TEXT, Days
from sjtool.commands.redact_keys import (
    AGENCIES,
    CODES,
    DATED,
    DROPPED,
    KINDS_LEFT_OUT,
    LABELS,
    PLACES,
    REPLACED,
    SILENT,
)
from sjtool.commands.redact_known import Known
from sjtool.commands.redact_loaded import find_gone, find_options
from sjtool.commands.redact_names import holds_names, may_name
from sjtool.commands.redact_online import find_online, invent_online, is_online
from sjtool.commands.redact_text import INITIALS, LEFT_OUT, SMALL_NAME, WORDS_LEFT_OUT, Pen
from sjtool.commands.redact_vocabulary import WORD, vocabulary_of
from sjtool.loader import Loaded
from sjtool.model.kinds import KINDS
from sjtool.model.manual_key import Shape, read_shapes
from sjtool.model.record import PARTIAL_DATE
from sjtool.store.ledger import LedgerFile, Link
from sjtool.store.redacting import Copy

_LEAD = (
    "# TRAINING: a pseudonymised copy made by sjtool redact. Still personal data until somebody has read it and found "
    "nobody in it.\n\n"
)
_MARKINGS = re.compile(r"OFFICIAL(?:-SENSITIVE)?")
_CODE = re.compile(r"[a-z0-9][a-z0-9._@/+:=,%-]*")
MAY_NAME = "may name somebody"
"""Why a key that says who is to be looked at first."""
_IN_A_NAME = frozenset({"capitalised word", "rare word"})
_NAMES_ANYWHERE = frozenset({INITIALS, SMALL_NAME})
_LONG_NUMBER, _SHORT = 1_000_000, 3
_WEEKS = (104, 208)
"""The fewest weeks dates move back, and how many more there may be: far enough that no old date is met again soon."""


@dataclass(frozen=True)
class Doubt:
    """A key of the copy that a reader must look at."""

    record: str
    key: str
    why: tuple[str, ...]


@dataclass(frozen=True)
class Redacted:
    """The copy as a file, how many records it has, and what it could not be sure of.

    How many it has not is nowhere told: a covert action leaves no trace.
    """

    case: str
    content: bytes
    records: int
    doubts: tuple[Doubt, ...]


def redact_case(loaded: Loaded, ledger: LedgerFile, seed: str, *, drop_words: bool) -> Redacted:
    """The copy of a case. The same case, seed and choice give the same bytes; nothing is written here."""
    return _Redaction(loaded, ledger, seed, drop_words=drop_words).make()


class _Redaction:
    def __init__(self, loaded: Loaded, ledger: LedgerFile, seed: str, *, drop_words: bool) -> None:
        states = ledger.walk_chain()
        first = (states[0].stored or states[0].computed) if states else ledger.head()
        self.key = hashlib.sha256(f"{seed}/{first}".encode()).hexdigest()
        self.links, self.drop_words = ledger.links, drop_words
        self.chains = {state.link.id: state.stored or state.computed for state in states}
        self.days = Days(-7 * (_WEEKS[0] + int(self.key[:8], 16) % _WEEKS[1]))
        self.vocabulary = vocabulary_of(loaded.library)
        self.known = Known(loaded.name, ledger.links, self.key, self.vocabulary)
        self.online = find_online(ledger.links, loaded.question_sets)
        for name in dict.fromkeys(name for names in self.online.values() for name in sorted(names)):
            if not self.vocabulary.is_plain(name):
                self.known.words.setdefault(name, invent_online(name, self.key))
        officers, letters = self.known.officers, self.known.letters
        self.pen = Pen(self.known.words, self.days, self.vocabulary, self.key, letters=letters, officers=officers)
        self.options = frozenset(find_options(loaded))
        self.refs = frozenset(loaded.library.found)
        self.gone = find_gone(loaded)
        self.doubts: list[Doubt] = []
        marking = str(ledger.header.get("marking"))
        self.header: dict[str, Any] = {
            "format": 1,
            "case": self.known.case,
            "marking": marking if _MARKINGS.fullmatch(marking) else "OFFICIAL-SENSITIVE",
            "training": True,
        }
        self.copy = Copy(self.header, _LEAD, self.key)

    def make(self) -> Redacted:
        kept = 0
        for link in self.links:
            was = self.chains.get(link.id)
            if link.id in self.gone or link.kind in KINDS_LEFT_OUT:
                self.copy.pass_over(was)
                continue
            self.copy.add(link.kind, self._table(link), was)
            kept += 1
        return Redacted(self.known.case, self.copy.as_bytes(), kept, tuple(self.doubts))

    def _table(self, link: Link) -> dict[str, Any]:
        made: dict[str, Any] = {"id": self.known.ids[link.id]}
        shapes = _shapes(link.kind)
        year = at.year if isinstance(at := link.table.get("at"), datetime) else 0
        for key, value in link.table.items():
            if key in {"id", "salt", "chain"} or (link.kind, key) in DROPPED | SILENT:
                continue
            new = self._key(link, key, value, shapes.get(key), year)
            if new is not None and new != []:
                made[key] = new
        return made

    def _key(self, link: Link, key: str, value: Any, shape: Shape | None, year: int) -> Any:  # noqa: PLR0911 - by kind
        if isinstance(value, datetime):
            return self.days.moment(value)
        if shape is None:  # by, supersedes, reason
            return self._words(link, key, value, year) if key == "reason" else self.known.ids.get(value, value)
        if (link.kind, key) in LABELS:
            return self.known.labels[link.id]
        if (link.kind, key) in REPLACED:
            return LEFT_OUT
        if shape.kind in {"hex32", "hex64"}:
            return self._digest(link, key, value)
        if shape.kind == "date":
            return self.days.partial(value)
        if key == "method":
            return "typed"
        return (
            self._list(link, key, value, shape, year)
            if isinstance(value, list)
            else self._one(link, key, value, shape, year)
        )

    def _digest(self, link: Link, key: str, value: str) -> str | None:
        if key == "digest":
            return self.copy.digest_of_erased(self.known.ids.get(str(link.table.get("record")), link.id))
        return self.copy.head_of(value) if key == "head" else value

    def _list(self, link: Link, key: str, value: list[Any], shape: Shape, year: int) -> list[Any]:
        if shape.kind == "choices":
            return value
        parts = (part for part in value if part not in self.gone)
        return [self._one(link, key, part, shape, year) for part in parts]

    def _one(self, link: Link, key: str, value: Any, shape: Shape, year: int) -> Any:
        if isinstance(value, str):
            return self._text(link, key, value, shape, year)
        if isinstance(value, int) and abs(value) >= _LONG_NUMBER:
            self._doubt(link, key, ("number",))
        return value

    def _text(self, link: Link, key: str, value: str, shape: Shape, year: int) -> str | None:  # noqa: PLR0911 - by kind
        if value in self.known.ids:
            return self.known.ids[value]
        if key == "value" and is_online(value, self.online.get(link.id, ())):
            return self._online(link, key, value)
        if shape.kind in {"choice", "grade", "id", "ids", "ids_or_none"}:
            return value
        if shape.kind == "value" and PARTIAL_DATE.fullmatch(value):
            return self.days.partial(value)
        where = (link.kind, key)
        if where in AGENCIES | PLACES and (value in self.known.words or self.vocabulary.is_plain(value)):
            return self._place(link, key, value)
        if shape.kind == "value" and value in self.options:
            return value
        if value.partition("/")[0] in self.refs:
            return value
        if key in CODES and _CODE.fullmatch(value) and not self.pen.holds_known(value):
            return self._code(link, key, self._dated(value, year) if key in DATED else value)
        return self._words(link, key, value, year)

    def _online(self, link: Link, key: str, name: str) -> str:
        """A name used online, by its new one; a reader looks whether it was one."""
        self._doubt(link, key, ("name used online",))
        return self.known.words.get(name) or invent_online(name, self.key)

    def _place(self, link: Link, key: str, value: str) -> str:
        """A place or an agency by its new name; one of plain words stays, and is looked at where it may be a name."""
        if value not in self.known.words and (link.kind, key) in AGENCIES and may_name(value, self.pen.holds_known):
            self._doubt(link, key, (MAY_NAME,))
        return self.known.words.get(value, value)

    def _dated(self, value: str, year: int) -> str:
        """A coded word with the dates in it moved."""
        return re.sub(IN_TEXT, lambda found: self.days.in_text(found, year), value)

    def _code(self, link: Link, key: str, value: str) -> str:
        """A coded word stays; one that holds a word no template has is looked at, or goes with the words."""
        if all(len(word) <= _SHORT or self.vocabulary.knows(word) for word in WORD.findall(value)):
            return value
        if self.drop_words:
            return WORDS_LEFT_OUT
        self._doubt(link, key, ("rare word",))
        return value

    def _words(self, link: Link, key: str, value: str, year: int) -> str:
        if self.drop_words:
            return self.known.words.get(value, WORDS_LEFT_OUT)
        written = self.pen.write(value, year)
        names = holds_names(link, key) and (
            _IN_A_NAME.intersection(written.doubts) or may_name(value, self.pen.holds_known)
        )
        names = names or written.may_name or _NAMES_ANYWHERE.intersection(written.doubts)
        if written.doubts or names:
            self._doubt(link, key, ((MAY_NAME, *written.doubts) if names else written.doubts))
        return written.text

    def _doubt(self, link: Link, key: str, why: tuple[str, ...]) -> None:
        doubt = Doubt(self.known.ids[link.id], key, why)
        if self.doubts and (self.doubts[-1].record, self.doubts[-1].key) == (doubt.record, key):
            before = self.doubts.pop()
            doubt = Doubt(doubt.record, key, tuple(dict.fromkeys((*before.why, *why))))
        self.doubts.append(doubt)


@cache
def _shapes(kind: str) -> dict[str, Shape]:
    return read_shapes(KINDS[kind])
