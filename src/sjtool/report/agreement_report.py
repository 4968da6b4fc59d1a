"""How a room of raters agrees, as a report for any renderer: where it divides first, with each side's reasons.

It ranks nobody and marks nobody: raters are letters. The figures come with what they cannot say.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from math import ceil

from sjtool.assess.judging import LEVEL_WORDS
from sjtool.report.report import (
    Block,
    Bullets,
    Group,
    Item,
    Note,
    Pair,
    Pairs,
    Paragraph,
    Report,
    Section,
    Table,
)
from sjtool.report.training_frame import frame
from sjtool.text import count_words
from sjtool.training.agreement import FactorAgreement, Figures, Room, SheetAgreement
from sjtool.training.agreement_levels import LevelAgreement
from sjtool.training.returned import is_graded

NAME = "agreement"
_MOST_DIVIDED = 12
_NOTHING = "No two of them rated the same thing: nothing can be said of agreement."
_MOST_MARKS = 12
_NO_FIGURE = "no figure"
_SMALL = 10
_ORDER = (
    "Most divided first: by the share of pairs that agree, then by how far apart the labels are. "
    "Where no two gave a label there is no share: those come last."
)
_READ = (
    "Share: of all pairs of raters who both gave a label, how many gave the same one. Chance is not allowed for.",
    "Alpha: Krippendorff's, for labels in order. 1 is agreement throughout, 0 is what chance would give.",
    "Where nearly everybody gives one label alpha is low though the room agrees; read it beside the share.",
    "From, to: where alpha may lie (95 %), had these raters rated other factors and cases.",
    "Where that is wide, there is too little to say.",
    "Kappa: Cohen's, weighted by steps apart, where there are two raters.",
    "Not enough information is in no figure. It stands under Not known, and with each side's reasons.",
    "The level is compared on final judgements where all who judged have made one, else on first ones.",
    "Letters are those of this set of raters: with one more or one less they may be others.",
    "Agreement is not being right: a room can agree on what the case does not bear out.",
)


def build_agreement(room: Room, today: date, names: Mapping[str, str], *, every: bool = False) -> Report:
    """The report. `names` says how each rater is called in it, by the letter they have in `room`.

    With `every` all that divides the room is there with its reasons, however much it is.
    """
    raters = count_words(len(room.raters), "rater")
    cases = count_words(len(room.cases), "case")
    return frame(
        NAME,
        "How far the room agrees",
        "For learning. No mark is in it.",
        "For the trainer and the room. It is about the case and the words of the sheet, not about anybody.",
        today,
        case=", ".join(room.cases),
        subject=f"{raters}, {cases}",
        sections=(
            Section(0, "In brief", "", tuple(_brief(room))),
            Section(1, "Where the room divides", "each side's reasons", tuple(_divided(room, names, every=every))),
            Section(2, "Who gave which label", f"counts; {_say_mark(len(room.raters))}", tuple(_heat(room))),
            Section(3, "Levels and overrides", "as judged", tuple(_levels(one, names) for one in room.levels)),
            Section(4, "How to read it", "", (Bullets(tuple(Item(words, "sjtool") for words in _READ)),)),
        ),
    )


def _brief(room: Room) -> Iterator[Block]:
    rows = [_row(f"{sheet.title} ({sheet.scale.title})", sheet.overall) for sheet in room.sheets]
    if len(room.cases) > 1:
        rows.append(_row(f"Level ({room.level_stage} judgements)", room.level_figures))
    if rows:
        yield Table(("What", "Things rated", "Share", "Alpha", "From, to", "Kappa"), tuple(rows))
    else:
        yield Paragraph(_NOTHING, "sjtool")
    for words in _cautions(room):
        yield Note(words, "caution")


def _cautions(room: Room) -> Iterator[str]:
    few_raters, one_case = len(room.raters) < _SMALL, len(room.cases) == 1
    if one_case or few_raters:
        who = count_words(len(room.raters), "rater")
        many = "One case" if one_case else count_words(len(room.cases), "case").capitalize()
        yield f"{many} and {who} say little about the tool and much about where to talk."
    if one_case:
        yield "One factor of one case has no alpha: chance cannot be told apart. Read the share."


def _row(title: str, found: Figures) -> tuple[str, ...]:
    interval = f"{found.interval.low:.2f} to {found.interval.high:.2f}" if found.interval else _NO_FIGURE
    alpha = f"{found.alpha:.2f}" if found.alpha is not None else found.why
    return title, str(found.things), _percent(found.pairs_agree), alpha, interval, _two_places(found.kappa)


def _two_places(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return _NO_FIGURE if share is None else f"{share:.0%}"


def _divided(room: Room, names: Mapping[str, str], *, every: bool) -> Iterator[Block]:
    """What divides the room, most first, with the reasons of each side."""
    ordered = room.divided
    if not ordered:
        rated = any(sheet.overall.things for sheet in room.sheets)
        words = "Nowhere: each thing that two of them rated has one label." if rated else _NOTHING
        yield Paragraph(words, "sjtool")
        return
    yield Paragraph(_ORDER, "sjtool")
    several = len(room.cases) > 1
    most = len(ordered) if every else _MOST_DIVIDED
    for spot in ordered[:most]:
        yield _group(spot, names, several=several)
    if ordered[most:]:
        rest = "; ".join(_title(spot, several=several) for spot in ordered[most:])
        yield Paragraph(f"{len(ordered) - most} more divide it less: {rest}. Their reasons too:  --all", "sjtool")


def _title(spot: FactorAgreement, *, several: bool) -> str:
    return f"{spot.title} ({spot.spot.case})" if several else spot.title


def _group(spot: FactorAgreement, names: Mapping[str, str], *, several: bool) -> Group:
    sides = "; ".join(f"{len(side.raters)} {side.title}" for side in spot.sides)
    blocks = tuple(
        Group(
            f"{side.title}: {count_words(len(side.raters), 'rater')}",
            "",
            (
                Bullets(
                    tuple(Item(f"{names[who]}: {words or 'no reason given'}", "opinion") for who, words in side.reasons)
                ),
            ),
        )
        for side in spot.sides
    )
    share = "no pair with labels" if spot.agree is None else f"{_percent(spot.agree)} of pairs agree"
    return Group(_title(spot, several=several), f"{share}; {sides}", blocks, strong=True)


def _heat(room: Room) -> Iterator[Block]:
    if not room.sheets:
        yield Paragraph(_NOTHING, "sjtool")
    for sheet in room.sheets:
        yield Group(
            sheet.title, sheet.scale.title, (_heat_table(sheet, len(room.raters), several=len(room.cases) > 1),)
        )


def _heat_table(sheet: SheetAgreement, raters: int, *, several: bool) -> Table:
    """A row for each thing rated, a column for each label, as a count and a bar."""
    labels = [label for label in sheet.scale.label if is_graded(label.id)]
    rows = []
    for spot in sheet.spots:
        given = {side.label: len(side.raters) for side in spot.sides}
        title = _title(spot, several=several)
        cells = [_cell(given.get(label.id, 0), raters) for label in labels]
        unknown = sum(count for label, count in given.items() if not is_graded(label))
        rows.append((title, *cells, str(unknown or ""), str(len(spot.without) or ""), _percent(spot.agree)))
    names = _short([label.title for label in labels])
    return Table(("Factor", *names, "Not known", "Not rated", "Share"), tuple(rows))


def _short(titles: list[str]) -> list[str]:
    """Titles without a last word that several share: `Low priority, High priority` as `Low, High`."""
    ends = Counter(title.rpartition(" ")[2] for title in titles if " " in title)
    return [title.rpartition(" ")[0] if ends[title.rpartition(" ")[2]] > 1 else title for title in titles]


def _cell(count: int, raters: int) -> str:
    """`5 ■■■■■`: how many, and a mark for each of them, or for so many as make the longest bar twelve."""
    return f"{count} {'■' * ceil(count / _per_mark(raters))}" if count else ""


def _per_mark(raters: int) -> int:
    """For how many raters a mark stands."""
    return ceil(raters / _MOST_MARKS)


def _say_mark(raters: int) -> str:
    each = _per_mark(raters)
    return "each ■ is one rater" if each == 1 else f"each ■ is up to {each} raters"


def _levels(one: LevelAgreement, names: Mapping[str, str]) -> Group:
    rows = [Pair(LEVEL_WORDS[level].upper(), _who(raters, names), "opinion") for level, raters in one.levels]
    rows += [
        Pair(f"{LEVEL_WORDS[level].capitalize()}, first", f"{_who(raters, names)} (no final judgement yet)", "opinion")
        for level, raters in one.first_only
    ]
    if one.unjudged:
        rows.append(Pair("Not judged", _who(one.unjudged, names)))
    rows += [Pair(_OVERRIDES[way], _who(raters, names), "opinion") for way, raters in one.overrode]
    return Group(one.case, "", (Pairs(tuple(rows)),))


def _who(raters: Sequence[str], names: Mapping[str, str]) -> str:
    return f"{len(raters)}: {', '.join(names[who] for who in raters)}"


_OVERRIDES = {
    "upward": "Override, up",
    "downward": "Override, down",
    "no direction": "Override, no direction",
    "none": "No override",
}
