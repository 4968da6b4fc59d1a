"""Which records of a copy hold words that could tell what was left out of it: to be read before it is given away.

Free words are never changed. What is found is where to look, by record and key; what is not found proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sjtool.assess.seen_by import Seen
from sjtool.assess.standing import Standing
from sjtool.model.people import Person
from sjtool.model.record import Record

LONG_ENOUGH = 6
"""Words in a row from which on it is no accident that two texts share them."""
_NOT_WORDS = frozenset({"id", "by", "supersedes", "salt", "chain", "sshsig", "head", "sha256", "digest"})
_CODE = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9._-]).+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class ToRead:
    """One key of one record that must be read first."""

    record: str
    key: str
    why: Literal["names somebody left out", "repeats words left out"]


def find_to_read(standing: Standing, seen: Seen) -> tuple[ToRead, ...]:
    """What must be read in a copy, in the order of the file. `standing` is the whole case, `seen` the copy of it."""
    names = tuple(_names(standing, seen))
    runs = frozenset(run for text in _left_out(standing, seen) for run in _runs(text))
    found: list[ToRead] = []
    for entry in seen.case:
        for key, text in _texts(entry.record):
            if any(name.search(text) for name in names):
                found.append(ToRead(entry.record.id, key, "names somebody left out"))
            elif any(run in runs for run in _runs(text)):
                found.append(ToRead(entry.record.id, key, "repeats words left out"))
    return tuple(dict.fromkeys(found))


def _names(standing: Standing, seen: Seen) -> Iterator[re.Pattern[str]]:
    """How people who are left out are called, and their ids where those are no plain words."""
    for person in standing.case.of(Person):
        if person.id not in seen.people:
            continue
        label = person.label or ""
        called = {label, label.partition(" (")[0], person.id if _CODE.fullmatch(person.id) else ""}
        yield from (_pattern(name) for name in sorted(called) if name.strip())


def _pattern(name: str) -> re.Pattern[str]:
    """A name as a word of its own; one plain word only as it is written, for it may be a word like any other."""
    parts = name.split()
    flag = re.NOFLAG if len(parts) == 1 and not _CODE.fullmatch(name) else re.IGNORECASE
    spaced = r"\s+".join(re.escape(part) for part in parts)
    return re.compile(rf"(?<!\w){spaced}(?!\w)", flag)


def _left_out(standing: Standing, seen: Seen) -> Iterator[str]:
    """Every text that is not in the copy: of records left out, and of keys left out of others."""
    for entry in standing.case:
        record = entry.record
        if record.id in seen.gone:
            yield from (text for _key, text in _texts(record))
        elif record.id in seen.stripped:
            kept = {text for _key, text in _texts(seen.case.find(record.id) or record)}
            yield from (text for _key, text in _texts(record) if text not in kept)


def _texts(record: Record) -> Iterator[tuple[str, str]]:
    for key in type(record).model_fields:
        value = getattr(record, key) if key not in _NOT_WORDS else None
        parts = value if isinstance(value, tuple) else (value,)
        yield from ((key, part) for part in parts if isinstance(part, str))


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every six words that stand in a row; a code, which has no spaces, is nobody's words."""
    words = _WORD.findall(text.casefold()) if " " in text else []
    yield from (tuple(words[at : at + LONG_ENOUGH]) for at in range(len(words) - LONG_ENOUGH + 1))
