"""One case in two files: counted once, and said, by every command over many cases."""

from __future__ import annotations

import json
import re
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
    shutil.copy(case, tmp_path / "second" / "copy.toml")
    make_case("anchor", [ACTION], folder=tmp_path / "second")
    return tmp_path


def told(root: Path) -> str:
    copy, first = root / "second" / "copy.toml", root / "first" / "quay.toml"
    return f"{copy}: error[case-id-twice]: its case id is that of {first}"


def test_a_caseload_counts_it_once(run: Run, twice: Path) -> None:
    done = run("caseload", twice / "first", twice / "second", "--json")
    data: Any = json.loads(done.stdout)
    assert (done.status, told(twice) in done.stderr) == (1, True)
    assert sorted(row["case"] for row in data["cases"]) == ["anchor", "quay"]
    assert data["twice"] == [str(twice / "second" / "copy.toml")]
    assert (data["unreadable"], data["totals"]["cases"], data["totals"]["overdue"]) == ([], 2, 2)
    assert (data["totals"]["twice"], data["totals"]["unreadable"]) == (1, 0)
    assert done.stderr.endswith("3 files: 1 of a case that another file has too; it is left out\n")
    text = run("caseload", twice / "first", twice / "second").stdout
    assert "In two files" in text
    assert "1 file of a case that another file has too" in " ".join(text.split())
    assert "In two files" not in run("caseload", twice / "second").stdout


def test_what_is_due_is_listed_once(run: Run, twice: Path) -> None:
    done = run("due", twice / "first", twice / "second", "--json")
    assert (done.status, told(twice) in done.stderr) == (1, True)
    assert [row["case"] for row in json.loads(done.stdout)["dues"]] == ["quay", "anchor"]
    assert done.stderr.endswith("3 files: 1 of a case that another file has too; it is left out\n")


def test_its_rows_are_in_the_tables_once(run: Run, twice: Path) -> None:
    done = run("export", twice / "first", twice / "second", "--out", twice / "t")
    assert (done.status, told(twice) in done.stderr) == (1, True)
    assert len((twice / "t" / "cases.csv").read_text(encoding="utf-8").splitlines()) == 3


def test_its_report_is_printed_once(run: Run, twice: Path) -> None:
    done = run("report", twice / "first", twice / "second", "--out", twice / "out")
    assert (done.status, told(twice) in done.stderr) == (1, True)


def test_a_copy_that_cannot_be_read_takes_no_place(run: Run, twice: Path) -> None:
    (twice / "first" / "quay.toml").write_text('format = 1\ncase = "quay"\n[[', encoding="utf-8")
    (twice / "first" / "quay.toml").rename(twice / "first" / "torn.toml")
    done = run("caseload", twice / "first", twice / "second", "--json")
    data: Any = json.loads(done.stdout)
    assert (len(data["cases"]), data["twice"], len(data["unreadable"])) == (2, [], 1)
    shutil.copy(twice / "second" / "copy.toml", twice / "second" / "quay.toml")
    ended = run("caseload", twice / "first", twice / "second").stderr.splitlines()[-1]
    assert ended == "4 files: 1 could not be read, 1 of a case that another file has too; these are left out"


def test_nor_does_a_sound_copy_take_the_place_of_the_case_that_cannot_be_read(run: Run, twice: Path) -> None:
    (twice / "first" / "quay.toml").write_text('format = 1\ncase = "quay"\n[[', encoding="utf-8")
    for command in ("caseload", "due"):
        done = run(command, twice / "first", twice / "second", "--json")
        assert "which stands for the case and cannot be read; this one does not take its place" in done.stderr
        assert (done.stderr.count("error[not-toml]"), '"quay"' in done.stdout) == (1, False)


@pytest.mark.parametrize("command", ["caseload", "due", "report", "export"])
def test_where_nothing_tells_which_is_the_case_none_is_taken(run: Run, twice: Path, command: str) -> None:
    (twice / "first" / "quay.toml").rename(twice / "first" / "again.toml")
    done = run(command, twice / "first", twice / "second", *(["--out", twice / "t"] if command == "export" else []))
    assert (done.status, done.stderr.count("error[case-id-twice]")) == (1, 2)
    assert done.stderr.count("nothing tells which is the case: none of the 2 is taken") >= 2
    out = done.stdout if command != "export" else (twice / "t" / "cases.csv").read_text(encoding="utf-8")
    assert ("anchor" in out, "quay" in out.replace("quay.toml", "")) == (True, False)


def test_which_has_more_is_told_of_each_left_out_file(run: Run, twice: Path, answers: Any) -> None:
    more = answers('[[event]]\nkind = "visit"\nheld_on = "2026-03-03"\nwhat = "Seen."\n', "more.txt")
    assert run("add", twice / "second" / "copy.toml", "--answers", more).status == 0
    said = run("caseload", twice / "first", twice / "second").stderr
    assert re.search(r"this one has more records and .* \((\d), the last of 4 March 2026; that one (\d), ", said)


def test_check_over_a_folder_tells_it_too(run: Run, twice: Path) -> None:
    done = run("check", twice / "first", twice / "second", "--format", "json")
    found = [line for file in json.loads(done.stdout)["files"] for line in file["problems"]]
    assert (done.status, [line["code"] for line in found].count("case-id-twice")) == (1, 1)
    assert "case-id-twice" not in run("check", twice / "second", "--format", "json").stdout


def test_several_processes_say_the_same(run: Run, twice: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "WORTH", 2)
    for command in ("caseload", "due"):
        alone = run(command, twice / "first", twice / "second", "--json")
        shared = run(command, twice / "first", twice / "second", "--json", "--workers", "2")
        assert (shared.stdout, shared.stderr, shared.status) == (alone.stdout, alone.stderr, 1)
