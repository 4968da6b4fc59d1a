"""Edges of the checks of accounts that differ."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sjtool.check.catalogue import BY_CODE
from sjtool.check.finding import run_check
from sjtool.check.view import View
from sjtool.checking import make_view
from sjtool.loader import load_case
from sjtool.problem import Problem
from sjtool.store.append import Draft
from sjtool.store.library import Library

TODAY = date(2026, 3, 4)
SET = "section-12@1.0.0"


def sitting(who: str) -> Draft:
    keys = {"assessment": "a-001", "informant": who, "set": SET, "held_on": "2026-03-04", "mode": "in-person"}
    return Draft("session", keys)


def answer(session: int, item: str, **keys: Any) -> Draft:
    return Draft("response", {"session": f"s-00{session}", "item": item, "basis": "told", **keys})


def read(item: str, words: str | None, *covers: str, **keys: Any) -> Draft:
    return Draft("reading", {"item": f"{SET}/{item}", "responses": list(covers), "reading": words, **keys})


BOTH = (sitting("partner"), sitting("subject"))
DIFFER = (*BOTH, answer(1, "20", value=True), answer(2, "20", value=False))


def view_of(path: Path) -> View:
    return make_view(load_case(path, Library())[0], [], TODAY)


def unread(view: View) -> list[Problem]:
    return list(run_check(BY_CODE["difference-without-reading"], view))


def short(view: View) -> list[Problem]:
    return list(run_check(BY_CODE["reading-in-three-words"], view))


def test_agreement_and_one_sided_accounts_need_no_reading(make_case: Any) -> None:
    agree = [*BOTH, answer(1, "20", value=True), answer(2, "20", value=True), answer(1, "21", value=True)]
    assert unread(view_of(make_case("agree", agree))) == []


def test_a_reading_of_all_but_the_latest_account_counts_no_more(make_case: Any) -> None:
    drafts = [*DIFFER, read("20", "Both may well be right here.", "r-0001")]
    (problem,) = unread(view_of(make_case("old", drafts)))
    assert problem.what == f'the accounts of {SET}/20 stand as: differ; "rd-001" does not cover all of them'


def test_a_refusal_by_one_needs_a_reading_and_a_part_is_named(make_case: Any) -> None:
    drafts = [*BOTH, answer(1, "1", part="hours", value=10), answer(2, "1", part="hours", missing="refused")]
    (problem,) = unread(view_of(make_case("part", drafts)))
    assert problem.what == f"the accounts of {SET}/1, hours, stand as: refused by one; nobody has read them"


def test_a_difference_is_told_once_where_two_versions_of_a_set_were_asked(make_case: Any) -> None:
    view = view_of(make_case("twice", DIFFER))
    questions = view.question_sets[SET]
    assert len(unread(replace(view, question_sets={SET: questions, "section-12@1.1.0": questions}))) == 1


def test_four_words_are_enough_and_three_are_not(make_case: Any) -> None:
    covers = ("r-0001", "r-0002")
    enough = make_case("enough", [*DIFFER, read("20", "She kept\na diary", *covers, outcome="differ")])
    assert short(view_of(enough)) == []
    three = make_case("three", [*DIFFER, read("20", "planted  word  here", *covers, outcome="differ")])
    (problem,) = short(view_of(three))
    assert "planted" not in problem.render()


def test_a_reading_without_words_or_outcome_is_judged_by_how_the_accounts_stand(make_case: Any) -> None:
    covers = ("r-0001", "r-0002")
    assert len(short(view_of(make_case("nothing", [*DIFFER, read("20", None, *covers)])))) == 1


def test_a_short_reading_of_agreement_is_left_alone(make_case: Any) -> None:
    agree = [*BOTH, answer(1, "20", value=True), answer(2, "20", value=True), read("20", "Agreed.", outcome="agree")]
    assert short(view_of(make_case("agreed", agree))) == []


def test_a_reading_that_names_no_item_is_still_counted(make_case: Any) -> None:
    (problem,) = short(view_of(make_case("loose", [Draft("reading", {"reading": "Noted.", "outcome": "differ"})])))
    assert "--set SET --read ITEM" in problem.fix


def test_a_difference_names_the_set_as_it_was_asked_and_the_item_to_read(make_case: Any) -> None:
    drafts = [*BOTH, sitting("partner"), *(answer(n, "20", value=n != 2) for n in (1, 2, 3))]
    path = make_case("three", drafts)
    (problem,) = unread(view_of(path))
    assert problem.fix == "sjtool crosscheck CASE --set section-12@1.0.0 --read 20"
    last = path.read_text(encoding="utf-8").rpartition("[[response]]")[0].count("\n") + 1
    assert problem.place.line == last


def test_every_item_that_waits_is_told_though_another_is_read(make_case: Any) -> None:
    answers = [answer(n, item, value=n == 1) for item in ("20", "21", "22") for n in (1, 2)]
    done = read("20", "Both may well be right here.", "r-0001", "r-0002")
    problems = unread(view_of(make_case("some", [*BOTH, *answers, done])))
    assert [p.fix.rpartition(" ")[2] for p in problems] == ["21", "22"]


def test_a_short_reading_is_told_though_one_of_agreement_stands_before_it(make_case: Any) -> None:
    answers = [answer(n, item, value=n == 1 or item == "20") for item in ("20", "21") for n in (1, 2)]
    readings = [read("20", "Agreed.", "r-0001", "r-0002"), read("21", "He lies.", "r-0003", "r-0004")]
    (problem,) = short(view_of(make_case("after", [*BOTH, *answers, *readings])))
    assert problem.what == 'reading "rd-002" weighs a difference or a refusal in fewer than 4 words'
    assert problem.fix == (
        "say what may explain it and what it rests on:  sjtool crosscheck CASE --set section-12@1.0.0 --read 21"
    )
