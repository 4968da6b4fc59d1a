"""Sections 13 and 14: the judgement in full, first and final, and the record of every override."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_MEANS, LEVEL_SOURCE, LEVEL_WORDS
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Judgement, Override
from sjtool.model.enquiry import Assessment
from sjtool.report.context import Context
from sjtool.report.known_words import BEFORE_LEVELS, say_known, say_shown
from sjtool.report.page_one import earlier_rows, find_overrides, say_result, say_unjudged
from sjtool.report.records import list_records, say_tool_short
from sjtool.report.report import Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Section
from sjtool.report.wording import capitalise, say_code, say_date

_HARMS = ("harm_public", "harm_prisoners", "harm_known_adult", "harm_children", "harm_staff", "harm_self")
_WORDS = {
    "nature": "Nature of harm",
    "imminence": "How soon",
    "frequency": "How often",
    "extent": "Extent",
    "rationale": "Rationale",
    "strongest_against": "Strongest against",
    "limits": "Limits",
    "would_change": "Would change",
    "reconciliation": "Reconciled",
}


def build_judgement(context: Context) -> Section:
    """Section 13."""
    blocks: list[Block] = []
    if context.earlier:
        unjudged = () if context.first else (Pair("Level", say_unjudged(context), "sjtool", strong=True),)
        blocks.append(Pairs((*unjudged, *earlier_rows(context))))
    if context.final:
        blocks.append(_judgement(context, "Final judgement", context.final))
    if context.first:
        blocks.append(_judgement(context, _first_title(context, context.first), context.first))
    if context.final or context.first:
        means = tuple(Item(f"{LEVEL_WORDS[level]}: {words}", "sjtool") for level, words in LEVEL_MEANS.items())
        blocks.append(Group("What the levels mean", "", (Bullets(means), Paragraph(f"{LEVEL_SOURCE}.", "sjtool"))))
    earlier = tuple(_earlier(context))
    if earlier:
        blocks.append(Group("Earlier assessments", "", (Bullets(earlier),)))
    return Section(13, "Judgement", "officer's judgement", (*blocks, *context.gap_notes(13)))


def _first_title(context: Context, first: Judgement) -> str:
    """That it came first, and what its maker knew all the same, for a declared outcome was not kept from anybody."""
    known = f"; knowing {say_known(context, first)}" if first.known_outcomes else ""
    return f"First judgement, {BEFORE_LEVELS}{known}"


def _judgement(context: Context, title: str, made: Judgement) -> Group:
    level = LEVEL_WORDS[made.level].upper() if made.level else "level not said"
    return Group(title, level, (Pairs(tuple(_rows(context, made))),), strong=True)


def _rows(context: Context, made: Judgement) -> Iterator[Pair]:
    if made.whom:
        yield Pair("To whom", made.whom, "opinion")
    if made.likelihood:
        yield Pair("Likelihood", f"{LEVEL_WORDS[made.likelihood]} (of reoffending)", "opinion")
    for key in _HARMS:
        word = getattr(made, key)
        if word:
            yield Pair(
                capitalise(CONSTRUCT_WORDS[key].replace(" a ", " ")), LEVEL_WORDS.get(word, say_code(word)), "opinion"
            )
    for key, label in _WORDS.items():
        words = getattr(made, key)
        if words:
            yield Pair(label, words, "opinion")
    if made.confidence:
        yield Pair("Confidence", made.confidence, "opinion")
    yield Pair("Made knowing", say_shown(context, made) if made.stage == "final" else say_known(context, made))
    yield context.recorded_by(made)


def _earlier(context: Context) -> Iterator[Item]:
    """What was judged in the assessments before this one."""
    standing = context.standing
    for assessment in standing.of(Assessment):
        if standing.same(assessment.id, context.assessment):
            continue
        made = standing.judgement("final", assessment.id)
        said = f"judged {LEVEL_WORDS[made.level]}" if made and made.level else "no final judgement"
        whom = f", to: {made.whom}" if made and made.whom else ""
        words = (
            f"{say_code(assessment.trigger) or 'assessment'}, opened {say_date(assessment.opened_on) or 'on no date'}: "
        )
        yield Item(f"{words}{said}{whom}", "opinion", context.recorded(made or assessment))


def build_overrides(context: Context) -> Section:
    """Section 14."""
    final = context.final
    blocks: list[Block] = []
    if final is None:
        where = " in this review" if context.earlier else ""
        blocks.append(Paragraph(f"There is no final judgement yet{where}, so nothing is overridden.", "sjtool"))
    else:
        made = find_overrides(context, final)
        blocks += [_override(context, override) for override in made]
        if not made and final.overrides == "none" and not context.differences:
            words = (
                "No override. On its own question each tool agrees with the judgement, or cannot be compared with it."
            )
            blocks.append(Paragraph(words, "opinion", context.recorded(final)))
        elif not made and final.overrides == "none":
            blocks.append(Note("Recorded as no override, although a tool result differs.", "gap"))
        if context.outcomes:
            items = tuple(Item(say_result(context, outcome)) for outcome in context.outcomes)
            blocks.append(Group("Every current result beside the judgement", "", (Bullets(items),)))
        if final.reconciliation:
            blocks.append(Pairs((Pair("Reconciled", final.reconciliation, "opinion", context.recorded(final)),)))
    return Section(14, "Overrides", "officer's judgement", (*blocks, *context.gap_notes(14)))


def _override(context: Context, override: Override) -> Group:
    result = context.standing.current(override.tool_result or "")
    tool = say_tool_short(context, result) if isinstance(result, ToolResult) else override.tool_result or "a tool"
    rows = (
        *_override_rows(context, override),
        *list_records(context, override.evidence, "Evidence"),
        *list_records(context, override.protective_evidence, "Protective"),
        context.recorded_by(override),
    )
    return Group(tool, say_code(override.direction) or "direction not recorded", (Pairs(rows),), strong=True)


def _override_rows(context: Context, override: Override) -> Iterator[Pair]:
    yield Pair("On", CONSTRUCT_WORDS.get(override.construct_ or "", "not recorded"))
    yield Pair("Tool said", say_code(override.tool_level) or "not recorded")
    decided = LEVEL_WORDS.get(override.decided_level or "", "not recorded")
    yield Pair("Decided", decided, "opinion", strong=True)
    for label, words in (
        ("Rationale", override.rationale),
        ("Justification", override.justification),
        ("Mitigation", override.mitigation),
    ):
        yield Pair(label, words or "not recorded", "opinion")
    yield Pair("Agreed by", context.who(override.agreed_by) or "nobody named")
    if override.direction == "downward":
        yield Pair("Countersigned", _countersigned(context))
    yield Pair("Review on", say_date(override.review_on) or "not recorded")


def _countersigned(context: Context) -> str:
    """Only an approval of the judgement as it stands makes a downward override final."""
    answer = context.signing.countersignature
    if answer and context.signing.state == "countersigned":
        return f"yes, by {context.officer(answer.by)}"
    return "not yet; a downward override asks for it"
