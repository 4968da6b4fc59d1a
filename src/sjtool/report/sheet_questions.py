"""Make a sheet to take along of a question set.

Which questions are put, and in which words, comes from whoever plans the interview; earlier answers are those of one
informant only.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Protocol

from sjtool.assess.accounts import Account
from sjtool.dates import day_words
from sjtool.model.appraisal import describe_value
from sjtool.model.missing import REASONS
from sjtool.model.template import AppliesIf, AskedOf, Conduct, Item, QuestionSet, Wording
from sjtool.report.interview_sheet import (
    Asked,
    Block,
    Box,
    Entry,
    Legend,
    Line,
    Note,
    Occasion,
    Said,
    Sheet,
    Sign,
    Space,
    begin_sheet,
    build_footer,
)
from sjtool.report.wording import BASES, MODES, capitalise, say_code, say_list, say_note

Answers = Mapping[tuple[str, str], Account]
PROFESSIONAL: frozenset[AskedOf] = frozenset({"police", "worker", "meeting"})
_FOR: Mapping[AskedOf, str] = {
    "person": "the person under assessment",
    "partner": "the partner",
    "carer": "the carer",
    "household": "an adult of the household",
    "police": "police and own enquiries",
    "worker": "the workers",
    "meeting": "the meeting",
}
_TEXT_LINES, _PART_LINES, _BOX_LINES, _MOST_LINES = 4, 3, 2, 7


class Question(Protocol):
    """One thing to put, as whoever plans the interview worded it (interview/plan.py)."""

    @property
    def item(self) -> Item: ...  # noqa: D102
    @property
    def part(self) -> str: ...  # noqa: D102
    @property
    def wording(self) -> Wording: ...  # noqa: D102
    @property
    def ask(self) -> str: ...  # noqa: D102
    @property
    def lead(self) -> str: ...  # noqa: D102
    @property
    def tag(self) -> str: ...  # noqa: D102
    @property
    def options(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def title(self) -> str: ...  # noqa: D102
    @property
    def follow_up(self) -> tuple[str, ...]: ...  # noqa: D102


def build_question_sheet(
    questions: QuestionSet,
    ref: str,
    role: AskedOf,
    plan: Sequence[Question],
    notes: Sequence[Conduct],
    occasion: Occasion,
    last: Answers | None = None,
) -> Sheet:
    """The questions for one informant; `last` is what this informant answered before, where that is wanted."""
    head = questions.set
    earlier = last if last and head.is_prefilled else {}
    paper = _Paper(earlier, reasons=occasion.why, officers_only=occasion.why or role in PROFESSIONAL)
    entries = tuple(paper.entry(item, [*put]) for item, put in groupby(plan, key=lambda question: question.item))
    whom = "" if role in PROFESSIONAL else " --informant ID"
    enter = f"Enter the answers with  sjtool interview CASE {head.id}{whom} . "
    return replace(
        begin_sheet(questions, ref, occasion),
        kind=f"Questions for {_FOR[role]}",
        head=tuple(_session_lines(role, plan, occasion)),
        remarks=tuple(_remarks(questions, occasion, last)),
        notes_title="Before you begin: for whoever asks, not for the table",
        notes=tuple(Note(n.text, f"{n.source}, {n.pinpoint}" if occasion.why else "") for n in notes),
        own_page=True,
        blocks_title="Questions",
        blocks=(Block(entries),),
        legend=_build_legend(entries),
        left_out=sum(paper.leaves_out(question) for question in plan),
        footer=build_footer(ref, occasion, enter),
    )


def _remarks(questions: QuestionSet, occasion: Occasion, last: Answers | None) -> Iterator[str]:
    """What the reader must know of this copy; `last` is None where no answers were asked for."""
    if occasion.why:
        yield "With reasons: this copy is for you alone. Keep it out of sight of whoever is asked."
    if not questions.set.is_prefilled:
        yield "Always blank: what was said at an earlier time is never filled in on this sheet."
    elif last:
        yield f"What {occasion.who} last answered stands with its day, and nobody else's answers."
    elif last is not None:
        yield f"No earlier answer of {occasion.who} is on record."


def _session_lines(role: AskedOf, plan: Sequence[Question], occasion: Occasion) -> Iterator[Line]:
    """What is recorded of every session."""
    yield Line("Case", occasion.case)
    yield Line("Who answers" if role in PROFESSIONAL else "Who is asked", occasion.who)
    yield Line("About whom", occasion.about)
    yield from map(Line, ("Asked by", "Others present", "Date and times", "Place"))
    yield Line("How", boxes=tuple(capitalise(mode) for mode in MODES.values()))
    yield Line("If asking alone: who will go through it with you")
    if role == "person":
        yield Line("Caution: given how, or why not needed")
    if any(question.item.clear_with_police_first for question in plan):
        yield Line("Who cleared the questions that can disclose, and when")


class _Paper:
    """How items are put on paper: with reasons or without, and how much of what was said before.

    Where the informant may see the paper, officers' notes stay off it, and so does what was not told: something
    observed, inferred, read in a record or withheld may be news to them.
    """

    def __init__(self, earlier: Answers, *, reasons: bool, officers_only: bool) -> None:
        """`earlier` is what this informant said."""
        self._earlier = earlier
        self._reasons = reasons
        self._officers_only = officers_only

    def entry(self, item: Item, put: Sequence[Question]) -> Entry:
        """One item, with everything that is put of it. Of a yes or no it is always said what yes means."""
        hint = item.hint if any(question.wording.answer == "yes_no" for question in put) else None
        tags = {question.tag for question in put}
        behind = (
            ("Why", item.why),
            ("Look for", "; ".join(item.look_for)),
            ("Recording", "" if hint else item.hint or ""),
            ("Source", f"{item.source}, {item.pinpoint}"),
        )
        return Entry(
            number=item.id,
            id=item.id,
            title=item.title if put[0].part else put[0].title,
            asked=tuple(self._asked(question, own_tag=len(tags) > 1) for question in put),
            lead=put[0].lead,
            tags=tuple(filter(None, tags)) if len(tags) == 1 else (),
            signs=tuple(_signs(item, hint)),
            behind=tuple((label, text) for label, text in behind if text) if self._reasons else (),
        )

    def _asked(self, question: Question, *, own_tag: bool) -> Asked:
        part = next((part.title for part in question.item.part if part.id == question.part), "")
        text_lines = _PART_LINES if part else min(_MOST_LINES, _TEXT_LINES + len(question.follow_up))
        return Asked(
            question.ask,
            (_space(question, text_lines),),
            title=part,
            tag=question.tag if own_tag else "",
            prompts=question.follow_up,
            said=self._said(question),
            may_be_missing=True,
        )

    def _said(self, question: Question) -> tuple[Said, ...]:
        """What this informant last answered, or why there was no answer."""
        account = self._earlier.get((question.item.id, question.part))
        if account is None or self._hides(account):
            return ()
        response, unit = account.response, question.wording.unit if account.has_value else None
        words = [" ".join(filter(None, [account.words(question.wording), unit]))]
        if self._officers_only:
            basis = "" if response.basis in {None, "told"} else BASES[response.basis]
            words += filter(None, [basis, response.missing_note, response.note and say_note(response.note)])
        day = day_words(account.session.held_on) or "on a day not recorded"
        return (Said(f"Last time ({day})", ". ".join(words)),)

    def _hides(self, account: Account) -> bool:
        """Whether an answer is nothing for the informant's eyes."""
        silent = account.response.basis != "told" if account.has_value else account.response.missing == "withheld"
        return silent and not self._officers_only

    def leaves_out(self, question: Question) -> bool:
        """Whether something that was recorded here before does not stand on the paper."""
        account = self._earlier.get((question.item.id, question.part))
        if account is None or self._officers_only:
            return False
        return self._hides(account) or bool(account.response.note or account.response.missing_note)


