"""What commands over many cases share: how far the run is, and a fault with one case that must not stop the rest."""

from __future__ import annotations

import os
import sys
from time import monotonic

from sjtool.commands.stopping import begin_run, note_done
from sjtool.console import unusable_path
from sjtool.problem import Place, Problem
from sjtool.text import count_words


def is_terminal() -> bool:
    """Whether stderr is a screen that a line may be repainted on."""
    return sys.stderr.isatty() and os.environ.get("ACCESSIBLE") != "1" and os.environ.get("TERM") != "dumb"


class Progress:
    """How far a run is, at a terminal and only where it takes longer than a second."""

    def __init__(self, total: int) -> None:
        """The clock starts here."""
        self.total = total
        begin_run(total)
        self._began = monotonic()
        self._told = False

    def tell(self, number: int) -> None:
        """Repaint the line; a run that is stopped says so too."""
        note_done(number)
        if is_terminal() and monotonic() - self._began > 1:
            sys.stderr.write(f"\r{number:,} of {self.total:,}")
            sys.stderr.flush()
            self._told = True

    def clear(self) -> None:
        """Wipe the line, so that something else can be said."""
        if self._told:
            sys.stderr.write("\r" + " " * 30 + "\r")


class FirstOfId:
    """Which file of a run stands for each case id: the first that could be read. Copies are told, and not counted."""

    def __init__(self, why: str) -> None:
        """`why` says what a second file of one id would do."""
        self._why = why
        self._files: dict[str, str] = {}

    def refuse(self, name: str, case: str) -> Problem | None:
        """Why a file may not stand for its case: another of this run does."""
        other = self._files.setdefault(name, case)
        if other == case:
            return None
        what = f"its case id is that of {other}, which is taken and this is not"
        return Problem("case-id-twice", Place(case), what, self._why, "see which is the case, and name that one")


def say_missing(taken: int, unreadable: int, twice: int) -> str:
    """How many files of a run are not in what was made of it, and why."""
    parts = [f"{unreadable:,} could not be read"] if unreadable else []
    parts += [f"{twice:,} of a case that another file has too"] if twice else []
    files = count_words(taken + unreadable + twice, "file")
    return f"{files}: {', '.join(parts)}; {'these are' if unreadable + twice > 1 else 'it is'} left out"


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
    """A fault of the program with one case: never its message, for that may hold words of the case.

    A path that the system refuses is none: the list of cases has it.
    """
    if isinstance(error, OSError) and error.filename is not None:
        return unusable_path(error)
    return Problem(
        "fault",
        Place(case),
        f"something went wrong in sjtool itself ({type(error).__name__})",
        "this is a fault of the program; the other cases are not touched by it",
        "name this case alone, and report the places it names",
    )
