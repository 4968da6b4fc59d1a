"""What was done, when and by whom, in words: one line a record, in the order recorded. Coded values only.

An officer's own words stay in their records; a tool's level is left out until the judgement it could sway stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import singledispatch

from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, hides_levels, instrument_id
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.case import Entry
from sjtool.model.decision import Action, ActionUpdate, Countersignature, Event, Judgement, Override, Signature
from sjtool.model.enquiry import Assessment, EvidenceRecord, Reading, Response, Session, SessionEnd
from sjtool.model.missing import BY_ID
from sjtool.model.people import Officer, Person
from sjtool.model.record import Record
from sjtool.model.upkeep import Acknowledgement, Erasure, TemplatePin


@dataclass(frozen=True)
class Happening:
    """One thing that was recorded."""

    at: datetime | None
    by: str
    record: str
    kind: str
    words: str


def tell_history(standing: Standing, *, hidden: bool | None = None) -> Iterator[Happening]:
    """Every record as a happening, corrections said as such; `hidden` where levels are, whatever day this is of."""
    hidden = hides_levels(standing) if hidden is None else hidden
    for entry in standing.case:
        words = _correction(entry.record) + tell_record(standing, entry, hidden=hidden)
        yield Happening(entry.record.at, entry.record.by or "", entry.record.id, entry.kind, words)


def tell_record(standing: Standing, entry: Entry, *, hidden: bool) -> str:
    """What a record did, in a few words."""
    if isinstance(entry.record, ToolResult):
        return _tool(entry.record, hidden=hidden)
    if hidden and isinstance(entry.record, Override):
        return f"override of {entry.record.tool_result or 'a tool result'}, hidden until judged"
    return _tell(entry.record, standing)


def _correction(record: Record) -> str:
    return f"corrected {record.supersedes}: " if record.supersedes else ""


def _words(code: str | None) -> str:
    return (code or "not said").replace("-", " ")


def _tool(record: ToolResult, *, hidden: bool) -> str:
    said = "level hidden until judged" if hidden else _words(record.level or record.band)
    scale = f" ({record.scale})" if record.scale else ""
    tool = f"{instrument_id(record)}{scale}, {day_words(record.dated_on)}"
    return f"{_words(record.origin)} the outcome of {tool}: {said}"


@singledispatch
def _tell(record: Record, _standing: Standing) -> str:
    return record.kind_name.replace("_", " ")


@_tell.register
def _response(record: Response, standing: Standing) -> str:
    session = standing.current(record.session or "")
    whom = standing.label(session.informant) if isinstance(session, Session) else "somebody"
    item = f"{record.item}, {record.part}" if record.part else record.item
    how = BY_ID[record.missing].title if record.missing else "answered"
    return f"{whom} on item {item}: {how}"


@_tell.register
def _rating(record: Rating, standing: Standing) -> str:
    factor = (record.factor or "").rpartition("/")[2].replace("-", " ")
    before = [r for r in standing.case.of(Rating) if _is_earlier(standing, r, record)]
    was = f" (was {_words(before[-1].recent)})" if before and before[-1].recent != record.recent else ""
    return f"rated {factor} of {standing.label(record.person)}: {_words(record.recent)}{was}"


def _is_earlier(standing: Standing, one: Rating, other: Rating) -> bool:
    same = one.factor == other.factor and standing.same(one.person, other.person)
    return same and one.recorded_at() < other.recorded_at()


@_tell.register
def _judgement(record: Judgement, _standing: Standing) -> str:
    level = LEVEL_WORDS.get(record.level or "", "not said")
    likelihood = LEVEL_WORDS.get(record.likelihood or "", "not said")
    return f"{record.stage or ''} judgement: level {level}, likelihood {likelihood}".strip()


@_tell.register
def _override(record: Override, _standing: Standing) -> str:
    question = CONSTRUCT_WORDS[record.construct_ or "other"]
    way = f"{_words(record.direction)}, to {_words(record.decided_level)}"
    return f"override of {record.tool_result}, {question}: {way}"


@_tell.register
def _action(record: Action, _standing: Standing) -> str:
    if record.handling == "covert":
        return "covert action, held in the officer view"
    return f"action under {_words(record.pillar)}, due {day_words(record.due_on) or 'not said'}"


@_tell.register
def _officer(record: Officer, _standing: Standing) -> str:
    return f"officer {record.id}"


@_tell.register
def _person(record: Person, standing: Standing) -> str:
    return f"person {standing.label(record.id)} ({', '.join(record.roles)})"


@_tell.register
def _assessment(record: Assessment, _standing: Standing) -> str:
    return f"assessment opened: {_words(record.trigger)}"


@_tell.register
def _session(record: Session, standing: Standing) -> str:
    return f"session with {standing.label(record.informant)}, {record.set or ''}, {day_words(record.held_on)}"


@_tell.register
def _session_end(record: SessionEnd, _standing: Standing) -> str:
    return f"session {record.session} ended: {_words(record.how)}"


@_tell.register
def _evidence(record: EvidenceRecord, _standing: Standing) -> str:
    state = "not obtained" if record.obtained is False else _words(record.nature)
    return f"evidence, {_words(record.kind)}: {state}"


@_tell.register
def _reading(record: Reading, _standing: Standing) -> str:
    return f"read the accounts of {record.item}: {_words(record.outcome)}"


@_tell.register
def _action_update(record: ActionUpdate, _standing: Standing) -> str:
    return f"action {record.action}: {_words(record.status)}"


@_tell.register
def _event(record: Event, _standing: Standing) -> str:
    return f"{_words(record.kind)}, {day_words(record.held_on)}"


@_tell.register
def _signature(record: Signature, _standing: Standing) -> str:
    return f"signed {record.assessment} ({record.method})"


@_tell.register
def _countersignature(record: Countersignature, _standing: Standing) -> str:
    return f"countersigned {record.signature}: {_words(record.decision)}"


@_tell.register
def _pin(record: TemplatePin, _standing: Standing) -> str:
    return f"template {record.ref} pinned"


@_tell.register
def _acknowledgement(record: Acknowledgement, _standing: Standing) -> str:
    return f"acknowledged an edit by hand of {record.record}"


@_tell.register
def _erasure(record: Erasure, _standing: Standing) -> str:
    return f"erased {record.record} by law"