def _space(question: Question, text_lines: int) -> Space:
    """Room that fits the kind of answer, and always lines for words beside it."""
    wording = question.wording
    if wording.answer == "yes_no":
        return Space(boxes=(Box("Yes"), Box("No")), lines=_BOX_LINES)
    boxes = tuple(Box(capitalise(option)) for option in question.options)
    if boxes:
        return Space(boxes=boxes, several=wording.answer == "set", lines=_BOX_LINES)
    if wording.answer == "number":
        return Space(unit=wording.unit or "", lines=_BOX_LINES)
    return Space("A date, or part of one", lines=_BOX_LINES) if wording.answer == "date" else Space(lines=text_lines)


def _signs(item: Item, hint: str | None) -> Iterator[Sign]:
    if item.clear_with_police_first:
        yield Sign("Clear with police first", "asking this can give away what is alleged.", strong=True)
    if item.applies_if:
        yield Sign("When", _say_condition(item.applies_if))
    if item.draws_on:
        places = say_list((_say_place(ref) for ref in item.draws_on), "or")
        yield Sign("See first", f"{places} may have answered this.")
    if item.sensitivity:
        yield Sign("Care", item.sensitivity)
    if hint:
        yield Sign("Recording", hint)


def _say_place(ref: str) -> str:
    """`section-12/15` as `section-12, item 15`."""
    named, _, item = ref.rpartition("/")
    return f"{named}, item {item}" if named else f"item {item}"


def _say_condition(rule: AppliesIf) -> str:
    """When an item is to be asked, by an earlier answer."""
    where = f"item {rule.item}" + (f" ({say_code(rule.part)})" if rule.part else "")
    wanted = say_list((say_code(describe_value(value)) for value in rule.any_of), "or")
    barred = say_list((say_code(describe_value(value)) for value in rule.none_of), "or")
    parts = [f"only if {where} was answered {wanted}"] if wanted else []
    parts += [f"not if {where} was answered {barred}"] if barred else []
    return capitalise(f"{'; '.join(parts)}.")


def _build_legend(entries: Sequence[Entry]) -> Legend:
    """The reasons for no answer, under the numbers by which the tool takes them."""
    rows = [(f"{n} {reason.title}", reason.means) for n, reason in enumerate(REASONS, 1)]
    shown = [text for entry in entries for text in (*(s.text for s in entry.signs), *(t for _, t in entry.behind))]
    if any(":skip" in text for text in shown):
        rows.append((":skip", "typed in the tool; on paper, write one of these numbers after No answer because"))
    return Legend("No answer because", tuple(rows), " · ".join(f"{n} {r.title}" for n, r in enumerate(REASONS, 1)))
