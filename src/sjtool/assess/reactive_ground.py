"""What the conditions for reactive management are looked at on: the three years, and how far a proposal has come.

The three years are calendar years. They are counted back from today while the person is actively managed, and from the
day of approval once they are on reactive management: the conditions were to be shown then. What happened since the
first of those days counts, up to today (our reading: the source says "the last three years" and no more).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from sjtool.assess.clock_event import Events, earliest_day, latest_day
from sjtool.assess.judging import hides_levels
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.model.people import Status
from sjtool.model.record import Record

YEARS = 3
"""How long the person must have been managed as low, without offence or concern (004, reactive management)."""
State = Literal["met", "not-met", "not-shown"]
_MOVES = frozenset({"reactive-proposal", "reactive-start", "reactive-refusal", "reactive-end"})


@dataclass(frozen=True)
class Condition:
    """One condition for reactive management: how it stands, why in a sentence of ours, and the records it rests on.

    `id` is that of an entry of the menu reactive-conditions. `exception`: it is not met, and may be considered all the
    same, case by case, while the discharge of the order is being sought.
    """

    id: str
    state: State
    why: str
    records: tuple[str, ...] = ()
    exception: bool = False


@dataclass(frozen=True)
class Course:
    """How far reactive management has come: what stands of its proposal, approval, refusal and end.

    `proposal` is the one that waits, or that the present reactive management rests on. `start` is there only while it
    lasts; `end` and `refusal` are the last there were. `is_reactive` goes by what was recorded last, status or event.
    """

    proposal: Event | None = None
    start: Event | None = None
    refusal: Event | None = None
    end: Event | None = None
    is_reactive: bool = False

    @property
    def is_proposed(self) -> bool:
        """Whether a proposal waits for a supervisor."""
        return self.proposal is not None and self.start is None

    @property
    def since(self) -> str | None:
        """The day of approval, as recorded."""
        return self.start.held_on if self.start else None


def find_course(standing: Standing, events: Events | None = None) -> Course:
    """Go through the moves in the order they were recorded; a correction stands where what it corrects stood."""
    events = events or Events(standing)
    moves: list[Event | Status] = [event for event in events.all if event.kind in _MOVES]
    moves += [status for status in standing.of(Status) if status.management]
    proposal = start = refusal = end = None
    is_reactive = False
    for move in sorted(moves, key=lambda made: events.place(made.id)):
        if isinstance(move, Status):
            is_reactive = move.management == "reactive"
            start, proposal = (start, proposal) if is_reactive else (None, None if start else proposal)
        elif move.kind == "reactive-proposal":
            proposal = proposal if start and proposal else move
        elif move.kind == "reactive-start":
            start, is_reactive = move, True
        elif move.kind == "reactive-refusal":
            refusal, proposal = move, proposal if start else None
        else:
            end, start, proposal, is_reactive = move, None, None, False
    return Course(proposal, start, refusal, end, is_reactive)


class Ground:
    """A case as the conditions read it: `first` to `today` is the time that is looked at."""

    def __init__(self, standing: Standing, today: date, *, hidden: bool | None = None) -> None:
        """`hidden`: tool levels must not show; where nobody says, until the open assessment is judged."""
        self.standing, self.today = standing, today
        self.hidden = hides_levels(standing) if hidden is None else hidden
        self.events = Events(standing)
        self.course = find_course(standing, self.events)
        since = self.course.since
        self.day = earliest_day(since) if since else today
        self.first = years_back(self.day)

    @property
    def proposal(self) -> Event | None:
        """The standing proposal."""
        return self.course.proposal

    @cached_property
    def is_woman(self) -> bool:
        """Whether the rule for women applies."""
        subject = self.standing.subject
        return subject is not None and (subject.gender or "").casefold() == "female"

    def is_in_time(self, day: str | None) -> bool:
        """Whether a day falls in the time looked at, or may: one known by its month or year alone is taken as late."""
        return day is None or latest_day(day) >= self.first

    def in_time(self, *kinds: str) -> Iterator[Event]:
        """Events of these kinds in the time looked at."""
        return (event for event in self.events.all if event.kind in kinds and self.is_in_time(event.held_on))

    def answers(self, record: Record) -> bool:
        """Whether the standing proposal names a record in `touches`."""
        named = self.proposal.touches if self.proposal else ()
        return any(self.standing.same(word, record.id) for word in named)

    def says(self, condition: str) -> bool:
        """Whether the standing proposal says itself, in `considered`, that a condition holds."""
        named = self.proposal.considered if self.proposal else ()
        return any(_names(ref, condition) for ref in named)


def _names(ref: str, condition: str) -> bool:
    """Whether a reference such as `reactive-conditions@1.0.0/offence-free` names a condition."""
    menu, _, entry = ref.partition("/")
    return menu.partition("@")[0] == "reactive-conditions" and entry == condition


def years_back(day: date, years: int = YEARS) -> date:
    """The same day of an earlier year; 29 February gives 28 February, so that the time is never a day short."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def years_on(day: date, years: int = YEARS) -> date:
    """The same day of a later year; 29 February gives 1 March, so that the time is never a day short."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, month=3, day=1)


def say_ids(ids: tuple[str, ...], last: str = "and") -> str:
    """`ev-001`, `ev-001 and ev-002`, `ev-001, ev-002 and ev-003`."""
    *before, end = ids or ("nothing",)
    return f"{', '.join(before)} {last} {end}" if before else end


def say_day(day: date | str | None) -> str:
    """`4 March 2026`, or that the day is not recorded."""
    return day_words(day.isoformat() if isinstance(day, date) else day) or "a day not recorded"
