"""The clock line of a summary: all that is overdue, one visit told once, and no order taken for a lapse."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sjtool.report import due_calendar, due_json, due_text
from sjtool.report.clock_line import build_clock_line, count_clocks
from sjtool.report.context import Context
from sjtool.report.due_list import Choice, DueList, build_rows, next_lines
from sjtool.report.report import Group, Paragraph, Timeline
from sjtool.store.library import Library

TODAY = date(2026, 4, 30)
LOOK = "no notification is recorded here; look on the force's system (ViSOR)"


@pytest.fixture
def case(builder: Callable[..., Any]) -> Any:
    case = builder(parts=0)
    case.add("person", id="subject", roles=["subject"], standing="convicted", label="Mr H")
    case.add("person", id="child-d", roles=["child"], standing="other", label="D (girl, 9)")
    return case


def plan(case: Any, objective: str, due_on: str, **keys: Any) -> None:
    keys = {"pillar": "victim-safety", "kind": "what if", "owner": "pc-4412", "handling": "open"} | keys
    case.add("action", objective=objective, due_on=due_on, **keys)


def context(case: Any, *, for_author: bool = False) -> Context:
    return Context(case.load(), TODAY, reveal=False, for_author=for_author, as_at="", recipient="", access=())


def line(case: Any, **keys: Any) -> list[str]:
    """What the section says, a line for each moment and each sentence."""
    ((group),) = build_clock_line(context(case, **keys))
    assert isinstance(group, Group)
    said = []
    for block in group.blocks:
        assert isinstance(block, Timeline | Paragraph)
        said += [one.line for one in block.moments] if isinstance(block, Timeline) else [block.text]
    return said


def count(case: Any) -> str:
    (said,) = count_clocks(context(case))
    assert isinstance(said, Paragraph)
    return said.text


class TestOverdue:
    def test_every_one_is_shown_and_those_to_come_are_cut(self, case: Any) -> None:
        for day in range(1, 15):
            plan(case, f"Aim {day}.", f"2026-04-{day:02}")
            plan(case, f"Later aim {day}.", f"2026-07-{day:02}")
        said = line(case)
        assert sum("overdue" in words for words in said) == 14
        assert said[0] == "Action ac-001: Aim 1 (29 days overdue)"
        assert sum("due in" in words for words in said) == 5
        assert said[-1] == "9 more to come, the last on 14 July 2026; the days of actions: section 15."
        assert "sjtool" not in " ".join(said)
        assert line(case, for_author=True)[-1].endswith("14 July 2026: sjtool due harbour.")

    def test_an_action_is_named_as_the_plan_names_it_with_whom_it_concerns(self, case: Any) -> None:
        plan(case, f"The friend is {'no longer ' * 9}the watch, and D is never alone.", "2026-04-29", kind="Ms R")
        (said,) = line(case)
        assert said.startswith("Action ac-001: The friend is no longer")
        assert "… (D) (1 day overdue)" in said


class TestOneVisit:
    def test_what_was_agreed_planned_and_rated_with_it_is_told_once(self, case: Any) -> None:
        case.add("event", kind="visit", held_on="2026-03-10", what="x", next_on="2026-04-20")
        plan(case, "Evenings are known.", "2026-04-20", kind="home visits every 2 weeks", pillar="supervision")
        assert line(case) == [
            "Home visit as planned (ac-001, ev-001), and the acute factors before it (10 days overdue)"
        ]
        assert count(case) == "By the clocks: 1 overdue (section 16; what is due with one visit counts once)."

    def test_each_of_its_clocks_still_runs(self, case: Any) -> None:
        case.add("event", kind="visit", held_on="2026-03-10", what="x", next_on="2026-04-20")
        late = [due.clock for due in context(case).dues if due.state == "overdue"]
        assert sorted(late) == ["acute-before-visit", "visit"]


class TestNotRecorded:
    @pytest.fixture
    def order(self, case: Any) -> Any:
        case.add("order", kind="Notification requirements", made_on="2025-04-01")
        return case

    def listed(self, case: Any, today: date = date(2027, 4, 2), **choice: Any) -> DueList:
        chosen = Choice(**choice)
        clocks = Library().clocks()
        return DueList(tuple(build_rows("harbour", case.load().standing, clocks, today, chosen)), today, 1, chosen)

    def test_an_order_alone_makes_nothing_overdue_anywhere(self, order: Any) -> None:
        found = self.listed(order)
        text = due_text.render(found, 100)
        assert "0 overdue, 1 not recorded here" in text
        assert LOOK in " ".join(text.split())
        assert self.listed(order, overdue=True).rows == ()
        (one,) = [one for one in json.loads(due_json.render(found))["dues"] if one["clock"] == "annual-notification"]
        assert (one["state"], one["unseen"]) == ("not-recorded", LOOK)
        assert "look on the force's system (ViSOR)" in due_calendar.render(found).replace("\r\n ", "")
        assert LOOK in next_lines(order.load().standing, Library().clocks(), date(2027, 4, 2))[0]

    def test_nor_in_the_report(self, order: Any) -> None:
        late = Context(order.load(), date(2027, 4, 2), False, False, "", "", ())
        (group,) = build_clock_line(late)
        assert isinstance(group, Group)
        assert [block.text for block in group.blocks if isinstance(block, Paragraph)] == [
            f"Annual notification: {LOOK}."
        ]
        assert count_clocks(late) == ()
