"""Which records of a copy hold words that could tell what was left out of it: to be read before it is given away.

Free words are never changed. What is found is where to look, by record and key; what is not found proves nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sjtool.assess.seen_by import Seen
from sjtool.assess.seen_by_text import names_of, runs_of, texts_of
from sjtool.assess.standing import Standing
from sjtool.model.people import Person

Why = Literal["names somebody left out", "repeats words left out"]
_NAMES: Why = "names somebody left out"
_REPEATS: Why = "repeats words left out"


@dataclass(frozen=True)
class ToRead:
    """One key of one record that must be read first."""

    record: str
    key: str
    why: Why


def find_to_read(standing: Standing, seen: Seen) -> tuple[ToRead, ...]:
    """What must be read in a copy: names first, then in the order of the file.

    `standing` is the whole case, `seen` the copy of it.
    """
    names = tuple(_names(standing, seen))
    runs = frozenset(run for text in _left_out(standing, seen) for run in runs_of(text))
    found: list[ToRead] = []
    for entry in seen.case:
        for key, text in texts_of(entry.record):
            if any(name.search(text) for name in names):
                found.append(ToRead(entry.record.id, key, _NAMES))
            elif any(run in runs for run in runs_of(text)):
                found.append(ToRead(entry.record.id, key, _REPEATS))
    return tuple(dict.fromkeys(sorted(found, key=lambda one: one.why != _NAMES)))


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
