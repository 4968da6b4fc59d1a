"""Which officer a typed name means."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from sjtool.assess.officer_names import could_be, find_named
from sjtool.assess.standing import Standing
from sjtool.model.people import Officer

HUGHES = Officer(id="pc-4412", name="PC A. Hughes")


@pytest.mark.parametrize(
    ("typed", "is_meant"),
    [
        ("PC A. Hughes", True),
        ("pc hughes", True),
        ("Hughes", True),
        ("Hughes, A.", True),
        ("PC B. Hughes", False),
        ("PC", False),
        ("PC A.", False),
        ("PC Hughes and Ms W", False),
        (" ", False),
    ],
)
def test_a_name_means_an_officer_by_words_of_theirs_with_the_last(typed: str, is_meant: bool) -> None:
    assert could_be(HUGHES, typed) is is_meant


def test_an_officer_without_a_name_is_nobody_by_name() -> None:
    assert not could_be(Officer(id="pc-1"), "Hughes")


def test_an_id_in_any_spelling_means_one_and_a_name_may_mean_two(
    stand: Callable[..., Standing],
) -> None:
    standing = stand(
        ("officer", {"id": "pc-4412", "name": "PC A. Hughes"}), ("officer", {"id": "pc-7", "name": "PC B. Hughes"})
    )
    assert [officer.id for officer in find_named(standing, " PC4412 ")] == ["pc-4412"]
    assert [officer.id for officer in find_named(standing, "PC Hughes")] == ["pc-4412", "pc-7"]
    assert find_named(standing, "the school") == ()
