"""`history`, `diff` and `disclosed`: what was done, what changed, what left."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import diff as diff_command
from sjtool.commands import history as history_command
from sjtool.store.append import Draft, Ledger
from sjtool.store.library import Library

Run = Callable[..., SimpleNamespace]
OFFICER = "pc-4412"
LATER = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
MARKER = "zebra-words"
EVIDENCE = Draft("evidence", {"nature": "observed", "kind": "home-visit", "title": MARKER, "obtained": True})
RATING = {
    "assessment": "a-001",
    "factor": "acute@1.0.0/hostility",
    "person": "subject",
    "rationale": MARKER,
    "evidence": ["e-001"],
    "held_on": "2026-03-04",
}
ARMS = {
    "instrument": "arms@1.0.0",
    "origin": "received",
    "construct": "level",
    "level": "very-high",
    "dated_on": "2026-01-12",
    "limits": MARKER,
}


@pytest.fixture
def case(make_case: Callable[..., Path]) -> Path:
    drafts = [EVIDENCE, Draft("rating", {**RATING, "recent": "emerging"}), Draft("tool_result", ARMS)]
    return make_case("harbour", drafts)


def add(path: Path, *drafts: Draft, at: datetime = LATER) -> None:
    Ledger(path).append(drafts, by=OFFICER, at=at)


def test_history_says_what_was_done_without_the_officers_words(case: Path, run: Run) -> None:
    done = run("history", case)
    assert "rated hostility of Mr H: emerging; evidence e-001  (ra-001)" in done.stdout
    assert "Wednesday 4 March 2026   pc-4412" in done.stdout
    assert MARKER not in done.stdout


def test_history_hides_a_tool_level_until_the_judgement_stands(case: Path, run: Run) -> None:
    assert "very high" not in run("history", case).stdout
    judgement = {"assessment": "a-001", "level": "high", "likelihood": "medium", "whom": "x", "rationale": "y"}
    add(case, Draft("judgement", {**judgement, "stage": "first"}), Draft("judgement", {**judgement, "stage": "final"}))
    assert "very high" in run("history", case).stdout


def test_history_says_what_a_rating_was_before_and_what_was_corrected(case: Path, run: Run) -> None:
    add(case, Draft("rating", {**RATING, "recent": "present", "supersedes": "ra-001", "reason": "slip"}))
    assert "corrected ra-001: rated hostility of Mr H: present (was emerging)" in run("history", case).stdout


def test_history_of_one_officer_as_json(case: Path, run: Run) -> None:
    assert json.loads(run("history", case, "--officer", "nobody", "--json").stdout)["happenings"] == []
    found = json.loads(run("history", case, "--json").stdout)["happenings"]
    assert {"officer", "person", "assessment", "evidence", "rating", "tool_result"} == {h["kind"] for h in found}


def test_diff_names_what_changed_between_two_days(case: Path, run: Run) -> None:
    add(case, Draft("rating", {**RATING, "recent": "act-now", "held_on": "2026-03-20"}), EVIDENCE)
    done = run("diff", case, "2026-03-04")
    assert "hostility, Mr H: emerging → act now (ra-002)" in done.stdout
    assert "recorded: 1 piece of evidence, 1 rating" in done.stdout
    assert "Nothing was recorded" in run("diff", case, "2026-03-20").stdout


def test_diff_refuses_what_is_no_date(case: Path, run: Run) -> None:
    assert run("diff", case, "lately").status == 2


COVERT = Draft(
    "action",
    {"assessment": "a-001", "pillar": "supervision", "kind": MARKER, "owner": OFFICER, "due_on": "2026-04-01"}
    | {"objective": MARKER, "purpose": MARKER, "handling": "covert"},
)
OPEN_ONE = Draft("action", COVERT.keys | {"handling": "open", "menu_entry": "restrictive@1.0.0/home-visits"})


def test_history_and_diff_name_a_menu_entry_and_leave_out_what_is_covert(case: Path, run: Run) -> None:
    add(case, COVERT, OPEN_ONE)
    title = Library().menu("restrictive").entry
    named = next(entry.title for entry in title if entry.id == "home-visits")
    for words in (["history", case], ["diff", case, "2026-03-04"]):
        for more in ([], ["--json"]):
            text = " ".join(run(*words, *more).stdout.split())
            assert f"action under supervision: {named}, owner pc-4412, due 1 April 2026" in text
            assert "covert" not in text
            assert "ac-001" not in text
            assert MARKER not in text


@pytest.mark.parametrize("module", [history_command, diff_command])
def test_at_a_screen_a_covert_action_is_there_and_in_json_never(
    case: Path, run: Run, module: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(case, COVERT)
    monkeypatch.setattr(module, "sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))
    name = module.__name__.rpartition(".")[2]
    words = [name, case, *(["2026-03-04"] if name == "diff" else [])]
    assert "covert action, held in the officer view" in run(*words).stdout
    assert MARKER not in run(*words).stdout
    assert "covert" not in run(*words, "--json").stdout


def report_to(case: Path, run: Run, recipient: str) -> None:
    assert run("report", case, "--for", recipient, "--by", OFFICER).status == 0


def test_disclosed_lists_what_left_and_whether_it_still_holds(case: Path, run: Run) -> None:
    assert run("show", case).status == 0
    said = " ".join(run("disclosed", case).stdout.split())
    assert "Nothing has left, as far as the access log says. The access log begins on" in said
    report_to(case, run, "Children's services")
    done = run("disclosed", case)
    assert "to Children's services" in done.stdout
    assert "still what the case says" in done.stdout
    assert done.status == 0
    add(case, EVIDENCE)
    done = run("disclosed", case)
    assert "superseded: 1 record since" in done.stdout
    assert done.status == 1


def test_disclosed_tells_prints_apart_by_report_view_and_format(case: Path, run: Run, tmp_path: Path) -> None:
    report_to(case, run, "Children's services")
    how = ("--for", "the court", "--by", OFFICER)
    assert run("report", case, "--report", "full-history", "--format", "json", *how).status == 0
    assert (
        run("report", case, "--view", "conference", "--out", tmp_path / "c.md", "--format", "markdown", *how).status
        == 0
    )
    said = " ".join(run("disclosed", case).stdout.split())
    assert "report (summary, the officer's own view, as text), to Children's services" in said
    assert "report (full-history, the officer's own view, as json), to the court" in said
    assert "report (summary, copy for a conference, as markdown), to the court" in said
    told = json.loads(run("disclosed", case, "--json").stdout)["disclosures"]
    assert [(one["report"], one["view"], one["format"]) for one in told] == [
        ("summary", "officer", "text"),
        ("full-history", "officer", "json"),
        ("summary", "conference", "markdown"),
    ]
    add(case, EVIDENCE)
    notice = " ".join(run("disclosed", case, "--notice", "3").stdout.split())
    assert "report (summary, copy for a conference, as markdown), chain head" in notice


def test_a_correction_notice_holds_no_word_of_the_case_and_is_logged(case: Path, run: Run) -> None:
    report_to(case, run, "Children's services")
    assert run("disclosed", case, "--notice", "1").status == 2
    add(case, EVIDENCE)
    done = run("disclosed", case, "--notice", "1")
    assert "To: Children's services" in done.stdout
    assert "1 evidence" in done.stdout
    assert MARKER not in done.stdout
    log: list[Any] = [
        json.loads(line) for line in case.with_name("harbour.access.jsonl").read_text("utf-8").splitlines()
    ]
    assert log[-1]["act"] == "disclosure"
    assert log[-1]["recipient"] == "Children's services"
    assert run("disclosed", case, "--notice", "7").status == 2


def test_a_print_from_another_file_is_said_to_be_so(
    case: Path, make_case: Callable[..., Path], run: Run, tmp_path: Path
) -> None:
    report_to(case, run, "the court")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    other = make_case("harbour", folder=elsewhere)
    other.with_name("harbour.access.jsonl").write_bytes(case.with_name("harbour.access.jsonl").read_bytes())
    done = run("disclosed", other, "--json")
    assert json.loads(done.stdout)["disclosures"][0]["superseded"] is True
    assert "never stood at that head" in run("disclosed", other).stdout
