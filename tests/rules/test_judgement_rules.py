"""The rules of judging: first before final, every departure answered up and down alike, silence taken for nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet
from sjtool.recording.judgement_rules import check_judgement_drafts
from sjtool.store.append import Draft, Later, Ledger

Find = Callable[..., list[Problem]]
Make = Callable[..., Sheet]
WHOM = {"whom": "children of the household", "rationale": "what weighs most"}
FINAL: dict[str, Any] = {
    "stage": "final",
    "level": "high",
    "likelihood": "medium",
    **WHOM,
    "strongest_against": "four quiet years",
    "review_on": "2026-04-02",
}
OVERRIDE: dict[str, Any] = {
    "judgement": Later(0),
    "rationale": "he has lost his home",
    "justification": "three visits this year",
    "evidence": ["e-001"],
    "mitigation": "extra visits end with the review",
    "review_on": "2026-04-02",
}


@pytest.fixture
def codes(bench: Any, sheet: Make, problems: Find) -> Callable[..., list[str]]:
    """Codes of what the rules object to in a final judgement and its overrides, each given as keys."""

    def find(*overrides: dict[str, Any], **final: Any) -> list[str]:
        sheets = [sheet("judgement", **FINAL | final)]
        sheets += [sheet("override", 10 * n, **OVERRIDE | keys) for n, keys in enumerate(overrides, 1)]
        return [problem.code for problem in problems(check_judgement_drafts, bench.load(), sheets)]

    return find


def test_drafts_of_other_kinds_are_none_of_its_business(bench: Any, sheet: Make) -> None:
    check_judgement_drafts(bench.load(), [sheet("evidence", title="x")])


def test_a_first_judgement_needs_nothing_before_it(bench: Any, sheet: Make, problems: Find) -> None:
    given = [sheet("judgement", stage="first", level="high", likelihood="low", **WHOM)]
    assert problems(check_judgement_drafts, bench.arms("low").load(), given) == []


def test_a_first_judgement_is_made_once(bench: Any, sheet: Make, problems: Find) -> None:
    again = [sheet("judgement", stage="first", level="low", likelihood="low", **WHOM)]
    assert [p.code for p in problems(check_judgement_drafts, bench.first().load(), again)] == ["first-stands"]


def test_without_an_assessment_there_is_nothing_to_judge(
    make_case: Callable[..., Any], sheet: Make, problems: Find, bench: Any
) -> None:
    bench.path = make_case("bare", beginning=())
    given = [sheet("judgement", stage="first", level="low", likelihood="low", **WHOM)]
    assert [p.code for p in problems(check_judgement_drafts, bench.load(), given)] == ["no-assessment"]


def test_a_final_judgement_needs_a_first_one(codes: Any) -> None:
    assert codes(overrides="none") == ["judgement-without-first"]


def test_first_and_final_are_not_recorded_at_once(bench: Any, sheet: Make, problems: Find) -> None:
    first = sheet("judgement", stage="first", level="high", likelihood="medium", **WHOM)
    final = sheet("judgement", 9, **FINAL, overrides="none")
    loaded = bench.load()
    assert [p.code for p in problems(check_judgement_drafts, loaded, [first, final])] == ["one-judgement"]
    assert [p.code for p in problems(check_judgement_drafts, loaded, [first, first])] == ["one-judgement"]


def test_an_outcome_and_a_judgement_are_not_recorded_at_once(bench: Any, sheet: Make, problems: Find) -> None:
    bench.first()
    final = sheet("judgement", 9, **FINAL, overrides="none", reconciliation="two questions")
    outcome = sheet("tool_result", 20, instrument="arms@1.0.0", origin="received", construct="level", level="high")
    found = problems(check_judgement_drafts, bench.load(), [outcome, final])
    assert "outcome-beside-judgement" in [p.code for p in found]


def test_without_a_first_judgement_nothing_is_said_of_the_tools(bench: Any, codes: Any) -> None:
    bench.arms("low").srp("low")
    assert codes(overrides="none", strongest_against=None) == ["judgement-without-first"]


def test_a_final_judgement_is_made_once(bench: Any, codes: Any) -> None:
    bench.first().add("judgement", **FINAL, assessment="a-001", overrides="none")
    assert codes(overrides="none") == ["final-stands"]


def test_a_review_is_judged_first_again(bench: Any, codes: Any) -> None:
    bench.first().add("judgement", **FINAL, assessment="a-001", overrides="none")
    bench.add("assessment", opened_on="2026-04-02", trigger="review", purpose="after the move")
    assert codes(overrides="none") == ["judgement-without-first"]
    assert codes(overrides="none", assessment="a-001") == ["assessment-closed"]


def test_a_judgement_of_a_closed_assessment_is_refused(bench: Any, codes: Any) -> None:
    bench.first().add("assessment", opened_on="2026-04-02", trigger="review", purpose="after the move")
    assert codes(overrides="none", assessment="a-001") == ["assessment-closed"]


def test_the_strongest_evidence_against_must_be_faced(bench: Any, codes: Any) -> None:
    bench.first()
    assert codes(overrides="none", strongest_against=None) == ["no-strongest-against"]


def test_no_override_is_said_explicitly(bench: Any, codes: Any) -> None:
    bench.arms("high").srp("medium").first()
    assert codes(reconciliation="two questions") == ["override-unsaid"]
    assert codes(reconciliation="two questions", overrides="none") == []


@pytest.mark.parametrize("tool", ["low", "medium", "very-high"])
def test_a_departure_up_or_down_needs_its_override(tool: str, bench: Any, codes: Any) -> None:
    bench.arms(tool).first()
    assert codes(overrides=[Later(1)]) == ["override-missing"]
    assert codes(overrides="none") == ["override-missing", "override-missing"]
    answer = {"tool_result": "tr-001", "protective_evidence": ["e-001"]}
    assert codes(answer, overrides=[Later(1)]) == []


def test_an_upward_override_needs_no_protective_evidence_and_a_downward_one_does(bench: Any, codes: Any) -> None:
    bench.arms("medium").first()
    assert codes({"tool_result": "tr-001"}, overrides=[Later(1)]) == []
    assert codes({"tool_result": "tr-001"}, overrides=[Later(1)], level="low") == [
        "downward-without-protective-evidence"
    ]


def test_a_judgement_names_its_overrides(bench: Any, codes: Any) -> None:
    bench.arms("medium").first()
    assert codes({"tool_result": "tr-001"}) == ["override-unsaid"]


@pytest.mark.parametrize(
    ("key", "said"),
    [("direction", "downward"), ("tool_level", "low"), ("decided_level", "medium"), ("construct", "likelihood")],
)
def test_an_override_may_not_misstate_the_facts_it_answers(key: str, said: str, bench: Any, codes: Any) -> None:
    bench.arms("medium").first()
    assert codes({"tool_result": "tr-001", key: said}, overrides=[Later(1)]) == ["override-misstated"]
    right = {"direction": "upward", "tool_level": "medium", "decided_level": "high", "construct": "level"}
    assert codes({"tool_result": "tr-001", key: right[key]}, overrides=[Later(1)]) == []


def test_an_override_of_a_result_that_does_not_differ_is_refused(bench: Any, codes: Any) -> None:
    bench.arms("high").first()
    assert codes({"tool_result": "tr-001"}, overrides="none") == ["override-of-nothing"]
    assert codes({"tool_result": "tr-009"}, overrides="none") == ["override-of-nothing"]


def test_an_override_of_a_result_that_is_no_longer_current_is_refused(bench: Any, codes: Any) -> None:
    bench.arms("low", id="tr-001").add(
        "tool_result",
        instrument="arms@1.0.0",
        origin="received",
        construct="level",
        level="high",
        dated_on="2026-02-12",
        limits="new",
    )
    bench.first()
    assert codes({"tool_result": "tr-001"}, overrides="none") == ["override-of-nothing"]


def test_each_differing_result_needs_an_override_of_its_own(bench: Any, codes: Any) -> None:
    bench.arms("medium").srp("low").first()
    one = {"tool_result": "tr-001"}
    two = {"tool_result": "tr-002"}
    said = {"overrides": [Later(1), Later(2)], "reconciliation": "two questions"}
    assert codes(one, **said) == ["override-missing"]
    assert codes(one, two, **said) == []


def test_a_tool_on_another_question_with_another_word_must_be_reconciled(bench: Any, codes: Any) -> None:
    bench.srp("medium").first()
    assert codes(overrides="none") == ["reconciliation-missing"]
    assert codes(overrides="none", reconciliation="grave, though not likely") == []
    assert codes(overrides="none", level="medium") == []


def test_a_question_that_a_tool_answers_may_not_be_passed_over(bench: Any, codes: Any) -> None:
    bench.add(
        "tool_result",
        instrument="oasys",
        origin="received",
        construct="harm_children",
        level="high",
        dated_on="2026-01-12",
        limits="x",
    ).first()
    assert codes(overrides="none") == ["construct-unsaid"]
    assert codes(overrides="none", harm_children="high") == []
    down = {"tool_result": "tr-001", "protective_evidence": ["e-001"]}
    assert codes(down, overrides=[Later(1)], harm_children="low", reconciliation="two questions") == []


def test_an_override_without_its_judgement_is_refused(bench: Any, sheet: Make, problems: Find) -> None:
    loaded = bench.arms("medium").first().load()
    given = [sheet("override", **OVERRIDE, tool_result="tr-001")]
    assert [p.code for p in problems(check_judgement_drafts, loaded, given)] == ["override-alone"]


def test_problems_say_where_they_are_and_all_come_at_once(bench: Any, sheet: Make, problems: Find) -> None:
    loaded = bench.arms("medium").first().load()
    final = sheet("judgement", 3, **FINAL | {"strongest_against": None, "level": "low"})
    down = sheet("override", 20, **OVERRIDE, tool_result="tr-001", direction="upward")
    found = problems(check_judgement_drafts, loaded, [final, down])
    assert {p.code for p in found} == {
        "no-strongest-against",
        "override-misstated",
        "downward-without-protective-evidence",
        "override-unsaid",
    }
    assert next(p for p in found if p.code == "override-misstated").place.line == 28
    assert all(p.place.path == "answers.toml" for p in found)


@pytest.fixture
def judged(bench: Any) -> Any:
    """A case judged high over an ARMS of medium, with its override."""
    bench.arms("medium").first()
    loaded = bench.load()
    final = Draft("judgement", {**FINAL, "assessment": "a-001", "overrides": [Later(1)]})
    facts = {"tool_level": "medium", "decided_level": "high", "construct": "level", "direction": "upward"}
    over = Draft("override", {**OVERRIDE, **facts, "tool_result": "tr-001"})
    Ledger(loaded.path).append([final, over], by="pc-4412", at=loaded.case.entries[-1].record.recorded_at())
    return bench


CORRECTION = {"supersedes": "j-002", "reason": "a slip", "assessment": "a-001"}


def test_a_slip_in_a_final_judgement_is_corrected_and_its_override_stays(judged: Any, codes: Any) -> None:
    assert codes(**CORRECTION, overrides=["o-001"], limits="one visit only") == []


def test_a_correction_that_changes_the_level_needs_another_override(judged: Any, codes: Any) -> None:
    assert codes(**CORRECTION, overrides=["o-001"], level="very-high") == ["override-missing"]
    answer = {"tool_result": "tr-001", "supersedes": "o-001", "reason": "level corrected"}
    assert codes(answer, **CORRECTION, overrides=[Later(1)], level="very-high") == []


def test_a_second_override_of_the_same_result_must_correct_the_first(judged: Any, codes: Any) -> None:
    assert codes({"tool_result": "tr-001"}, **CORRECTION, overrides=[Later(1)]) == ["override-stands"]


@pytest.mark.parametrize("moved", [{"stage": "first"}, {"assessment": "a-002"}])
def test_a_correction_stays_in_its_stage_and_assessment(moved: dict[str, str], judged: Any, codes: Any) -> None:
    assert "correction-moves" in codes(**CORRECTION | {"overrides": ["o-001"]} | moved)


def test_a_first_judgement_cannot_be_corrected_into_a_final_one(judged: Any, codes: Any) -> None:
    assert "correction-moves" in codes(**CORRECTION | {"supersedes": "j-001", "overrides": ["o-001"]})


def test_a_result_is_overridden_once_and_by_the_judgement_it_is_recorded_with(
    bench: Any, sheet: Make, problems: Find
) -> None:
    loaded = bench.arms("medium").first().load()
    final = sheet("judgement", 3, **FINAL)
    over = sheet("override", 20, **OVERRIDE, tool_result="tr-001")
    elsewhere = sheet("override", 30, **OVERRIDE | {"judgement": "j-001"}, tool_result="tr-001")
    codes = [p.code for p in problems(check_judgement_drafts, loaded, [final, over, elsewhere])]
    assert "override-twice" in codes
    assert "override-elsewhere" in codes


def test_a_first_judgement_is_never_corrected(judged: Any, sheet: Make, problems: Find) -> None:
    given = sheet(
        "judgement", stage="first", level="high", likelihood="medium", **WHOM, **CORRECTION | {"supersedes": "j-001"}
    )
    assert [p.code for p in problems(check_judgement_drafts, judged.load(), [given])] == ["first-not-corrected"]


def test_a_judgement_of_an_earlier_assessment_can_still_be_corrected(judged: Any, codes: Any) -> None:
    review = Draft("assessment", {"opened_on": "2026-04-02", "trigger": "review", "purpose": "after the move"})
    loaded = judged.load()
    Ledger(loaded.path).append([review], by="pc-4412", at=loaded.case.entries[-1].record.recorded_at())
    assert codes(**CORRECTION, overrides=["o-001"], limits="one visit only") == []


def override_alone(**keys: Any) -> dict[str, Any]:
    return {
        **OVERRIDE,
        "judgement": "j-002",
        "supersedes": "o-001",
        "reason": "a slip",
        "tool_result": "tr-001",
        **keys,
    }


def test_an_override_can_be_corrected_by_itself_and_is_held_to_the_same_rules(
    judged: Any, sheet: Make, problems: Find
) -> None:
    def find(**keys: Any) -> list[str]:
        return [
            p.code
            for p in problems(check_judgement_drafts, judged.load(), [sheet("override", **override_alone(**keys))])
        ]

    assert find(rationale="better said") == []
    assert find(direction="downward") == ["override-misstated"]
    assert find(tool_result="tr-009") == ["override-of-nothing"]
    assert find(supersedes="o-009") == ["override-alone"]


def test_ids_not_taken_yet_do_not_confuse_the_rules(bench: Any, sheet: Make, problems: Find) -> None:
    loaded = bench.first().load()
    pointing = sheet("judgement", **FINAL, overrides="none", known_outcomes=[Later(3)], supersedes=Later(2), reason="x")
    assert problems(check_judgement_drafts, loaded, [pointing]) == []


def test_the_correction_of_an_override_stays_with_its_judgement(judged: Any, sheet: Make, problems: Find) -> None:
    moved = sheet("override", **override_alone(judgement="j-001"))
    assert "correction-moves" in [p.code for p in problems(check_judgement_drafts, judged.load(), [moved])]
