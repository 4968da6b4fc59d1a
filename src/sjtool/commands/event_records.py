"""Records that are written beside an event: a status, an order, a person's own correction. They carry what stood.

A status says something new and leaves the rest to those before it: readers look for each key in the last status that
says it. Only what is read from the latest one alone goes with it (the offences, and active or reactive management).
The dates of conviction and sentence stay where they were said, for clocks are counted from that record.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from sjtool.commands.event_bench import Bench
from sjtool.model.decision import Event
from sjtool.model.manual_key import LEDGER_KEYS
from sjtool.model.people import Order, Person, Relation
from sjtool.store.append import Draft


def status_draft(bench: Bench, keys: Mapping[str, Any]) -> Draft:
    """A status that says these keys, with what must stand in the latest one."""
    kinds = [status.offence_kinds for status in bench.events.statuses("offence_kinds")][-1:]
    carried: dict[str, Any] = {"offence_kinds": list(kinds[0])} if kinds else {}
    if bench.is_reactive:
        carried["management"] = "reactive"
    elif [*bench.events.statuses("management")]:
        carried["management"] = "active"
    return Draft("status", {**carried, **keys})


def order_again(bench: Bench, order_id: str, keys: Mapping[str, Any], reason: str) -> Draft:
    """A correction of an order: what stood, what is new, and why."""
    order = bench.loaded.standing.current(order_id)
    stood = _stood(order) if isinstance(order, Order) else {}
    return Draft("order", {**stood, **keys, "supersedes": order.id if order else order_id, "reason": reason})


def person_again(bench: Bench, person: Person, keys: Mapping[str, Any], reason: str) -> Draft:
    """A correction of a person's record under the next free id."""
    case, root = bench.loaded.case, bench.loaded.standing.root(person.id)
    free = next(f"{root}-{n}" for n in count(2) if case.find(f"{root}-{n}") is None)
    return Draft("person", {"id": free, **_stood(person), **keys, "supersedes": person.id, "reason": reason})


def relation_again(relation: Relation, keys: Mapping[str, Any], reason: str) -> Draft:
    """A correction of a relation: what stood, what is new, and why."""
    return Draft("relation", {**_stood(relation), **keys, "supersedes": relation.id, "reason": reason})


def event_again(bench: Bench, event_id: str, keys: Mapping[str, Any], reason: str) -> Draft:
    """A correction of an event: what stood, what is new, and why."""
    event = bench.loaded.standing.current(event_id)
    stood = _stood(event) if isinstance(event, Event) else {}
    return Draft("event", {**stood, **keys, "supersedes": event.id if event else event_id, "reason": reason})


def _stood(record: Order | Person | Relation | Event) -> dict[str, Any]:
    """What a record says, without what the ledger fills in and what an earlier correction said of itself."""
    stood = record.model_dump(by_alias=True, exclude_none=True, exclude={*LEDGER_KEYS})
    return {key: list(value) if isinstance(value, tuple) else value for key, value in stood.items() if value != ()}
