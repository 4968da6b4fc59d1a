"""One print into a folder of prints: by the rules of a run over many."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.commands import report_noted
from sjtool.store.access import read_access
from sjtool.store.append import Draft, Ledger

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]


def entries(out: Path) -> dict[str, Any]:
    return {line["output"]: line for line in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["cases"]}


def test_it_is_in_the_manifest_and_a_run_over_many_goes_on_from_it(
    run: Run, harbour: Path, make_case: Make, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("report", harbour, "--out", out, "--for", "court").status == 0
    (line,) = entries(out).values()
    content = (out / "harbour.summary.txt").read_bytes()
    assert (line["case"], line["state"], line["size"]) == (str(harbour), "written", len(content))
    assert line["sha256"] == hashlib.sha256(content).hexdigest()
    quay = make_case("quay")
    done = run("report", harbour, quay, "--out", out, "--for", "court")
    assert (done.status, done.stderr.splitlines()[-1]) == (0, "2 cases: 1 written, 1 unchanged")
    Ledger(harbour).append(
        [Draft("narrative", {"heading": "x", "text": "y"})], by="pc-4412", at=report_noted.clock.now()
    )
    done = run("report", harbour, quay, "--out", out, "--for", "court")
    assert (done.status, done.stderr.splitlines()[-1]) == (0, "2 cases: 1 written, 1 unchanged")


def test_it_keeps_the_entries_of_others_and_of_other_reports(
    run: Run, harbour: Path, make_case: Make, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    make_case("quay")
    run("report", tmp_path, "--out", out, "--for", "court")
    run("report", harbour, "--out", out, "--format", "json", "--for", "court")
    assert set(entries(out)) == {"harbour.summary.txt", "quay.summary.txt", "harbour.summary.json"}
    run("report", harbour, "--out", out, "--report", "visit-briefing", "--for", "self")
    assert len(entries(out)) == 4
    assert run("report", tmp_path, "--out", out, "--for", "court").stderr.endswith("2 cases: 0 written, 2 unchanged\n")


def test_a_file_that_no_run_wrote_is_left_alone(run: Run, harbour: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "harbour.summary.txt").write_text("somebody's notes", encoding="utf-8")
    done = run("report", harbour, "--out", out, "--for", "court")
    assert (done.status, "error[print-not-ours]" in done.stderr) == (3, True)
    assert (out / "harbour.summary.txt").read_text(encoding="utf-8") == "somebody's notes"
    assert read_access(harbour) == ([], [])


def test_a_manifest_of_somebody_else_too(run: Run, harbour: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "manifest.json").write_text("{}", encoding="utf-8")
    done = run("report", harbour, "--out", out, "--for", "court")
    assert (done.status, "error[manifest-not-ours]" in done.stderr) == (3, True)
    assert not (out / "harbour.summary.txt").exists()


def test_asked_for_again_it_is_printed_again(run: Run, harbour: Path, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("report", harbour, "--out", tmp_path / "out", "--for", "court").status == 0
    assert len(read_access(harbour)[0]) == 2


def test_a_file_by_name_stands_in_no_manifest(run: Run, harbour: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    run("report", harbour, "--out", out / "summary.txt", "--for", "court")
    assert [path.name for path in out.iterdir()] == ["summary.txt"]
