"""Who else was there, by the words an officer typed."""

from __future__ import annotations

import pytest

from sjtool.assess.company import is_free_to_speak, names_worker


@pytest.mark.parametrize(
    ("words", "free", "worker"),
    [
        (None, True, False),
        ("", True, False),
        ("nobody", True, False),
        ("DS Amin", True, True),
        ("a social worker and an interpreter", True, True),
        ("his solicitor", True, False),
        ("his wife", False, False),
        ("DC Shaw; his mother in the kitchen", False, True),
        ("two cats", False, False),
    ],
)
def test_a_rank_or_a_calling_is_a_professional_and_family_is_not(words: str | None, free: bool, worker: bool) -> None:
    assert (is_free_to_speak(words), names_worker(words)) == (free, worker)
