"""What cannot be logged is not given: a disclosure leaves only once its line stands in the access log."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import report as report_command
from sjtool.store import access
from sjtool.store.access import access_path, read_access

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
CODE = "error[access-not-logged]: this disclosure could not be written to the access log, so nothing was given"


@pytest.fixture(params=["folder-in-its-place", "link", "full-disk"])
def unlogged(request: pytest.FixtureRequest, harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A case whose access log cannot be written."""
    if request.param == "folder-in-its-place":
        access_path(harbour).mkdir()
    elif request.param == "link":
        access_path(harbour).symlink_to(tmp_path / "elsewhere.jsonl")
    else:

        def full(_handle: int, _content: bytes) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(access, "write_all", full)
    return harbour


def test_no_report_goes_to_a_file(run: Run, unlogged: Path, tmp_path: Path) -> None:
    out = tmp_path / "summary.txt"
    out.write_text("the print of before", encoding="utf-8")
    done = run("report", unlogged, "--out", out, "--for", "court")
    assert (done.status, done.stdout, CODE in done.stderr) == (3, "", True)
    assert out.read_text(encoding="utf-8") == "the print of before"
    assert not list(tmp_path.glob(".*.sjtool-tmp"))
    assert "Written" not in done.stderr


@pytest.mark.parametrize("form", ["text", "json", "pdf"])
def test_nor_to_a_pipe(run: Run, unlogged: Path, form: str) -> None:
    done = run("report", unlogged, "--for", "self", "--format", form)
    assert (done.status, done.stdout, CODE in done.stderr) == (3, "", True)


def test_of_many_that_one_fails(run: Run, make_case: Make, harbour: Path, tmp_path: Path) -> None:
    other = make_case("quay")
    access_path(harbour).mkdir()
    done = run("report", harbour, other, "--out", tmp_path / "out", "--for", "court")
    assert (done.status, CODE in done.stderr) == (1, True)
    assert sorted(path.name for path in (tmp_path / "out").glob("*.txt")) == ["quay.summary.txt"]
    assert '"problem": "access-not-logged: ' in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
    done = run("report", harbour, other, "--for", "court", "--json-lines")
    assert (done.status, CODE in done.stderr, len(done.stdout.splitlines())) == (1, True, 1)


def test_no_row_of_it_is_in_the_tables(run: Run, make_case: Make, harbour: Path, tmp_path: Path) -> None:
    other = make_case("quay")
    access_path(harbour).mkdir()
    done = run("export", harbour, other, "--out", tmp_path / "t")
    assert (done.status, CODE in done.stderr) == (1, True)
    assert not any("harbour" in path.read_text(encoding="utf-8") for path in (tmp_path / "t").glob("*.csv"))


def test_no_sheet_for_the_case_is_written(run: Run, unlogged: Path, tmp_path: Path) -> None:
    done = run("sets", "print", "visit", "--case", unlogged, "--out", tmp_path / "sheet.html")
    assert (done.status, CODE in done.stderr) == (3, True)
    assert not (tmp_path / "sheet.html").exists()
    assert run("sets", "print", "visit", "--case", unlogged).stdout == ""


def test_at_one_s_own_screen_it_is_shown_and_told(run: Run, unlogged: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report_command, "is_at_terminal", lambda _out: True)
    done = run("report", unlogged)
    assert done.status == 0
    assert "warning[access-not-logged]: this consultation could not be written" in done.stderr
    assert "Mr H" in done.stdout


@pytest.mark.parametrize("args", [["show"], ["due"], ["history"]])
def test_looking_is_told_and_goes_on(run: Run, unlogged: Path, args: list[str]) -> None:
    done = run(*args, unlogged)
    assert (done.status, "warning[access-not-logged]" in done.stderr) == (0, True)


def test_what_was_written_is_logged_before_it_is_there(
    run: Run, harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A power cut between the two leaves a line too many, never a print too many."""
    out = tmp_path / "summary.txt"
    seen: list[bool] = []
    replace = os.replace

    def look(old: Any, new: Any) -> None:
        seen.append(bool(read_access(harbour)[0]) and not out.exists())
        replace(old, new)

    monkeypatch.setattr("sjtool.store.durable.os.replace", look)
    assert run("report", harbour, "--out", out, "--for", "court").status == 0
    assert seen == [True]


def test_a_print_that_could_not_be_written_is_not_logged(run: Run, harbour: Path, tmp_path: Path) -> None:
    done = run("report", harbour, "--out", tmp_path / "missing" / "summary.txt", "--for", "court")
    assert (done.status, "not-saved" in done.stderr) == (3, True)
    assert read_access(harbour) == ([], [])
