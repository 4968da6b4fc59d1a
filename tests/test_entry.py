"""Where the program ends: at once, with everything written out and everybody called who asked to be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

END = """
import atexit, sys, threading
from sjtool import entry
{before}
sys.stdout.write("held back ")
atexit.register(lambda: sys.stdout.write("called "))
entry._end(3)
"""


def ended(before: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", END.format(before=before)], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    "before",
    [
        "",
        "import multiprocessing",
        "threading.Thread(target=lambda: __import__('time').sleep(0.2)).start()",
    ],
)
def test_what_was_printed_is_written_and_who_asked_is_called(before: str) -> None:
    done = ended(before)
    assert (done.returncode, done.stdout, done.stderr) == (3, "held back called ", "")


def test_one_that_fails_at_the_end_does_not_change_the_status() -> None:
    done = ended("atexit.register(lambda: 1 / 0)")
    assert (done.returncode, done.stdout) == (3, "held back called ")


def test_a_thread_is_waited_for() -> None:
    done = ended("threading.Thread(target=lambda: (__import__('time').sleep(0.2), print('done'))).start()")
    assert (done.returncode, done.stdout) == (3, "held back done\ncalled ")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk to print to is a Linux thing")
def test_a_screen_that_takes_nothing_is_told_of() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "sjtool", "explain", "reconciliation-missing"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 3
    assert "error[not-printed]" in done.stderr
    assert "Traceback" not in done.stderr
