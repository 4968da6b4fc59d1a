"""`disclosed`: what changed of what a recipient was given, nothing of what they were not; notices; a missing log."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.store.append import Draft, Ledger

Run = Callable[..., SimpleNamespace]
LATER = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
ACTION = {"assessment": "a-001", "pillar": "monitoring-and-control", "kind": "k", "owner": "pc-4412", "objective": "o"}
COVERT = Draft("action", {**ACTION, "handling": "covert"})
INTEL = Draft("evidence", {"nature": "reported", "kind": "police-intelligence", "title": "t", "obtained": True})
VICTIM = Draft("person", {"id": "victim-9", "roles": ["victim"], "standing": "victim", "label": "V9"})
PLAIN = Draft("formulation", {"assessment": "a-001", "heading": "what", "text": "He fishes."})
EVENT = Draft("event", {"kind": "intelligence", "held_on": "2026-03-02", "what": "w"})
SESSION = Draft(
    "session", {"assessment": "a-001", "set": "section-12@1.0.0", "informant": "subject", "mode": "telephone"}
)


@pytest.fixture
def case(make_case: Callable[..., Path], run: Run) -> Path:
    """A case of which the person was given a copy."""
    made = make_case("harbour")
    assert run("report", made, "--view", "person", "--for", "Mr H").status == 0
    return made


def add(path: Path, *drafts: Draft) -> None:
    Ledger(path).append(drafts, by="pc-4412", at=LATER)


def told(run: Run, case: Path, number: int = 1) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run("disclosed", case, "--json").stdout)["disclosures"][number - 1]
    return found


@pytest.mark.parametrize("draft", [COVERT, INTEL, VICTIM, EVENT, Draft("action", ACTION)], ids=str)
def test_no_notice_tells_the_person_of_what_their_copy_never_holds(case: Path, run: Run, draft: Draft) -> None:
    add(case, draft)
    done = run("disclosed", case, "--notice", "1")
    assert (done.status, done.stdout) == (2, "")
    assert "error[nothing-to-correct]" in done.stderr
    found = told(run, case)
    assert (found["superseded"], found["changed"]) == (False, [])


def test_a_notice_counts_what_the_copy_holds_and_nothing_else(case: Path, run: Run) -> None:
    add(case, COVERT, INTEL, VICTIM, EVENT, PLAIN)
    done = run("disclosed", case, "--notice", "1")
    assert done.status == 0
    assert "Recorded since: 1 formulation." in done.stdout
    for word in ("action", "evidence", "person.", "event", "5"):
        assert word not in done.stdout.partition("Recorded since")[2].partition("Please")[0]


def test_the_officer_is_told_the_two_apart_and_of_nothing_covert_away_from_the_screen(case: Path, run: Run) -> None:
    add(case, COVERT)
    assert "still what the case says" in run("disclosed", case).stdout
    add(case, INTEL, VICTIM)
    done = run("disclosed", case)
    assert done.status == 0
    assert "changed since, nothing of it in that copy (2 records)" in done.stdout
    assert "A notice to send" not in done.stdout
    assert told(run, case)["changed_not_in_copy"] == ["e-001", "victim-9"]
    add(case, PLAIN)
    assert "superseded: 1 record since, and 2 more that are not in that copy" in run("disclosed", case).stdout


def test_a_covert_action_supersedes_no_print_of_any_view(case: Path, run: Run) -> None:
    for view in ("officer", "conference"):
        assert run("report", case, "--view", view, "--for", "the court").status == 0
    add(case, COVERT)
    assert [told(run, case, number)["superseded"] for number in (1, 2, 3)] == [False, False, False]
    add(case, INTEL)
    assert [told(run, case, number)["superseded"] for number in (1, 2, 3)] == [False, True, False]


def test_a_plan_for_the_family_is_superseded_by_its_own_words_alone(case: Path, run: Run) -> None:
    assert run("report", case, "--report", "safety-plan", "--for", "Ms R").status == 0
    add(case, PLAIN)
    assert told(run, case, 2)["superseded"] is False
    words = {"assessment": "a-001", "heading": "safety-plan@1.0.0/sleeping", "text": "In her own room."}
    add(case, Draft("narrative", words))
    assert told(run, case, 2)["changed"] == ["n-001"]


def test_the_report_for_a_court_is_not_superseded_by_what_somebody_answered(case: Path, run: Run) -> None:
    named = ("--report", "internet-offender-assessment", "--for", "the court")
    assert run("report", case, *named).status == 0
    add(case, SESSION, INTEL)
    assert told(run, case, 2)["superseded"] is False
    add(case, Draft("evidence", {"nature": "fact", "kind": "other", "title": "t", "obtained": True}))
    assert told(run, case, 2)["changed"] == ["e-002"]


def test_a_correction_that_changes_nothing_of_a_copy_is_nothing_to_correct(case: Path, run: Run) -> None:
    add(case, Draft("person", {"id": "partner-0", "roles": ["relative"], "label": "Ms K", "standing": "other"}))
    assert run("report", case, "--view", "person", "--for", "Mr H").status == 0
    moved = {"id": "partner-1", "supersedes": "partner-0", "reason": "r", "address": "a flat", "standing": "other"}
    add(case, Draft("person", {**moved, "roles": ["relative"], "label": "Ms K"}))
    assert told(run, case, 2)["superseded"] is False
    assert told(run, case, 2)["changed_not_in_copy"] == ["partner-1"]


def test_a_notice_stands_under_the_print_it_corrects(case: Path, run: Run) -> None:
    assert run("report", case, "--for", "the court").status == 0
    add(case, PLAIN)
    assert run("disclosed", case, "--notice", "1").status == 0
    assert [one["recipient"] for one in told(run, case)["notices"]] == ["Mr H"]
    assert told(run, case, 2)["notices"] == []
    said = run("disclosed", case).stdout
    first, _, second = said.partition("\n  2  ")
    assert "correction notice drafted on" in first
    assert "correction notice" not in second


def test_the_hour_tells_two_prints_of_a_day_apart(case: Path, run: Run) -> None:
    at = datetime.fromisoformat(told(run, case)["at"])
    assert f"{at:%H:%M} UTC, login:" in " ".join(run("disclosed", case).stdout.split())


def test_without_a_log_it_is_not_said_that_nothing_left(case: Path, run: Run) -> None:
    case.with_name("harbour.access.jsonl").rename(case.with_name("quay.access.jsonl"))
    done = run("disclosed", case)
    said = " ".join(done.stdout.split())
    assert done.status == 1
    assert "There is no access log beside this case (harbour.access.jsonl)" in said
    assert "a log without its case: quay.access.jsonl" in said
    assert "Nothing has left" not in said
    again = " ".join(run("disclosed", case).stdout.split())
    assert "The access log begins on" in again


def test_without_a_log_json_says_so_too(make_case: Callable[..., Path], run: Run) -> None:
    done = run("disclosed", make_case("quay"), "--json")
    found = json.loads(done.stdout)
    assert done.status == 1
    assert (found["log_found"], found["log_begins"], found["logs_without_case"]) == (False, None, [])
