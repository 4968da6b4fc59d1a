"""When the next visit is planned: by the day agreed at the last one, else by actions whose kind may say an interval."""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sjtool.assess.clock_event import Events, latest_day, whole_day
from sjtool.assess.working_days import WorkingDays, count_on
from sjtool.dates import day_words
from sjtool.model.decision import Action, ActionUpdate, Event

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
    """The day of a planned visit as recorded or counted, what it was counted from, and the record that plans it.

    `action` is None where the day was set at the last visit; the owner is then that of the plan it goes before.
    """

    record: str
    on: str
    counted: str
    owner: str | None = None
    action: Action | None = None
    interval: Interval | None = None

    @property
    def is_covert(self) -> bool:
        """Whether only an officer at a screen may see it."""
        return self.action is not None and self.action.handling == "covert"


def find_interval(action: Action) -> Interval | None:
    """The interval in the kind of an action, such as `home visits every 8 weeks`."""
    found = _INTERVAL.fullmatch((action.kind or "").strip().casefold())
    return Interval(int(found["count"] or 1), _UNITS[found["unit"]]) if found else None


def plans_visits(action: Action) -> bool:
    """Whether an action is by its kind one of visits."""
    return (action.kind or "").strip().casefold().startswith(("home visit", "visit"))


def news_of(events: Events, action: Action) -> list[ActionUpdate]:
    """What was told of an action, in the order it was recorded."""
    return events.news.get(events.standing.root(action.id), [])


def is_ended(events: Events, action: Action) -> bool:
    """Whether the last news of an action ends it."""
    return any(update.status in ENDED for update in news_of(events, action)[-1:])


def find_next_visits(events: Events, days: WorkingDays) -> list[NextVisit]:
    """For each open action that plans visits, the next one.

    A day set at the last visit (its `next_on`) goes before every interval that would be counted from that visit; not
    before the day of an action recorded since, nor before a covert one.
    """
    last = events.of_kind("visit")[-1:]
    agreed = _agreed(last[0]) if last and last[0].next_on else None
    found = []
    for action in events.standing.of(Action):
        if not plans_visits(action) or is_ended(events, action):
            continue
        if agreed and _gives_way(action, last[0]):
            agreed = replace(agreed, owner=agreed.owner or action.owner)
        else:
            found.append(_next_visit(events, action, days))
    return [*found, agreed] if agreed else found


def _agreed(last: Event) -> NextVisit:
    """The day set at the last visit."""
    visit = f"the visit of {day_words(last.held_on)}" if last.held_on else "a visit"
    return NextVisit(last.id, last.next_on or "", f"set at {visit} ({last.id})")


def _gives_way(action: Action, last: Event) -> bool:
    """Whether the interval of an action gives way to the day set at the last visit."""
    is_newer = bool(action.due_on and last.held_on) and _is_before(latest_day(last.held_on or ""), action)
    return find_interval(action) is not None and action.handling != "covert" and not is_newer


def _next_visit(events: Events, action: Action, days: WorkingDays) -> NextVisit:
    """From the last visit by the interval; the day of the action before its first visit, or without an interval."""
    interval = find_interval(action)
    last = [visit for visit in events.of_kind("visit") if whole_day(visit.held_on)][-1:]
    held = whole_day(last[0].held_on) if last else None
    if interval is None or held is None or (action.due_on and _is_before(held, action)):
        plan = f"set in the plan ({action.id})"
        return NextVisit(action.id, action.due_on or "", plan, action.owner, action, interval)
    visit = f"the visit of {day_words(last[0].held_on)} ({last[0].id})"
    words = f"{interval.words}, as set in the plan ({action.id}), from {visit}"
    with contextlib.suppress(OverflowError, ValueError):  # past the end of the calendar: a year mistyped
        on = count_on(days, held, interval.count, interval.unit).on.isoformat()
        return NextVisit(action.id, on, words, action.owner, action, interval)
    return NextVisit(action.id, "", words, action.owner, action, interval)


def _is_before(held: date, action: Action) -> bool:
    """Whether the last visit was made before the action was recorded."""
    return action.at is not None and held < action.at.date()
