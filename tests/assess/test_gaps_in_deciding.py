"""Gaps in deciding that go away one by one: harm judged, downward overrides countersigned, overrides complete."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.gaps import Gap, find_gaps
from sjtool.assess.standing import Standing
from sjtool.store.library import Library

Stand = Callable[..., Standing]
PASSPORTS = {"arms": Library().instrument("arms")}
HEAD = "ab" * 16
HARMS = ("harm_public", "harm_prisoners", "harm_known_adult", "harm_children", "harm_staff", "harm_self")
ARMS = ("tool_result", {"id": "tr-1", "instrument": "arms@1.0.0", "construct": "level", "level": "high"})
OVERRIDE: dict[str, Any] = {
    "id": "o-1",
    "judgement": "j-1",
    "tool_result": "tr-1",
    "construct": "level",
    "tool_level": "high",
    "decided_level": "low",
    "direction": "downward",
    "rationale": "why",
    "justification": "visits",
    "evidence": ["e-1"],
    "protective_evidence": ["e-1"],
    "mitigation": "visits",
    "review_on": "2026-04",
}


def gaps(standing: Standing) -> dict[str, Gap]:
    return {gap.code: gap for gap in find_gaps(standing, {}, {}, PASSPORTS)}


def final(**keys: Any) -> tuple[str, dict[str, Any]]:
    return (
        "judgement",
        {"id": "j-1", "assessment": "a-1", "stage": "final", "level": "low", "overrides": ["o-1"], **keys},
    )


CASE = (("assessment", {"id": "a-1"}), ARMS)


def test_harm_to_each_group_is_judged_or_said_not_to_apply(stand: Stand) -> None:
    said = dict.fromkeys(HARMS, "low")
    assert gaps(stand(*CASE, final()))["harm-unsaid"].essential
    assert not gaps(stand(*CASE, final(harm_staff="low")))["harm-unsaid"].essential
    assert "harm-unsaid" not in gaps(stand(*CASE, final(**said)))
    assert "harm-unsaid" not in gaps(stand(*CASE, final(**said | {"harm_prisoners": "not-applicable"})))


def test_an_override_that_says_all_is_no_gap_and_each_thing_unsaid_is_named(stand: Stand) -> None:
    assert "override-incomplete" not in gaps(stand(*CASE, final(), ("override", OVERRIDE)))
    for key in ("rationale", "justification", "evidence", "mitigation", "protective_evidence", "review_on"):
        less = {name: value for name, value in OVERRIDE.items() if name != key}
        found = gaps(stand(*CASE, final(), ("override", less)))["override-incomplete"]
        assert found.text == f"Not said in override o-1: {key.replace('_', ' ')}."
    assert "override-missing" in gaps(stand(*CASE, final()))


@pytest.mark.parametrize(
    ("records", "way"),
    [
        ((), "sjtool sign harbour"),
        ((("signature", {"id": "sg-1", "assessment": "a-1", "head": HEAD}),), "sjtool countersign harbour"),
    ],
)
def test_going_below_a_tool_waits_for_a_countersignature(records: Any, way: str, stand: Stand) -> None:
    found = gaps(stand(*CASE, final(), ("override", {**OVERRIDE, "chain": HEAD}), *records))
    assert found["not-countersigned"].command == way


def test_once_countersigned_or_going_above_there_is_nothing_to_wait_for(stand: Stand) -> None:
    signed = ("signature", {"id": "sg-1", "assessment": "a-1", "head": HEAD})
    keys = {"by": "ds-1", "assessment": "a-1", "signature": "sg-1", "head": HEAD, "decision": "approve"}
    downward = ("override", {**OVERRIDE, "chain": HEAD})
    assert "not-countersigned" not in gaps(stand(*CASE, final(), downward, signed, ("countersignature", keys)))
    upward = ("override", {**OVERRIDE, "direction": "upward", "decided_level": "very-high"})
    assert "not-countersigned" not in gaps(stand(*CASE, final(level="very-high"), upward))
