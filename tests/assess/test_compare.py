"""Two answers compared by the item's kind: how they stand, never who is right."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.assess.compare import compare_values, is_partial_date, say_apart
from sjtool.model.enquiry import Value
from sjtool.model.template import Wording

STEPS = ("never", "now-and-then", "often", "always")
NUMBER = Wording(ask="?", answer="number", compare="number", tolerance=5.0)
TENTH = Wording(ask="?", answer="number", compare="number", tolerance=0.1)
EXACT = Wording(ask="?", answer="number")
YES_NO = Wording(ask="?", answer="yes_no", compare="yes_no")
ORDINAL = Wording(ask="?", answer="ordinal", compare="ordinal", options=STEPS, tolerance=1.0)
STRICT = Wording(ask="?", answer="ordinal", options=STEPS)
SET = Wording(ask="?", answer="set", compare="set")
READ = Wording(ask="?", answer="text", compare="read")
TEXT = Wording(ask="?")
DATE = Wording(ask="?", answer="date", compare="date")
DATES = ("2019", "2019-03", "2019-03-02", "2020", "2019-04")
READ_NUMBER = Wording(ask="?", answer="number", compare="read")


@pytest.mark.parametrize(
    ("wording", "one", "other", "outcome"),
    [
        (NUMBER, 10, 15, "agree"),
        (NUMBER, 10, 15.0, "agree"),
        (NUMBER, 10, 15.01, "differ"),
        (NUMBER, -3, 3, "differ"),
        (TENTH, 1.0, 1.1, "agree"),
        (TENTH, 1.0, 1.11, "differ"),
        (EXACT, 7, 7.0, "agree"),
        (EXACT, 7, 8, "differ"),
        (NUMBER, True, 1, "to-read"),
        (NUMBER, True, True, "to-read"),
        (NUMBER, "10", 10, "to-read"),
        (YES_NO, True, True, "agree"),
        (YES_NO, True, False, "differ"),
        (YES_NO, 1, True, "to-read"),
        (YES_NO, "True", True, "to-read"),
        (YES_NO, "sometimes", "Sometimes ", "agree"),
        (ORDINAL, "never", "now-and-then", "agree"),
        (ORDINAL, "never", "often", "differ"),
        (ORDINAL, "never", "hardly", "to-read"),
        (STRICT, "often", "often", "agree"),
        (STRICT, "often", "always", "differ"),
        (SET, ("a", "b"), ("B ", "A"), "agree"),
        (SET, ("a", "a", "b"), ("a", "b"), "agree"),
        (SET, ("a",), ("a", "b"), "differ"),
        (SET, ("a",), "a", "to-read"),
        (READ, "Two  friends", "two friends", "agree"),
        (READ, "two friends", "no friends", "to-read"),
        (TEXT, "yes", "no", "to-read"),
        (READ_NUMBER, 5, 50, "to-read"),
        (DATE, "2019-03-02", "2019-03-02", "agree"),
        (DATE, "2019-03", "2019-03", "agree"),
        (DATE, "2019", "2019", "agree"),
        (DATE, "2019", "2020", "differ"),
        (DATE, "2019-03", "2019-04", "differ"),
        (DATE, "2019-03-02", "2019-03-03", "differ"),
        (DATE, "2019-03-02", "2019-04", "differ"),
        (DATE, "2019", "2019-03", "to-read"),
        (DATE, "2019-03-02", "2019-03", "to-read"),
        (DATE, "2019", "the spring of 2019", "to-read"),
        (DATE, "2019-13", "2019-03", "to-read"),
        (DATE, "soon", "Soon ", "agree"),
        (DATE, 2019, "2019", "to-read"),
    ],
)
def test_answers_are_compared_by_kind(wording: Wording, one: Value, other: Value, outcome: str) -> None:
    assert compare_values(wording, one, other) == outcome


VALUES: Any = st.one_of(
    st.booleans(),
    st.integers(-1000, 1000),
    st.floats(-1000, 1000),
    st.text(min_size=1, max_size=8),
    st.sampled_from(STEPS),
    st.sampled_from(DATES),
    st.lists(st.sampled_from(STEPS), max_size=3).map(tuple),
)
ANY = st.sampled_from([NUMBER, TENTH, EXACT, YES_NO, ORDINAL, STRICT, SET, DATE, READ, TEXT])


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        ("2019", True),
        ("2019-03", True),
        ("2020-02-29", True),
        ("2019-02-29", False),
        ("2019-13", False),
        ("0000", False),
        ("2019-3", False),
        ("2019-03-02T10:00", False),
        ("soon", False),
        ("", False),
        (2019, False),
        (None, False),
        (("2019",), False),
    ],
)
def test_a_date_or_part_of_one_is_told_from_all_else(value: object, is_one: bool) -> None:
    assert is_partial_date(value) is is_one


@given(ANY, VALUES, VALUES)
def test_neither_account_is_preferred(wording: Wording, one: Value, other: Value) -> None:
    assert compare_values(wording, one, other) == compare_values(wording, other, one)


@given(ANY, VALUES)
def test_an_answer_never_differs_from_itself(wording: Wording, one: Value) -> None:
    assert compare_values(wording, one, one) != "differ"


@given(st.sampled_from([READ, TEXT]), VALUES, VALUES)
def test_free_text_is_never_called_a_difference(wording: Wording, one: Value, other: Value) -> None:
    assert compare_values(wording, one, other) in {"agree", "to-read"}


HOURS = Wording(ask="?", answer="number", unit="hours a week", tolerance=5.0)
STEPS = Wording(ask="?", answer="ordinal", options=("never", "now-and-then", "often"), tolerance=1.0)


@pytest.mark.parametrize(
    ("wording", "values", "words"),
    [
        (STEPS, ["now-and-then", "often"], "one step apart"),
        (STEPS, ["never", "often"], "2 steps apart"),
        (STEPS, ["often", "often"], ""),
        (STEPS, ["often", "Often", True], ""),
        (STEPS, [], ""),
        (HOURS, [35, 31.5], "within 5 hours a week"),
        (HOURS, [35, 35.0], ""),
        (HOURS, [], ""),
        (Wording(ask="?", answer="number", tolerance=0.5), [1, 1.5], "within 0.5"),
        (Wording(ask="?", answer="number"), [1, True], ""),
        (Wording(ask="?", answer="yes_no"), [True, True], ""),
        (Wording(ask="?", answer="text"), ["a", "A"], ""),
    ],
)
def test_answers_that_agree_by_the_rule_alone_are_said_to_be_apart(
    wording: Wording, values: list[Value], words: str
) -> None:
    assert say_apart(wording, values) == words
