"""What commands over many cases share: how far the run is, and a fault with one case that must not stop the rest."""

from __future__ import annotations

import os
import sys
from time import monotonic

from sjtool.problem import Place, Problem


def is_terminal() -> bool:
    """Whether stderr is a screen that a line may be repainted on."""
    return sys.stderr.isatty() and os.environ.get("ACCESSIBLE") != "1" and os.environ.get("TERM") != "dumb"


class Progress:
    """How far a run is, at a terminal and only where it takes longer than a second."""

    def __init__(self, total: int) -> None:
        """The clock starts here."""
        self.total = total
        self._began = monotonic()
        self._told = False

    def tell(self, number: int) -> None:
        """Repaint the line."""
        if is_terminal() and monotonic() - self._began > 1:
            sys.stderr.write(f"\r{number:,} of {self.total:,}")
            sys.stderr.flush()
            self._told = True

    def clear(self) -> None:
        """Wipe the line, so that something else can be said."""
        if self._told:
            sys.stderr.write("\r" + " " * 30 + "\r")


def died_with(case: str) -> Problem:
    """What is told of a case with which a process died."""
    return Problem(
        "worker-crashed",
        Place(case),
        "the process that worked on this case died",
        "the machine may have run out of memory; the other cases are not touched by it",
        "name this case alone",
    )


def fault_of(case: str, error: Exception) -> Problem:
    """A fault of the program with one case: never its message, for that may hold words of the case."""
    return Problem(
        "fault",
        Place(case),
        f"something went wrong in sjtool itself ({type(error).__name__})",
        "this is a fault of the program; the other cases are not touched by it",
        "name this case alone, and report the places it names",
    )
