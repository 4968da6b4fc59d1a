"""The words for moving about."""

from __future__ import annotations

import pytest

from sjtool.interview.moves import read_move, read_reason


@pytest.mark.parametrize(
    ("typed", "move"),
    [
        (":back", ("back", "")),
        (":b", ("back", "")),
        (":Q", ("quit", "")),
        (":note she wept", ("note", "she wept")),
        (":jump 1/share ", ("jump", "1/share")),
        ("?", ("help", "")),
        (":s", ("", "s")),
        (":nonsense", ("", "nonsense")),
        (" :back", None),
        (":) she laughed", None),
        ("back", None),
        (":note one\ntwo", None),
        ("", None),
    ],
)
def test_a_line_that_begins_with_a_colon_is_a_move(typed: str, move: tuple[str, str] | None) -> None:
    assert read_move(typed) == move


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("1", ("refused", "")),
        ("refused", ("refused", "")),
        ("refused, said ask him", ("refused", "said ask him")),
        ("does not know", ("not-known", "")),
        ("don't know", ("not-known", "")),
        ("later", ("deferred", "")),
        ("left for later. Too tired", ("deferred", "Too tired")),
        ("no comment", ("no-comment", "")),
        ("not", (None, "")),
        ("", (None, "")),
        ("10", (None, "")),
    ],
)
def test_reasons_by_number_word_or_title(typed: str, reason: tuple[str | None, str]) -> None:
    assert read_reason(typed) == reason
