"""A title that is not the label's hides nobody: labels of one letter, as the field writes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.seen_by_recipient import find_recipient
from sjtool.assess.standing import Standing

PEOPLE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
    ("person", {"id": "pe-2", "roles": ["partner"], "label": "Ms R"}),
    ("person", {"id": "pe-3", "roles": ["relative"], "label": "Ms T (his sister)"}),
    ("person", {"id": "pe-4", "roles": ["child"], "label": "Child A"}),
    ("person", {"id": "pe-5", "roles": ["relative"], "label": "H's Mum"}),
    ("person", {"id": "pe-6", "roles": ["relative"], "label": "Renée Green"}),
    ("person", {"id": "pe-7", "roles": ["professional"], "label": "Mrs T"}),
)


@pytest.fixture
def case(stand: Callable[..., Standing]) -> Standing:
    return stand(*PEOPLE)


@pytest.mark.parametrize(
    "recipient",
    ["Mister H", "mister h.", "H", "h", "MisterH", "Dr H", "Mx H, by hand", "the solicitor of Mister H", "client H"],
)
def test_the_person_under_another_title_is_the_person(case: Standing, recipient: str) -> None:
    assert find_recipient(case, recipient) == "subject"


@pytest.mark.parametrize(
    "recipient",
    [
        "Mrs R",
        "MRS. R",
        "MrsR",
        "Miss R",
        "Mx R",
        "Dr R",
        "R",
        "r.",
        "R, by hand",
        "for R",
        "R and H",
        "R & H",
        "Mr and Mrs R",
        "Mrs R, Example Street",
        "the solicitor of Mrs R",
        "MRS R BY HAND",
        "Sister T",
        "sister t",
        "Aunt T",
        "Auntie T",
        "Mother R",
        "T",
        "Miss A",
        "A",
        "H's mother",
        "Brother H",
        "Mrs H",
        "Mr and Mrs H",
        "the mother of Mrs Green",
        "Mrs Green, Example Street",
        "Green's aunt",
    ],
)
def test_anybody_else_under_another_title_is_of_the_case(case: Standing, recipient: str) -> None:
    assert find_recipient(case, recipient) == "other"


@pytest.mark.parametrize(
    "recipient",
    [
        "DS R",
        "PC H. Okafor",
        "Mrs R. Jones",
        "Ms K R Jones",
        "Dr R, Example Health Board",
        "R Division",
        "Team H, Example Probation",
        "Jones, R",
        "Child R plan meeting",
        "a conference",
        "a solicitor",
        "Mrs T",
        "Mrs Rhys",
        "HMP R",
        "DS Green",
        "Mr Green-Jones",
        "Mrs",
        "the court",
    ],
)
def test_an_agency_or_an_officer_whose_name_holds_the_letter_is_nobody_of_it(case: Standing, recipient: str) -> None:
    assert find_recipient(case, recipient) == "nobody"


def test_two_who_share_a_surname_are_told_apart_by_what_else_is_said(stand: Callable[..., Standing]) -> None:
    case = stand(
        ("person", {"id": "subject", "roles": ["subject"], "label": "Alan Green"}),
        ("person", {"id": "pe-2", "roles": ["partner"], "label": "Beth Green"}),
    )
    assert [find_recipient(case, name) for name in ("Mr Alan Green", "Green", "Miss Beth")] == [
        "subject",
        "other",
        "other",
    ]
