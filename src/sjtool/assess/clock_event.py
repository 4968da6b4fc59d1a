"""What clocks read of a case: days as exact as they are known, events by what they touch, the order of recording.

An event touches the words of its `touches`, and the one word that its kind is: whoever records a referral has said so,
and need not say it twice.
"""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sjtool.assess.standing import Standing
from sjtool.model.decision import ActionUpdate, Event
from sjtool.model.people import Status

_WHOLE, _MONTH = len("2026-03-02"), len("2026-03")


@dataclass(frozen=True)
class Start:
    """What a clock is counted from: the record, its day as recorded, and how it came to be the start.

    `times` repeats the count, for a clock that comes round every year. `unseen` says what is not recorded here and may
    well have happened, where the day is only that of the duty: a day gone by is then no lapse that the records show.
    """

    record: str
    on: str
    how: str
    times: int = 1
    unseen: str = ""


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
        self._place = standing.places

    def place(self, record_id: str) -> int:
        """The number of a record in the file; a correction stands where what it corrects was recorded."""
        return self._place.get(self.standing.root(record_id), self._place[record_id])

    def touching(self, *words: str) -> list[Event]:
        """Events that touch one of these words, the earliest first."""
        wanted = frozenset(words)
        return [event for event, touched in self._touched if wanted & touched]

    @cached_property
    def _touched(self) -> list[tuple[Event, frozenset[str]]]:
        """Every event with the words it touches, its kind among them; the earliest first."""
        in_order = sorted(self.all, key=lambda event: event.held_on or "")
        return [(e, frozenset((*(word.strip().casefold() for word in e.touches), e.kind or ""))) for e in in_order]

    def of_kind(self, kind: str) -> list[Event]:
        """Events of one kind, the earliest first."""
        return self.of_kinds((kind,))

    def of_kinds(self, kinds: Collection[str]) -> list[Event]:
        """Events of any of some kinds, the earliest first."""
        return [event for event, _touched in self._touched if event.kind in kinds]

    @cached_property
    def news(self) -> dict[str, list[ActionUpdate]]:
        """What was told of each action, by the id it was first recorded under, in the order it was recorded."""
        found: dict[str, list[ActionUpdate]] = {}
        for update in sorted(self.standing.of(ActionUpdate), key=lambda update: self.place(update.id)):
            if update.action:
                found.setdefault(self.standing.root(update.action), []).append(update)
        return found

    def is_off(self, clock_id: str, record_id: str) -> bool:
        """Whether a clock was set aside after that record was made."""
        return any(self.place(event.id) > self.place(record_id) for event in self.touching(f"{clock_id}-off"))

    @cached_property
    def reactive_since(self) -> Event | Status | None:
        """The record by which the person is on reactive management, what was recorded last deciding; None if not."""
        found: dict[str, Event | Status] = {s.id: s for s in self.standing.of(Status) if s.management}
        found |= {e.id: e for kind in ("reactive-start", "reactive-end") for e in self.of_kind(kind)}
        last = found[max(found, key=self.place)] if found else None
        if isinstance(last, Status):
            return last if last.management == "reactive" else None
        return last if last and last.kind == "reactive-start" else None

    def is_reactive(self) -> bool:
        """Whether the person is on reactive management."""
        return self.reactive_since is not None

    def statuses(self, key: str) -> Iterator[Status]:
        """Standing statuses that say something under a key, in the order they were recorded."""
        yield from (s for s in sorted(self.standing.of(Status), key=lambda s: self.place(s.id)) if getattr(s, key))
