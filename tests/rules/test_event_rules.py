"""The rules of events: a day that has been, prompts and outcomes that can be read, a decision with its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sjtool.recording.drafting import Sheet
from sjtool.recording.event_rules import check_event_drafts
from sjtool.store.append import Later

TODAY = date(2026, 3, 4)
SAID: dict[str, Any] = {"kind": "other", "held_on": "2026-03-04", "what": "x"}
Make = Callable[..., Sheet]


@pytest.fixture
def codes(bench: Any, sheet: Make, problems: Any) -> Callable[..., list[str]]:
    """`codes(kind="visit")` gives what is wrong with an event of these keys."""

    def find(**keys: Any) -> list[str]:
        given = [sheet("event", 1, **{**SAID, **keys})]
        return [problem.code for problem in problems(check_event_drafts, bench.load(), given, TODAY)]

    return find


@pytest.mark.parametrize(
    ("held", "following", "expected"),
    [
        ("2026-03-04", "2026-03-04", []),
        ("2026-03-05", None, ["event-ahead"]),
        ("2026-03", "2026-04", []),
        ("2026-04", None, ["event-ahead"]),
        ("2026", "2026-03-01", []),
        ("2027", None, ["event-ahead"]),
        ("2026-03-04", "2026-03-03", ["event-next-before"]),
        ("2026-03-04", "2026", []),
        ("2026-03-04", "2025", ["event-next-before"]),
        (None, "2026-03-04", []),
        (7, 8, []),
    ],
)
def test_it_has_been_and_the_next_one_comes_after_it(
    codes: Any, held: Any, following: Any, expected: list[str]
) -> None:
    assert codes(held_on=held, next_on=following) == expected


@pytest.mark.parametrize(
    ("considered", "expected"),
    [
        (["significant-change@1.0.0/own-home", "reactive-checks@1.0.0/pnc"], []),
        ((), []),
        (["significant-change@1.0.0/nothing"], ["event-prompt-unknown"]),
        (["significant-change/own-home"], ["event-prompt-unknown"]),
        (["acute@1.0.0/hostility"], ["event-prompt-unknown"]),
        ([7], ["event-prompt-unknown"]),
        ("words", []),
    ],
)
def test_a_prompt_is_an_entry_of_a_menu(codes: Any, considered: Any, expected: list[str]) -> None:
    assert codes(considered=considered) == expected


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        ("section-47-outcomes@1.0.0/not-substantiated-no-need", []),
        ("section-47-outcomes@1.0.0/else", ["event-outcome-unknown"]),
        ("significant-change@1.0.0/own-home", ["event-outcome-unknown"]),
        (None, ["event-outcome-unknown"]),
    ],
)
def test_section_47_has_four_outcomes(codes: Any, outcome: str | None, expected: list[str]) -> None:
    assert codes(kind="section-47", outcome=outcome, touches=[Later(0)]) == expected
    assert codes(kind="meeting", outcome=outcome) == []


CHILD = {"id": "child-a", "roles": ["child"], "standing": "other", "label": "Child A"}


@pytest.mark.parametrize("kind", ["section-47", "strategy-discussion"])
@pytest.mark.parametrize(
    ("touched", "fixes"),
    [
        (["child-a"], []),
        (["child-b", "housing"], []),
        ([Later(3)], []),
        (["Child A"], ['touches = ["child-a"] , if that is the child']),
        (["Kelly's kids"], ["add the child first: sjtool add CASE person"]),
        (["subject"], ["add the child first: sjtool add CASE person"]),
        ((), ["add the child first: sjtool add CASE person"]),
        ("child-a", ["add the child first: sjtool add CASE person"]),
    ],
)
def test_an_enquiry_names_a_child_of_the_case(
    bench: Any, sheet: Make, problems: Any, kind: str, touched: Any, fixes: list[str]
) -> None:
    bench.add("person", **CHILD)
    outcome = "section-47-outcomes@1.0.0/not-substantiated-no-need"
    given = [sheet("event", 1, **{**SAID, "kind": kind, "outcome": outcome, "touches": touched})]
    found = problems(check_event_drafts, bench.load(), [*given, sheet("person", 9, id="child-b")], TODAY)
    assert [(problem.code, problem.fix) for problem in found] == [("event-child-unknown", fix) for fix in fixes]


@pytest.mark.parametrize(
    ("touched", "expected"),
    [
        (["e-001", "E-001 and the rest", "housing", "acute@1.0.0/hostility", Later(1)], []),
        (["ac-099"], ["event-touches-unknown"]),
        (["housing and ev-123"], ["event-touches-unknown"]),
        (["ac-1", "flat a-12", "x-001"], []),
        (["new-100", "or-900"], ["event-touches-unknown"]),
    ],
)
def test_what_looks_like_an_id_is_one_of_the_case(codes: Any, touched: list[Any], expected: list[str]) -> None:
    assert codes(touches=touched) == expected


def test_a_record_beside_it_may_be_named_by_its_id(bench: Any, sheet: Make, problems: Any) -> None:
    given = [sheet("order", 1, id="or-900"), sheet("event", 9, **SAID, touches=["or-900"])]
    assert problems(check_event_drafts, bench.load(), given, TODAY) == []


@pytest.mark.parametrize(
    ("kind", "words"),
    [("conference", "next_on  of the section-47 event"), ("core-group", "before"), ("visit", "an action of the plan")],
)
def test_a_day_to_come_says_where_one_that_is_planned_stands(
    bench: Any, sheet: Make, problems: Any, kind: str, words: str
) -> None:
    given = [sheet("event", 1, **{**SAID, "kind": kind, "held_on": "2026-05-01"})]
    (found,) = problems(check_event_drafts, bench.load(), given, TODAY)
    assert (found.code, words in found.fix) == ("event-ahead", True)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"kind": "significant-change"}, ["event-review-unsaid", "event-without-rationale"]),
        ({"kind": "significant-change", "opens_review": True}, ["event-without-rationale"]),
        ({"kind": "significant-change", "opens_review": False, "rationale": " "}, ["event-without-rationale"]),
        ({"kind": "significant-change", "opens_review": False, "rationale": "y"}, []),
        ({"kind": "intelligence", "opens_review": False}, ["event-without-rationale"]),
        ({"kind": "intelligence"}, []),
        ({"kind": "other", "opens_review": False}, []),
        ({"kind": "information-shared"}, ["event-told-nobody"]),
        ({"kind": "information-shared", "told": ["Ms L"]}, []),
    ],
)
def test_a_decision_has_its_reason(codes: Any, keys: dict[str, Any], expected: list[str]) -> None:
    assert codes(**keys) == expected


def test_a_mappa_level_has_its_reason_and_other_records_are_left_alone(bench: Any, sheet: Make, problems: Any) -> None:
    given = [sheet("status", 1, mappa_level=2), sheet("status", 5, mappa_level=2, mappa_reason="y"), sheet("status", 9)]
    found = problems(check_event_drafts, bench.load(), [*given, sheet("order", 11)], TODAY)
    assert [(problem.code, problem.place.line) for problem in found] == [("mappa-without-reason", 2)]
