"""The words of what is held about a person: headings, labels and coded values that somebody outside the work can read.

DPA 2018 s.45 and s.52 ask for an answer that is intelligible (to be verified by the force). What officers wrote stays
as it was typed; what is coded is said by the title it has in its template, or without its dashes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sjtool.errors import SjtoolError
from sjtool.model.appraisal import ToolResult
from sjtool.model.record import Record
from sjtool.report.context import Context
from sjtool.report.record_words import tell_record
from sjtool.report.records import NOT_IN_COPY, say_factor, say_item, say_tool_short
from sjtool.report.report import Pair
from sjtool.report.wording import capitalise, say_code
from sjtool.text import count_words

KINDS: Mapping[str, str] = {
    "governance": "The legal footing as recorded",
    "person": "People",
    "relation": "How people are related",
    "status": "Where you stand in law",
    "order": "Orders",
    "event": "What happened",
    "assessment": "Assessments",
    "evidence": "Documents, records and what was seen",
    "tool_result": "Results of published tools",
    "session": "Interviews",
    "response": "Answers",
    "rating": "What officers rated",
    "formulation": "How officers explain it",
    "narrative": "Passages of the summary",
    "scenario": "How things could go",
    "judgement": "Judgements of officers",
    "override": "Where a judgement departs from a tool",
    "action": "What is planned",
    "action_update": "What became of what was planned",
    "signature": "Who signed",
    "countersignature": "Who countersigned",
}
_LABELS: Mapping[str, str] = {
    "Opens review": "Led to a new review",
    "Recent": "Now",
    "Past": "Before",
    "Factor": "What was rated",
    "Basis": "How it is known",
    "Informant": "Who was asked",
    "Set": "Which questions",
    "Menu entry": "Kind of measure",
    "Pillar": "Part of the plan",
    "Nature": "Fact, account or opinion",
    "Obtained": "Whether it was obtained",
    "Origin": "Worked out here or received",
    "Construct": "What it is about",
    "Stage": "First or final",
    "Owner": "Who does it",
    "Answers": "What it answers",
    "Touches": "What it bears on",
    "Considered": "What was considered",
    "Whom": "Who could be harmed",
    "Relevance": "Why it matters",
    "Evidence": "What it rests on",
    "Assessment": "Of the assessment",
    "Session": "In the interview",
    "Held on": "On",
    "Present": "Who was there",
    "Entry": "Whether the visit was let in",
    "Person": "Who",
    "Instrument": "Which tool",
    "Heading": "About",
}
_CODED = frozenset(
    {"Factor", "Menu entry", "Instrument", "Set", "Touches", "Considered", "Answers", "Heading", "Outcome"}
)
_PLAIN = frozenset({"Recent", "Past", "Direction", "Kind", "Scale", "Level", "Band", "Decided level", "Tool level"})
_REFERENCE = re.compile(r"[a-z0-9-]+@[0-9][0-9A-Za-z.-]*(?:/[a-z0-9-]+)?")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)+")


def say_kind(kind: str) -> str:
    """What a kind of record is, to whom it is about."""
    return KINDS.get(kind, say_code(kind).capitalize())


def tell_plainly(context: Context, record: Record) -> Iterator[Pair]:
    """Every key of a record that has a value, with its label and its coded words as people say them."""
    for row in tell_record(context, record):
        text = row.text
        if row.label in _CODED:
            text = "; ".join(_name(context, record, part) for part in text.split("; "))
        if row.label in _CODED | _PLAIN:
            text = _without_dashes(text)
        yield replace(row, label=_LABELS.get(row.label, row.label), text=_count_left_out(text))


def _name(context: Context, record: Record, part: str) -> str:
    """One thing that a record names: somebody by label, a part of a template by its title; the rest as it stands."""
    if context.standing.person(part):
        return context.standing.label(part)
    return _REFERENCE.sub(lambda found: _title(context, record, found.group()), part)


def _without_dashes(text: str) -> str:
    """Coded words as people write them; a text with anything else in it is an officer's, and stays."""
    parts = text.split(", ")
    return ", ".join(say_code(part) if _WORD.fullmatch(part) else part for part in parts)


def _count_left_out(text: str) -> str:
    """Records that are not in this copy, counted and not repeated."""
    between = "; " if f"; {NOT_IN_COPY}" in text or f"{NOT_IN_COPY}; " in text else ", "
    parts = text.split(between)
    number = parts.count(NOT_IN_COPY)
    if number <= 1:
        return text
    kept = [part for part in parts if part != NOT_IN_COPY]
    return between.join([*kept, f"{count_words(number, 'record')} not in this copy"])


def _title(context: Context, record: Record, ref: str) -> str:
    """What a reference to a template is called: a factor, a measure, a question, a tool or a set of questions."""
    if isinstance(record, ToolResult):
        return say_tool_short(context, record)
    if "/" not in ref:
        held = context.lens.question_sets.get(ref)
        return held.set.title if held else capitalise(say_code(ref.partition("@")[0]))
    for say in (say_factor, say_item):
        if (said := say(context, ref)) != ref:
            return said
    return _measure(context.loaded.library.menu, ref) or capitalise(say_code(ref.rpartition("/")[2]))


def _measure(find_menu: Callable[[str], object], ref: str) -> str:
    """The title of an entry of a menu; nothing where there is no such menu here."""
    name, _, entry = ref.partition("/")
    try:
        menu = find_menu(name)
    except (KeyError, SjtoolError):
        return ""
    return next((one.title for one in getattr(menu, "entry", ()) if one.id == entry), "")
