"""Direct Contact Sexual Reoffending Predictor: points, band, percentage, and one band down for years free of offences.

Rules: Ministry of Justice, public scoring code (DOMAIN 3.3.1 to 3.3.3, 3.3.5). Every figure stands in the passport.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sjtool.model.instrument import Instrument, Rule
from sjtool.score.points import answer_points, band_of, items_of, step_points
from sjtool.score.predictors import SEXUAL_COUNTS, check_counts, read_counts, why_not_applicable
from sjtool.score.reading import Inputs, completed_years
from sjtool.score.result import NOT_APPLICABLE, Result, result_of

REQUIRED = (
    "gender",
    "ever_sexual_offence",
    "date_of_birth",
    "start_of_follow_up",
    *SEXUAL_COUNTS,
    "total_sanctions",
    "last_sexual_offence_on",
    "supervision",
)
_OPTIONAL = ("assessment_date", "last_offence_on", "stranger_victim")
KEYS = (*REQUIRED, *_OPTIONAL)
_OLDEST = 110
_YOUNGEST_SANCTION = 10
_COUNTED = ("adult_contact_sanctions", "child_contact_sanctions", "non_contact_sanctions", "total_sanctions")
_AGES = ("start_of_follow_up", "last_sexual_offence_on")
ITEMS = frozenset({*_COUNTED, *_AGES, "stranger_victim"})
_DAYS = ("date_of_birth", "start_of_follow_up", "assessment_date", "last_sexual_offence_on", "last_offence_on")


@dataclass(frozen=True)
class _Read:
    """The inputs as typed values; what is missing or wrong is None."""

    gender: str | None
    ever: bool | None
    counts: Mapping[str, int | None]
    days: Mapping[str, date | None]
    supervision: str | None
    stranger: str | None


def compute(passport: Instrument, rule: Rule, given: Mapping[str, Any]) -> Result:
    """The result for one set of inputs; never raises for what they hold."""
    inputs = Inputs(given, KEYS)
    read = _read(inputs)
    result = result_of(passport, rule, inputs.used)
    missing = inputs.missing_of(REQUIRED)
    if inputs.problems:
        return result(applicable=None, missing=missing, problems=tuple(inputs.problems))
    reason = why_not_applicable(read.gender, ever=read.ever) or _too_young(rule, read.days)
    if reason:
        return result(applicable=False, reason=reason, band=NOT_APPLICABLE)
    if missing:
        told = f"missing: {', '.join(missing)}; nothing is filled in for what is not known"
        return result(applicable=None, missing=missing, problems=(told,))
    item_points = _item_points(rule, read)
    points = sum(item_points.values())
    before = band_of(rule.band, points)
    after, decided_by = _reduce(rule, before, read.supervision or "", read.days)
    return result(
        applicable=True,
        points=points,
        item_points=item_points,
        percentage=percentage_of(rule, points),
        band=after,
        band_before_reduction=before,
        reduction_applied=after != before,
        decided_by=decided_by,
        missing=inputs.missing_of(_OPTIONAL),
    )


def _read(inputs: Inputs) -> _Read:
    """Every input, and a problem for each that is wrong by itself or beside another."""
    gender = inputs.choice("gender", ("male", "female"))
    ever = inputs.truth("ever_sexual_offence")
    counts = read_counts(inputs)
    total = inputs.count("total_sanctions", 0 if ever is False else 1)
    days = {key: inputs.day(key) for key in _DAYS}
    supervision = inputs.choice("supervision", ("community", "custody", "remand"))
    stranger = inputs.choice("stranger_victim", ("yes", "no", "unknown"))
    check_counts(inputs, counts, total, ever=ever)
    if ever is False and days["last_sexual_offence_on"]:
        inputs.problems.append("ever_sexual_offence is false and last_sexual_offence_on is given")
    _check_days(inputs, days)
    return _Read(gender, ever, {**counts, "total_sanctions": total}, days, supervision, stranger)


def percentage_of(rule: Rule, points: int) -> float | None:
    """The published curve, to two decimals; 0 for no points, as the rule has it."""
    curve = rule.percentage
    if curve is None:
        return None
    if curve.zero_at_no_points and points == 0:
        return 0.0
    odds = math.exp(curve.intercept + curve.slope * points)
    return round(100 * odds / (1 + odds), 2)


def _item_points(rule: Rule, read: _Read) -> dict[str, int]:
    """Points of each item of the scale, by its id."""
    items, born = items_of(rule), read.days["date_of_birth"]
    found = {key: step_points(items[key].step, read.counts[key] or 0) for key in _COUNTED}
    for key in _AGES:
        day = read.days[key]
        found[key] = step_points(items[key].step, completed_years(born, day)) if born and day else 0
    return {**found, "stranger_victim": answer_points(items["stranger_victim"], read.stranger or "unknown")}


def _reduce(rule: Rule, band: str, supervision: str, days: Mapping[str, date | None]) -> tuple[str, str]:
    """The band after the reduction for time free of offences, and which condition decided."""
    reduction, on = rule.reduction, days["assessment_date"]
    if reduction is None or band not in reduction.lower:
        return band, "the band is the lowest already"
    if supervision in reduction.not_in:
        return band, f"not reduced: in {supervision}"
    if on is None:
        return band, "not reduced: without assessment_date nothing shows that the years have passed"
    for key, words in (
        ("last_offence_on", "the last offence of any kind"),
        ("last_sexual_offence_on", "the last sexual offence"),
        ("start_of_follow_up", "the start of follow-up"),
    ):
        since = days[key]
        if since is not None and completed_years(since, on) < reduction.years:
            return band, f"not reduced: less than {reduction.years} completed years since {words}"
    return reduction.lower[band], f"reduced by one band: {reduction.years} completed years and more on every count"


def _too_young(rule: Rule, days: Mapping[str, date | None]) -> str:
    born, start = days["date_of_birth"], days["start_of_follow_up"]
    if born and start and completed_years(born, start) < rule.least_age:
        return f"it is for adults: under {rule.least_age} at the start of follow-up"
    return ""


def _check_days(inputs: Inputs, days: Mapping[str, date | None]) -> None:
    """Name every pair of days that cannot be, and every age that cannot."""
    born, on = days["date_of_birth"], days["assessment_date"]
    for key, day in days.items():
        if born is None or day is None or key == "date_of_birth":
            continue
        if day < born:
            inputs.problems.append(f"{key} lies before date_of_birth")
        elif completed_years(born, day) >= _OLDEST:
            inputs.problems.append(f"{key} comes to an age of {_OLDEST} or more: one of the two dates is wrong")
        elif key == "last_sexual_offence_on" and completed_years(born, day) < _YOUNGEST_SANCTION:
            inputs.problems.append(f"{key} comes to an age under {_YOUNGEST_SANCTION}, at which nobody is sanctioned")
    last, last_sexual = days["last_offence_on"], days["last_sexual_offence_on"]
    if last and last_sexual and last < last_sexual:
        inputs.problems.append("last_offence_on lies before last_sexual_offence_on, which is an offence too")
    for key in ("last_offence_on", "last_sexual_offence_on"):
        day = days[key]
        if day and on and day > on:
            inputs.problems.append(f"{key} lies after assessment_date")
