"""One record in plain words, key by key as it was recorded: for prints that leave no record out.

Coded values are written as people say them, ids of people as their labels; free words stand as they were typed. Of
somebody kept confidential there is the label and no more, and a tool's level is hidden while it must be.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from sjtool.assess.household import is_known_kind
from sjtool.dates import moment_words
from sjtool.model.appraisal import Rating, ToolResult, describe_value
from sjtool.model.decision import Override
from sjtool.model.enquiry import Response, Session
from sjtool.model.manual_key import Shape, read_shapes
from sjtool.model.people import Officer, Person, Relation
from sjtool.model.record import Record
from sjtool.report.context import Context
from sjtool.report.records import NOT_IN_COPY, find_item, say_answer, say_part
from sjtool.report.report import Pair, Voice
from sjtool.report.wording import RELATED, is_guarded, say_code, say_date, say_key

KEPT_APART = "not printed: of somebody who is kept confidential only the name used here is"
_OPINIONS = frozenset(
    {"reading", "rating", "formulation", "narrative", "scenario", "judgement", "override", "action", "signature"}
)
_LEVELS = frozenset(
    {"level", "band", "points", "percentage", "interval", "item_points", "band_before_reduction", "decided_by"}
)
_OPEN_OF_OVERRIDE = frozenset({"judgement", "tool_result", "construct", "review_on"})
_ANSWER = frozenset({"item", "part", "value", "missing", "missing_note", "note"})
_OF_GUARDED = frozenset(
    {"assessment", "factor", "person", "recent", "set", "informant", "about", "interviewers", "mode", "held_on"}
)
_NOT_SAID = frozenset({"hex32", "hex64"})


def tell_record(context: Context, record: Record) -> Iterator[Pair]:
    """Every key of a record that has a value, in the order the manual has them."""
    voice: Voice = "opinion" if record.kind_name in _OPINIONS else "record"
    if isinstance(record, Response):
        yield from _answer(context, record)
    for key, shape in read_shapes(type(record)).items():
        value = getattr(record, "construct_" if key == "construct" else key)
        if value in (None, ()) or shape.kind in _NOT_SAID or key == "sshsig" or _is_told(context, record, key):
            continue
        yield Pair(say_key(key), _say(context, record, key, value, shape), voice)


def _answer(context: Context, response: Response) -> Iterator[Pair]:
    session = context.standing.current(response.session or "")
    held = session if isinstance(session, Session) else None
    item = find_item(context, held, response.item)
    part = f", {say_part(item, response.part)}" if item and response.part else ""
    yield Pair("Asked", f"{item.id} {item.title}{part}" if item else f"item {response.item or 'not named'}")
    kept = held is not None and _is_kept_apart(context, held.informant)
    yield Pair("Answer", KEPT_APART if kept else say_answer(context, response, item))


def _is_told(context: Context, record: Record, key: str) -> bool:
    """Whether a key is told elsewhere, or is more than may be told of somebody."""
    if isinstance(record, Response):
        return key in _ANSWER
    if isinstance(record, Person):
        return is_guarded(record) and "subject" not in record.roles and key not in {"label", "roles"}
    if isinstance(record, Rating | Session):
        whom = record.person if isinstance(record, Rating) else record.informant
        return _is_kept_apart(context, whom) and key not in _OF_GUARDED
    return False


def _is_kept_apart(context: Context, person_id: str | None) -> bool:
    person = context.standing.person(person_id)
    return person is not None and is_guarded(person) and "subject" not in person.roles


def _say(context: Context, record: Record, key: str, value: object, shape: Shape) -> str:
    if context.hidden and _could_sway(record, key):
        return context.hidden_words
    if isinstance(record, Relation) and key == "kind" and _hides(context, record):
        return RELATED
    if shape.kind in {"id", "ids"} or (shape.kind == "ids_or_none" and isinstance(value, tuple)):
        return ", ".join(_name(context, one) for one in _parts(value))
    if shape.kind == "texts":
        return "; ".join(_text(context, one) for one in _parts(value))
    if shape.kind in {"choice", "choices"}:
        return ", ".join(say_code(one) for one in _parts(value))
    return _say_value(context, value, shape)


def _could_sway(record: Record, key: str) -> bool:
    """Whether a key tells a tool's level, which nobody may see before the judgement."""
    if isinstance(record, Override):
        return key not in _OPEN_OF_OVERRIDE
    return isinstance(record, ToolResult) and key in _LEVELS


def _say_value(context: Context, value: object, shape: Shape) -> str:
    if isinstance(value, datetime):
        return moment_words(value)
    if isinstance(value, tuple):
        return ", ".join(f"{part:g}" for part in value)
    if isinstance(value, bool | int | float):
        return describe_value(value)
    return say_date(str(value)) if shape.kind == "date" else context.who(str(value))


def _hides(context: Context, relation: Relation) -> bool:
    ends = (context.standing.person(relation.person), context.standing.person(relation.to))
    return any(end and is_guarded(end) for end in ends) and not is_known_kind(relation.kind or "")


def _parts(value: object) -> tuple[str, ...]:
    return tuple(str(part) for part in value) if isinstance(value, tuple) else (str(value),)


def _text(context: Context, word: str) -> str:
    return NOT_IN_COPY if context.is_left_out(word) else word


def _name(context: Context, record_id: str) -> str:
    """A person by label, an officer by name, any other record by its id."""
    if context.is_left_out(record_id):
        return NOT_IN_COPY
    found = context.standing.current(record_id)
    if isinstance(found, Officer):
        return context.officer(record_id)
    return context.standing.label(record_id) if isinstance(found, Person) else record_id
