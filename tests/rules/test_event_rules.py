"""The rules of events: a day that has been, prompts and outcomes that can be read, a decision with its reason."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sjtool.recording.drafting import Sheet
from sjtool.recording.event_rules import check_event_drafts

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
    assert codes(kind="section-47", outcome=outcome) == expected
    assert codes(kind="meeting", outcome=outcome) == []


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
