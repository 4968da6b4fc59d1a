"""Whom a print is made out to: names however they are written, words for a part, and who is nobody of the case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.seen_by_recipient import find_recipient
from sjtool.assess.standing import Standing

PEOPLE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("person", {"id": "subject", "roles": ["subject"], "label": "Mr B"}),
    ("person", {"id": "partner", "roles": ["partner"], "label": "Ms F (of Mill Lane)"}),
    ("person", {"id": "child-d", "roles": ["child"], "label": "D (girl, 6)"}),
    ("person", {"id": "brother", "roles": ["relative"], "label": "Mr B's brother"}),
    ("person", {"id": "gran", "roles": ["relative"], "label": "Renée Green"}),
    ("person", {"id": "victim-1", "roles": ["victim"], "label": "V1"}),
    ("person", {"id": "tamara", "roles": ["victim"], "label": "Tamara"}),
    ("person", {"id": "friend", "roles": ["relative"]}),
    ("person", {"id": "worker", "roles": ["professional"], "label": "Ms Tern"}),
)


@pytest.fixture
def case(stand: Callable[..., Standing]) -> Standing:
    return stand(*PEOPLE)


@pytest.mark.parametrize(
    "recipient",
    [
        "Mr B",
        "mr  b.",
        "MR. B, by hand",
        "MrB",
        "Mr\u200b B",
        "Mr\u00a0B",
        "\uff2d\uff52 \uff22",
        "the solicitor of Mr B",
        "subject",
        "the person",
        "The person it is about",
        "the offender himself",
        "the defendant's solicitor",
    ],
)
def test_the_person_is_known_however_they_are_called(case: Standing, recipient: str) -> None:
    assert find_recipient(case, recipient) == "subject"


@pytest.mark.parametrize(
    "recipient",
    [
        "Ms F",
        "ms f. and Mr B",
        "the partner",
        "Partner",
        "his ex",
        "the partner's solicitor",
        "Mr B's mother",
        "Mr B's brother",
        "both parents",
        "the family",
        "D",
        "child-d",
        "Child D, at school",
        "Renee  GREEN",
        "Mrs Green",
        "green",
        "v1's aunt",
        "victim-1",
        "to Tamara, by post",
        "friend",
        "the victim",
    ],
)
def test_anybody_else_of_the_case_is_known_too(case: Standing, recipient: str) -> None:
    assert find_recipient(case, recipient) == "other"


@pytest.mark.parametrize(
    "recipient",
    [
        "",
        "self",
        "not stated",
        "the author",
        "Children's services",
        "partner agencies",
        "the family court",
        "child protection conference of 9 April",
        "victim liaison, Example Probation",
        "DS D. Okafor",
        "DS Green",
        "Ms Fenn",
        "Ms Tern",
        "the",
        "Mr",
        "the duty solicitor",
    ],
)
def test_who_works_on_the_case_is_nobody_of_it(case: Standing, recipient: str) -> None:
    assert find_recipient(case, recipient) == "nobody"


def test_an_earlier_name_counts_and_whoever_it_was_stays_the_person(stand: Callable[..., Standing]) -> None:
    case = stand(
        ("person", {"id": "subject", "roles": ["subject"], "label": "Mr Early"}),
        ("person", {"id": "pe-2", "roles": ["subject"], "label": "Mr Late", "supersedes": "subject"}),
    )
    assert [find_recipient(case, name) for name in ("Mr Early", "Mr Late")] == ["subject", "subject"]


def test_in_a_case_of_nobody_only_words_for_a_part_are_known(stand: Callable[..., Standing]) -> None:
    case = stand(("person", {"id": "p-7", "roles": ["partner"], "label": "Ms F"}))
    assert [find_recipient(case, name) for name in ("Ms F", "Mr B", "the subject")] == ["other", "nobody", "subject"]
