"""The plan on a screen and as JSON: what is said of each action, and of a covert one only to an officer who looks."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from sjtool.loader import load_sound
from sjtool.report.context import Context
from sjtool.report.plan_json import render_json
from sjtool.report.plan_text import news_lines, render_plan
from sjtool.report.plan_view import PlanView, build_view
from sjtool.store.append import Draft
from sjtool.store.library import Library

TODAY = date(2026, 3, 20)
TITLES: Mapping[str, str] = {"victim-safety": "Does the plan keep victims safe?"}
Show = Callable[..., PlanView]


def action(**keys: Any) -> Draft:
    base = {"assessment": "a-001", "pillar": "supervision", "kind": "visits", "objective": "He is calm."}
    return Draft("action", {**base, "owner": "pc-4412", "due_on": "2026-03-25", **keys})


def news(of: str, status: str, **keys: Any) -> Draft:
    return Draft("action_update", {"action": of, "status": status, "what_happened": "It was\nso.", **keys})


@pytest.fixture
def show(make_case: Callable[..., Path], tmp_path: Path) -> Show:
    """`show([Draft(...)], at_screen=True)` is the plan of a case with these records."""

    folders = (tmp_path / str(number) for number in count())

    def build(drafts: list[Draft], *, at_screen: bool = False) -> PlanView:
        folder = next(folders)
        folder.mkdir()
        loaded = load_sound(make_case("quay", drafts, folder=folder), Library())
        context = Context(loaded, TODAY, reveal=False, for_author=True, as_at="", recipient="", access=())
        return build_view(context, "quay", TITLES, at_screen=at_screen)

    return build


def said(view: PlanView) -> str:
    return " ".join(render_plan(view, 80).split())


def test_a_case_without_anything_assessed_says_so(show: Show) -> None:
    text = said(show([]))
    assert "nothing is rated, and no scenario or follow-up recorded, that wants an answer" in text
    assert "not judged yet · 0 actions: 0 overdue, 0 running" in text
    assert text.endswith("Next 1 what the case needs besides sjtool next quay")


def test_overdue_comes_first_and_what_ended_last(show: Show) -> None:
    drafts = [
        action(),
        action(due_on="2026-03-02"),
        action(due_on="2026-03-01"),
        news("ac-003", "done"),
        action(due_on="2026-03-01", review_on="2026-03-10"),
        Draft("action", {"assessment": "a-001"}),
    ]
    view = show(drafts)
    assert [state.action.id for state in view.actions] == ["ac-004", "ac-002", "ac-001", "ac-005", "ac-003"]
    text = said(view)
    assert (
        "OVERDUE ac-004 He is calm. visits. PC A. Hughes; due 1 March 2026 (19 days overdue), review 10 March 2026"
        in text
    )
    assert "review 10 March 2026 (passed); open" in text
    assert "ac-005 an action nobody named; no day; open Answers nothing, and gives no reason." in text
    assert "due 1 March 2026; done, not checked by a supervisor" in text
    assert "sjtool plan quay --check all" in text
    assert "sjtool plan quay --update ac-004" in text


def test_a_month_that_has_passed_is_overdue_without_a_count_of_days(show: Show) -> None:
    assert "due February 2026; open" in said(show([action(due_on="2026-02")]))
    assert "OVERDUE ac-001" in said(show([action(due_on="2026-02")]))


def test_what_an_action_does_not_say_is_said_while_it_runs(show: Show) -> None:
    bare = action(pillar="monitoring-and-control")
    text = said(show([bare]))
    assert (
        "Not said: how it is enforced, why it suits, why it is proportionate (it restricts: Articles 2, 3 and 8) and "
        "what harm it might do." in text
    )
    assert "Not said" not in said(show([bare, news("ac-001", "withdrawn")]))


def test_an_action_of_an_earlier_assessment_is_shown_while_it_runs(show: Show) -> None:
    later = Draft("assessment", {"opened_on": "2026-03-10", "trigger": "review", "purpose": "Again."})
    drafts = [action(), action(), news("ac-002", "done"), Draft("action", {"kind": "old"}), later]
    view = show(drafts)
    assert [state.action.id for state in view.actions] == ["ac-001", "ac-003"]
    told = "What is from an earlier assessment goes on in this plan until it is replaced, ended or withdrawn."
    assert said(view).count(told) == 1
    assert "From a-001." in said(view)
    assert "From no assessment." in said(view)
    assert told not in said(show([action()]))


def test_in_a_review_the_level_that_stands_is_said(show: Show) -> None:
    later = Draft("assessment", {"opened_on": "2026-03-10", "trigger": "review", "purpose": "Again."})
    judged = Draft("judgement", {"assessment": "a-001", "stage": "final", "level": "high"})
    assert "not judged yet in this review; HIGH stands from 4 March 2026 (j-001)" in said(show([judged, later]))
    assert "a-001 · judged: high ·" in said(show([judged]))
    bare = Draft("judgement", {"assessment": "a-001", "stage": "final"})
    assert "judged: not said" in said(show([bare]))


def test_what_an_action_does_and_why_it_is_proportionate_is_said_whole(show: Show) -> None:
    means = {"purpose": "To see\nweekends.", "proportionality": "Article 8: two hours.", "answers": ["rd-001"]}
    reading = Draft("reading", {"item": "section-12@1.0.0/1", "reading": "They differ."})
    text = said(show([reading, action(**means)]))
    assert "What for: To see weekends. Proportionate: Article 8: two hours. Answers" in text
    twice = said(show([reading, action(**{**means, "answers": ["rd-001", "rd-001"]})]))
    assert twice.count("Answers rd-001") == 1
    assert twice.count("; rd-001") == 0
    loose = said(show([action(**{**means, "answers": []})]))
    assert "What for" not in loose
    assert loose.count("To see weekends.") == 1


def test_of_a_contingency_it_is_said_what_is_done_and_who_hears_first(show: Show) -> None:
    scenario = Draft("scenario", {"assessment": "a-001", "kind": "twist"})
    keys = {"purpose": "Duty sergeant, then 999.", "enforcement": "The duty team.", "answers": ["sc-001"]}
    text = said(show([scenario, action(pillar="contingency", **keys)]))
    assert "What is done: Duty sergeant, then 999. Who hears first: The duty team. Answers" in text


def test_a_review_day_that_was_looked_at_since_is_not_said_to_have_passed(show: Show) -> None:
    due = action(review_on="2026-03-02", due_on="2026-03-25")
    assert "review 2 March 2026 (passed); open" in said(show([due]))
    assert "review 2 March 2026 (looked at 4 March 2026); open" in said(show([due, news("ac-001", "open")]))
    ended = said(show([due, news("ac-001", "withdrawn")]))
    assert "review 2 March 2026; withdrawn" in ended


HOSTILITY = "acute@1.0.0/hostility"


def urgent(held_on: str) -> Draft:
    keys = {"factor": HOSTILITY, "person": "subject", "assessment": "a-001", "recent": "act-now", "held_on": held_on}
    return Draft("rating", {**keys, "rationale": "Seen."})


def test_what_is_older_than_an_act_now_is_shown_with_how_to_confirm_it(show: Show) -> None:
    older = [urgent("2026-03-10"), action(answers=[HOSTILITY]), action(answers=[HOSTILITY]), news("ac-002", "done")]
    text = said(show(older))
    assert "1 ACT NOW Hostility: act now, 10 March 2026: no action since" in text
    assert "ac-001 is older (recorded 4 March 2026): confirm or replace it. sjtool plan quay --update ac-001" in text
    assert "ac-002 is older (done, recorded 4 March 2026): it answers nothing now." in text
    found = json.loads(render_json(show(older)))["gaps"]
    assert [(gap["answered_by"], gap["older"]) for gap in found] == [([], ["ac-001", "ac-002"])]
    assert "Hostility: act now, 4 March 2026: ac-001" in said(show([urgent("2026-03-04"), action(answers=[HOSTILITY])]))


def test_an_overdue_covert_action_is_told_apart_in_the_count(show: Show) -> None:
    drafts = [action(due_on="2026-03-02"), action(**COVERT)]
    assert "2 actions: 2 overdue (1 of them covert), 2 running" in said(show(drafts, at_screen=True))
    assert "1 action: 1 overdue, 1 running" in said(show(drafts))


def test_prompts_have_the_words_of_the_menu_or_ours_and_what_to_type(show: Show) -> None:
    text = said(show([action()]))
    assert "Does the plan keep victims safe? sjtool sets show plan-prompts victim-safety" in text
    assert "Does the plan build anything up, or only restrict? sjtool plan quay --add --from constructive" in text
    assert "contingency sjtool sets show plan-prompts contingency" in text


COVERT = {"handling": "covert", "kind": "SECRET", "objective": "SECRET", "purpose": "SECRET", "due_on": "2026-03-02"}


def test_a_covert_action_is_one_line_to_an_officer_who_looks_and_nothing_to_anybody_else(show: Show) -> None:
    drafts = [action(**COVERT), news("ac-001", "in-progress")]
    view = show(drafts, at_screen=True)
    assert "OVERDUE ac-001 covert action, held in the officer view PC A. Hughes; due 2 March 2026 (18 days" in said(
        view
    )
    assert "SECRET" not in said(view)
    away = show(drafts)
    assert away.actions == ()
    assert "covert" not in said(away)
    assert "covert" not in render_json(away)
    assert json.loads(render_json(away))["actions"] == []


def test_news_is_told_as_recorded_the_earliest_first(show: Show) -> None:
    view = show([action(), news("ac-001", "in-progress"), news("ac-001", "done")])
    (state,) = view.actions
    lines = [*news_lines(view.context, state, 80)]
    assert lines == [
        "      4 March 2026, PC A. Hughes: in progress. It was so.",
        "      4 March 2026, PC A. Hughes: done. It was so.",
    ]


def test_what_nothing_answers_is_counted_and_numbered_and_nothing_left_is_said(show: Show) -> None:
    scenario = Draft("scenario", {"assessment": "a-001", "kind": "twist"})
    assert "Nothing answers (1) 1 Scenario sc-001 (twist): no contingency" in said(show([scenario]))
    settled = Draft("scenario", {**scenario.keys, "contingency": "The duty officer goes."})
    text = said(show([settled]))
    assert "nothing is left without an answer" in text
    assert "Scenario sc-001 (twist): in the scenario's own words" in text


def test_the_marking_stands_above_where_there_is_no_room_beside(show: Show) -> None:
    assert render_plan(show([]), 40).split("\n")[0] == "OFFICIAL-SENSITIVE"
