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


def test_a_review_is_to_go_through_the_plan_it_found_until_it_is_judged(stand: Stand) -> None:
    review = ("assessment", {"id": "a-2"})
    earlier = ("action", {"id": "ac-1", "assessment": "a-1", "pillar": "contingency", "owner": "x", "due_on": "2026"})

    def plan_gaps(*records: Any) -> list[Gap]:
        found = stand(("assessment", {"id": "a-1"}), earlier, *records)
        return [gap for gap in find_gaps(found, {}, {}, {}) if gap.section == 15]

    milder = Gap(
        "plan-of-earlier", 15, "The plan is that of a-1 so far: go through it.", "sjtool plan harbour", essential=False
    )
    assert plan_gaps(review) == [milder]
    assert plan_gaps() == []
    assert plan_gaps(review, ("judgement", {"assessment": "a-2", "stage": "final"})) == []
    ended = ("action_update", {"action": "ac-1", "status": "done"})
    assert [gap.code for gap in plan_gaps(ended, review)] == ["no-plan"]
    stray = ("action", {"id": "ac-2", "owner": "x", "due_on": "2026"})
    assert plan_gaps(stray, review)[0].text == "The plan is that of a-1, no assessment so far: go through it."


def test_a_covert_action_is_neither_a_plan_nor_one_to_go_through(stand: Stand) -> None:
    covert = ("action", {"id": "ac-1", "assessment": "a-1", "handling": "covert"})
    found = stand(("assessment", {"id": "a-1"}), covert, ("assessment", {"id": "a-2"}))
    assert [gap.code for gap in find_gaps(found, {}, {}, {}) if gap.section == 15] == ["no-plan"]


def test_acute_factors_rated_at_the_last_contact_are_no_gap_of_a_review(stand: Stand) -> None:
    sheet = Library().factor_set("acute")
    keys = {"person": "subject", "assessment": "a-1", "recent": "present", "held_on": "2026-03-02"}
    ratings = [("rating", {"factor": f"acute@1.0.0/{one.id}", **keys}) for one in sheet.factor]
    base = (("person", {"id": "subject", "roles": ["subject"]}), ("assessment", {"id": "a-1"}))

    def unrated(review_on: str) -> bool:
        standing = stand(*base, *ratings, ("assessment", {"id": "a-2", "opened_on": review_on}))
        return "factors-unrated" in {gap.code for gap in find_gaps(standing, {}, {"acute@1.0.0": sheet}, {})}

    assert not unrated("2026-03-02")
    assert unrated("2026-03-03")
