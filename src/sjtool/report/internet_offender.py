"""The assessment of a person who offended online, for conference, core group or court: the form of source 001, App. 7.

Eighteen headings in the form's order. Under each stand the author's own words for it, then what the case holds, then
what is not recorded. What may not be read by both parents and a judge is left out by `internet_offender_screen.py`.
Nothing is judged here, and no first judgement, covert action or cross-check comes into it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sjtool.assess.judging import LEVEL_MEANS, LEVEL_WORDS
from sjtool.assess.ratings import find_act_now
from sjtool.loader import find_template_problems
from sjtool.model.menu import Entry
from sjtool.report.case_report import make_report
from sjtool.report.cautions import GROUPS, JUDGEMENT, LOW_IS_NOT_NO, NOT_THE_RECORD
from sjtool.report.context import Context
from sjtool.report.internet_offender_accounts import build_accounts
from sjtool.report.internet_offender_evidence import build_earlier_reports
from sjtool.report.internet_offender_family import build_change, build_family, build_health
from sjtool.report.internet_offender_kind import NOT_ONLINE, find_title
from sjtool.report.internet_offender_past import build_chronology, build_history, build_offences, build_reason
from sjtool.report.internet_offender_people import (
    build_contributors,
    build_joint_assessment,
    build_others,
    build_person,
)
from sjtool.report.internet_offender_screen import NOT_PRINTED, Screen
from sjtool.report.internet_offender_seen import build_who_was_seen
from sjtool.report.internet_offender_told import tell_author
from sjtool.report.internet_offender_view import OUTLINE, View
from sjtool.report.internet_offender_weighing import (
    build_analysis,
    build_authors,
    build_conclusion,
    build_next_meetings,
    build_recommendations,
    next_meetings,
    open_plan,
)
from sjtool.report.report import Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Report, Section
from sjtool.report.wording import capitalise, say_date
from sjtool.text import count_words

HANDLING = "For a conference, a core group or a court, once its author has read it through. Not to be passed on."
Builder = Callable[[View], Iterator[Block]]
HEADINGS: Mapping[str, tuple[Builder, str]] = {
    "person": (build_person, "facts, as recorded"),
    "others": (build_others, "facts, as recorded"),
    "contributors": (build_contributors, "facts, as recorded"),
    "joint-assessment": (build_joint_assessment, "facts, as recorded"),
    "earlier-reports": (build_earlier_reports, "facts, reports and opinions, told apart"),
    "who-was-seen": (build_who_was_seen, "facts, as recorded"),
    "reason": (build_reason, "facts, as recorded"),
    "chronology": (build_chronology, "facts, as recorded"),
    "history": (build_history, "in the author's words"),
    "offences": (build_offences, "facts; ratings are judgement"),
    "family-support": (build_family, "facts; ratings are judgement"),
    "health-relationships": (build_health, "ratings, which are judgement"),
    "change": (build_change, "ratings, which are judgement"),
    "analysis": (build_analysis, "judgement; tools as received"),
    "conclusion": (build_conclusion, "judgement"),
    "recommendations": (build_recommendations, "proposals"),
    "next-meetings": (build_next_meetings, "dates"),
    "authors": (build_authors, "facts, as recorded"),
}
"""Who fills each heading of the outline, and what kind of content it holds."""
_IN_WORDS = "in words for this report"
_PLAN_LINES = 5
_ACCOUNTS_OUT = (
    "What adults said in interviews is not set out here side by side or one by one, for both may read this; nor is "
    "what a child said. Police intelligence, what it rests on, and anything about a victim beyond the name used here "
    "are not set out either. Where words are kept apart, a line says so: they are in the practitioners' own file."
)
_TOLD_APART = (
    "Facts, what others reported, and judgement are told apart: each heading says which it holds, and square brackets "
    "say how a line is known, from whom, when, and in which record."
)
_ON_SCREEN = (
    f'This is your own screen. What begins with "{NOT_PRINTED.strip()}" is left out of every file and print. Read the '
    "print itself before it is given: what is told in other words, or without a name, no rule can find. Words of your "
    "own for a heading: sjtool add {case} narrative, with the title of the heading as its heading."
)


def build_internet_offender_assessment(context: Context) -> Report:
    """The assessment of the case that a context looks at. `for_author` is the officer's own screen."""
    screen = Screen(context.whole_standing, context.built_on, context.for_author)
    view = View(context, screen, context.loaded.library.menu(OUTLINE))
    sections = tuple(_section(view, number, entry) for number, entry in enumerate(view.menu.entry, 1))
    parts = (_page_one(view, sections), *sections)
    made = make_report(context, OUTLINE, find_title(context), HANDLING, parts, warnings=_warnings(context))
    return replace(made, told=() if context.for_author else tuple(tell_author(view)))


