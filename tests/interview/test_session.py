"""The state machine: what each move comes to, and that no move loses a word."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sjtool.interview.noted import NOT_YET
from sjtool.interview.plan import Question, build_plan
from sjtool.interview.session import Interview
from sjtool.interview.tally import count_states, left_for_later
from sjtool.model.enquiry import Response
from sjtool.store.library import Library


def test_an_answer_is_a_draft_and_the_next_question_waits_for_it_to_be_saved(notebook: Any) -> None:
    outcome = notebook.interview.answer("about 35")
    assert notebook.interview.at == 0
    assert dict(outcome.draft.keys) == {
        "session": "s-001",
        "item": "1",
        "part": "hours",
        "value": 35,
        "note": "about 35",
        "basis": "told",
        "evidence": (),
    }
    notebook.keep(outcome)
    assert notebook.interview.question.item.id == "2"
    assert outcome.understood == "35 hours a week"


def test_skipping_names_a_reason_and_keeps_words(notebook: Any) -> None:
    response = notebook.keep(notebook.interview.skip("refused", " said ask him "))
    assert (response.missing, response.missing_note, response.value) == ("refused", "said ask him", None)
    assert notebook.interview.at == 1


def test_going_back_and_correcting_supersedes(notebook: Any) -> None:
    first = notebook.say("about 35")
    notebook.interview.back()
    second = notebook.say("20")
    assert (second.supersedes, second.reason, second.value) == (first.id, "corrected in the session", 20)
    assert second.note is None
    assert notebook.interview.question.item.id == "2"


def test_a_correction_says_where_the_old_words_stay_and_takes_notes_along(notebook: Any) -> None:
    notebook.say("about 35")
    notebook.interview.back()
    notebook.keep(notebook.interview.note("she looked away"))
    outcome = notebook.interview.answer("20")
    assert outcome.left_behind == "r-0002"
    assert notebook.keep(outcome).note == "she looked away"


def test_back_at_the_first_question_stays(notebook: Any) -> None:
    assert notebook.interview.back() is False
    assert notebook.interview.at == 0


def test_a_skip_can_be_corrected_to_an_answer_and_back(notebook: Any) -> None:
    notebook.keep(notebook.interview.skip("not-known"))
    notebook.interview.back()
    notebook.say("3")
    notebook.interview.back()
    last = notebook.keep(notebook.interview.skip("refused"))
    assert (last.supersedes, last.value, last.missing) == ("r-0002", None, "refused")


def test_words_that_cannot_be_taken_join_the_note(notebook: Any) -> None:
    outcome = notebook.interview.answer("30 to 40")
    assert outcome.draft is None
    assert outcome.holds
    assert notebook.say("35, she thinks").note == "30 to 40\n35, she thinks"
    assert not notebook.interview.held


def test_they_join_a_skip_too(notebook: Any) -> None:
    notebook.interview.answer("no idea at all")
    response = notebook.keep(notebook.interview.skip("not-known"))
    assert (response.note, response.missing_note) == ("no idea at all", None)


def test_they_can_be_dropped(notebook: Any) -> None:
    notebook.interview.answer("abcdef")
    notebook.interview.forget()
    assert notebook.say("35").note is None


@pytest.mark.parametrize("slip", ["u", "99x", "?!", "200"])
def test_a_slip_of_the_keys_is_not_kept(notebook: Any, slip: str) -> None:
    notebook.say("35")
    outcome = notebook.interview.answer(slip)
    assert outcome.trouble
    assert not outcome.holds


def test_leaving_with_words_held_saves_them_as_an_open_item(notebook: Any) -> None:
    notebook.interview.answer("30 to 40, more at weekends")
    response = notebook.keep(notebook.interview.leave())
    assert (response.missing, response.missing_note, response.note) == (
        "deferred",
        NOT_YET,
        "30 to 40, more at weekends",
    )
    assert notebook.interview.at == 0
    assert notebook.interview.state_of(notebook.interview.question) == "open"
    assert notebook.interview.leave() is None
    answer = notebook.say("35")
    assert (answer.supersedes, answer.reason, answer.note) == (
        response.id,
        "answered after a note",
        "30 to 40, more at weekends",
    )


def test_a_note_before_the_answer_is_saved_at_once_and_stays_with_it(notebook: Any) -> None:
    notebook.keep(notebook.interview.note("she wept"))
    notebook.keep(notebook.interview.note("we paused"))
    assert notebook.interview.at == 0
    assert notebook.say("about 35").note == "she wept\nwe paused\nabout 35"


def test_a_note_after_the_answer_keeps_the_answer(notebook: Any) -> None:
    notebook.say("about 35")
    notebook.interview.back()
    response = notebook.keep(notebook.interview.note("she looked away"))
    assert (response.value, response.note, response.reason) == (
        35,
        "about 35\nshe looked away",
        "note added in the session",
    )


def test_skipping_after_a_note_for_later_is_not_open_any_more(notebook: Any) -> None:
    notebook.keep(notebook.interview.note("too upset"))
    notebook.keep(notebook.interview.skip("deferred"))
    assert notebook.interview.at == 1
    assert [q.item.id for q in left_for_later(notebook.interview)] == ["1"]


def test_any_order_and_the_end_comes_when_all_are_settled(notebook: Any) -> None:
    interview = notebook.interview
    interview.jump(11)
    notebook.say("no change that she knows of")
    assert interview.at == 0
    for _ in range(11):
        notebook.keep(interview.skip("not-known"))
    assert interview.question is None
    assert interview.is_complete
    assert count_states(interview) == {"answered": 1, "none": 11}
    assert interview.back()
    assert interview.at == 11


def test_finding_by_item_or_title(person_notebook: Any) -> None:
    interview = person_notebook.interview
    assert interview.find("1") == [0]
    assert interview.find("1/share") == [1]
    assert interview.find("20") == [21]
    assert interview.find("isolation") == [6 + 0]
    assert len(interview.find("time")) > 1
    assert interview.find("") == []
    assert interview.find("99") == []


def test_taking_up_again_is_at_the_first_without_an_answer(partner_plan: tuple[Question, ...]) -> None:
    given = {
        ("1", "hours"): Response(id="r-1", value=35, note="about 35", item="1", part="hours"),
        ("2", ""): Response(id="r-2", missing="deferred", item="2"),
        ("3", ""): Response(id="r-3", missing="deferred", missing_note=NOT_YET, note="wept", item="3"),
    }
    interview = Interview(partner_plan, "s-001", given)
    assert interview.at == 2
    interview.back()
    interview.back()
    draft = interview.answer("20").draft
    assert draft is not None
    assert "note" not in draft.keys


def test_a_correction_keeps_basis_and_evidence(partner_plan: tuple[Question, ...]) -> None:
    old = Response(id="r-1", value=35, basis="observed", evidence=("e-001",), item="1", part="hours")
    interview = Interview(partner_plan, "s-001", {("1", "hours"): old})
    interview.back()
    draft = interview.answer("20").draft
    assert draft is not None
    assert (draft.keys["basis"], draft.keys["evidence"]) == ("observed", ("e-001",))


def test_an_empty_plan_is_complete() -> None:
    interview = Interview((), "s-001")
    assert interview.question is None
    assert interview.leave() is None


PLAN = build_plan(Library().question_set("section-12"), "partner", "Mr H", marks="all")
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"), min_size=1, max_size=30).filter(
    str.strip
)
MOVES = st.lists(
    st.one_of(
        st.tuples(
            st.just("answer"), WORDS | st.sampled_from(["35", "y", "2", "1 2", "yes, often", "no idea", "30 to 40"])
        ),
        st.tuples(st.just("skip"), st.sampled_from(["refused", "deferred", "not-known"])),
        st.tuples(st.just("note"), WORDS),
        st.tuples(st.sampled_from(["back", "leave", "keep"]), st.just("")),
        st.tuples(st.just("jump"), st.integers(0, len(PLAN) - 1)),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_any_sequence_of_moves_keeps_every_word_and_one_answer_standing_for_each(moves: list[tuple[str, Any]]) -> None:
    interview = Interview(PLAN, "s-001")
    saved: list[Response] = []
    held: list[str] = []

    def keep(outcome: Any) -> None:
        if outcome is None or outcome.draft is None:
            return
        response = Response(id=f"r-{len(saved):04d}", **{k: v for k, v in outcome.draft.keys.items() if v != ()})
        saved.append(response)
        interview.record(response, outcome)
        everything = " ".join(f"{response.note} {response.missing_note} {response.value}")
        assert all(" ".join(words) in everything for words in held)
        held.clear()

    for name, what in moves:
        if interview.question is None:
            break
        if name == "answer":
            outcome = interview.answer(what)
            held += [what.strip()] if outcome.holds else []
            keep(outcome)
        elif name == "skip":
            keep(interview.skip(what))
        elif name == "note":
            keep(interview.note(what))
        else:
            keep(interview.leave())
            if name == "back":
                interview.back()
            elif name == "jump":
                interview.jump(what)
    superseded = [response.supersedes for response in saved if response.supersedes]
    assert len(superseded) == len(set(superseded))
    standing = [response for response in saved if response.id not in superseded]
    assert len({(r.item, r.part) for r in standing}) == len(standing)
    assert all((r.value is None) != (r.missing is None) for r in saved)
