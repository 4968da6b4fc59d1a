"""`sjtool check --as-at`: the case as it was recorded by a day, and that day as today; what stays hidden."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands.author_findings import find_for_author
from sjtool.loader import load_case
from sjtool.store.access import access_path
from sjtool.store.append import Draft, Ledger
from sjtool.store.library import Library
from sjtool.store.victims import open_victims

Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
LATE, OLDER, WISH = "overdue-without-word", "plan-older-than-significant-change", "victim-wish-ignored"
ACTION = Draft("action", {"assessment": "a-001", "pillar": "supervision", "owner": "pc-4412", "due_on": "2026-03-10"})
CHANGE = Draft("event", {"kind": "significant-change", "held_on": "2026-03-20", "what": "He has moved."})
APPLIED = Draft("event", {"kind": "notification", "held_on": "2026-03-04", "touches": ["notification-review"]})


def codes(run: Run, *args: object) -> set[str]:
    data = json.loads(run("check", *args, "--format", "json").stdout)
    return {problem["code"] for problem in data["files"][0]["problems"]}


@pytest.fixture
def case(make_case: Make) -> Path:
    path = make_case("quay", [ACTION])
    Ledger(path).append([CHANGE], by="pc-4412", at=datetime(2026, 3, 20, 12, tzinfo=UTC))
    return path


def test_without_it_today_is_today(run: Run, case: Path, held_clock: Any) -> None:
    assert LATE not in codes(run, case)
    held_clock.move(datetime(2026, 3, 11, 9, tzinfo=UTC))
    assert LATE in codes(run, case)


def test_that_day_is_today_and_what_came_later_was_not_recorded_yet(run: Run, case: Path) -> None:
    assert codes(run, case, "--as-at", "2026-03-10") & {LATE, OLDER} == set()
    assert codes(run, case, "--as-at", "2026-03-11") & {LATE, OLDER} == {LATE}
    assert codes(run, case, "--as-at", "2026-03-20") & {LATE, OLDER} == {LATE, OLDER}
    assert codes(run, case, "--as-at", "2026-03-20T11:59Z") & {LATE, OLDER} == {LATE}
    assert codes(run, case, "--as-at", "2026-03-20T12:00:00+00:00") & {LATE, OLDER} == {LATE, OLDER}


@pytest.mark.parametrize("day", ["yesterday", "2026-02-30", "2026", "20260320", "2026-03-20T25:00", "0000-01-01"])
def test_what_is_no_day_is_refused(run: Run, case: Path, day: str) -> None:
    done = run("check", case, "--as-at", day)
    assert (done.status, done.stdout) == (2, "")
    assert "error[bad-date]" in done.stderr
    assert not access_path(case).exists()


def test_a_file_that_is_wrong_is_told_whatever_day_is_looked_at(run: Run, case: Path) -> None:
    with case.open("a", encoding="utf-8") as file:
        file.write('\n[[event]]\nid = "ev-900"\nat = 2026-03-21T09:00:00Z\nwhta = "x"\n')
    assert {"unknown-key", "not-yet-covered"} <= codes(run, case, "--as-at", "2026-03-10")


def test_the_victims_file_is_read_as_it_was_too(run: Run, make_case: Make) -> None:
    path = make_case("quay", [Draft("person", {"id": "v-1", "roles": ["victim"], "standing": "victim"}), APPLIED])
    ledger = open_victims(path, "quay", training=False)
    wish = Draft("victim", {"person": "v-1", "told_of_review": "wanted", "wishes": "words kept apart"})
    ledger.append([wish], by="pc-4412", at=datetime(2026, 3, 9, 9, tzinfo=UTC))
    assert WISH not in codes(run, path, "--as-at", "2026-03-08")
    assert WISH in codes(run, path, "--as-at", "2026-03-09")
    done = run("check", path)
    assert f"{path}: error[{WISH}]: " in done.stdout
    assert "words kept apart" not in done.stdout


@pytest.mark.parametrize(
    ("content", "code"),
    [('[[victim]]\nid = "v-001"\nwishs = "words kept apart"\n', "unknown-key"), ("words kept apart", "not-toml")],
)
def test_a_victims_file_that_cannot_be_read_is_told_without_a_line_of_it(
    run: Run, make_case: Make, content: str, code: str
) -> None:
    path = make_case("quay")
    beside = path.with_name("quay.victims.toml")
    head = 'format = 1\ncase = "quay"\n\n' if content.startswith("[[") else ""
    beside.write_text(head + content, encoding="utf-8")
    done = run("check", path)
    assert done.status == 1
    assert f"{beside}" in done.stdout
    assert f"error[{code}]" in done.stdout
    assert "words kept apart" not in done.stdout + done.stderr


def test_a_level_hidden_today_is_hidden_as_of_any_day(run: Run, make_case: Make) -> None:
    tool = {
        "assessment": "a-001",
        "instrument": "arms@1.0.0",
        "scale": "overall",
        "origin": "received",
        "construct": "level",
        "level": "very-high",
        "dated_on": "2026-03-01",
        "limits": "none stated",
    }
    judged = {"assessment": "a-001", "stage": "final", "level": "low", "whom": "D", "overrides": "none"}
    path = make_case("quay", [Draft("tool_result", tool), Draft("judgement", judged)])
    assert "override-missing" in codes(run, path, "--as-at", "2026-03-04")
    review = Draft("assessment", {"opened_on": "2026-03-20", "trigger": "review", "purpose": "p"})
    Ledger(path).append([review], by="pc-4412", at=datetime(2026, 3, 20, 12, tzinfo=UTC))
    assert "override-missing" not in codes(run, path, "--as-at", "2026-03-04")


def test_the_authors_page_has_what_was_found_that_day(case: Path, held_clock: Any) -> None:
    loaded, _problems = load_case(case, Library())
    held_clock.move(datetime(2026, 3, 10, 9, tzinfo=UTC))
    assert LATE not in {problem.code for problem in find_for_author(loaded, covert_too=True)}
    day = datetime(2026, 3, 11, 23, 59, tzinfo=UTC)
    found = find_for_author(loaded, covert_too=True, today=day.date(), as_at=day)
    assert LATE in {problem.code for problem in found}
