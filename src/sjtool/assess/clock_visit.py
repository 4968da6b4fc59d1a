"""When the next visit is planned: from the actions of the plan, whose kind may say an interval."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sjtool.assess.clock_event import Events, whole_day
from sjtool.assess.working_days import WorkingDays, count_on
from sjtool.dates import day_words
from sjtool.model.decision import Action, ActionUpdate

_INTERVAL = re.compile(r"(?:home )?visits?,? every (?:(?P<count>[1-9]\d{0,2}) )?(?P<unit>day|week|month)s?")
_UNITS: dict[str, Literal["days", "weeks", "months"]] = {"day": "days", "week": "weeks", "month": "months"}
ENDED = frozenset({"done", "not-done", "withdrawn"})
"""What news of an action ends it."""


@dataclass(frozen=True)
class Interval:
    """How often a plan wants visits."""

    count: int
    unit: Literal["days", "weeks", "months"]

    @property
    def words(self) -> str:
        """`every 8 weeks`."""
        return f"every {self.count} {self.unit}" if self.count > 1 else f"every {self.unit[:-1]}"


@dataclass(frozen=True)
class NextVisit:
    """The day of a planned visit as recorded or counted, the action that plans it and what it was counted from."""

    action: Action
    on: str
    counted: str
    interval: Interval | None


def find_interval(action: Action) -> Interval | None:
    """The interval in the kind of an action, such as `home visits every 8 weeks`."""
    found = _INTERVAL.fullmatch((action.kind or "").strip().casefold())
    return Interval(int(found["count"] or 1), _UNITS[found["unit"]]) if found else None


def news_of(events: Events, action: Action) -> list[ActionUpdate]:
    """What was told of an action, in the order it was recorded."""
    found = [u for u in events.standing.of(ActionUpdate) if events.standing.same(u.action, action.id)]
    return sorted(found, key=lambda update: events.place(update.id))


def is_ended(events: Events, action: Action) -> bool:
    """Whether the last news of an action ends it."""
    return any(update.status in ENDED for update in news_of(events, action)[-1:])


def find_next_visits(events: Events, days: WorkingDays) -> list[NextVisit]:
    """For each open action that plans visits, the next one."""
    found = []
    for action in events.standing.of(Action):
        is_visit = (action.kind or "").strip().casefold().startswith(("home visit", "visit"))
        if is_visit and not is_ended(events, action):
            found.append(_next_visit(events, action, days))
    return found


def _next_visit(events: Events, action: Action, days: WorkingDays) -> NextVisit:
    """From the last visit by the interval; the day of the action before its first visit, or without an interval."""
    interval = find_interval(action)
    last = [visit for visit in events.of_kind("visit") if whole_day(visit.held_on)][-1:]
    held = whole_day(last[0].held_on) if last else None
    if interval is None or held is None or (action.due_on and _is_before(held, action)):
        return NextVisit(action, action.due_on or "", f"set in the plan ({action.id})", interval)
    visit = f"the visit of {day_words(last[0].held_on)} ({last[0].id})"
    words = f"{interval.words}, as set in the plan ({action.id}), from {visit}"
    with contextlib.suppress(OverflowError, ValueError):  # past the end of the calendar: a year mistyped
        on = count_on(days, held, interval.count, interval.unit).on.isoformat()
        return NextVisit(action, on, words, interval)
    return NextVisit(action, "", words, interval)


def _is_before(held: date, action: Action) -> bool:
    """Whether the last visit was made before the action was recorded."""
    return action.at is not None and held < action.at.date()
