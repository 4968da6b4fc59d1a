"""Inputs that cannot be: each is named, none is repeated, none is guessed at, and none comes to points."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest

from sjtool.score.reading import Inputs, completed_years
from sjtool.score.register import COMPUTED, Compute

Problems = Callable[..., list[str]]
COUNTS = ("adult_contact_sanctions", "child_contact_sanctions", "non_contact_sanctions", "image_sanctions")
NO_COUNTS = [True, False, 1.0, -1, 1000, 10**30, "1", "", [1], {"n": 1}, float("nan"), float("inf"), 1e300, date.min]
NO_DAYS = [
    "2021-1-9",
    "2021-01",
    "2021",
    "09/01/2021",
    "20210109",
    "2021-W01-1",
    " 2021-01-09",
    "2021-01-09 ",
    "2021-01-09\n",
    "2021-01-09T00:00:00",
    "\u0662\u0660\u0662\u0661-\u0660\u0661-\u0660\u0669",
    "",
    20210109,
    True,
    ["2021-01-09"],
    {},
    datetime(2021, 1, 9, tzinfo=UTC),
    time(1, 2),
]
NO_SUCH_DAYS = ["2021-02-29", "1900-02-29", "2021-13-01", "2021-00-10", "2021-04-31", "2021-01-00", "0000-01-01"]
NO_WORDS = ["", "m", "man", "male female", 1, 0, True, ["male"], {"male": True}, float("nan"), "maleficent"]
NO_TRUTHS = ["true", "yes", "", 1, 0, 1.0, [True], {}, "True"]


@pytest.mark.parametrize("instrument", COMPUTED)
def test_sound_inputs_have_no_problems(
    instrument: str, problems_of: Problems, compute: dict[str, Compute], sound: dict[str, dict[str, Any]]
) -> None:
    assert problems_of(instrument) == []


@pytest.mark.parametrize("value", NO_COUNTS, ids=repr)
@pytest.mark.parametrize("key", COUNTS)
def test_what_is_no_count_is_named_and_not_repeated(key: str, value: object, problems_of: Problems) -> None:
    assert problems_of("dc-srp", **{key: value}) == [f"{key} must be a whole number from 0 to 999"]
    assert problems_of("iic-srp", **{key: value}) == [f"{key} must be a whole number from 0 to 999"]


@pytest.mark.parametrize("value", [0, *NO_COUNTS], ids=repr)
def test_the_total_is_at_least_one_for_a_man_with_an_offence(value: object, problems_of: Problems) -> None:
    assert problems_of("dc-srp", total_sanctions=value) == ["total_sanctions must be a whole number from 1 to 999"]


@pytest.mark.parametrize("value", NO_COUNTS, ids=repr)
@pytest.mark.parametrize("instrument", ["cport", "casic"])
def test_what_is_no_age_is_named(instrument: str, value: object, problems_of: Problems) -> None:
    assert problems_of(instrument, age_at_offence=value) == ["age_at_offence must be a whole number from 0 to 999"]


@pytest.mark.parametrize("instrument", ["cport", "casic"])
def test_an_age_of_110_is_too_great_and_109_is_not(instrument: str, problems_of: Problems) -> None:
    assert problems_of(instrument, age_at_offence=110) == ["age_at_offence must be under 110"]
    assert problems_of(instrument, age_at_offence=109) == []


def test_counts_of_999_are_counted(compute: dict[str, Compute], sound: dict[str, dict[str, Any]]) -> None:
    found = compute["dc-srp"](sound["dc-srp"] | {"adult_contact_sanctions": 999, "total_sanctions": 999})
    assert (found.problems, found.item_points["adult_contact_sanctions"]) == ((), 15)


@pytest.mark.parametrize("value", NO_DAYS, ids=repr)
@pytest.mark.parametrize("key", ["date_of_birth", "start_of_follow_up", "assessment_date", "last_sexual_offence_on"])
def test_what_is_no_day_is_named_and_not_repeated(key: str, value: object, problems_of: Problems) -> None:
    assert problems_of("dc-srp", **{key: value}) == [f"{key} must be a day, as 2026-03-04"]


@pytest.mark.parametrize("value", NO_SUCH_DAYS)
@pytest.mark.parametrize("key", ["date_of_birth", "last_offence_on"])
def test_a_day_that_does_not_exist_is_named(key: str, value: str, problems_of: Problems) -> None:
    assert problems_of("dc-srp", **{key: value}) == [f"{key} must be a day that exists, as 2026-03-04"]


@pytest.mark.parametrize("value", ["2020-02-29", date(2020, 2, 29), "2000-02-29"])
def test_the_29th_of_february_is_a_day_where_there_is_one(value: object, problems_of: Problems) -> None:
    assert problems_of("dc-srp", last_sexual_offence_on=value) == []


@pytest.mark.parametrize("value", NO_WORDS, ids=repr)
@pytest.mark.parametrize("instrument", COMPUTED)
def test_what_is_no_gender_is_named(instrument: str, value: object, problems_of: Problems) -> None:
    assert problems_of(instrument, gender=value) == ["gender must be one of male, female"]


@pytest.mark.parametrize(
    ("instrument", "key", "words"),
    [
        ("dc-srp", "supervision", "community, custody, remand"),
        ("dc-srp", "stranger_victim", "yes, no, unknown"),
        ("cport", "standing", "convicted, suspect"),
        ("cport", "more_boy_images", "yes, no, missing"),
        ("casic", "videos", "yes, no, missing"),
    ],
)
def test_what_is_not_on_a_closed_list_is_named_with_the_list(
    instrument: str, key: str, words: str, problems_of: Problems
) -> None:
    for value in ("prison", "y", "", 1, True, ["yes"], {"yes": 1}, 1.5, date.min):
        assert problems_of(instrument, **{key: value}) == [f"{key} must be one of {words}"]


@pytest.mark.parametrize("value", NO_TRUTHS, ids=repr)
def test_what_is_not_true_or_false_is_named(value: object, problems_of: Problems) -> None:
    assert problems_of("dc-srp", ever_sexual_offence=value) == ["ever_sexual_offence must be true or false"]
    assert problems_of("cport", images_offence=value) == ["images_offence must be true or false"]


@pytest.mark.parametrize("word", ["MALE", "Male", " male ", "\tmale\n"])
def test_words_may_be_in_any_capitals_and_have_space_around(
    word: str, compute: dict[str, Compute], sound: dict[str, dict[str, Any]]
) -> None:
    for instrument in COMPUTED:
        found = compute[instrument](sound[instrument] | {"gender": word})
        assert (found.problems, found.inputs["gender"]) == ((), "male")


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("Gender", '"Gender"'),
        ("adult-contact-sanctions", '"adult-contact-sanctions"'),
        ("x" * 40, f'"{"x" * 40}"'),
        ("x" * 41, "a key"),
        ("", "a key"),
        ("two words", "a key"),
        ("h\u00e9", "a key"),
        ("gender\n", "a key"),
        ("\x1b[31m", "a key"),
        ("\ud800", "a key"),
        ("a.b", "a key"),
        (7, "a key"),
    ],
)
@pytest.mark.parametrize("instrument", COMPUTED)
def test_an_input_nobody_reads_is_named_where_it_looks_like_one(
    instrument: str, key: object, told: str, compute: dict[str, Compute], sound: dict[str, dict[str, Any]]
) -> None:
    found = compute[instrument]({**sound[instrument], key: 1})  # type: ignore[dict-item]
    assert found.problems == (f"{told} is not an input of this instrument",)
    assert found.points is None


def test_inputs_of_the_one_predictor_are_no_fault_in_the_other_and_those_of_the_counts_are(
    problems_of: Problems,
) -> None:
    assert problems_of("iic-srp", date_of_birth=None, supervision=1) == []
    assert problems_of("dc-srp", age_at_offence=30) == ['"age_at_offence" is not an input of this instrument']
    assert problems_of("casic", casic={}) == ['"casic" is not an input of this instrument']


def test_every_fault_is_named_and_not_the_first_alone(problems_of: Problems) -> None:
    found = problems_of("dc-srp", gender=1, image_sanctions=-1, date_of_birth="x", supervision="", what=1)
    assert [told.split()[0] for told in found] == [
        '"what"',
        "gender",
        "image_sanctions",
        "date_of_birth",
        "supervision",
    ]


def test_what_was_read_is_kept_as_it_was_taken_and_what_was_not_is_left_out() -> None:
    given = {"n": 3, "d": date(2026, 3, 4), "t": "2026-03-04", "w": " Yes", "b": False, "bad": "x", "none": None}
    inputs = Inputs(given, given)
    read = (
        inputs.count("n"),
        inputs.day("d"),
        inputs.day("t"),
        inputs.choice("w", ("yes", "no")),
        inputs.truth("b"),
        inputs.count("bad"),
    )
    assert read == (3, date(2026, 3, 4), date(2026, 3, 4), "yes", False, None)
    assert [inputs.count("none"), inputs.day("none"), inputs.choice("none", ()), inputs.truth("none")] == [None] * 4
    assert inputs.used == {"n": 3, "d": "2026-03-04", "t": "2026-03-04", "w": "yes", "b": False}
    assert inputs.problems == ["bad must be a whole number from 0 to 999"]
    assert inputs.missing_of(["none", "n", "b", "never"]) == ("none", "never")


@pytest.mark.parametrize(
    ("since", "until", "years"),
    [
        ("2000-02-29", "2018-02-28", 17),
        ("2000-02-29", "2018-03-01", 18),
        ("2000-02-29", "2020-02-28", 19),
        ("2000-02-29", "2020-02-29", 20),
        ("2000-05-31", "2001-05-30", 0),
        ("2000-05-31", "2001-05-31", 1),
        ("2000-05-31", "2001-04-30", 0),
        ("2000-05-31", "2001-06-01", 1),
        ("2000-12-31", "2001-01-01", 0),
        ("2000-05-31", "2000-05-31", 0),
        ("2000-05-31", "2000-05-30", -1),
    ],
)
def test_years_are_counted_when_they_are_complete(since: str, until: str, years: int) -> None:
    assert completed_years(date.fromisoformat(since), date.fromisoformat(until)) == years
