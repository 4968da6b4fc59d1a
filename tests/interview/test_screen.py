"""What the officer sees: whole, within the width, and able to do nothing but be read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sjtool.interview.noted import NOT_YET
from sjtool.interview.pages import show_page
from sjtool.interview.plan import build_plan
from sjtool.interview.screen import Screen, show_moment, show_question, show_saved
from sjtool.interview.session import Interview, Outcome
from sjtool.model.enquiry import Response
from sjtool.model.template import QuestionSet
from sjtool.text import cell_width

WORDS = "[/] she said [mother] \x1b[31mred\x1b[0m and “no”, " + "x" * 90


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("facing", [False, True])
@pytest.mark.parametrize("width", [60, 80, 120])
def test_every_question_and_page_fits_the_width(
    section_12: QuestionSet, width: int, *, plain: bool, facing: bool
) -> None:
    screen = Screen(width, plain, facing)
    plan = build_plan(section_12, "person", "Mr H")
    interview = Interview(plan, "s-001")
    lines = []
    for number, question in enumerate(plan):
        interview.jump(number)
        lines += show_question(screen, interview, question)
        lines += show_page("why", "", screen, interview, section_12, "person")
    for page in ("map", "help", "stop", "conduct"):
        lines += show_page(page, "", screen, interview, section_12, "person")
    assert max(cell_width(line) for line in lines) < width


def test_the_question_is_whole(section_12: QuestionSet) -> None:
    for question in build_plan(section_12, "partner", "Mr H", marks="all"):
        interview = Interview([question], "s-001")
        shown = " ".join(" ".join(show_question(Screen(60), interview, question)).split())
        assert question.ask in shown
        assert question.title in shown


def test_words_recorded_before_are_whole_and_harmless(section_12: QuestionSet) -> None:
    (question,) = build_plan(section_12, "partner", "Mr H", only=["5"])
    interview = Interview([question], "s-001", {("5", ""): Response(id="r-1", item="5", value=WORDS, note="a\nb")})
    interview.back()
    lines = show_question(Screen(60), interview, question)
    shown = "".join(line.strip() for line in lines)
    assert "\x1b" not in shown
    assert "x" * 90 in shown
    assert "[mother]" in " ".join(lines)
    assert "Now: [/]" in shown


def test_a_reason_and_its_words_are_shown_when_gone_back_to(section_12: QuestionSet) -> None:
    (question,) = build_plan(section_12, "partner", "Mr H", only=["5"])
    given = Response(id="r-1", item="5", missing="refused", missing_note="said ask him")
    interview = Interview([question], "s-001", {("5", ""): given})
    interview.back()
    assert "   Now: refused, said ask him" in show_question(Screen(), interview, question)


def test_a_note_without_an_answer_is_no_answer(section_12: QuestionSet) -> None:
    (question,) = build_plan(section_12, "partner", "Mr H", only=["5"])
    given = Response(id="r-1", item="5", missing="deferred", missing_note=NOT_YET, note="she wept")
    lines = show_question(Screen(), Interview([question], "s-001", {("5", ""): given}), question)
    assert lines[-1] == "   Note so far: she wept"
    assert not any("Now:" in line for line in lines)


@pytest.mark.parametrize(
    ("outcome", "lines"),
    [
        (Outcome(), [" " * 67 + "saved r-0001"]),
        (Outcome(understood="yes"), ["   yes." + " " * 60 + "saved r-0001"]),
        (Outcome(understood="yes", note="a " * 30), ["   yes. Kept your words as a note." + " " * 33 + "saved r-0001"]),
        (Outcome(understood="y " * 35), ["   " + ("y " * 35).strip() + " .", " " * 67 + "saved r-0001"]),
    ],
)
def test_the_id_stands_at_the_right_or_below(outcome: Outcome, lines: list[str]) -> None:
    assert show_saved(Screen(80), outcome, "r-0001") == lines


def test_plain_puts_the_label_before_the_value() -> None:
    outcome = Outcome(understood="20 hours a week", left_behind="r-0001")
    shown = " ".join(line.strip() for line in show_saved(Screen(80, plain=True), outcome, "r-0002"))
    assert shown == "saved r-0002: 20 hours a week. The words of the answer before stay with r-0001."
    assert show_saved(Screen(80, plain=True), Outcome(), "r-0003") == ["   saved r-0003"]


def test_the_moment_names_the_day_only_where_it_was_another(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = datetime(2026, 3, 4, 14, 2, tzinfo=UTC)
    here = moment.astimezone()
    assert show_moment(moment, here.date().isoformat()) == f"at {here:%H:%M}"
    assert show_moment(moment, "2026-03-09") == f"on {here.day} March 2026 at {here:%H:%M}"
