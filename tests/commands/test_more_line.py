"""The line that asks for the rest by letters."""

from __future__ import annotations

import pytest

from sjtool.commands.more_line import more_line


@pytest.mark.parametrize(
    ("letters", "said"),
    [
        ({"r": "reference"}, "Type r, or Enter."),
        ({"v": "relevance", "w": "what would change it"}, "Type letters of v w, several together, or Enter."),
    ],
)
def test_what_is_not_a_letter_is_asked_again(letters: dict[str, str], said: str) -> None:
    field = more_line("Anything else?", letters)
    assert field.check("z") == said
    assert field.check("".join(letters)) == ""
