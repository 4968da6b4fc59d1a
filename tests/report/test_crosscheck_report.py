"""The cross-check as a report: order and words of the command, every account and reading, and for nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sjtool.assess.crosscheck import build_crosscheck
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.report import as_html, as_markdown, as_text
from sjtool.report.accounts_table import say_stand
from sjtool.report.catalogue import find_builder
from sjtool.report.cautions import ACCOUNTS, PRACTITIONER_ONLY
from sjtool.report.context import Context
from sjtool.report.crosscheck_text import MARKS_LINE
from sjtool.report.report import Bullets, Group, Note, Pair, Pairs, Paragraph, Report, Table

TODAY = date(2026, 3, 12)
REF = "section-12@1.0.0"


def build(case: Any, **more: Any) -> Report:
    loaded = case if isinstance(case, Loaded) else case.load()
    given = {"reveal": False, "for_author": True, "as_at": "", "recipient": "", "access": (), **more}
    return find_builder("cross-check")(Context(loaded, TODAY, **given))


def flat(text: str) -> str:
    return " ".join(text.split())


def said(report: Report) -> str:
    return flat(as_text.render(report, 100))


def groups(report: Report, number: int = 1) -> list[Group]:
    return [block for block in report.sections[number].blocks if isinstance(block, Group)]


def rows_of(group: Group) -> Iterator[Pair]:
    for block in group.blocks:
        if isinstance(block, Pairs):
            yield from block.rows


def test_items_stand_in_the_order_of_the_command_differences_first(judged: Any) -> None:
    loaded = judged.load()
    rows = [
        row for row in build_crosscheck(loaded.standing, loaded.question_sets[REF], REF) if row.outcome != "not-asked"
    ]
    found = groups(build(judged))
    assert [group.aside for group in found] == [say_stand(row) for row in rows]
    assert [group.title.split()[0] for group in found] == [row.item.id for row in rows]
    assert found[0].aside == "differ"
    assert {"refused by one, not read yet", "not read yet"} & {group.aside for group in found}
    assert [group.strong for group in found] == [row.outcome not in {"agree", "one-sided"} for row in rows]


def test_both_cautions_stand_first_in_every_format(judged: Any) -> None:
    report = build(judged)
    first = report.sections[0].blocks
    assert first[:2] == (Note(PRACTITIONER_ONLY, "restricted"), Note(ACCOUNTS, "caution"))
    assert report.handling == PRACTITIONER_ONLY
    for shown in (as_text.render(report, 60), as_markdown.render(report), as_html.render(report)):
        assert "Agreement is not proof, and difference is not guilt." in flat(shown)
    assert MARKS_LINE in said(report)
    assert "sjtool sets show" not in said(report)  # nothing to type on paper


def test_every_account_stands_with_its_note_how_and_when(judged: Any) -> None:
    hours = groups(build(judged))[0]
    accounts = [row for row in rows_of(hours) if row.label in {"Ms R", "Mr H"}]
    assert [(row.label, row.text) for row in accounts] == [
        ("Ms R", "35 hours a week. Note: most nights until two"),
        ("Mr H", "8 hours a week"),
    ]
    assert [row.basis.on for row in accounts if row.basis] == ["2026-03-04", "2026-03-09"]


def test_readings_and_what_is_to_be_followed_up(judged: Any) -> None:
    report = build(judged)
    readings = {row.label: row for row in rows_of(groups(report)[0])}
    assert readings["Reading"].text.startswith("The partner's figure fits the router log")
    assert readings["Reading"].voice == "opinion"
    assert readings["To follow up"].text.startswith("Ask about the second phone")
    brief = [block for block in report.sections[0].blocks if isinstance(block, Group)]
    assert brief[0].title == "To follow up"
    assert isinstance(brief[0].blocks[0], Bullets)
    assert [item.text.partition(":")[0] for item in brief[0].blocks[0].items] == ["1 Hours online"]


def test_what_waits_for_a_reading_is_named_with_what_to_type(judged: Any) -> None:
    report = build(judged)
    assert "Still to be read: " in said(report)
    assert "sjtool crosscheck harbour --read all" in said(report)
    assert "none yet. Type sjtool crosscheck harbour --read 2" in said(report)


def test_a_reading_made_before_the_latest_account_says_so(judged: Any) -> None:
    judged.add(
        "response", session="s-002", item="1", part="hours", value=12, basis="told", supersedes="r-0008", reason="x"
    )
    assert "(made before the latest account; to be read again)" in said(build(judged))


def test_of_free_words_the_reading_says_how_they_stand(judged: Any) -> None:
    responses = [f"r-{number:04}" for number in (6, 13)]
    keys = {"item": f"{REF}/5", "responses": responses, "outcome": "differ", "reading": "A man called Lee is left out."}
    judged.add("reading", **keys)
    assert "Differ. A man called Lee is left out." in said(build(judged))


def test_when_all_is_read_it_is_said(judged: Any) -> None:
    loaded = judged.load()
    for row in build_crosscheck(loaded.standing, loaded.question_sets[REF], REF):
        if row.needs_reading:
            responses = [account.response.id for account in row.accounts]
            judged.add("reading", item=row.ref, responses=responses, outcome="differ", reading="Read.")
    assert "Every item that needs a reading has one." in said(build(judged))
    assert "Still to be read" not in said(build(judged))


def glance(report: Report, number: int = 0) -> Table:
    return next(block for block in report.sections[number].blocks if isinstance(block, Table))


def test_counts_stand_above_the_table_and_sum_to_all_items(judged: Any) -> None:
    counts = next(b for b in build(judged).sections[0].blocks if isinstance(b, Paragraph) and "marked items" in b.text)
    assert counts.text.startswith("12 marked items: ")
    assert sum(int(number) for number in re.findall(r" (\d+)(?= ·|\.)", counts.text)) == 12


def test_the_table_has_the_person_beside_the_partner_and_what_is_unread_first(judged: Any) -> None:
    table = glance(build(judged))
    assert table.header == ("How they stand", "Item", "Mr H", "Ms R", "Reading")
    waits = [row[0].startswith("■") for row in table.rows]
    assert any(waits)
    assert waits == sorted(waits, reverse=True)
    assert [row[4] == "none yet" for row in table.rows if row[0].startswith("■")] == [True] * sum(waits)
    hours = next(row for row in table.rows if row[1].startswith("1 Hours online"))
    assert hours[:4] == ("◆ Differ", "1 Hours online, Hours a week", "8 hours a week", "35 hours a week")
    assert hours[4].startswith("The partner's figure fits the router log")


def test_the_summary_has_the_same_table(judged: Any) -> None:
    assert glance(judged.report(), 8) == glance(build(judged))


def test_an_item_read_before_the_latest_account_is_to_be_read_again(judged: Any) -> None:
    judged.add(
        "response", session="s-002", item="1", part="hours", value=12, basis="told", supersedes="r-0008", reason="x"
    )
    hours = next(row for row in glance(build(judged)).rows if row[1].startswith("1 Hours online"))
    assert hours[0] == "■ Differ, to be read again"


def test_of_free_words_the_table_says_how_they_were_read(judged: Any) -> None:
    loaded = judged.load()
    item = next(row for row in build_crosscheck(loaded.standing, loaded.question_sets[REF], REF) if row.item.id == "5")
    responses = [account.response.id for account in item.accounts]
    judged.add("reading", item=f"{REF}/5", responses=responses, outcome="differ", reading="One name is left out.")
    row = next(row for row in glance(build(judged)).rows if row[1].startswith("5 "))
    assert (row[0], row[4]) == ("◆ Differ, as read", "One name is left out.")


def test_of_somebody_confidential_the_table_has_no_answer_either(judged: Any) -> None:
    sitting = {"assessment": "a-001", "about": "subject", "interviewers": ["pc-4412"], "mode": "in-person"}
    judged.add("session", id="s-v", set=REF, informant="victim-1", held_on="2026-03-08", **sitting)
    judged.add("response", session="s-v", item="5", value="Words that must not be read.", basis="told")
    for table in (glance(build(judged)), glance(judged.report(), 8)):
        assert table.header[3] == "Others"
        assert "must not be read" not in str(table.rows)
        assert any("V1: kept apart" in row[3] for row in table.rows)


def test_what_is_long_is_shortened_in_the_table_and_whole_below(judged: Any) -> None:
    told = "word " * 40 + "end"
    judged.add("reading", item=f"{REF}/5", responses=["r-0006", "r-0013"], outcome="differ", reading=told)
    row = next(row for row in glance(build(judged)).rows if row[1].startswith("5 "))
    assert row[4].endswith("…")
    assert len(row[4]) <= 60
    assert told in said(build(judged))


def test_what_nobody_was_asked_stands_in_one_line(judged: Any) -> None:
    assert "Not asked of anybody: 6 Social isolation;" in said(build(judged))


@pytest.mark.parametrize("parts", [0, 2])
def test_without_answers_it_says_so(builder: Any, parts: int) -> None:
    report = build(builder(parts=parts))
    assert len(report.sections) == 1
    assert "Not recorded: answers that could be held side by side." in said(report)


def test_of_somebody_confidential_no_answer_is_printed(judged: Any) -> None:
    sitting = {"assessment": "a-001", "about": "subject", "interviewers": ["pc-4412"], "mode": "in-person"}
    judged.add("session", id="s-v", set=REF, informant="victim-1", held_on="2026-03-08", **sitting)
    judged.add("response", session="s-v", item="5", value="Words that must not be read.", basis="told")
    shown = said(build(judged))
    assert "V1 kept apart" in shown
    assert "must not be read" not in shown


@pytest.mark.parametrize(
    "recipient", ["Ms R", "the solicitor of mr h", "MS R, by hand", "V1", "ms  r.", "MsR", "the partner"]
)
def test_it_is_made_out_to_nobody_in_the_case(judged: Any, recipient: str) -> None:
    with pytest.raises(SjtoolError) as stopped:
        build(judged, recipient=recipient)
    (problem,) = stopped.value.problems
    assert problem.code == "cross-check-for-adult"
    assert recipient not in problem.render()


@pytest.mark.parametrize(
    "recipient", ["DS Okafor", "Ms Rowan", "partner agencies", "Children's services", "not stated", ""]
)
def test_it_may_be_made_out_to_others(judged: Any, recipient: str) -> None:
    assert build(judged, recipient=recipient).recipient == recipient


def test_records_that_changed_are_counted_and_not_named(judged: Any) -> None:
    loaded = judged.load()
    changed = replace(loaded, case=replace(loaded.case, broken=("ac-003",)))
    assert build(changed).warnings == ("NOT AS RECORDED: 1 of the records changed since. See  sjtool verify harbour",)


def test_no_level_and_no_action_comes_into_it(judged: Any) -> None:
    shown = said(build(judged))
    for word in ("HIGH", "SECRET", "surveillance", "ARMS", "judged"):
        assert word not in shown
