"""What a trainee is told of their case beside a model answer, as a report for any renderer. No grade is in it.

It speaks to the trainee. Reasons are quoted whole, theirs and the model's; what each rests on is named in words.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sjtool.report.context import Context
from sjtool.report.marking_factors import NOTHING_RATED, tell_factors
from sjtool.report.marking_judgement import (
    has_more,
    say_level,
    say_models_way,
    say_overrides,
    tell_judgement,
    tell_later,
)
from sjtool.report.plan_text import say_want
from sjtool.report.records import say_factor, say_part
from sjtool.report.report import Block, Bullets, Item, Note, Pair, Pairs, Paragraph, Report, Section
from sjtool.report.training_frame import frame
from sjtool.text import count_words
from sjtool.training.marking import Marked

NAME = "marking"
_FAR = 2
_READ = (
    "The model answer is one experienced officer's reasoning, not the truth. A step apart may be defended as well.",
    "What counts is what a rating rests on, whether what speaks against it was faced, and what the plan does about it.",
    "What your file does not hold is never counted against you.",
    "Evidence you used and the model did not is no fault: say in the room what it told you.",
)
_UNMATCHED = (
    "You took the sources down yourself, and under your titles some cannot be told to be the model's. "
    "What rests on those is left out; answers are compared by who gave them to which question. Where none of the later "
    "papers can be told in your file, you stand beside the model's first judgement."
)


def build_marking(marked: Marked, theirs: Context, model: Context, rater: str, today: date) -> Report:
    """The report. `theirs` and `model` are the two cases, so that records can be told in words."""
    later = marked.later if marked.later and has_more(marked.later) else None
    parts = [
        ("Look at these first", "", _first(marked)),
        ("Factor by factor", "yours beside the model's", tell_factors(marked, theirs, model)),
        ("The judgement", "yours beside the model's", tell_judgement(marked, theirs, model)),
        ("What the model made of it later", "", tell_later(later, model) if later else _nothing_later()),
        ("Where accounts differ", "", _differences(marked)),
        ("The plan", "", _plan(marked, theirs)),
        ("How to read this", "", iter((Bullets(tuple(Item(words, "sjtool") for words in _READ)),))),
    ]
    told = [Section(number, title, aside, tuple(blocks)) for number, (title, aside, blocks) in enumerate(parts, 1)]
    return frame(
        NAME,
        "Your reasoning beside the model answer",
        "For learning. No grade is in it.",
        "For the trainee and the trainer.",
        today,
        case=model.loaded.name,
        subject=rater,
        sections=(Section(0, "In brief", "", tuple(_brief(marked, theirs, model))), *told),
    )


def _brief(marked: Marked, theirs: Context, model: Context) -> Iterator[Block]:
    rated = len(marked.factors)
    rows = [
        Pair("Factors", f"You rated {rated} of {rated + len(marked.unrated)} on the sheets you used."),
        Pair("Labels", _say_labels(marked)),
        Pair("Evidence", _say_evidence(marked)),
        Pair("Accounts", f"Read {marked.read}; still to be read {len(marked.unread)}."),
        Pair("Judgement", say_level(marked.judgement)),
        Pair("The model's", say_models_way(marked.judgement, marked.later)),
        Pair("Overrides", say_overrides(marked.judgement, theirs, model)),
        Pair("Plan", _say_plan(marked)),
    ]
    if marked.unused:
        sheets = "; ".join(f"{title} ({count})" for title, count in marked.unused)
        rows.append(Pair("Not used", f"The model answer rates these too: {sheets}."))
    yield Pairs(tuple(rows))
    if marked.is_unmatched:
        yield Note(_UNMATCHED, "caution")


def _say_labels(marked: Marked) -> str:
    """Every rated factor is in one of these."""
    apart = [abs(one.steps) for one in marked.factors if one.steps is not None]
    unknown = sum(one.is_known_to_one for one in marked.factors)
    same = apart.count(0) + sum(one.steps is None and not one.is_known_to_one for one in marked.factors)
    words = f"The same {same}; a step apart {apart.count(1)}; further apart {sum(one >= _FAR for one in apart)}"
    return f"{words}; known to one of you and not to the other {unknown}." if unknown else f"{words}."


def _say_plan(marked: Marked) -> str:
    if not marked.has_plan:
        return "You have made none yet."
    return f"Answered {marked.answered}; nothing answers {len(marked.open_wants)}."


def _say_evidence(marked: Marked) -> str:
    shared = sum(len(one.shared) for one in marked.factors)
    missed = sum(len(one.missed) for one in marked.factors)
    words = f"Of what the model's ratings rest on you used {shared}; {missed} more stand in your file."
    lacking = len({name for one in marked.factors for name in one.not_given})
    if lacking:
        words += f" Not in your file, and counted against nobody: {count_words(lacking, 'record')}."
    if marked.on_nothing:
        words += f" {count_words(len(marked.on_nothing), 'rating').capitalize()} of yours on nothing."
    return words


def _first(marked: Marked) -> Iterator[Block]:
    """Ratings on nothing, labels far apart, factors not rated: what to talk about before anything else."""
    items = [
        Item(f"{one.title}: you gave {one.their_label} and named nothing it rests on.") for one in marked.on_nothing
    ]
    items += [
        Item(f"{one.title}: {one.their_label} against {one.model_label}. Which of you has seen something else?")
        for one in marked.factors
        if one.steps is not None and abs(one.steps) >= _FAR
    ]
    items += [
        Item(f"{one.title}: {one.their_label} against {one.model_label}. What would have to be known to say?")
        for one in marked.factors
        if one.is_known_to_one
    ]
    apart = [one.title for one in marked.factors if one.missed and not one.shared and not one.rests_on_nothing]
    if apart and not marked.is_unmatched:
        items.append(Item(f"Resting on nothing that the model's rests on: {'; '.join(apart)}. What did you see there?"))
    if marked.unrated:
        items.append(Item(f"Not rated: {'; '.join(f'{one.title} ({one.model_label})' for one in marked.unrated)}."))
    if marked.judgement.theirs and marked.judgement.counter_missed:
        items.append(Item("The strongest case against your judgement was not faced: see section 3."))
    if items:
        yield Bullets(tuple(items))
    elif not marked.factors:
        yield Paragraph(NOTHING_RATED, "sjtool")
    else:
        words = "Nothing stands out: every rating rests on something and none is far from the model's."
        yield Paragraph(words, "sjtool")


def _nothing_later() -> Iterator[Block]:
    yield Paragraph("Nothing: you are beside the whole of it.", "sjtool")


def _differences(marked: Marked) -> Iterator[Block]:
    if not marked.unread:
        yield Paragraph("You have read every difference.", "sjtool")
        return
    items = [
        Item(
            f"{row.item.title}{f', {say_part(row.item, row.part)}' if row.part else ''}: {row.outcome_words}, not read."
        )
        for row in marked.unread
    ]
    yield Paragraph("A difference is not guilt, and agreement is not proof. Each wants a sentence of yours:", "sjtool")
    yield Bullets(tuple(items))


def _plan(marked: Marked, theirs: Context) -> Iterator[Block]:
    if not marked.has_plan:
        yield Paragraph("You have made none yet: sjtool plan.", "sjtool")
    elif not marked.open_wants:
        yield Paragraph("Everything you found has its answer in your plan.", "sjtool")
    else:
        yield Paragraph("You found these, and no action of yours answers them:", "sjtool")
        yield Bullets(tuple(Item(say_want(theirs, want)) for want in marked.open_wants))
    if marked.extra:
        titles = dict.fromkeys(say_factor(theirs, f"{spot.sheet}/{spot.factor}") for spot in marked.extra)
        yield Note(f"Rated by you, and not by the model answer at that stage: {'; '.join(titles)}.", "caution")
