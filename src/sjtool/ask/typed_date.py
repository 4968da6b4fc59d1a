"""A date as people type it."""

from __future__ import annotations

import re
from datetime import date

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
_TROUBLE = "Type a date such as 2 March 2026, March 2026 or 2026-03-02."


def read_date(word: str) -> tuple[str | None, str]:
    """`2026-03-02`, `2 March 2026`, `2/3/2026`, `March 2026`, `2026`, `today`; or None and what to say."""
    word = word.strip().lower()
    if word == "today":
        return clock.today().isoformat(), ""
    iso = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", word)
    if iso:
        return _whole(int(iso[1]), iso[2], iso[3])
    slashed = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", word)
    if slashed:
        return _whole(int(slashed[3]), slashed[2], slashed[1])
    named = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?(?:\s+(\d{4}))?", word)
    month = _find_month(named[2]) if named else 0
    if named and month:
        return _whole(int(named[3] or clock.today().year), str(month), named[1])
    return None, _TROUBLE


def _find_month(word: str) -> int:
    """The number of a month by its name or the beginning of it; 0 where it is none."""
    word = "september" if word == "sept" else word
    return next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)


def _whole(year: int, month: str | None, day: str | None) -> tuple[str | None, str]:
    try:
        date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None, f"There is no such day. {_TROUBLE}"
    parts = [f"{year:04d}", *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts), ""
