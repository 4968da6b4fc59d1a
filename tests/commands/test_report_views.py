"""`report --view`: whose copy, who is given it, what is refused, and what the officer is told to read."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.ask.plain_lines import LineAsker
from sjtool.commands import report_view
from sjtool.store.access import read_access
from sjtool.store.append import Draft

Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
SAID = "he was seen by the school gate at three in the afternoon"
DRAFTS = (
    Draft("person", {"id": "victim-v", "roles": ["victim"], "standing": "victim", "label": "Qzv Marker"}),
    Draft("event", {"kind": "intelligence", "held_on": "2026-03-02", "what": f"A caller says {SAID}."}),
    Draft("formulation", {"assessment": "a-001", "heading": "what", "text": f"We know that {SAID}."}),
    Draft("formulation", {"assessment": "a-001", "heading": "why", "text": "Because of Qzv Marker."}),
)


@pytest.fixture
def case(make_case: Make) -> Path:
    return make_case("harbour", DRAFTS)


def log(case: Path) -> list[dict[str, Any]]:
    lines, problems = read_access(case)
    assert problems == []
    return lines


def test_a_copy_for_the_person_is_logged_as_such_and_the_officer_told_what_to_read(run: Run, case: Path) -> None:
    done = run("report", case, "--view", "person", "--for", "Mr H")
    assert done.status == 0
    assert "This is the copy for the person it is about." in done.stdout
    assert "A caller says" not in done.stdout
    assert "Certainly these (2), the gravest first:" in done.stderr
    assert "f-001  text: repeats words left out" in done.stderr
    assert "f-002  text: names somebody left out" in done.stderr
    assert "school gate" not in done.stderr
    assert "Qzv" not in done.stderr
    assert "Certainly these" not in done.stdout
    (line,) = log(case)
    assert (line["act"], line["recipient"], line["view"]) == ("disclosure", "Mr H", "person")


def test_many_keys_to_read_are_all_told(run: Run, make_case: Make) -> None:
    more = [Draft("narrative", {"assessment": "a-001", "heading": f"h{n}", "text": f"So {SAID}."}) for n in range(45)]
    done = run("report", make_case("harbour", [*DRAFTS, *more]), "--view", "conference", "--for", "conference")
    assert "Certainly these (46), the gravest first:" in done.stderr
    assert "more" not in done.stderr.partition("Certainly")[2]
    lines = [line for line in done.stderr.splitlines() if line.endswith("left out")]
    assert len(lines) == 46


def test_a_copy_in_which_nothing_is_found_is_to_be_read_all_the_same(run: Run, make_case: Make) -> None:
    done = run("report", make_case(), "--view", "conference", "--for", "conference")
    assert "Read this copy before it is given" in done.stderr
    assert "Certainly" not in done.stderr


def test_the_officer_s_view_is_logged_too(run: Run, case: Path) -> None:
    done = run("report", case, "--view", "officer", "--for", "self")
    assert "A caller says" in done.stdout
    assert log(case)[0]["view"] == "officer"
    assert "Read this copy" not in done.stderr


def test_subject_access_is_the_person_s_own_view(run: Run, case: Path, tmp_path: Path) -> None:
    for how in ((), ("--view", "person")):
        done = run("report", case, "--report", "subject-access", "--for", "Mr H", *how)
        assert "What is held about you" in done.stdout
        assert "A caller says" not in done.stdout
    assert [line["view"] for line in log(case)] == ["person", "person"]
    folder = tmp_path / "out"
    assert run("report", case, "--report", "subject-access", "--for", "Mr H", "--out", folder).status == 0
    data = json.loads(run("report", case, "--report", "subject-access", "--for", "x", "--format", "json").stdout)
    assert data["schema"] == "sjtool-subject-access"


def test_full_history_is_the_officer_s(run: Run, case: Path) -> None:
    done = run("report", case, "--report", "full-history", "--for", "the court")
    assert "Full history" in done.stdout
    assert "A caller says" in done.stdout


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (["--view", "everybody"], "unknown-view"),
        (["--view", "person", "--author"], "view-with-own-page"),
        (["--view", "person", "--reveal", "--by", "pc-4412"], "view-with-own-page"),
        (["--view", "conference", "--checks"], "view-with-own-page"),
        (["--view", "person", "--report", "full-history"], "view-not-for-report"),
        (["--view", "officer", "--report", "subject-access"], "view-not-for-report"),
        (["--view", "conference", "--report", "visit-briefing"], "view-not-for-report"),
        (["--view", "conference", "--report", "internet-offender-assessment"], "view-not-for-report"),
        (["--view", "person", "--out", "."], "view-needs-file"),
        (["--view", "person", "--out", "folder"], "view-needs-file"),
        (["--view", "person", "--json-lines"], "view-one-case"),
    ],
)
def test_what_does_not_go_together_is_refused(run: Run, case: Path, args: list[str], code: str) -> None:
    done = run("report", case, *args)
    assert (done.status, done.stdout) == (2, "")
    assert f"error[{code}]" in done.stderr
    assert log(case) == []


def test_copies_are_not_made_by_the_dozen(run: Run, case: Path, make_case: Make) -> None:
    done = run("report", case, make_case("quay"), "--view", "conference")
    assert done.status == 2
    assert "view-one-case" in done.stderr


def test_nobody_named_is_told_where_nobody_can_be_asked(run: Run, case: Path) -> None:
    done = run("report", case)
    assert "Made for nobody named" in done.stderr
    assert log(case)[0]["recipient"] == "not stated"


@pytest.mark.parametrize(
    ("typed", "recipient"),
    [
        (" core group \n", "core group"),
        ("\n", "not stated"),
        ("sjtool report quay --format pdf\ncore group\n", "core group"),
        (".venv/bin/sjtool due\n:map\n\n", "not stated"),
    ],
)
def test_who_is_given_it_is_asked_where_somebody_is_there(
    run: Run, case: Path, monkeypatch: pytest.MonkeyPatch, typed: str, recipient: str
) -> None:
    monkeypatch.setattr(report_view, "somebody_is_there", lambda: True)
    monkeypatch.setattr("sjtool.commands.desk.Desk.asker", LineAsker())
    done = run("report", case, input=typed)
    assert done.status == 0
    assert log(case)[0]["recipient"] == recipient
    assert ("Made for nobody named" in done.stderr) is (recipient == "not stated")


CONDITIONS = {"nature": "reported", "kind": "other-agencies", "title": "t", "obtained": True}


@pytest.mark.parametrize(
    ("args", "named"),
    [
        (["--for", "the court"], ["e-001"]),
        (["--report", "full-history", "--for", "the court"], ["e-001"]),
        (["--view", "conference", "--for", "conference of 9 April"], ["e-001"]),
        (["--view", "person", "--for", "Mr H"], []),
        (["--report", "safety-plan", "--for", "Ms R"], []),
        (["--for", "self"], []),
    ],
)
def test_conditions_on_passing_something_on_are_told_by_id(
    run: Run, make_case: Make, args: list[str], named: list[str]
) -> None:
    handling = ("Quoted here and nowhere else", "open", "Open to the person")
    case = make_case("harbour", [Draft("evidence", {**CONDITIONS, "handling": words}) for words in handling])
    done = run("report", case, *args)
    assert done.status == 0
    told = [line.split()[0] for line in done.stderr.splitlines() if line.endswith("  handling")]
    assert told == named
    assert ("with conditions on passing it on (1)" in done.stderr) is bool(named)
    assert "nowhere else" not in done.stderr
