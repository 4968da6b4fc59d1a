"""Where the program begins: `--version` at once, everything else through the command line; no traceback ever."""

from __future__ import annotations

import os
import sys

from sjtool import __version__


def main() -> None:
    """Entry point of the `sjtool` program."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        sys.stdout.write(f"sjtool {__version__}\n")
        return
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # no code of others, and a tenth of the start-up
    from sjtool.console import set_streams

    set_streams()
    try:
        from sjtool.cli import app

        app()
    except BrokenPipeError:
        sys.stderr.close()
        raise SystemExit(0) from None
    except OSError as error:
        _tell_unwritten(error)
        raise SystemExit(3) from None
    except Exception as error:  # noqa: BLE001 - the boundary: nothing may reach the screen as a traceback
        _tell_fault(error)
        from sjtool.status import ExitStatus

        raise SystemExit(int(ExitStatus.FAULT)) from None


def _tell_unwritten(error: OSError) -> None:
    """The screen, the pipe or the disk refused what was printed."""
    from sjtool.console import show_problems
    from sjtool.problem import Place, Problem

    what = f"what was printed could not be written ({error.strerror or 'unknown reason'})"
    why, fix = "the place it goes to is full, closed or not yours", "free some space, or name another place"
    show_problems([Problem("not-printed", Place("sjtool"), what, why, fix)])
    sys.stdout = None


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
