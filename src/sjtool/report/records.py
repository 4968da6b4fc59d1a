"""Say in one line what a record is, so that a rating or an override shows what it rests on without leafing back."""

from __future__ import annotations

from collections.abc import Iterable

from sjtool.assess.accounts import split_ref
from sjtool.assess.crosscheck import wording_of
from sjtool.model.appraisal import Rating, Scenario, ToolResult, describe_value
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session
from sjtool.model.missing import BY_ID
from sjtool.model.record import Record
from sjtool.model.template import Item
from sjtool.report.context import Context
from sjtool.report.report import Basis
from sjtool.report.report import Item as Entry
from sjtool.report.wording import BASES, MODES, say_code


def list_records(context: Context, ids: Iterable[str]) -> tuple[Entry, ...]:
    """One line for each id, the record that stands for it now."""
    return tuple(_describe(context, record_id) for record_id in ids)


def _describe(context: Context, record_id: str) -> Entry:
    record = context.standing.current(record_id)
    shown = record.id if record else record_id
    if isinstance(record, EvidenceRecord):
        return Entry(record.title or "evidence", basis=evidence_basis(record))
    if isinstance(record, Response):
        return _response(context, record)
    if isinstance(record, Session):
        return _plain("interview", shown, MODES.get(record.mode or "", ""), context, record)
    if isinstance(record, Event):
        return Entry(
            record.what or say_code(record.kind), basis=Basis(say_code(record.kind), "", record.held_on or "", (shown,))
        )
    if isinstance(record, ToolResult):
        name = say_tool(context, record)
        return Entry(f"the result of {name}", basis=Basis("", "", record.dated_on or "", (shown,)))
    if isinstance(record, Rating):
        return Entry(
            f"the rating of {say_factor(context, record.factor)}", basis=Basis("", "", record.held_on or "", (shown,))
        )
    return Entry(shown if record is None else f"{say_code(type(record).kind_name)} {shown}")


def _plain(what: str, shown: str, how: str, context: Context, session: Session) -> Entry:
    whom = context.standing.label(session.informant)
    return Entry(f"{what} with {whom}", basis=Basis(how, "", session.held_on or "", (shown,)))


def evidence_basis(record: EvidenceRecord) -> Basis:
    """How a piece of evidence is known, its date and its grade."""
    grade = f"graded {record.grade}" if record.grade else "not graded"
    return Basis(", ".join(filter(None, [record.nature or "", grade])), "", record.dated_on or "", (record.id,))


def _response(context: Context, response: Response) -> Entry:
    session = context.standing.current(response.session) if response.session else None
    held = session if isinstance(session, Session) else None
    item = find_item(context, held, response.item)
    title = item.title if item else f"item {response.item}"
    part = f", {say_part(item, response.part)}" if item and response.part else ""
    label = context.standing.label(held.informant) if held else "somebody not named"
    return Entry(f"{label} on {title}{part}: {say_answer(response, item)}", basis=response_basis(response, held))


def response_basis(response: Response, session: Session | None) -> Basis:
    """How an answer is known, where it was given, and when."""
    how = ", ".join(
        filter(None, [BASES.get(response.basis or "", ""), MODES.get((session.mode if session else "") or "", "")])
    )
    return Basis(how, "", (session.held_on if session else "") or "", (response.id,))


def say_answer(response: Response, item: Item | None) -> str:
    """An answer with its unit and the words beside it, or the reason why there is none."""
    if response.value is not None:
        unit = wording_of(item, response.part or "").unit if item else None
        said = f"{describe_value(response.value)} {unit}" if unit else describe_value(response.value)
        return f"{said}. “{response.note}”" if response.note else said
    if response.missing is None:
        return "no answer recorded"
    reason = BY_ID[response.missing]
    if response.missing == "withheld":
        return reason.title
    notes = [f"“{words}”" for words in (response.missing_note, response.note) if words]
    return ". ".join([reason.title, *notes])


def find_item(context: Context, session: Session | None, item_id: str | None) -> Item | None:
    """The item of the set that was asked in a session."""
    questions = context.lens.question_sets.get(session.set) if session and session.set else None
    return next((item for item in questions.item if item.id == item_id), None) if questions else None


def say_part(item: Item, part_id: str | None) -> str:
    """The title of a part of an item."""
    return next((part.title for part in item.part if part.id == part_id), part_id or "")


def say_tool(context: Context, result: ToolResult) -> str:
    """The name of an instrument, with the scale where it has several. Never its level."""
    known = next((o.title for o in context.outcomes if o.result.id == result.id), None)
    if known:
        return known
    passport = context.lens.passports.get((result.instrument or "").split("@")[0])
    return passport.set.title if passport else result.instrument or "a tool"


def say_factor(context: Context, ref: str | None) -> str:
    """The title of a factor by its reference, or the reference where no sheet has it."""
    set_id, factor_id = split_ref(ref or "")
    for sheet in context.lens.factor_sets.values():
        for factor in sheet.factor:
            if factor.id == factor_id and set_id in ("", sheet.set.id):
                return factor.title
    return ref or "a factor"


def say_answered(context: Context, word: str) -> str:
    """What an action answers: a factor, a scenario or a reading, by name where it can be found."""
    record: Record | None = context.standing.current(word)
    if isinstance(record, Scenario):
        return f"scenario {word} ({say_code(record.kind)})"
    if isinstance(record, Rating):
        return f"{say_factor(context, record.factor)} ({word})"
    if isinstance(record, Reading):
        return f"the reading {word} of {say_code(record.item)}"
    return say_factor(context, word) if "/" in word else word
