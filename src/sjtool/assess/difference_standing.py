"""What changed between two moments in where the person stands: who is there, the law, MAPPA, orders, what happened."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.clock_event import Events
from sjtool.assess.event_told import tell_event
from sjtool.assess.history_words import order_parts, say_record
from sjtool.assess.looking_back import Reader, say_code, say_day
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.model.people import Order, Person, Status

_KEYS = {
    "mappa_category": "MAPPA category",
    "mappa_level": "MAPPA level",
    "lead_agency": "lead agency",
    "lead_agency_since": "leading since",
    "convicted_on": "convicted",
    "sentenced_on": "sentenced",
}
_DAYS = frozenset({"lead_agency_since", "convicted_on", "sentenced_on"})


def tell_standing(before: Standing, reader: Reader) -> Iterator[str]:
    """Who joined, then status, reactive management, orders, and everything that happened."""
    yield from _joined(before, reader)
    yield from _status(before, reader)
    reactive = [*_reactive(before, reader.standing)]
    yield from reactive
    yield from _orders(before, reader)
    yield from _events(before, reader.standing, " ".join(reactive))


def _events(before: Standing, after: Standing, told: str) -> Iterator[str]:
    """Every event that came, in words; one that a line of what was `told` names is not told again."""
    known = {event.id for event in before.of(Event)}
    roots = {before.root(event.id) for event in before.of(Event)}
    for event in after.of(Event):
        if event.id not in known and f"({event.id})" not in told:
            corrected = f"corrected {event.supersedes}: " if after.root(event.id) in roots else ""
            yield f"{corrected}{tell_event(event)} ({event.id})"


def _joined(before: Standing, reader: Reader) -> Iterator[str]:
    after = reader.standing
    known = {before.root(person.id) for person in before.of(Person)}
    for person in after.of(Person):
        if after.root(person.id) not in known:
            yield f"joined: {say_record(person, reader).removeprefix('person ')}"


def _status(before: Standing, reader: Reader) -> Iterator[str]:
    """Each thing that a status says, as it was last said."""
    was, now = Events(before), Events(reader.standing)
    for key, name in _KEYS.items():
        old, new = [*was.statuses(key)][-1:], [*now.statuses(key)][-1:]
        if new and (not old or getattr(old[0], key) != getattr(new[0], key)):
            words = (_value(key, found, reader) for found in (old, new))
            yield f"{name}: {' → '.join(words)} ({new[0].id})"


def _value(key: str, found: list[Status], reader: Reader) -> str:
    value = getattr(found[0], key) if found else None
    if key in _DAYS:
        return say_day(value)
    return reader.say_agency(value) if key == "lead_agency" else str(value or "not said")


def _reactive(before: Standing, after: Standing) -> Iterator[str]:
    was, now = Events(before).reactive_since, Events(after).reactive_since
    if now and not was:
        yield f"management: active → reactive{_since(now)}"
    if was and not now:
        ended = Events(after).of_kind("reactive-end")[-1:]
        known = {event.id for event in before.of(Event)}
        new = [event for event in ended if event.id not in known]
        cause = f", {say_code(new[0].cause)}" if new and new[0].cause else ""
        yield f"management: reactive → active{_since(new[0]) if new else ''}{cause}"


def _since(record: Event | Status) -> str:
    day = f" since {day_words(record.held_on)}" if isinstance(record, Event) and record.held_on else ""
    return f"{day} ({record.id})"


def _orders(before: Standing, reader: Reader) -> Iterator[str]:
    """Orders made, discharged, or with another end."""
    after = reader.standing
    was = {before.root(order.id): order for order in before.of(Order)}
    for order in after.of(Order):
        old = was.get(after.root(order.id))
        if old is None:
            yield f"{', '.join(order_parts(order, reader))} ({order.id})"
            continue
        told = ((w, getattr(old, k), getattr(order, k)) for k, w in (("made_on", "made"), ("ends_on", "ends")))
        changes = [f"{word} {say_day(one)} → {say_day(other)}" for word, one, other in told if one != other]
        if order.discharged_on != old.discharged_on:
            changes.append(f"discharged {say_day(order.discharged_on)}")
        if changes:
            yield f"order {after.root(order.id)}: {', '.join(changes)} ({order.id})"
