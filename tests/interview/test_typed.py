"""Answers as people type them: what is taken, what is kept as a note, what is asked again."""

from __future__ import annotations

from typing import Any

import pytest

from sjtool.interview.typed import Typed, describe_typed, pick_option, read_words, split_words
from sjtool.model.template import Wording

HOURS = Wording(ask="?", answer="number", unit="hours a week", minimum=0.0, maximum=168.0)
BARE = Wording(ask="?", answer="number")
YES_NO = Wording(ask="?", answer="yes_no")
OFTEN = Wording(ask="?", answer="ordinal", options=("never", "now-and-then", "often", "most-of-the-time"))
SERVICES = Wording(ask="?", answer="set", options=("websites", "newsgroups-and-boards", "email", "chat-rooms"))
MOOD = Wording(ask="?", answer="set", options=("excited-beforehand", "irritated", "neither"))
NAMES = Wording(ask="?", answer="set")

TAKEN: list[tuple[Wording, str, Any, str]] = [
    (HOURS, "35", 35, ""),
    (HOURS, " 35 ", 35, ""),
    (HOURS, "about 35", 35, "about 35"),
    (HOURS, "35 hours", 35, "35 hours"),
    (HOURS, "35 hours a week", 35, "35 hours a week"),
    (HOURS, "3.5", 3.5, ""),
    (HOURS, "35, most nights until 2", 35, "35, most nights until 2"),
    (HOURS, "35. He says 20", 35, "35. He says 20"),
    (HOURS, "well, about 35", 35, "well, about 35"),
    (HOURS, "20, till 2am", 20, "20, till 2am"),
    (HOURS, "0", 0, ""),
    (HOURS, "168", 168, ""),
    (BARE, "1,200", 1200, ""),
    (BARE, "-5", -5, ""),
    (BARE, "5 a day", 5, "5 a day"),
    (YES_NO, "y", True, ""),
    (YES_NO, "Yes", True, ""),
    (YES_NO, "yes, most nights", True, "most nights"),
    (YES_NO, "Yes. Most nights, she said.", True, "Most nights, she said."),
    (YES_NO, "n", False, ""),
    (YES_NO, "NO - never", False, "never"),
    (YES_NO, "no\nnot since June", False, "not since June"),
    (OFTEN, "3", "often", ""),
    (OFTEN, "often", "often", ""),
    (OFTEN, "now and then", "now-and-then", ""),
    (OFTEN, "now-and-then, at work", "now-and-then", "at work"),
    (OFTEN, "4, since summer", "most-of-the-time", "since summer"),
    (OFTEN, "most", "most-of-the-time", ""),
    (SERVICES, "1 3", ("websites", "email"), ""),
    (SERVICES, "3,1", ("websites", "email"), ""),
    (SERVICES, "email, websites", ("websites", "email"), ""),
    (SERVICES, "websites and email", ("websites", "email"), ""),
    (SERVICES, "newsgroups and boards and chat rooms", ("newsgroups-and-boards", "chat-rooms"), ""),
    (SERVICES, "1 3, he showed me the phone", ("websites", "email"), "1 3, he showed me the phone"),
    (SERVICES, "1 3, since 2019", ("websites", "email"), "1 3, since 2019"),
    (MOOD, "neither", ("neither",), ""),
    (NAMES, "Bluebird; sky_9", ("Bluebird", "sky_9"), ""),
    (NAMES, "Tom and Jerry, Tom and Jerry", ("Tom and Jerry",), ""),
]

NOT_TAKEN: list[tuple[Wording, str]] = [
    (HOURS, "a lot"),
    (HOURS, "30 to 40"),
    (HOURS, "35-40"),
    (HOURS, "24/7"),
    (HOURS, "5 hours a day"),
    (HOURS, "5 daily"),
    (HOURS, "40 minutes"),
    (HOURS, "until 2am"),
    (HOURS, "2:30"),
    (HOURS, "169"),
    (HOURS, "-1"),
    (YES_NO, "no idea"),
    (YES_NO, "no comment"),
    (YES_NO, "yes and no"),
    (YES_NO, "sometimes"),
    (OFTEN, "never mind"),
    (OFTEN, "3 times a week"),
    (OFTEN, "5"),
    (OFTEN, "0"),
    (OFTEN, "n"),
    (SERVICES, "9"),
    (SERVICES, "3 phones"),
    (SERVICES, "websites mostly, and email"),
    (SERVICES, "websites, email mostly"),
    (SERVICES, "1, 3 times a week"),
    (SERVICES, "nothing I know"),
    (SERVICES, ",,"),
    (MOOD, "1 3"),
]


@pytest.mark.parametrize(("wording", "text", "value", "note"), TAKEN, ids=lambda v: v if isinstance(v, str) else "")
def test_taken(wording: Wording, text: str, value: object, note: str) -> None:
    typed = read_words(wording, text)
    assert typed == Typed(value, note)  # type: ignore[arg-type]
    assert type(typed.value) is type(value)


@pytest.mark.parametrize(("wording", "text"), NOT_TAKEN, ids=lambda v: v if isinstance(v, str) else "")
def test_nothing_is_guessed(wording: Wording, text: str) -> None:
    typed = read_words(wording, text)
    assert typed.value is None
    assert typed.trouble.endswith(".")


@pytest.mark.parametrize("text", ["two\nlines [/] “quoted”", "  led by spaces", "0", "no", "é 🙂 שלום"])
def test_free_text_is_kept_as_typed(text: str) -> None:
    assert read_words(Wording(ask="?"), text) == Typed(text)


def test_only_the_outer_line_ends_of_free_text_go() -> None:
    assert read_words(Wording(ask="?"), "\na\n\nb\r\n").value == "a\n\nb"


def test_ranges_with_one_end() -> None:
    low = Wording(ask="?", answer="number", minimum=1.0)
    high = Wording(ask="?", answer="number", maximum=9.0, unit="people")
    assert read_words(low, "0").trouble == "It must be at least 1."
    assert read_words(high, "10").trouble == "It must be at most 9 people."


def test_values_back_in_words() -> None:
    assert describe_typed(HOURS, 35) == "35 hours a week"
    assert describe_typed(BARE, 3.5) == "3.5"
    assert describe_typed(YES_NO, value=False) == "no"
    assert describe_typed(OFTEN, "now-and-then") == "now and then"
    assert describe_typed(NAMES, ("sky-9", "b")) == "sky-9, b"


def test_the_head_and_the_words_after_it() -> None:
    assert split_words("yes") == ("yes", "")
    assert split_words("a:3, b") == ("a:3", "b")
    assert pick_option([("one",), ("two", "second")], "Second") == 1
