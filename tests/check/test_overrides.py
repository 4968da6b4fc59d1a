"""Edges of the checks of overrides: what answers a difference, what is unsaid, what a countersignature ends."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.problem import Problem

Found = Callable[..., list[Problem]]
Record = tuple[str, dict[str, Any]]
HEAD = "a" * 32
SEALED: Record = ("event", {"id": "ev-1", "chain": HEAD})
SIGNED: Record = ("signature", {"id": "sg-1", "assessment": "a-1", "head": HEAD})


def tool(level: str = "high", **keys: Any) -> Record:
    given = {"id": "tr-1", "instrument": "arms@1.0.0", "scale": "overall", "construct": "level", "level": level}
    return ("tool_result", {**given, "assessment": "a-1", "dated_on": "2026-01-12", **keys})


def final(**keys: Any) -> Record:
    given = {"id": "j-2", "assessment": "a-1", "stage": "final", "level": "medium", "overrides": ["o-1"]}
    return ("judgement", {**given, **keys})


def override(**keys: Any) -> Record:
    given = {"id": "o-1", "judgement": "j-2", "tool_result": "tr-1", "decided_level": "medium", "direction": "downward"}
    words = {"rationale": "Lodgings he has left.", "justification": "Seen by two agencies."}
    return ("override", {**given, **words, "evidence": ["e-1"], "protective_evidence": ["e-1"], **keys})


def countersigned(decision: str) -> Record:
    return ("countersignature", {"signature": "sg-1", "head": HEAD, "decision": decision, "by": "ds-3"})


def test_nothing_is_said_of_tools_before_the_final_judgement(found: Found) -> None:
    first = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "first", "level": "low"})
    for code in (
        "override-missing",
        "override-without-rationale",
        "downward-without-protective-evidence",
        "downward-not-countersigned",
    ):
        assert not found(code, tool(), first, override(judgement="j-1", rationale=None, protective_evidence=[]))


@pytest.mark.parametrize("level", ["high", "low"])
def test_up_and_down_alike_are_answered(found: Found, level: str) -> None:
    (problem,) = found("override-missing", tool(level), final(overrides="none"))
    assert problem.what.endswith("and no override answers it")
    assert ("downward" in problem.what) is (level == "high")
    assert not found("override-missing", tool(level), final(), override())


def test_an_override_of_another_level_answers_nothing(found: Found) -> None:
    assert found("override-missing", tool(), final(), override(decided_level="low"))
    assert not found("override-missing", tool(), final(), override(decided_level=None))


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((tool("medium"), final(overrides="none")), ""),
        ((tool("medium"), final(overrides=None)), 'overrides = "none"'),
        ((final(overrides=None),), 'overrides = "none"'),
        ((tool(), final(overrides=None), override()), 'overrides = ["o-1"]'),
        ((tool(), final(overrides="none"), override()), 'overrides = ["o-1"]'),
        ((tool(), final(overrides=None)), "tool_result"),
    ],
)
def test_that_there_is_none_is_said_where_it_is_so(found: Found, records: tuple[Record, ...], expected: str) -> None:
    problems = found("override-missing", *records)
    assert len(problems) == bool(expected)
    assert all(expected in p.fix for p in problems)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({}, ""),
        ({"rationale": None}, 'override "o-1" has no rationale'),
        ({"justification": "  "}, 'override "o-1" has no justification'),
        ({"rationale": " ", "justification": None}, 'override "o-1" has no rationale and no justification'),
        ({"rationale": None, "judgement": "j-9"}, ""),
    ],
)
def test_rationale_and_justification_are_both_said(found: Found, keys: dict[str, Any], expected: str) -> None:
    problems = found("override-without-rationale", tool("low"), final(), override(**keys))
    assert [p.what for p in problems] == ([expected] if expected else [])


@pytest.mark.parametrize(
    ("level", "protective", "expected"),
    [("high", [], 1), ("high", ["e-2"], 1), ("high", ["e-1", "e-2"], 0), ("high", ["ra-1"], 0), ("low", [], 0)],
)
def test_coming_down_names_protection_that_was_obtained(
    found: Found, level: str, protective: list[str], expected: int
) -> None:
    held = (("evidence", {"id": "e-1", "obtained": True}), ("evidence", {"id": "e-2", "obtained": False}))
    made = override(protective_evidence=protective)
    assert len(found("downward-without-protective-evidence", tool(level), *held, final(), made)) == expected


def test_a_difference_with_no_override_is_left_to_override_missing(found: Found) -> None:
    assert not found("downward-without-protective-evidence", tool(), final())


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ((), "not signed"),
        ((SIGNED,), "signed by its author alone"),
        ((SIGNED, countersigned("return")), "returned by the supervisor"),
        ((SIGNED, countersigned("approve"), ("scenario", {"assessment": "a-1"})), "changed since it was signed"),
        ((SIGNED, countersigned("approve")), ""),
    ],
)
def test_a_judgement_below_a_tool_waits_for_its_countersignature(
    found: Found, records: tuple[Record, ...], expected: str
) -> None:
    problems = found("downward-not-countersigned", tool(), final(), override(), SEALED, *records)
    assert [p.what.rpartition(" is ")[2] for p in problems] == ([expected] if expected else [])
    assert all(p.place.line == 5 for p in problems)


def test_without_an_override_the_judgement_is_named(found: Found) -> None:
    (problem,) = found("downward-not-countersigned", tool(), final())
    assert problem.place.line == 4


def test_going_up_is_final_without_it(found: Found) -> None:
    assert not found("downward-not-countersigned", tool("low"), final(), override())


def test_an_answered_difference_hides_no_unanswered_one(found: Found) -> None:
    predictor = tool(id="tr-2", instrument="srp-official@1.0.0", scale="dc", construct="likelihood")
    judged = final(likelihood="low")
    (problem,) = found("override-missing", tool(), predictor, judged, override())
    assert problem.what.startswith('tool result "tr-2" differs from the judgement on likelihood of reoffending')
    assert not found("override-missing", tool(), predictor, final(likelihood="high"), override())


def test_silence_is_told_where_the_judgement_stands_with_what_to_write(found: Found) -> None:
    (silent,) = found("override-missing", final(overrides=None))
    assert silent.place.line == 3
    assert silent.what == 'judgement "j-2" does not say whether it overrides a tool'
    assert silent.fix == (
        'write the whole [[judgement]] again in FILE with  supersedes = "j-2" , a reason, and  overrides = "none" ; '
        "then  sjtool add CASE --answers FILE"
    )


def test_none_beside_overrides_is_told_with_the_first_and_mended_with_all(found: Found) -> None:
    made = (override(), override(id="o-2", tool_result="tr-9"))
    (untrue,) = found("override-missing", tool(), final(overrides="none"), *made)
    assert untrue.place.line == 4
    assert untrue.what == 'judgement "j-2" says that it overrides no tool, but "o-1" is an override of it'
    assert 'overrides = ["o-1", "o-2"] ;' in untrue.fix


def test_what_an_override_does_not_say_is_typed_in_one_line(found: Found) -> None:
    (problem,) = found("override-without-rationale", tool("low"), final(), override(rationale=None, justification=None))
    assert problem.fix == ('sjtool add CASE override --supersedes o-1  with  rationale = "…" and  justification = "…"')
