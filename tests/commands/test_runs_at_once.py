"""Two runs into one folder at once: no files of both, and the later one is told."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.commands.export_files import COLUMNS_FILE
from sjtool.errors import SjtoolError
from sjtool.store.access import read_access
from sjtool.store.durable import hold_folder, lock_path

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
SAID = "another run of sjtool is writing into this folder"


def test_of_two_exports_the_later_is_told_and_nothing_is_given(run: Run, harbour: Path, tmp_path: Path) -> None:
    out = tmp_path / "tables"
    out.mkdir()
    with hold_folder(out / COLUMNS_FILE):
        done = run("export", harbour, "--out", out)
    assert (done.status, "error[folder-in-use]" in done.stderr, SAID in done.stderr) == (3, True, True)
    assert [path.name for path in out.iterdir()] == [f".{COLUMNS_FILE}.lock"]
    assert read_access(harbour) == ([], [])
    assert run("export", harbour, "--out", out).status == 0
    assert json.loads((out / COLUMNS_FILE).read_text(encoding="utf-8"))["complete"] is True


def test_an_export_that_is_stopped_lets_the_folder_go(
    run: Run, harbour: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("sjtool.commands.export_files.ExportFolder.add", stop)
        assert run("export", harbour, "--out", tmp_path / "tables").status == 130
    assert run("export", harbour, "--out", tmp_path / "tables").status == 0


@pytest.mark.parametrize("many", [True, False])
def test_of_two_runs_of_reports_too(run: Run, harbour: Path, tmp_path: Path, many: bool) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with hold_folder(out / "manifest.json"):
        done = run("report", harbour.parent if many else harbour, "--out", out)
    assert (done.status, "error[folder-in-use]" in done.stderr) == (3, True)
    assert [path.name for path in out.iterdir()] == [".manifest.json.lock"]
    assert read_access(harbour) == ([], [])


def test_parts_of_a_run_do_not_wait_for_each_other(run: Run, harbour: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    other = out / ".other.summary.txt.123.sjtool-tmp"
    other.write_bytes(b"being written by the other part")
    with hold_folder(out / "manifest-2-of-2.json"):
        assert run("report", harbour.parent, "--out", out, "--shard", "1/2").status == 0
    assert other.exists()


def test_a_folder_that_may_not_be_written_is_said_to_be_so(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    lock_path(path).mkdir()
    with pytest.raises(SjtoolError, match="not-writable"), hold_folder(path):
        pass
