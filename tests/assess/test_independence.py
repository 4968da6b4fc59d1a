"""Who may countersign: ids are compared, corrections aside; training is an entry of the officer's record."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.independence import find_authors, find_makers, find_officer, is_trained_supervisor
from sjtool.assess.standing import Standing
from sjtool.model.people import Officer

Stand = Callable[..., Standing]


def judgement(name: str, by: str | None, stage: str = "final", **keys: Any) -> tuple[str, dict[str, Any]]:
    return ("judgement", {"id": name, "assessment": "a-1", "stage": stage, "by": by, **keys})


def test_makers_are_all_who_made_or_edited_any_version_of_the_judgement_or_its_overrides(stand: Stand) -> None:
    standing = stand(
        ("assessment", {"id": "a-1"}),
        ("officer", {"id": "b-2", "supersedes": "b"}),
        judgement("j-1", "a", "first"),
        judgement("j-2", "b-2"),
        judgement("j-3", "c", supersedes="j-2"),
        judgement("j-4", None),
        judgement("j-9", "z", assessment="a-9"),
        ("override", {"id": "o-1", "judgement": "j-2", "by": "d"}),
        ("override", {"id": "o-2", "judgement": "j-2", "by": "e", "supersedes": "o-1"}),
        ("override", {"id": "o-3", "judgement": "j-9", "by": "y"}),
        ("override", {"id": "o-4", "by": "x"}),
        ("rating", {"id": "ra-1", "assessment": "a-1", "by": "w"}),
    )
    assert find_makers(standing, "a-1") == {"a", "b", "c", "d", "e"}
    assert find_makers(standing, None) == frozenset()


def test_authors_are_who_made_the_final_judgement_or_a_version_of_it(stand: Stand) -> None:
    standing = stand(
        ("assessment", {"id": "a-1"}),
        judgement("j-1", "a", "first"),
        judgement("j-2", "b"),
        judgement("j-3", "c", supersedes="j-2"),
    )
    assert find_authors(standing, "a-1") == {"b", "c"}
    assert find_authors(stand(judgement("j-1", "a", "first")), "a-1") == frozenset()


def test_authors_are_those_of_the_assessment_that_is_named(stand: Stand) -> None:
    standing = stand(
        ("assessment", {"id": "a-1"}),
        judgement("j-1", "a"),
        ("assessment", {"id": "a-2"}),
        judgement("j-2", "b", assessment="a-2"),
    )
    assert find_authors(standing, "a-1") == {"a"}
    assert find_authors(standing, "a-2") == find_authors(standing, None) == {"b"}


def test_the_officers_record_is_the_one_that_stands(stand: Stand) -> None:
    standing = stand(
        ("officer", {"id": "ds-1", "trained": ["arms"]}),
        ("officer", {"id": "ds-1-2", "supersedes": "ds-1", "trained": ["arms", "supervisor"]}),
        ("person", {"id": "subject"}),
    )
    found = find_officer(standing, "ds-1")
    assert found is not None
    assert is_trained_supervisor(found)
    assert find_officer(standing, "subject") is None
    assert find_officer(standing, "nobody") is None
    assert find_officer(standing, None) is None


@pytest.mark.parametrize(
    ("trained", "yes"),
    [
        (["supervisor"], True),
        (["arms", "Supervisor"], True),
        (["supervisor@2026"], True),
        ([" supervisor "], True),
        ([], False),
        (["arms", "acute"], False),
        (["not a supervisor"], False),
        (["supervisors-guide"], False),
    ],
)
def test_training_is_an_entry_of_its_own(trained: list[str], yes: bool) -> None:
    assert is_trained_supervisor(Officer(id="ds-1", trained=tuple(trained))) is yes
