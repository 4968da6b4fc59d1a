"""What is due by when: every clock that runs in a case, with its day, state and reasons. It decides nothing.

The rules are data (templates/clocks). What starts a clock stands in `clock_start.py`, what stops it in `clock_stop.py`,
days that an officer set in `clock_days.py`, how days are counted in `working_days.py`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, get_args

from sjtool.assess.clock_days import Day, SetDay, find_set_days
from sjtool.assess.clock_event import Events, Start, Stop, latest_day, whole_day
from sjtool.assess.clock_start import find_start
from sjtool.assess.clock_stop import find_stop
from sjtool.assess.independence import find_officer, who_is
from sjtool.assess.officer_names import could_be
from sjtool.assess.once import once_per_case
from sjtool.assess.standing import Standing
from sjtool.assess.working_days import Counted, WorkingDays, count_on
from sjtool.dates import day_words
from sjtool.model.clocks import Clock, ClockSet, StartKind
from sjtool.model.template import Standing as SourceStanding
from sjtool.text import count_words

State = Literal["overdue", "not-recorded", "due", "coming", "no-date", "met"]
STATES: tuple[State, ...] = get_args(State)
"""In the order they are shown. `no-date`: it runs, and no day is known to count from or none was set.

`not-recorded`: its day has passed, and it was counted from the duty alone. What is kept elsewhere may show that it was
done in time, and to say that it was not would accuse somebody; it is never counted among what is overdue.
"""
HORIZON = 28
"""Days ahead that count as due; what is later is coming."""
_COUNTING = frozenset(get_args(StartKind))


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that is due, and why then.

    `counted` says from which record and how; `root` is the id under which that record was first made. `left` is the
    days to it in the unit of the rule, or past it as a negative number. `words` are the officer's own, and `is_covert`
    marks what only an officer at a screen may see. `opened`: a review that would meet it has begun and is not judged.
    `unseen`: what is not recorded here and has to be looked up elsewhere.
    """

    clock: str
    what: str
    rule: str
    prompt: str
    on: date | None
    state: State
    started_by: str
    counted: str
    stopped_by: str
    source: str
    source_title: str
    pinpoint: str
    standing: SourceStanding
    owner: str | None
    root: str
    left: int | None = None
    in_working_days: bool = False
    met_by: str = ""
    met_on: date | None = None
    met_how: str = ""
    late: int = 0
    note: str = ""
    words: str = ""
    is_covert: bool = False
    opened: str = ""
    unseen: str = ""


@once_per_case
def find_dues(standing: Standing, clocks: ClockSet, today: date, horizon: int = HORIZON) -> tuple[Due, ...]:
    """Everything that is due, coming, overdue or met, by day; what has no day comes last."""
    made = [*_Case(standing, clocks, today, horizon).dues()]
    return tuple(sorted(made, key=lambda due: due.on or date.max))


def is_owned_by(standing: Standing, owner: str | None, officer: str) -> bool:
    """Whether a thing is an officer's to do: named by their id in any spelling, or by the name on their record.

    `PC Hughes` may be each of two who are called so: what is to be done is better told to both than to neither.
    """
    if owner is None:
        return False
    record = find_officer(standing, officer)
    return bool(record and could_be(record, owner)) or who_is(standing, owner) == who_is(standing, officer)


