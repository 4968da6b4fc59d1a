"""A date as people type it."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from sjtool import clock

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_MONTH = r"(?P<month>[a-z]{3,9})\.?"
_WAYS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?",
        r"(?P<day>\d{1,2})(?P<gap>[/.-])(?P<month>\d{1,2})(?P=gap)(?P<year>\d{4})",
        r"(?P<day>\d{1,2})(?P<gap>[/.])(?P<month>\d{1,2})(?P=gap)(?P<year>\d{2})",
        r"(?P<day>\d{1,2})/(?P<month>\d{1,2})",
        rf"(?:(?:the )?{_DAY}(?: of)? )?{_MONTH}(?:,? (?P<year>\d{{4}}))?",
        rf"(?:the )?{_DAY}(?: of)? {_MONTH},? (?P<year>\d{{2}})",
        rf"{_MONTH} {_DAY},? (?P<year>\d{{4}})",
    )
)
_YEARS_AHEAD = 10
"""A year of two digits is one of this century up to so many years from now, else of the last."""
_SHORT_YEAR = 2
_TROUBLE = "Type a date such as 2 March 2026, March 2026 or 2026-03-02."
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_IN_TIME = re.compile(r"in (?P<count>an?|\d{1,3}|[a-z]{3,6}) (?P<span>day|week|fortnight|month|year)s?")
_WEEKDAY = re.compile(r"(?P<which>last |next |on |this )?(?P<name>[a-z]{3,9})")


def read_date(word: str, *, past: bool = False) -> tuple[str | None, str]:
    """A date as typed, or what to say: `2026-03-02`, `2 March`, `2/3/26`, `March 2026`, `2026`, `today`, `Tuesday`.

    With `past` the day has been, or is today: a date without a year is one that has been, a weekday the last one, and a
    later day is refused. Without it days may lie ahead: `tomorrow`, `in 2 weeks`; a weekday is the next one to come.
    """
    word = " ".join(word.lower().split())
    day = _find_spoken_day(word, past=past)
    if day and past and day > clock.today():
        return None, f"That day has not come yet. {_TROUBLE}"
    if day:
        return day.isoformat(), ""
    parts = _find_parts(word)
    if parts is None:
        return None, _TROUBLE
    year, month, number = parts
    full = _full_year(year)
    if past and len(year) == _SHORT_YEAR and full > clock.today().year:
        full -= 100
    value, trouble = _whole(full, month, number)
    if value and not year and past is is_ahead(value) and value != clock.today().isoformat()[: len(value)]:
        value, trouble = _whole(full + (-1 if past else 1), month, number)  # of the last year, or of the next
    if past and value and is_ahead(value):
        return None, f"That day has not come yet. {_TROUBLE}"
    return value, trouble


def day_to_come(value: object) -> str:
    """What to say of a day that has passed where one to come is meant; "" for one that has not."""
    return "" if str(value) >= clock.today().isoformat()[: len(str(value))] else "That day has passed."


def is_ahead(value: str) -> bool:
    """Whether a date, or part of one, begins after today."""
    return value > clock.today().isoformat()[: len(value)]


def _find_spoken_day(word: str, *, past: bool) -> date | None:
    """A day by how far it is from today, or by the name of its weekday."""
    today = clock.today()
    near = {"yesterday": -1, "today": 0, "tomorrow": 1}
    if word in near:
        return today + timedelta(days=near[word])
    return _find_day_in_time(word, today) or _find_weekday(word, today, past=past)


def _find_day_in_time(word: str, today: date) -> date | None:
    """`in 3 days`, `in two weeks`, `in a month`: a month or a year on, or its last day where it has no such day."""
    found = _IN_TIME.fullmatch(word)
    named = found["count"] if found else ""
    count = _NUMBERS.index(named) + 1 if named in _NUMBERS else 1 if named in {"a", "an"} else 0
    count = int(named) if named.isdecimal() else count
    if not found or not count:
        return None
    days = {"day": 1, "week": 7, "fortnight": 14}.get(found["span"], 0)
    if days:
        return today + timedelta(days=count * days)
    months = today.month - 1 + count * (12 if found["span"] == "year" else 1)
    year, month = today.year + months // 12, months % 12 + 1
    return date(year, month, min(today.day, monthrange(year, month)[1]))


def _find_weekday(word: str, today: date, *, past: bool) -> date | None:
    """The latest day of that name before today, or the first after it; `next Tuesday` is that of the week to come."""
    found = _WEEKDAY.fullmatch(word)
    names = [n for n, name in enumerate(_WEEKDAYS) if found and name.startswith(found["name"])]
    if not found or not names:
        return None
    which, weekday = (found["which"] or "").strip(), names[0]
    if which == "next":
        return today + timedelta(days=7 - today.weekday() + weekday)
    if which == "last" or (past and which != "this"):
        return today - timedelta(days=(today.weekday() - weekday - 1) % 7 + 1)
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)


def _find_parts(word: str) -> tuple[str, str, str] | None:
    """Year, month and day as digits, empty where not typed; None where it is not the shape of a date."""
    for way in _WAYS:
        found = way.fullmatch(word)
        if found:
            typed = {"month": "", "day": "", "year": "", **found.groupdict("")}
            month = typed["month"] if not typed["month"].isalpha() else str(_find_month(typed["month"]) or "")
            if bool(month) == bool(typed["month"]):
                return typed["year"], month, typed["day"]
    return None


def _find_month(word: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where it is none."""
    word = "september" if word == "sept" else word
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _full_year(year: str) -> int:
    """The year as typed, of two digits made whole; this year where none was typed."""
    now = clock.today().year
    if len(year) != _SHORT_YEAR:
        return int(year or now)
    whole = now - now % 100 + int(year)
    return whole if whole <= now + _YEARS_AHEAD else whole - 100


def _whole(year: int, month: str, day: str) -> tuple[str | None, str]:
    try:
        date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None, f"There is no such day. {_TROUBLE}"
    parts = [f"{year:04d}", *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts), ""
