"""Headings 14 to 18: analysis, conclusion, recommendations, the next meetings, and who made it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sjtool.assess.actions import find_actions
from sjtool.assess.clock_event import latest_day
from sjtool.model.appraisal import Formulation, Scenario
from sjtool.model.decision import Countersignature, Event, Signature
from sjtool.model.enquiry import Session
from sjtool.model.people import Officer
from sjtool.report.analysis import build_formulation, section_of_heading
from sjtool.report.cautions import IMAGES, LOW_IS_NOT_NO
from sjtool.report.context import Context
from sjtool.report.decision import build_judgement, build_overrides
from sjtool.report.factors import sheet_blocks
from sjtool.report.internet_offender_family import ANALYSIS_SHEETS, ratings_of
from sjtool.report.internet_offender_view import View
from sjtool.report.opening import find_author
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph
from sjtool.report.signing_words import say_method
from sjtool.report.tools import build_tools
from sjtool.report.wording import capitalise, say_code, say_date, say_list
from sjtool.text import count_words

_FINAL, _MEANS = "Final judgement", "What the levels mean"
_KNOWING = "Made knowing"
_ON_IMAGES = "key-areas"
_MEETINGS = ("conference", "core-group", "meeting")
_OWN_PARTS = (10, 11, 12)
"""Sections of the summary whose passages are analysis."""


def build_analysis(view: View) -> Iterator[Block]:
    """Heading 14: the sheets of the analysis, passages on them, formulation and scenarios, what the tools said."""
    context = view.context
    yield from _analysis_sheets(view)
    for one in view.other_passages:
        if section_of_heading(one.heading or "") in _OWN_PARTS:
            words = Paragraph(one.text or "", "opinion", context.recorded(one))
            yield from view.screened([Group(capitalise(one.heading or ""), "", (words,))])
    yield from view.screened(_formulation(view))
    tools = [block for block in build_tools(context).blocks if _belongs(view, block)]
    if tools:
        yield Group("What published tools said", "", tuple(view.screened(tools)))
    else:
        yield view.gap("the result of any published tool", "receive CASE srp-official")
    rated = {ref.partition("@")[0] for ref, found in context.lens.views.items() if any(one.latest for one in found)}
    for name, what in (
        ("key-areas", "the four questions: downloading, hands-on, emotional harm, impact on the family"),
        (
            "triangle-of-risk",
            "for each child, the person's risk, the child's vulnerability and the protection together",
        ),
        ("specialist-analysis", "severity, vulnerability, likelihood and safety, for each child, on the sheet"),
    ):
        if name not in rated and (name != _ON_IMAGES or view.is_of_images):
            yield view.gap(what, f"rate CASE {name}")


def _belongs(view: View, block: Block) -> bool:
    """Whether a block on the tools belongs here: no gap, and a caution on images only where there are any."""
    return not isinstance(block, Note) or (block.kind != "gap" and (block.text != IMAGES or view.is_of_images))


def _analysis_sheets(view: View) -> Iterator[Block]:
    """Of the person first, then each child by themselves."""
    context = view.context
    for ref, views in context.lens.views.items():
        mine = [one for one in views if view.is_subject(one.person)]
        if ref.partition("@")[0] in ANALYSIS_SHEETS and mine:
            yield from view.screened(sheet_blocks(context, ref, mine))
    others = frozenset(ref.partition("@")[0] for ref in context.lens.factor_sets) - ANALYSIS_SHEETS
    for person in view.people:
        blocks = tuple(ratings_of(view, person, without=others))
        if blocks:
            yield Group(person.label or person.id, "", blocks)


def _formulation(view: View) -> Iterator[Block]:
    """Formulation and scenarios under headings of their own; passages are placed one by one elsewhere."""
    context = view.context
    if not any(context.of_assessment(one) for kind in (Formulation, Scenario) for one in context.standing.of(kind)):
        yield view.gap("a formulation: what, why, why now, what protects", "add CASE formulation")
        return
    elsewhere = {one.heading for one in view.other_passages} | view.claimed
    for block in build_formulation(context).blocks:
        if isinstance(block, Group) and block.title not in elsewhere:
            yield replace(block, title=capitalise(block.title))


def build_conclusion(view: View) -> Iterator[Block]:
    """Heading 15: the final judgement, and where it departs from a tool; never the first one."""
    context = view.context
    if context.final is None:
        yield view.gap("the final judgement", "judge CASE")
        return
    for block in build_judgement(context).blocks:
        if isinstance(block, Group) and block.title in {_FINAL, _MEANS}:
            inner = tuple(_without_known(part) for part in block.blocks)
            title = "The judgement" if block.title == _FINAL else block.title
            yield from view.screened([replace(block, title=title, blocks=inner)])
    overrides = [block for block in build_overrides(context).blocks if not isinstance(block, Note | Pairs)]
    if overrides:
        yield Group("Beside what the tools said", "", tuple(view.screened(overrides)))
    yield Note(LOW_IS_NOT_NO, "caution")


def _without_known(block: Block) -> Block:
    """Which results the officer knew when judging is for whoever checks the judgement; it names records."""
    return Pairs(tuple(row for row in block.rows if row.label != _KNOWING)) if isinstance(block, Pairs) else block


def build_recommendations(view: View) -> Iterator[Block]:
    """Heading 16: the open actions of the plan. No covert one, on a screen or off it."""
    items, kept = open_plan(view)
    blocks: list[Block] = [Bullets(items, numbered=True)] if items else []
    if kept:
        lead = f"{count_words(kept, 'more action')} {'is' if kept == 1 else 'are'}"
        blocks.append(Paragraph(f"{lead} not set out: the words are not meant for this report.", "sjtool"))
    if blocks:
        yield Group("Already in the plan", "", tuple(blocks))
    else:
        yield view.gap("an open action of the plan", "plan CASE add")
    yield view.gap("what the meeting or the court is asked to decide, in words for this report", "add CASE narrative")


def open_plan(view: View) -> tuple[tuple[Item, ...], int]:
    """The actions that run, by the day they are due: what, who, by when; and of how many the words are kept apart."""
    context = view.context
    running = [state.action for state in find_actions(context.standing) if not state.is_covert and not state.is_ended]
    running = [one for one in running if context.standing.same(one.assessment, context.assessment)]
    items = []
    for one in sorted(running, key=lambda action: action.due_on or "9999"):
        what = one.objective or one.kind or "an action"
        day = f"by {say_date(one.due_on)}" if one.due_on else "no date"
        words = f"{what.rstrip('.')} ({context.who(one.owner) or 'nobody named'}, {day})"
        if not view.screen.keeps_words(words, may_name=True):
            items.append(Item(words, "opinion", Basis(records=(one.id,))))
    return tuple(items), len(running) - len(items)


def build_next_meetings(view: View) -> Iterator[Block]:
    """Heading 17: what was agreed last of each kind of meeting; no MAPPA meeting, and no visit."""
    rows = tuple(next_meetings(view))
    if rows:
        yield Pairs(rows)
    if not any(row.label != "Review" for row in rows):
        yield view.gap("the day of the next planning or review meeting", "event CASE")


def next_meetings(view: View) -> Iterator[Pair]:
    """The next day of each kind of meeting as it was agreed last, then the review of the judgement."""
    context = view.context
    for kind in _MEETINGS:
        mine = [one for one in context.standing.of(Event) if one.kind == kind and "mappa" not in one.touches]
        for event in sorted(mine, key=lambda one: one.held_on or "")[-1:]:
            if event.next_on:
                words = f"{say_date(event.next_on)}{_passed(context, event.next_on)}"
                basis = Basis("agreed", "", event.held_on or "", (event.id,))
                yield Pair(capitalise(say_code(kind)), words, basis=basis)
    final = context.final
    if final and final.review_on:
        words = f"{say_date(final.review_on)}{_passed(context, final.review_on)}"
        yield Pair("Review", words, "opinion", Basis(records=(final.id,)))


def _passed(context: Context, day: str) -> str:
    return " (has passed)" if latest_day(day) < context.built_on else ""


def build_authors(view: View) -> Iterator[Block]:
    """Heading 18."""
    context = view.context
    author = find_author(context)
    rows = [Pair("Written by", _say_maker(context, author) if author else "nobody recorded")]
    sessions = context.standing.of(Session)
    asked = dict.fromkeys(officer for session in sessions for officer in session.interviewers if officer != author)
    rows += [Pair("With", _say_maker(context, one)) for one in asked]
    rows += _signers(context)
    yield from view.screened([Pairs(tuple(rows))])


def _say_maker(context: Context, officer_id: str) -> str:
    """Name, role and agency."""
    found = context.standing.current(officer_id)
    role: Sequence[str | None] = (found.role, found.agency) if isinstance(found, Officer) else ()
    return ", ".join(filter(None, (context.name(officer_id), *role)))


def _signers(context: Context) -> Iterator[Pair]:
    signing = context.signing
    if signing.signature is None:
        yield Pair("Signed by", "nobody yet", "sjtool")
        return
    holds = "" if not signing.changed else "; changed since, so that it no longer holds"
    yield Pair("Signed by", f"{context.name(signing.signature.by)}{holds}", basis=_signed(signing.signature))
    answer = signing.countersignature
    if answer is None:
        yield Pair("Countersigned by", "nobody yet", "sjtool")
    else:
        word = "Returned by" if answer.decision == "return" else "Countersigned by"
        yield Pair(word, context.name(answer.by), basis=_signed(answer))


def _signed(record: Signature | Countersignature) -> Basis:
    on = record.at.date().isoformat() if record.at else ""
    return Basis(say_list(filter(None, (record.role, say_method(record))), last=","), "", on, (record.id,))
