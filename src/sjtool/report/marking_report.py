"""What a trainee is told of their case beside a model answer, as a report for any renderer. No grade is in it.

It speaks to the trainee. Reasons are quoted whole, theirs and the model's; what each rests on is named in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from sjtool.assess.judging import LEVEL_WORDS
from sjtool.model.decision import Judgement, Override
from sjtool.report.context import Context
from sjtool.report.records import list_records, say_part
from sjtool.report.report import Block, Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Report, Section
from sjtool.report.training_frame import frame
from sjtool.text import count_words
from sjtool.training.marking import FactorMark, JudgementMark, Marked

NAME = "marking"
_FAR = 2
_READ = (
    "The model answer is one experienced officer's reasoning, not the truth. A step apart may be defended as well.",
    "What counts is what a rating rests on, whether what speaks against it was faced, and what the plan does about it.",
    "Evidence you used and the model did not is no fault: say in the room what it told you.",
)


def build_marking(marked: Marked, theirs: Context, model: Context, rater: str, today: date) -> Report:
    """The report. `theirs` and `model` are the two cases, so that records can be told in words."""
    return frame(
        NAME,
        "Your reasoning beside the model answer",
        "For learning. No grade is in it.",
        "For the trainee and the trainer.",
        today,
        case=model.loaded.name,
        subject=rater,
        sections=(
            Section(0, "In brief", "", tuple(_brief(marked))),
            Section(1, "Look at these first", "", tuple(_first(marked))),
            Section(2, "Factor by factor", "yours beside the model's", tuple(_factors(marked, theirs, model))),
            Section(3, "The judgement", "yours beside the model's", tuple(_judgement(marked.judgement, model))),
            Section(4, "Where accounts differ", "", tuple(_differences(marked))),
            Section(5, "The plan", "", tuple(_plan(marked))),
            Section(6, "How to read this", "", (Bullets(tuple(Item(words, "sjtool") for words in _READ)),)),
        ),
    )


def _brief(marked: Marked) -> Iterator[Block]:
    rated = len(marked.factors)
    rows = [
        Pair("Factors", f"You rated {rated} of {rated + len(marked.unrated)} on the sheets you used."),
        Pair("Labels", _say_labels(marked)),
        Pair("Evidence", _say_evidence(marked)),
        Pair("Accounts", f"Read {marked.read}; still to be read {len(marked.unread)}."),
        Pair("Judgement", _say_level(marked.judgement)),
        Pair("Overrides", _say_overrides(marked.judgement)),
        Pair("Plan", _say_plan(marked)),
    ]
    if marked.unused:
        sheets = "; ".join(f"{title} ({count})" for title, count in marked.unused)
        rows.append(Pair("Not used", f"The model answer rates these too: {sheets}."))
    yield Pairs(tuple(rows))


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
    words = f"Of what the model's ratings rest on you used {shared}; {missed} more can be found in the case."
    if marked.on_nothing:
        words += f" {count_words(len(marked.on_nothing), 'rating').capitalize()} of yours on nothing."
    return words


def _say_level(mark: JudgementMark) -> str:
    own, other = _level_of(mark.theirs), _level_of(mark.model)
    if mark.theirs is None:
        return f"You have not judged yet. The model answer: {other}."
    where = {0: "the same", 1: "a step higher", -1: "a step lower"}.get(mark.steps or 0, "further apart")
    stage = "" if mark.is_final else ", your first judgement; there is no final one yet"
    return f"Yours: {own}; the model answer: {other} ({where if mark.steps is not None else 'not comparable'}{stage})."


def _level_of(made: Judgement | None) -> str:
    return LEVEL_WORDS[made.level].upper() if made and made.level else "none"


def _say_overrides(mark: JudgementMark) -> str:
    own = ", ".join(o.direction or "no direction" for o in mark.overrides)
    other = ", ".join(o.direction or "no direction" for o in mark.model_overrides) or "none"
    if not mark.is_final:
        return f"You have not decided yet. The model answer: {other}."
    return f"Yours: {own or ('none, and you say so' if mark.said_none else 'none')}. The model answer: {other}."


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
    if apart:
        items.append(Item(f"Resting on nothing that the model's rests on: {'; '.join(apart)}. What did you see there?"))
    if marked.unrated:
        items.append(Item(f"Not rated: {'; '.join(f'{one.title} ({one.model_label})' for one in marked.unrated)}."))
    if marked.judgement.theirs and marked.judgement.counter_missed:
        items.append(Item("The strongest case against your judgement was not faced: see section 3."))
    if items:
        yield Bullets(tuple(items))
    else:
        yield Paragraph(
            "Nothing stands out: every rating rests on something and none is far from the model's.", "sjtool"
        )


def _factors(marked: Marked, theirs: Context, model: Context) -> Iterator[Block]:
    for one in marked.factors:
        yield Group(one.title, _say_distance(one), (Pairs(tuple(_rows(one, theirs, model))),), strong=True)


def _say_distance(one: FactorMark) -> str:
    if one.theirs is None:
        return "not rated"
    if one.steps is None:
        return "known to one of you" if one.is_known_to_one else "the same label"
    apart = abs(one.steps)
    more, less = ("stronger", "weaker") if one.is_strength else ("higher", "lower")
    return "the same label" if not apart else f"{count_words(apart, 'step')} {more if one.steps > 0 else less}"


def _rows(one: FactorMark, theirs: Context, model: Context) -> Iterator[Pair]:
    if one.theirs:
        yield Pair("Yours", f"{one.their_label}. {one.theirs.rationale or 'No reason given.'}", "opinion")
    yield Pair("Model", f"{one.model_label}. {one.model.rationale or ''}".strip(), "opinion")
    yield from _evidence(model, one.shared, "Both rest on")
    yield from _evidence(model, one.missed, "You did not use")
    yield from _evidence(theirs, one.only_theirs, "You alone used")
    if one.rests_on_nothing:
        yield Pair("Missing", "Your rating rests on nothing. What did you see or hear that made you give it?", "sjtool")


def _evidence(context: Context, ids: Iterable[str], label: str) -> Iterator[Pair]:
    yield from list_records(context, ids, label)


def _judgement(mark: JudgementMark, model: Context) -> Iterator[Block]:
    rows = [Pair("Level", _say_level(mark))]
    if mark.their_first and mark.theirs is not mark.their_first:
        rows.append(Pair("Before the tools", f"You first judged {_level_of(mark.their_first)}."))
    if mark.theirs:
        rows.append(Pair("Your reasons", mark.theirs.rationale or "none given", "opinion"))
    if mark.model:
        rows.append(Pair("Model's reasons", mark.model.rationale or "none given", "opinion"))
    yield Pairs(tuple(rows))
    yield from _overrides("Your overrides", mark.overrides)
    yield from _overrides("The model's overrides", mark.model_overrides)
    yield from _against(mark, model)


def _overrides(title: str, made: tuple[Override, ...]) -> Iterator[Block]:
    if made:
        rows = [
            Pair((o.direction or "no direction").capitalize(), o.rationale or "no reason given", "opinion")
            for o in made
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
    rows += list_records(model, mark.counter_cited, "Both face")
    rows += list_records(model, mark.counter_missed, "You did not face")
    if rows:
        yield Group("The strongest case against", "", (Pairs(tuple(rows)),))


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


def _plan(marked: Marked) -> Iterator[Block]:
    if not marked.has_plan:
        yield Paragraph("You have made none yet: sjtool plan.", "sjtool")
    elif not marked.open_wants:
        yield Paragraph("Everything you found has its answer in your plan.", "sjtool")
    else:
        yield Paragraph("You found these, and no action of yours answers them:", "sjtool")
        yield Bullets(
            tuple(Item(f"{want.title}{f': {want.label}' if want.label else ''}") for want in marked.open_wants)
        )
    if marked.extra:
        yield Note(f"Rated by you and not in the model answer: {', '.join(marked.extra)}.", "caution")
