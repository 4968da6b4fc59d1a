"""Child Pornography Offender Risk Tool: seven items, a range where one is missing, no total where two are.

Rules: DOMAIN 4.1, 4.2. No rate is given for a score: the table of rates has not been read (DOMAIN 4.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sjtool.model.instrument import Instrument, Rule
from sjtool.score import casic
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

INTEREST = "sexual_interest_indicated"
_YOUNG = "age_35_or_younger"
ITEMS = frozenset({INTEREST, _YOUNG})
_OLDEST_YOUNG = 35


def compute(passport: Instrument, rule: Rule, given: Mapping[str, Any], casic_rule: Rule) -> Result:
    """The result for one set of inputs; CASIC's items may be given under `casic`. Never raises for what they hold."""
    inputs = Inputs(given, (*GATE, *(item.id for item in rule.item), "casic"))
    age = read_age(inputs)
    reason = why_not_for(inputs, age, rule.least_age)
    answers = read_items(inputs, rule)
    if age is not None and age > _OLDEST_YOUNG and answers[_YOUNG] == "yes":
        inputs.problems.append(
            f"{_YOUNG} is yes and age_at_offence is {age}: an investigation does not come before its offence"
        )
    stand_in = _read_casic(inputs, given, casic_rule)

    result = result_of(passport, rule, inputs.used)
    gate = inputs.missing_of(GATE)
    if inputs.problems:
        return result(applicable=None, missing=gate, problems=tuple(inputs.problems))
    if reason:
        return result(applicable=False, reason=reason, band=NOT_APPLICABLE)
    if gate:
        return result(applicable=None, missing=gate, problems=(tell_missing(gate),))
    return result(applicable=True, **_total(rule, answers, stand_in))


def _total(rule: Rule, answers: Mapping[str, str], stand_in: str | None) -> dict[str, Any]:
    """Points and range; none of either where more items are missing than the authors allow."""
    stands_in = answers[INTEREST] == "missing" and stand_in == "met"
    counted = {**answers, INTEREST: "yes"} if stands_in else dict(answers)
    points, missing = item_points(rule, counted), missing_of(counted)
    shared = {"item_points": points, "missing": missing, "stands_in": (INTEREST,) if stands_in else ()}
    if len(missing) > rule.may_miss:
        told = f"no total: {len(missing)} items are missing, and the authors allow {rule.may_miss}"
        return {**shared, "decided_by": told}
    known = observed(points)
    told = "CASIC is met and stands in for the missing item on sexual interest" if stands_in else ""
    return {**shared, "points": known, "interval": (known, known + len(missing)), "decided_by": told}


def _read_casic(inputs: Inputs, given: Mapping[str, Any], rule: Rule) -> str | None:
    """Whether CASIC is met, by its own items; None where they were not given."""
    items = given.get("casic")
    if items is None:
        return None
    if not isinstance(items, Mapping):
        inputs.problems.append("casic must hold CASIC's items, each yes, no or missing")
        return None
    met, read = casic.read_stand_in(rule, items)
    inputs.used["casic"] = read.used
    inputs.problems.extend(f"casic: {told}" for told in read.problems)
    return met
