"""Move every date of a case by the same number of days: intervals hold, and so do days of the week."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sjtool.commands.redact_months import MONTH_OUT
from sjtool.commands.redact_written import IN_TEXT, MONTH, MONTHS, year_in_full

GONE = "[date left out]"
_NAMES = [next(name for name, number in MONTHS.items() if number == month).capitalize() for month in range(1, 13)]
Parts = Mapping[str, str]
__all__ = ["GONE", "IN_TEXT", "MONTH", "Days"]


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
        parts = {key: value for key, value in found.groupdict().items() if value}
        write = next(write for key, write in _WRITERS.items() if key in parts)
        return write(self, parts, year) or GONE

    def _compact(self, parts: Parts, _year: int) -> str | None:
        moved = self._day(parts["cy"], parts["cm"], parts["cd"])
        return f"{moved:%Y%m%d}" if moved else None

    def _year_first(self, parts: Parts, _year: int) -> str | None:
        moved = self._day(parts["iy"], parts["im"], parts["id"])
        numbers = (str(moved.year), _like(moved.month, parts["im"]), _like(moved.day, parts["id"])) if moved else ()
        return parts["is"].join(numbers) or None

    def _year_and_month(self, parts: Parts, _year: int) -> str | None:
        return self.partial(f"{parts['ny']}-{parts['nm']}")

    def _figures(self, parts: Parts, year: int) -> str | None:
        named = parts.get("sy") or parts["st"]
        moved = self._day(year_in_full(named, year), parts["sm"], parts["sd"])
        if moved is None:
            return None
        new_year = str(moved.year)[-len(named) :]
        return parts["ss"].join((_like(moved.day, parts["sd"]), _like(moved.month, parts["sm"]), new_year))

    def _month_and_year(self, parts: Parts, _year: int) -> str | None:
        moved = self._of_month(parts["oy"], int(parts["om"]))
        return f"{_like(moved[1], parts['om'])}{parts['os']}{moved[0]}" if moved else None

    def _two_numbers(self, parts: Parts, year: int) -> str | None:
        """A day and a month, or where there is no such day a month and a year."""
        first, second = parts["pd"], parts["pm"]
        day = self._day(str(year), second, first)
        if day:
            return f"{_like(day.day, first)}/{_like(day.month, second)}"
        moved = self._of_month(year_in_full(second, year), int(first))
        return f"{_like(moved[1], first)}/{moved[0][2:]}" if moved else None

    def _day_first(self, parts: Parts, year: int) -> str | None:
        """A day or several of a month in words: `4 March`, `4-6 March 2026`."""
        named = parts.get("wy") or parts.get("wt")
        month = str(MONTHS[(parts.get("wm") or parts["vm"]).lower()])
        of_year = year_in_full(named, year) if named else str(year)
        last = self._day(of_year, month, parts["wd"])
        listed = re.split(r"(\d+)(?:st|nd|rd|th)?", parts.get("wl", ""))
        days = [self._day(of_year, month, day) for day in listed[1::2]]
        if last is None or None in days:
            return None
        before = "".join(
            f"{_of_month(day, last)}{between}" for day, between in zip(days, listed[2::2], strict=True) if day
        )
        return f"{before}{_in_words(last, named)}"

    def _month_first(self, parts: Parts, year: int) -> str | None:
        named = parts.get("uy") or parts.get("ut")
        of_year = year_in_full(named, year) if named else str(year)
        moved = self._day(of_year, str(MONTHS[parts["um"].lower()]), parts["ud"])
        return _in_words(moved, named) if moved else None

    def _month(self, parts: Parts, year: int) -> str | None:
        moved = self._of_month(year_in_full(parts.get("my") or parts["mt"], year), MONTHS[parts["mm"].lower()])
        return f"{_NAMES[moved[1] - 1]} {moved[0]}" if moved else None

    def _span(self, parts: Parts, _year: int) -> str | None:
        """From a year to a year: `2019-21`."""
        first, last = parts["fy"], parts["ty"]
        new, until = self.partial(first), self.partial(first[: -len(last)] + last)
        return f"{new}{parts['fs']}{until[-len(last) :]}" if new and until else None

    def _year(self, parts: Parts, _year: int) -> str | None:
        return self.partial(parts["yy"])

    def _bare_month(self, parts: Parts, year: int) -> str | None:
        """A month alone, of the year in which the record was made."""
        moved = self._of_month(str(year), MONTHS[parts["bm"].lower()]) if year else None
        return _as_written(_NAMES[moved[1] - 1], parts["bm"]) if moved else MONTH_OUT

    def _born(self, parts: Parts, year: int) -> str | None:
        """A day of birth in figures behind `DOB`."""
        named = parts["by"]
        moved = self._day(year_in_full(named, year), parts["bn"], parts["bd"])
        if moved is None:
            return f"{parts['bl']}{GONE}"
        figures = (f"{moved.day:02d}", f"{moved.month:02d}", str(moved.year)[-len(named) :])
        return parts["bl"] + parts.get("bs", "").join(figures)

    def _short_year(self, parts: Parts, year: int) -> str | None:
        """`born in '87`."""
        moved = self.partial(year_in_full(parts["qy"], year))
        return parts["qt"] + moved[2:] if moved else None

    def _of_month(self, year: str, month: int) -> tuple[str, int] | None:
        """The year and the month that a month becomes."""
        moved = self.partial(f"{year}-{month:02d}")
        return (moved[:4], int(moved[5:])) if moved else None

    def _day(self, year: str, month: str, day: str) -> date | None:
        try:
            return date(int(year), int(month), int(day)) + timedelta(days=self.number)
        except (ValueError, OverflowError):
            return None


_WRITERS: dict[str, Callable[[Days, Parts, int], str | None]] = {
    "cy": Days._compact,  # noqa: SLF001 - one table for the ways a date is written
    "iy": Days._year_first,  # noqa: SLF001
    "ny": Days._year_and_month,  # noqa: SLF001
    "sd": Days._figures,  # noqa: SLF001
    "oy": Days._month_and_year,  # noqa: SLF001
    "pd": Days._two_numbers,  # noqa: SLF001
    "wd": Days._day_first,  # noqa: SLF001
    "ud": Days._month_first,  # noqa: SLF001
    "mm": Days._month,  # noqa: SLF001
    "fy": Days._span,  # noqa: SLF001
    "yy": Days._year,  # noqa: SLF001
    "qy": Days._short_year,  # noqa: SLF001
    "bl": Days._born,  # noqa: SLF001
    "bm": Days._bare_month,  # noqa: SLF001
}
"""By the group of `IN_TEXT` that only this way of writing has."""


def _as_written(month: str, was: str) -> str:
    """A month in capitals or in small letters, as the one it stands for."""
    return month.upper() if was.isupper() else month.lower() if was.islower() else month


def _like(number: int, was: str) -> str:
    """A number of two figures where the one it stands for had two."""
    return f"{number:0{len(was)}d}"


def _of_month(day: date, last: date) -> str:
    """A day of several; its month is said where it is not that of the last one."""
    return str(day.day) if day.month == last.month else f"{day.day} {_NAMES[day.month - 1]}"


def _in_words(day: date, named: str | None) -> str:
    said = f"{day.day} {_NAMES[day.month - 1]}"
    return f"{said} {day.year}" if named else said
