"""How a value comes to points, by the steps of a rule."""

from __future__ import annotations

from collections.abc import Sequence

from sjtool.model.instrument import Band, Rule, RuleItem, Step


def step_points(steps: Sequence[Step], value: int) -> int:
    """Points of the last step the value reaches; 0 below the first."""
    for step in reversed(steps):
        if value >= step.at_least:
            return step.points
    return 0


def answer_points(item: RuleItem, answer: str) -> int:
    """Points of one answer; 0 for one that has none."""
    return next((choice.points for choice in item.choice if choice.answer == answer), 0)


def band_of(bands: Sequence[Band], points: int) -> str:
    """The word of the last band the points reach."""
    return next(band.word for band in reversed(bands) if points >= band.at_least)


def items_of(rule: Rule) -> dict[str, RuleItem]:
    """The items of a rule by id."""
    return {item.id: item for item in rule.item}
