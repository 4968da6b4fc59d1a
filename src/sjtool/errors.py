"""The one exception that stops a command: it cannot go on, and says why and what to do.

Trouble inside a file is a `Problem`, collected; this is for a file that cannot be opened, a missing officer, a
refused write. The error boundary in `cli.py` prints it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sjtool.problem import Place, Problem
from sjtool.status import ExitStatus

if TYPE_CHECKING:
    from collections.abc import Sequence


class SjtoolError(Exception):
    """Carries the problems to print and the exit status to end with. Holds no words from a case."""

    def __init__(self, problems: Sequence[Problem], status: ExitStatus = ExitStatus.REFUSED) -> None:
        """Keep the problems in the order they should be read."""
        super().__init__(problems[0].code if problems else "stopped")
        self.problems = tuple(problems)
        self.status = status


def refused(code: str, place: str, what: str, why: str, fix: str, line: int = 0) -> SjtoolError:
    """An error of one problem: the file or the act is refused (exit 3)."""
    return SjtoolError([Problem(code, Place(place, line), what, why, fix)])


def usage(code: str, what: str, why: str, fix: str) -> SjtoolError:
    """An error of one problem: the command was given the wrong words (exit 2)."""
    return SjtoolError([Problem(code, Place("sjtool"), what, why, fix)], ExitStatus.USAGE)
