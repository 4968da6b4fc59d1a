"""Section 4: what the published tools said, as received or worked out; levels stay hidden until the officer judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sjtool.assess.images import concerns_images
from sjtool.assess.judging import CONSTRUCT_WORDS, LEVEL_WORDS, Outcome, instrument_id
from sjtool.model.appraisal import ToolResult
from sjtool.model.template import Instrument
from sjtool.report.cautions import GROUPS, IMAGES, PARTICULAR_CHILD
from sjtool.report.context import Context
from sjtool.report.records import say_tool_short
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Section
from sjtool.report.tool_words import YIELDS, figures, say_age, scale_of
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
        of_images = (IMAGES,) if concerns_images(context.standing) else ()
        blocks += [Note(text, "caution") for text in (GROUPS, PARTICULAR_CHILD, *of_images)]
    blocks += _passports(context)
    computed = any(r.origin == "computed" for r in context.standing.of(ToolResult))
    kind = "results as received or worked out here" if computed else "results as received"
    return Section(4, "What the tools said", kind, (*blocks, *context.gap_notes(4)))


def _tool(context: Context, outcome: Outcome) -> Group:
    result = outcome.result
    said = say_code(result.level or result.band)
    count = f"{result.points} counted" if result.points is not None else "no level"
    aside = context.hidden_words if context.hidden else said or count
    rows = (*_result(context, outcome), *_origin(context, result))
    return Group(say_tool_short(context, result), aside, (Pairs(rows),), strong=not context.hidden)


def _result(context: Context, outcome: Outcome) -> Iterator[Pair]:
    """The result itself, and what it is about; its limits stand beside its band."""
    result, passport = outcome.result, _passport(context, outcome.result)
    yield Pair("Instrument", outcome.title, basis=Basis(records=(result.id,)))
    yield Pair("About", CONSTRUCT_WORDS[outcome.construct])
    scale = scale_of(passport, result)
    if scale:
        yield Pair("Predicts", scale.predicts, "sjtool")
    if not context.hidden:
        for label, words in (("Level", result.level), ("Band", result.band)):
            if words:
                yield Pair(label, _level(outcome, words), strong=True)
    if outcome.leads:
        yield Pair("Stands", f"{YIELDS}, which leads", basis=Basis(records=(outcome.leads.id,)))
    if result.limits:
        yield Pair("Limits", result.limits)
    if context.hidden:
        return
    yield from (Pair(label, words) for label, words in figures(passport, result))
    if result.inputs:
        items = passport.rule.item if passport and passport.rule else ()
        yield Pair("Entered", "; ".join(_say_input({i.id: i.title for i in items}, words) for words in result.inputs))


def _level(outcome: Outcome, said: str) -> str:
    words = say_code(said)
    if outcome.mapped and LEVEL_WORDS[outcome.mapped] != words:
        return f"{words} (in our words {LEVEL_WORDS[outcome.mapped]})"
    return words


def _say_input(titles: Mapping[str, str], words: str) -> str:
    """One thing that was entered: by the title the rule gives it, else as it was recorded."""
    name, _, rest = words.partition(" ")
    return f"{titles[name]}: {rest}" if name in titles else words


def _origin(context: Context, result: ToolResult) -> Iterator[Pair]:
    """Who made it, when, with which version, on what paper, and how old it is on the day of this report."""
    passport = _passport(context, result)
    alone = passport and passport.rule and not passport.set.yields_to
    official = "indicative" if alone else "the official result comes first"
    made = {"received": "received, not worked out here", "computed": f"worked out here; {official}"}
    yield Pair("Origin", made.get(result.origin or "", "not recorded"))
    age = say_age(result.dated_on, context.built_on)
    yield Pair("Dated", (say_date(result.dated_on) or "not recorded") + (f" ({age})" if age else ""))
    who = ", ".join(filter(None, [context.who(result.assessor) or "nobody named", result.agency]))
    if result.origin == "computed":
        yield Pair("Worked out by", who)
    else:
        trained = {"yes": "trained in it", "no": "not trained in it"}.get(result.trained or "", "training not known")
        yield Pair("Assessor", f"{who} ({trained})")
    yield Pair("Version", result.version or "not recorded")
    if result.origin != "computed":
        yield Pair("Document", result.document or "not recorded")
    if result.missing_items:
        names = {item.id: item.title for item in passport.rule.item} if passport and passport.rule else {}
        yield Pair("Items missing", "; ".join(names.get(item, item) for item in result.missing_items))


def _passport(context: Context, result: ToolResult) -> Instrument | None:
    return context.lens.passports.get(instrument_id(result))


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
