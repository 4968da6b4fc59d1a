"""Correlates of Admission of Sexual Interest in Children: six items, met at three (DOMAIN 4.4).

It stands in for one missing item of CPORT, and says nothing of the risk to a particular child.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sjtool.model.instrument import Instrument, Rule
from sjtool.score.reading import Inputs
from sjtool.score.result import NOT_APPLICABLE, Result, result_of
from sjtool.score.yes_no_items import (
    GATE,
    item_points,
    missing_of,
    observed,
    read_age,
    read_items,
    tell_missing,
    why_not_for,
)


def compute(passport: Instrument, rule: Rule, given: Mapping[str, Any]) -> Result:
    """The result for one set of inputs; never raises for what they hold."""
    inputs = Inputs(given, (*GATE, *(item.id for item in rule.item)))
    age = read_age(inputs)
    reason = why_not_for(inputs, age, rule.least_age)
    answers = read_items(inputs, rule)

    result = result_of(passport, rule, inputs.used)
    gate = inputs.missing_of(GATE)
    if inputs.problems:
        return result(applicable=None, missing=gate, problems=tuple(inputs.problems))
    if reason:
        return result(applicable=False, reason=reason, band=NOT_APPLICABLE)
    if gate:
        return result(applicable=None, missing=gate, problems=(tell_missing(gate),))
    points = item_points(rule, answers)
    known, missing = observed(points), missing_of(answers)
    most = known + len(missing)
    return result(
        applicable=True,
        points=known,
        item_points=points,
        missing=missing,
        interval=(known, most),
        met=is_met(rule, known, most),
    )


def read_stand_in(rule: Rule, given: Mapping[str, Any]) -> tuple[str, Inputs]:
    """Whether the items alone meet the threshold, for a man the gate of another instrument has let through."""
    inputs = Inputs(given, [item.id for item in rule.item])
    answers = read_items(inputs, rule)
    known = observed(item_points(rule, answers))
    return is_met(rule, known, known + len(missing_of(answers))), inputs


def is_met(rule: Rule, least: int, most: int) -> str:
    """`met` where the known items reach the threshold, `not-met` where the missing ones cannot, else `undetermined`."""
    threshold = rule.met_at or 0
    if least >= threshold:
        return "met"
    return "not-met" if most < threshold else "undetermined"
