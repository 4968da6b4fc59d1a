"""Edges of the checks of ratings: what counts as evidence, as an answer in the plan, as older than a visit."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sjtool.check.ratings import is_earlier
from sjtool.model.template import FactorSet
from sjtool.problem import Problem
from sjtool.store.library import Library

Found = Callable[..., list[Problem]]
Record = tuple[str, dict[str, Any]]
HOSTILITY, OPPORTUNITY = "acute@1.0.0/hostility", "arms-style@1.0.0/opportunity"
FINAL: Record = ("judgement", {"id": "j-2", "assessment": "a-1", "stage": "final", "level": "low"})


def rating(factor: str, recent: str | None, name: str = "ra-1", **keys: Any) -> Record:
    given = {"id": name, "assessment": "a-1", "factor": factor, "person": "subject", "recent": recent}
    return ("rating", {**given, "rationale": "Seen.", "evidence": ["e-1"], "held_on": "2026-03-02", **keys})


def action(*answers: str, **keys: Any) -> Record:
    return ("action", {"id": "ac-1", "assessment": "a-1", "answers": list(answers), **keys})


def update(status: str) -> Record:
    return ("action_update", {"action": "ac-1", "status": status})


def visit(day: str | None, name: str = "ev-1", kind: str = "visit") -> Record:
    return ("event", {"id": name, "kind": kind, "held_on": day})


@pytest.mark.parametrize(
    ("recent", "past", "expected"),
    [
        ("none-seen", None, 0),
        ("not-enough-information", None, 0),
        (None, None, 0),
        ("present", None, 1),
        ("not-enough-information", "high", 1),
        ("none-identified", "none-identified", 0),
    ],
)
def test_only_a_label_that_says_something_needs_evidence(found: Found, recent: str, past: str, expected: int) -> None:
    problems = found("rating-without-evidence", rating(OPPORTUNITY, recent, past=past, evidence=[]))
    assert len(problems) == expected


def test_what_was_sought_and_not_obtained_is_no_evidence(found: Found) -> None:
    sought: Record = ("evidence", {"id": "e-1", "nature": "fact", "title": "The telephone", "obtained": False})
    (problem,) = found("rating-without-evidence", sought, rating(OPPORTUNITY, "high"))
    assert problem.what == 'rating "ra-1" of "opportunity" rests only on what was not obtained'
    had: Record = ("evidence", {"id": "e-2", "nature": "fact", "title": "The computer", "obtained": True})
    assert not found("rating-without-evidence", sought, had, rating(OPPORTUNITY, "high", evidence=["e-1", "e-2"]))
    assert not found("rating-without-evidence", sought, rating(OPPORTUNITY, "not-enough-information"))


def test_words_typed_in_place_of_a_factor_are_not_repeated(found: Found) -> None:
    typed = rating("acute@1.0.0/MARKER words", "present", evidence=[])
    (problem,) = found("rating-without-evidence", typed)
    assert "MARKER" not in problem.render()
    assert problem.what == 'rating "ra-1" rests on nothing'
    assert found("rating-without-rationale", ("rating", {"assessment": "a-1"}))


def test_a_reason_of_blanks_is_none(found: Found) -> None:
    assert found("rating-without-rationale", rating(HOSTILITY, "none-seen", rationale="  \n"))
    assert not found("rating-without-rationale", rating(HOSTILITY, "none-seen"))


def test_ratings_of_an_earlier_assessment_are_left_to_it(found: Found) -> None:
    later = ("assessment", {"id": "a-2"})
    assert not found("rating-without-rationale", rating(HOSTILITY, "none-seen", rationale=None), later)


@pytest.mark.parametrize("answer", [OPPORTUNITY, "arms-style/opportunity", "opportunity", "ra-1", "ra-2"])
def test_an_action_answers_a_factor_by_any_of_its_names(found: Found, answer: str) -> None:
    ratings = (
        rating(OPPORTUNITY, "high"),
        ("rating", {**rating(OPPORTUNITY, "high", "ra-2")[1], "supersedes": "ra-1"}),
    )
    assert not found("high-domain-without-action", *ratings, FINAL, action(answer))


@pytest.mark.parametrize("answer", ["acute@1.0.0/opportunity", "other", "arms-style@1.0.0/social-influences"])
def test_an_action_that_names_something_else_does_not(found: Found, answer: str) -> None:
    (problem,) = found("high-domain-without-action", rating(OPPORTUNITY, "high"), FINAL, action(answer))
    assert problem.place.line == 3
    assert OPPORTUNITY in problem.fix


@pytest.mark.parametrize(("status", "expected"), [("open", 0), ("done", 0), ("withdrawn", 1), ("not-done", 1)])
def test_an_action_that_was_given_up_answers_nothing(found: Found, status: str, expected: int) -> None:
    records = (rating(OPPORTUNITY, "high"), FINAL, action(OPPORTUNITY), update("withdrawn"), update(status))
    assert len(found("high-domain-without-action", *records)) == expected


def test_an_action_of_another_assessment_answers_while_it_runs(found: Found) -> None:
    records = (rating(OPPORTUNITY, "high"), FINAL, action(OPPORTUNITY, assessment="a-0"))
    assert not found("high-domain-without-action", *records, ("action_update", {"status": "open"}))
    assert found("high-domain-without-action", *records, update("done"))


@pytest.mark.parametrize(
    ("factor", "label"),
    [(OPPORTUNITY, "medium"), ("arms-style@1.0.0/social-investment", "none-evident"), (HOSTILITY, "act-now")],
)
def test_only_risk_domains_rated_high_are_looked_at(found: Found, factor: str, label: str) -> None:
    assert not found("high-domain-without-action", rating(factor, label), FINAL)


def test_the_plan_is_asked_for_once_the_final_judgement_stands(found: Found) -> None:
    assert not found("high-domain-without-action", rating(OPPORTUNITY, "high"))


def test_only_the_rating_in_force_counts(found: Found) -> None:
    high, low = rating(OPPORTUNITY, "high"), rating(OPPORTUNITY, "low", "ra-2", held_on="2026-03-03")
    assert not found("high-domain-without-action", high, low, FINAL)
    assert found("high-domain-without-action", ("rating", {**high[1], "held_on": "2026-03-04"}), low, FINAL)


def test_two_versions_of_a_sheet_are_read_as_the_newest(found: Found) -> None:
    sheet = Library().factor_set("arms-style")
    sheets: dict[str, FactorSet] = {"arms-style@0.9.0": sheet, "arms-style@1.0.0": sheet}
    (problem,) = found("high-domain-without-action", rating(OPPORTUNITY, "high"), FINAL, sheets=sheets)
    assert "arms-style@1.0.0" in problem.fix


def changed(name: str, factor: str, **keys: Any) -> dict[str, FactorSet]:
    """A shipped sheet with one factor changed, by its reference."""
    sheet = Library().factor_set(name)
    factors = tuple(f.model_copy(update=keys) if f.id == factor else f for f in sheet.factor)
    return {f"{name}@1.0.0": sheet.model_copy(update={"factor": factors})}


@pytest.mark.parametrize("keys", [{"side": "protective"}, {"raises_concern_when": ("medium",)}])
def test_high_counts_on_the_risk_side_and_where_it_raises_concern(found: Found, keys: dict[str, Any]) -> None:
    sheets = changed("arms-style", "opportunity", **keys)
    assert not found("high-domain-without-action", rating(OPPORTUNITY, "high"), FINAL, sheets=sheets)


def test_act_now_counts_on_the_acute_side(found: Found) -> None:
    sheets = changed("acute", "hostility", side="risk")
    assert not found("act-now-without-action", rating(HOSTILITY, "act-now"), sheets=sheets)


def test_a_correction_of_an_action_or_of_what_became_of_it_is_followed(found: Found) -> None:
    plan = (rating(OPPORTUNITY, "high"), FINAL, action(OPPORTUNITY))
    again = ("action", {**action(OPPORTUNITY)[1], "id": "ac-2", "supersedes": "ac-1"})
    assert found("high-domain-without-action", *plan, again, update("withdrawn"))
    given_up = ("action_update", {"action": "ac-2", "status": "withdrawn"})
    assert found("high-domain-without-action", *plan, again, given_up)


def test_each_sheet_of_acute_factors_is_named_by_itself(found: Found) -> None:
    acute = Library().factor_set("acute")
    other = acute.model_copy(update={"set": acute.set.model_copy(update={"id": "acute-own"})})
    ratings = (rating(HOSTILITY, "none-seen"), rating("acute-own@1.0.0/victim-access", "none-seen", "ra-2"))
    problems = found(
        "acute-older-than-last-visit",
        *ratings,
        visit("2026-03-09"),
        sheets={"acute@1.0.0": acute, "acute-own@1.0.0": other},
    )
    assert [p.what.partition("of ")[2] for p in problems] == ['"acute": hostility', '"acute-own": victim-access']


def test_nobody_under_assessment_has_no_rating_in_force(found: Found) -> None:
    assert not found("act-now-without-action", ("assessment", {"id": "a-1"}), rating(HOSTILITY, "act-now"), bare=True)


def test_act_now_is_asked_about_before_any_judgement(found: Found) -> None:
    assert found("act-now-without-action", rating(HOSTILITY, "act-now"))
    assert not found("act-now-without-action", rating(HOSTILITY, "act-now"), action("hostility"))
    assert not found("act-now-without-action", rating(HOSTILITY, "present"))


def test_act_now_wants_an_answer_of_its_day_or_later_and_names_what_is_older(found: Found) -> None:
    late = rating(HOSTILITY, "act-now", held_on="2026-03-03")
    (problem,) = found("act-now-without-action", late, action(HOSTILITY))
    assert "no action answers it since; ac-1 is older than the rating, and nothing was said of it since" in problem.what
    assert problem.fix.endswith("or, where it still fits, say so:  sjtool plan CASE --update ac-1")
    told = ("action_update", {"action": "ac-1", "status": "in-progress", "at": datetime(2026, 3, 3, 9, tzinfo=UTC)})
    assert not found("act-now-without-action", late, action(HOSTILITY), told)
    second = ("action", {**action(HOSTILITY)[1], "id": "ac-2"})
    (both,) = found("act-now-without-action", late, action(HOSTILITY), second)
    assert "ac-1, ac-2 are older than the rating, and nothing was said of them since" in both.what


def test_an_older_answer_that_ended_or_is_covert_is_not_named(found: Found) -> None:
    late = rating(HOSTILITY, "act-now", held_on="2026-03-03")
    for more in ((action(HOSTILITY), update("done")), (action(HOSTILITY, handling="covert"),)):
        (problem,) = found("act-now-without-action", late, *more)
        assert problem.what.endswith("no action answers it")
        assert "--update" not in problem.fix


def test_low_beside_act_now_is_one_finding_that_names_each_factor(found: Found) -> None:
    urgent = (rating(HOSTILITY, "act-now"), rating("acute@1.0.0/victim-access", "act-now", "ra-2"))
    (problem,) = found("low-with-act-now", *urgent, FINAL)
    assert problem.severity == "warning"
    assert problem.what.endswith("victim-access, hostility")
    assert not found("low-with-act-now", *urgent)
    assert not found("low-with-act-now", rating(HOSTILITY, "present"), FINAL)
    assert not found("low-with-act-now", *urgent, ("judgement", {**FINAL[1], "level": "medium"}))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("2026-03-02", "2026-03-03", True),
        ("2026-03-03", "2026-03-03", False),
        ("2026-03-04", "2026-03-03", False),
        ("2026-03", "2026-03-03", False),
        ("2026", "2026-03-03", False),
        ("2026-02", "2026-03-03", True),
        ("2026-03-03", "2026", False),
        ("", "2026", False),
    ],
)
def test_a_partial_date_is_earlier_only_where_that_is_certain(one: str, other: str, expected: bool) -> None:
    assert is_earlier(one, other) is expected


def test_each_acute_factor_not_rated_since_the_last_visit_is_named(found: Found) -> None:
    rated = (
        rating(HOSTILITY, "none-seen"),
        rating("acute@1.0.0/victim-access", "none-seen", "ra-2", held_on="2026-03-09"),
    )
    (problem,) = found("acute-older-than-last-visit", *rated, visit("2026-03-05", "ev-0"), visit("2026-03-09"))
    assert problem.what == 'since the visit "ev-1" nobody has rated, of "acute": hostility'
    assert problem.place.line == 6


@pytest.mark.parametrize("events", [(), (visit(None),), (visit("2026-03-09", kind="meeting"),), (visit("2026-03"),)])
def test_what_is_no_later_visit_asks_for_no_rating(found: Found, events: tuple[Record, ...]) -> None:
    assert not found("acute-older-than-last-visit", rating(HOSTILITY, "none-seen"), *events)


def test_sheets_that_are_carried_forward_and_undated_ratings_are_left_alone(found: Found) -> None:
    records = (rating(OPPORTUNITY, "low"), rating(HOSTILITY, "none-seen", "ra-2", held_on=None), visit("2026-03-09"))
    assert not found("acute-older-than-last-visit", *records)


def test_all_acute_factors_left_since_the_latest_of_several_visits_are_named_at_it(found: Found) -> None:
    rated = [rating(HOSTILITY, "none-seen"), rating("acute@1.0.0/victim-access", "none-seen", "ra-2")]
    visits = (visit("2026-03-09", "ev-2"), visit("2026-03-05", "ev-1"), visit(None, "ev-3"))
    (problem,) = found("acute-older-than-last-visit", *rated, *visits)
    assert problem.what == 'since the visit "ev-2" nobody has rated, of "acute": victim-access, hostility'
    assert problem.place.line == 5
    assert problem.fix == "sjtool rate CASE acute"


def test_a_sheet_used_with_and_without_its_version_is_one_sheet(found: Found) -> None:
    acute = Library().factor_set("acute")
    sheets = {"acute": acute, "acute@1.0.0": acute}
    problems = found("act-now-without-action", rating(HOSTILITY, "act-now"), sheets=sheets)
    assert [p.what for p in problems] == ['"hostility" is rated act-now, and no action answers it']
    alone = found("act-now-without-action", rating("acute/hostility", "act-now"), sheets={"acute": acute})
    assert [p.fix for p in alone] == [
        'act, then record it:  sjtool add CASE action  with  answers = ["acute/hostility"]'
    ]


@pytest.mark.parametrize(
    ("factor", "concerns", "expected"),
    [
        (HOSTILITY, ("no",), 1),
        (HOSTILITY, ("present",), 0),
        ("acute@1.0.0/unheard-of", ("no",), 0),
        ("own@1.0.0/hostility", ("no",), 0),
    ],
)
def test_a_strength_said_to_be_absent_needs_evidence_where_that_raises_concern_on_its_own_sheet(
    found: Found, factor: str, concerns: tuple[str, ...], expected: int
) -> None:
    acute = Library().factor_set("acute")
    told = acute.factor[-1].model_copy(update={"id": "hostility", "raises_concern_when": concerns})
    others = tuple(f.model_copy(update={"raises_concern_when": ("no",)}) for f in acute.factor if f.id != "hostility")
    own = acute.model_copy(
        update={
            "set": acute.set.model_copy(update={"id": "own"}),
            "factor": (told.model_copy(update={"raises_concern_when": ("present",)}),),
        }
    )
    sheets = {"own@1.0.0": own, "acute@1.0.0": acute.model_copy(update={"factor": (*others, told)})}
    problems = found("rating-without-evidence", rating(factor, "no", evidence=[]), sheets=sheets)
    assert len(problems) == expected
