"""A tool result is its instrument's own words; a response is one its question takes. However it is typed in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.errors import SjtoolError
from sjtool.loader import load_sound
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, check_sheets
from sjtool.recording.interview_rules import check_interview_drafts, takes
from sjtool.recording.tool_rules import check_tool_drafts
from sjtool.store.append import Draft, Later
from sjtool.store.library import Library

LIBRARY = Library()
ITEMS = {item.id: item for item in LIBRARY.question_set("section-12").item}
RESULT = {
    "instrument": "srp-official@1.0.0",
    "scale": "dc",
    "origin": "received",
    "construct": "likelihood",
    "band": "low",
    "dated_on": "2026-01-12",
    "limits": "old",
}
SESSION = {
    "assessment": "a-001",
    "set": "section-12@1.0.0",
    "informant": "subject",
    "about": "subject",
    "interviewers": ["pc-4412"],
    "mode": "in-person",
    "held_on": "2026-03-04",
}


def sheet(table: str, **keys: Any) -> Sheet:
    return Sheet(Draft(table, keys), Place("answers.toml", 1))


def codes(check: Callable[..., None], *given: Any) -> list[str]:
    try:
        check(*given)
    except SjtoolError as error:
        return [problem.code for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, []),
        ({"instrument": "srp-official@9.9.9"}, ["unknown-instrument"]),
        ({"instrument": "section-12@1.0.0"}, ["unknown-instrument"]),
        ({"origin": "computed"}, ["origin-wrong"]),
        ({"scale": None}, ["scale-needed"]),
        ({"scale": "third"}, ["scale-needed"]),
        ({"band": "Very High"}, ["level-not-of-tool"]),
        ({"construct": "other"}, ["construct-wrong"]),
    ],
)
def test_a_tool_result_is_held_to_its_passport(changed: dict[str, Any], said: list[str]) -> None:
    assert codes(check_tool_drafts, LIBRARY, [sheet("tool_result", **RESULT | changed)]) == said


def test_other_records_are_no_business_of_the_tool_rules() -> None:
    assert codes(check_tool_drafts, LIBRARY, [sheet("event", kind="visit")]) == []


@pytest.mark.parametrize(
    ("item", "value", "fits"),
    [
        ("3", True, True),
        ("3", "yes", False),
        ("2", "a-little", True),
        ("2", "purple", False),
        ("8", ["websites", "email"], True),
        ("8", ["purple"], False),
        ("8", "websites", False),
        ("5", "Two friends and a sister.", True),
        ("5", 3, False),
    ],
)
def test_an_item_takes_answers_of_its_kind_only(item: str, value: Any, fits: bool) -> None:
    assert takes(ITEMS[item], value) is fits


@pytest.mark.parametrize(
    ("value", "fits"), [(35, True), (0.5, True), (True, False), (169, False), (-1, False), ("x", False)]
)
def test_a_number_stands_within_its_limits(value: Any, fits: bool) -> None:
    hours = next(part for part in ITEMS["1"].part if part.id == "hours")
    assert takes(hours, value) is fits


@pytest.mark.parametrize(
    ("value", "fits"), [("2019-03", True), ("2019", True), ("2019-13", False), ("March 2019", False), (2019, False)]
)
def test_a_date_is_given_as_the_ledger_writes_it(value: Any, fits: bool) -> None:
    assert takes(ITEMS["3"].model_copy(update={"answer": "date"}), value) is fits


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"item": "3", "value": True}, []),
        ({"item": "3", "missing": "refused"}, []),
        ({"item": "3"}, ["value-or-missing"]),
        ({"item": "3", "value": True, "missing": "refused"}, ["value-or-missing"]),
        ({"item": "999", "value": True}, ["no-such-item"]),
        ({"item": "1", "value": 35}, ["no-such-part"]),
        ({"item": "1", "part": "minutes", "value": 35}, ["no-such-part"]),
        ({"item": "1", "part": "hours", "value": 35}, []),
        ({"item": "3", "part": "hours", "value": True}, ["no-such-part"]),
        ({"item": "2", "value": "purple"}, ["value-wrong-kind"]),
    ],
)
def test_a_response_is_held_to_the_set_of_its_session(
    make_case: Callable[..., Path], keys: dict[str, Any], said: list[str]
) -> None:
    loaded = load_sound(make_case("harbour", [Draft("session", SESSION)]), LIBRARY)
    in_case = sheet("response", session="s-001", basis="told", **keys)
    assert codes(check_interview_drafts, loaded, [in_case]) == said
    in_file = sheet("response", session=Later(0), basis="told", **keys)
    assert codes(check_interview_drafts, loaded, [sheet("session", **SESSION), in_file]) == said


def test_a_session_is_of_a_question_set_that_is_here(make_case: Callable[..., Path]) -> None:
    loaded = load_sound(make_case("harbour"), LIBRARY)
    for ref in ("no@1", "arms-style@1.0.0"):
        assert codes(check_interview_drafts, loaded, [sheet("session", **SESSION | {"set": ref})]) == [
            "unknown-template"
        ]
    nowhere = sheet("response", session=Later(7), item="3", value=True)
    assert codes(check_interview_drafts, loaded, [nowhere]) == []


def test_words_of_nothing_but_space_are_no_words(make_case: Callable[..., Path]) -> None:
    loaded = load_sound(make_case("harbour"), LIBRARY)
    event = sheet("event", kind="visit", held_on="2026-03-04", what=" \n ")
    assert codes(check_sheets, loaded.case, [event]) == ["key-missing"]
    person = sheet("person", id="child", roles=["child"], standing="other", label="Child A", address="  ")
    assert codes(check_sheets, loaded.case, [person]) == ["words-blank"]
