"""One case in two files: counted once, and said, by every command over many cases."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import pool
from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
ACTION = Draft(
    "action",
    {
        "assessment": "a-001",
        "pillar": "victim-safety",
        "kind": "letter",
        "objective": "told",
        "purpose": "told",
        "owner": "pc-4412",
        "due_on": "2026-03-03",
    },
)


@pytest.fixture
def twice(make_case: Make, tmp_path: Path) -> Path:
    """Three files in two folders: one case with something overdue, a copy of it, and another case."""
    for name in ("first", "second"):
        (tmp_path / name).mkdir()
    case = make_case("quay", [ACTION], folder=tmp_path / "first")
    shutil.copy(case, tmp_path / "second" / "quay.toml")
    make_case("anchor", [ACTION], folder=tmp_path / "second")
    return tmp_path


def told(root: Path) -> str:
    copy, first = root / "second" / "quay.toml", root / "first" / "quay.toml"
    return f"{copy}: error[case-id-twice]: its case id is that of {first}"


def test_a_caseload_counts_it_once(run: Run, twice: Path) -> None:
    done = run("caseload", twice / "first", twice / "second", "--json")
    data: Any = json.loads(done.stdout)
    assert (done.status, told(twice) in done.stderr) == (1, True)
    assert sorted(row["case"] for row in data["cases"]) == ["anchor", "quay"]
    assert data["twice"] == [str(twice / "second" / "quay.toml")]
    assert (data["unreadable"], data["totals"]["cases"], data["totals"]["overdue"]) == ([], 2, 2)
    assert (data["totals"]["twice"], data["totals"]["unreadable"]) == (1, 0)
    assert done.stderr.endswith("3 files: 1 of a case that is in it already; it is left out\n")
    text = run("caseload", twice / "first", twice / "second").stdout
    assert "In two files" in text
    assert "1 file of a case that is in it already" in " ".join(text.split())
    assert "In two files" not in run("caseload", twice / "second").stdout


def test_what_is_due_is_listed_once(run: Run, twice: Path) -> None:
    done = run("due", twice / "first", twice / "second", "--json")
    assert (done.status, told(twice) in done.stderr) == (1, True)
    assert [row["case"] for row in json.loads(done.stdout)["dues"]] == ["quay", "anchor"]
    assert done.stderr.endswith("3 files: 1 of a case that is in it already; it is left out\n")


def test_its_rows_are_in_the_tables_once(run: Run, twice: Path) -> None:
    done = run("export", twice / "first", twice / "second", "--out", twice / "t")
    assert (done.status, told(twice) in done.stderr) == (1, True)
    assert len((twice / "t" / "cases.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_its_report_is_printed_once(run: Run, twice: Path) -> None:
    done = run("report", twice / "first", twice / "second", "--out", twice / "out")
    assert (done.status, told(twice) in done.stderr) == (1, True)


def test_a_copy_that_cannot_be_read_takes_no_place(run: Run, twice: Path) -> None:
    (twice / "first" / "quay.toml").write_text('format = 1\ncase = "quay"\n[[', encoding="utf-8")
    done = run("caseload", twice / "first", twice / "second", "--json")
    data: Any = json.loads(done.stdout)
    assert (len(data["cases"]), data["twice"], len(data["unreadable"])) == (2, [], 1)
    both = [*twice.glob("second/quay.toml"), *twice.glob("second/anchor.toml")]
    shutil.copy(both[0], twice / "second" / "zz.toml")
    ended = run("caseload", twice / "first", twice / "second").stderr.splitlines()[-1]
    assert ended == "4 files: 1 could not be read, 1 of a case that is in it already; these are left out"


def test_several_processes_say_the_same(run: Run, twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WORTH", 2)
    for command in ("caseload", "due"):
        alone = run(command, twice / "first", twice / "second", "--json")
        shared = run(command, twice / "first", twice / "second", "--json", "--workers", "2")
        assert (shared.stdout, shared.stderr, shared.status) == (alone.stdout, alone.stderr, 1)
