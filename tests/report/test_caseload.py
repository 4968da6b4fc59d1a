"""The lines of a caseload: what each says, in which order they stand, how they are told on screens of any width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sjtool.report import as_text
from sjtool.report.caseload_json import as_table
from sjtool.report.caseload_list import Caseload
from sjtool.report.caseload_order import SORTS, in_order
from sjtool.report.caseload_report import build_report
from sjtool.report.caseload_row import CaseRow, build_row, find_row_dues, is_case_of
from sjtool.text import cell_width

TODAY = date(2026, 3, 12)
ROW = CaseRow(
    case="harbour",
    person="",
    training=False,
    marking="OFFICIAL-SENSITIVE",
    officer="pc-4412",
    level="high",
    before="",
    first="",
    override="none",
    status="countersigned",
    since=date(2026, 3, 2),
    next_what="Annual notification",
    next_on=date(2026, 3, 20),
    next_left=8,
    next_unit="days",
    overdue=0,
    oldest=None,
    errors=0,
    warnings=0,
    act_now=(),
)
FACTOR = ("acute@1.0.0/hostility", "Hostility")


def row_of(case: Any, *, at_screen: bool = False) -> CaseRow:
    loaded = case.load()
    return build_row(loaded, find_row_dues(loaded, TODAY, at_screen=at_screen), (), at_screen=at_screen)


def told(*rows: CaseRow, width: int = 0) -> str:
    return " ".join(as_text.render(build_report(Caseload(rows, TODAY), width), width or 120).split())


class TestWhatALineSays:
    def test_a_judged_case(self, judged: Any) -> None:
        row = row_of(judged)
        assert (row.level, row.first, row.override, row.status) == ("high", "", "up", "draft")
        assert row.since == date(2026, 3, 11)
        assert [ref for ref, _title in row.act_now] == ["acute@1.0.0/victim-access"]

    def test_covert_actions_and_the_label_are_for_a_screen(self, judged: Any) -> None:
        judged.add("action_update", action="ac-003", status="open", what_happened="nothing yet")
        loaded = judged.load()
        later = date(2026, 3, 25)
        away = find_row_dues(loaded, later, at_screen=False)
        here = find_row_dues(loaded, later, at_screen=True)
        assert len(here) == len(away) + 1
        assert build_row(loaded, here, (), at_screen=True).person == "Mr H"
        assert build_row(loaded, away, (), at_screen=False).person == ""

    def test_no_first_judgement_is_not_the_same_as_an_equal_one(self, unjudged: Any) -> None:
        unjudged.judge_final(overrides="none")
        row = row_of(unjudged)
        assert (row.first, row.override) == ("not-judged", "none")
        assert "not judged before the tools were shown" in told(row, width=80)

    def test_a_first_judgement_alone(self, unjudged: Any) -> None:
        unjudged.judge_first()
        row = row_of(unjudged)
        assert (row.level, row.first, row.override, row.before) == ("not-judged", "high", "not-judged", "")

    @pytest.mark.parametrize(
        ("directions", "said"),
        [(["downward"], "down"), (["upward"], "up"), (["upward", "downward"], "up-and-down"), ([], "not-said")],
    )
    def test_which_way_an_override_goes(self, unjudged: Any, directions: list[str], said: str) -> None:
        unjudged.judge_final()
        for direction in directions:
            unjudged.add("override", judgement="j-001", tool_result="tr-001", direction=direction)
        assert row_of(unjudged).override == said

    def test_as_of_an_earlier_day_an_override_stays_hidden(self, judged: Any) -> None:
        loaded = replace(judged.load(), hides_now=True)
        assert build_row(loaded, [], (), at_screen=False).override == "hidden"

    def test_a_review_that_is_not_judged_yet_says_what_was_judged_before(self, judged: Any) -> None:
        judged.add("assessment", opened_on="2026-03-12", trigger="review", purpose="the review")
        row = row_of(judged)
        assert (row.level, row.before, row.override) == ("not-judged", "high", "not-judged")
        assert "high before" in told(row, width=120)

    def test_nobody_is_in_charge_of_an_empty_case(self, builder: Callable[..., Any]) -> None:
        loaded = builder("bare", parts=0).load()
        row = build_row(loaded, [], (), at_screen=True)
        assert (row.officer, row.since, row.level, row.person) == ("", None, "not-judged", "")
        assert not is_case_of(loaded.standing, "pc-4412")
        assert "nobody named" in told(row)

    def test_of_a_victim_no_factor_is_named(self, judged: Any) -> None:
        judged.add("person", id="victim", roles=["victim"], standing="victim", label="V")
        before = row_of(judged).act_now
        judged.add(
            "rating", assessment="a-001", factor="acute@1.0.0/hostility", person="victim", recent="act-now",
            rationale="x", held_on="2026-03-12",
        )  # fmt: skip
        assert row_of(judged).act_now == before


class TestHowLongItIsSo:
    def sign(self, case: Any, **more: Any) -> None:
        case.add(
            "signature", assessment="a-001", head=case.head(), method="typed", statement="s", role="author", **more
        )

    def answer(self, case: Any, decision: str) -> None:
        head = case.load().standing.case.entries[-1].record.head
        case.add(
            "countersignature", by="ds-2090", assessment="a-001", head=head, method="typed", statement="s",
            role="supervisor", signature="sg-001", decision=decision, reasons="why",
        )  # fmt: skip

    def test_signed_and_answered(self, judged: Any) -> None:
        self.sign(judged)
        row = row_of(judged)
        assert (row.status, row.since, row.is_unsigned) == ("signed", date(2026, 3, 11), False)
        assert "to be countersigned since 11 Mar 26" in told(row, width=120)
        self.answer(judged, "return")
        row = row_of(judged)
        assert (row.status, row.is_unsigned) == ("returned", True)

    def test_changed_since(self, judged: Any) -> None:
        self.sign(judged)
        judged.at = judged.at.replace(day=12)
        judged.add("evidence", nature="fact", kind="other", title="A letter", obtained=True)
        row = row_of(judged)
        assert (row.status, row.since) == ("changed-since", date(2026, 3, 12))
        assert "changed after signing since 12 Mar 26" in told(row, width=120)


class TestOrder:
    ROWS = (
        replace(ROW, case="rest-late", next_on=None),
        replace(ROW, case="rest"),
        replace(ROW, case="signed", status="signed"),
        replace(ROW, case="returned", status="returned"),
        replace(ROW, case="overdue", overdue=1, oldest=date(2026, 3, 1)),
        replace(ROW, case="overdue-longer", overdue=1, oldest=date(2026, 1, 1)),
        replace(ROW, case="act-now", act_now=(FACTOR,)),
        replace(ROW, case="act-now-twice", act_now=(FACTOR, FACTOR)),
    )

    def test_what_needs_the_supervisor_comes_first(self) -> None:
        assert [row.case for row in in_order(self.ROWS, "attention")] == [
            "act-now-twice",
            "act-now",
            "overdue-longer",
            "overdue",
            "returned",
            "signed",
            "rest",
            "rest-late",
        ]

    @pytest.mark.parametrize("sort", SORTS)
    def test_the_order_of_the_files_decides_nothing(self, sort: str) -> None:
        assert in_order(self.ROWS, sort) == in_order(self.ROWS[::-1], sort)

    def test_levels_go_from_the_highest_and_not_judged_last(self) -> None:
        rows = [replace(ROW, case=level, level=level) for level in ("not-judged", "low", "very-high", "medium")]
        assert [row.case for row in in_order(rows, "level")] == ["very-high", "medium", "low", "not-judged"]


class TestHowItIsTold:
    BUSY = replace(
        ROW,
        person="Mr H",
        first="medium",
        override="up-and-down",
        status="changed-since",
        overdue=2,
        oldest=date(2026, 1, 2),
        errors=1,
        warnings=2,
        act_now=(FACTOR,),
    )

    def test_narrow_wide_and_on_a_page(self) -> None:
        narrow = told(self.BUSY, width=80)
        assert "high, both" in narrow
        assert "Mr H. Act now: Hostility; 2 overdue;" in narrow
        wide = told(self.BUSY, width=120)
        assert "Case Person Level First Override Status Next due What waits" in wide
        assert "Case Officer Level First" in told(replace(self.BUSY, person=""), width=120)
        assert "2 overdue, the oldest since 2 Jan 26" in wide
        page = told(replace(self.BUSY, person=""))
        assert "20 March 2026 (in 8 days)" in page
        assert "Mr H" not in page

    def test_nothing_waits(self) -> None:
        assert "Nothing Levels" in told(ROW, width=80)

    def test_many_factors_are_counted_where_their_names_are_too_long(self) -> None:
        factors = tuple((f"acute@1.0.0/{n}", f"A factor with a long title, number {n}") for n in range(3))
        assert "3 factors" in told(replace(ROW, act_now=factors))

    def test_working_days_and_today(self) -> None:
        assert "(in 1 working day)" in told(replace(ROW, next_left=1, next_unit="working-days"))
        assert "(today)" in told(replace(ROW, next_on=TODAY, next_left=0))

    def test_no_line_is_wider_than_the_screen(self) -> None:
        rows = tuple(replace(self.BUSY, case=f"case-{n:05}", level="very-high") for n in range(3))
        text = as_text.render(build_report(Caseload(rows, TODAY), 80), 80)
        assert max(cell_width(line) for line in text.splitlines()) <= 80

    def test_totals_count_cases_and_nothing_else(self) -> None:
        load = Caseload((self.BUSY, replace(ROW, training=True)), TODAY, unreadable=("x.toml",))
        assert (load.unsigned, load.overdue, load.act_now, load.problems) == (1, (2, 1), 1, (1, 2))
        assert not build_report(load).training
        assert Caseload((), TODAY).markings == ("OFFICIAL-SENSITIVE",)

    def test_a_script_is_given_nobodys_label(self) -> None:
        assert "Mr H" not in str(as_table(self.BUSY))
