"""What starts a clock that is counted from a record: one function for each kind of start (`model/clocks.py`)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from sjtool.assess.clock_event import Events, Start, latest_day, whole_day
from sjtool.assess.working_days import add_months
from sjtool.model.clocks import Clock
from sjtool.model.decision import Event, Judgement
from sjtool.model.people import Order, Status

_YEAR = 12
_NOT_HERE = "no notification is recorded here; look on the force's system (ViSOR)"
_ENQUIRY = ("section-47", "strategy-discussion")


def find_start(events: Events, clock: Clock, today: date) -> Start | None:
    """What a clock runs from; None where it does not run.

    An event that touches ID-start goes before what was recorded earlier and before an earlier day; one that touches
    ID-off sets aside what was recorded before it.
    """
    start = _STARTS[clock.start](events, clock, today)
    own = events.touching(f"{clock.id}-start")[-1:]
    if own:
        by_hand = Start(own[0].id, own[0].held_on or "", "set by hand")
        earlier = start is None or events.place(by_hand.record) > events.place(start.record)
        if earlier or start is None or by_hand.on > start.on:
            start = by_hand
    return None if start is None or events.is_off(clock.id, start.record) else start


def _lead_agency(events: Events, _clock: Clock, _today: date) -> Start | None:
    """The latest change, told as an event or as the day since which a status says who leads."""
    found = [Start(s.id, s.lead_agency_since or "", "lead agency since") for s in events.statuses("lead_agency_since")]
    found += [Start(e.id, e.held_on or "", "change of lead agency") for e in events.of_kind("lead-agency-change")]
    return max(found, key=lambda start: start.on, default=None)


def _conviction(events: Events, clock: Clock, _today: date) -> Start | None:
    """The conviction, unless sentence was passed within the count."""
    convicted = [*events.statuses("convicted_on")][-1:]
    sentenced = [s.sentenced_on or "" for s in events.statuses("sentenced_on")][-1:]
    if not convicted:
        return None
    on = convicted[0].convicted_on or ""
    how = f"conviction; sentence on {sentenced[0]}" if sentenced else "conviction; no sentence is recorded"
    day = whole_day(on)
    if sentenced and day and latest_day(sentenced[0]) <= day + timedelta(weeks=clock.count or 0):
        return None
    return Start(convicted[0].id, on, how)


def _mappa(events: Events, clock: Clock, _today: date) -> Start | None:
    """The last event that touches one of the words; without one, the recording of the level as it is now."""
    said = [*events.statuses("mappa_level")]
    if not said or said[-1].mappa_level != clock.mappa_level:
        return None
    held = events.touching(*clock.start_words)[-1:]
    if held:
        return Start(held[0].id, held[0].held_on or "", "last MAPPA meeting")
    begun = said[-1]
    for status in reversed(said):
        if status.mappa_level != clock.mappa_level:
            break
        begun = status
    return Start(begun.id, _recorded_on(events, begun), "level recorded; no event touches mappa")


def _notification(events: Events, clock: Clock, today: date) -> Start | None:
    """The last notification; without one, the order itself, to its first anniversary after it was recorded."""
    orders = [o for o in events.standing.of(Order) if (o.kind or "").strip().casefold().startswith("notification")]
    running = [o for o in orders if not o.discharged_on and (not o.ends_on or latest_day(o.ends_on) >= today)]
    told = events.touching(*clock.start_words)[-1:]
    if told and (running or not orders):
        return Start(told[0].id, told[0].held_on or "", "last notification")
    if not running:
        return None
    order = running[-1]
    made, recorded = whole_day(order.made_on), whole_day(_recorded_on(events, order))
    times = 1
    while made and recorded and add_months(made, times * _YEAR) < recorded:
        times += 1
    how = f"order made; no notification is recorded{_missed(made, times)}"
    return Start(order.id, order.made_on or "", how, times, _NOT_HERE)


def _missed(made: date | None, times: int) -> str:
    """The years in which one fell due before the order was recorded here, and none is on record: they are named."""
    if made is None or times < 2:  # noqa: PLR2004 - the first year is the one that is counted
        return ""
    first, last = made.year + 1, made.year + times - 1
    return f", nor any of {first}" if first == last else f", nor any of {first} to {last}"


def _reactive(events: Events, _clock: Clock, _today: date) -> Start | None:
    """The last check on reactive management as it runs now, or its start; nothing while the person is not on it."""
    since = events.reactive_since
    if since is None:
        return None
    ended = [e.id for e in events.of_kind("reactive-end")]
    ended += [s.id for s in events.statuses("management") if s.management == "active"]
    after = max((events.place(name) for name in ended), default=-1)
    runs = [e for e in events.of_kinds(("reactive-start", "reactive-check")) if events.place(e.id) > after][-1:]
    if runs:
        how = "last check" if runs[0].kind == "reactive-check" else "start of reactive management"
        return Start(runs[0].id, runs[0].held_on or "", how)
    recorded = _recorded_on(events, since)
    return Start(since.id, recorded, "reactive management recorded; no event says since when")


def _visit(events: Events, clock: Clock, _today: date) -> Start | None:
    """The last visit, where the latest final judgement is of the level that the clock is for."""
    final = [j.level for j in events.standing.of(Judgement) if j.stage == "final"][-1:]
    last = events.of_kind("visit")[-1:]
    return Start(last[0].id, last[0].held_on or "", "last visit") if last and final == [clock.level] else None


def _section_47_day(events: Events, _clock: Clock, _today: date) -> Start | None:
    """The day agreed at the last strategy discussion or outcome of an enquiry that says one, for each child.

    A later one for the same child, on that day or after it, has met it. Of several children the earliest day that no
    conference has met comes first, so that none hides behind a brother's or sister's.
    """
    held = events.of_kinds(_ENQUIRY)
    last = {child: event for event in held if event.next_on for child in _children(events, event)}
    open_days = {
        event.id: event
        for child, event in last.items()
        if not any(_is_by(other, event) for other in held if other.id != event.id and child in _children(events, other))
    }
    unmet = [e for e in open_days.values() if not any(_is_by(one, e) for one in events.of_kind("conference"))]
    found = min(unmet, key=_agreed_on) if unmet else max(open_days.values(), key=_agreed_on, default=None)
    if found is None:
        return None
    at = "strategy discussion" if found.kind == "strategy-discussion" else "outcome of the enquiry"
    return Start(found.id, _agreed_on(found).isoformat(), f"the day agreed at the {at}")


def _children(events: Events, event: Event) -> tuple[str, ...]:
    """Whom an enquiry is about, by their first ids; one empty name where it names nobody."""
    found = tuple(events.standing.root(word) for word in event.touches if events.standing.person(word))
    return found or ("",)


def _agreed_on(event: Event) -> date:
    """The day agreed; a month or a year is taken to its end."""
    return latest_day(event.next_on or "")


def _is_by(event: Event, agreed: Event) -> bool:
    """Whether an event was held on the day agreed at another, or later."""
    return bool(event.held_on) and latest_day(event.held_on or "") >= _agreed_on(agreed)


def _word(events: Events, clock: Clock, _today: date) -> Start | None:
    """The last event that touches one of the words."""
    last = events.touching(*clock.start_words)[-1:]
    return Start(last[0].id, last[0].held_on or "", "") if last else None


def _recorded_on(events: Events, record: Status | Order | Event) -> str:
    """The day on which a record was made; that of the first, where it has been corrected. Nothing where unknown."""
    first = events.standing.case.find(events.standing.root(record.id)) or record
    return first.at.date().isoformat() if first.at else ""


_STARTS: Mapping[str, Callable[[Events, Clock, date], Start | None]] = {
    "lead-agency": _lead_agency,
    "conviction": _conviction,
    "mappa-level": _mappa,
    "notification": _notification,
    "reactive": _reactive,
    "last-visit": _visit,
    "section-47-day": _section_47_day,
    "word": _word,
}
