"""What was done, when and by whom, in words: one line a record, in the order recorded. Coded values only.

An officer's own words stay in their records; a tool's level is left out until the judgement it could sway stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

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


def tell_history(standing: Standing) -> Iterator[Happening]:
    """Every record as a happening, corrections said as such."""
    hidden = hides_levels(standing)
    for entry in standing.case:
        words = _correction(entry.record) + tell_record(standing, entry, hidden=hidden)
        yield Happening(entry.record.at, entry.record.by or "", entry.record.id, entry.kind, words)


def tell_record(standing: Standing, entry: Entry, *, hidden: bool) -> str:
    """What a record did, in a few words."""
    record = entry.record
    if isinstance(record, ToolResult):
        return _tool(record, hidden=hidden)
    for model, tell in _TELLERS.items():
        if isinstance(record, model):
            return tell(standing, record)
    return entry.kind.replace("_", " ")


def _correction(record: Record) -> str:
    return f"corrected {record.supersedes}: " if record.supersedes else ""


def _words(code: str | None) -> str:
    return (code or "not said").replace("-", " ")


def _tool(record: ToolResult, *, hidden: bool) -> str:
    said = "level hidden until judged" if hidden else _words(record.level or record.band)
    scale = f" ({record.scale})" if record.scale else ""
    return f"{_words(record.origin)} the outcome of {instrument_id(record)}{scale}, {day_words(record.dated_on)}: {said}"


def _response(standing: Standing, record: Record) -> str:
    assert isinstance(record, Response)  # noqa: S101 - the table of tellers pairs model and function
    session = standing.current(record.session or "")
    whom = standing.label(session.informant) if isinstance(session, Session) else "somebody"
    item = f"{record.item}, {record.part}" if record.part else record.item
    how = BY_ID[record.missing].title if record.missing else "answered"
    return f"{whom} on item {item}: {how}"


def _rating(standing: Standing, record: Record) -> str:
    assert isinstance(record, Rating)  # noqa: S101
    factor = (record.factor or "").rpartition("/")[2].replace("-", " ")
    before = [
        r
        for r in standing.case.of(Rating)
        if r.factor == record.factor and standing.same(r.person, record.person) and r.recorded_at() < record.recorded_at()
    ]
    was = f" (was {_words(before[-1].recent)})" if before and before[-1].recent != record.recent else ""
    return f"rated {factor} of {standing.label(record.person)}: {_words(record.recent)}{was}"


def _judgement(_standing: Standing, record: Record) -> str:
    assert isinstance(record, Judgement)  # noqa: S101
    level, likelihood = LEVEL_WORDS.get(record.level or "", "not said"), LEVEL_WORDS.get(record.likelihood or "", "not said")
    return f"{record.stage or ''} judgement: level {level}, likelihood {likelihood}".strip()


def _override(_standing: Standing, record: Record) -> str:
    assert isinstance(record, Override)  # noqa: S101
    question = CONSTRUCT_WORDS[record.construct_ or "other"]
    return f"override of {record.tool_result}, {question}: {_words(record.direction)}, to {_words(record.decided_level)}"


def _action(_standing: Standing, record: Record) -> str:
    assert isinstance(record, Action)  # noqa: S101
    if record.handling == "covert":
        return "covert action, held in the officer view"
    return f"action under {_words(record.pillar)}, due {day_words(record.due_on) or 'not said'}"


_TELLERS: dict[type[Record], Callable[[Standing, Record], str]] = {
    Response: _response,
    Rating: _rating,
    Judgement: _judgement,
    Override: _override,
    Action: _action,
    Officer: lambda _s, r: f"officer {r.id}",
    Person: lambda s, r: f"person {s.label(r.id)} ({', '.join(getattr(r, 'roles', ()))})",
    Assessment: lambda _s, r: f"assessment opened: {_words(getattr(r, 'trigger', None))}",
    Session: lambda s, r: f"session with {s.label(getattr(r, 'informant', None))}, {getattr(r, 'set', '')}, "
    f"{day_words(getattr(r, 'held_on', None))}",
    SessionEnd: lambda _s, r: f"session {getattr(r, 'session', '')} ended: {_words(getattr(r, 'how', None))}",
    EvidenceRecord: lambda _s, r: f"evidence, {_words(getattr(r, 'kind', None))}: "
    + ("not obtained" if getattr(r, "obtained", None) is False else _words(getattr(r, "nature", None))),
    Reading: lambda _s, r: f"read the accounts of {getattr(r, 'item', '')}: {_words(getattr(r, 'outcome', None))}",
    ActionUpdate: lambda _s, r: f"action {getattr(r, 'action', '')}: {_words(getattr(r, 'status', None))}",
    Event: lambda _s, r: f"{_words(getattr(r, 'kind', None))}, {day_words(getattr(r, 'held_on', None))}",
    Signature: lambda _s, r: f"signed {getattr(r, 'assessment', '')} ({getattr(r, 'method', '')})",
    Countersignature: lambda _s, r: f"countersigned {getattr(r, 'signature', '')}: {_words(getattr(r, 'decision', None))}",
    TemplatePin: lambda _s, r: f"template {getattr(r, 'ref', '')} pinned",
    Acknowledgement: lambda _s, r: f"acknowledged an edit by hand of {getattr(r, 'record', '')}",
    Erasure: lambda _s, r: f"erased {getattr(r, 'record', '')} by law",
}
