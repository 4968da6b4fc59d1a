"""Which keys of a record that stays are left out of a view: workings of tools, details of people, words of events.

Of a scenario the person is not given what is watched for and what is done then, nor of a visit when the next one is:
it is for those who watch. Nor of a sitting who cleared which questions: that can tell what others had said.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sjtool.assess.seen_by_events import NOT_IN_COPY, EventWords
from sjtool.assess.seen_by_reasons import LeftOut
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Scenario, ToolResult
from sjtool.model.decision import Event
from sjtool.model.enquiry import Session
from sjtool.model.people import Governance, Person
from sjtool.model.record import Record

_WORKINGS = (
    "points",
    "percentage",
    "interval",
    "inputs",
    "item_points",
    "band_before_reduction",
    "decided_by",
    "missing_items",
    "document",
)
_DETAILS = (
    "standing",
    "gender",
    "born",
    "ethnicity",
    "address",
    "parental_responsibility",
    "risk_to_children",
    "confidential",
)
_TACTICS = ("how", "warning_signs", "contingency")
_FOR_CONFERENCE: Mapping[type[Record], tuple[tuple[str, ...], LeftOut]] = {ToolResult: (_WORKINGS, "workings")}
_FOR_PERSON: Mapping[type[Record], tuple[tuple[str, ...], LeftOut]] = {
    Person: (_DETAILS, "people"),
    Session: (("others_present", "cleared_with", "supervision"), "people"),
    Event: (("others_present", "reference"), "people"),
    Governance: (("visor_reference",), "held-back"),
}


def strip_keys(
    standing: Standing, record: Record, view: Literal["conference", "person"], words: EventWords
) -> tuple[Record, LeftOut | None]:
    """The record as the view has it, and why something of it is left out; None where it is whole.

    `words` says which events the person is given by kind and day alone.
    """
    if view == "person" and isinstance(record, Event) and (left := words.keys_left_out(record)):
        return _in_part(record, left, words.own_words(record))
    if view == "person" and isinstance(record, Scenario):
        return _without_tactics(record)
    if isinstance(record, Person) and standing.subject and standing.same(record.id, standing.subject.id):
        return record, None
    if view == "person" and isinstance(record, Event) and record.next_on:
        return record.model_copy(update={"next_on": None, "others_present": None, "reference": None}), "supervision"
    keys, why = (_FOR_PERSON if view == "person" else _FOR_CONFERENCE).get(type(record), ((), None))
    changed: dict[str, object] = {
        key: () if isinstance(getattr(record, key), tuple) else None
        for key in keys
        if getattr(record, key) not in (None, ())
    }
    if view == "person" and isinstance(record, Person):
        changed |= _in_brief(record)
    return (record.model_copy(update=changed), why) if changed else (record, None)


def _in_part(event: Event, keys: tuple[str, ...], own: str) -> tuple[Event, LeftOut | None]:
    """An event without its words, or with those that are the person's `own`; one that has none stays as it is."""
    empty = ((key, () if isinstance(getattr(event, key), tuple) else None) for key in keys)
    changed: dict[str, object] = {key: value for key, value in empty if getattr(event, key) != value}
    changed |= {"what": own or NOT_IN_COPY} if event.what else {}
    changed |= {"next_on": None} if event.next_on else {}
    return (event.model_copy(update=changed), "event-words") if changed else (event, None)


def _without_tactics(scenario: Scenario) -> tuple[Scenario, LeftOut | None]:
    """A scenario that says what of it is not in the copy; what was never said stays unsaid."""
    changed = {key: NOT_IN_COPY for key in _TACTICS if getattr(scenario, key)}
    return (scenario.model_copy(update=changed), "scenarios") if changed else (scenario, None)


def _in_brief(person: Person) -> dict[str, object]:
    """Somebody else's roles and label, without what is in brackets: an age, or how they are known."""
    roles = tuple(role for role in person.roles if role != "potential-victim")
    label = (person.label or "").partition(" (")[0] or person.label
    return {key: value for key, value in (("roles", roles), ("label", label)) if value != getattr(person, key)}
