"""What one record did, in a few words; one function for each kind, coded values and ids only (`looking_back.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import singledispatch

from sjtool.assess.event_told import tell_event
from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, instrument_id
from sjtool.assess.looking_back import Reader, factor_name, is_guarded, say_code, say_day
from sjtool.dates import day_words
from sjtool.model.appraisal import Rating, Scenario, ToolResult
from sjtool.model.decision import Action, ActionUpdate, Countersignature, Event, Judgement, Override, Signature
from sjtool.model.enquiry import Assessment, EvidenceRecord, Reading, Response, Session, SessionEnd
from sjtool.model.missing import BY_ID
from sjtool.model.people import Governance, Officer, Order, Person, Status
from sjtool.model.record import Record
from sjtool.model.upkeep import Acknowledgement, Erasure, TemplatePin

HARMS = tuple(key for key in CONSTRUCT_WORDS if key.startswith("harm_"))
"""The keys of a judgement that name the harm to a group."""


@singledispatch
def say_record(record: Record, _reader: Reader) -> str:
    """What a record did; its kind where there is no more to tell without an officer's words."""
    return record.kind_name.replace("_", " ")


@say_record.register
def _tool(record: ToolResult, reader: Reader) -> str:
    said = "level hidden until judged" if reader.hidden else say_code(record.level or record.band)
    scale = f" ({record.scale})" if record.scale else ""
    tool = f"{instrument_id(record)}{scale}, {day_words(record.dated_on)}"
    return f"{say_code(record.origin)} the outcome of {tool}: {said}"


@say_record.register
def _response(record: Response, reader: Reader) -> str:
    standing = reader.standing
    session = standing.current(record.session or "")
    whom = standing.label(session.informant) if isinstance(session, Session) else "somebody"
    item = f"{record.item}, {record.part}" if record.part else record.item
    how = BY_ID[record.missing].title if record.missing else "answered"
    return f"{whom} on item {item}: {how}"


@say_record.register
def _rating(record: Rating, reader: Reader) -> str:
    """The label, what it was before, which way it points and what it rests on; of somebody guarded the label alone."""
    before = [r for r in reader.standing.case.of(Rating) if _is_earlier(reader, r, record)]
    last = before[-1] if before else record
    words = f"rated {factor_name(record.factor)} of {reader.standing.label(record.person)}: "
    words += f"{say_code(record.recent)}{_was(last.recent, record.recent)}"
    if reader.is_guarded(record.person):
        return words
    if record.direction:
        words += f", {say_code(record.direction)}{_was(last.direction, record.direction)}"
    return words + (f"; evidence {', '.join(record.evidence)}" if record.evidence else "")


def _was(before: str | None, now: str | None) -> str:
    return f" (was {say_code(before)})" if before != now else ""


def _is_earlier(reader: Reader, one: Rating, other: Rating) -> bool:
    same = one.factor == other.factor and reader.standing.same(one.person, other.person)
    return same and one.recorded_at() < other.recorded_at()


@say_record.register
def _judgement(record: Judgement, _reader: Reader) -> str:
    parts = [f"{record.stage or ''} judgement: level {LEVEL_WORDS.get(record.level or '', 'not said')}".strip()]
    parts.append(f"likelihood {LEVEL_WORDS.get(record.likelihood or '', 'not said')}")
    harms = ((CONSTRUCT_WORDS[key], getattr(record, key)) for key in HARMS)
    parts += [f"{name} {say_code(word)}" for name, word in harms if word]
    words = ", ".join(parts)
    words += f"; made knowing {', '.join(record.known_outcomes)}" if record.known_outcomes else ""
    made = "none" if record.overrides == "none" else ", ".join(record.overrides or ())
    return words + (f"; overrides: {made}" if made else "")


@say_record.register
def _override(record: Override, reader: Reader) -> str:
    if reader.hidden:
        return f"override of {record.tool_result or 'a tool result'}, hidden until judged"
    question = CONSTRUCT_WORDS[record.construct_ or "other"]
    result = reader.standing.current(record.tool_result or "")
    tool = f" ({instrument_id(result)})" if isinstance(result, ToolResult) else ""
    way = f"{say_code(record.direction)}, {say_code(record.tool_level)} → {say_code(record.decided_level)}"
    return f"override of {record.tool_result or 'a tool result'}{tool}, {question}: {way}"


