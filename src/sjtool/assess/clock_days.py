"""Days that an officer set: of actions, reviews, orders and visits. One function for each kind (`model/clocks.py`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sjtool.assess.belonging import find_owner
from sjtool.assess.clock_event import Events, Stop, latest_day
from sjtool.assess.clock_stop import find_whole_sheet
from sjtool.assess.clock_visit import ENDED, find_interval, find_next_visits, is_ended, news_of
from sjtool.assess.working_days import WorkingDays
from sjtool.dates import day_words
from sjtool.model.clocks import Clock
from sjtool.model.decision import Action, Event, Judgement, Override
from sjtool.model.enquiry import Assessment
from sjtool.model.people import Governance, Order


@dataclass(frozen=True)
class SetDay:
    """A day somebody set. `name` says which record it is of, `words` what the officer called it.

    `opened` names the assessment by which a review has begun that is not judged yet, and its day.
    """

    record: str
    on: str
    name: str
    counted: str
    words: str = ""
    owner: str | None = None
    is_covert: bool = False
    met: Stop | None = None
    opened: str = ""


@dataclass(frozen=True)
class Day:
    """What a function here is given."""

    events: Events
    days: WorkingDays
    clock: Clock
    today: date


def find_set_days(day: Day) -> Iterator[SetDay]:
    """Every day of the kind the clock is for; not those set aside since."""
    for found in _KINDS[day.clock.start](day):
        if not day.events.is_off(day.clock.id, found.record):
            yield found


def _action_due(day: Day) -> Iterator[SetDay]:
    """The day of every action but those on visits at an interval, which have a clock of their own."""
    for action in day.events.standing.of(Action):
        if find_interval(action) is None:
            yield _of_action(action, action.due_on, _ended_by(day, action))


def _action_review(day: Day) -> Iterator[SetDay]:
    """The day an action is looked at again, until news of it on that day or later, or its end."""
    for action in day.events.standing.of(Action):
        if action.review_on:
            on = latest_day(action.review_on)
            later = [u for u in news_of(day.events, action) if u.at and u.at.date() >= on and u.status not in ENDED]
            news = [Stop(u.id, u.at.date(), "looked at") for u in later[:1] if u.at]
            yield _of_action(action, action.review_on, _ended_by(day, action) or next(iter(news), None))


def _of_action(action: Action, on: str | None, met: Stop | None) -> SetDay:
    """An action by its id and heading of the plan, and by its objective; of a covert one the id alone, and no words."""
    covert = action.handling == "covert"
    pillar = "" if covert else (action.pillar or "").replace("-", " ")
    name = f"{action.id} ({pillar})" if pillar else action.id
    words = "" if covert else action.objective or action.kind or ""
    return SetDay(action.id, on or "", name, f"set in the plan ({action.id})", words, action.owner, covert, met)


def _ended_by(day: Day, action: Action) -> Stop | None:
    last = news_of(day.events, action)[-1:]
    if not is_ended(day.events, action):
        return None
    on = last[0].at.date() if last[0].at else day.today
    return Stop(last[0].id, on, (last[0].status or "").replace("-", " "))


def _judgement_review(day: Day) -> Iterator[SetDay]:
    """The day of each final judgement, until an assessment opened after its own has one."""
    for judgement in day.events.standing.of(Judgement):
        if judgement.stage == "final":
            found = SetDay(
                judgement.id,
                judgement.review_on or "",
                judgement.id,
                f"set in the judgement ({judgement.id})",
                owner=judgement.by,
            )
            yield _reviewed(day, found, judgement.assessment)


def _override_review(day: Day) -> Iterator[SetDay]:
    for override in day.events.standing.of(Override):
        counted = f"set in the override ({override.id})"
        found = SetDay(override.id, override.review_on or "", override.id, counted, owner=override.by)
        yield _reviewed(day, found, find_owner(day.events.standing, override))


def _reviewed(day: Day, found: SetDay, assessment: str | None) -> SetDay:
    """A day of review, met by the final judgement of an assessment opened later, in the order of the file.

    While the first of those is not judged, the day stands, and it is said that a review was opened.
    """
    events, standing = day.events, day.events.standing
    if assessment is None or not isinstance(standing.current(assessment), Assessment):
        return found
    after = [a for a in standing.of(Assessment) if events.place(a.id) > events.place(assessment)]
    after.sort(key=lambda a: events.place(a.id))
    final = next((made for a in after if (made := standing.judgement("final", a.id))), None)
    if final:
        first = standing.case.find(standing.root(final.id)) or final
        return replace(found, met=Stop(final.id, first.at.date() if first.at else day.today, "judged again"))
    if not after:
        return found
    opened = after[0]
    on = opened.opened_on or (opened.at.date().isoformat() if opened.at else "")
    return replace(found, opened=f"review opened {day_words(on) or 'on no date'} ({opened.id})")


def _order_end(day: Day) -> Iterator[SetDay]:
    """The end of an order: a prompt before it, and over once it has come."""
    for order in day.events.standing.of(Order):
        if order.ends_on:
            end = latest_day(order.ends_on)
            met = Stop(order.id, end, "ended") if end < day.today else None
            if order.discharged_on:
                met = Stop(order.id, latest_day(order.discharged_on), "discharged")
            yield SetDay(order.id, order.ends_on, order.id, f"set in the order ({order.id})", order.kind or "", met=met)


def _retention(day: Day) -> Iterator[SetDay]:
    """The day in the record of the legal footing that was made last."""
    for footing in day.events.standing.of(Governance)[-1:]:
        if footing.retention_review_on:
            counted = f"set with the legal footing ({footing.id})"
            yield SetDay(footing.id, footing.retention_review_on, "", counted)


def _visits(day: Day) -> Iterator[SetDay]:
    """The day set at the last visit; and the next visit of each action that has an interval and does not give way."""
    for visit in find_next_visits(day.events, day.days):
        if visit.action is None:
            yield SetDay(visit.record, visit.on, "", visit.counted, owner=visit.owner)
        elif visit.interval:
            yield replace(_of_action(visit.action, visit.on, None), counted=visit.counted)


def _before_visit(day: Day) -> Iterator[SetDay]:
    """The first visit that is planned, met by the sheet rated whole after the last one."""
    planned = [v for v in find_next_visits(day.events, day.days) if v.on and not v.is_covert]
    if planned:
        first = min(planned, key=lambda visit: latest_day(visit.on))
        last = [latest_day(visit.held_on) for visit in day.events.of_kind("visit") if visit.held_on][-1:]
        met = find_whole_sheet(day.events, day.clock, _after(last[0]) if last else date.min)
        counted = f"the next visit: {first.counted}"
        yield SetDay(first.record, first.on, "", counted, owner=first.owner, met=met)


def _agreed_day(day: Day) -> Iterator[SetDay]:
    """The day agreed for the next meeting of a kind, by the last such meeting at which one was.

    Met by the first of that kind held on that day or later; one known to a month may have been.
    """
    held = [*_of_clock(day)]
    for last in [event for event in held if event.next_on][-1:]:
        on = latest_day(last.next_on or "")
        later = [e for e in held if e.id != last.id and e.held_on and latest_day(e.held_on) >= on]
        met = next((Stop(event.id, latest_day(event.held_on or ""), "held") for event in later), None)
        kind = (last.kind or "").replace("-", " ")
        when = f" of {day_words(last.held_on)}" if last.held_on else ""
        yield SetDay(last.id, last.next_on or "", "", f"agreed at the {kind}{when} ({last.id})", met=met)


def _of_clock(day: Day) -> Iterator[Event]:
    """Events of the kinds of a clock that touch its words, where it has any, and none that it passes over."""
    clock, events = day.clock, day.events
    wanted = {event.id for event in events.touching(*clock.start_words)}
    skipped = {event.id for event in events.touching(*clock.skip_words)}
    for event in events.of_kinds(clock.start_kinds):
        if event.id not in skipped and (not clock.start_words or event.id in wanted):
            yield event


def _after(day: date) -> date:
    """The next day; the last day of the calendar has none."""
    return day if day == date.max else day + timedelta(days=1)


_KINDS: Mapping[str, Callable[[Day], Iterator[SetDay]]] = {
    "action-due": _action_due,
    "action-review": _action_review,
    "judgement-review": _judgement_review,
    "override-review": _override_review,
    "order-end": _order_end,
    "retention-review": _retention,
    "planned-visit": _visits,
    "before-planned-visit": _before_visit,
    "agreed-day": _agreed_day,
}
