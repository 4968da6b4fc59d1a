"""Where a case stands with reactive management: the conditions, what has followed, what is to be checked, what if not.

Reasons, never a decision: that the conditions are met allows the officer to propose it, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sjtool.assess.clock_event import earliest_day, latest_day
from sjtool.assess.reactive import APPROVED, CONDITIONS, SHOWN_BY_PROPOSAL, judge
from sjtool.assess.reactive_conduct import OFFENCE_FREE, find_concerns, find_offence_day
from sjtool.assess.reactive_ground import Condition, Course, Ground, say_day, years_on
from sjtool.assess.reactive_legal import find_orders, find_to_explain
from sjtool.assess.standing import Standing
from sjtool.model.case import Entry
from sjtool.model.decision import Event, ReactiveEffect

Stage = Literal["active", "proposed", "reactive", "claimed", "ended"]
"""`claimed`: a status says reactive, and no approval stands. `ended`: active again after reactive management."""
FOLLOWS: tuple[ReactiveEffect, ...] = ("review-date-blank", "visits-stopped", "arms-stopped")
"""What follows from approval by itself: no review date, no visit and no ARMS are required (004, recording)."""
ASKED: tuple[ReactiveEffect, ...] = ("visor-front-page-marked", "yearly-checks-set", "person-told")
"""What somebody has to do, or may: the person need not be told."""
_NEWS = frozenset({"intelligence", "significant-change", "sexual-offence", "other-offence", "recall", "order"})
_WAITS = frozenset({"sexual-offence", "relevant-offence"})


@dataclass(frozen=True)
class ReactiveState:
    """Everything that is told of reactive management in a case on a day.

    `followed` and `open_effects` are of the approval that stands and the checks since. `checked_on` is the day of the
    last yearly check, `check_due` that of the next. `news` are records made since the approval and not decided yet.
    `again` says in words when it may be considered again after an end; `again_on` is the day, where there is one.
    """

    stage: Stage
    course: Course
    first: date
    day: date
    conditions: tuple[Condition, ...]
    hidden: bool
    followed: tuple[ReactiveEffect, ...] = ()
    open_effects: tuple[ReactiveEffect, ...] = ()
    checked_on: str | None = None
    check_due: date | None = None
    is_check_overdue: bool = False
    news: tuple[str, ...] = ()
    again: str = ""
    again_on: date | None = None

    def of(self, state: str) -> tuple[Condition, ...]:
        """The conditions that stand so."""
        return tuple(condition for condition in self.conditions if condition.state == state)


def find_state(standing: Standing, today: date, *, hidden: bool | None = None) -> ReactiveState:
    """The whole of it. `hidden` as in `find_conditions`."""
    ground = Ground(standing, today, hidden=hidden)
    course = ground.course
    state = ReactiveState(_stage(course), course, ground.first, ground.day, judge(ground), ground.hidden)
    if course.is_reactive:
        return _while_reactive(ground, state)
    if course.end is not None:
        again, on = _again(ground, course.end)
        return replace(state, again=again, again_on=on)
    return state


def _stage(course: Course) -> Stage:
    if course.is_reactive:
        return "reactive" if course.start else "claimed"
    if course.proposal is not None:
        return "proposed"
    return "ended" if course.end is not None else "active"


def _while_reactive(ground: Ground, state: ReactiveState) -> ReactiveState:
    """What has followed, the yearly check, and what came in since."""
    start = ground.course.start
    if start is None:
        return state
    place = ground.events.place
    since = [event for event in ground.events.all if place(event.id) > place(start.id)]
    checks = [e for e in since if e.kind == "reactive-check"]
    done = tuple(dict.fromkeys(one for made in (start, *checks) for one in made.effects))
    days = [e.held_on for e in checks if e.held_on]
    checked, begun = max(days, default=None), checked_from(start, days)
    due = years_on(earliest_day(begun), 1) if begun else None
    news = [e.id for e in since if e.kind in _NEWS and not _is_decided(e)]
    return replace(
        state,
        followed=done,
        open_effects=tuple(one for one in (*FOLLOWS, *ASKED[:2]) if one not in done),
        checked_on=checked,
        check_due=due,
        is_check_overdue=due is not None and due < ground.today,
        news=tuple(news),
    )


def checked_from(start: Event, days: Sequence[str]) -> str | None:
    """The day a year is counted from: the last check, else the approval."""
    return max((day for day in (start.held_on, *days) if day), default=None)


def _is_decided(event: Event) -> bool:
    """Whether it was decided, with the reason, that it is no significant change."""
    return event.opens_review is False and bool(event.rationale)


def _again(ground: Ground, end: Event) -> tuple[str, date | None]:
    """When it may be considered again after an end, by its cause."""
    if end.cause in _WAITS:
        day = find_offence_day(ground, end)
        on = years_on(latest_day(day)) if day else None
        kind = "further sexual offence" if end.cause == "sexual-offence" else "relevant offence of another kind"
        return f"After a {kind} three more years have to pass, from {say_day(day)}: after {say_day(on)}.", on
    if end.cause == "order-not-discharged":
        return (
            "An order was not discharged: it may be considered when no sexual civil order is in force (our reading).",
            None,
        )
    if end.cause == "condition-not-met":
        return "A condition was not met: it may be considered when every condition is shown (our reading).", None
    decide = "whether they are, the officer and the supervisor decide on the case, and say why"
    reading = "" if end.cause == "significant-change" else " (our reading)"
    return f"Another three years are not always needed: {decide}{reading}.", None


def try_proposal(standing: Standing, proposal: Event) -> Standing:
    """The case as it would stand with a proposal that is not recorded yet."""
    case = standing.case
    return Standing(replace(case, entries=(*case.entries, Entry("event", proposal, 0))))


def find_answerable(ground: Ground) -> tuple[str, ...]:
    """Ids that a proposal may answer in `touches`: concerns, other orders, changes of lead agency and sentences."""
    _sexual, others = find_orders(ground)
    return tuple(dict.fromkeys(r.id for r in (*find_concerns(ground), *others, *find_to_explain(ground))))


def best_proposal(touches: Sequence[str]) -> Event:
    """A proposal that answers these records and says everything that only a proposal can say."""
    says = tuple(f"reactive-conditions/{condition}" for condition in SHOWN_BY_PROPOSAL)
    return Event(id="proposal", kind="reactive-proposal", rationale="-", considered=says, touches=tuple(touches))


def find_bars(standing: Standing, today: date, *, hidden: bool | None = None) -> tuple[Condition, ...]:
    """The conditions that stand in the way of any proposal, whatever it says.

    An order whose discharge is being sought is none of them; nor is what the proposal itself has to show by evidence.
    """
    ground = Ground(standing, today, hidden=hidden)
    trial = Ground(try_proposal(standing, best_proposal(find_answerable(ground))), today, hidden=ground.hidden)
    shows = {OFFENCE_FREE, APPROVED} | ({CONDITIONS[0], CONDITIONS[4]} if ground.is_woman else set())
    return tuple(c for c in judge(trial) if is_bar(c) and not (c.id in shows and c.state == "not-shown"))


def is_bar(condition: Condition) -> bool:
    """Whether a condition is not met or not shown, and no exception allows to go on."""
    return condition.state != "met" and not condition.exception
