"""What is due in one case, in this process or in one of several."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sjtool.assess.independence import find_officer, who_is
from sjtool.commands.batch import died_with, fault_of
from sjtool.commands.desk import Desk
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.problem import Problem
from sjtool.report.due_list import Choice, Row, build_rows, say_resting
from sjtool.status import ExitStatus

_HERE: dict[str, Work] = {}
_EVER = 36600
"""Days ahead in which everything lies."""


@dataclass(frozen=True)
class Found:
    """One case: its marking, its rows and what rests in it; or what is wrong with it.

    `knows` says whether the officer whose things were asked for is in it.
    """

    marking: str = ""
    name: str = ""
    rows: tuple[Row, ...] = ()
    resting: str = ""
    knows: bool = False
    training: bool = False
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Work:
    """What a process needs to look into cases."""

    desk: Desk
    as_at: str
    today: date
    choice: Choice

    def find_one(self, case: str) -> Found:
        """What is due in one case; the access log says that it was looked into. Raises SjtoolError."""
        loaded = self.desk.load(case, as_at=self.as_at)
        clocks = self.desk.library.clocks()
        rows = build_rows(loaded.name, loaded.standing, clocks, self.today, self.choice)
        resting = "" if self.choice.overdue else say_resting(loaded.standing, clocks)
        self.desk.log(loaded, "consultation", "due")
        knows = bool(rows) or self._knows(loaded if self.choice.at_screen else loaded.for_others)
        header = loaded.case.header
        return Found(header.marking, loaded.name, tuple(rows), resting, knows, header.training)

    def _knows(self, loaded: Loaded) -> bool:
        """Whether the officer whose things are wanted has a record in a case, recorded in it, or has a thing to do."""
        standing, officer = loaded.standing, self.choice.officer
        if not officer:
            return False
        makers = {entry.record.by for entry in standing.case if entry.record.by}
        mine = who_is(standing, officer)
        if find_officer(standing, officer) or any(who_is(standing, by) == mine for by in makers):
            return True
        ever = replace(self.choice, overdue=False, within=_EVER, with_met=True)
        return bool(build_rows(loaded.name, standing, self.desk.library.clocks(), self.today, ever))

    def try_one(self, case: str) -> Found:
        """The same of one of several: what is wrong with it is told, and stops none of the others.

        Raises SjtoolError where the command was given the wrong words.
        """
        try:
            return self.find_one(case)
        except SjtoolError as error:
            if error.status is ExitStatus.USAGE:
                raise
            return Found(problems=tuple(error.problems))
        except Exception as error:  # noqa: BLE001 - one case must not stop the others
            return Found(problems=(fault_of(case, error),))


def begin(by: str, templates: str, as_at: str, today: date, choice: Choice) -> None:
    """What a process does first."""
    _HERE["work"] = Work(Desk(by=by, templates=templates), as_at, today, choice)


def do(case: str) -> Found:
    """One case, in a process that has begun."""
    return _HERE["work"].try_one(case)


def crashed(case: str) -> Found:
    """A case with which a process died."""
    return Found(problems=(died_with(case),))
