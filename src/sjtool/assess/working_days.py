"""Days counted: working days of England and Wales without weekends and bank holidays; weeks, months and years.

The days of the listed years are data (templates/clocks). For a year that is not listed the usual rule gives them:
the holidays of the Banking and Financial Dealings Act 1971, those proclaimed every year, and their substitute days.
What is proclaimed for one year alone, such as a coronation, no rule can know.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sjtool.model.clocks import Holiday, Unit

_SATURDAY, _SUNDAY = 5, 6
_MONTHS_OF_YEAR = 12
_DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class Counted:
    """Where a count ends, which bank holidays it left out, and whether it ran into years that are not listed."""

    on: date
    left_out: tuple[date, ...] = ()
    is_by_rule: bool = False
    is_last_day: bool = False


class WorkingDays:
    """Which days are worked on."""

    def __init__(self, holidays: Iterable[Holiday]) -> None:
        """The listed years are those that any listed day is in."""
        self._by_year: dict[int, dict[date, str]] = {}
        for holiday in holidays:
            self._by_year.setdefault(holiday.day.year, {})[holiday.day] = holiday.title
        self._listed = frozenset(self._by_year)

    def holiday(self, day: date) -> str | None:
        """What a bank holiday is called; None for any other day."""
        return self._of_year(day.year).get(day)

    def _of_year(self, year: int) -> Mapping[date, str]:
        """The bank holidays of a year: as listed, else by the usual rule."""
        if year not in self._by_year:
            self._by_year[year] = usual_holidays(year)
        return self._by_year[year]

    def is_listed(self, day: date) -> bool:
        """Whether the holidays of that year are data; else the usual rule gives them."""
        return day.year in self._listed

    def is_working(self, day: date) -> bool:
        """Whether it is a working day."""
        return day.weekday() < _SATURDAY and self.holiday(day) is None

    def count(self, start: date, number: int, *, counts_start_day: bool = False) -> Counted:
        """The working day of that number after the start. `counts_start_day`: the start is the first, if worked on."""
        day = start - timedelta(days=1) if counts_start_day else start
        left_out = []
        left = number
        while left:
            day += timedelta(days=1)
            if self.is_working(day):
                left -= 1
            elif day.weekday() < _SATURDAY:
                left_out.append(day)
        return Counted(day, tuple(left_out), not (self.is_listed(start) and self.is_listed(day)))

    def between(self, earlier: date, later: date) -> int:
        """Working days after the earlier day up to and with the later one; nothing where they are the other way."""
        weeks, more = divmod(max(0, (later - earlier).days), _DAYS_OF_WEEK)
        rest = (later - timedelta(days=n) for n in range(more))
        weekdays = weeks * _SATURDAY + sum(day.weekday() < _SATURDAY for day in rest)
        years = range(earlier.year, later.year + 1)
        off = (day for year in years for day in self._of_year(year) if day.weekday() < _SATURDAY)
        return weekdays - sum(earlier < day <= later for day in off)


def count_on(days: WorkingDays, start: date, number: int, unit: Unit, *, counts_start_day: bool = False) -> Counted:
    """Where a count of any unit ends. A month without such a day ends on its last."""
    if unit == "working-days":
        return days.count(start, number, counts_start_day=counts_start_day)
    earlier = timedelta(days=1 if counts_start_day else 0)
    if unit in {"days", "weeks"}:
        return Counted(start + timedelta(days=number * (_DAYS_OF_WEEK if unit == "weeks" else 1)) - earlier)
    on = add_months(start, number * (_MONTHS_OF_YEAR if unit == "years" else 1))
    return Counted(on - earlier, is_last_day=on.day != start.day)


def add_months(start: date, number: int) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    month = start.month - 1 + number
    year, month = start.year + month // _MONTHS_OF_YEAR, month % _MONTHS_OF_YEAR + 1
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1]))


def usual_holidays(year: int) -> dict[date, str]:
    """The bank holidays of England and Wales in a year without anything out of the ordinary, weekends left aside."""
    easter = easter_sunday(year)
    found = {
        **_new_year(year),
        easter - timedelta(days=2): "Good Friday",
        easter + timedelta(days=1): "Easter Monday",
        _monday_from(date(year, 5, 1)): "Early May bank holiday",
        _monday_from(date(year, 5, 25)): "Spring bank holiday",
        _monday_from(date(year, 8, 25)): "Summer bank holiday",
        **_christmas(year),
    }
    return dict(sorted(found.items()))


def easter_sunday(year: int) -> date:
    """Easter by the Gregorian computus (the anonymous algorithm)."""
    golden, century, of_century = year % 19, year // 100, year % 100
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - century // 4 - correction + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _monday_from(day: date) -> date:
    """That day if it is a Monday, else the next Monday."""
    return day + timedelta(days=-day.weekday() % _DAYS_OF_WEEK)


def _new_year(year: int) -> dict[date, str]:
    first = date(year, 1, 1)
    return {first: "New Year's Day"} if first.weekday() < _SATURDAY else {_monday_from(first): "New Year (substitute)"}


def _christmas(year: int) -> dict[date, str]:
    """Christmas Day and Boxing Day; for each on a weekend the next weekday that is not one of them."""
    found = {date(year, 12, d): t for d, t in ((25, "Christmas Day"), (26, "Boxing Day"))}
    worked = {day: title for day, title in found.items() if day.weekday() < _SATURDAY}
    for day, title in found.items():
        if day.weekday() >= _SATURDAY:
            substitute = _monday_from(day)
            while substitute in worked:
                substitute += timedelta(days=1)
            worked[substitute] = f"{title} (substitute)"
    return worked
