"""What the checks find in one file, in this process or in one of several.

A tool's level is never shown before the judgement stands, not even in a line of the file quoted as an excerpt; and a
covert action only to an officer at a screen.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from datetime import date, datetime

from sjtool.checking import Examined, examine, without_covert
from sjtool.commands.batch import died_with, fault_of
from sjtool.commands.desk import Desk
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.problem import Problem
from sjtool.report.checked import CheckedFile
from sjtool.store.ledger import read_ledger

_TELLS_A_LEVEL = frozenset({"tool_result", "override"})
_HERE: dict[str, Work] = {}


@dataclass(frozen=True)
class Order:
    """What was asked for. `today` is the day looked at as today; `as_at` its end, where it is another than this one."""

    by: str
    templates: str
    only: tuple[str, ...]
    today: date
    as_at: datetime | None
    at_screen: bool


class Work:
    """One process at work on an order."""

    def __init__(self, order: Order) -> None:
        """Settings and templates are read once. Raises SjtoolError where the folder of templates is not there."""
        self.order = order
        self.desk = Desk(by=order.by, templates=order.templates)
        _ = self.desk.library

    def check_one(self, case: str) -> CheckedFile:
        """One file; the access log says that it was looked into."""
        order = self.order
        try:
            path = self.desk.find_case(case)
        except SjtoolError as error:
            return CheckedFile(case, error.problems, is_readable=False)
        library, at_screen = self.desk.library, order.at_screen
        examined = examine(path, library, order.only, today=order.today, as_at=order.as_at, covert_too=order.at_screen)
        if examined.loaded is None:
            return CheckedFile(str(path), examined.problems, is_readable=False)
        self.desk.log(examined.loaded, "consultation", "check")
        problems = _without_levels(examined.loaded, examined)
        if not at_screen:
            problems = without_covert(examined.loaded.path, problems)
        return CheckedFile(str(path), problems, is_readable=examined.is_whole)

    def try_one(self, case: str) -> CheckedFile:
        """The same of one of several: a fault with it is told as its finding, and stops none of the others."""
        try:
            return self.check_one(case)
        except Exception as error:  # noqa: BLE001 - one file must not stop the others
            return CheckedFile(case, (fault_of(case, error),), is_readable=False)


def _without_levels(loaded: Loaded, examined: Examined) -> tuple[Problem, ...]:
    """The problems; no excerpt from a record that tells a tool's level, until the judgement stands."""
    if not loaded.hides_levels or not any(problem.excerpt for problem in examined.problems):
        return examined.problems
    links = read_ledger(loaded.path).links
    lines = [link.line for link in links]

    def tells(problem: Problem) -> bool:
        number = bisect_right(lines, problem.place.line) - 1
        return number >= 0 and links[number].kind in _TELLS_A_LEVEL

    return tuple(replace(problem, excerpt="") if tells(problem) else problem for problem in examined.problems)


def begin(order: Order) -> None:
    """What a process does first."""
    _HERE["work"] = Work(order)


def do(case: str) -> CheckedFile:
    """One file, in a process that has begun."""
    return _HERE["work"].try_one(case)


def crashed(case: str) -> CheckedFile:
    """A file with which a process died."""
    return CheckedFile(case, (died_with(case),), is_readable=False)
