"""Make a sheet to take along of a factor set or a menu: what is rated, ticked or filled in by whoever works the case.

Earlier ratings are labels and days of one person only; a sheet that is rated afresh keeps its boxes empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import TypeVar

from sjtool.assess.rated import PER_WORDS, rated_per
from sjtool.assess.ratings import FactorView, find_scale
from sjtool.dates import day_words
from sjtool.model.template import Entry as MenuEntry
from sjtool.model.template import Factor, FactorSet, Menu, MenuUse
from sjtool.report.interview_sheet import (
    Asked,
    Block,
    Box,
    Entry,
    Legend,
    Line,
    Note,
    Occasion,
    Said,
    Sheet,
    Sign,
    Space,
    begin_sheet,
    build_footer,
)
from sjtool.report.wording import capitalise, say_code, say_list

T = TypeVar("T", Factor, MenuEntry)
_USES: Mapping[MenuUse, tuple[str, tuple[str, ...]]] = {
    "tick": ("List: tick each as done or not", ("Done", "Not done")),
    "choose": ("List to choose from", ("Chosen",)),
    "fill": ("Headings to fill in", ()),
    "consider": ("Prompts: consider each", ("Applies", "Does not apply")),
}
_OWN_COPY = "With reasons: this copy is for you alone."
_FRESH = "Rated afresh each time: the boxes stay empty, and what was rated so far stands beside them only with its day."


def build_factor_sheet(
    sheet: FactorSet,
    ref: str,
    factors: Sequence[Factor],
    occasion: Occasion,
    views: Sequence[FactorView] | None = None,
) -> Sheet:
    """Factors to rate for one person, with `views` of how this person was rated before, where that is wanted."""
    head = sheet.set
    remarks = [_OWN_COPY] if occasion.why else []
    if views is not None:
        rated = any(view.ratings for view in views)
        remarks.append("No earlier rating is on record." if not rated else _FRESH if not head.carry_forward else "")
    by_factor = {view.factor.id: view for view in views or ()}
    numbers = {factor.id: str(number) for number, factor in enumerate(sheet.factor, 1)}
    pers = dict.fromkeys(rated_per(sheet, factor) for factor in factors)
    return replace(
        begin_sheet(sheet, ref, occasion),
        kind=f"Factors to rate for {say_list(PER_WORDS[per] for per in pers)}",
        head=tuple(_rating_lines(occasion)),
        remarks=(*filter(None, remarks), head.not_this),
        notes_title="How to rate",
        notes=tuple(Note(text) for text in head.notes),
        blocks_title="Factors",
        blocks=tuple(
            _factor_block(sheet, group, [_factor(sheet, f, numbers[f.id], occasion, by_factor.get(f.id)) for f in one])
            for group, one in _by_group(factors)
        ),
        legend=_labels_legend(sheet, factors),
        footer=build_footer(ref, occasion, f"Enter the ratings with  sjtool rate CASE {head.id} . "),
    )


def build_menu_sheet(menu: Menu, ref: str, entries: Sequence[MenuEntry], occasion: Occasion) -> Sheet:
    """A menu to tick, choose from, fill in or think through. Nothing of it is filled in from a case."""
    kind, boxes = _USES[menu.set.use]
    titles = {group.id: group.title for group in menu.group}
    numbers = {entry.id: str(number) for number, entry in enumerate(menu.entry, 1)}
    return replace(
        begin_sheet(menu, ref, occasion),
        kind=kind,
        head=(
            Line("Case", occasion.case),
            Line("About whom", occasion.about),
            Line("Written by"),
            Line("With"),
            Line("Date"),
        ),
        remarks=(_OWN_COPY,) if occasion.why else (),
        notes_title="Before you begin",
        notes=tuple(Note(text) for text in menu.set.notes),
        blocks_title="Headings" if menu.set.use == "fill" else "Entries",
        blocks=tuple(
            Block(
                tuple(_menu_entry(entry, numbers[entry.id], boxes, occasion) for entry in some), titles.get(group, "")
            )
            for group, some in _by_group(entries)
        ),
        footer=build_footer(ref, occasion, ""),
    )


def _by_group(entries: Sequence[T]) -> Iterator[tuple[str, list[T]]]:
    """Runs of entries under one heading of the source."""
    for group, some in groupby(entries, key=lambda entry: entry.group or ""):
        yield group, list(some)


def _rating_lines(occasion: Occasion) -> Iterator[Line]:
    yield Line("Case", occasion.case)
    yield Line("Who is rated", occasion.who)
    yield Line("Rated by")
    yield Line("Date")
    yield Line("After which contact, talk or reading")


def _factor_block(sheet: FactorSet, group_id: str, entries: Sequence[Entry]) -> Block:
    """A heading with what the source says of all under it, and for whom they are rated where that differs."""
    group = next((known for known in sheet.group if known.id == group_id), None)
    if group is None:
        return Block(tuple(entries))
    about = f"Rated for {PER_WORDS[group.rated_per]}." if group.rated_per else ""
    return Block(tuple(entries), group.title, about, group.note or "")


def _factor(sheet: FactorSet, factor: Factor, number: str, occasion: Occasion, view: FactorView | None) -> Entry:
    titles = {label.id: label.title for label in find_scale(sheet, factor).label}
    behind = (
        ("Why", factor.why),
        ("Look for", "; ".join(factor.look_for)),
        ("Raises concern", say_list((titles[label] for label in factor.raises_concern_when), "or")),
        ("Source", f"{factor.source}, {factor.pinpoint}; anchors {factor.anchors_standing}"),
    )
    said = _said(view, is_carried=sheet.set.carry_forward) if view else ()
    return Entry(
        number,
        factor.id,
        factor.title,
        (Asked("", tuple(_rating_spaces(sheet, factor)), said=said),),
        signs=tuple(_factor_signs(factor)),
        behind=tuple((label, text) for label, text in behind if text) if occasion.why else (),
    )


def _factor_signs(factor: Factor) -> Iterator[Sign]:
    if factor.is_context_only:
        yield Sign("Context only", "recorded and shown, used in no rule: its source contradicts itself.")
    if factor.caution:
        yield Sign("Caution", factor.caution)
    if factor.act_now:
        yield Sign("Act now", factor.act_now, strong=True)
    if factor.describe:
        yield Sign("What to write", factor.describe)


def _rating_spaces(sheet: FactorSet, factor: Factor) -> Iterator[Space]:
    """The labels, each with what it looks like where the scale has levels; then which way, evidence and reasons."""
    scale, has_past = find_scale(sheet, factor), "past" in sheet.set.periods
    labels = tuple(
        Box(label.title, factor.anchors.get(label.id, label.means) if scale.is_graded else "") for label in scale.label
    )
    yield Space("Now" if has_past else "", labels)
    if has_past:
        yield Space("In the past", tuple(Box(label.title) for label in scale.label))
    if sheet.set.directions:
        yield Space("Direction", tuple(Box(capitalise(word)) for word in sheet.set.directions))
    yield Space("Evidence", lines=1)
    yield Space("Reasons", lines=5 if factor.describe else 2 if scale.is_graded else 1)


def _said(view: FactorView, *, is_carried: bool) -> tuple[Said, ...]:
    """The last label with its day; where each contact is rated afresh, every label so far."""
    if view.latest is None:
        return ()
    if not is_carried:
        told = (f"{day_words(r.held_on) or 'undated'} {view.title_of(r.recent).lower()}" for r in view.ratings)
        return (Said("So far", ", then ".join(told)),)
    day = day_words(view.latest.held_on) or "on a day not recorded"
    past = f"; in the past {view.title_of(view.latest.past).lower()}" if view.latest.past else ""
    return (Said(f"Last time ({day})", f"{view.title_of(view.latest.recent)}{past}"),)


def _labels_legend(sheet: FactorSet, factors: Sequence[Factor]) -> Legend:
    """What the labels mean, where no factor says it for itself."""
    used = {factor.scale for factor in factors}
    plain = [scale for scale in sheet.scale if scale.id in used and not scale.is_graded]
    rows = tuple((label.title, label.means) for scale in plain for label in scale.label)
    return Legend("What the labels mean", rows) if rows else Legend()


def _menu_entry(entry: MenuEntry, number: str, boxes: Sequence[str], occasion: Occasion) -> Entry:
    """Boxes first, then a place for each point. Of what is covert nothing is written but a reference."""
    signs = [Sign("Covert", "write a reference only; for officers alone.", strong=True)] if entry.handling else []
    signs += [Sign("Caution", entry.caution)] if entry.caution else []
    asked = [Asked("", (Space(boxes=tuple(Box(label) for label in boxes)),))] if boxes else []
    if entry.handling:
        asked.append(Asked("", (Space("Reference", lines=1),)))
    else:
        asked += [Asked(point, (Space(lines=1 if boxes else 2),)) for point in entry.ask]
    behind = (("Source", f"{entry.source}, {entry.pinpoint}; {entry.standing}"),)
    return Entry(
        number,
        entry.id,
        entry.title,
        tuple(asked),
        lead=entry.text,
        tags=(say_code(entry.pillar),) if entry.pillar else (),
        signs=tuple(signs),
        behind=behind if occasion.why else (),
    )
