"""Dates as people type them; what is no day is refused, and a partial date stays partial."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.ask.typed_date import day_to_come, read_date


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-3-2", "2026-03-02"),
        ("2026-03", "2026-03"),
        ("2026", "2026"),
        ("2 March 2026", "2026-03-02"),
        ("2nd mar 2026", "2026-03-02"),
        ("02 MAR. 2026", "2026-03-02"),
        ("1 Sept 2026", "2026-09-01"),
        ("1 sep 2026", "2026-09-01"),
        ("March 2026", "2026-03"),
        ("2/3/2026", "2026-03-02"),
        ("2.3.2026", "2026-03-02"),
        ("29/2/2028", "2028-02-29"),
        ("today", "2026-03-04"),
        (" TODAY ", "2026-03-04"),
        ("5 May", "2026-05-05"),
        ("yesterday", "2026-03-03"),
        ("3 March", "2027-03-03"),
        ("4/3", "2026-03-04"),
        ("03-03-2026", "2026-03-03"),
        ("3-3-2026", "2026-03-03"),
        ("3rd of March 2026", "2026-03-03"),
        ("the 3rd of March", "2027-03-03"),
        ("March 3 2026", "2026-03-03"),
        ("March 3rd, 2026", "2026-03-03"),
        ("3 March, 2026", "2026-03-03"),
        ("4/3/26", "2026-03-04"),
        ("4.3.26", "2026-03-04"),
        ("4/3/36", "2036-03-04"),
        ("4/3/37", "1937-03-04"),
        ("4 March 87", "1987-03-04"),
        ("4/3/00", "2000-03-04"),
    ],
)
def test_a_date_is_read_as_it_is_typed(typed: str, kept: str) -> None:
    assert read_date(typed) == (kept, "")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Tuesday", "2026-03-03"),
        ("Wednesday", "2026-02-25"),
        ("thurs", "2026-02-26"),
        ("Sun", "2026-03-01"),
        ("4/3/31", "1931-03-04"),
    ],
)
def test_a_weekday_is_the_last_where_the_day_has_been_and_else_the_next(typed: str, kept: str) -> None:
    assert read_date(typed, past=True) == (kept, "")
    assert str(read_date(typed)[0]) > "2026-03-04"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("tomorrow", "2026-03-05"),
        ("Tuesday", "2026-03-10"),
        ("on tuesday", "2026-03-10"),
        ("Wednesday", "2026-03-11"),
        ("this Thursday", "2026-03-05"),
        ("next Tuesday", "2026-03-10"),
        ("next Friday", "2026-03-13"),
        ("in 3 days", "2026-03-07"),
        ("in a day", "2026-03-05"),
        ("In 2 weeks", "2026-03-18"),
        ("in two weeks", "2026-03-18"),
        ("in a fortnight", "2026-03-18"),
        ("in an week", "2026-03-11"),
        ("in a month", "2026-04-04"),
        ("in 10 months", "2027-01-04"),
        ("in a year", "2027-03-04"),
    ],
)
def test_a_day_ahead_is_said_by_how_far_it_is(typed: str, kept: str) -> None:
    assert read_date(typed) == (kept, "")
    if not typed.startswith(("Tue", "on", "Wed")):  # by itself a weekday has been, where the day must have
        assert read_date(typed, past=True)[1].startswith("That day has not come yet. ")


def test_the_last_day_of_a_name_is_taken_where_it_is_said() -> None:
    assert read_date("last  tuesday") == read_date("last Tuesday", past=True) == ("2026-03-03", "")


@pytest.mark.parametrize(("typed", "kept"), [("in a month", "2027-02-28"), ("in thirteen months", None)])
def test_a_month_on_ends_where_the_month_does(held_clock: Any, typed: str, kept: str | None) -> None:
    held_clock.move(datetime(2027, 1, 31, tzinfo=UTC))
    assert read_date(typed)[0] == kept


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)))
def test_next_tuesday_is_that_of_the_week_to_come(day: date) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sjtool.clock.today", lambda: day)
        found = date.fromisoformat(str(read_date("next Tuesday")[0]))
        assert found.weekday() == 1
        assert found.isocalendar()[:2] == (day + timedelta(7)).isocalendar()[:2]


@pytest.mark.parametrize(
    "typed",
    [
        "31/4/2026",
        "29 February 2026",
        "2026-13",
        "2026-00-01",
        "0/1/2026",
        "marzipan 2026",
        "decided",
        "3/2026",
        "soon",
        "",
        "20260302",
        "2026-03-02T10:00",
        "this morning",
        "in no days",
        "in 0 days",
        "in two decades",
        "two weeks",
        "next spring",
        "last March",
        "early March 2026",
        "about March 2026",
        "March 26",
        "26-03-02",
        "4/3-2026",
        "last",
        "tu",
        "32/1",
        "29 February",
    ],
)
def test_what_is_no_date_is_refused_with_how_to_type_one(typed: str) -> None:
    value, trouble = read_date(typed)
    assert value is None
    assert "2 March 2026" in trouble


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("4 March", "2026-03-04"),
        ("5 March", "2025-03-05"),
        ("31/12", "2025-12-31"),
        ("December", "2025-12"),
        ("March", "2026-03"),
        ("March 2026", "2026-03"),
        ("2026", "2026"),
        ("today", "2026-03-04"),
        ("4/3/26", "2026-03-04"),
        ("19/5/87", "1987-05-19"),
    ],
)
def test_a_day_that_has_been_is_taken_from_the_year_before_where_no_year_is_typed(typed: str, kept: str) -> None:
    assert read_date(typed, past=True) == (kept, "")


@pytest.mark.parametrize("typed", ["5 March 2026", "2026-03-05", "April 2026", "2027", "5/3/26"])
def test_a_day_that_lies_ahead_is_refused_only_where_it_must_have_been(typed: str) -> None:
    value, trouble = read_date(typed, past=True)
    assert value is None
    assert trouble.startswith("That day has not come yet. ")
    assert read_date(typed)[1] == ""


def test_a_day_of_the_year_before_that_never_was_is_refused(held_clock: Any) -> None:
    held_clock.move(datetime(2028, 1, 10, tzinfo=UTC))
    assert read_date("29 February") == ("2028-02-29", "")
    assert read_date("29 February", past=True)[1].startswith("There is no such day.")


def test_a_year_of_two_digits_turns_over_ten_years_ahead(held_clock: Any) -> None:
    held_clock.move(datetime(2095, 6, 1, tzinfo=UTC))
    assert read_date("1/2/26")[0] == "2026-02-01"
    assert read_date("1/2/99")[0] == "2099-02-01"


@given(st.dates())
def test_every_day_comes_back_from_three_ways_of_writing_it(day: object) -> None:
    text = str(day)
    year, month, number = text.split("-")
    assert read_date(text)[0] == text
    assert read_date(f"{int(number)}/{int(month)}/{year}")[0] == text


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2090, 1, 1)))
def test_a_weekday_is_the_latest_of_its_name_before_today(day: date) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("sjtool.clock.today", lambda: day)
        for name in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"):
            found = date.fromisoformat(str(read_date(name, past=True)[0]))
            assert f"{found:%A}".lower() == name
            assert timedelta(1) <= day - found <= timedelta(7)


@given(st.text(max_size=20))
def test_anything_typed_gets_a_date_or_a_word_of_help(typed: str) -> None:
    value, trouble = read_date(typed)
    assert (value is None) == bool(trouble)


def test_a_review_is_on_a_day_to_come() -> None:
    assert day_to_come("2026-03-04") == day_to_come("2026-03") == day_to_come("2027") == ""
    assert day_to_come("2026-03-03") == day_to_come("2025") == "That day has passed."