class _Case:
    """One case seen by its clocks on one day."""

    def __init__(self, standing: Standing, clocks: ClockSet, today: date, horizon: int) -> None:
        self.events = Events(standing)
        self.clocks = clocks
        self.today = today
        self.horizon = horizon
        self.days = WorkingDays(clocks.holiday)
        self.is_reactive = self.events.is_reactive()

    def dues(self) -> Iterator[Due]:
        for clock in self.clocks.clock:
            if not clock.enabled or (clock.unless_reactive if self.is_reactive else clock.only_reactive):
                continue
            if clock.start in _COUNTING:
                start = find_start(self.events, clock, self.today)
                if start:
                    yield self._counted(clock, start)
            else:
                day = Day(self.events, self.days, clock, self.today)
                yield from (self._set(clock, found) for found in find_set_days(day))

    def _counted(self, clock: Clock, start: Start) -> Due:
        """A clock counted from a record."""
        day = whole_day(start.on)
        end = self._end(clock, day, start.times) if day else None
        on = end.on - timedelta(days=1) if end and clock.day_before else end.on if end else None
        met = find_stop(self.events, clock, day, start.record) if day and on else None
        counted = self._say_count(clock, start, end)
        due = self._due(clock, clock.title, start.record, on, met, counted, self._in_charge(start.record))
        if start.unseen and due.state == "overdue":
            due = replace(due, state="not-recorded", left=None)  # no count of days, which would read as a lapse
        return replace(due, unseen=start.unseen)

    def _end(self, clock: Clock, day: date, times: int) -> Counted | None:
        """Where the count ends; nothing past the end of the calendar, for a year mistyped must stop nobody."""
        number, unit = (clock.count or 0) * times, clock.unit or "days"
        try:
            return count_on(self.days, day, number, unit, counts_start_day=clock.counts_start_day)
        except (OverflowError, ValueError):
            return None

    def _set(self, clock: Clock, found: SetDay) -> Due:
        """A day that somebody set; one set to a month or a year is taken to its end."""
        on = latest_day(found.on) if found.on else None
        what = "Covert action" if found.is_covert else clock.title
        what = f"{what} {found.name}".strip()
        counted = found.counted
        if on is None:
            counted = f"{counted}, without a day"
        elif not whole_day(found.on):
            counted = f"{counted} as {day_words(found.on)}, taken to its end"
        owner = found.owner or self._in_charge(found.record)
        return self._due(clock, what, found.record, on, found.met, counted, owner, found)

    def _due(
        self,
        clock: Clock,
        what: str,
        record: str,
        on: date | None,
        met: Stop | None,
        counted: str,
        owner: str | None,
        found: SetDay | None = None,
    ) -> Due:
        return Due(
            clock=clock.id,
            what=what,
            rule=clock.rule,
            prompt=clock.prompt,
            on=on,
            state=self._state(on, met),
            started_by=record,
            counted=counted,
            stopped_by=clock.stopped_by,
            source=clock.source,
            source_title=self.clocks.source_title(clock.source),
            pinpoint=clock.pinpoint,
            standing=clock.standing,
            owner=owner,
            root=self.events.standing.root(record),
            left=self._left(clock, self.today, on) if on else None,
            in_working_days=clock.unit == "working-days",
            met_by=met.record if met else "",
            met_on=met.on if met else None,
            met_how=met.how if met else "",
            late=max(0, -self._left(clock, met.on, on)) if met and on and met.how != "discharged" else 0,
            note=clock.all_notes,
            words=found.words if found else "",
            is_covert=bool(found and found.is_covert),
            opened=found.opened if found else "",
        )

    def _state(self, on: date | None, met: Stop | None) -> State:
        if met:
            return "met"
        if on is None:
            return "no-date"
        if on < self.today:
            return "overdue"
        return "due" if (on - self.today).days <= self.horizon else "coming"

    def _left(self, clock: Clock, seen_on: date, on: date) -> int:
        """Days from one day to another, in the unit of the rule; a negative number where it is past."""
        if clock.unit != "working-days":
            return (on - seen_on).days
        return self.days.between(seen_on, on) if seen_on <= on else -self.days.between(on, seen_on)

    def _in_charge(self, record_id: str) -> str | None:
        """Who opened the open assessment; without one, who recorded what the clock runs from."""
        standing = self.events.standing
        record = standing.assessment or standing.case.find(record_id)
        first = standing.case.find(standing.root(record.id)) or record if record else None
        return first.by if first else None

    def _say_count(self, clock: Clock, start: Start, end: Counted | None) -> str:
        """How it was counted, in words: how far, from when, what was left out."""
        number = (clock.count or 0) * start.times
        unit = (clock.unit or "days").replace("-", " ").removesuffix("s")
        how = f": {start.how}" if start.how else ""
        begun = f"{day_words(start.on) or 'a day that is not recorded'} ({start.record}{how})"
        if end is None:
            return f"{count_words(number, unit)} from {begun}, which is no day to count from"
        day = "that day counted" if clock.counts_start_day else "that day not counted"
        return "; ".join([f"{count_words(number, unit)} from {begun}, {day}", *self._left_out(end)])

    def _left_out(self, end: Counted) -> Iterator[str]:
        if end.left_out:
            days = ", ".join(day_words(day.isoformat()) for day in end.left_out)
            yield f"left out: {count_words(len(end.left_out), 'bank holiday')} ({days})"
        if end.is_by_rule:
            yield "bank holidays by the usual rule, for the year is not listed"
        if end.is_last_day:
            yield "the last day of a month that has no such day"
