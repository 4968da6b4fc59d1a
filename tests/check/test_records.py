"""Edges of the checks of records. What reading found is told once, under one code, and never swallowed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sjtool.assess.references import POINTS_AT
from sjtool.checking import check_file
from sjtool.loader import load_case
from sjtool.problem import Problem
from sjtool.store.append import Draft
from sjtool.store.library import Library

TODAY = date(2026, 3, 4)
Found = Callable[..., list[Problem]]
OF_READING = {"unknown-person", "unknown-id", "id-reused"}
PERSON_KEYS = [(kind, key) for kind, keys in POINTS_AT.items() for key, allowed in keys.items() if "person" in allowed]
OTHER_KEYS = [(kind, key) for kind, keys in POINTS_AT.items() for key in keys if (kind, key) not in PERSON_KEYS]


def codes(path: Path) -> list[str]:
    return [p.code for p in check_file(path, Library(), today=TODAY) if p.code in OF_READING]


@pytest.mark.parametrize(("kind", "key"), PERSON_KEYS)
@pytest.mark.parametrize("target", ["nobody", "a-001"])
def test_a_person_key_that_names_no_person_is_unknown_person(make_case: Any, kind: str, key: str, target: str) -> None:
    path = make_case("person", [Draft(kind, {key: [target] if key == "present" else target})])
    assert codes(path) == ["unknown-person"]


@pytest.mark.parametrize(("kind", "key"), OTHER_KEYS)
def test_any_other_key_keeps_the_code_unknown_id(make_case: Any, kind: str, key: str) -> None:
    is_list = key in {"evidence", "responses", "known_outcomes", "overrides", "protective_evidence"}
    path = make_case("other", [Draft(kind, {key: ["x-1"] if is_list else "x-1"})])
    assert codes(path) == ["unknown-id"]


def test_a_correction_of_a_person_who_is_not_there_is_unknown_id(make_case: Any) -> None:
    assert codes(make_case("person", [Draft("person", {"id": "aunt-2", "supersedes": "aunt"})])) == ["unknown-id"]


def test_every_problem_of_reading_is_told_exactly_once(make_case: Any) -> None:
    path = make_case(
        "all", [Draft("relation", {"person": "subject", "to": "nobody"}), Draft("rating", {"evidence": ["e-7"]})]
    )
    text = path.read_text(encoding="utf-8") + '\n[[event]]\nid = "subject"\n\n[[scenary]]\nid = "x"\n'
    path.write_text(text, encoding="utf-8", newline="\n")
    read = load_case(path, Library())[1]
    found = check_file(path, Library(), today=TODAY)
    for problem in read:
        same = [p for p in found if p.place == problem.place and p.what == problem.what]
        assert len(same) == 1, problem.code
    assert sorted(p.code for p in read) == ["id-reused", "unknown-id", "unknown-id", "unknown-kind"]
    assert codes(path) == ["unknown-person", "unknown-id", "id-reused"]


def test_three_corrections_of_one_record_leave_two_unread(found: Found) -> None:
    rows = [("evidence", {"id": "e-1"}), *(("evidence", {"id": f"e-{n}", "supersedes": "e-1"}) for n in (2, 3, 4))]
    assert [p.what for p in found("superseded-twice", *rows)] == [
        '"e-2" and "e-4" both correct "e-1"; "e-4" stands, and "e-2" is not read',
        '"e-3" and "e-4" both correct "e-1"; "e-4" stands, and "e-3" is not read',
    ]


def test_a_correction_of_the_one_that_stands_settles_it(found: Found) -> None:
    rows = [("evidence", {"id": "e-1"}), *(("evidence", {"id": f"e-{n}", "supersedes": "e-1"}) for n in (2, 3))]
    assert len(found("superseded-twice", *rows)) == 1
    assert found("superseded-twice", *rows, ("evidence", {"id": "e-4", "supersedes": "e-3"})) == []
    assert len(found("superseded-twice", *rows, ("evidence", {"id": "e-4", "supersedes": "e-2"}))) == 1


def test_a_line_of_corrections_is_none_twice(found: Found) -> None:
    rows = [("evidence", {"id": "e-1"}), ("evidence", {"id": "e-2", "supersedes": "e-1"})]
    assert found("superseded-twice", *rows, ("evidence", {"id": "e-3", "supersedes": "e-2"})) == []


def test_what_is_settled_hides_no_later_correction_made_twice(found: Found) -> None:
    settled = [("evidence", {"id": "e-1"}), *(("evidence", {"id": f"e-{n}", "supersedes": "e-1"}) for n in (2, 3))]
    settled.append(("evidence", {"id": "e-4", "supersedes": "e-3"}))
    open_still = [("event", {"id": "ev-1"}), *(("event", {"id": f"ev-{n}", "supersedes": "ev-1"}) for n in (2, 3))]
    (problem,) = found("superseded-twice", *settled, *open_still)
    assert problem.what == '"ev-2" and "ev-3" both correct "ev-1"; "ev-3" stands, and "ev-2" is not read'
    assert problem.place.line == 8
