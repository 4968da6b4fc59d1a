"""Edges of the check of reactive management: what is claimed, what does not stand, what may not be told yet."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.problem import Problem

Found = Callable[..., list[Problem]]
Row = tuple[str, dict[str, Any]]
CODE = "reactive-condition-not-shown"
REACTIVE: Row = ("status", {"id": "st-1", "management": "reactive"})
START: Row = ("event", {"id": "ev-1", "kind": "reactive-start", "held_on": "2026-03-02"})
FINAL: Row = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "low"})
ARMS: Row = (
    "tool_result",
    {
        "id": "tr-1",
        "assessment": "a-1",
        "instrument": "arms@1.0.0",
        "scale": "overall",
        "origin": "received",
        "construct": "level",
        "level": "very-high",
        "dated_on": "2026-03-01",
    },
)


@pytest.fixture
def finds(found: Found) -> Callable[..., list[str]]:
    return lambda *rows, **more: [problem.what for problem in found(CODE, *rows, **more)]


@pytest.mark.parametrize(("claim", "name"), [(REACTIVE, "st-1"), (START, "ev-1")])
def test_a_claim_is_found_with_what_does_not_stand(finds: Any, claim: Row, name: str) -> None:
    (what,) = finds(claim)
    assert what.startswith(f'"{name}" claims reactive management, and of its conditions these do not stand: ')
    assert "supervisor-approves (not " in what
    assert "low-for-three-years (not shown)" in what


def test_the_last_status_is_the_claim(finds: Any) -> None:
    (what,) = finds(REACTIVE, ("status", {"id": "st-2", "management": "reactive"}))
    assert what.startswith('"st-2" claims')


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("status", {"id": "st-1", "management": "active"})],
        [("status", {"id": "st-1", "mappa_level": 2})],
        [START, ("event", {"id": "ev-2", "kind": "reactive-end", "held_on": "2026-03-03"})],
        [("event", {"id": "ev-1", "kind": "reactive-proposal", "held_on": "2026-03-02"})],
    ],
)
def test_where_it_is_not_claimed_nothing_is_found(finds: Any, rows: list[Row]) -> None:
    assert finds(*rows) == []


def test_an_order_whose_discharge_is_sought_is_the_exception(finds: Any) -> None:
    order = ("order", {"id": "or-1", "kind": "SHPO", "made_on": "2020-01-02"})
    assert "no-civil-order (not met)" in finds(order, REACTIVE)[0]
    assert "no-civil-order" not in finds(("order", {**order[1], "discharge_sought": True}), REACTIVE)[0]


def test_a_condition_that_rests_on_a_hidden_result_is_left_out(finds: Any) -> None:
    shown = finds(ARMS, FINAL, REACTIVE)[0]
    assert "current-arms-low (not met)" in shown
    for hidden in (finds(ARMS, REACTIVE)[0], finds(ARMS, FINAL, REACTIVE, hides_levels=True)[0]):
        assert "current-arms-low" not in hidden
        assert "low-for-three-years" not in hidden
        assert "offence-free (not shown)" in hidden


def test_no_tool_level_is_said(finds: Any) -> None:
    for rows in ([ARMS, REACTIVE], [ARMS, FINAL, REACTIVE]):
        assert "high" not in finds(*rows)[0]
