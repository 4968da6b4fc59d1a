"""Edges of the checks of actions: who, by when, why it may restrict, what was heard of it, who looked at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sjtool.problem import Problem

Found = Callable[..., list[Problem]]
Row = tuple[str, dict[str, Any]]
FINAL: Row = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "medium"})
CODES = ("action-without-owner", "action-without-date", "overdue-without-word")


def action(**keys: Any) -> Row:
    given = {"id": "ac-1", "assessment": "a-1", "owner": "pc-1", "due_on": "2026-03-03", "pillar": "supervision"}
    return ("action", {key: value for key, value in (given | keys).items() if value is not None})


def news(status: str, **keys: Any) -> Row:
    return ("action_update", {"id": "au-1", "action": "ac-1", "status": status, **keys})


@pytest.fixture
def finds(found: Found) -> Callable[..., list[str]]:
    return lambda code, *rows, **more: [problem.what for problem in found(code, *rows, **more)]


@pytest.mark.parametrize("owner", [None, "  "])
@pytest.mark.parametrize("handling", ["open", "covert"])
def test_an_owner_is_wanted_of_every_action_that_runs(finds: Any, owner: str | None, handling: str) -> None:
    assert finds("action-without-owner", action(owner=owner, handling=handling)) == ['action "ac-1" has no owner']
    assert finds("action-without-owner", action()) == []


def test_a_plan_runs_on_under_the_next_assessment(finds: Any) -> None:
    rows = [action(owner=None, due_on=None), ("assessment", {"id": "a-2"})]
    assert len(finds("action-without-owner", *rows)) == 1
    assert len(finds("action-without-date", *rows)) == 1


@pytest.mark.parametrize("status", ["done", "not-done", "withdrawn"])
def test_what_has_ended_wants_no_owner_and_no_day(finds: Any, status: str) -> None:
    for code in CODES:
        assert finds(code, action(owner=None, due_on=None), news(status)) == []


@pytest.mark.parametrize("due", ["2026", "2026-03", "2026-03-03"])
def test_a_day_may_be_a_month_or_a_year(finds: Any, due: str) -> None:
    assert finds("action-without-date", action(due_on=due)) == []


def test_a_review_day_is_no_day_and_visits_at_an_interval_need_none(finds: Any) -> None:
    told = ['action "ac-1" has no day by which it is done']
    assert finds("action-without-date", action(due_on=None, review_on="2026-09-01")) == told
    assert finds("action-without-date", action(due_on=None, kind="home visits every 8 weeks")) == []


def test_a_day_that_has_passed_in_silence_is_found_from_the_next_day_on(finds: Any) -> None:
    told = ['action "ac-1" was due by 3 March 2026, and nothing was said of it since']
    assert finds("overdue-without-word", action(), today=date(2026, 3, 4)) == told
    assert finds("overdue-without-word", action(), today=date(2026, 3, 3)) == []


def test_a_month_is_taken_to_its_end(finds: Any) -> None:
    assert finds("overdue-without-word", action(due_on="2026-03"), today=date(2026, 3, 31)) == []
    told = ['action "ac-1" was due by March 2026, and nothing was said of it since']
    assert finds("overdue-without-word", action(due_on="2026-03"), today=date(2026, 4, 1)) == told


@pytest.mark.parametrize(
    ("at", "is_heard"),
    [
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 3, 0, 1, tzinfo=UTC), True),
        (datetime(2026, 3, 4, 9, 0, tzinfo=UTC), True),
        (None, True),
    ],
)
def test_only_news_of_that_day_or_later_is_news(finds: Any, at: datetime | None, is_heard: bool) -> None:
    found = finds("overdue-without-word", action(), news("in-progress", at=at))
    assert (found == []) is is_heard


def test_no_day_and_an_interval_are_never_late(finds: Any) -> None:
    assert finds("overdue-without-word", action(due_on=None)) == []
    assert finds("overdue-without-word", action(due_on="2026-01-01", kind="home visits every week")) == []


RESTRICTS = [
    {"menu_entry": "restrictive@1.0.0/curfew"},
    {"pillar": "monitoring-and-control"},
]


@pytest.mark.parametrize("keys", RESTRICTS)
@pytest.mark.parametrize("reason", [None, " "])
def test_what_restricts_says_why(finds: Any, keys: dict[str, str], reason: str | None) -> None:
    code = "restrictive-without-proportionality"
    told = ['action "ac-1" restricts, and does not say why it is proportionate']
    assert finds(code, action(**keys, proportionality=reason)) == told
    assert finds(code, action(**keys, proportionality="Less would not do.")) == []
    assert finds(code, action(**keys, handling="covert")) == []


@pytest.mark.parametrize("keys", [{}, {"menu_entry": "constructive@1.0.0/work", "pillar": "monitoring-and-control"}])
def test_what_does_not_restrict_needs_no_such_reason(finds: Any, keys: dict[str, str]) -> None:
    assert finds("restrictive-without-proportionality", action(**keys)) == []


@pytest.mark.parametrize(
    ("status", "is_earlier", "is_found"),
    [
        ("done", False, True),
        ("done", True, False),
        ("in-progress", True, True),
        ("withdrawn", False, False),
        ("not-done", False, False),
    ],
)
def test_a_restriction_counts_while_it_is_in_the_plan(
    finds: Any, status: str, is_earlier: bool, is_found: bool
) -> None:
    later = [("assessment", {"id": "a-2"})] if is_earlier else []
    rows = [action(pillar="monitoring-and-control"), news(status), *later]
    assert bool(finds("restrictive-without-proportionality", *rows)) is is_found


def test_what_was_done_is_looked_at_once_it_is_judged(finds: Any) -> None:
    told = ['action "ac-1" was done, and no supervisor is on record as having looked at it']
    assert finds("action-never-checked", action(), news("done")) == []
    assert finds("action-never-checked", FINAL, action(), news("done")) == told
    assert finds("action-never-checked", FINAL, action(), news("done"), ("assessment", {"id": "a-2"})) == told
    review = ("assessment", {"id": "a-2"})
    assert finds("action-never-checked", FINAL, review, action(assessment="a-2"), news("done")) == []


@pytest.mark.parametrize("status", ["not-done", "withdrawn", "in-progress"])
def test_what_was_not_done_is_left_alone(finds: Any, status: str) -> None:
    assert finds("action-never-checked", FINAL, action(), news(status)) == []


def test_a_check_in_any_report_of_the_end_counts(finds: Any) -> None:
    assert finds("action-never-checked", FINAL, action(), news("done", checked_by="ds-7")) == []
    later = news("done", id="au-2", checked_by="ds-7")
    assert finds("action-never-checked", FINAL, action(), news("done"), later) == []
