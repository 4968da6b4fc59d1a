"""Say in one line what a record is, so that a rating or an override shows what it rests on without leafing back."""

from __future__ import annotations

from collections.abc import Iterable

from sjtool.assess.accounts import find_corrections, say_corrections, split_ref
from sjtool.assess.compare import is_partial_date
from sjtool.assess.crosscheck import wording_of
from sjtool.assess.gap import short_title
from sjtool.assess.gap_enquiry import SOURCES
from sjtool.assess.judging import instrument_id, short_name
from sjtool.dates import day_words
from sjtool.model.appraisal import Rating, Scenario, ToolResult, describe_value
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session, Value
from sjtool.model.missing import BY_ID
from sjtool.model.record import Record
from sjtool.model.template import Item, Wording
from sjtool.report.context import Context
from sjtool.report.report import Basis, Pair
from sjtool.report.wording import BASES, MODES, capitalise, join_sentences, say_code, say_date, say_note

NOT_IN_COPY = "a record not in this copy"
NOT_OBTAINED = "not obtained"
"""Said in place of the nature of what was sought and not had, for it is no fact and no report yet."""


def list_records(context: Context, ids: Iterable[str], label: str) -> tuple[Pair, ...]:
    """One line for each id under a label, the record that stands for it now."""
    return tuple(_describe(context, record_id, label) for record_id in ids)


def _describe(context: Context, record_id: str, label: str) -> Pair:
    """A record of any kind that something may rest on, by its own words and where they come from."""
    record = context.standing.current(record_id)
    if isinstance(record, EvidenceRecord):
        how = NOT_OBTAINED if record.obtained is False else record.nature or ""
        return Pair(label, record.title or "evidence", basis=Basis(how, "", record.dated_on or "", (record.id,)))
    if isinstance(record, Response):
        return _response(context, record, label)
    if record is None and context.is_left_out(record_id):
        return Pair(label, NOT_IN_COPY)
    if record is None:
        return Pair(label, f"a record that is not here: {record_id}")
    words, how = _name(context, record)
    on = getattr(record, "held_on", None) or getattr(record, "dated_on", None) or ""
    return Pair(label, words, basis=Basis(how, "", on, (record.id,)))


def _name(context: Context, record: Record) -> tuple[str, str]:
    """What a record is called, and how it came about."""
    if isinstance(record, Session):
        return f"interview with {context.standing.label(record.informant)}", MODES.get(record.mode or "", "")
    if isinstance(record, Event):
        return f"{say_code(record.kind) or 'event'} (section 16)", ""
    if isinstance(record, ToolResult):
        return f"the result of {say_tool_short(context, record)}", ""
    if isinstance(record, Rating):
        return f"the rating of {say_factor(context, record.factor)}", ""
    return say_code(type(record).kind_name), ""


def evidence_basis(record: EvidenceRecord) -> Basis:
    """Of what nature a piece of evidence is, from which kind of source, its grade and date."""
    grade = f"graded {record.grade}" if record.grade else "not graded"
    source = ", ".join(filter(None, [SOURCES.get(record.kind or ""), grade]))
    return Basis(record.nature or "", source, record.dated_on or "", (record.id,))


def _response(context: Context, response: Response, label: str) -> Pair:
    session = context.standing.current(response.session) if response.session else None
    held = session if isinstance(session, Session) else None
    item = find_item(context, held, response.item)
    title = item.title if item else f"item {response.item}"
    part = f", {say_part(item, response.part)}" if item and response.part else ""
    who = context.standing.label(held.informant) if held else "somebody not named"
    return Pair(
        label, f"{who} on {title}{part}: {say_answer(context, response, item)}", basis=response_basis(response, held)
    )


def response_basis(response: Response, session: Session | None, *, names_session: bool = False) -> Basis:
    """How an answer is known, where it was given, and when; the session too where the day does not tell which."""
    how = ", ".join(
        filter(None, [BASES.get(response.basis or "", ""), MODES.get((session.mode if session else "") or "", "")])
    )
    records = (response.id, session.id) if session and names_session else (response.id,)
    return Basis(how, "", (session.held_on if session else "") or "", records)


def say_answer(context: Context, response: Response, item: Item | None) -> str:
    """An answer with its unit, what it corrected and the words beside it, or the reason why there is none."""
    wording = wording_of(item, response.part or "") if item else None
    corrected = capitalise(say_corrections(find_corrections(context.standing, response), wording))
    if response.value is not None:
        said = _say_value(response.value, wording)
        return join_sentences([said, corrected, say_note(response.note) if response.note else None])
    if response.missing is None:
        return "no answer recorded"
    reason = BY_ID[response.missing]
    if response.missing == "withheld":
        return reason.title
    notes = [say_note(words) for words in (response.missing_note, response.note) if words]
    return join_sentences([reason.title, corrected, *notes])


def _say_value(value: Value, wording: Wording | None) -> str:
    """A value with its unit; the coded words of a scale as people write them, free words untouched."""
    if wording is None:
        return describe_value(value)
    if wording.answer == "date" and is_partial_date(value):
        return day_words(value)
    options = {option: say_code(option) for option in wording.options}
    if isinstance(value, tuple):
        return ", ".join(options.get(part, part) for part in value)
    said = options.get(value, value) if isinstance(value, str) else describe_value(value)
    return f"{said} {wording.unit}" if wording.unit else said


def find_item(context: Context, session: Session | None, item_id: str | None) -> Item | None:
    """The item of the set that was asked in a session."""
    questions = context.lens.question_sets.get(session.set) if session and session.set else None
    return next((item for item in questions.item if item.id == item_id), None) if questions else None


def say_part(item: Item, part_id: str | None) -> str:
    """The title of a part of an item."""
    return next((part.title for part in item.part if part.id == part_id), part_id or "")


def say_tool_short(context: Context, result: ToolResult) -> str:
    """The short name of an instrument or of the scale that was used: `DC-SRP`, `ARMS`."""
    return short_name(context.lens.passports.get(instrument_id(result)), result)


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
    if record is None and context.is_left_out(word):
        return NOT_IN_COPY
    if record is not None or "/" not in word:
        return _say_record(context, record, word)
    factor = say_factor(context, word)
    return factor if factor != word else say_item(context, word)


def _say_record(context: Context, record: Record | None, word: str) -> str:
    """A record that is answered, by what it is about and its id; the id alone of any other kind."""
    if isinstance(record, Scenario):
        return f"scenario {word} ({say_code(record.kind)})"
    if isinstance(record, Rating):
        return f"{say_factor(context, record.factor)} ({word})"
    if isinstance(record, Reading):
        return f"{word}, the reading of {say_item(context, record.item or '')}"
    if isinstance(record, EvidenceRecord):
        return f"{record.title or 'evidence'} ({word})"
    if isinstance(record, Event):
        when = f" of {say_date(record.held_on)}" if record.held_on else ""
        return f"{say_code(record.kind) or 'event'}{when} ({word})"
    return word


def say_item(context: Context, ref: str) -> str:
    """The title of a question by its reference, or the reference where no set has it."""
    set_id, item_id = split_ref(ref)
    for questions in context.lens.question_sets.values():
        for item in questions.item:
            if questions.set.id == set_id and item.id == item_id:
                return f"{item.title} (question {item_id} of {short_title(questions.set.title)})"
    return ref
