"""Images and Indirect Contact Sexual Reoffending Predictor: a hierarchy, of which the first line that fits decides.

Rules: Ministry of Justice, public scoring code (DOMAIN 3.3.4, 3.3.5). Its lowest line is taken as any other sexual
sanction; the "and" of the code of August 2026 is noted in the passport.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sjtool.model.instrument import Instrument, Rule, Tier
from sjtool.score.predictors import SEXUAL_COUNTS, check_counts, read_counts, why_not_applicable
from sjtool.score.reading import Inputs
from sjtool.score.result import NOT_APPLICABLE, Result, result_of

REQUIRED = ("gender", "ever_sexual_offence", *SEXUAL_COUNTS)
KEYS = (*REQUIRED, "total_sanctions")
_ALSO = (
    "date_of_birth",
    "start_of_follow_up",
    "assessment_date",
    "last_sexual_offence_on",
    "last_offence_on",
    "stranger_victim",
    "supervision",
)
"""Inputs of the other predictor, which a file for both holds: read by nobody here, and no fault."""


def compute(passport: Instrument, rule: Rule, given: Mapping[str, Any]) -> Result:
    """The result for one set of inputs; never raises for what they hold."""
    inputs = Inputs(given, (*KEYS, *_ALSO))
    gender = inputs.choice("gender", ("male", "female"))
    ever = inputs.truth("ever_sexual_offence")
    counts = read_counts(inputs)
    total = inputs.count("total_sanctions", 0 if ever is False else 1)
    check_counts(inputs, counts, total, ever=ever)

    result = result_of(passport, rule, inputs.used)
    missing = inputs.missing_of(REQUIRED)
    if inputs.problems:
        return result(applicable=None, missing=missing, problems=tuple(inputs.problems))
    reason = why_not_applicable(gender, ever=ever)
    if reason:
        return result(applicable=False, reason=reason, band=NOT_APPLICABLE)
    if missing:
        told = f"missing: {', '.join(missing)}; nothing is filled in for what is not known"
        return result(applicable=None, missing=missing, problems=(told,))
    tier = next((tier for tier in rule.tier if fits(tier, counts)), None)
    if tier is None:
        return result(applicable=None, problems=("no line of the rule in the passport fits these counts",))
    percentage = round(tier.percentage, 2)
    return result(applicable=True, percentage=percentage, band=tier.word, decided_by=tier.words)


def fits(tier: Tier, counts: Mapping[str, int | None]) -> bool:
    """Whether a line of the hierarchy is met."""
    if tier.item is not None:
        return (counts[tier.item] or 0) >= tier.at_least
    return any(counts[key] for key in tier.any_of)
