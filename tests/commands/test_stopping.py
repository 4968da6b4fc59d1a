"""A run over many cases that is stopped: by SIGTERM as by Ctrl-C, once, with nothing half made and its reach told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sjtool.commands import stopping
from sjtool.commands.batch import Progress

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals to another process are of POSIX")

STOPPED = """
import os, signal
from sjtool.commands import pool, batch
pool.WORTH = 2
tell = batch.Progress.tell
def stop_at_third(self, number):
    tell(self, number)
    if number == 3:
        os.kill(os.getpid(), signal.{number})
        os.kill(os.getpid(), signal.{number})
batch.Progress.tell = stop_at_third
from sjtool.entry import main
main()
"""


@pytest.fixture
def folder(make_case: Callable[..., Path], at_desk: Path) -> Path:
    """A folder of eight cases."""
    cases = at_desk / "cases"
    cases.mkdir()
    for number in range(8):
        make_case(f"case-{number}", folder=cases)
    return cases


def stopped(number: str, *args: str) -> subprocess.CompletedProcess[str]:
    """What a command comes to that gets a signal, twice, as it has done its third case."""
    return subprocess.run(
        [sys.executable, "-c", STOPPED.format(number=number), *args],
        env={**os.environ},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("number", ["SIGTERM", "SIGINT"])
@pytest.mark.parametrize(
    ("args", "ends"),
    [
        (("export", "--out", "tables"), "nothing was written, and the same command begins again"),
        (("due", "--json", "--workers", "2"), "nothing was written, and the same command begins again"),
        (("caseload", "--json"), "nothing was written, and the same command begins again"),
        (("check", "--workers", "2"), "nothing was written, and the same command begins again"),
        (("report", "--json-lines", "--for", "A"), "what was printed is not all of it, and the same command begins"),
        (("report", "--out", "prints", "--for", "A"), "the same command goes on"),
        (("report", "--out", "prints", "--for", "A", "--anew"), "the same command without --anew goes on"),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)
def test_a_stop_is_told_and_leaves_nothing_half_made(
    folder: Path, number: str, args: tuple[str, ...], ends: str
) -> None:
    done = stopped(number, args[0], str(folder), *args[1:])
    assert (done.returncode, done.stderr.count("Interrupted")) == (130, 1)
    assert f"Interrupted: 3 of 8 done; {ends}" in done.stderr
    assert "Traceback" not in done.stderr
    assert "resource_tracker" not in done.stderr
    assert [*Path().rglob("*.sjtool-tmp")] == []
    assert (Path("prints") / "manifest.json").exists() == ("prints" in args)


@pytest.fixture
def listening() -> Iterator[None]:
    """This process hears signals as a run does."""
    with stopping.stop_on_sigterm():
        yield


def test_a_second_signal_is_not_heard_while_things_are_put_away(
    listening: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        monkeypatch.setattr(stopping, "_PATIENCE", 60)
        stopping._NOW.stopped_at = 0.0
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        signal.raise_signal(number)
        monkeypatch.setattr(stopping, "_PATIENCE", 0)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)


def test_what_was_not_to_be_heard_stays_unheard() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        with stopping.stop_on_sigterm():
            assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)


def test_how_far_a_run_came(listening: None) -> None:
    assert stopping.tell_stopped() == "Interrupted. What was saved is saved."
    progress = Progress(1204)
    progress.tell(1000)
    stopping.note_more(2)
    assert stopping.tell_stopped().startswith("Interrupted: 1,002 of 1,204 done; ")
    progress.tell(1204)
    assert stopping.tell_stopped() == "Interrupted. What was saved is saved."


def test_what_is_told_of_one_run_is_not_told_of_the_next() -> None:
    with stopping.stop_on_sigterm():
        Progress(4).tell(1)
    assert stopping.tell_stopped() == "Interrupted. What was saved is saved."


def test_semaphores_are_made_where_no_stop_is_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    from sjtool.commands import pool as pools

    made: pools.Pool[str, object] = pools.Pool(eval, str, begin=int, order=(), workers=2)
    heard: list[bool] = []
    make = made._processes

    def look(workers: int) -> object:
        heard.append(signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, []))
        found = make(workers)
        heard.append(signal.SIGTERM not in signal.pthread_sigmask(signal.SIG_BLOCK, []))
        return found

    monkeypatch.setattr(pools, "WORTH", 2)
    monkeypatch.setattr(made, "_processes", look)
    assert list(made.run(["1", "2", "3"])) == [1, 2, 3]
    assert set(heard) == {False}
