"""Edges of the checks of the plan: no older than the last change, an answer for every scenario."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sjtool.problem import Problem

Found = Callable[..., list[Problem]]
Row = tuple[str, dict[str, Any]]
OLDER, NONE = "plan-older-than-significant-change", "scenario-without-contingency"
FINAL: Row = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "medium"})
ACTION: Row = ("action", {"id": "ac-1", "assessment": "a-1", "pillar": "supervision"})
CHANGE: Row = ("event", {"id": "ev-1", "kind": "significant-change", "held_on": "2026-03-02"})
TOLD = ['event "ev-1" is a change that calls for a review, and the plan has not been gone back to since']


@pytest.fixture
def finds(found: Found) -> Callable[..., list[str]]:
    return lambda code, *rows, **more: [problem.what for problem in found(code, *rows, **more)]


def change(**keys: Any) -> Row:
    return ("event", {**CHANGE[1], **keys})


@pytest.mark.parametrize("before", [FINAL, ACTION])
def test_a_change_after_the_plan_is_found(finds: Any, before: Row) -> None:
    assert finds(OLDER, before, CHANGE) == TOLD
    assert finds(OLDER, before, change(kind="move", opens_review=True)) == TOLD


def test_where_nothing_was_planned_yet_nothing_is_older(finds: Any) -> None:
    assert finds(OLDER, CHANGE) == []
    assert finds(OLDER, CHANGE, FINAL) == []


@pytest.mark.parametrize(
    "after",
    [
        FINAL,
        ("action", {"id": "ac-2", "assessment": "a-1"}),
        ("action_update", {"id": "au-1", "action": "ac-1", "status": "in-progress"}),
        ("assessment", {"id": "a-2"}),
    ],
)
def test_going_back_to_assessment_or_plan_answers_it(finds: Any, after: Row) -> None:
    assert finds(OLDER, ACTION, CHANGE, after) == []


def test_other_records_answer_nothing(finds: Any) -> None:
    assert finds(OLDER, ACTION, CHANGE, ("evidence", {"id": "e-1"}), ("event", {"id": "ev-2", "kind": "visit"})) == TOLD


def test_an_assessment_recorded_in_the_same_moment_answers_it(finds: Any) -> None:
    moment = datetime(2026, 3, 3, 9, tzinfo=UTC)
    opened = ("assessment", {"id": "a-2", "at": moment})
    assert finds(OLDER, ACTION, opened, change(at=moment)) == []
    assert finds(OLDER, ACTION, ("assessment", {"id": "a-2", "at": None}), change(at=None)) == TOLD
    assert finds(OLDER, ("action", {**ACTION[1], "at": moment}), change(at=moment)) == TOLD


def test_each_change_that_is_not_answered_is_found(finds: Any) -> None:
    found = finds(OLDER, ACTION, change(id="ev-0"), ("assessment", {"id": "a-2"}), CHANGE, change(id="ev-2"))
    assert [what.split('"')[1] for what in found] == ["ev-1", "ev-2"]


@pytest.mark.parametrize(
    ("keys", "is_found"),
    [
        ({"opens_review": False, "rationale": "It touches no part of the plan."}, False),
        ({"opens_review": False, "rationale": " "}, True),
        ({"opens_review": False}, True),
        ({"opens_review": True, "rationale": "It does."}, True),
        ({"kind": "move"}, False),
        ({"kind": "move", "opens_review": False}, False),
    ],
)
def test_a_reasoned_no_is_an_answer(finds: Any, keys: dict[str, Any], is_found: bool) -> None:
    assert bool(finds(OLDER, FINAL, change(**keys))) is is_found


def test_a_correction_of_an_event_keeps_its_place_and_one_of_the_plan_is_new(finds: Any) -> None:
    later = [FINAL, CHANGE, ("assessment", {"id": "a-2"}), change(id="ev-2", supersedes="ev-1", reason="slip")]
    assert finds(OLDER, *later) == []
    assert finds(OLDER, ACTION, CHANGE, ("action", {**ACTION[1], "id": "ac-2", "supersedes": "ac-1"})) == []


def scenario(**keys: Any) -> Row:
    return ("scenario", {"id": "sc-1", "assessment": "a-1", "kind": "repeat", **keys})


def answer(**keys: Any) -> Row:
    return ("action", {"id": "ac-1", "assessment": "a-1", "pillar": "contingency", "answers": ["sc-1"], **keys})


def test_a_scenario_without_an_answer_is_found_once_it_is_judged(finds: Any) -> None:
    assert finds(NONE, scenario(), FINAL) == ['nothing says what is done if scenario "sc-1" begins']
    assert finds(NONE, scenario()) == []
    assert finds(NONE, scenario(assessment="a-0"), FINAL) == []


@pytest.mark.parametrize("kind", ["repeat", "twist", "escalation", None])
def test_every_kind_but_improvement_wants_one(finds: Any, kind: str | None) -> None:
    row = ("scenario", {"id": "sc-1", "assessment": "a-1"} | ({"kind": kind} if kind else {}))
    assert len(finds(NONE, row, FINAL)) == 1
    assert finds(NONE, scenario(kind="improvement"), FINAL) == []


def test_its_own_words_or_an_action_answer_it(finds: Any) -> None:
    assert finds(NONE, scenario(contingency="The duty officer goes the same day."), FINAL) == []
    assert finds(NONE, scenario(), answer(), FINAL) == []
    assert len(finds(NONE, scenario(), answer(pillar="supervision"), FINAL)) == 1


@pytest.mark.parametrize("status", ["withdrawn", "not-done"])
def test_an_action_given_up_answers_nothing(finds: Any, status: str) -> None:
    gone = ("action_update", {"id": "au-1", "action": "ac-1", "status": status})
    assert len(finds(NONE, scenario(), answer(), gone, FINAL)) == 1
