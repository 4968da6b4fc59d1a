"""What is due in each format: the lines as they are shown, nothing that acts in a table, a cell or a calendar."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from markdown_it import MarkdownIt

from sjtool.assess.standing import Standing
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header
from sjtool.report import due_calendar, due_csv, due_json, due_markdown, due_text
from sjtool.report.due_list import Choice, DueList, Row, build_rows, in_order, next_lines, say_line, say_when
from sjtool.store.library import Library

CLOCKS = Library().clocks()
TODAY = date(2026, 3, 3)
GIVEN: list[tuple[str, dict[str, Any]]] = [
    ("officer", {"id": "pc-4412", "name": "PC A. Hughes"}),
    ("status", {"lead_agency_since": "2026-02-27"}),
    ("event", {"kind": "meeting", "held_on": "2026-01-05", "touches": ["initial-conference"]}),
    ("action", {"id": "ac-001", "pillar": "victim-safety", "kind": "=cmd|' /C' [x](y)|", "due_on": "2026-02-20"}),
    ("action", {"id": "ac-002", "kind": "watch", "due_on": "2026-02-21", "handling": "covert", "owner": "Ms Zed"}),
    ("action", {"id": "ac-003", "kind": "course", "owner": "Ms Farrow, children's services", "due_on": "2026-05-01"}),
    ("action", {"id": "ac-004", "kind": "letter"}),
    ("action", {"id": "ac-005", "kind": "call", "owner": "pc-4412", "due_on": "2026-02-10"}),
    ("action_update", {"action": "ac-005", "status": "done"}),
    ("order", {"kind": "Order", "ends_on": "2029-03-02"}),
]
WORDS = ("cmd", "watch", "Zed", "course", "Farrow", "Hughes")


def standing(*more: tuple[str, dict[str, Any]], case: str = "harbour") -> Standing:
    entries = []
    for number, (kind, keys) in enumerate([*GIVEN, *more], 1):
        at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(minutes=number)
        given = {"id": f"{KINDS[kind].prefix or kind}-{number}", "at": at, "by": "pc-4412"}
        entries.append(Entry(kind, KINDS[kind].model_validate(given | keys), number))
    return Standing(Case(f"{case}.toml", Header(format=1, case=case), tuple(entries), "0" * 32))


def listed(*, by_date: bool = False, cases: tuple[str, ...] = ("harbour",), **choice: Any) -> DueList:
    chosen = Choice(**choice)
    rows = [row for case in cases for row in build_rows(case, standing(), CLOCKS, TODAY, chosen)]
    return DueList(in_order(rows, by_date=by_date), TODAY, len(cases), chosen, by_date, ("OFFICIAL-SENSITIVE",))


def ids(found: DueList) -> list[str]:
    return [row.due.started_by for row in found.rows]


class TestLines:
    def test_the_line_of_the_journey(self) -> None:
        assert next_lines(standing(), CLOCKS, TODAY, 9)[1] == (
            "Due: ARMS within 15 working days of the change of lead agency: 20 March 2026 (in 13 working days)"
        )

    def test_next_has_the_first_that_are_overdue_or_due_and_no_covert_one(self) -> None:
        lines = next_lines(standing(), CLOCKS, TODAY)
        assert lines[0] == "Overdue: Action ac-001 (victim safety) due: 20 February 2026 (11 days overdue)"
        assert len(lines) == 2
        assert len(next_lines(standing(), CLOCKS, TODAY, 9)) == 2

    @pytest.mark.parametrize(
        ("today", "words"),
        [
            (date(2026, 3, 19), "in 1 working day"),
            (date(2026, 3, 20), "today"),
            (date(2026, 3, 21), "1 day overdue"),  # no working day has gone by
            (date(2026, 3, 23), "1 working day overdue"),
            (date(2026, 3, 24), "2 working days overdue"),
        ],
    )
    def test_how_far_off_a_day_is(self, today: date, words: str) -> None:
        row = next(r for r in build_rows("h", standing(), CLOCKS, today, Choice()) if r.due.clock == "arms-lead-agency")
        assert say_when(row.due, today) == words

    def test_what_is_met_says_by_what_and_how_late(self) -> None:
        arms = ("tool_result", {"instrument": "arms@1.0.0", "dated_on": "2026-03-24"})
        rows = build_rows("h", standing(arms), CLOCKS, date(2026, 3, 25), Choice(with_met=True))
        lines = [say_line(row.due, date(2026, 3, 25)) for row in rows]
        assert any(line.endswith("(met 24 March 2026, tr-11, 2 working days late)") for line in lines)
        assert any(line.endswith("10 February 2026 (done 2 March 2026, au-9, 20 days late)") for line in lines)

    def test_what_has_no_day_says_so(self) -> None:
        (row,) = [row for row in listed().rows if row.due.state == "no-date"]
        assert say_line(row.due, TODAY) == "No day: Action ac-004 due (no day to count from)"
        assert say_when(replace(row.due, state="due"), TODAY) == ""

    def test_a_review_that_was_opened_is_in_the_line_and_in_json_until_it_is_judged(self) -> None:
        keys = {"id": "j-002", "assessment": "a-001", "stage": "final", "review_on": "2026-03-02"}
        judged = [("assessment", {"id": "a-001"}), ("judgement", keys), ("assessment", {"opened_on": "2026-03-03"})]
        rows = build_rows("harbour", standing(*judged), CLOCKS, TODAY, Choice())
        (row,) = [row for row in rows if row.due.clock == "review"]
        assert say_line(row.due, TODAY) == (
            "Overdue: Review of the judgement j-002 due: 2 March 2026 (1 day overdue); review opened 3 March 2026 "
            "(a-13)"
        )
        found = json.loads(due_json.render(DueList(tuple(rows), TODAY, 1, Choice())))["dues"]
        assert {one["clock"]: one["opened"] for one in found}["review"] == "review opened 3 March 2026 (a-13)"
        assert {one["opened"] for one in found if one["clock"] != "review"} == {None}


class TestChoice:
    def test_case_by_case_and_by_day(self) -> None:
        assert ids(listed()) == ["ac-001", "st-2", "ev-3", "ac-003", "ev-3", "ac-004"]
        found = listed(by_date=True, cases=("harbour", "berth"))
        assert [row.case for row in found.rows][:4] == ["berth", "harbour", "berth", "harbour"]
        assert found.rows[-1].due.on is None

    def test_only_what_is_overdue(self) -> None:
        assert ids(listed(overdue=True)) == ["ac-001"]

    @pytest.mark.parametrize(("within", "last"), [(16, "ac-001"), (17, "st-2"), (33, "ev-3"), (3660, "or-10")])
    def test_nothing_later_than_was_asked_for(self, within: int, last: str) -> None:
        with_day = [row.due.started_by for row in listed(within=within).rows if row.due.on]
        assert with_day[-1] == last

    def test_one_officer_or_all(self) -> None:
        assert ids(listed(officer="PC4412")) == ["ac-001", "st-2", "ev-3", "ev-3", "ac-004"]
        assert ids(listed(officer="Ms Farrow, children's services")) == ["ac-003"]
        assert ids(listed(officer="pc-1")) == []

    def test_what_is_met_only_where_it_is_asked_for_and_last(self) -> None:
        assert "ac-005" not in ids(listed())
        assert ids(listed(with_met=True))[-1] == "ac-005"

    def test_covert_actions_words_and_names_are_for_a_screen_alone(self) -> None:
        away = listed(with_met=True)
        assert "ac-002" not in ids(away)
        assert {row.words for row in away.rows} == {""}
        assert {row.owner for row in away.rows} == {"pc-4412", "named in the case"}
        screen = {row.due.started_by: row for row in listed(at_screen=True).rows}
        assert (screen["ac-002"].due.what, screen["ac-002"].owner, screen["ac-002"].words) == (
            "Covert action ac-002",
            "",
            "",
        )
        assert screen["ac-003"].owner == "Ms Farrow, children's services"
        assert screen["ac-001"].words == "=cmd|' /C' [x](y)|"


@pytest.mark.parametrize("form", [due_markdown.render, due_json.render, due_csv.render, due_calendar.render])
def test_no_word_of_a_case_and_no_name_in_what_leaves_the_screen(form: Any) -> None:
    text = form(listed(with_met=True, within=9999))
    assert "harbour" in text
    assert not [word for word in WORDS if word in text]
    assert not [word for word in WORDS if word in due_text.render(listed(with_met=True), 80)]


class TestText:
    def test_a_case_with_its_lines_and_why(self) -> None:
        text = due_text.render(listed(), 80)
        assert text.startswith(
            "OFFICIAL-SENSITIVE\n3 March 2026: 1 case, 1 overdue, 1 due within 28 days, 3 coming within 366, 1\n"
            "  without a day. Prompts, not legal advice.\n\nharbour\n"
        )
        assert (
            "  Due: ARMS within 15 working days of the change of lead agency: 20 March 2026\n"
            "    (in 13 working days)\n"
            "      15 working days from 27 February 2026 (st-2: lead agency since), that day\n"
            "      not counted. Whose: pc-4412. Source: 004, Risk assessment, dynamic risk\n"
            "      factors, when police ARMS are required, point 1 of 2 (published).\n"
        ) in text
        assert text.endswith("\n  sjtool sets show england-wales\n")

    @pytest.mark.parametrize("width", [60, 80, 120])
    def test_no_line_is_longer_than_the_screen(self, width: int) -> None:
        text = due_text.render(listed(at_screen=True, with_met=True, within=9999), width)
        assert max(len(line) for line in text.split("\n")) <= width
        assert "      =cmd|' /C' [x](y)|" in text

    def test_by_date_each_line_says_its_case(self) -> None:
        text = due_text.render(listed(by_date=True, cases=("harbour", "berth")), 100)
        assert "  berth: Overdue: Action ac-001" in text
        assert "\nharbour\n" not in text

    def test_only_what_was_asked_for_is_counted(self) -> None:
        overdue = due_text.say_tally(listed(overdue=True))
        assert overdue == "3 March 2026: 1 case, 1 overdue. Prompts, not legal advice."
        near = due_text.say_tally(listed(within=7, with_met=True))
        assert near == (
            "3 March 2026: 1 case, 1 overdue, 0 due within 7 days, 0 coming within 7, 1 without a day, 1 met. "
            "Prompts, not legal advice."
        )

    def test_nothing_due_is_said_too(self) -> None:
        nothing = DueList((), TODAY, 2, Choice())
        text = due_text.render(nothing, 80)
        assert text.startswith("3 March 2026: 2 cases, 0 overdue, 0 due within 28 days")
        assert "sets show" not in text


class TestMarkdown:
    @staticmethod
    def tables(text: str) -> Iterator[list[list[str]]]:
        tokens = MarkdownIt("commonmark").enable("table").parse(text)
        rows: list[list[str]] = []
        for n, token in enumerate(tokens):
            if token.type == "table_open":
                rows = []
            elif token.type == "tr_open":
                rows.append([])
            elif token.type in {"td_open", "th_open"}:
                rows[-1].append("".join(part.content for part in tokens[n + 1].children or []))
            elif token.type == "table_close":
                yield rows

    def test_a_table_for_each_case_reads_back(self) -> None:
        found = [*self.tables(due_markdown.render(listed(cases=("harbour", "berth"))))]
        assert len(found) == 2
        assert found[0][0] == ["State", "Day", "What", "Counted", "Source", "Whose"]
        assert found[0][1][:3] == ["Overdue", "20 February 2026 (11 days overdue)", "Action ac-001 (victim safety) due"]
        assert {len(row) for table in found for row in table} == {6}

    def test_by_date_one_table_with_the_case_in_it(self) -> None:
        (found,) = self.tables(due_markdown.render(listed(by_date=True, cases=("harbour", "berth"))))
        assert found[0][0] == "Case"
        assert [row[0] for row in found[1:3]] == ["berth", "harbour"]

    def test_nothing_in_a_cell_is_markup(self) -> None:
        row = listed().rows[0]
        hostile = Row("a|b*c*", replace(row.due, counted="[x](y) | <b>"), row.owner, "")
        made = DueList((hostile,), TODAY, 1, Choice(), by_date=True)
        (found,) = self.tables(due_markdown.render(made))
        assert (found[1][0], found[1][4]) == ("a|b*c*", "[x](y) | <b>")


class TestJson:
    def test_a_list_whose_length_is_how_many_there_are(self) -> None:
        whole = json.loads(due_json.render(listed(with_met=True)))
        assert (whole["schema"], whole["version"], whole["built_on"]) == ("sjtool-due", 1, TODAY.isoformat())
        data = whole["dues"]
        assert len(data) == 7
        arms = next(row for row in data if row["clock"] == "arms-lead-agency")
        assert (arms["case"], arms["state"], arms["on"], arms["left"], arms["unit"]) == (
            "harbour",
            "due",
            "2026-03-20",
            13,
            "working-days",
        )
        assert (arms["started_by"], arms["met_by"], arms["owner"]) == ("st-2", None, "pc-4412")
        assert "covert" not in due_json.render(listed()).casefold()
        done = next(row for row in data if row["state"] == "met")
        assert (done["met_by"], done["met_on"], done["met_how"], done["late"]) == ("au-9", "2026-03-02", "done", 20)
        assert next(row["on"] for row in data if row["state"] == "no-date") is None


class TestCsv:
    def test_it_reads_back_with_lines_as_rfc_4180_has_them(self) -> None:
        text = due_csv.render(listed(with_met=True))
        assert text.count("\r\n") == text.count("\n") == 8
        rows = [*csv.DictReader(io.StringIO(text, newline=""))]
        assert {row["case"] for row in rows} == {"harbour"}
        assert [(row["on"], row["days_left"], row["days_overdue"], row["unit"]) for row in rows[:2]] == [
            ("2026-02-20", "", "11", "days"),
            ("2026-03-20", "13", "", "working-days"),
        ]
        assert rows[-1]["met_on"] == "2026-03-02"
        assert rows[-2]["on"] == ""

    @pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "\n=x"])
    def test_a_cell_that_would_be_worked_out_is_defused(self, text: str) -> None:
        row = listed().rows[0]
        hostile = Row("h", replace(row.due, counted=text), text, "")
        (read,) = csv.DictReader(io.StringIO(due_csv.render(DueList((hostile,), TODAY, 1, Choice())), newline=""))
        assert (read["counted"], read["owner"]) == (f"'{text}", f"'{text}")

    def test_any_other_is_as_it_was(self) -> None:
        assert due_csv.defuse("a=1") == "a=1"
        assert due_csv.defuse("") == ""


class TestCalendar:
    @staticmethod
    def unfolded(text: str) -> list[str]:
        return text.replace("\r\n ", "").split("\r\n")

    def test_one_event_for_each_day_with_lines_that_end_and_fold_as_they_must(self) -> None:
        text = due_calendar.render(listed(with_met=True, within=9999))
        assert text.endswith("END:VCALENDAR\r\n")
        assert "\n" not in text.replace("\r\n", "")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
        lines = self.unfolded(text)
        assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sjtool//due//EN"]
        assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 6  # not what is met or has no day
        assert "DTSTART;VALUE=DATE:20260320" in lines
        assert "DTEND;VALUE=DATE:20260321" in lines
        assert "DTSTAMP:20260303T000000Z" in lines
        assert "SUMMARY:harbour: ARMS within 15 working days of the change of lead agency" in lines

    def test_a_uid_stays_through_corrections_and_days_and_is_its_own(self) -> None:
        def uids(*more: tuple[str, dict[str, Any]], case: str = "harbour", today: date = TODAY) -> list[str]:
            rows = build_rows(case, standing(*more), CLOCKS, today, Choice())
            return re.findall(r"UID:(\S+)", due_calendar.render(DueList(tuple(rows), today, 1, Choice())))

        before = uids()
        assert len(set(before)) == len(before) == 5
        moved = {"kind": "course", "due_on": "2026-06-01", "supersedes": "ac-003", "reason": "put off"}
        assert set(uids(("action", moved))) == set(before)
        assert uids(today=date(2026, 3, 10)) == before
        assert not set(uids(case="berth")) & set(before)
        assert all(re.fullmatch(r"[0-9a-f]{32}@sjtool", uid) for uid in before)

    def test_marks_that_part_values_are_escaped(self) -> None:
        assert due_calendar.quote("a;b,c\\d\ne") == "a\\;b\\,c\\\\d\\ne"

    @pytest.mark.parametrize(
        ("line", "parts"),
        [
            ("x" * 75, ["x" * 75]),
            ("x" * 76, ["x" * 75, "x"]),
            ("x" * 150, ["x" * 75, "x" * 74, "x"]),
            ("x" * 74 + "é", ["x" * 74, "é"]),
            ("", [""]),
        ],
    )
    def test_a_long_line_is_folded_and_no_letter_cut(self, line: str, parts: list[str]) -> None:
        assert due_calendar.fold(line).split("\r\n ") == parts

    def test_the_last_day_of_the_calendar_has_no_day_after_it(self) -> None:
        row = listed().rows[0]
        last = Row("h", replace(row.due, on=date.max, state="coming"), "", "")
        lines = self.unfolded(due_calendar.render(DueList((last,), TODAY, 1, Choice())))
        assert "DTSTART;VALUE=DATE:99991231" in lines
        assert not [line for line in lines if line.startswith("DTEND")]
