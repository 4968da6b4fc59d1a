"""Dates as people type them; what is no day is refused, and a partial date stays partial."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.ask.typed_date import read_date


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
    ],
)
def test_a_date_is_read_as_it_is_typed(typed: str, kept: str) -> None:
    assert read_date(typed) == (kept, "")


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
    ],
)
def test_what_is_no_date_is_refused_with_how_to_type_one(typed: str) -> None:
    value, trouble = read_date(typed)
    assert value is None
    assert "2 March 2026" in trouble


@given(st.dates())
def test_every_day_comes_back_from_three_ways_of_writing_it(day: object) -> None:
    text = str(day)
    year, month, number = text.split("-")
    assert read_date(text)[0] == text
    assert read_date(f"{int(number)}/{int(month)}/{year}")[0] == text


@given(st.text(max_size=20))
def test_anything_typed_gets_a_date_or_a_word_of_help(typed: str) -> None:
    value, trouble = read_date(typed)
    assert (value is None) == bool(trouble)
