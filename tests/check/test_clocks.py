"""Edges of the checks of two clocks: the review of a MAPPA case, and ARMS."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sjtool.problem import Problem

Found = Callable[..., list[Problem]]
Row = tuple[str, dict[str, Any]]
LED: Row = ("status", {"id": "st-1", "lead_agency": "Example Police", "lead_agency_since": "2026-01-05"})
ARMS_DAY = date(2026, 1, 26)


@pytest.fixture
def finds(found: Found) -> Callable[..., list[str]]:
    return lambda code, *rows, **more: [problem.what for problem in found(code, *rows, **more)]


def level(number: int) -> Row:
    return ("status", {"id": "st-1", "mappa_level": number, "at": datetime(2026, 1, 5, 9, tzinfo=UTC)})


@pytest.mark.parametrize(("number", "day"), [(2, date(2026, 4, 27)), (3, date(2026, 3, 2))])
def test_a_review_is_found_from_the_day_after_it_was_due(finds: Any, number: int, day: date) -> None:
    code = "mappa-review-overdue"
    words = f"{day.day} {day:%B} {day.year}"
    after = date.fromordinal(day.toordinal() + 1)
    assert finds(code, level(number), today=day) == []
    told = [f'the MAPPA level {number} review was due on {words}, counted from "st-1"']
    assert finds(code, level(number), today=after) == told
    held = ("event", {"id": "ev-1", "kind": "meeting", "held_on": day.isoformat(), "touches": ["mappa"]})
    assert finds(code, level(number), held, today=after) == []


def test_at_level_1_no_review_runs(finds: Any) -> None:
    assert finds("mappa-review-overdue", level(1), today=date(2030, 1, 1)) == []


def test_arms_is_found_from_the_day_after_it_was_due(finds: Any) -> None:
    assert finds("arms-due", LED, today=ARMS_DAY) == []
    rule = "within 15 working days of the change of lead agency"
    told = [f'ARMS was due on 26 January 2026 ({rule}), counted from "st-1", and none is recorded']
    assert finds("arms-due", LED, today=date(2026, 1, 27)) == told


def test_a_long_wait_for_sentence_asks_for_it_too(finds: Any) -> None:
    convicted = ("status", {"id": "st-1", "convicted_on": "2026-01-05"})
    (what,) = finds("arms-due", convicted, today=date(2026, 3, 1))
    assert "six weeks" in what


def test_on_reactive_management_arms_rests(finds: Any) -> None:
    reactive = ("status", {"id": "st-2", "management": "reactive"})
    assert finds("arms-due", LED, reactive, today=date(2026, 6, 1)) == []


def test_each_of_the_two_finds_its_own_clocks_alone(finds: Any) -> None:
    both = ("status", {**LED[1], "mappa_level": 3, "at": datetime(2026, 1, 5, 9, tzinfo=UTC)})
    assert ["MAPPA" in what for what in finds("mappa-review-overdue", both, today=date(2026, 6, 1))] == [True]
    assert ["ARMS" in what for what in finds("arms-due", both, today=date(2026, 6, 1))] == [True]


def test_a_clock_without_a_day_is_never_overdue(finds: Any) -> None:
    assert finds("arms-due", ("status", {"id": "st-1", "lead_agency_since": "2025"}), today=date(2026, 6, 1)) == []
