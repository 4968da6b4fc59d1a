"""The two predictors: whom they are for, which figures contradict each other, and what is said when one is missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.model.instrument import Instrument
from sjtool.score import dc_srp
from sjtool.score.register import Compute
from sjtool.score.result import Result
from sjtool.store.library import Library

Sound = dict[str, dict[str, Any]]
Problems = Callable[..., list[str]]
BOTH = ("dc-srp", "iic-srp")
WOMEN = (
    "the predictors are for men: neither is tested for women, whatever a system shows; "
    "record what is known, and judge without it"
)
NEVER = "it is for men with a conviction for a sexual offence; record what is known, and judge without it"
NO_COUNTS = dict.fromkeys(
    ("adult_contact_sanctions", "child_contact_sanctions", "non_contact_sanctions", "image_sanctions"), 0
)


def assert_not_for(found: Result, reason: str) -> None:
    """No points, and no trace of any; the inputs, the version and the limits stay."""
    assert (found.applicable, found.reason, found.band) == (False, reason, "not-applicable")
    assert (found.points, found.percentage, found.missing, found.problems) == (None, None, (), ())
    assert (dict(found.item_points), found.band_before_reduction, found.decided_by) == ({}, None, "")
    assert found.rule_version
    assert found.limits
    assert found.inputs


@pytest.mark.parametrize("instrument", BOTH)
def test_neither_is_for_women(instrument: str, compute: dict[str, Compute], sound: Sound) -> None:
    assert_not_for(compute[instrument](sound[instrument] | {"gender": "female"}), WOMEN)
    assert_not_for(compute[instrument]({"gender": "female"}), WOMEN)


@pytest.mark.parametrize("instrument", BOTH)
@pytest.mark.parametrize("total", [0, 4, None])
def test_neither_is_for_men_without_a_sexual_offence(
    instrument: str, total: int | None, compute: dict[str, Compute], sound: Sound
) -> None:
    never = {"ever_sexual_offence": False, "total_sanctions": total, "last_sexual_offence_on": None, **NO_COUNTS}
    assert_not_for(compute[instrument](sound[instrument] | never), NEVER)
    assert_not_for(compute[instrument]({"ever_sexual_offence": False}), NEVER)


def test_the_one_for_contact_is_for_adults_by_the_day_follow_up_starts(
    compute: dict[str, Compute], sound: Sound
) -> None:
    given = sound["dc-srp"] | {"date_of_birth": "2004-05-02"}
    told = "it is for adults: under 18 at the start of follow-up"
    assert_not_for(compute["dc-srp"](given), told)
    found = compute["dc-srp"](given | {"date_of_birth": "2004-05-01"})
    assert (found.applicable, found.item_points["start_of_follow_up"]) == (True, 14)
    assert compute["dc-srp"](given | {"start_of_follow_up": None}).problems
    assert compute["dc-srp"](given | {"date_of_birth": None}).problems


@pytest.mark.parametrize("instrument", BOTH)
def test_sanctions_that_add_up_to_more_than_all_are_named(instrument: str, problems_of: Problems) -> None:
    counts = dict.fromkeys(NO_COUNTS, 1)
    told = "the four sexual counts add up to 4, more than total_sanctions (3): one of them is wrong"
    assert problems_of(instrument, **counts, total_sanctions=3) == [told]
    assert problems_of(instrument, **counts, total_sanctions=4) == []
    known = counts | {"image_sanctions": None}
    told = "the four sexual counts add up to 3, more than total_sanctions (2): one of them is wrong"
    assert problems_of(instrument, **known, total_sanctions=2) == [told]


@pytest.mark.parametrize("instrument", BOTH)
def test_whether_there_was_an_offence_and_what_is_counted_must_agree(instrument: str, problems_of: Problems) -> None:
    none = "ever_sexual_offence is true and no sanction for a sexual offence is counted"
    some = "ever_sexual_offence is false and sanctions for sexual offences are counted"
    assert problems_of(instrument, **NO_COUNTS) == [none]
    assert problems_of(instrument, ever_sexual_offence=False, last_sexual_offence_on=None) == [some]
    counts = NO_COUNTS | {"image_sanctions": None}
    assert problems_of(instrument, **counts)[0].startswith("missing: image_sanctions; ")


def test_the_day_of_an_offence_that_never_was_is_named(problems_of: Problems) -> None:
    never = {"ever_sexual_offence": False, **NO_COUNTS}
    told = "ever_sexual_offence is false and last_sexual_offence_on is given"
    assert problems_of("dc-srp", **never) == [told]
    assert problems_of("iic-srp", **never) == []


BORN = "date_of_birth"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"start_of_follow_up": "1980-02-02"}, ["start_of_follow_up lies before date_of_birth"]),
        (
            {"assessment_date": "1980-02-02", "last_sexual_offence_on": None, "last_offence_on": None},
            ["assessment_date lies before date_of_birth"],
        ),
        (
            {"last_sexual_offence_on": "1980-02-02"},
            ["last_sexual_offence_on lies before date_of_birth"],
        ),
        (
            {"last_offence_on": "1980-02-02", "last_sexual_offence_on": None},
            ["last_offence_on lies before date_of_birth"],
        ),
        (
            {"assessment_date": "2090-02-03"},
            ["assessment_date comes to an age of 110 or more: one of the two dates is wrong"],
        ),
        (
            {"start_of_follow_up": "2090-02-03"},
            ["start_of_follow_up comes to an age of 110 or more: one of the two dates is wrong"],
        ),
        (
            {"last_sexual_offence_on": "1990-02-02"},
            ["last_sexual_offence_on comes to an age under 10, at which nobody is sanctioned"],
        ),
        (
            {"last_offence_on": "2021-01-08"},
            ["last_offence_on lies before last_sexual_offence_on, which is an offence too"],
        ),
        ({"assessment_date": "2021-01-09"}, ["last_offence_on lies after assessment_date"]),
        (
            {"assessment_date": "2021-01-08", "last_offence_on": None},
            ["last_sexual_offence_on lies after assessment_date"],
        ),
        (
            {"assessment_date": "2021-01-08"},
            ["last_offence_on lies after assessment_date", "last_sexual_offence_on lies after assessment_date"],
        ),
        ({"assessment_date": "2090-02-02"}, []),
        ({"assessment_date": "2021-01-10"}, []),
        ({"start_of_follow_up": "2090-02-02"}, []),
        ({"last_sexual_offence_on": "1990-02-03"}, []),
        ({"last_offence_on": "2021-01-09"}, []),
        ({"start_of_follow_up": "2027-01-01"}, []),
    ],
)
def test_days_that_cannot_be_are_each_named(more: dict[str, Any], told: list[str], problems_of: Problems) -> None:
    found = problems_of("dc-srp", **more)
    assert [one for one in found if not one.startswith("missing: ")] == told


def test_a_start_of_follow_up_on_the_day_of_birth_is_no_order_but_no_adult(
    compute: dict[str, Compute], sound: Sound
) -> None:
    found = compute["dc-srp"](sound["dc-srp"] | {"start_of_follow_up": "1980-02-03"})
    assert (found.applicable, found.problems) == (False, ())


REQUIRED = {
    "dc-srp": (
        "gender",
        "ever_sexual_offence",
        "date_of_birth",
        "start_of_follow_up",
        "adult_contact_sanctions",
        "child_contact_sanctions",
        "non_contact_sanctions",
        "image_sanctions",
        "total_sanctions",
        "last_sexual_offence_on",
        "supervision",
    ),
    "iic-srp": (
        "gender",
        "ever_sexual_offence",
        "adult_contact_sanctions",
        "child_contact_sanctions",
        "non_contact_sanctions",
        "image_sanctions",
    ),
}


@pytest.mark.parametrize(("instrument", "key"), [(name, key) for name in BOTH for key in REQUIRED[name]])
def test_without_any_one_of_what_is_required_there_is_no_score(
    instrument: str, key: str, problems_of: Problems, compute: dict[str, Compute], sound: Sound
) -> None:
    told = f"missing: {key}; nothing is filled in for what is not known"
    assert problems_of(instrument, **{key: None}) == [told]
    assert compute[instrument](sound[instrument] | {key: None}).missing == (key,)
    beside = compute[instrument](sound[instrument] | {key: None, "what": 1})
    assert (beside.missing, beside.problems) == ((key,), ('"what" is not an input of this instrument',))


@pytest.mark.parametrize("instrument", BOTH)
def test_without_anything_all_that_is_required_is_missing(instrument: str, compute: dict[str, Compute]) -> None:
    found = compute[instrument]({})
    told = f"missing: {', '.join(REQUIRED[instrument])}; nothing is filled in for what is not known"
    assert (found.applicable, found.missing, found.problems) == (None, REQUIRED[instrument], (told,))


def test_what_may_be_left_out_is_listed_and_adds_nothing(compute: dict[str, Compute], sound: Sound) -> None:
    optional = ("assessment_date", "last_offence_on", "stranger_victim")
    found = compute["dc-srp"](sound["dc-srp"] | dict.fromkeys(optional))
    assert (found.missing, found.item_points["stranger_victim"], found.reduction_applied) == (optional, 0, False)
    assert compute["dc-srp"](sound["dc-srp"]).missing == ()
    assert compute["iic-srp"](sound["iic-srp"] | {"total_sanctions": None}).applicable is True


def test_a_rule_without_curve_or_reduction_gives_neither(sound: Sound) -> None:
    passport: Instrument = Library().instrument("dc-srp")
    assert passport.rule is not None
    bare = passport.rule.model_copy(update={"percentage": None, "reduction": None})
    found = dc_srp.compute(passport, bare, sound["dc-srp"])
    assert (found.percentage, found.reduction_applied, found.problems) == (None, False, ())


def test_no_points_are_nought_per_cent_only_where_the_rule_says_so() -> None:
    rule = Library().instrument("dc-srp").rule
    assert rule is not None
    assert rule.percentage is not None
    curve = rule.percentage.model_copy(update={"zero_at_no_points": False})
    assert dc_srp.percentage_of(rule, 0) == 0.0
    assert dc_srp.percentage_of(rule.model_copy(update={"percentage": curve}), 0) == 0.02