@say_record.register
def _action(record: Action, reader: Reader) -> str:
    """Under which heading, what by its menu, whose, by when, what it answers; of a covert one that it is there."""
    if record.handling == "covert":
        return "covert action, held in the officer view"
    answers = reader.say_answers(record.answers)
    return ", ".join(_action_parts(record, reader)) + (f"; answers {answers}" if answers else "")


def _action_parts(record: Action, reader: Reader) -> Iterator[str]:
    kind = reader.say_kind(record)
    yield f"action under {say_code(record.pillar)}{f': {kind}' if kind else ''}"
    yield f"owner {reader.say_owner(record.owner)}"
    yield f"due {say_day(record.due_on)}"
    if record.review_on:
        yield f"looked at again {say_day(record.review_on)}"


@say_record.register
def _action_update(record: ActionUpdate, _reader: Reader) -> str:
    checked = f", checked by {record.checked_by}" if record.checked_by else ""
    return f"action {record.action}: {say_code(record.status)}{checked}"


@say_record.register
def _event(record: Event, _reader: Reader) -> str:
    return tell_event(record)


@say_record.register
def _status(record: Status, reader: Reader) -> str:
    return ", ".join(["status", *_status_parts(record, reader)])


def _status_parts(record: Status, reader: Reader) -> Iterator[str]:
    if record.mappa_category:
        yield f"MAPPA category {record.mappa_category}"
    if record.mappa_level:
        yield f"MAPPA level {record.mappa_level}"
    if record.lead_agency:
        yield f"lead agency {reader.say_agency(record.lead_agency)}"
    if record.lead_agency_since:
        yield f"leading since {say_day(record.lead_agency_since)}"
    if record.convicted_on:
        yield f"convicted {say_day(record.convicted_on)}"
    if record.sentenced_on:
        yield f"sentenced {say_day(record.sentenced_on)}"
    if record.management:
        yield f"{record.management} management"


@say_record.register
def _order(record: Order, reader: Reader) -> str:
    return ", ".join(order_parts(record, reader))


def order_parts(record: Order, reader: Reader) -> Iterator[str]:
    """An order with its days; what it is called only at a screen, for that is the officer's words."""
    kind = f" ({record.kind})" if record.kind and reader.at_screen else ""
    yield f"order{kind} made {say_day(record.made_on)}"
    if record.ends_on:
        yield f"ends {say_day(record.ends_on)}"
    if record.discharged_on:
        yield f"discharged {say_day(record.discharged_on)}"


@say_record.register
def _governance(record: Governance, _reader: Reader) -> str:
    again = record.retention_review_on
    return "legal footing" + (f", retention looked at again {say_day(again)}" if again else "")


@say_record.register
def _scenario(record: Scenario, _reader: Reader) -> str:
    return f"scenario: {say_code(record.kind)}"


@say_record.register
def _officer(record: Officer, _reader: Reader) -> str:
    return f"officer {record.id}"


@say_record.register
def _person(record: Person, reader: Reader) -> str:
    label = reader.standing.label(record.id)
    return f"person {label}" if is_guarded(record) else f"person {label} ({', '.join(record.roles)})"


@say_record.register
def _assessment(record: Assessment, _reader: Reader) -> str:
    return f"assessment opened: {say_code(record.trigger)}"


@say_record.register
def _session(record: Session, reader: Reader) -> str:
    who = reader.standing.label(record.informant)
    return f"session with {who}, {record.set or ''}, {day_words(record.held_on)}"


@say_record.register
def _session_end(record: SessionEnd, _reader: Reader) -> str:
    return f"session {record.session} ended: {say_code(record.how)}"


@say_record.register
def _evidence(record: EvidenceRecord, _reader: Reader) -> str:
    state = "not obtained" if record.obtained is False else say_code(record.nature)
    return f"evidence, {say_code(record.kind)}: {state}"


@say_record.register
def _reading(record: Reading, _reader: Reader) -> str:
    return f"read the accounts of {record.item}: {say_code(record.outcome)}"


@say_record.register
def _signature(record: Signature, _reader: Reader) -> str:
    return f"signed {record.assessment} ({record.method})"


@say_record.register
def _countersignature(record: Countersignature, _reader: Reader) -> str:
    return f"countersigned {record.signature}: {say_code(record.decision)}"


@say_record.register
def _pin(record: TemplatePin, _reader: Reader) -> str:
    return f"template {record.ref} pinned"


@say_record.register
def _acknowledgement(record: Acknowledgement, _reader: Reader) -> str:
    return f"acknowledged an edit by hand of {record.record}"


@say_record.register
def _erasure(record: Erasure, _reader: Reader) -> str:
    return f"erased {record.record} by law"
