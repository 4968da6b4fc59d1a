"""The day agreed at a strategy discussion, or with the outcome of an enquiry: kept in sight for every child."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sjtool.assess.due import Due, find_dues
from sjtool.assess.standing import Standing
from sjtool.store.library import Library

CLOCKS = Library().clocks()
TODAY = date(2026, 3, 4)
Stand = Callable[..., Standing]
Given = tuple[str, dict[str, Any]]
A: Given = ("person", {"id": "child-a", "roles": ("child",)})
B: Given = ("person", {"id": "child-b", "roles": ("child",)})


def event(held_on: str | None, *touches: str, kind: str = "section-47", **keys: Any) -> Given:
    return ("event", {"kind": kind, "held_on": held_on, "what": "x", "touches": list(touches)} | keys)


def dues(standing: Standing) -> list[Due]:
    return [due for due in find_dues(standing, CLOCKS, TODAY) if due.clock == "next-section-47"]


def one(standing: Standing) -> tuple[str | None, date | None, str]:
    (due,) = dues(standing)
    return due.started_by, due.on, due.state


AGREED = event("2026-02-02", "child-a", next_on="2026-03-11")


def test_it_is_due_on_that_very_day_and_says_where_it_was_agreed(stand: Stand) -> None:
    (due,) = dues(stand(A, AGREED))
    assert (due.on, due.state, due.rule) == (date(2026, 3, 11), "due", "on the day agreed")
    assert "the day agreed at the outcome of the enquiry" in due.counted
    (due,) = dues(stand(A, event("2026-02-02", "child-a", kind="strategy-discussion", next_on="2026-03-02")))
    assert (due.on, due.state) == (date(2026, 3, 2), "overdue")
    assert "the day agreed at the strategy discussion" in due.counted


def test_without_a_day_there_is_none(stand: Stand) -> None:
    assert dues(stand(A, event("2026-02-02", "child-a"))) == []
    assert dues(stand(A, event("2026-02-02", "child-a", kind="meeting", next_on="2026-03-11"))) == []


@pytest.mark.parametrize(("held", "state"), [("2026-03-01", "due"), ("2026-03-11", "met"), ("2026-03-12", "met")])
def test_a_conference_on_that_day_or_later_meets_it(stand: Stand, held: str, state: str) -> None:
    assert one(stand(A, AGREED, event(held, kind="conference")))[2] == state


def test_a_conference_whose_day_nobody_knows_meets_nothing(stand: Stand) -> None:
    assert one(stand(A, AGREED, event(None, kind="conference")))[2] == "due"


def test_a_later_day_for_the_same_child_takes_its_place(stand: Stand) -> None:
    again = event("2026-02-20", "child-a", next_on="2026-03-25")
    assert one(stand(A, AGREED, again))[:2] == ("ev-3", date(2026, 3, 25))
    assert one(stand(A, AGREED, event("2026-02-20", "child-a")))[1] == date(2026, 3, 11)


def test_an_outcome_for_the_same_child_on_that_day_has_met_it(stand: Stand) -> None:
    discussed = event("2026-02-02", "child-a", kind="strategy-discussion", next_on="2026-03-02")
    assert dues(stand(A, B, discussed, event("2026-03-02", "child-a"))) == []
    assert one(stand(A, B, discussed, event("2026-03-02", "child-b")))[2] == "overdue"


def test_of_brothers_and_sisters_the_earliest_that_is_not_met_comes_first(stand: Stand) -> None:
    other = event("2026-02-10", "child-b", next_on="2026-03-25")
    assert one(stand(A, B, AGREED, other))[1] == date(2026, 3, 11)
    assert one(stand(A, B, AGREED, other, event("2026-03-12", kind="conference")))[1] == date(2026, 3, 25)
    assert one(stand(A, B, AGREED, other, event("2026-03-25", kind="conference")))[1:] == (date(2026, 3, 25), "met")


def test_one_that_names_no_child_counts_too_and_a_month_is_taken_to_its_end(stand: Stand) -> None:
    assert one(stand(event("2026-02-02", "housing", next_on="2026-03")))[1] == date(2026, 3, 31)


def test_it_can_be_set_aside(stand: Stand) -> None:
    assert dues(stand(A, AGREED, event("2026-03-01", "next-section-47-off", kind="other"))) == []
