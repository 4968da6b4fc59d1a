"""How one case of a caseload stands, looked up in this process or in one of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sjtool.commands.batch import died_with, fault_of
from sjtool.commands.caseload_problems import find_told
from sjtool.commands.desk import Desk
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.problem import Problem
from sjtool.report.caseload_row import CaseRow, build_row, find_row_dues, is_case_of
from sjtool.report.plain_fields import find_had, plain_fields
from sjtool.status import ExitStatus

_HERE: dict[str, Work] = {}


@dataclass(frozen=True)
class Order:
    """What was asked for, settled once. `moment` is the end of `as_at`, where an earlier day is looked at."""

    by: str
    templates: str
    today: date
    as_at: str = ""
    moment: datetime | None = None
    officer: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    at_screen: bool = False

    @property
    def asked(self) -> Mapping[str, str]:
        """What a case must have, its officer among it."""
        return {**({"officer": self.officer} if self.officer else {}), **self.where}


@dataclass(frozen=True)
class Seen:
    """One case: its line, none where it was not asked for; or what is wrong with it.

    `had` is what it has of what was asked for.
    """

    case: str
    row: CaseRow | None = None
    problems: tuple[Problem, ...] = ()
    had: frozenset[str] = frozenset()


class Work:
    """One process at work on an order."""

    def __init__(self, order: Order) -> None:
        """Settings and templates are read once."""
        self.order = order
        self.desk = Desk(by=order.by, templates=order.templates)

    def see_one(self, case: str) -> Seen:
        """One case; the access log says that it was looked into. Raises SjtoolError."""
        order = self.order
        whole = self.desk.load(case, as_at=order.as_at)
        loaded = whole if order.at_screen else whole.for_others
        had = self._find_had(loaded)
        if len(had) < len(order.asked):
            return Seen(case, had=had)
        dues = find_row_dues(loaded, order.today, at_screen=order.at_screen)
        problems = find_told(loaded, order.today, order.moment, covert_too=order.at_screen)
        row = build_row(loaded, dues, problems, at_screen=order.at_screen)
        self.desk.log(loaded, "consultation", "caseload")
        return Seen(case, row, had=had)

    def try_one(self, case: str) -> Seen:
        """The same of one of several: what is wrong with it is told, and stops none of the others.

        Raises SjtoolError where the command was given the wrong words.
        """
        try:
            return self.see_one(case)
        except SjtoolError as error:
            if error.status is ExitStatus.USAGE:
                raise
            return Seen(case, problems=tuple(error.problems))
        except Exception as error:  # noqa: BLE001 - one case must not stop the others
            return Seen(case, problems=(fault_of(case, error),))

    def _find_had(self, loaded: Loaded) -> frozenset[str]:
        """What a case has of what was asked for."""
        order, standing = self.order, loaded.standing
        mine = frozenset(("officer",) if order.officer and is_case_of(standing, order.officer) else ())
        if not order.where:
            return mine
        return mine | find_had(plain_fields(loaded.name, standing, training=loaded.case.header.training), order.where)


def begin(order: Order) -> None:
    """What a process does first."""
    _HERE["work"] = Work(order)


def do(case: str) -> Seen:
    """One case, in a process that has begun."""
    return _HERE["work"].try_one(case)


def crashed(case: str) -> Seen:
    """A case with which a process died."""
    return Seen(case, problems=(died_with(case),))
