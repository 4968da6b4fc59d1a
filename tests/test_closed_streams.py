"""Streams that were closed before sjtool began, and prints that do not arrive."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sjtool.store.access import access_path, read_access

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="closing streams of a command is a thing of shells")


@pytest.fixture
def quay(make_case: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A case, in the folder that commands run in."""
    monkeypatch.chdir(tmp_path)
    return make_case("quay")


def shell(command: str) -> subprocess.CompletedProcess[str]:
    """A command as a shell runs it; `sjtool` is this one."""
    whole = command.replace("sjtool", f"'{sys.executable}' -m sjtool")
    return subprocess.run(["sh", "-c", whole], capture_output=True, text=True, check=False, timeout=60)


@pytest.mark.parametrize(
    "command",
    [
        "sjtool report quay.toml --for A >&-",
        "sjtool report . --format json --for A >&-",
        "sjtool caseload . --format csv >&-",
        "sjtool explain bad-date >&-",
        "sjtool --version >&-",
        "sjtool --help >&-",
        pytest.param(
            "sjtool --version >/dev/full",
            marks=pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to print to is of Linux"),
        ),
    ],
)
def test_what_cannot_be_printed_is_told(quay: Path, command: str) -> None:
    done = shell(command)
    assert (done.returncode, done.stdout, done.stderr.count("error[not-printed]")) == (3, "", 1)
    assert "fault" not in done.stderr
    assert "Traceback" not in done.stderr


def test_what_needs_no_screen_goes_on_without_one(quay: Path) -> None:
    assert shell("sjtool due . --out due.json >&-").returncode == 0
    assert Path("due.json").is_file()
    assert shell("sjtool due . 2>&-").stdout == shell("sjtool due .").stdout
    done = shell("sjtool due nowhere.toml 2>&-")
    assert (done.returncode, done.stdout) == (3, "")
    done = shell("sjtool due - <&-")
    assert (done.returncode, "no-case-in-folder" in done.stderr) == (2, True)
    assert shell("sjtool due . <&- >&- 2>&-").returncode == 3


def test_a_print_that_did_not_arrive_stays_in_the_log_and_that_is_told(quay: Path) -> None:
    done = shell("sjtool report quay.toml --for A >&-")
    assert "the access log has its line already" in done.stderr
    assert [line["act"] for line in read_access(quay)[0]] == ["disclosure"]
    assert access_path(quay).is_file()
    assert "the access log" not in shell("sjtool explain bad-date >&-").stderr


def test_a_reader_who_left_is_no_fault_and_the_log_is_told_of(quay: Path) -> None:
    code = "import sys, os; r, w = os.pipe(); os.close(r); os.dup2(w, 1); from sjtool.entry import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "report", "quay.toml", "--for", "A"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr.strip()) == (
        0,
        "The reader of the pipe has left; the access log has its line already, and keeps it.",
    )
