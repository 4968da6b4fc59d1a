"""Page one: what was judged, of whom, why; what the tools said; what speaks against it; the plan; what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.actions import ActionState
from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_MEANS, LEVEL_WORDS, Outcome, find_override, judged_on
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Judgement, Override
from sjtool.report.cautions import LOW_IS_NOT_NO, SHOWN_EARLY
from sjtool.report.clock_line import count_clocks
from sjtool.report.context import Context
from sjtool.report.known_words import say_first, say_known, say_shown
from sjtool.report.records import say_tool_short
from sjtool.report.report import Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Section
from sjtool.report.tool_words import YIELDS
from sjtool.report.what_is_missing import build_missing
from sjtool.report.wording import capitalise, say_code, say_date, say_kind
from sjtool.text import count_words

_PLAN_LINES = 5


def build_page_one(context: Context, sections: Sequence[Section] = ()) -> Section:
    """One screen or one sheet, for the reader who turns no page; `sections` are those that follow."""
    made = context.final or context.first
    blocks: list[Block] = [_level(context, made)]
    if made and made.rationale:
        blocks.append(Group("Why", "", (Paragraph(made.rationale, "opinion"),)))
    blocks.append(Group("What the tools said", "", tuple(_tools(context))))
    if made and made.strongest_against:
        blocks.append(Group("Strongest evidence against", "", (Paragraph(made.strongest_against, "opinion"),)))
    plan = (*_plan(context), *count_clocks(context))
    if plan:
        blocks.append(Group("Plan", "", plan))
    blocks.append(Group("What is missing", "", build_missing(context, sections)))
    return Section(0, "In brief", "", tuple(blocks))


def _level(context: Context, made: Judgement | None) -> Pairs:
    """The level, to whom, and how it came to be the final one."""
    if made is None:
        return Pairs((Pair("Level", say_unjudged(context), "sjtool", strong=True), *earlier_rows(context)))
    rows = [Pair("Level", _level_words(context, made), "opinion", strong=True)]
    rows += earlier_rows(context)
    if made.whom:
        rows.append(Pair("To whom", made.whom, "opinion"))
    if made.level:
        rows.append(Pair("Meaning", f"{capitalise(LEVEL_MEANS[made.level])}.", "sjtool"))
    if made.likelihood:
        rows.append(Pair("Likelihood", f"{LEVEL_WORDS[made.likelihood]} (of reoffending)", "opinion"))
    if made.confidence:
        rows.append(Pair("Confidence", made.confidence, "opinion"))
    known = say_shown(context, made) if context.final else say_known(context, made)
    rows.append(Pair("Made knowing", known, "record"))
    review = f"; review on {say_date(made.review_on)}" if made.review_on else ""
    rows.append(Pair("Judged by", f"{context.officer(made.by)}, {_judged_on(made)}{review}", "record"))
    if context.final:
        rows.append(Pair("First judged", say_first(context), "opinion"))
    return Pairs(tuple(rows))


def say_unjudged(context: Context) -> str:
    """That nothing is judged yet; in a review also the level that stands until it is."""
    if context.earlier is None:
        return "not judged yet"
    return f"not judged yet in this review; {say_standing(context.earlier)}"


def say_standing(made: Judgement) -> str:
    """`HIGH stands from 20 March 2026 (j-002)`."""
    return f"{_say_level(made)} stands from {_judged_on(made)} ({made.id})"


def earlier_rows(context: Context) -> Iterator[Pair]:
    """To whom, and by whom, the level was judged that stands while a review is open; nothing that a tool said.

    Beside the first judgement of the review it is one line, so that neither is taken for the other.
    """
    made = context.earlier
    if made is None:
        return
    review = f"; review on {say_date(made.review_on)}" if made.review_on else ""
    by = f"{context.officer(made.by)}{review}"
    if context.first:
        whom = f", to: {made.whom}" if made.whom else ""
        yield Pair("In force", f"{say_standing(made)}{whom}; judged by {by}", "opinion")
        return
    if made.whom:
        yield Pair("To whom", made.whom, "opinion")
    yield Pair("Judged by", by, "record")


def _say_level(made: Judgement) -> str:
    return LEVEL_WORDS[made.level].upper() if made.level else "not said"


def _judged_on(made: Judgement) -> str:
    return say_date(made.at.date()) if made.at else "no date recorded"


def _level_words(context: Context, made: Judgement) -> str:
    word = _say_level(made)
    return word if context.final else f"{word}, first judgement only; the final one is still to be made"


def _tools(context: Context) -> Iterator[Block]:
    """Each current result beside the judgement, with the reason where the judgement departs from it."""
    if not context.outcomes:
        yield Paragraph("No result of a published tool is recorded.", "sjtool")
    else:
        yield Bullets(tuple(item for outcome in context.outcomes for item in _result_and_reason(context, outcome)))
    yield from _no_override(context)
    if context.final and context.final.reconciliation:
        yield Pairs((Pair("Reconciled", context.final.reconciliation, "opinion"),))
    if context.shown_early:
        yield Note(SHOWN_EARLY, "restricted")
    if context.outcomes and not context.hidden:
        yield Note(LOW_IS_NOT_NO, "caution")


def say_result(context: Context, outcome: Outcome) -> str:
    """What a tool said, on what, when, and how the final judgement stands to it."""
    result = outcome.result
    origin = "official" if result.origin == "received" else "worked out here"
    when = say_date(result.dated_on) or "no date"
    lead = f"{say_tool_short(context, result)} ({origin}, {when}): {CONSTRUCT_WORDS[outcome.construct]}"
    if context.hidden:
        return f"{lead} {context.hidden_words}."
    said = say_code(result.level or result.band) or _figure(result)
    ours = (
        f" (in our words {LEVEL_WORDS[outcome.level]})" if outcome.level and LEVEL_WORDS[outcome.level] != said else ""
    )
    decided = judged_on(context.final, outcome.construct) if context.final else None
    if decided is None:
        return f"{lead} {said}{ours}."
    return f"{lead} {said}{ours}. Judged {LEVEL_WORDS[decided]}: {_stands(context, outcome)}."


def _figure(result: ToolResult) -> str:
    """What stands where a tool gives no level: its figure, where it gives one."""
    return f"{result.points} points, no level" if result.points is not None else "no level"


def _stands(context: Context, outcome: Outcome) -> str:
    differs = next((d for d in context.differences if d.outcome is outcome), None)
    if differs is None and outcome.leads:
        return YIELDS
    if differs is None:
        return "agrees" if outcome.level else "cannot be compared"
    up_or_down = {"upward": "up", "downward": "down"}[differs.direction]
    return f"overridden {up_or_down}" if differs.override else f"differs ({up_or_down}), with no override"


def _result_and_reason(context: Context, outcome: Outcome) -> Iterator[Item]:
    """What a tool said, and apart from it, for it is the officer's own, why the judgement departs from it."""
    yield Item(say_result(context, outcome))
    override = find_override(context.standing, context.final, outcome.result) if context.final else None
    if override and override.rationale:
        yield Item(f"Why: {override.rationale}", "opinion")


