"""How far a room of raters agrees, factor by factor and over all, and where it divides. It ranks nobody.

Raters are told apart by letters unless their names are asked for. A label that says that too little is known counts as
no label, and how many gave one is said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sjtool.assess.judging import LEVELS
from sjtool.assess.ratings import find_scale
from sjtool.model.template import Factor, FactorSet, Scale
from sjtool.training.agreement_levels import LevelAgreement, Stage, find_level, find_stage, level_rows
from sjtool.training.figures import Interval, Row, find_alpha, find_interval, find_kappa, share_agreeing
from sjtool.training.returned import Returned, Spot, is_graded

TWO = 2


@dataclass(frozen=True)
class Figures:
    """What is known of agreement on some things rated. None where nothing can be said; `why` says why not."""

    things: int
    pairs_agree: float | None
    alpha: float | None
    interval: Interval | None
    kappa: float | None
    why: str = ""


@dataclass(frozen=True)
class Side:
    """One label of a factor for one person, who gave it and with which reasons."""

    label: str
    title: str
    raters: tuple[str, ...]
    reasons: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FactorAgreement:
    """One factor for one person of one case: who gave which label."""

    spot: Spot
    title: str
    scale: tuple[str, ...]
    sides: tuple[Side, ...]
    without: tuple[str, ...]
    agree: float | None

    @property
    def steps_apart(self) -> int:
        """How many steps of the scale lie between the lowest and the highest label."""
        places = [self.scale.index(side.label) for side in self.sides if side.label in self.scale]
        return max(places) - min(places) if places else 0


@dataclass(frozen=True)
class SheetAgreement:
    """One sheet: figures over all its factors on one scale, figures of each factor, and each factor by itself."""

    title: str
    scale: Scale
    overall: Figures
    factors: tuple[tuple[Factor, Figures], ...]
    spots: tuple[FactorAgreement, ...]


@dataclass(frozen=True)
class Room:
    """What a room returned. `level_stage`: of which judgements the figures of the level are."""

    raters: Mapping[str, str]
    cases: tuple[str, ...]
    sheets: tuple[SheetAgreement, ...]
    levels: tuple[LevelAgreement, ...]
    level_figures: Figures
    level_stage: Stage

    @property
    def divided(self) -> list[FactorAgreement]:
        """What divides the room, most first: by the share that agrees, then by how far apart the labels are.

        Where no two gave a label, and some could say and some could not, there is no share: those come last.
        """
        split = (spot for sheet in self.sheets for spot in sheet.spots if len(spot.sides) > 1)
        return sorted(split, key=lambda spot: (spot.agree is None, spot.agree or 0.0, -spot.steps_apart))


def compare_room(returned: Sequence[Returned], sheets: Mapping[str, FactorSet], *, seed: int = 1) -> Room:
    """Everything above. `sheets` are the factor sets by id. Raises SjtoolError where the extra is not installed."""
    raters = name_raters(returned)
    cases = tuple(sorted({one.case for one in returned}))
    stage = find_stage(returned)
    ordered = sorted(returned, key=lambda one: _in_order(raters[one.rater]))
    return Room(
        raters,
        cases,
        tuple(_sheets(returned, sheets, raters, seed)),
        tuple(find_level(case, [one for one in ordered if one.case == case], raters) for case in cases),
        _figures(level_rows(returned, cases, raters, stage), len(LEVELS), seed),
        stage,
    )


def name_raters(returned: Sequence[Returned]) -> dict[str, str]:
    """A letter for each rater, in an order that says nothing of them: that of a hash of their names."""
    import hashlib

    names = sorted({one.rater for one in returned}, key=lambda name: hashlib.sha256(name.encode()).digest())
    return {name: f"Rater {_letters(number)}" for number, name in enumerate(names)}


def _in_order(letter: str) -> tuple[int, str]:
    """Z before AA."""
    return len(letter), letter


def _letters(number: int) -> str:
    """A to Z, then AA, AB and so on."""
    return chr(65 + number) if number < 26 else _letters(number // 26 - 1) + chr(65 + number % 26)  # noqa: PLR2004


def _sheets(
    returned: Sequence[Returned], sheets: Mapping[str, FactorSet], raters: Mapping[str, str], seed: int
) -> list[SheetAgreement]:
    """Sheets that at least two raters used, each scale by itself."""
    made = []
    used = {spot.sheet for one in returned for spot in one.ratings}
    for name, sheet in sheets.items():
        if name not in used:
            continue
        for scale in sheet.scale:
            factors = [factor for factor in sheet.factor if find_scale(sheet, factor).id == scale.id]
            graded = tuple(label.id for label in scale.label if is_graded(label.id))
            rows = {factor.id: _rows(returned, raters, name, factor.id, graded) for factor in factors}
            if not any(rows.values()):
                continue
            every = [row for found in rows.values() for row in found.values()]
            made.append(
                SheetAgreement(
                    sheet.set.title,
                    scale,
                    _figures(every, len(graded), seed),
                    tuple((f, _figures([*rows[f.id].values()], len(graded), seed)) for f in factors if rows[f.id]),
                    tuple(
                        _spot(returned, raters, spot, factor, scale, graded, row)
                        for factor in factors
                        for spot, row in rows[factor.id].items()
                    ),
                )
            )
    return made


def _rows(
    returned: Sequence[Returned], raters: Mapping[str, str], sheet: str, factor: str, graded: tuple[str, ...]
) -> dict[Spot, Row]:
    """What each rater said of a factor, for each person and case that two or more rated."""
    found: dict[Spot, dict[str, int]] = {}
    for one in returned:
        for spot, rating in one.ratings.items():
            if (spot.sheet, spot.factor) == (sheet, factor):
                said = found.setdefault(spot, {})
                if rating.recent in graded:
                    said[one.rater] = graded.index(rating.recent)
    return {spot: tuple(said.get(rater) for rater in raters) for spot, said in sorted(found.items())}


def _figures(rows: Sequence[Row], labels: int, seed: int) -> Figures:
    rated = [row for row in rows if sum(label is not None for label in row) >= TWO]
    alpha = find_alpha(rated, labels)
    two = len(rows[0]) == TWO if rows else False
    return Figures(
        len(rated),
        share_agreeing(rated),
        alpha,
        find_interval(rated, labels, seed=seed),
        find_kappa(rated, labels) if two else None,
        "" if alpha is not None else _why_no_alpha(rated),
    )


def _why_no_alpha(rated: Sequence[Row]) -> str:
    if not rated:
        return "no two raters gave it a label"
    if len(rated) == 1:
        return "one thing rated: chance cannot be told from agreement"
    return "one label throughout: nothing to disagree about"


def _spot(
    returned: Sequence[Returned],
    raters: Mapping[str, str],
    spot: Spot,
    factor: Factor,
    scale: Scale,
    graded: tuple[str, ...],
    row: Row,
) -> FactorAgreement:
    by_label: dict[str, list[tuple[str, str]]] = {}
    for one in sorted(returned, key=lambda one: _in_order(raters[one.rater])):
        rating = one.ratings.get(spot)
        if rating and rating.recent:
            by_label.setdefault(rating.recent, []).append((raters[one.rater], rating.rationale or ""))
    order = [label.id for label in scale.label]
    titles = {label.id: label.title for label in scale.label}
    given = sorted(by_label.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
    sides = tuple(
        Side(label, titles.get(label, label), tuple(r for r, _ in said), tuple(said)) for label, said in given
    )
    rated = {rater for side in sides for rater in side.raters}
    absent = tuple(letter for letter in sorted(raters.values(), key=_in_order) if letter not in rated)
    return FactorAgreement(spot, factor.title, graded, sides, absent, share_agreeing([row]))
