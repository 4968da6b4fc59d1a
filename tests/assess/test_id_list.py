"""Ids in words."""

from __future__ import annotations

import pytest

from sjtool.assess.id_list import list_ids


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ([], ""),
        (["r-0001"], "r-0001"),
        (["r-0001", "r-0002"], "r-0001, r-0002"),
        (["r-0001", "r-0002", "r-0003"], "r-0001 to r-0003"),
        (["e-009", "e-010", "e-011", "e-014"], "e-009 to e-011, e-014"),
        (["e-001", "r-002", "r-003"], "e-001, r-002, r-003"),
        (["subject", "partner"], "subject, partner"),
        (["e-003", "e-002", "e-001"], "e-003, e-002, e-001"),
        (["e-1" + "0" * 80], "e-1" + "0" * 80),
    ],
)
def test_runs_are_shortened_and_every_id_is_said(ids: list[str], words: str) -> None:
    assert list_ids(ids) == words
