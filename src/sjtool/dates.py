"""Dates in words, as British readers write them; partial dates stay partial."""

from __future__ import annotations

from datetime import date, datetime

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def day_words(text: str | None) -> str:
    """`2026-03-02` as `2 March 2026`, `2026-03` as `March 2026`; nothing for nothing."""
    if not text:
        return ""
    parts = text[:10].split("-")
    if len(parts) == 1:
        return parts[0]
    month = _MONTHS[int(parts[1]) - 1]
    return f"{month} {parts[0]}" if len(parts) == 2 else f"{int(parts[2])} {month} {parts[0]}"  # noqa: PLR2004


def moment_words(moment: datetime) -> str:
    """A time of recording: `2 March 2026, 09:10 UTC`."""
    return f"{day_words(moment.date().isoformat())}, {moment:%H:%M} {moment.tzname() or ''}".strip()


def days_between(earlier: str | None, later: date) -> int | None:
    """Whole days from a date as recorded to a day; None where the date is partial or missing."""
    if not earlier or len(earlier) < 10:  # noqa: PLR2004
        return None
    return (later - date.fromisoformat(earlier[:10])).days
