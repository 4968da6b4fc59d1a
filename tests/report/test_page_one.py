"""Page one: each judgement with what its own maker knew, and what was missing, the greatest of it by name."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.test_summary import words


def row(page: str, label: str) -> str:
    return next(line for line in page.split("\n") if line.startswith(f"{label}: ")).removeprefix(f"{label}: ")


ALL_SHOWN = "all results shown: DC-SRP [tr-001] and ARMS [tr-002]"


@pytest.mark.parametrize(
    ("known", "said"), [((), "no tool result"), (("tr-002",), "ARMS [tr-002]"), (("tr-002", "tr-001"), "ARMS [tr-002]")]
)
def test_what_the_first_judgement_knew_is_said_of_the_first(unjudged: Any, known: tuple[str, ...], said: str) -> None:
    unjudged.judge_first(known_outcomes=[*known])
    unjudged.judge_final(known_outcomes=["tr-001", "tr-002"])
    page = words(unjudged.report(), 0)
    assert row(page, "First judged").startswith(f"the same, before sjtool showed the tools' levels; knowing {said}")
    assert row(page, "Made knowing") == ALL_SHOWN
    assert page.index("Made knowing") < page.index("Judged by") < page.index("First judged")


def test_a_declared_outcome_stands_in_the_heading_of_the_first_judgement(unjudged: Any) -> None:
    unjudged.judge_first(known_outcomes=["tr-002"])
    unjudged.judge_final(known_outcomes=["tr-001", "tr-002"])
    section = words(unjudged.report(), 13)
    assert "First judgement, before sjtool showed the tools' levels; knowing ARMS [tr-002]" in section
    assert f"Made knowing: {ALL_SHOWN}" in section


def test_a_final_judgement_is_not_said_to_know_what_came_after_it(unjudged: Any) -> None:
    unjudged.judge_first()
    unjudged.judge_final(known_outcomes=["tr-001"])
    assert row(words(unjudged.report(), 0), "Made knowing") == "DC-SRP [tr-001]"


def test_two_results_of_one_tool_are_told_together(unjudged: Any) -> None:
    unjudged.judge_first(known_outcomes=["tr-001", "tr-002"])
    keys = {"assessment": "a-001", "scale": "overall", "origin": "received", "construct": "level", "level": "high"}
    unjudged.add("tool_result", instrument="arms@1.0.0", dated_on="2026-03-11", **keys)
    unjudged.judge_final(known_outcomes=["tr-001", "tr-002", "tr-003"])
    known = row(words(unjudged.report(), 0), "Made knowing")
    assert known == "all results shown: DC-SRP [tr-001] and ARMS [tr-002, tr-003]"