def _no_override(context: Context) -> Iterator[Block]:
    """That nothing was overridden is said, never left to be guessed; so is an override of a result now replaced."""
    final = context.final
    if final is None:
        return
    made = find_overrides(context, final)
    current = {o.result.id for o in context.outcomes}
    rest = [o for o in made if getattr(context.standing.current(o.tool_result or ""), "id", None) not in current]
    if rest:
        yield Note(f"Overrides of results since replaced: {', '.join(o.id for o in rest)} (section 14).", "gap")
    if made:
        return
    if final.overrides == "none" and not context.differences:
        yield Paragraph("No override: the judgement departs from no tool result on its own question.", "opinion")
    elif final.overrides == "none":
        yield Note("Recorded as no override, although a tool result differs.", "gap")
    else:
        yield Note("Not said: whether the judgement overrides a tool.", "gap")


def find_overrides(context: Context, judgement: Judgement) -> tuple[Override, ...]:
    """The standing overrides of a judgement."""
    return tuple(o for o in context.standing.of(Override) if context.standing.same(o.judgement, judgement.id))


def _plan(context: Context) -> tuple[Block, ...]:
    """Five lines: what, who, by when. The rest stands in section 15."""
    running = [state for state in context.plan if not state.is_ended and not state.is_covert]
    running.sort(key=lambda state: state.action.due_on or "9999")
    if not running:
        return ()
    shown = Bullets(tuple(Item(_action_line(context, s), "opinion") for s in running[:_PLAN_LINES]), numbered=True)
    more = len(running) - _PLAN_LINES
    return (shown, Paragraph(f"{count_words(more, 'more action')} in section 15.", "sjtool")) if more > 0 else (shown,)


def _action_line(context: Context, state: ActionState) -> str:
    action, origin = state.action, context.say_origin(state)
    what = action.objective or say_kind(action.kind) or "an action"
    who = context.who(action.owner) or "nobody named"
    when = say_date(action.due_on) or "no date"
    return f"{what} ({who}, by {when}{f'; {origin}' if origin else ''})"
