"""The two conditions on powers: managed by the police in the community throughout, and no sexual civil order.

Who leads is read from the words of `lead_agency`: police or constabulary, and neither probation nor prison beside it.
What an order is, is read from the words of its `kind`. Both are our readings; where the words do not say, it is not
shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from sjtool.assess.clock_event import earliest_day, latest_day
from sjtool.assess.reactive_ground import Condition, Ground, say_day, say_ids, years_on
from sjtool.model.decision import Event
from sjtool.model.people import Order, Status

POLICE_MANAGED, NO_ORDER = "police-managed", "no-civil-order"
_POLICE = re.compile(r"\b(police|constabulary)\b")
_NOT_POLICE = re.compile(r"\b(probation|hmpps|prisons?|youth)\b")
_SUPERVISED = re.compile(r"\b(licen[cs]e|supervision|community order|suspended sentence|probation)\b")
_SEXUAL = re.compile(r"\b(shpo|ishpo|sro|isro|sopo|isopo|rsho|irsho|fto)s?\b|\bsex\w*\b|\bforeign travel\b")
_REGISTER = re.compile(r"\b(notification|register)\b")
"""The duty to notify is no order that says more is needed than reacting (our reading)."""


def judge_police(ground: Ground) -> Condition:
    """Police led throughout the three years, and neither custody, recall, licence nor supervision fell in them."""
    broken = (*_custody(ground), *_supervised(ground))
    if broken:
        why = f"Recall, custody, licence or supervision since {say_day(ground.first)}: {say_ids(broken)} (our reading)."
        return Condition(POLICE_MANAGED, "not-met", why, broken)
    since, records = _led_since(ground)
    if not records:
        why = "That the police alone lead is not recorded: the agency's name says police or constabulary (our reading)."
        return Condition(POLICE_MANAGED, "not-shown", why)
    if since is None:
        return Condition(POLICE_MANAGED, "not-shown", "Since when the police lead is not recorded.", records)
    if since > ground.first:
        why = f"The police have led since {say_day(since)}; the three years are full on {say_day(years_on(since))}."
        return Condition(POLICE_MANAGED, "not-met", why, records)
    open_ = tuple(record.id for record in find_to_explain(ground) if not ground.answers(record))
    if open_:
        why = f"A change of lead agency or a sentence in the three years is not explained: {say_ids(open_)}."
        return Condition(POLICE_MANAGED, "not-shown", why, (*records, *open_))
    why = (
        f"The police have led since {say_day(since)}, and no recall, custody, licence or supervision is recorded since."
    )
    return Condition(POLICE_MANAGED, "met", why, records)


def _custody(ground: Ground) -> Iterator[str]:
    """Recalls, and events that touch custody."""
    kept = {event.id for event in ground.events.touching("custody")}
    yield from (
        e.id for e in ground.events.all if (e.kind == "recall" or e.id in kept) and ground.is_in_time(e.held_on)
    )


def _supervised(ground: Ground) -> Iterator[str]:
    """Licences and supervision that reached into the three years."""
    for order in ground.standing.of(Order):
        ended = order.discharged_on or order.ends_on
        if _SUPERVISED.search((order.kind or "").casefold()) and ground.is_in_time(ended):
            yield order.id


def _led_since(ground: Ground) -> tuple[date | None, tuple[str, ...]]:
    """The day from which, without a break, every recorded lead was police; with the records that say so."""
    since: date | None = None
    records: tuple[str, ...] = ()
    for status in sorted(ground.events.statuses("lead_agency"), key=_day_of_lead):
        agency = (status.lead_agency or "").casefold()
        if not _POLICE.search(agency) or _NOT_POLICE.search(agency):
            since, records = None, ()
            continue
        began = latest_day(status.lead_agency_since) if status.lead_agency_since else None
        since = min(filter(None, (since, began)), default=None)
        records = (*records, status.id)
    return since, records


def _day_of_lead(status: Status) -> date:
    """The day a lead began, else the day it was recorded."""
    if status.lead_agency_since:
        return latest_day(status.lead_agency_since)
    return status.at.date() if status.at else date.min


def find_to_explain(ground: Ground) -> tuple[Event | Status, ...]:
    """Changes of lead agency and sentences in the three years: a proposal says why they broke nothing."""
    first: dict[str, Status] = {}  # a later status may repeat the day; the first to name it is answered
    for status in ground.events.statuses("sentenced_on"):
        if status.sentenced_on and ground.is_in_time(status.sentenced_on):
            first.setdefault(status.sentenced_on, status)
    return (*ground.in_time("lead-agency-change"), *first.values())


def find_orders(ground: Ground) -> tuple[tuple[Order, ...], tuple[Order, ...]]:
    """The sexual civil orders in force, and the other orders in force that are to be weighed."""
    running = [order for order in ground.standing.of(Order) if is_in_force(order, ground.today)]
    sexual = tuple(order for order in running if is_sexual(order))
    return sexual, tuple(order for order in running if not is_sexual(order) and _is_weighed(order))


def _is_weighed(order: Order) -> bool:
    """Whether an order is one of those to be weighed: neither the duty to notify nor a licence."""
    kind = (order.kind or "").casefold()
    return not _REGISTER.search(kind) and not _SUPERVISED.search(kind)


def is_in_force(order: Order, today: date) -> bool:
    """Whether an order runs, or may: neither discharged by today, nor past its last day."""
    if order.discharged_on and earliest_day(order.discharged_on) <= today:
        return False
    return order.ends_on is None or latest_day(order.ends_on) >= today


def is_sexual(order: Order) -> bool:
    """Whether the words of its kind name a sexual civil order (our reading: by name or by short name)."""
    kind = (order.kind or "").casefold()
    return _SEXUAL.search(kind) is not None and not _REGISTER.search(kind)


def judge_orders(ground: Ground) -> Condition:
    """No sexual civil order is in force; others are weighed; that none is recorded shows nothing by itself."""
    sexual, others = find_orders(ground)
    if sexual:
        return _say_sexual(ground, sexual)
    open_ = tuple(order.id for order in others if not ground.answers(order))
    if open_:
        why = (
            f"No sexual civil order is recorded as in force; other orders are, and no proposal weighs {say_ids(open_)}."
        )
        return Condition(NO_ORDER, "not-shown", why, open_)
    if not ground.says(NO_ORDER) or ground.proposal is None:
        why = "None is recorded as in force. That does not show that there is none: the proposal says so (our rule)."
        return Condition(NO_ORDER, "not-shown", why)
    weighed = tuple(order.id for order in others)
    more = f", and weighs {say_ids(weighed)}" if weighed else ""
    why = f"None is recorded as in force; {ground.proposal.id} says that there is none{more}."
    return Condition(NO_ORDER, "met", why, (ground.proposal.id, *weighed))


def _say_sexual(ground: Ground, sexual: tuple[Order, ...]) -> Condition:
    """An order stands in the way; while its discharge is sought, a force may consider it case by case."""
    ids = tuple(order.id for order in sexual)
    sought = all(order.discharge_sought is True for order in sexual)
    why = f"In force: {say_ids(ids)}."
    if sought:
        why += (
            " While the discharge is being sought, it may be considered case by case. If an order is not discharged, "
            "the person goes back to active management."
        )
        if ground.says(NO_ORDER) and ground.proposal:
            why += f" {ground.proposal.id} weighs it."
    return Condition(NO_ORDER, "not-met", why, ids, exception=sought)
