"""What clocks read of a case: days as exact as they are known, events by what they touch, the order of recording."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sjtool.assess.standing import Standing
from sjtool.model.decision import Event
from sjtool.model.people import Status

_WHOLE, _MONTH = len("2026-03-02"), len("2026-03")


@dataclass(frozen=True)
class Start:
    """What a clock is counted from: the record, its day as recorded, and how it came to be the start.

    `times` repeats the count, for a clock that comes round every year.
    """

    record: str
    on: str
    how: str
    times: int = 1


@dataclass(frozen=True)
class Stop:
    """What a clock is met by."""

    record: str
    on: date
    how: str = "met"


def whole_day(text: str | None) -> date | None:
    """A day; None where only its month or year is known, or nothing."""
    return date.fromisoformat(text) if text and len(text) == _WHOLE else None


def earliest_day(text: str) -> date:
    """The first day a date may stand for."""
    return date.fromisoformat((text + "-01-01")[:_WHOLE] if len(text) < _MONTH else (text + "-01")[:_WHOLE])


def latest_day(text: str) -> date:
    """The last day a date may stand for."""
    first = earliest_day(text)
    if len(text) == _WHOLE:
        return first
    month = first.month if len(text) == _MONTH else 12
    return date(first.year, month, calendar.monthrange(first.year, month)[1])


class Events:
    """The events of a case, and which of two records was made first."""

    def __init__(self, standing: Standing) -> None:
        """Read once for all clocks."""
        self.standing = standing
        self.all = standing.of(Event)
        self._place = {entry.record.id: n for n, entry in enumerate(standing.case)}

    def place(self, record_id: str) -> int:
        """The number of a record in the file; a correction stands where what it corrects was recorded."""
        return self._place.get(self.standing.root(record_id), self._place[record_id])

    def touching(self, *words: str) -> list[Event]:
        """Events that touch one of these words, the earliest first."""
        wanted = frozenset(words)
        found = [event for event in self.all if wanted & {word.strip().casefold() for word in event.touches}]
        return sorted(found, key=lambda event: event.held_on or "")

    def of_kind(self, kind: str) -> list[Event]:
        """Events of one kind, the earliest first."""
        return sorted((event for event in self.all if event.kind == kind), key=lambda event: event.held_on or "")

    def is_off(self, clock_id: str, record_id: str) -> bool:
        """Whether a clock was set aside after that record was made."""
        return any(self.place(event.id) > self.place(record_id) for event in self.touching(f"{clock_id}-off"))

    def is_reactive(self) -> bool:
        """Whether the person is on reactive management, by what was recorded last."""
        said = {s.id: s.management for s in self.standing.of(Status) if s.management}
        said |= {e.id: "reactive" for e in self.of_kind("reactive-start")}
        said |= {e.id: "active" for e in self.of_kind("reactive-end")}
        return bool(said) and said[max(said, key=self.place)] == "reactive"

    def statuses(self, key: str) -> Iterator[Status]:
        """Standing statuses that say something under a key, in the order they were recorded."""
        yield from (s for s in sorted(self.standing.of(Status), key=lambda s: self.place(s.id)) if getattr(s, key))
