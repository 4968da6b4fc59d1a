"""Days counted by hand, with a calendar beside it: bank holidays, substitutes, Easter, month ends, leap years."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.assess.working_days import WorkingDays, add_months, count_on, easter_sunday, usual_holidays
from sjtool.model.clocks import Holiday, Unit
from sjtool.store.library import Library

LISTED = Library().clocks().holiday
DAYS = WorkingDays(LISTED)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "number", "on", "left_out"),
    [
        ("2026-02-27", 15, "2026-03-20", []),  # three whole weeks
        ("2026-02-28", 15, "2026-03-20", []),  # from a Saturday
        ("2026-03-01", 15, "2026-03-20", []),  # from a Sunday
        ("2026-03-02", 15, "2026-03-23", []),
        ("2026-03-12", 15, "2026-04-02", []),  # the day before Good Friday
        ("2026-03-13", 15, "2026-04-07", ["2026-04-03", "2026-04-06"]),  # one later, over Easter
        ("2026-04-03", 1, "2026-04-07", ["2026-04-06"]),  # from Good Friday itself
        ("2026-12-11", 15, "2027-01-06", ["2026-12-25", "2026-12-28", "2027-01-01"]),  # Boxing Day on a Saturday
        ("2027-12-13", 15, "2028-01-06", ["2027-12-27", "2027-12-28", "2028-01-03"]),  # both, and New Year's Day
        ("2022-12-23", 1, "2022-12-28", ["2022-12-26", "2022-12-27"]),  # Christmas Day on a Sunday
        ("2020-12-24", 1, "2020-12-29", ["2020-12-25", "2020-12-28"]),
        ("2022-06-01", 1, "2022-06-06", ["2022-06-02", "2022-06-03"]),  # moved for the jubilee
        ("2022-05-27", 1, "2022-05-30", []),  # and so no holiday on the last Monday of May
        ("2022-09-16", 1, "2022-09-20", ["2022-09-19"]),  # one day of its own
        ("2020-05-01", 1, "2020-05-04", []),  # moved to the Friday
        ("2020-05-07", 1, "2020-05-11", ["2020-05-08"]),
        ("2023-05-05", 1, "2023-05-09", ["2023-05-08"]),
        ("2024-02-28", 2, "2024-03-01", []),  # 29 February is worked on
        ("2026-03-02", 42, "2026-05-01", ["2026-04-03", "2026-04-06"]),
        ("2026-03-03", 42, "2026-05-05", ["2026-04-03", "2026-04-06", "2026-05-04"]),
    ],
)
def test_working_days_after_a_day(start: str, number: int, on: str, left_out: list[str]) -> None:
    found = DAYS.count(day(start), number)
    assert (found.on, [*found.left_out]) == (day(on), [day(text) for text in left_out])
    assert not found.is_by_rule


@pytest.mark.parametrize(
    ("start", "on"), [("2026-03-02", "2026-03-02"), ("2026-02-28", "2026-03-02"), ("2026-04-06", "2026-04-07")]
)
def test_the_day_it_starts_may_be_the_first(start: str, on: str) -> None:
    assert DAYS.count(day(start), 1, counts_start_day=True).on == day(on)


def test_a_year_that_is_not_listed_is_counted_by_the_usual_rule_and_says_so() -> None:
    over_easter = DAYS.count(day("2031-04-10"), 1)
    assert (over_easter.on, over_easter.is_by_rule) == (day("2031-04-15"), True)
    into_the_new = DAYS.count(day("2030-12-31"), 1)
    assert (into_the_new.on, into_the_new.is_by_rule) == (day("2031-01-02"), True)
    assert DAYS.count(day("2019-12-31"), 1).is_by_rule


@pytest.mark.parametrize(
    ("earlier", "later", "number"),
    [
        ("2026-03-03", "2026-03-20", 13),
        ("2026-03-20", "2026-03-20", 0),
        ("2026-03-20", "2026-03-23", 1),
        ("2026-03-20", "2026-03-22", 0),
        ("2026-04-02", "2026-04-07", 1),
        ("2026-03-23", "2026-03-20", 0),
    ],
)
def test_working_days_between(earlier: str, later: str, number: int) -> None:
    assert DAYS.between(day(earlier), day(later)) == number


@given(st.dates(date(2020, 1, 1), date(2029, 12, 31)), st.integers(1, 60))
def test_a_count_ends_on_a_working_day_that_many_after_the_start(start: date, number: int) -> None:
    found = DAYS.count(start, number)
    assert DAYS.is_working(found.on)
    assert DAYS.between(start, found.on) == number
    weekdays = [start + timedelta(days=n) for n in range(1, (found.on - start).days + 1)]
    assert sum(on.weekday() < 5 for on in weekdays) == number + len(found.left_out)


@pytest.mark.parametrize(
    ("start", "number", "unit", "on", "is_last"),
    [
        ("2026-03-02", 10, "days", "2026-03-12", False),
        ("2026-01-05", 8, "weeks", "2026-03-02", False),
        ("2024-01-08", 8, "weeks", "2024-03-04", False),  # over 29 February
        ("2026-11-30", 3, "months", "2027-02-28", True),
        ("2027-11-30", 3, "months", "2028-02-29", True),
        ("2026-11-28", 3, "months", "2027-02-28", False),
        ("2026-12-31", 3, "months", "2027-03-31", False),
        ("2026-08-31", 9, "months", "2027-05-31", False),
        ("2026-05-31", 9, "months", "2027-02-28", True),
        ("2028-02-29", 1, "years", "2029-02-28", True),
        ("2028-02-29", 4, "years", "2032-02-29", False),
        ("2027-02-28", 1, "years", "2028-02-28", False),
        ("2026-03-02", 15, "working-days", "2026-03-23", False),
    ],
)
def test_a_count_of_any_unit(start: str, number: int, unit: Unit, on: str, is_last: bool) -> None:
    found = count_on(DAYS, day(start), number, unit)
    assert (found.on, found.is_last_day) == (day(on), is_last)


@pytest.mark.parametrize(
    ("number", "unit", "on"), [(10, "days", "2026-03-11"), (8, "weeks", "2026-04-26"), (3, "months", "2026-06-01")]
)
def test_with_the_day_it_starts_a_count_ends_a_day_sooner(number: int, unit: Unit, on: str) -> None:
    assert count_on(DAYS, day("2026-03-02"), number, unit, counts_start_day=True).on == day(on)


def test_months_go_over_the_turn_of_the_year() -> None:
    assert add_months(day("2026-12-15"), 1) == day("2027-01-15")
    assert add_months(day("2026-01-15"), 11) == day("2026-12-15")
    assert add_months(day("2026-01-15"), 0) == day("2026-01-15")


@pytest.mark.parametrize(
    ("year", "on"),
    [
        (1954, "1954-04-18"),
        (1981, "1981-04-19"),
        (2008, "2008-03-23"),
        (2011, "2011-04-24"),
        (2019, "2019-04-21"),
        (2024, "2024-03-31"),
        (2025, "2025-04-20"),
        (2026, "2026-04-05"),
        (2027, "2027-03-28"),
        (2038, "2038-04-25"),
    ],
)
def test_easter(year: int, on: str) -> None:
    assert easter_sunday(year) == day(on)


def test_easter_is_a_sunday_from_22_march_to_25_april() -> None:
    for year in range(1900, 2200):
        easter = easter_sunday(year)
        assert easter.weekday() == 6
        assert date(year, 3, 22) <= easter <= date(year, 4, 25)


def test_the_usual_holidays_are_eight_weekdays_whatever_day_the_year_begins_on() -> None:
    for year in range(2020, 2060):
        found = usual_holidays(year)
        assert len(found) == 8
        assert all(on.weekday() < 5 for on in found)
        assert [*found] == sorted(found)


def test_the_list_is_the_usual_rule_but_for_what_was_proclaimed_for_one_year() -> None:
    """The days were also held against the Python library holidays 0.109, which is not installed here."""
    listed = {holiday.day for holiday in LISTED}
    usual = {on for year in range(2020, 2031) for on in usual_holidays(year)}
    assert {f"{on}" for on in listed - usual} == {
        "2020-05-08",
        "2022-06-02",
        "2022-06-03",
        "2022-09-19",
        "2023-05-08",
    }
    assert {f"{on}" for on in usual - listed} == {"2020-05-04", "2022-05-30"}
    assert len(listed) == len(LISTED)
    assert {holiday.kind for holiday in LISTED if holiday.day in listed - usual} == {"moved", "extra"}
    assert {holiday.standing for holiday in LISTED if holiday.day.year > 2027} == {"to-verify"}


@pytest.mark.parametrize(
    ("on", "name"),
    [
        ("2026-12-28", "Boxing Day (substitute)"),
        ("2027-12-27", "Christmas Day (substitute)"),
        ("2027-12-28", "Boxing Day (substitute)"),
        ("2022-12-27", "Christmas Day (substitute)"),
        ("2033-12-27", "Christmas Day (substitute)"),  # by rule: Christmas Day on a Sunday
        ("2028-01-03", "New Year (substitute)"),
        ("2034-01-02", "New Year (substitute)"),
        ("2026-12-26", None),
        ("2026-12-29", None),
    ],
)
def test_what_a_day_is_called(on: str, name: str | None) -> None:
    assert DAYS.holiday(day(on)) == name


def test_a_holiday_that_is_no_day_is_refused() -> None:
    with pytest.raises(ValueError, match="Holiday"):
        Holiday(id="2026-02-30", title="None", kind="usual", standing="editorial")


def test_a_weekend_is_not_worked_on() -> None:
    week = [day("2026-03-02") + timedelta(days=n) for n in range(7)]
    assert [DAYS.is_working(on) for on in week] == [True] * 5 + [False] * 2
