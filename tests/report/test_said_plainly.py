"""Coded words, numbers of another's sections and officers' own words: what a reader of paper is given of each."""

from __future__ import annotations

from typing import Any

import pytest
from tests.report.test_summary import all_words, words

from sjtool.report.set_words import say_title
from sjtool.report.wording import say_kind


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("one-to-one work with a psychologist", "one-to-one work with a psychologist"),
        ("home-visits", "home visits"),
        (None, ""),
    ],
)
def test_a_code_is_written_out_and_words_are_never_altered(typed: str | None, printed: str) -> None:
    assert say_kind(typed) == printed


def test_a_section_of_the_protocol_is_not_taken_for_one_of_the_report() -> None:
    assert say_title("Online behaviour (section 12)") == "Online behaviour (the protocol's section 12)"
    assert say_title("Background (sections 10.10 to 10.12)") == "Background (the protocol's sections 10.10 to 10.12)"
    assert say_title("For one child (a boy)") == "For one child (a boy)"


def test_the_kind_of_an_action_stands_as_it_was_typed(judged: Any) -> None:
    keys = {"assessment": "a-001", "pillar": "supervision", "objective": "Work goes on", "owner": "PC Hughes"}
    judged.add("action", **keys, kind="one-to-one work", due_on="2026-04-01")
    assert "Kind: one-to-one work" in words(judged.report(), 15)


def test_no_set_is_called_by_its_id(judged: Any) -> None:
    text = all_words(judged.report())
    assert "section-12" not in text
    assert "Trained in: Active Risk Management System (ARMS), official outcome; Dynamic domains (ARMS-style); " in text
    assert "Online behaviour and home life (the protocol's section 12)" in text


def test_what_an_action_answers_is_named_whatever_it_is(judged: Any) -> None:
    keys = {"assessment": "a-001", "pillar": "supervision", "objective": "More visits", "owner": "PC Hughes"}
    judged.add("action", **keys, due_on="2026-04-01", answers=["arms-style/opportunity", "ev-001"])
    judged.add("action", **keys, due_on="2026-04-02", answers=["e-002", "rd-001", "ev-001"])
    section = words(judged.report(), 15)
    assert "Answers: Opportunity and significant change of 27 February 2026 (ev-001)" in section
    assert "(e-002); rd-001, the reading of Hours online (question 1 of Online behaviour and home life); sig" in section
    assert "; and " not in section


def test_marked_items_are_counted_apart_from_those_marked_lightly(judged: Any) -> None:
    keys = {"session": "s-001", "basis": "told"}
    assert "12 marked items: " in words(judged.report(), 8)
    judged.add("response", item="8", value=["email"], **keys)
    judged.add("response", item="12", value="None", **keys)
    assert "12 marked items and 2 marked lightly: " in words(judged.report(), 8)


def test_nobody_is_named_where_only_an_agency_is_recorded(judged: Any) -> None:
    keys = {"assessment": "a-001", "scale": "overall", "origin": "received", "construct": "level", "level": "high"}
    keys |= {"agency": "probation", "trained": "yes", "dated_on": "2026-03-11"}
    judged.add("tool_result", instrument="arms@1.0.0", **keys)
    assert "Assessor: nobody named, probation (trained in it)" in words(judged.report(), 4)


def test_a_relation_that_is_over_is_told_as_past(judged: Any) -> None:
    judged.add("relation", person="subject", to="child-d", kind="formerly-lives-with", from_on="2021", until_on="2025")
    judged.add("relation", person="partner", to="child-d", kind="half-sister of")
    section = words(judged.report(), 7)
    assert "Mr H: lived with D, from 2021 until 2025" in section
    assert "Ms R: half-sister of D" in section


def test_somebody_who_is_neither_suspect_nor_victim_is_told_so_in_words(judged: Any) -> None:
    assert "Standing: other than suspect, convicted person, victim or witness" in words(judged.report(), 7)


def test_a_heading_begins_with_a_capital_whoever_wrote_it(judged: Any) -> None:
    judged.add("narrative", assessment="a-001", heading="household and each child", text="D has a room.")
    judged.add("formulation", assessment="a-001", heading="how it began", text="With the phone.")
    section = words(judged.report(), 9)
    assert "Household and each child" in section
    assert "How it began" in section
