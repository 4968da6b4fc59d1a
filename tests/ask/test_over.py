"""A line over what stands in it: what was rejected is marked, a move behind it is the move, a long text is not lost."""

from __future__ import annotations

from typing import Any

import pytest

from sjtool.ask.asker import Stop
from sjtool.ask.form import Choice, Field, FieldKind, ask_field
from sjtool.ask.over import ask_over, begin_edit, is_replaced, join_texts, part_move
from sjtool.ask.stop import Back

FIVE = "One.\nTwo.\nThree.\nFour.\nFive."
LONG = "He said that he had been there. " * 10
FITS = {
    "text": ("n/a", "yes, two"),
    "line": ("n/a", "yes"),
    "list": ("n/a", "yes"),
    "choice": ("n/a", "low"),
    "choices": ("n/a", "low"),
    "date": ("soon", "2026-03-02"),
    "yes_no": ("perhaps", "y"),
    "number": ("many", "2"),
}


class Lines:
    """Types what it was given; what stood in each line is kept, with whether it stood marked."""

    def __init__(self, *lines: Any, plain: bool = False) -> None:
        self.lines, self.plain = list(lines), plain
        self.watch = None
        self.typed: list[dict[str, Any]] = []
        self.prompts: list[str] = []
        self.stood: list[tuple[str, bool]] = []
        self.talk: list[str] = []

    def say(self, text: str = "") -> None:
        self.talk.append(text)

    def ask_line(self, prompt: str, *, default: str = "", select: bool = False, **_how: object) -> str:
        self.prompts.append(prompt)
        self.stood.append((default, select and bool(default)))
        if not self.lines:
            raise Stop
        line = self.lines.pop(0)
        if isinstance(line, type):
            raise line
        return str(line)


def fits(value: object) -> str:
    return "" if "n/a" not in str(value) else "That says nothing."


def field(kind: FieldKind, **more: Any) -> Field:
    return Field("x", "Well?", kind, required=True, choices=(Choice("low", "low"), Choice("high", "high")), **more)


@pytest.mark.parametrize("kind", [*FITS])
class TestRejected:
    def test_what_was_rejected_stands_marked_whatever_is_asked(self, kind: FieldKind) -> None:
        rejected, good = FITS[kind]
        asker = Lines(rejected, "?", good)
        assert ask_field(asker, field(kind, check=fits)) is not None
        assert asker.stood == [("", False), (rejected, True), (rejected, True)]

    @pytest.mark.parametrize(("move", "raised"), [(":back", Back), (":quit", Stop), (" :back", Back)])
    def test_a_move_right_behind_it_is_the_move(self, kind: FieldKind, move: str, raised: type[Exception]) -> None:
        rejected, _good = FITS[kind]
        with pytest.raises(raised):
            ask_field(Lines(rejected, f"{rejected}{move}", "never"), field(kind, check=fits))

    def test_the_words_a_field_takes_are_moves_too(self, kind: FieldKind) -> None:
        rejected, _good = FITS[kind]
        for word in (":skip", ":all"):
            this = field(kind, check=fits, words=(word,))
            assert ask_field(Lines(rejected, f"{rejected}{word}"), this) == word

    def test_in_plain_lines_nothing_stands(self, kind: FieldKind) -> None:
        rejected, good = FITS[kind]
        asker = Lines(rejected, good, plain=True)
        ask_field(asker, field(kind, check=fits))
        assert asker.stood == [("", False), ("", False)]


def test_a_move_there_is_not_here_leaves_what_was_rejected_in_the_line() -> None:
    asker = Lines("n/a", "n/a:map", "yes")
    assert ask_field(asker, field("text", check=fits)) == "yes"
    assert asker.stood[1:] == [("n/a", True), ("n/a", True)]
    assert "nothing of that kind here" in asker.talk[1]


def test_an_emptied_line_takes_the_day_that_is_shown_and_not_the_one_that_was_rejected() -> None:
    asker = Lines("soon", "")
    assert ask_field(asker, field("date", default="2026-03-02")) == "2026-03-02"
    assert asker.stood[1] == ("soon", True)
    assert "Enter keeps  2026-03-02" in asker.prompts[1]


@pytest.mark.parametrize(
    "typed",
    [
        "sjtool show harbour",
        "$ sjtool next x",
        "./.venv/bin/sjtool due",
        r"C:\tools\sjtool.exe due",
        "python3 -m sjtool due",
    ],
)
def test_a_pasted_command_is_no_answer_and_stands_to_be_mended(typed: str) -> None:
    asker = Lines(typed, f" {typed}")
    assert ask_field(asker, field("text")) == f" {typed}"
    assert "That looks like a command" in asker.talk[0]
    assert asker.stood[1] == (typed, True)


@pytest.mark.parametrize("typed", ["sjtool", "He used sjtool show", "the sjtool print was shown"])
def test_words_about_the_tool_are_an_answer(typed: str) -> None:
    assert ask_field(Lines(typed), field("text")) == typed


