"""What a result says beside its points: whom it is not for, versions, limits, what is missing, what stands in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.score import cport
from sjtool.score.casic import is_met
from sjtool.score.register import COMPUTED, Compute, find_compute, rule_of
from sjtool.store.library import Library

Sound = dict[str, dict[str, Any]]
Problems = Callable[..., list[str]]
GATE = ("gender", "age_at_offence", "standing", "images_offence")
INSTEAD = "write down what bears on it in words, and give no score"
YES_NO = ("cport", "casic")
THREE = {"never_married": "yes", "videos": "yes", "sex_stories": "yes"}


@pytest.mark.parametrize("instrument", YES_NO)
@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"gender": "female"}, "it is for men; "),
        ({"age_at_offence": 17}, "it is for adults: under 18 at the offence; "),
        ({"age_at_offence": 0}, "it is for adults: under 18 at the offence; "),
        ({"standing": "suspect"}, "it is for men convicted of an offence of indecent images, not for suspects; "),
        ({"images_offence": False}, "it is for men convicted of an offence of indecent images; "),
    ],
)
def test_whom_it_is_not_for_gets_a_reason_and_no_score(
    instrument: str, more: dict[str, Any], reason: str, compute: dict[str, Compute], sound: Sound
) -> None:
    for inputs in (sound[instrument] | more, more):
        found = compute[instrument](inputs)
        assert (found.applicable, found.reason, found.band) == (False, reason + INSTEAD, "not-applicable")
        assert (found.points, found.interval, found.met, found.problems) == (None, None, None, ())
        assert (dict(found.item_points), found.missing, found.stands_in) == ({}, (), ())
        assert found.inputs.items() >= more.items()


@pytest.mark.parametrize("instrument", YES_NO)
def test_an_adult_is_18(instrument: str, compute: dict[str, Compute], sound: Sound) -> None:
    assert compute[instrument](sound[instrument] | {"age_at_offence": 18}).applicable is True


@pytest.mark.parametrize("instrument", YES_NO)
@pytest.mark.parametrize("key", GATE)
def test_where_it_cannot_be_decided_for_whom_it_is_there_is_no_score(
    instrument: str, key: str, compute: dict[str, Compute], sound: Sound
) -> None:
    found = compute[instrument](sound[instrument] | {key: None})
    told = f"missing: {key}; whom the instrument is for cannot be decided"
    assert (found.applicable, found.missing, found.problems, found.points) == (None, (key,), (told,), None)
    beside = compute[instrument](sound[instrument] | {key: None, "what": 1})
    assert (beside.missing, beside.problems) == ((key,), ('"what" is not an input of this instrument',))


@pytest.mark.parametrize("instrument", YES_NO)
def test_without_anything_the_whole_gate_is_missing(instrument: str, compute: dict[str, Compute]) -> None:
    told = f"missing: {', '.join(GATE)}; whom the instrument is for cannot be decided"
    found = compute[instrument]({})
    assert (found.applicable, found.missing, found.problems) == (None, GATE, (told,))


def test_a_man_over_35_at_the_offence_was_not_younger_when_it_was_looked_into(problems_of: Problems) -> None:
    told = "age_35_or_younger is yes and age_at_offence is 36: an investigation does not come before its offence"
    assert problems_of("cport", age_at_offence=36, age_35_or_younger="yes") == [told]
    assert problems_of("cport", age_at_offence=35, age_35_or_younger="yes") == []
    assert problems_of("cport", age_at_offence=36, age_35_or_younger="no") == []
    assert problems_of("cport", age_at_offence=20, age_35_or_younger="no") == []


@pytest.mark.parametrize("value", ["met", 3, ["yes"], True, ""])
def test_what_stands_in_is_given_by_its_items(value: object, problems_of: Problems) -> None:
    assert problems_of("cport", casic=value) == ["casic must hold CASIC's items, each yes, no or missing"]


def test_faults_of_what_stands_in_are_named_as_its_own_and_beside_others(problems_of: Problems) -> None:
    item, key = "casic: videos must be one of yes, no, missing", 'casic: "gender" is not an input of this instrument'
    assert problems_of("cport", casic={"videos": "perhaps"}) == [item]
    assert problems_of("cport", casic={"videos": 1, "gender": "female"}) == [key, item]
    assert problems_of("cport", gender=None, casic={"videos": 1}) == [item]
    assert problems_of("cport", gender="x", casic={"videos": 1}) == ["gender must be one of male, female", item]


def answered(**more: Any) -> dict[str, Any]:
    items = ("prior_criminal_history", "conditional_release_failure", "contact_sexual_offending")
    images = ("more_boy_images", "more_boy_other_content", "age_35_or_younger")
    gate = {"gender": "male", "age_at_offence": 40, "standing": "convicted", "images_offence": True}
    return {**gate, **dict.fromkeys(items, "yes"), **dict.fromkeys(images, "no"), **more}


def test_what_stands_in_counts_for_one_item_and_says_so(compute: dict[str, Compute]) -> None:
    found = compute["cport"](answered(casic={**THREE, "videos": " YES "}))
    assert (found.points, found.interval, found.missing) == (4, (4, 4), ())
    assert found.stands_in == (cport.INTEREST,) == ("sexual_interest_indicated",)
    assert found.item_points["sexual_interest_indicated"] == 1
    assert found.decided_by == "CASIC is met and stands in for the missing item on sexual interest"
    assert found.inputs["casic"] == THREE
    alone = compute["cport"](answered())
    assert (alone.points, alone.interval, alone.stands_in, alone.decided_by) == (3, (3, 4), (), "")
    assert alone.item_points["sexual_interest_indicated"] is None
    assert "casic" not in alone.inputs


def test_two_missing_items_leave_no_total_and_say_why(compute: dict[str, Compute]) -> None:
    found = compute["cport"](answered(more_boy_images="missing"))
    assert (found.applicable, found.points, found.interval, found.problems) == (True, None, None, ())
    assert found.missing == ("sexual_interest_indicated", "more_boy_images")
    assert found.decided_by == "no total: 2 items are missing, and the authors allow 1"
    assert (found.item_points["prior_criminal_history"], found.item_points["more_boy_images"]) == (1, None)
    with_stand_in = compute["cport"](answered(more_boy_images="missing", casic=THREE))
    assert (with_stand_in.points, with_stand_in.interval, with_stand_in.missing) == (4, (4, 5), ("more_boy_images",))


def test_the_threshold_is_met_not_met_or_undetermined() -> None:
    rule = rule_of(Library().instrument("casic"))
    assert [is_met(rule, least, most) for least, most in ((3, 3), (2, 3), (2, 2), (0, 6), (4, 6), (0, 0))] == [
        "met",
        "undetermined",
        "not-met",
        "undetermined",
        "met",
        "not-met",
    ]
    assert is_met(rule.model_copy(update={"met_at": None}), 0, 0) == "met"


VERSIONS = {
    "dc-srp": ("2026-08", "2026-08-04"),
    "iic-srp": ("2026-08", "2026-08-04"),
    "cport": ("2015", None),
    "casic": ("2017", "2017-04-06"),
}


@pytest.mark.parametrize("instrument", COMPUTED)
def test_every_result_carries_its_rule_version_its_day_and_its_limits(
    instrument: str, compute: dict[str, Compute], sound: Sound
) -> None:
    version, day = VERSIONS[instrument]
    rule = rule_of(Library().instrument(instrument))
    for inputs in (sound[instrument], {}, {"gender": "female"}, {"gender": 1}):
        told = compute[instrument](inputs).as_json()
        assert (told["instrument"], told["rule_version"]) == (instrument, version)
        assert told["rule_dated_on"] == (day or rule.dated_on)
        assert told["limits"] == rule.limits
        short = compute[instrument](inputs).as_json(full=False)
        assert short["limits"] == rule.limits[: rule.limits.index(". ") + 1]
        assert "inputs" not in short


def test_one_line_of_output_has_every_key_and_null_for_what_there_is_not(
    compute: dict[str, Compute], sound: Sound
) -> None:
    found = compute["casic"](sound["casic"]).as_json()
    limits = found.pop("limits")
    assert limits.startswith("Indicative")
    assert found == {
        "instrument": "casic",
        "rule_version": "2017",
        "rule_dated_on": "2017-04-06",
        "applicable": True,
        "reason": None,
        "points": 1,
        "item_points": {
            "never_married": None,
            "videos": 1,
            "sex_stories": None,
            "interest_two_years": None,
            "volunteer_high_access": None,
            "online_sexual_communication": None,
        },
        "percentage": None,
        "band": None,
        "band_before_reduction": None,
        "reduction_applied": None,
        "decided_by": None,
        "missing": [
            "never_married",
            "sex_stories",
            "interest_two_years",
            "volunteer_high_access",
            "online_sexual_communication",
        ],
        "stands_in": [],
        "interval": [1, 6],
        "met": "undetermined",
        "inputs": sound["casic"],
        "problems": [],
    }
    other = compute["dc-srp"](sound["dc-srp"]).as_json()
    assert (other["band_before_reduction"], other["reduction_applied"]) == ("medium", False)
    assert (other["reason"], other["interval"], other["inputs"]) == (None, None, sound["dc-srp"])
    assert compute["cport"](answered(casic=THREE)).as_json()["stands_in"] == ["sexual_interest_indicated"]
    assert compute["casic"]({"gender": "female"}).as_json()["reason"] == f"it is for men; {INSTEAD}"


def test_the_first_limit_ends_in_one_full_stop_and_none_stays_none() -> None:
    from sjtool.score.result import Result

    said = [Result("x", "1", "2026", None, limits=words).as_json(full=False)["limits"] for words in ("", "A. B.", "A.")]
    assert said == ["", "A.", "A."]


def test_what_is_not_computed_is_not_found() -> None:
    asked: list[str] = []

    def refuse(name: str) -> Any:
        asked.append(name)

    with pytest.raises(KeyError, match=r"^'osp-dc'$"):
        find_compute("osp-dc", refuse)
    assert asked == []
    passport = Library().instrument("casic")
    with pytest.raises(KeyError, match=r"^'casic'$"):
        rule_of(passport.model_copy(update={"rule": None}))


@pytest.mark.parametrize(
    ("instrument", "item"),
    [
        ("dc-srp", "adult_contact_sanctions"),
        ("dc-srp", "total_sanctions"),
        ("dc-srp", "start_of_follow_up"),
        ("dc-srp", "last_sexual_offence_on"),
        ("dc-srp", "stranger_victim"),
        ("cport", "sexual_interest_indicated"),
        ("cport", "age_35_or_younger"),
    ],
)
def test_a_passport_without_an_item_that_is_looked_up_has_no_rule(instrument: str, item: str) -> None:
    passport = Library().instrument(instrument)
    rule = rule_of(passport)
    fewer = rule.model_copy(update={"item": tuple(one for one in rule.item if one.id != item)})
    with pytest.raises(KeyError, match=instrument):
        rule_of(passport.model_copy(update={"rule": fewer}))
