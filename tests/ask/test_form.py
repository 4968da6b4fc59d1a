"""Questions one at a time: what is taken, what is refused with a word of help, and how to go back without retyping."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import pytest

from sjtool.ask.asker import Stop
from sjtool.ask.fields import fields_for
from sjtool.ask.form import Back, Choice, Field, ask_field, ask_form, ask_one, read_answer
from sjtool.model.kinds import KINDS

LEVELS = (
    Choice("low", "low", "no clear sign"),
    Choice("medium", "medium"),
    Choice("high", "high"),
    Choice("very-high", "very high"),
)


class Scripted:
    """Types what it was given; Ctrl-C where it was given KeyboardInterrupt, end of input where nothing is left."""

    def __init__(self, *lines: Any, plain: bool = True) -> None:
        self.lines = list(lines)
        self.plain = plain
        self.typed: list[dict[str, Any]] = []
        self.prompts: list[str] = []
        self.defaults: list[str] = []
        self.talk: list[str] = []

    def say(self, text: str = "") -> None:
        self.talk.append(text)

    def ask_line(self, prompt: str, *, default: str = "", multiline: bool = False, **_how: object) -> str:  # noqa: ARG002 - as Asker has it
        self.prompts.append(prompt)
        self.defaults.append(default)
        if not self.lines:
            raise Stop
        line = self.lines.pop(0)
        if line is KeyboardInterrupt:
            raise KeyboardInterrupt
        return str(line)


class Editor(Scripted):
    """One whose editor leaves what it was given to write, and says whether that is an answer."""

    def __init__(self, *lines: Any, plain: bool = False, written: Sequence[tuple[str, bool]] = ()) -> None:
        super().__init__(*lines, plain=plain)
        self.left = list(written)
        self.opened: list[str] = []

    def edit(self, stands: str) -> tuple[str, bool]:
        self.opened.append(stands)
        return self.left.pop(0)


def answer(this: Field, *lines: str, plain: bool = True) -> Any:
    return ask_field(Scripted(*lines, plain=plain), this)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1", "low"),
        ("4", "very-high"),
        ("very high", "very-high"),
        ("VERY-HIGH", "very-high"),
        ("v", "very-high"),
        ("med", "medium"),
        (" 3 ", "high"),
    ],
)
def test_a_choice_is_a_number_its_word_or_the_beginning_of_it(typed: str, kept: str) -> None:
    assert read_answer(Field("x", "?", "choice", choices=LEVELS), typed) == (kept, "")


@pytest.mark.parametrize("typed", ["0", "5", "-1", "²", "1.0", "lowish", "x", ":", "\u0660"])
def test_what_is_no_choice_is_refused_with_what_would_do(typed: str) -> None:
    value, trouble = read_answer(Field("x", "?", "choice", choices=LEVELS), typed)
    assert value is None
    assert trouble == "Type a number from 1 to 4, or its word."


def test_a_beginning_that_fits_two_choices_is_refused() -> None:
    two = (Choice("partner", "partner"), Choice("parent", "parent"))
    assert read_answer(Field("x", "?", "choice", choices=two), "par")[0] is None


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("choices", "1 3", ("low", "high")),
        ("choices", "3, 3; low", ("high", "low")),
        ("yes_no", "Y", True),
        ("yes_no", "no", False),
        ("number", "12", 12),
        ("number", "12.0", 12.0),
        ("number", "-2.5", -2.5),
        ("list", "a; b , c", ("a", "b", "c")),
        ("line", "  spaced  ", "spaced"),
        ("text", "  as typed  \n", "  as typed  "),
        ("date", "4 March 2026", "2026-03-04"),
    ],
)
def test_each_kind_of_answer_is_kept_as_its_record_holds_it(kind: Any, typed: str, kept: Any) -> None:
    value, trouble = read_answer(Field("x", "?", kind, choices=LEVELS), typed)
    assert trouble == ""
    assert (value, type(value)) == (kept, type(kept))


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        ("choices", "1 9"),
        ("choices", ",;"),
        ("yes_no", "maybe"),
        ("number", "ten"),
        ("number", "nan"),
        ("number", "1e999"),
        ("list", ",;"),
        ("date", "soon"),
    ],
)
def test_each_kind_refuses_what_it_cannot_hold(kind: Any, typed: str) -> None:
    value, trouble = read_answer(Field("x", "?", kind, choices=LEVELS), typed)
    assert value is None
    assert trouble.endswith((".", "between."))


def test_a_wrong_answer_is_asked_again_with_a_word_of_help() -> None:
    asker = Scripted("many", "12")
    assert ask_field(asker, Field("x", "How many?", "number")) == 12
    assert asker.talk == ["  Type a number."]
    assert len(asker.prompts) == 2


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Tuesday", ["  3 March 2026."]),
        ("3/3/26", ["  3 March 2026."]),
        ("March 2026", ["  March 2026."]),
        ("2026-03-03", []),
        ("2026", []),
        ("", []),
    ],
)
def test_a_day_typed_in_words_is_shown_as_it_was_understood(typed: str, shown: list[str]) -> None:
    asker = Scripted(typed)
    assert ask_field(asker, Field("held_on", "On which day?", "date", default="2026-03-03", past=True)) is not None
    assert asker.talk == shown


def test_a_day_that_must_have_been_is_asked_again_where_it_lies_ahead() -> None:
    asker = Scripted("5 March 2026", "5 March")
    assert ask_field(asker, Field("born", "Born when?", "date", past=True)) == "2025-03-05"
    assert asker.talk == [
        "  That day has not come yet. Type a date such as 2 March 2026, March 2026 or 2026-03-02.",
        "  5 March 2025.",
    ]


def test_a_day_that_says_when_something_happened_has_been_and_no_other() -> None:
    dates = {(kind, this.key): this.past for kind in KINDS for this in fields_for(kind) if this.kind == "date"}
    ahead = {key for (_kind, key), past in dates.items() if not past}
    assert ahead == {"due_on", "ends_on", "next_on", "retention_review_on", "review_on", "until_on"}
    assert {key for (_kind, key), past in dates.items() if past} == {
        "born",
        "convicted_on",
        "dated_on",
        "discharged_on",
        "from_on",
        "held_on",
        "lead_agency_since",
        "made_on",
        "opened_on",
        "sentenced_on",
    }


def test_an_optional_question_is_passed_with_enter_and_a_needed_one_is_not() -> None:
    assert answer(Field("x", "?"), "  ") is None
    asker = Scripted("", "words")
    assert ask_field(asker, Field("x", "?", required=True)) == "words"
    assert asker.talk == ["  This one is needed.  ? for help, :back, :quit"]


def test_what_reads_well_may_still_be_refused_by_the_field() -> None:
    asker = Scripted("subject", "child-1")
    taken = Field("x", "An id", "line", check=lambda value: "Taken." if value == "subject" else "")
    assert ask_field(asker, taken) == "child-1"
    assert asker.talk == ["  Taken."]


def test_moves_are_words_of_their_own() -> None:
    with pytest.raises(Stop):
        answer(Field("x", "?"), ":quit")
    with pytest.raises(Back):
        answer(Field("x", "?"), ":back")
    assert answer(Field("x", "?", "choice", choices=LEVELS, words=(":skip",)), ":skip") == ":skip"
    for move in (":skip", ":why", ":note she was calm until here"):
        asker = Scripted(move, "in the kitchen")
        assert ask_field(asker, Field("x", "Where?")) == "in the kitchen"


@pytest.mark.parametrize("word", ["?", ":help"])
def test_help_tells_the_choices_what_they_mean_and_how_to_leave(word: str) -> None:
    asker = Scripted(word, "1")
    ask_field(asker, Field("x", "Level", "choice", choices=LEVELS, help="Definitions: the protocol."))
    assert "  1 low: no clear sign" in asker.talk
    assert asker.talk[-2:] == ["  Definitions: the protocol.", "  :back for the question before, :quit to stop."]


@pytest.mark.parametrize(("plain", "hint"), [(True, "three quotes"), (False, "Alt-Enter")])
def test_help_on_free_text_says_how_to_begin_a_new_line(plain: bool, hint: str) -> None:
    asker = Scripted("?", "words", plain=plain)
    ask_field(asker, Field("x", "Why"))
    assert hint in asker.talk[-1]


def test_a_question_may_say_in_its_own_words_what_an_empty_line_does() -> None:
    asker = Scripted("", plain=False)
    ask_field(asker, Field("x", "Anybody else?", "choice", choices=LEVELS, passing="Enter: nobody"))
    assert asker.prompts == ["Anybody else?  1 low / 2 medium / 3 high / 4 very high  (Enter: nobody)\n> "]


def test_plain_choices_stand_one_to_a_line_before_the_question() -> None:
    asker = Scripted("1")
    ask_field(asker, Field("x", "Level", "choice", required=True, choices=LEVELS))
    assert asker.talk == ["  1 low", "  2 medium", "  3 high", "  4 very high"]
    assert asker.prompts == ["Level\n> "]


def test_elsewhere_choices_stand_behind_the_question_where_there_is_room() -> None:
    asker = Scripted("1", plain=False)
    ask_field(asker, Field("x", "Level", "choice", required=True, choices=LEVELS))
    assert asker.talk == []
    assert asker.prompts == ["Level  1 low / 2 medium / 3 high / 4 very high\n> "]


def test_a_long_list_of_choices_stands_below_the_question_within_the_screen() -> None:
    many = tuple(Choice(f"c-{n}", f"a choice of some length {n}") for n in range(1, 10))
    asker = Scripted("1", plain=False)
    ask_field(asker, Field("x", "Which of these?", "choice", choices=many))
    (prompt,) = asker.prompts
    lines = prompt.split("\n")
    assert all(len(line) <= 80 for line in lines)
    assert len(lines) < 9
    assert all(choice.title in prompt for choice in many)


@pytest.mark.parametrize(
    "kind", ["person", "evidence", "session", "action", "event", "judgement", "override", "tool_result"]
)
def test_no_question_is_wider_than_the_screen(kind: str) -> None:
    for field in fields_for(kind):
        asker = Scripted("", ":quit", plain=False)
        with contextlib.suppress(Stop):
            assert ask_field(asker, field) is None
        assert all(len(line) <= 80 for prompt in asker.prompts for line in prompt.split("\n")), field.key


class TestDefaults:
    def test_enter_keeps_what_stands_and_a_dash_empties_it(self) -> None:
        optional = Field("x", "Why", default="as before")
        assert answer(optional, "") == "as before"
        assert answer(optional, "-") is None
        assert answer(optional, "anew") == "anew"
        assert answer(Field("x", "Why", required=True, default="as before"), "-") == "-"

    def test_a_long_text_that_stands_is_shown_short_and_whole_on_demand(self) -> None:
        long = "The first line, which is rather long for a prompt.\nAnd a second."
        asker = Editor("?", "")
        assert ask_field(asker, Field("x", "Why", required=True, default=long)) == long
        assert (
            asker.prompts[0] == "Why  (Enter keeps  The first line, which is rather long for…; :edit to change it)\n> "
        )
        assert "And a second." in asker.talk[0]
        assert ":edit opens your editor." in " ".join(asker.talk[-1].split())
        assert asker.defaults == ["", ""]

    def test_words_that_stand_are_in_the_line_where_lines_can_be_edited(self) -> None:
        asker = Scripted("as before, and more", plain=False)
        assert ask_field(asker, Field("x", "Why", default="as before")) == "as before, and more"
        assert asker.defaults == ["as before"]
        assert asker.prompts == ["Why  (Enter keeps; typing replaces; an arrow key edits)\n> "]
        plain = Scripted("", plain=True)
        assert ask_field(plain, Field("x", "Why", default="as before")) == "as before"
        assert plain.defaults == [""]

    def test_a_line_that_was_cleared_is_no_answer(self) -> None:
        assert ask_field(Scripted("", plain=False), Field("x", "Why", default="as before")) is None
        assert ask_field(Scripted("-", plain=False), Field("x", "Why", default="as before")) is None
        asker = Scripted("", "anew", plain=False)
        assert ask_field(asker, Field("x", "Why", required=True, default="as before")) == "anew"
        assert asker.talk == ["  This one is needed.  ? for help, :back, :quit"]

    def test_a_line_that_was_changed_and_will_not_do_stands_there_to_be_mended(self) -> None:
        ids = Field("x", "An id", "line", default="e-1", check=lambda value: "" if " " not in value else "Not an id.")
        asker = Scripted("e 2", "e-2", plain=False)
        assert ask_field(asker, ids) == "e-2"
        assert asker.defaults == ["e-1", "e 2"]

    def test_help_leaves_what_stands_in_the_line(self) -> None:
        asker = Scripted("?", "as before", plain=False)
        assert ask_field(asker, Field("x", "Why", default="as before")) == "as before"
        assert asker.defaults == ["as before", "as before"]

    def test_what_was_taken_once_is_not_found_strange_again(self) -> None:
        asker = Scripted("sjtool says so", plain=False)
        assert ask_field(asker, Field("x", "Why", default="sjtool says so")) == "sjtool says so"

    def test_a_text_nobody_can_open_in_an_editor_stands_in_the_line_however_long(self) -> None:
        long = "words " * 100
        asker = Scripted(long, plain=False)
        assert ask_field(asker, Field("x", "Why", default=long)) == long
        assert asker.defaults == [long]

    @pytest.mark.parametrize("plain", [True, False])
    def test_what_must_be_seen_is_never_taken_by_an_empty_line(self, plain: bool) -> None:
        asker = Editor("", "Mine.", "r", plain=plain)
        assert ask_field(asker, Field("x", "Say", required=True, default="Begun. " * 50, must_see=True)) == "Mine."
        assert "This one is needed" in asker.talk[-1]
        assert "r replaces the 50 words that stand" in asker.prompts[-1]
        assert ("Begun." in asker.talk[0]) is plain
        assert (asker.defaults[0] == "Begun. " * 50) is not plain

    @pytest.mark.parametrize("plain", [True, False])
    def test_a_choice_that_stands_is_shown_by_its_title(self, plain: bool) -> None:
        entry = (Choice("given", "let in"), Choice("nobody-in", "nobody in"))
        asker = Scripted("?", "", plain=plain)
        assert ask_field(asker, Field("x", "Let in?", "choice", choices=entry, default="given")) == "given"
        assert "(Enter keeps  let in; - to leave it empty)" in asker.prompts[0]
        people = (Choice("subject-2", "Mr H"), Choice("partner", "Ms R"))
        default = "subject-2; partner; lodger"
        asker = Scripted("", plain=plain)
        this = Field("x", "Who?", "choices", True, (*people, Choice("lodger", "lodger")), default)
        assert ask_field(asker, this) == ("subject-2", "partner", "lodger")
        assert "(Enter keeps  Mr H; Ms R; lodger)" in asker.prompts[0]

    def test_what_stands_and_is_no_choice_any_more_is_shown_as_it_is(self) -> None:
        asker = Scripted("1")
        assert ask_field(asker, Field("x", "?", "choice", choices=LEVELS, default="grave")) == "low"
        assert "Enter keeps  grave" in asker.prompts[0]

    def test_a_choice_that_stands_is_kept_by_enter(self) -> None:
        assert answer(Field("x", "?", "choice", required=True, choices=LEVELS, default="high"), "") == "high"
        assert answer(Field("x", "?", "yes_no", default="no"), "") is False


class TestEditor:
    @pytest.mark.parametrize("plain", [True, False])
    def test_what_was_written_is_the_answer(self, plain: bool) -> None:
        asker = Editor(":edit", plain=plain, written=[("One.\nTwo.", True)])
        assert ask_field(asker, Field("x", "Why", default="One.")) == "One.\nTwo."
        assert asker.opened == ["One."]

    def test_what_is_no_answer_stands_in_the_line(self) -> None:
        asker = Editor(":edit", "One, mended.", written=[("One", False)])
        assert ask_field(asker, Field("x", "Why")) == "One, mended."
        assert asker.defaults == ["", "One"]

    @pytest.mark.parametrize(("plain", "stands"), [(True, ""), (False, "sjtool wrote this")])
    def test_what_was_written_and_will_not_do_is_not_lost(self, plain: bool, stands: str) -> None:
        asker = Editor(":edit", ":edit", plain=plain, written=[("sjtool wrote this", True), ("He wrote this", True)])
        assert ask_field(asker, Field("x", "Why")) == "He wrote this"
        assert asker.opened == ["", "sjtool wrote this"]
        assert asker.defaults == ["", stands]

    @pytest.mark.parametrize("asker", [Scripted(":edit", "words"), Editor(":edit", "words")])
    def test_where_there_is_no_editor_and_for_a_line_it_is_no_answer(self, asker: Scripted) -> None:
        kind: Any = "line" if isinstance(asker, Editor) else "text"
        assert ask_field(asker, Field("x", "Why", kind)) == "words"
        assert "That is no answer" in asker.talk[0]


def asked(fields: Sequence[Field], *lines: Any, **more: Any) -> tuple[dict[str, Any], Scripted]:
    asker = Scripted(*lines)
    return ask_form(asker, fields, **more), asker


NAME = Field("name", "Name", "line", required=True)
AGE = Field("age", "Age", "number")
NOTE = Field("note", "Note")


class TestForm:
    def test_answers_come_back_by_key_without_the_ones_passed_over(self) -> None:
        given, _asker = asked([NAME, AGE, NOTE], "Ms R", "", "seen")
        assert given == {"name": "Ms R", "note": "seen"}

    def test_back_asks_the_question_before_and_enter_keeps_what_was_typed(self) -> None:
        given, asker = asked([NAME, AGE, NOTE], "Ms R", "34", ":back", ":back", "", "35", "seen")
        assert given == {"name": "Ms R", "age": 35, "note": "seen"}
        assert [prompt.split("  ")[0].strip("\n> ") for prompt in asker.prompts] == [
            "Name",
            "Age",
            "Note",
            "Age",
            "Name",
            "Age",
            "Note",
        ]

    def test_back_at_the_first_question_asks_it_again_unless_the_form_may_be_left(self) -> None:
        given, _asker = asked([NAME], ":back", ":back", "Ms R")
        assert given == {"name": "Ms R"}
        with pytest.raises(Back):
            asked([NAME], ":back", may_leave=True)

    def test_a_form_can_be_gone_back_into_at_its_last_question(self) -> None:
        only_named = Field("born", "Born", "line", wanted=lambda answers: "name" in answers)
        skipped = Field("work", "Work", "line", wanted=lambda answers: answers.get("age", 0) >= 18)
        earlier = {"name": "Ms R", "age": 3, "born": "2023"}
        fields = [NAME, AGE, only_named, skipped]
        given, asker = asked(fields, ":back", "4", "", answers=earlier, from_end=True)
        assert given == {"name": "Ms R", "age": 4, "born": "2023"}
        assert [prompt.split("  ")[0] for prompt in asker.prompts] == ["Born", "Age", "Born"]
        with pytest.raises(Back):
            asked([NAME, AGE], ":back", ":back", may_leave=True, from_end=True)
        assert asked([NAME], "Ms R", may_leave=True, from_end=True)[0] == {"name": "Ms R"}

    def test_back_passes_over_what_is_not_wanted(self) -> None:
        only_adults = Field("work", "Work", "line", wanted=lambda answers: answers.get("age", 0) >= 18)
        given, _asker = asked([AGE, only_adults, NOTE], "34", "smith", ":back", ":back", "10", "a child")
        assert given == {"age": 10, "note": "a child"}

    def test_one_key_may_be_asked_in_two_ways(self) -> None:
        kind = Field("kind", "Kind", "choice", choices=(Choice("a", "a"), Choice("b", "b")))
        first = Field("level", "Level of a", "line", wanted=lambda answers: answers["kind"] == "a")
        second = Field("level", "Level of b", "line", wanted=lambda answers: answers["kind"] == "b")
        assert asked([kind, first, second], "a", "low")[0] == {"kind": "a", "level": "low"}
        assert asked([kind, first, second], "b", "high")[0] == {"kind": "b", "level": "high"}

    def test_answers_given_before_stand_as_defaults(self) -> None:
        earlier = {"name": "Ms R", "age": 34, "tags": ("a", "b"), "sure": True}
        fields = [NAME, AGE, Field("tags", "Tags", "list"), Field("sure", "Sure", "yes_no")]
        assert asked(fields, "", "", "", "", answers=earlier)[0] == earlier

    def test_what_was_typed_is_there_to_be_kept_and_what_was_not_is_not(self) -> None:
        asker = Scripted("Ms R", KeyboardInterrupt)
        with pytest.raises(KeyboardInterrupt):
            ask_form(asker, [NAME, NOTE], {"note": "from before"})
        assert asker.typed == [{"name": "Ms R"}]

    def test_a_field_may_ask_in_its_own_way_and_is_told_what_stands(self) -> None:
        seen: list[Any] = []

        def ask(asker: Any, this: Field, before: Any) -> list[str]:
            seen.append(before)
            return [asker.ask_line(this.prompt)]

        own = Field("ids", "Which", ask=ask)
        given, _asker = asked([own, NAME], "e-1", ":back", "e-2", "Ms R")
        assert given == {"ids": ["e-2"], "name": "Ms R"}
        assert seen == [None, ["e-1"]]

    def test_a_single_question_has_nothing_before_it(self) -> None:
        assert ask_one(Scripted(":back", "Ms R"), NAME) == "Ms R"
        assert ask_one(Scripted(""), NOTE) is None


class TestFieldsOfRecords:
    @pytest.mark.parametrize(
        ("kind", "key", "good", "bad"),
        [
            ("status", "mappa_level", "2", "4"),
            ("evidence", "grade", "1AP", "4ap"),
            ("relation", "person", "partner", "Ms R"),
            ("rating", "evidence", "e-001, r-0001", "e 001; r-0001"),
        ],
    )
    def test_what_a_record_would_refuse_is_said_at_once(self, kind: str, key: str, good: str, bad: str) -> None:
        field = next(f for f in fields_for(kind) if f.key == key)
        asker = Scripted(bad, good)
        ask_field(asker, field)
        assert len([line for line in asker.talk if line.startswith("  ") and line.strip()]) >= 1
        assert asker.lines == []

    @pytest.mark.parametrize("typed", ["2bc", "2BC", " 2bC "])
    def test_a_grade_in_small_letters_is_kept_in_capitals(self, typed: str) -> None:
        field = next(f for f in fields_for("evidence") if f.key == "grade")
        assert ask_field(Scripted(typed), field) == "2BC"
