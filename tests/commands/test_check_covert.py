"""Of a covert action `check` speaks on an officer's screen alone: in no file, pipe, other format, count or status."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.check.covert import CODE
from sjtool.checking import without_covert
from sjtool.commands import check as check_command
from sjtool.commands.author_findings import find_for_author
from sjtool.loader import load_case
from sjtool.problem import Place, Problem
from sjtool.store.append import Draft
from sjtool.store.library import Library

Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
HIDDEN = Draft("action", {"id": "ac-007", "assessment": "a-001", "handling": "covert", "kind": "2026/118"})
CORRECTED = Draft(
    "action",
    {"id": "ac-009", "assessment": "a-001", "handling": "covert", "supersedes": "ac-007", "reason": "put off"},
)
NEWS = Draft("action_update", {"id": "au-009", "action": "ac-007", "status": "open", "what_happened": "more than that"})
OPEN = Draft("action", {"id": "ac-001", "assessment": "a-001", "pillar": "supervision"})
TOLD = Draft("narrative", {"assessment": "a-001", "heading": "plan", "text": "Beside it stands ac-007."})
WANTED = {"action-without-owner", "action-without-date", CODE}


def problems_in(text: str) -> list[dict[str, object]]:
    return list(json.loads(text)["files"][0]["problems"])


@pytest.fixture
def case(make_case: Make) -> Path:
    return make_case("quay", [HIDDEN, OPEN, NEWS, CORRECTED, TOLD])


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_command, "sys", SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True)))


@pytest.mark.usefixtures("screen")
def test_an_officer_at_a_screen_is_told(run: Run, case: Path) -> None:
    told = run("check", case).stdout
    assert 'covert action "ac-009" holds more than its reference: what_happened' in told
    assert 'covert action "ac-009" is told of in narrative "n-001"' in told
    assert 'action "ac-009" has no owner' in told


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_a_pipe_is_told_nothing(run: Run, case: Path, form: str) -> None:
    done = run("check", case, "--format", form)
    found = done.stdout.replace(f'"{CODE}"', "").replace("covert action is a reference", "")  # the list of checks made
    assert "ac-009" not in found
    assert "ac-007" not in found
    assert "au-009" not in found
    assert "told of in" not in found
    assert "ac-001" in found


@pytest.mark.usefixtures("screen")
def test_a_file_or_another_format_is_told_nothing(run: Run, case: Path, tmp_path: Path) -> None:
    run("check", case, "--out", tmp_path / "found.txt")
    assert "ac-009" not in (tmp_path / "found.txt").read_text(encoding="utf-8")
    assert {p["code"] for p in problems_in(run("check", case, "--format", "json").stdout)} & WANTED == WANTED - {CODE}


def test_neither_count_nor_status_tells_of_it(run: Run, make_case: Make) -> None:
    case = make_case("quay", [HIDDEN, TOLD])
    done = run("check", case, "--only", CODE, "--strict")
    assert done.status == 0
    assert done.stdout.endswith("1 file, 1 check: nothing found\n")
    other = run("check", make_case("other"), "--only", CODE, "--strict")
    assert (other.status, other.stderr) == (0, done.stderr)
    assert "screen alone" in done.stderr


def test_a_record_that_cannot_be_read_is_left_out_too(run: Run, case: Path) -> None:
    with case.open("a", encoding="utf-8") as file:
        file.write('\n[[action]]\nid = "ac-010"\nhandling = "covert"\nobjectve = "words of it"\n')
        file.write('\n[[action]]\nid = "ac-011"\nsupersedes = "ac-011"\nobjectve = "words of this"\n')
    told = run("check", case).stdout
    assert "words of it" not in told
    assert "words of this" in told


def test_an_id_of_it_elsewhere_is_taken_out_and_a_line_of_another_file_is_no_line_of_it(make_case: Make) -> None:
    case = make_case("quay", [OPEN, HIDDEN])
    loaded, _problems = load_case(case, Library())
    place = loaded.case.place("ac-007")
    elsewhere = Problem("signature-void", loaded.case.place("ac-001"), 'of "ac-007" and "ac-0071"', "", "show ac-007")
    beside = Problem("unknown-key", Place("quay.victims.toml", place.line), "of another file", "", "")
    found = without_covert(case, [elsewhere, beside, Problem("order-of-time", place, "of it", "", "")])
    assert [(p.what, p.fix) for p in found] == [
        ('of a record and "ac-0071"', "show ID"),
        ("of another file", ""),
    ]


def test_a_menu_entry_of_a_covert_kind_is_seen_in_the_menus_within_reach(case: Path, make_case: Make) -> None:
    rows = [
        Draft("action", {"assessment": "a-001", "menu_entry": ref})
        for ref in (
            "restrictive@1.0.0/covert-surveillance",
            "restrictive@1.0.0/curfew",
            "acute@1.0.0/hostility",
            "nowhere@1.0.0/x",
        )
    ]
    loaded, _problems = load_case(make_case("kind", rows), Library())
    found = [p for p in find_for_author(loaded, covert_too=True) if p.code == CODE]
    assert [p.what for p in found] == ['action "ac-001" is of a covert kind and is not marked covert']
    assert not [p for p in find_for_author(loaded, covert_too=False) if p.code == CODE]


def test_the_authors_page_is_told_only_at_a_screen(case: Path) -> None:
    loaded, _problems = load_case(case, Library())
    assert {p.code for p in find_for_author(loaded, covert_too=True)} & WANTED == WANTED
    printed = [p for p in find_for_author(loaded, covert_too=False) if p.code in WANTED]
    assert {p.what.split('"')[1] for p in printed} == {"ac-001"}