def _warnings(context: Context) -> Iterator[str]:
    """What makes the records less than sound, by their number alone; what cannot wait, for the officer."""
    loaded, subject = context.loaded, context.standing.subject
    urgent = find_act_now(context.standing, loaded.factor_sets, subject.id) if subject else []
    if urgent and context.for_author:
        said = "; ".join(f"{factor} ({say_date(on) or 'no date'})" for factor, on in urgent)
        yield f"ACT NOW, as last rated: {said}."
    if context.broken:
        changed = f"{len(context.broken)} of the records changed since"
        yield f"NOT AS RECORDED: {changed}.{f' See  sjtool verify {loaded.name}' if context.for_author else ''}"
    for problem in find_template_problems(loaded.case, loaded.library):
        yield f"CAUTION: {problem.what}."


def _section(view: View, number: int, entry: Entry) -> Section:
    """A heading: the author's words, what the case holds, what is missing, and answers for the officer alone."""
    found = HEADINGS.get(entry.id)
    own = tuple(view.own_words(entry))
    filled = tuple(found[0](view)) if found else ()
    is_told = any(isinstance(block, Paragraph) for block in own)
    gaps = tuple(block for block in filled if _is_gap(block) and not (is_told and _is_for_words(block)))
    content = tuple(block for block in filled if not _is_gap(block))
    blocks = (*own, *content, *build_accounts(view, entry.id), *gaps)
    holds = found[1] if found else "in the author's words"
    return Section(number, entry.title, holds, blocks or (view.gap(entry.title.lower(), "add CASE narrative"),))


def _is_gap(block: Block) -> bool:
    return isinstance(block, Note) and block.kind == "gap"


def _is_for_words(block: Block) -> bool:
    """Whether a gap asks for words that are there by now."""
    return isinstance(block, Note) and _IN_WORDS in block.text


def _page_one(view: View, sections: tuple[Section, ...]) -> Section:
    """In brief: why, what is concluded, what is in the plan, how to read it, which headings have gaps."""
    context = view.context
    blocks: list[Block] = [Pairs(tuple(_brief(view)))]
    blocks[:0] = () if view.is_online else (Note(NOT_ONLINE, "caution"),)
    blocks += _plan_in_brief(view)
    told = (JUDGEMENT, NOT_THE_RECORD, _TOLD_APART, _ACCOUNTS_OUT)
    blocks.append(Group("How to read it", "", (Bullets(tuple(Item(words, "sjtool") for words in told)),)))
    blocks += [Note(GROUPS, "caution"), Note(LOW_IS_NOT_NO, "caution")]
    missing = [f"{one.number} {one.title}" for one in sections if any(_is_gap(block) for block in one.blocks)]
    if missing:
        headings = Bullets(tuple(Item(heading, "sjtool") for heading in missing))
        blocks.append(Group("Something is not recorded under", "", (headings,)))
    if context.for_author:
        blocks.append(Note(_ON_SCREEN.format(case=context.loaded.name), "restricted"))
    return Section(0, "In brief", "", tuple(blocks))


def _plan_in_brief(view: View) -> Iterator[Block]:
    """What falls due first, and how many more actions run."""
    plan, kept = open_plan(view)
    more = len(plan[_PLAN_LINES:]) + kept
    if plan:
        shown: list[Block] = [Bullets(plan[:_PLAN_LINES], numbered=True)]
        if more:
            shown.append(Paragraph(f"{count_words(more, 'more action')}: see heading 16.", "sjtool"))
        yield Group("In the plan", "", tuple(shown))


def _brief(view: View) -> Iterator[Pair]:
    context = view.context
    made, final = context.standing.assessment, context.final
    if made:
        yield Pair("Asked for by", context.who(made.asked_by) or "nobody named")
        if made.purpose and not view.screen.keeps_words(made.purpose, may_name=True):
            yield Pair("Purpose", made.purpose)
    if final is None or final.level is None:
        yield Pair("Judgement", "not made yet", "sjtool", strong=True)
    else:
        yield Pair("Judgement", LEVEL_WORDS[final.level].upper(), "opinion", context.recorded(final), strong=True)
        if final.whom and not view.screen.keeps_words(final.whom, may_name=True):
            yield Pair("To whom", final.whom, "opinion")
        yield Pair("Meaning", f"{capitalise(LEVEL_MEANS[final.level])}.", "sjtool")
    yield from next_meetings(view)
