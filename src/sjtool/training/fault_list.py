"""What somebody listed as faults, held against the key: found, missed, and lines that name no planted fault.

A line counts by the records it names, whatever the case of their letters. One that names many has looked for none of
them, and counts for nothing. Whether the reason beside an id is right is for the room: it is kept as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_NAMED = 3
"""So many records a line may name: a reading that is gone is told of by its id, or by both answers it was about."""
_WORD = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")
Fault = Mapping[str, Any]
"""One fault of a key, as it stands in its file."""


@dataclass(frozen=True)
class Line:
    """One line as it was written, and the records it names, in small letters."""

    text: str
    names: frozenset[str]


@dataclass(frozen=True)
class Found:
    """A fault that was found, and what was written of it."""

    fault: Fault
    said: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """A key and what was listed. `crowded` are lines that name too many records, and count for none."""

    found: tuple[Found, ...]
    missed: tuple[Fault, ...]
    others: tuple[str, ...]
    crowded: tuple[str, ...] = ()


def read_list(text: str, known: Collection[str]) -> list[Line]:
    """The lines in which something is written. `known` are the ids of the records of the case and of its key."""
    ids = {name.casefold() for name in known}
    return [Line(line.strip(), frozenset(_names(line, ids))) for line in text.splitlines() if line.strip()]


def _names(line: str, ids: Collection[str]) -> Iterator[str]:
    """The records a line names. An id that is a plain word, as a person's may be, is meant where the line begins."""
    words = [word for word in _WORD.findall(line.casefold()) if not word.isdecimal()]
    for number, word in enumerate(words):
        if word in ids and (number == 0 or any(letter.isdecimal() for letter in word)):
            yield word


def hold(faults: Sequence[Fault], lines: Sequence[Line], most: int | None = MOST_NAMED) -> Compared:
    """A fault is found where a line names its record, or what the record was about where it is gone."""
    crowded = [line for line in lines if most and len(line.names) > most]
    counting = [line for line in lines if line not in crowded]
    found = tuple(Found(one, said) for one in faults if (said := _said_of(one, counting)))
    got = [one.fault for one in found]
    planted = {name for one in faults for name in _ids(one)}
    return Compared(
        found,
        tuple(one for one in faults if one not in got),
        tuple(line.text for line in counting if not line.names & planted),
        tuple(line.text for line in crowded),
    )


def _said_of(fault: Fault, lines: Sequence[Line]) -> tuple[str, ...]:
    return tuple(line.text for line in lines if line.names & _ids(fault))


def _ids(fault: Fault) -> set[str]:
    return {name.casefold() for name in fault["names"]}
