"""Page one: each judgement with what its own maker knew, and what was missing, the greatest of it by name."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.test_summary import words

from sjtool.assess.gap import Gap
from sjtool.report.what_is_missing import say_rest


def row(page: str, label: str) -> str:
    return next(line for line in page.split("\n") if line.startswith(f"{label}: ")).removeprefix(f"{label}: ")


ALL_SHOWN = "all results: DC-SRP [tr-001], ARMS [tr-002]"


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
    assert known == "all results: DC-SRP [tr-001], ARMS [tr-002, tr-003]"


def listed(page: str) -> list[str]:
    """The lines of what is missing."""
    return [
        line for line in page.partition("What is missing\n")[2].split("\n") if line not in ("sjtool", "opinion", "")
    ]


def test_the_officers_own_limits_come_first_and_then_what_was_not_obtained(unjudged: Any) -> None:
    unjudged.add("evidence", nature="fact", kind="other", title="Old file", obtained=False, why_not="Lost.")
    unjudged.add("evidence", nature="fact", kind="other", title="The telephone", obtained=False, why_not="At the unit.")
    unjudged.judge_first()
    unjudged.judge_final(limits="Telephone not examined.")
    limits, sought, *_rest = listed(words(unjudged.report(), 0))
    assert limits == "Limits, in the officer's words: Telephone not examined."
    assert sought == "Not obtained: The telephone; Victim's statement of 2023; Old file."


def test_what_was_obtained_since_is_no_gap(judged: Any) -> None:
    keys = {"nature": "reported", "kind": "victim-information", "title": "Victim's statement of 2023"}
    judged.add("evidence", **keys, obtained=True, supersedes="e-004", reason="came by post")
    assert "Not obtained" not in words(judged.report(), 0)


def test_what_people_refused_is_told_of_each(judged: Any) -> None:
    assert "Refused: 1 answer by Ms R and 1 answer by Mr H." in words(judged.report(), 0)


def test_every_dashed_mark_of_a_section_is_counted(judged: Any) -> None:
    page = words(judged.report(), 0)
    assert "more gaps in sections 3, 6, 7, 8, 10, 12 and 17." in page


def test_a_single_gap_more_is_named() -> None:
    assert [item.text for item in say_rest([Gap("x", 10, "Not recorded: this.", "")])] == ["Not recorded: this."]
    two = [Gap("x", 10, "Not recorded: this.", ""), Gap("y", 10, "Not recorded: that.", "")]
    assert [item.text for item in say_rest(two)] == ["2 more gaps in section 10."]


def test_of_images_nothing_is_said_where_there_are_none(judged: Any, builder: Any) -> None:
    assert "Nothing links the number or the category of images" in words(judged.report(), 4)
    case = builder("quay", parts=5)
    assert "Not recorded: whether downloading goes on" in words(case.report(), 12)
    case.add("status", offence_kinds=["sexual assault"], supersedes="st-001", reason="wrong")
    report = case.report()
    assert "unacceptable risk to a particular child" in words(report, 4)
    assert "images to later contact" not in words(report, 4)
    assert "Nothing recorded here speaks of images of children" in words(report, 12)
    assert "Not recorded" not in words(report, 12)


def test_the_numbers_of_questions_are_left_to_the_section(judged: Any) -> None:
    report = judged.report()
    assert "Not put to Mr H: 27 of 33 questions of Online behaviour and home life.\n" in words(report, 0)
    assert "27 of 33 questions of Online behaviour and home life (6 to 19, 21 to 33)." in words(report, 3)


def test_what_a_tool_said_is_record_and_why_it_was_departed_from_is_the_officers(judged: Any) -> None:
    tools = next(
        one for one in judged.report().sections[0].blocks if getattr(one, "title", "") == "What the tools said"
    )
    voices = [(item.voice, item.text.partition(":")[0]) for item in tools.blocks[0].items]
    assert voices == [
        ("record", "DC-SRP (official, 2 March 2026)"),
        ("opinion", "Why"),
        ("record", "ARMS (official, 12 January 2026)"),
        ("opinion", "Why"),
    ]
