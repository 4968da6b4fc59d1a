"""What a tool result came to, in words: points, range, what a percentage is of, and how old it is.

A figure is never said alone: points with the most there can be, a percentage with what it is a share of and in whom.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date

from sjtool.assess.judging import Outcome
from sjtool.dates import days_between
from sjtool.model.appraisal import ToolResult
from sjtool.model.instrument import Instrument, ResultScale, Rule
from sjtool.text import count_words

YIELDS = "indicative; yields to the official result"
NO_RATE = "none: no rate and no level goes with a number of items here (the authors' table has not been read)"
_A_FORTNIGHT, _TWO_MONTHS, _TWO_YEARS = 14, 60, 24
_PERIOD_OPEN = "over what time is to be verified"


def scale_of(passport: Instrument | None, result: ToolResult) -> ResultScale | None:
    """The scale of a passport that a result is on."""
    scales = passport.scale if passport else ()
    return next((s for s in scales if result.scale in (None, s.id) and s.construct_ == result.construct_), None)


def figures(passport: Instrument | None, result: ToolResult) -> Iterator[tuple[str, str]]:
    """Every figure of a result under a label, with what it is a figure of; nothing for what it does not have."""
    rule = passport.rule if passport else None
    before = result.band_before_reduction
    if before and before != (result.level or result.band):
        yield "Before lowering", spaced(before)
    if result.decided_by:
        yield ("Decided by" if result.level or result.band else "How counted"), result.decided_by
    if result.points is not None:
        yield "Points", say_points(rule, result.points)
    if result.item_points:
        yield "Items", "; ".join(_say_item(rule, words) for words in result.item_points)
    if say_interval(result):
        yield "Interval", say_interval(result)
    if result.percentage is not None:
        yield "Percentage", say_percentage(passport, result)
    if has_no_rate(rule, result):
        yield "Rate", NO_RATE


def has_no_rate(rule: Rule | None, result: ToolResult) -> bool:
    """Whether a count was worked out here with which neither a level nor a rate goes."""
    rated = rule is None or rule.band or rule.tier or rule.percentage or rule.met_at is not None
    return result.origin == "computed" and not rated


def say_points(rule: Rule | None, points: int) -> str:
    """`34 of 64`, where the rule says what the most is."""
    return f"{points} of {rule.maximum}" if rule and rule.maximum else str(points)


def say_interval(result: ToolResult) -> str:
    """`2 to 3, one item missing`: what the missing items leave open; "" where they leave nothing."""
    ends = [f"{end:g}" for end in result.interval]
    if len(set(ends)) <= 1:
        return ""
    missing = f", {_count_missing(len(result.missing_items))}" if result.missing_items else ""
    return " to ".join(ends) + missing


def _count_missing(number: int) -> str:
    return "one item missing" if number == 1 else f"{count_words(number, 'item')} missing"


def say_percentage(passport: Instrument | None, result: ToolResult) -> str:
    """A percentage with what it is a share of, in whom and over what time, or that this is not known."""
    curve = passport.rule.percentage if passport and passport.rule else None
    scale = scale_of(passport, result)
    places = ".2f" if result.origin == "computed" else "g"
    share = f"{result.percentage:{places}} %"
    if curve:
        return f"{share}: {curve.of_what}, {curve.in_whom}. {curve.period[:1].upper()}{curve.period[1:]} (to verify)."
    if scale:
        of_what = scale.predicts.partition(". ")[0].removesuffix(".")
        return f"{share}: {of_what[:1].lower()}{of_what[1:]}; {_PERIOD_OPEN}."
    return f"{share}; of what, in whom and over what time the result does not say."


def _say_item(rule: Rule | None, words: str) -> str:
    """One item by its title, with its points: `Contact sanctions, adult victims 5`."""
    name, _, points = words.partition(" ")
    title = next((item.title for item in rule.item if item.id == name), name) if rule else name
    return f"{title} {points}".rstrip()


def say_stand(outcome: Outcome) -> str:
    """How a result stands to others of its scale: official, indicative, or indicative beside an official one."""
    if outcome.leads:
        return f"{YIELDS} ({outcome.leads.id})"
    return "official" if outcome.result.origin == "received" else "indicative"


def say_age(dated_on: str | None, day: date) -> str:
    """How old a result is on a day: `3 weeks old`, `2 years and 3 months old`; a date known in part gives the least.

    Nothing is said of one that was made that day.
    """
    if not dated_on:
        return ""
    least = "" if len(dated_on) >= len("2026-03-02") else "at least "
    whole = _last_day(dated_on)
    days = days_between(whole.isoformat(), day) or 0
    if days < 0:
        return "" if least else "dated after this day"
    if days == 0:
        return ""
    return f"{least}{_span(whole, day, days)} old"


def _last_day(dated_on: str) -> date:
    """The last day that a date, as far as it is known, can be."""
    year, month, day = (*(int(part) for part in dated_on[:10].split("-")), 0, 0)[:3]
    month = month or 12
    return date(year, month, day or calendar.monthrange(year, month)[1])


def _span(since: date, until: date, days: int) -> str:
    """Days for a fortnight, weeks for two months, months for two years, then years and months."""
    if days < _A_FORTNIGHT:
        return count_words(days, "day")
    if days < _TWO_MONTHS:
        return count_words(days // 7, "week")
    months = (until.year - since.year) * 12 + until.month - since.month - (until.day < since.day)
    if months < _TWO_YEARS:
        return count_words(months, "month")
    years, rest = divmod(months, 12)
    return count_words(years, "year") + (f" and {count_words(rest, 'month')}" if rest else "")


def spaced(word: str) -> str:
    """A coded word as people write it."""
    return word.replace("-", " ")
