"""Words on a screen: safe, wrapped, whole. That any text is, tests/store/test_round_trip.py shows."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wcwidth import wcswidth, wcwidth

from sjtool import text as module
from sjtool.text import cell_width, count_words, pad, show_safely, wrap_text

FAMILY = "👨\u200d👩\u200d👧"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[2J", "␛[2J"),
        ("\x00\x07\r", "␀␇␍"),
        ("\x7f", "␡"),
        ("\x9b31m", "⟨U+009B⟩31m"),
        ("\u202eabc\u2069", "⟨U+202E⟩abc⟨U+2069⟩"),
        ("\u2028", "⟨U+2028⟩"),
        ("a\tb\nc", "a\tb\nc"),
        ("שלום [/] [bold]", "שלום [/] [bold]"),
    ],
)
def test_what_could_act_on_a_terminal_is_shown_and_the_rest_left_alone(text: str, shown: str) -> None:
    assert show_safely(text) == shown


def test_no_character_of_unicode_is_dropped() -> None:
    for number in range(sys.maxunicode + 1):
        if not 0xD800 <= number <= 0xDFFF:
            character = chr(number)
            shown = show_safely(character)
            assert shown
            assert shown == character or number < 0x20 or f"{number:04X}" in shown or number == 0x7F


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_what_was_made_safe_is_safe_and_stays_as_it_is(text: str) -> None:
    assert show_safely(show_safely(text)) == show_safely(text)


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("漢字", 4), ("e\u0301", 1), (FAMILY, 2), ("\x00é", 1), ("", 0), ("\u200b", 0)]
)
def test_a_width_is_counted_in_columns(text: str, columns: int) -> None:
    assert cell_width(text) == columns
    assert pad(text, 6) == text + " " * (6 - columns)
    assert pad(text, 0) == text


def test_words_are_wrapped_between_words() -> None:
    text = "one two three four\n\n  five six"
    assert wrap_text(text, 10) == ["one two", "three four", "", "five six"]
    assert wrap_text(text, 12, "  ", "- ") == ["- one two", "  three four", "", "  five six"]
    assert wrap_text("", 10) == [""]
    assert wrap_text("a\tb", 10) == ["a   b"]


def test_a_word_is_broken_only_where_it_alone_is_longer_than_a_line() -> None:
    assert wrap_text("a " + "x" * 23 + " b", 10) == ["a", "x" * 10, "x" * 10, "xxx b"]
    assert wrap_text("x" * 20, 10) == ["x" * 10, "x" * 10]
    assert wrap_text("x" * 11, 10) == ["x" * 10, "x"]
    assert wrap_text("漢" * 6, 9) == ["漢" * 4, "漢" * 2]


def test_a_word_that_only_the_first_line_has_no_room_for_goes_whole_to_the_next() -> None:
    assert wrap_text("section-12@1.0.0 is open", 20, "  ", "a long label: ") == [
        "a long label:",
        "  section-12@1.0.0",
        "  is open",
    ]
    assert wrap_text("x" * 30, 20, "  ", "a long label: ") == [
        "a long label: " + "x" * 8,
        "  " + "x" * 18,
        "  xxxx",
    ]


@pytest.mark.parametrize("letter", ["e\u0301", "❤\ufe0f", FAMILY, "👍🏽", "\u0915\u094d"])
def test_no_letter_is_torn_from_the_marks_that_belong_to_it(letter: str) -> None:
    lines = wrap_text(letter * 30, 10)
    assert "".join(lines) == letter * 30
    for line in lines:
        assert line.count(letter) * len(letter) == len(line)
        assert 8 <= cell_width(line) <= 10 or line is lines[-1]


def test_a_letter_with_more_marks_than_a_line_has_columns_is_one_letter() -> None:
    zalgo = "e" + "\u0301" * 500
    assert wrap_text(zalgo, 10) == [zalgo]
    assert wrap_text(zalgo * 12, 10) == [zalgo * 10, zalgo * 2]


def test_the_narrowest_line_still_takes_a_few_letters() -> None:
    assert wrap_text("abcdefghij", 1) == ["abcdefgh", "ij"]


def test_things_are_counted_in_words() -> None:
    assert [count_words(n, "item") for n in (0, 1, 2, 1200)] == ["0 items", "1 item", "2 items", "1,200 items"]
    assert count_words(2, "child", "children") == "2 children"


def test_what_is_known_to_take_one_column_does() -> None:
    plain = [chr(number) for number in range(sys.maxunicode + 1) if module._ONE_COLUMN.fullmatch(chr(number))]
    assert len(plain) > 700
    assert [letter for letter in plain if wcwidth(letter) != 1] == []


@given(st.text(st.sampled_from("aé\u2019\u2026\u2192\u25cf\u2502\xad\u0301\ufe0f\u200d\u4e2d\U0001f9ed"), max_size=12))
def test_the_quick_way_gives_the_width_the_long_way_gives(text: str) -> None:
    assert cell_width(text) == wcswidth(text)
