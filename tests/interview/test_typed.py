"""Answers as people type them: what is taken, what is kept as a note, what is asked again."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.assess.compare import is_partial_date
from sjtool.interview.noted import own_note, understood
from sjtool.interview.plan import Question
from sjtool.interview.typed import Typed, describe_typed, pick_option, read_words, split_words
from sjtool.model.enquiry import Response
from sjtool.model.template import Wording

HOURS = Wording(ask="?", answer="number", unit="hours a week", minimum=0.0, maximum=168.0)
BARE = Wording(ask="?", answer="number")
YES_NO = Wording(ask="?", answer="yes_no")
OFTEN = Wording(ask="?", answer="ordinal", options=("never", "now-and-then", "often", "most-of-the-time"))
SERVICES = Wording(ask="?", answer="set", options=("websites", "newsgroups-and-boards", "email", "chat-rooms"))
MOOD = Wording(ask="?", answer="set", options=("excited-beforehand", "irritated", "neither"))
NAMES = Wording(ask="?", answer="set")
WHEN = Wording(ask="?", answer="date")

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
    (WHEN, "3 March 2019", "2019-03-03", ""),
    (WHEN, " 3  March 2019 ", "2019-03-03", ""),
    (WHEN, "3rd of March, 2019", "2019-03-03", ""),
    (WHEN, "March 3rd, 2019", "2019-03-03", ""),
    (WHEN, "3/3/2019", "2019-03-03", ""),
    (WHEN, "3/3/19", "2019-03-03", ""),
    (WHEN, "03-03-2019", "2019-03-03", ""),
    (WHEN, "2019-03-03", "2019-03-03", ""),
    (WHEN, "2019-03", "2019-03", ""),
    (WHEN, "Mar. 2019", "2019-03", ""),
    (WHEN, "may 2019", "2019-05", ""),
    (WHEN, "2019", "2019", ""),
    (WHEN, "about March 2019", "2019-03", "about March 2019"),
    (WHEN, "around 2019", "2019", "around 2019"),
    (WHEN, "c. 2019", "2019", "c. 2019"),
    (WHEN, "in about 2019 or so", "2019", "in about 2019 or so"),
    (WHEN, "March 2019, he thinks", "2019-03", "March 2019, he thinks"),
    (WHEN, "March 2019 he thinks", "2019-03", "March 2019 he thinks"),
    (WHEN, "I think 3 March 2019", "2019-03-03", "I think 3 March 2019"),
    (WHEN, "maybe, 2019?", "2019", "maybe, 2019?"),
    (WHEN, "2019, when she moved out", "2019", "2019, when she moved out"),
    (WHEN, "2019. She was 12.", "2019", "2019. She was 12."),
    (WHEN, "2019\nshe paid 1200", "2019", "2019\nshe paid 1200"),
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
    (WHEN, "summer 2019 I think"),
    (WHEN, "early March 2019"),
    (WHEN, "before 2019"),
    (WHEN, "since March 2019"),
    (WHEN, "not 2019"),
    (WHEN, "2019 on"),
    (WHEN, "2019 when she moved out"),
    (WHEN, "2018 or 2019"),
    (WHEN, "March 2019, again in 2021"),
    (WHEN, "3 March 2019, and 4 April"),
    (WHEN, "3 or 4 March 2019"),
    (WHEN, "3-5 March 2019"),
    (WHEN, "2018-2019"),
    (WHEN, "2019/20"),
    (WHEN, "2019-20"),
    (WHEN, "31 June 2019"),
    (WHEN, "3 March"),
    (WHEN, "4/3"),
    (WHEN, "March"),
    (WHEN, "yesterday"),
    (WHEN, "12019"),
    (WHEN, "no idea"),
    (WHEN, ""),
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
    assert describe_typed(WHEN, "2019-03") == "March 2019"
    assert describe_typed(WHEN, "2019-99") == "2019-99"


def test_what_is_wrong_with_a_date_is_said() -> None:
    hint = "Type a date, or part of one: 3 March 2026, March 2026, 2026."
    assert read_words(WHEN, "soon").trouble == f"There is no date in that. {hint}"
    assert read_words(WHEN, "2018 or 2019").trouble == f"There is more than one date in that. {hint}"
    assert read_words(WHEN, "3 March").trouble == f"There is no year in that. {hint}"
    assert read_words(WHEN, "31 June 2019").trouble.startswith("There is no such day. ")
    assert read_words(WHEN, "before 2019").trouble == (
        "That may mean another time. Type the date, then a comma, then the words."
    )


PIECES = st.lists(
    st.one_of(
        st.sampled_from(["2019", "3", "March", ",", " ", "/", "-", "about", "he thinks", "."]), st.text(max_size=3)
    )
)


@given(PIECES.map("".join))
def test_of_any_words_a_date_is_taken_or_something_is_said(text: str) -> None:
    typed = read_words(WHEN, text)
    assert (typed.value is None) == bool(typed.trouble)
    assert typed.value is None or is_partial_date(typed.value)
    assert typed.note in {"", text.strip()}


@pytest.mark.parametrize(
    ("note", "own"),
    [("about March 2019", ""), ("March 2019, he thinks", ""), ("asked twice", "asked twice"), (None, "")],
)
def test_the_words_of_a_date_are_no_note_of_the_officers_own(
    partner_plan: tuple[Question, ...], note: str | None, own: str
) -> None:
    question = replace(partner_plan[0], wording=WHEN)
    assert own_note(question, Response(id="r-1", value="2019-03", note=note)) == own
    assert understood(question, "2019-03") == "March 2019"


def test_the_head_and_the_words_after_it() -> None:
    assert split_words("yes") == ("yes", "")
    assert split_words("a:3, b") == ("a:3", "b")
    assert pick_option([("one",), ("two", "second")], "Second") == 1


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        ("yes_no", "yeah she says", True),
        ("yes_no", "y since June", True),
        ("yes_no", "nope", False),
        ("yes_no", "yes and no", None),
        ("yes_no", "no idea", None),
        ("number", "nil", 0),
        ("number", "2 hours on weekdays, 6 at weekends", None),
        ("number", "20 or so, could be 40", None),
        ("number", "35, he says 20", 35),
    ],
)
def test_what_officers_typed_in_trials(kind: str, text: str, value: object) -> None:
    wording = Wording(ask="?", answer=kind, unit="hours a week" if kind == "number" else None)
    assert read_words(wording, text).value == value
