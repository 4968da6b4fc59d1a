"""Move every date of a case by the same number of days: intervals hold, and so do days of the week."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        1,
    )
    for name in names
}
_LONG = tuple(name.capitalize() for name, _number in sorted(_MONTHS.items(), key=lambda pair: -len(pair[0])))
_NAMES = [next(name for name, number in _MONTHS.items() if number == month).capitalize() for month in range(1, 13)]
MONTH = "|".join(_LONG)
_ORDINAL = "(?:st|nd|rd|th)?"
IN_TEXT = (
    r"(?<![\w.])(?P<iso>\d{4}-\d{2}-\d{2})(?![\d-])"
    r"|(?<![\w.-])(?P<isomonth>\d{4}-(?:0[1-9]|1[0-2]))(?![\d-])"
    r"|(?<![\w.])(?P<sd>\d{1,2})[/.](?P<sm>\d{1,2})[/.](?P<sy>\d{4}|\d{2})(?![\w])"
    rf"|(?<!\w)(?P<wd>\d{{1,2}}){_ORDINAL} (?:of )?(?P<wm>{MONTH})\b\.?(?:,? (?P<wy>\d{{4}}))?(?!\w)"
    rf"|(?<!\w)(?P<um>{MONTH})\.? (?P<ud>\d{{1,2}}){_ORDINAL}(?:,? (?P<uy>\d{{4}}))?(?!\w)"
    rf"|(?<!\w)(?P<mm>{MONTH})\.? (?P<my>\d{{4}})(?!\w)"
)
"""Dates as they are written in running text. What only a reader can tell (the 22nd, last spring) is not moved."""
GONE = "[date left out]"


@dataclass(frozen=True)
class Days:
    """The one number of days, a multiple of seven."""

    number: int

    def moment(self, moment: datetime) -> datetime | None:
        """A time, moved; nothing where there is no such time."""
        try:
            return moment + timedelta(days=self.number)
        except OverflowError:
            return None

    def partial(self, text: str) -> str | None:
        """A day, month or year, moved and no more exact than before; a month moves from its middle, as a year does."""
        middle = {4: f"{text}-07-01", 7: f"{text}-15"}.get(len(text), text)
        try:
            return (date.fromisoformat(middle) + timedelta(days=self.number)).isoformat()[: len(text)]
        except (ValueError, OverflowError):
            return None

    def in_text(self, found: re.Match[str], year: int) -> str:
        """A date in running text, moved and written as it was; `year` is the one meant where none is named."""
        parts = found.groupdict()
        for key in ("iso", "isomonth"):
            if parts.get(key):
                return self.partial(parts[key]) or GONE
        if parts.get("sd"):
            full = parts["sy"] if len(parts["sy"]) == len("2026") else f"20{parts['sy']}"
            moved = self._day(full, parts["sm"], parts["sd"])
            return f"{moved:%d/%m/%Y}" if moved else GONE
        if parts.get("mm"):
            month = self.partial(f"{parts['my']}-{_MONTHS[parts['mm'].lower()]:02d}")
            return f"{_NAMES[int(month[5:]) - 1]} {month[:4]}" if month else GONE
        key = "w" if parts.get("wd") else "u"
        named = parts[f"{key}y"]
        moved = self._day(named or str(year), str(_MONTHS[parts[f"{key}m"].lower()]), parts[f"{key}d"])
        if moved is None:
            return GONE
        said = f"{moved.day} {_NAMES[moved.month - 1]}"
        return f"{said} {moved.year}" if named else said

    def _day(self, year: str, month: str, day: str) -> date | None:
        try:
            return date(int(year), int(month), int(day)) + timedelta(days=self.number)
        except (ValueError, OverflowError):
            return None
