"""A trainee's judgement beside the model's: levels, overrides with their reasons, the case against, what came later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sjtool.assess.judging import LEVEL_WORDS
from sjtool.assess.ratings import find_scale
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.decision import Judgement, Override
from sjtool.report.context import Context
from sjtool.report.marking_factors import say_later, say_on_what, tell_records
from sjtool.report.records import say_factor, say_tool_short
from sjtool.report.report import Block, Group, Pair, Pairs, Paragraph
from sjtool.text import count_words
from sjtool.training.marking import JudgementMark, Marked
from sjtool.training.marking_stage import Later


def tell_judgement(marked: Marked, theirs: Context, model: Context) -> Iterator[Block]:
    """Both judgements, what each departs from, and what each says against itself."""
    mark = marked.judgement
    rows = [Pair("Level", say_level(mark)), Pair("The model's", say_models_way(mark, marked.later))]
    if mark.their_first and mark.theirs is not mark.their_first:
        rows.append(Pair("Before the tools", f"You first judged {_level_of(mark.their_first)}."))
    if mark.theirs:
        rows.append(Pair("Your reasons", mark.theirs.rationale or "none given", "opinion"))
    if mark.model:
        rows.append(Pair("Model's reasons", mark.model.rationale or "none given", "opinion"))
    yield Pairs(tuple(rows))
    yield from _overrides("Your overrides", theirs, mark.overrides)
    yield from _overrides("The model's overrides", model, mark.model_overrides)
    yield from _against(mark, model)


def say_level(mark: JudgementMark) -> str:
    """Both levels, how far apart, and of which stage each is."""
    model = f"the model answer{', its first judgement' if mark.stage == 'first' else ''}: {_level_of(mark.model)}"
    if mark.theirs is None:
        return f"You have not judged yet. {model[0].upper()}{model[1:]}."
    where = {0: "the same", 1: "a step higher", -1: "a step lower"}.get(mark.steps or 0, "further apart")
    stage = "" if mark.is_final else "; there is no final one yet"
    own = f"Yours{'' if mark.is_final else ', your first judgement'}: {_level_of(mark.theirs)}"
    return f"{own}; {model} ({where if mark.steps is not None else 'not comparable'}{stage})."


def say_models_way(mark: JudgementMark, later: Later | None) -> str:
    """The model's first level and its final one, and on what it went from the one to the other."""
    first = f"First {_level_of(mark.model_first)}" if mark.model_first else "No first judgement"
    final = later.final if later else mark.model if mark.model is not mark.model_first else None
    if final is None:
        return f"{first}; no final judgement."
    if later is None:
        return f"{first}; finally {_level_of(final)}."
    return f"{first}; later, {say_on_what(later)}, {_level_of(final)}{_still(mark.model_first, final)}."


def say_overrides(mark: JudgementMark, theirs: Context, model: Context) -> str:
    """Which tool each departs from, and which way."""
    if not mark.is_final:
        return "You have not decided yet."
    own = _listed(theirs, mark.overrides) or ("none, and you say so" if mark.said_none else "none")
    if mark.stage == "first":
        return f"Yours: {own}. The model answer had none yet at its first judgement."
    return f"Yours: {own}. The model answer: {_listed(model, mark.model_overrides) or 'none'}."


def has_more(later: Later) -> bool:
    """Whether the model answer goes on after the judgement that a trainee is held against."""
    return bool(later.papers or later.moved or later.sheets or later.final)


def tell_later(later: Later, model: Context) -> Iterator[Block]:
    """What the model made of it afterwards; nothing of this is held against anybody."""
    yield Paragraph(
        f"The model answer went on after its first judgement, {say_on_what(later)}. None of it is held against you.",
        "sjtool",
    )
    rows = []
    if later.final:
        level = say_later(_level_of(later.first), _level_of(later.final))
        if _still(later.first, later.final):
            level = f"{_level_of(later.final)} still"
        words = f"{level}. {later.final.rationale or ''}"
        rows.append(Pair("Level", words.strip(), "opinion"))
    rows += [_moved(model, before, after) for before, after in later.moved.values()]
    if later.sheets:
        titles = {sheet.set.id: sheet.set.title for sheet in model.lens.factor_sets.values()}
        sheets = "; ".join(f"{titles.get(name, name)} ({count})" for name, count in later.sheets)
        rows.append(Pair("Rated only then", f"{sheets}."))
    if rows:
        yield Pairs(tuple(rows))
    yield from _overrides("The model's overrides", model, later.overrides)
    if later.final and later.final.strongest_against:
        against = Pair("Model", later.final.strongest_against, "opinion")
        yield Group("The strongest case against", "", (Pairs((against,)),))
    if later.papers:
        papers = tuple(tell_records(model, later.papers, "Paper"))
        yield Group("What came in later", count_words(len(papers), "paper"), (Pairs(papers),))


def _moved(model: Context, before: Rating, after: Rating) -> Pair:
    """A factor that the model rated otherwise later, with its reason then."""
    was, became = (_label(model, made) for made in (before, after))
    about = f" ({model.standing.label(after.person)})" if _is_of_another(model, after) else ""
    words = f"{say_later(was, became)}. {after.rationale or ''}".strip()
    return Pair(f"{say_factor(model, after.factor)}{about}", words, "opinion")


def _is_of_another(model: Context, made: Rating) -> bool:
    subject = model.standing.subject
    return bool(made.person and subject and not model.standing.same(made.person, subject.id))


def _label(model: Context, made: Rating) -> str:
    """A label by its title on the sheet."""
    ref, _, factor = (made.factor or "").partition("/")
    sheet = model.lens.factor_sets.get(ref)
    found = next((one for one in sheet.factor if one.id == factor), None) if sheet else None
    titles = {label.id: label.title for label in find_scale(sheet, found).label} if sheet and found else {}
    return titles.get(made.recent or "", made.recent or "not rated")


def _level_of(made: Judgement | None) -> str:
    return LEVEL_WORDS[made.level].upper() if made and made.level else "none"


def _still(first: Judgement | None, final: Judgement) -> str:
    return " still" if first and first.level == final.level else ""


def _tool(context: Context, made: Override) -> str:
    """The tool that an override departs from, by the short name officers use."""
    result = context.standing.current(made.tool_result) if made.tool_result else None
    return say_tool_short(context, result) if isinstance(result, ToolResult) else "a tool not named"


def _listed(context: Context, made: Iterable[Override]) -> str:
    return ", ".join(f"{one.direction or 'no direction'} from {_tool(context, one)}" for one in made)


def _overrides(title: str, context: Context, made: tuple[Override, ...]) -> Iterator[Block]:
    if made:
        rows = [
            Pair(f"{_tool(context, one)}, {one.direction or 'no direction'}", one.rationale or "no reason", "opinion")
            for one in made
        ]
        yield Group(title, "", (Pairs(tuple(rows)),))


def _against(mark: JudgementMark, model: Context) -> Iterator[Block]:
    """The strongest case against, in both minds; and what the model faced that the trainee did not name."""
    rows: list[Pair] = []
    if mark.theirs:
        rows.append(
            Pair("Yours", mark.theirs.strongest_against or "You name nothing that speaks against it.", "opinion")
        )
    if mark.model and mark.model.strongest_against:
        rows.append(Pair("Model", mark.model.strongest_against, "opinion"))
    rows += tell_records(model, mark.counter_cited, "Both face")
    rows += tell_records(model, mark.counter_missed, "You did not face")
    if rows:
        yield Group("The strongest case against", "", (Pairs(tuple(rows)),))