@pytest.mark.parametrize(
    ("typed", "stood", "taken"),
    [
        ("n/a:skip", "n/a", ":skip"),
        ("n/a :skip", "n/a", ":skip"),
        ("n/a:jump sleep", "n/a", ":jump sleep"),
        ("n/a :note she said so", "n/a", "n/a :note she said so"),
        ("n/a", "n/a", "n/a"),
        ("n/a: none", "n/a", "n/a: none"),
        ("other:back", "n/a", "other:back"),
        ("see:back", "", "see:back"),
        (" two  lines\n:back", "two  lines", ":back"),
    ],
)
def test_only_a_move_right_behind_what_stood_is_parted_from_it(typed: str, stood: str, taken: str) -> None:
    assert part_move(typed, stood) == taken


def test_any_loop_can_ask_again_over_what_it_rejected() -> None:
    asker = Lines("5", "5:more")
    word = ask_over(asker, "Number\n> ")
    assert ask_over(asker, "Number\n> ", word, words=(":more",)) == ":more"
    assert asker.stood == [("", False), ("5", True)]
    plain = Lines("5", plain=True)
    assert ask_over(plain, "Number\n> ", "9") == "5"
    assert plain.stood == [("", False)]


class TestLongTexts:
    @pytest.mark.parametrize("stands", [FIVE, LONG])
    def test_what_is_typed_beside_one_is_added_or_replaces_it_on_a_word(self, stands: str) -> None:
        for said, kept in (("a", f"{stands.rstrip()}\nMore."), ("r", "More."), (" R ", "More.")):
            asker = Lines("More.", said, plain=True)
            assert ask_field(asker, Field("x", "What?", default=stands)) == kept
            assert asker.prompts[1].endswith("that stand, Enter goes back\n  > ")

    @pytest.mark.parametrize("back", ["", ":back"])
    def test_going_back_changes_nothing(self, back: str) -> None:
        asker = Lines("More.", back, "", plain=True)
        assert ask_field(asker, Field("x", "What?", default=FIVE)) == FIVE

    @pytest.mark.parametrize("stopped", [":quit", Stop, KeyboardInterrupt])
    def test_a_stop_there_keeps_what_was_typed(self, stopped: Any) -> None:
        asker = Lines("More.", stopped, plain=True)
        with pytest.raises(KeyboardInterrupt if stopped is KeyboardInterrupt else Stop):
            ask_field(asker, Field("x", "What?", default=FIVE))
        assert asker.typed == [{"unfinished": "More."}]

    def test_it_is_emptied_by_a_dash_and_typed_again_whole_without_a_question(self) -> None:
        for typed, kept in (("-", None), (f"{FIVE}\nSix.", f"{FIVE}\nSix.")):
            assert ask_field(Lines(typed, plain=True), Field("x", "What?", default=FIVE)) == kept

    def test_a_dash_where_something_is_needed_is_asked_about(self) -> None:
        assert ask_field(Lines("-", "", "", plain=True), Field("x", "What?", required=True, default=FIVE)) == FIVE

    def test_it_is_asked_once_and_not_again_where_the_answer_will_not_do(self) -> None:
        asker = Lines("n/a", "a", "Two.", plain=True)
        assert ask_field(asker, Field("x", "What?", default=FIVE, check=fits)) == "Two."
        assert len(asker.prompts) == 3

    def test_one_that_was_rejected_is_edited_in_the_line_and_replaced_on_a_word(self) -> None:
        edited = FIVE.replace("Two", "2")
        assert ask_field(Lines(f"n/a {FIVE}", edited), Field("x", "What?", check=fits)) == edited
        asker = Lines(f"n/a {FIVE}", "o", "", "o", "r")
        assert ask_field(asker, Field("x", "What?", check=fits)) == "o"
        assert asker.stood == [("", False), (f"n/a {FIVE}", True), ("", False), (f"n/a {FIVE}", True), ("", False)]

    @pytest.mark.parametrize(
        ("typed", "stands", "in_line", "is_gone"),
        [
            ("More.", "One.", False, False),
            ("", FIVE, False, False),
            ("More.", FIVE, False, True),
            (FIVE.replace("Two", "2"), FIVE, False, True),
            (FIVE.replace("Two", "2"), FIVE, True, False),
            ("More.", FIVE, True, True),
            ("He was not in when we came, and nobody else was either.", FIVE, True, True),
            ("One. Two. Two and a half. Five, and more.", FIVE, True, True),
            ("One. Two. Two and a half. Four. And more.", FIVE, True, False),
        ],
    )
    def test_when_it_would_be_gone(self, typed: str, stands: str, *, in_line: bool, is_gone: bool) -> None:
        assert is_replaced(typed, stands, in_line=in_line) is is_gone

    @pytest.mark.parametrize(
        ("stands", "line", "opened"),
        [
            (FIVE, "", FIVE),
            (FIVE, ":edit", FIVE),
            (FIVE, "Three.", FIVE),
            (FIVE, "Six.", f"{FIVE}\nSix."),
            (FIVE, FIVE.replace("Two", "2"), FIVE.replace("Two", "2")),
            ("One.", "Two.", "Two."),
            ("", "Two.", "Two."),
        ],
    )
    def test_the_editor_opens_what_is_there(self, stands: str, line: str, opened: str) -> None:
        assert begin_edit(stands, line) == opened

    def test_two_texts_together(self) -> None:
        assert join_texts("", "Two.") == "Two."
        assert join_texts("One.\n", "\nTwo.") == "One.\nTwo."
        assert join_texts("One.", " ") == "One."
