"""`--out`, `--format` and numbers: what a name comes to, what contradicts it, what is out of bounds."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.commands.near import mend_option
from sjtool.commands.out_names import is_file_name, settle_format
from sjtool.errors import SjtoolError

Run = Callable[..., SimpleNamespace]
Codes = Callable[[SimpleNamespace], list[str]]
FORMATS = ("text", "markdown", "json", "sarif")


@pytest.fixture
def folder(make_case: Callable[..., Path], at_desk: Path) -> Path:
    """A folder of two cases."""
    cases = at_desk / "cases"
    cases.mkdir()
    make_case("anchor", folder=cases)
    make_case("quay", folder=cases)
    return cases


@pytest.mark.parametrize(
    ("form", "out", "settled"),
    [
        (None, "", "text"),
        (None, "x", "text"),
        (None, "x.json", "json"),
        (None, "x.JSON", "json"),
        (None, "x.md", "markdown"),
        (None, "x.2026-11", "text"),
        (None, "x.json/", "text"),
        ("sarif", "x.sarif", "sarif"),
        ("sarif", "x.sarif.json", "sarif"),
        ("sarif", "x.json", "sarif"),
        ("json", "x", "json"),
    ],
)
def test_the_ending_names_the_format_where_none_is_said(form: str | None, out: str, settled: str) -> None:
    assert settle_format(form, out, FORMATS) == settled


@pytest.mark.parametrize(
    ("form", "out", "as_json", "code"),
    [
        ("text", "x.json", False, "format-not-ending"),
        ("json", "x.sarif", False, "format-not-ending"),
        (None, "x.pdf", False, "format-not-ending"),
        (None, "x.md", True, "format-not-ending"),
        (None, "x.xlsx", False, "format-not-ending"),
        ("json", "x.xlsx", False, "format-not-ending"),
        (None, "x.htm", False, "format-not-ending"),
        ("text", "", True, "two-formats"),
        ("stone", "", True, "unknown-format"),
    ],
)
def test_what_contradicts_itself_is_refused(form: str | None, out: str, as_json: bool, code: str) -> None:
    with pytest.raises(SjtoolError) as refused:
        settle_format(form, out, FORMATS, as_json=as_json)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("JSNO", "--format json"),
        ("markdwn", "--format markdown"),
        ("stone", f"--format  one of: {', '.join(FORMATS)}"),
    ],
)
def test_the_nearest_format_is_what_to_type(typed: str, fix: str) -> None:
    with pytest.raises(SjtoolError) as refused:
        settle_format(typed, "", FORMATS)
    assert refused.value.problems[0].fix == fix


def test_three_letters_changed_about_are_near() -> None:
    assert mend_option("--format", "cvs", ("csv", "jsonl")) == "--format csv"


@pytest.mark.parametrize(
    ("out", "is_file"),
    [("a.txt", True), ("a.PDF", True), ("a.toml", True), ("prints.2026-11", False), ("a.txt/", False), ("a", False)],
)
def test_only_a_known_ending_makes_a_file_of_a_name(out: str, is_file: bool) -> None:
    assert is_file_name(out) == is_file


def test_prints_go_into_a_folder_with_a_dot_in_its_name(run: Run, folder: Path, codes_of: Codes) -> None:
    assert run("report", folder, "--out", "prints.2026-11").status == 0
    assert (Path("prints.2026-11") / "quay.summary.txt").is_file()
    done = run("report", folder, "--out", "all.txt")
    assert (done.status, codes_of(done)) == (2, ["out-not-a-folder"])
    assert "end it with /:  --out all.txt/" in done.stderr


def test_commands_write_what_the_name_says(run: Run, folder: Path, codes_of: Codes) -> None:
    run("report", folder / "quay.toml", "--for", "A", "--out", "x.pdf")
    assert Path("x.pdf").read_bytes().startswith(b"%PDF-")
    run("caseload", folder, "--out", "few.csv")
    assert Path("few.csv").read_text(encoding="utf-8").startswith("case,")
    run("due", folder, "--out", "due.ics")
    assert Path("due.ics").read_text(encoding="utf-8").startswith("BEGIN:VCALENDAR")
    run("check", folder, "--out", "found.sarif")
    assert json.loads(Path("found.sarif").read_bytes())["version"] == "2.1.0"
    assert codes_of(run("due", folder, "--out", "due.pdf")) == ["format-not-ending"]
    assert codes_of(run("caseload", folder, "--format", "csv", "--json")) == ["two-formats"]
    for command, case in (("due", folder), ("caseload", folder), ("report", folder / "quay.toml")):
        done = run(command, case, "--out", "d.xlsx")
        assert (done.status, codes_of(done)) == (2, ["format-not-ending"])
        assert "--out d.txt" in done.stderr
    assert not [*Path().glob("d*.xlsx"), *Path().glob("due.pdf")]
    run("due", folder, "--out", "plain")
    assert Path("plain").read_text(encoding="utf-8").startswith("OFFICIAL")
    assert run("report", folder, "--out", "prints.new").status == 0


@pytest.mark.parametrize(
    ("args", "code", "bounds"),
    [
        (("due", "--within", "-1"), "bad-size", "from 0 to 36600"),
        (("report", "--width", "20"), "bad-size", "from 60 to 120"),
        *(
            ((command, "--workers", number), "bad-workers", "from 1 to 61")
            for command in ("due", "report", "caseload", "check")
            for number in ("99", "0", "x", "1.5")
        ),
        (("export", "--out", "t", "--workers", "99"), "bad-workers", "from 1 to 61"),
    ],
)
def test_a_number_out_of_bounds_is_told_in_our_words(
    run: Run, folder: Path, codes_of: Codes, args: tuple[str, ...], code: str, bounds: str
) -> None:
    done = run(args[0], folder, *args[1:])
    assert (done.status, codes_of(done), bounds in done.stderr) == (2, [code], True)


@pytest.mark.parametrize("command", ["due", "check", "caseload", "report", "export"])
def test_help_tells_bounds_patterns_and_the_pipe(run: Run, command: str) -> None:
    shown = " ".join(run(command, "--help").stdout.split())
    assert "1 to 61" in shown
    assert "patterns; - reads a list from a pipe" in shown


def test_where_no_case_is_found_says_what_was_looked_at(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["sjtool", "due"])
    Path("outer").mkdir()
    shutil.move(folder, "outer/inner")
    assert 'name the pattern:  sjtool due "outer/**/*.toml"' in run("due", "outer").stderr
    assert run("due", "outer/**/*.toml").status == 0
    Path("empty").mkdir()
    assert "name the pattern" not in run("due", "empty").stderr
    assert "no case file fits the pattern outer/x*.toml" in run("due", "outer/x*.toml").stderr
    assert "the list on standard input names no case" in run("due", "-", input="\n").stderr


@pytest.mark.skipif(os.name == "nt", reason="the system's words are others there")
def test_a_name_that_is_too_long_is_told_as_that(run: Run, folder: Path, codes_of: Codes) -> None:
    case = folder / "quay.toml"
    for args in (
        ("report", f"{'x' * 5000}.toml"),
        ("report", case, "--out", f"{'x' * 300}.txt"),
        ("report", case, "--out", f"{'x' * 250}.txt"),
        ("due", case, "--out", f"{'x' * 250}.txt"),
        ("report", folder, "--out", "x" * 300),
    ):
        done = run(*args)
        assert (done.status, codes_of(done)) == (3, ["path-unusable"])
        assert "too long" in done.stderr
        assert "free some space" not in done.stderr
        assert len(done.stderr) < 600


def test_nobody_named_is_said_where_something_is_given(run: Run, folder: Path) -> None:
    told = "Made for nobody named"
    assert told not in run("report", folder, "--out", "all.txt").stderr
    assert told not in run("report", "nowhere.toml").stderr
    assert told not in run("report", folder, "--where", "status=signed").stderr
    assert run("report", folder).stderr.count(told) == 1
    assert run("report", folder / "quay.toml").stderr.count(told) == 1


def test_tables_do_not_go_among_the_cases(run: Run, folder: Path, codes_of: Codes) -> None:
    for out in (folder, folder / "." / ".." / folder.name):
        done = run("export", folder, "--out", out)
        assert (done.status, codes_of(done)) == (2, ["out-among-cases"])
    assert {path.suffix for path in folder.glob("[!.]*")} == {".toml"}
    assert run("export", folder, "--out", folder / "tables").status == 0
