"""Ids that lead nowhere, to the wrong kind of record, or round in a circle."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.references import POINTS_AT, find_reference_problems
from sjtool.assess.standing import Standing
from sjtool.model.kinds import KINDS, VICTIM_KINDS
from sjtool.model.manual_key import read_shapes
from sjtool.problem import Place, Problem

Stand = Callable[..., Standing]
PAIRS = [(kind, key) for kind, keys in POINTS_AT.items() for key in keys]


def problems(standing: Standing, **keys: Any) -> list[str]:
    return [problem.what for problem in find_reference_problems(standing, **keys)]


def pointing(kind: str, key: str, target: str) -> tuple[str, dict[str, Any]]:
    shape = read_shapes(KINDS[kind])[key]
    return (kind, {"id": "here", key: [target] if shape.kind in {"ids", "ids_or_none"} else target})


@pytest.mark.parametrize(("kind", "key"), PAIRS)
def test_an_id_that_is_not_there_is_found(kind: str, key: str, stand: Stand) -> None:
    (found,) = find_reference_problems(stand(pointing(kind, key, "gone-1")))
    assert found.code == "unknown-id"
    assert found.what == f'"{key}" of {kind} "here" names no record that exists'
    assert found.place.line == 1
    assert 'supersedes = "here"' in found.fix


@pytest.mark.parametrize(("kind", "key"), PAIRS)
def test_an_id_of_the_wrong_kind_is_found_and_one_of_a_right_kind_is_not(kind: str, key: str, stand: Stand) -> None:
    allowed = POINTS_AT[kind][key]
    for other in sorted(KINDS):
        found = problems(stand((other, {"id": "there"}), pointing(kind, key, "there")))
        if other in allowed or other == "erased":
            assert found == [], other
        else:
            assert found == [f'"{key}" of {kind} "here" names a record of kind {other}']


def test_every_key_that_takes_an_id_is_checked() -> None:
    for kind, model in (KINDS | VICTIM_KINDS).items():
        taking = {key for key, shape in read_shapes(model).items() if shape.kind in {"id", "ids", "ids_or_none"}}
        known = set(POINTS_AT.get(kind, {}))
        unchecked = {(kind, key) for key in taking - known}
        allowed = {
            ("victim", "person"),  # in a file of its own; checked where it is drafted
            ("session", "interviewers"),  # officers may be known by id alone
            ("action_update", "checked_by"),
            ("acknowledgement", "record"),
            ("erasure", "record"),
        }
        assert unchecked <= allowed


def test_no_override_is_a_word_and_not_an_id(stand: Stand) -> None:
    assert problems(stand(("judgement", {"overrides": "none"}))) == []


def test_a_correction_must_correct_a_record_of_its_kind(stand: Stand) -> None:
    standing = stand(("event", {"id": "ev-1"}), ("evidence", {"id": "e-1", "supersedes": "ev-1", "reason": "slip"}))
    assert problems(standing) == ['"supersedes" of evidence "e-1" names a record of kind event']


def test_what_a_superseded_record_points_at_no_longer_matters(stand: Stand) -> None:
    standing = stand(
        ("rating", {"id": "ra-1", "person": "nobody"}),
        ("person", {"id": "subject"}),
        ("rating", {"id": "ra-2", "supersedes": "ra-1", "reason": "slip", "person": "subject"}),
    )
    assert problems(standing) == []


def test_only_the_records_asked_for_are_looked_at(stand: Stand) -> None:
    standing = stand(("rating", {"id": "ra-1", "person": "nobody"}), ("rating", {"id": "ra-2", "person": "no-one"}))
    assert len(problems(standing)) == 2
    assert len(problems(standing, only=frozenset({"ra-2"}))) == 1


def test_each_of_several_ids_is_checked(stand: Stand) -> None:
    standing = stand(("evidence", {"id": "e-1"}), ("rating", {"evidence": ["e-1", "e-2", "e-3"]}))
    assert len(problems(standing)) == 2


@pytest.mark.parametrize("ring", [["e-1"], ["e-1", "e-2"], ["e-1", "e-2", "e-3"]])
def test_corrections_in_a_circle_are_found_for_none_of_them_would_stand(ring: list[str], stand: Stand) -> None:
    turned = [*ring[1:], ring[0]]
    records = [
        ("evidence", {"id": name, "supersedes": other, "reason": "slip"})
        for name, other in zip(ring, turned, strict=True)
    ]
    found = list(find_reference_problems(stand(*records)))
    assert [problem.code for problem in found] == ["circular-correction"] * len(ring)


def test_a_circle_is_said_where_it_is_with_what_it_costs_and_what_ends_it(stand: Stand) -> None:
    standing = stand(("person", {"id": "subject"}), ("evidence", {"id": "e-1", "supersedes": "e-1", "reason": "slip"}))
    assert list(find_reference_problems(standing)) == [
        Problem(
            "circular-correction",
            Place("harbour.toml", 2),
            '"supersedes" of evidence "e-1" leads round in a circle',
            "of records that correct each other none would stand, and what they say would be lost from sight",
            "a correction names the record that it replaces, and that one nothing later",
        )
    ]


def test_an_id_that_leads_nowhere_is_said_with_every_kind_that_would_do(stand: Stand) -> None:
    standing = stand(("person", {"id": "subject"}), ("rating", {"id": "ra-1", "evidence": ["gone"]}))
    assert list(find_reference_problems(standing)) == [
        Problem(
            "unknown-id",
            Place("harbour.toml", 2),
            '"evidence" of rating "ra-1" names no record that exists',
            "a record that points at nothing, or at the wrong thing, cannot be relied on or checked",
            'correct it with a new rating that has  supersedes = "ra-1"  and names '
            "an event or an evidence or a response or a session or a tool_result",
        )
    ]


def test_what_follows_a_circle_and_a_corrected_record_is_looked_at_too(stand: Stand) -> None:
    standing = stand(
        ("evidence", {"id": "e-1", "supersedes": "e-1"}),
        ("rating", {"id": "ra-1", "person": "nobody"}),
        ("rating", {"id": "ra-2", "supersedes": "ra-1", "person": "no-one"}),
        ("action_update", {"id": "au-1", "action": "gone"}),
    )
    assert [problem.place.line for problem in find_reference_problems(standing)] == [1, 3, 4]
    assert [p.place.line for p in find_reference_problems(standing, frozenset({"ra-2", "au-1"}))] == [3, 4]
