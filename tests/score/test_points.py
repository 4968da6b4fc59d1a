"""How values come to points and words, below, on and above each step."""

from __future__ import annotations

from typing import Any

import pytest

from sjtool.model.instrument import Band, Rule, Step
from sjtool.score import iic_srp
from sjtool.score.casic import read_stand_in
from sjtool.score.points import answer_points, band_of, items_of, step_points
from sjtool.score.register import Compute, rule_of
from sjtool.store.library import Library

Sound = dict[str, dict[str, Any]]
STEPS = (Step(at_least=2, points=5), Step(at_least=4, points=-3))


@pytest.fixture
def casic() -> Rule:
    return rule_of(Library().instrument("casic"))


def test_the_last_step_that_is_reached_counts_and_none_is_nothing() -> None:
    assert [step_points(STEPS, value) for value in (-1, 1, 2, 3, 4, 5)] == [0, 0, 5, 5, -3, -3]
    assert step_points((), 3) == 0


def test_an_answer_that_is_not_listed_has_no_points(casic: Rule) -> None:
    item = items_of(casic)["videos"]
    assert [answer_points(item, said) for said in ("yes", "no", "missing", "")] == [1, 0, 0, 0]
    assert list(items_of(casic)) == [one.id for one in casic.item]


def test_the_last_band_that_is_reached_is_the_word() -> None:
    bands = (Band(at_least=0, word="low"), Band(at_least=3, word="high"))
    assert [band_of(bands, points) for points in (0, 2, 3, 9)] == ["low", "low", "high", "high"]


@pytest.mark.parametrize(
    ("given", "met"),
    [
        ({}, "undetermined"),
        ({"videos": "yes", "sex_stories": "yes", "never_married": "yes"}, "met"),
        (dict.fromkeys(("videos", "sex_stories", "never_married", "interest_two_years"), "no"), "not-met"),
        (dict.fromkeys(("videos", "sex_stories", "never_married"), "no"), "undetermined"),
        ({"videos": "yes", "sex_stories": "no", "never_married": "no", "interest_two_years": "no"}, "undetermined"),
    ],
)
def test_what_stands_in_is_worked_out_without_the_gate(given: dict[str, str], met: str, casic: Rule) -> None:
    found, read = read_stand_in(casic, given)
    assert (found, read.problems, read.used) == (met, [], given)


@pytest.mark.parametrize(("ever", "least"), [(True, 1), (None, 1), (False, 0)])
@pytest.mark.parametrize("instrument", ["dc-srp", "iic-srp"])
def test_the_least_total_depends_on_whether_there_was_an_offence(
    instrument: str, ever: object, least: int, compute: dict[str, Compute], sound: Sound
) -> None:
    counts = {key: None for key in sound["iic-srp"] if key.endswith("_sanctions")}
    given = {**sound[instrument], **counts, "ever_sexual_offence": ever, "last_sexual_offence_on": None}
    told = f"total_sanctions must be a whole number from {least} to 999"
    found = {total: compute[instrument](given | {"total_sanctions": total}).problems for total in (least - 1, least)}
    assert found[least - 1] == (told,)
    assert told not in found[least]


def test_counts_that_no_line_of_a_passport_fits_come_to_nothing(sound: Sound) -> None:
    passport = Library().instrument("iic-srp")
    found = iic_srp.compute(passport, rule_of(passport).model_copy(update={"tier": ()}), sound["iic-srp"])
    assert (found.applicable, found.percentage, found.band) == (None, None, None)
    assert found.problems == ("no line of the rule in the passport fits these counts",)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((0, 0, 0, 2), "Two or more sanctions for indecent images or indirect contact"),
        ((0, 3, 0, 1), "One sanction for indecent images or indirect contact"),
        ((1, 2, 0, 0), "None for images, but two or more for contact offences against children"),
        ((1, 1, 0, 0), "None for images, but one for a contact offence against a child"),
        ((1, 0, 0, 0), "None of these, but another sexual sanction"),
        ((0, 0, 1, 0), "None of these, but another sexual sanction"),
    ],
)
def test_which_line_of_the_hierarchy_decided_is_said(
    counts: tuple[int, ...], told: str, compute: dict[str, Compute]
) -> None:
    keys = ("adult_contact_sanctions", "child_contact_sanctions", "non_contact_sanctions", "image_sanctions")
    given = {"gender": "male", "ever_sexual_offence": True, **dict(zip(keys, counts, strict=True))}
    assert compute["iic-srp"](given).decided_by == told
