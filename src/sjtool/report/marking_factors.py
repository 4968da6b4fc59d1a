"""Factor by factor: a trainee's label and reason beside the model's, and in words what each of them rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.report.context import Context
from sjtool.report.records import list_records
from sjtool.report.report import Basis, Block, Group, Pair, Pairs, Paragraph
from sjtool.report.wording import capitalise, say_code
from sjtool.text import count_words
from sjtool.training.marking import FactorMark, Marked
from sjtool.training.marking_stage import Later

NOTHING_RATED = "You have rated nothing yet."


def tell_factors(marked: Marked, theirs: Context, model: Context) -> Iterator[Block]:
    """A group for each factor that they rated."""
    if not marked.factors:
        yield Paragraph(NOTHING_RATED, "sjtool")
    for one in marked.factors:
        yield Group(
            one.title, _say_distance(one), (Pairs(tuple(_rows(one, marked.later, theirs, model))),), strong=True
        )


def tell_records(context: Context, ids: Iterable[str], label: str) -> Iterator[Pair]:
    """One line for each record; of what happened what kind of thing it was, and its day."""
    for name in ids:
        record = context.standing.current(name)
        if isinstance(record, Event):
            what = capitalise(say_code(record.kind) or "event")
            when = f" of {day_words(record.held_on)}" if record.held_on else ""
            yield Pair(label, f"{what}{when}", basis=Basis("", "", "", (record.id,)))
        else:
            yield from list_records(context, [name], label)


def say_on_what(later: Later) -> str:
    """On what the model answer went on after its first judgement."""
    return "on papers you were not given" if later.papers else "on the papers that you have"


def say_later(before: str, after: str) -> str:
    """A label that the model came to afterwards: `Low priority to High priority`."""
    return f"{before} to {after}"


def _say_distance(one: FactorMark) -> str:
    if one.theirs is None:
        return "not rated"
    if one.steps is None:
        return "known to one of you" if one.is_known_to_one else "the same label"
    apart = abs(one.steps)
    more, less = ("stronger", "weaker") if one.is_strength else ("higher", "lower")
    return "the same label" if not apart else f"{count_words(apart, 'step')} {more if one.steps > 0 else less}"


def _rows(one: FactorMark, later: Later | None, theirs: Context, model: Context) -> Iterator[Pair]:
    if one.theirs:
        yield Pair("Yours", f"{one.their_label}. {one.theirs.rationale or 'No reason given.'}", "opinion")
    yield Pair("Model", f"{one.model_label}. {one.model.rationale or ''}".strip(), "opinion")
    yield from tell_records(model, one.shared, "Both rest on")
    yield from tell_records(model, one.missed, "You did not use")
    yield from tell_records(theirs, one.only_theirs, "You alone used")
    yield from tell_records(model, one.not_given, "Not in your file")
    if one.later and later:
        words = f"The model, {say_on_what(later)}: {say_later(one.model_label, one.later)}. See section 4."
        yield Pair("Later", words, "sjtool")
    if one.rests_on_nothing:
        yield Pair("Missing", "Your rating rests on nothing. What did you see or hear that made you give it?", "sjtool")
