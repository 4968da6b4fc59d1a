"""A factor on one line: what is a label, what is a direction, what are words, and what is asked back."""

from __future__ import annotations

import pytest

from sjtool.commands.visit_line import LineReader, RatedLine
from sjtool.store.library import Library

ACUTE = Library().factor_set("acute")
WAYS = {word[0]: word for word in ACUTE.set.directions}
READER = LineReader(ACUTE.scale[0], WAYS)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("2w new job", ("emerging", "worsening", "new job", True)),
        ("2W new job", ("emerging", "worsening", "new job", True)),
        ("3 w smell of drink", ("present", "worsening", "smell of drink", True)),
        ("3 w", ("present", "worsening", "", True)),
        ("3", ("present", "", "", True)),
        ("2, new job", ("emerging", "", "new job", True)),
        ("2. new job", ("emerging", "", "new job", True)),
        ("present: met her", ("present", "", "met her", True)),
        ("2 new job", ("emerging", "", "new job", False)),
        ("5 cans on the side", ("not-enough-information", "", "cans on the side", False)),
        ("3.5 litres", ("present", "", "5 litres", False)),
        ("2 i saw him", ("emerging", "", "i saw him", False)),
        ("2 u know him", ("emerging", "unknown", "know him", False)),
        ("present at the door", ("present", "", "at the door", False)),
    ],
)
def test_a_line_is_read(typed: str, read: tuple[str, str, str, bool]) -> None:
    assert READER.read(typed) == RatedLine(*read)


@pytest.mark.parametrize("typed", ["He was calm.", "7 calm", "2x calm", "12 calm", "5cans", ""])
def test_a_line_without_a_label_is_none(typed: str) -> None:
    assert READER.read(typed) is None


def test_without_directions_a_letter_is_a_word() -> None:
    plain = LineReader(ACUTE.scale[0], {})
    assert plain.read("3 w smell") == RatedLine("present", "", "w smell", is_clear=False)
    assert plain.read("3w smell") is None
    assert plain.say(RatedLine("present", "", "met her", is_clear=True)) == 'Present: "met her"'
    assert plain.ask_back(RatedLine("present", "", "x", is_clear=False)) == 'Label 3 (Present), with the words "x"?'


SAID = "5 cans on the side"
CANS = RatedLine("not-enough-information", "", "cans on the side", is_clear=False)


@pytest.mark.parametrize(
    ("typed", "corrected"),
    [
        ("", ("not-enough-information", "", "cans on the side", True)),
        ("y", ("not-enough-information", "", "cans on the side", True)),
        ("S", ("not-enough-information", "stable", "cans on the side", True)),
        ("3", ("present", "", "5 cans on the side", False)),
        ("3w", ("present", "worsening", "5 cans on the side", False)),
        ("3, 5 cans", ("present", "", "5 cans", True)),
        ("3 5 cans", ("present", "", "5 cans", False)),
        ("3w 5 cans", ("present", "worsening", "5 cans", True)),
    ],
)
def test_what_was_asked_back_is_mended(typed: str, corrected: tuple[str, str, str, bool]) -> None:
    assert READER.correct(typed, CANS, SAID) == RatedLine(*corrected)


def test_what_mends_nothing_is_none() -> None:
    assert READER.correct("no", CANS, SAID) is None


def test_what_is_kept_reads_as_the_same() -> None:
    line = RatedLine("present", "worsening", "5 cans", is_clear=True)
    assert READER.as_typed(line) == "3w, 5 cans"
    assert READER.read(READER.as_typed(line)) == line
