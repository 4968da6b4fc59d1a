"""For whom a sheet and each of its factors is rated: which people of the case, in which order, and which factors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, get_args

import pytest

from sjtool.assess.rated import PER_WORDS, factors_for, people_for, people_of, rated_per
from sjtool.assess.ratings import view_sheet, views_by_ref
from sjtool.assess.standing import Standing
from sjtool.model.template import FactorGroup, FactorSet, RatedPer
from sjtool.store.library import Library

Stand = Callable[..., Standing]
ACUTE = Library().factor_set("acute")


def person(name: str, *roles: str, **keys: Any) -> tuple[str, dict[str, Any]]:
    return ("person", {"id": name, "roles": list(roles), **keys})


EVERYBODY = (
    person("mr-h", "subject"),
    person("ms-r", "partner"),
    person("ms-s", "carer"),
    person("aunt", "relative"),
    person("ann", "child"),
    person("bo", "child", "potential-victim"),
    person("v-1", "victim"),
)


def sheet(*per_group: RatedPer | None, of_sheet: RatedPer = "subject") -> FactorSet:
    """The acute sheet for `of_sheet`: one factor with no group, then two factors for each group given."""
    made = tuple(
        FactorGroup(id=f"g-{n}", title="G", source="s", pinpoint="p", rated_per=per) for n, per in enumerate(per_group)
    )
    groups = [None, *(group.id for group in made for _twice in range(2))]
    factors = tuple(
        factor.model_copy(update={"group": name}) for factor, name in zip(ACUTE.factor, groups, strict=False)
    )
    head = ACUTE.set.model_copy(update={"rated_per": of_sheet})
    return ACUTE.model_copy(update={"set": head, "group": made, "factor": factors})


def names(people: Any) -> list[str]:
    return [one.id for one in people]


def test_everybody_a_sheet_can_be_rated_for_has_words() -> None:
    assert set(PER_WORDS) == set(get_args(RatedPer))


def test_a_factor_is_rated_for_whom_its_group_says_else_for_whom_the_sheet_says() -> None:
    mixed = sheet("child", None, of_sheet="carer")
    assert [rated_per(mixed, factor) for factor in mixed.factor] == ["carer", "child", "child", "carer", "carer"]


@pytest.mark.parametrize(
    ("per", "expected"),
    [
        ("subject", ["mr-h"]),
        ("carer", ["ms-r", "ms-s"]),
        ("couple", ["ms-r"]),
        ("child", ["ann", "bo"]),
        ("sibling", ["ann", "bo"]),
        ("victim", ["bo", "v-1"]),
    ],
)
def test_people_are_found_by_their_roles_in_the_order_of_the_file(
    per: RatedPer, expected: list[str], stand: Stand
) -> None:
    assert names(people_for(stand(*EVERYBODY), per)) == expected
    assert people_for(stand(), per) == ()


def test_of_two_people_under_assessment_the_first_is_meant(stand: Stand) -> None:
    both = (person("mr-h", "subject"), person("mr-k", "subject"))
    assert names(people_for(stand(*both), "subject")) == ["mr-h"]


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ((person("ann", "child"),), []),
        ((person("ann", "child"), person("bo", "child")), ["ann", "bo"]),
        ((person("ann", "child"), person("v-1", "victim")), []),
        ((person("ann", "child"), person("bo", "child", "victim")), ["ann", "bo"]),
        ((person("ann", "child"), person("ms-r", "partner")), []),
        ((person("ann", "child"), person("ann-2", "child", supersedes="ann")), []),
    ],
)
def test_a_sibling_is_a_child_beside_whom_there_is_another(people: Any, expected: list[str], stand: Stand) -> None:
    assert names(people_for(stand(*people), "sibling")) == expected


def test_a_sheet_is_rated_for_everybody_its_factors_come_to_each_once(stand: Stand) -> None:
    standing = stand(*EVERYBODY)
    assert names(people_of(standing, sheet())) == ["mr-h"]
    assert names(people_of(standing, sheet("victim", "child", "victim"))) == ["mr-h", "bo", "v-1", "ann"]
    assert people_of(stand(), sheet("victim")) == ()


def test_somebody_is_rated_on_the_factors_about_them_under_whatever_id_they_have(stand: Stand) -> None:
    mixed = sheet("victim", "child")
    standing = stand(*EVERYBODY, person("bo-2", "child", "potential-victim", supersedes="bo"))
    first, *grouped = mixed.factor
    assert factors_for(standing, mixed, "mr-h") == (first,)
    assert factors_for(standing, mixed, "v-1") == tuple(grouped[:2])
    assert factors_for(standing, mixed, "ann") == tuple(grouped[2:])
    assert factors_for(standing, mixed, "bo") == factors_for(standing, mixed, "bo-2") == tuple(grouped)


def test_somebody_a_sheet_is_not_meant_for_is_rated_on_none_of_it(stand: Stand) -> None:
    mixed = sheet("victim", "child")
    assert factors_for(stand(*EVERYBODY), mixed, "aunt") == ()
    assert factors_for(stand(*EVERYBODY), mixed, "nobody") == ()


def test_a_sheet_shows_somebody_what_is_about_them_and_whatever_else_was_rated_for_them(stand: Stand) -> None:
    mixed = sheet("victim", "child")
    ids = [factor.id for factor in mixed.factor]
    stray = ("rating", {"factor": f"acute@1.0.0/{ids[0]}", "person": "ann", "recent": "present"})
    standing = stand(*EVERYBODY, stray)
    seen = view_sheet(standing, mixed, "acute@1.0.0", "ann")
    assert [(view.factor.id, view.person, bool(view.latest)) for view in seen] == [
        (ids[0], "ann", True),
        (ids[3], "ann", False),
        (ids[4], "ann", False),
    ]
    assert [view.factor.id for view in view_sheet(standing, mixed, "acute@1.0.0", "v-1")] == ids[1:3]


def test_every_sheet_is_shown_for_one_person_after_the_other_and_left_out_where_it_is_for_nobody(stand: Stand) -> None:
    mixed, for_couples = sheet("victim", "child"), sheet(of_sheet="couple")
    standing = stand(person("mr-h", "subject"), person("ann", "child"), person("bo", "child"))
    found = views_by_ref(standing, {"acute@1.0.0": mixed, "own@1.0.0": for_couples})
    assert list(found) == ["acute@1.0.0"]
    assert [view.person for view in found["acute@1.0.0"]] == ["mr-h", "ann", "ann", "bo", "bo"]
    assert views_by_ref(stand(), {"acute@1.0.0": mixed}) == {}
