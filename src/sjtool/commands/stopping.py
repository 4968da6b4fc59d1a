"""How a run over many cases is stopped: by Ctrl-C, or by SIGTERM in the same way, and what is told of it then.

Its other processes hear neither while they are made.
"""

from __future__ import annotations

import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from time import monotonic
from typing import NoReturn

_PATIENCE = 5.0
"""Seconds after the first signal in which others are not heard: what was done is put away meanwhile. `timeout` sends
SIGTERM twice."""


@dataclass
class _State:
    """How far the run of this process is. `ends` says what becomes of what was done, where the run is stopped."""

    stopped_at: float = 0.0
    done: int = 0
    total: int = 0
    ends: str = ""


_NOW = _State()


def _signals() -> list[int]:
    """What asks a run to stop. On Windows Ctrl-Break, and closing the console, come as a signal of its own."""
    named = ["SIGINT", "SIGTERM", *(["SIGBREAK"] if sys.platform == "win32" else [])]
    return [getattr(signal, name) for name in named]


@contextlib.contextmanager
def stop_on_sigterm() -> Iterator[None]:
    """Meanwhile SIGTERM stops the run as Ctrl-C does, so that what was done is kept and nothing half made is left.

    What is not to be heard, as of a command behind `nohup`, stays unheard. Within itself it changes nothing.
    """
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGTERM) is _interrupt:
        yield
        return
    before = {number: signal.getsignal(number) for number in _signals()}
    vars(_NOW).update(vars(_State()))
    try:
        for number, handler in before.items():
            if handler != signal.SIG_IGN:
                signal.signal(number, _interrupt)
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler or signal.SIG_DFL)
        vars(_NOW).update(vars(_State()))


def _interrupt(_number: int, _frame: object) -> None:
    if _NOW.stopped_at and monotonic() - _NOW.stopped_at < _PATIENCE:
        return
    _NOW.stopped_at = monotonic()
    _raise()


def _raise() -> NoReturn:
    raise KeyboardInterrupt


def begin_run(total: int) -> None:
    """A run over so many cases begins."""
    _NOW.done, _NOW.total = 0, total


def note_done(number: int) -> None:
    """So many of its cases are done."""
    _NOW.done = number


def note_more(number: int = 1) -> None:
    """So many more were done when it was stopped."""
    _NOW.done += number


def settle_ends(words: str) -> None:
    """What is told of a run that is stopped, after how far it came."""
    _NOW.ends = words


def tell_stopped() -> str:
    """What an officer is told once the run of this process has been stopped."""
    if not _NOW.total or _NOW.done >= _NOW.total:
        return "Interrupted. What was saved is saved."
    ends = _NOW.ends or "nothing was written, and the same command begins again"
    return f"Interrupted: {_NOW.done:,} of {_NOW.total:,} done; {ends}."


@contextlib.contextmanager
def deaf_children() -> Iterator[None]:
    """Processes started meanwhile never hear Ctrl-C: one that is still loading would print where it was.

    SIGTERM they hear once they have begun: one that died loading would take what the others have done with it. Here
    both are heard right afterwards. Windows cannot do this, and there a process is deaf once it has begun.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def start_tracker() -> None:
    """What clears away after processes that die, before they are there: while it starts, signals are let in.

    A stop between the making of a semaphore and its being noted would have it told of as leaked, with a path.
    """
    if sys.platform != "win32":
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()
