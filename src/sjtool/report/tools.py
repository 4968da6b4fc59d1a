"""Section 4: what the published tools said, as received; levels stay hidden until the officer has judged."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, Outcome, instrument_id
from sjtool.model.appraisal import ToolResult
from sjtool.model.template import Instrument, ResultScale
from sjtool.report.cautions import GROUPS, IMAGES, PARTICULAR_CHILD
from sjtool.report.context import Context
from sjtool.report.records import say_tool_short
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Section
from sjtool.report.wording import say_code, say_date


def build_tools(context: Context) -> Section:
    """Section 4."""
    blocks: list[Block] = [_tool(context, outcome) for outcome in context.outcomes]
    current = {o.result.id for o in context.outcomes}
    earlier = [r for r in context.standing.of(ToolResult) if r.id not in current]
    if earlier:
        items = tuple(Item(_earlier(context, r), basis=Basis(records=(r.id,))) for r in earlier)
        blocks.append(Group("Earlier results", "", (Bullets(items),)))
    if context.outcomes:
        blocks += [Note(text, "caution") for text in (GROUPS, PARTICULAR_CHILD, IMAGES)]
    blocks += _passports(context)
    return Section(4, "What the tools said", "results as received", (*blocks, *context.gap_notes(4)))


def _tool(context: Context, outcome: Outcome) -> Group:
    result = outcome.result
    aside = context.hidden_words if context.hidden else say_code(result.level or result.band) or "no level"
    rows = [*_result(context, outcome), *_origin(context, result)]
    if result.limits:
        rows.append(Pair("Limits", result.limits))
    return Group(say_tool_short(context, result), aside, (Pairs(tuple(rows)),), strong=not context.hidden)


def _result(context: Context, outcome: Outcome) -> Iterator[Pair]:
    """The result itself, and what it is about."""
    result = outcome.result
    yield Pair("Instrument", outcome.title, basis=Basis(records=(result.id,)))
    yield Pair("About", CONSTRUCT_WORDS[outcome.construct])
    scale = _scale(context, result)
    if scale:
        yield Pair("Predicts", scale.predicts, "sjtool")
    if context.hidden:
        return
    if result.level:
        yield Pair("Level", _level(outcome, result.level), strong=True)
    if result.band:
        yield Pair("Band", _level(outcome, result.band), strong=True)
    if result.points is not None:
        yield Pair("Points", str(result.points))
    if result.percentage is not None:
        yield Pair("Percentage", f"{result.percentage:g} %")
    if result.interval:
        yield Pair("Interval", " to ".join(f"{end:g}" for end in result.interval))
    if result.inputs:
        yield Pair("Entered", "; ".join(result.inputs))


def _level(outcome: Outcome, said: str) -> str:
    words = say_code(said)
    if outcome.level and LEVEL_WORDS[outcome.level] != words:
        return f"{words} (in our words {LEVEL_WORDS[outcome.level]})"
    return words


def _origin(context: Context, result: ToolResult) -> Iterator[Pair]:
    """Who made it, when, with which version, on what paper."""
    made = {"received": "received, not worked out here", "computed": "worked out here; the official result comes first"}
    yield Pair("Origin", made.get(result.origin or "", "not recorded"))
    yield Pair("Dated", say_date(result.dated_on) or "not recorded")
    trained = {"yes": "trained in it", "no": "not trained in it"}.get(result.trained or "", "training not known")
    who = ", ".join(filter(None, [context.who(result.assessor), result.agency]))
    yield Pair("Assessor", f"{who or 'not recorded'} ({trained})")
    yield Pair("Version", result.version or "not recorded")
    yield Pair("Document", result.document or "not recorded")
    if result.missing_items:
        yield Pair("Items missing", "; ".join(result.missing_items))


def _scale(context: Context, result: ToolResult) -> ResultScale | None:
    passport = context.lens.passports.get(instrument_id(result))
    scales = passport.scale if passport else ()
    return next((s for s in scales if result.scale in (None, s.id) and s.construct_ == result.construct_), None)


def _earlier(context: Context, result: ToolResult) -> str:
    said = context.hidden_words if context.hidden else say_code(result.level or result.band) or "no level"
    return f"{say_tool_short(context, result)}, {say_date(result.dated_on) or 'no date'}: {said}"


def _passports(context: Context) -> Iterator[Block]:
    """For whom each instrument is made and for whom it is not, once for each."""
    used = dict.fromkeys(instrument_id(o.result) for o in context.outcomes)
    for name in used:
        passport = context.lens.passports.get(name)
        if passport:
            yield Group(passport.set.title, "", _applies(passport))


def _applies(passport: Instrument) -> tuple[Block, ...]:
    """Whom it was made for, and every use it was not made for."""
    made_for = Paragraph(f"Made for: {passport.set.for_whom}", "sjtool")
    not_for = Bullets(tuple(Item(text, "sjtool") for text in passport.set.not_for))
    return (made_for, Paragraph("Not for:", "sjtool"), not_for)
