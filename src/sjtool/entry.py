"""Where the program begins: `--version` at once, everything else through the command line; no traceback ever."""

from __future__ import annotations

import os
import sys

from sjtool import __version__

TYPE_CHECKING = False  # typing itself is slow to import, and `--version` needs none of it
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

_INTERRUPTED = 130


def main() -> None:
    """Entry point of the `sjtool` program."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        status = _guard(_tell_version)
        if status:
            raise SystemExit(status)
        return
    _leave_plugins_out()
    _collect_seldom()
    from sjtool.console import set_streams

    set_streams()
    _end(_guard(_run))


def _tell_version() -> int:
    if sys.stdout is None or sys.stderr is None:
        from sjtool.console import set_streams

        set_streams()
    sys.stdout.write(f"sjtool {__version__}\n")
    sys.stdout.flush()
    return 0


def _run() -> int:
    """The command, and its exit status, with all that it printed handed over."""
    from sjtool.cli import app

    try:
        app()
        status = 0
    except SystemExit as ended:
        if not isinstance(ended.code, int | None):
            raise
        status = ended.code or 0
    for stream in filter(None, (sys.stdout, sys.stderr)):
        stream.flush()  # here, where a full disk can still be told of
    return status


def _guard(run: Callable[[], int]) -> int:
    """The exit status, with whatever went wrong told: no traceback, and no words of a case."""
    try:
        return run()
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except OSError as error:
        from sjtool.console import tell_unprinted

        tell_unprinted(error)
        return 3
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted.\n")
        return _INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the boundary: nothing may reach the screen as a traceback
        _tell_fault(error)
        from sjtool.status import ExitStatus

        return int(ExitStatus.FAULT)


def _leave_plugins_out() -> None:
    """Let pydantic load no plugins: no code of others sees a case, and a command begins sooner.

    The setting alone has pydantic import what would look for them, and never look. A loader that finds none stands in
    its place. Where pydantic comes to name it otherwise, the setting still holds.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    if os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__":
        loader: Any = type(sys)("pydantic.plugin._loader")
        loader.get_plugins = tuple
        sys.modules.setdefault(loader.__name__, loader)


def _collect_seldom() -> None:
    """Look for garbage seldom: nearly all that a short command makes, it keeps to its end."""
    import gc

    gc.set_threshold(200_000, 20, 100)


def _end(status: int) -> NoReturn:
    """End at once: Python would take down some hundreds of modules one by one, as long again as reading a case.

    What asked to be called at the end is called. With other threads or processes, Python ends as it always does.
    """
    import signal
    import threading

    for number in (signal.SIGINT, signal.SIGTERM):  # it ends now anyway: with its own status, and no word too many
        signal.signal(number, signal.SIG_IGN)
    if threading.active_count() > 1 or "multiprocessing" in sys.modules:
        raise SystemExit(status)
    import atexit
    import contextlib

    with contextlib.suppress(Exception):  # each is told of, or not, by Python itself
        atexit._run_exitfuncs()  # noqa: SLF001 - what Python itself calls, and there is no other name for it
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            stream.flush()
    os._exit(status)


def _tell_fault(error: BaseException) -> None:
    """Where sjtool itself went wrong: places only, never messages, for those may hold words of a case."""
    import traceback
    from pathlib import Path

    from sjtool.console import say

    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "sjtool" in frame.filename
    ]
    say(f"sjtool: error[fault]: something went wrong in sjtool itself ({type(error).__name__})")
    say("  why: this is a fault of the program; nothing was written after it")
    say("  fix: please report these places, without any words from the case: " + " < ".join(reversed(places[-4:])))
