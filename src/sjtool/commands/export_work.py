"""The rows of one case for an export, made in this process or in one of several."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sjtool.assess.due import find_dues
from sjtool.commands.batch import died_with, fault_of
from sjtool.commands.caseload_problems import find_told
from sjtool.commands.desk import Desk
from sjtool.errors import SjtoolError
from sjtool.problem import Problem
from sjtool.report.export_tables import Rows, build_rows
from sjtool.report.export_view import ExportView
from sjtool.report.plain_fields import has_fields, plain_fields
from sjtool.status import ExitStatus

_HERE: dict[str, Work] = {}


@dataclass(frozen=True)
class Order:
    """What was asked for, settled once. `key` hashes case and officer ids; nothing where they stay as they are."""

    by: str
    templates: str
    form: str
    given_to: str
    today: date
    as_at: str = ""
    moment: datetime | None = None
    where: Mapping[str, str] = field(default_factory=dict)
    key: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class Taken:
    """One case: its id, marking and rows, none where it was not asked for; or what is wrong with it."""

    case: str
    name: str = ""
    marking: str = ""
    rows: Rows | None = None
    problems: tuple[Problem, ...] = ()


class Work:
    """One process at work on an order."""

    def __init__(self, order: Order) -> None:
        """Settings and templates are read once."""
        self.order = order
        self.desk = Desk(by=order.by, templates=order.templates)

    def take_one(self, case: str) -> Taken:
        """One case. Raises SjtoolError.

        Its access log says that it is disclosed and to whom, before anything of it is written: a run that is stopped
        has said too much, never too little.
        """
        order = self.order
        loaded = self.desk.load(case, as_at=order.as_at).for_others
        if order.where:
            fields = plain_fields(loaded.name, loaded.standing, training=loaded.case.header.training)
            if not has_fields(fields, order.where):
                return Taken(case)
        dues = find_dues(loaded.standing, self.desk.library.clocks(), order.today)
        problems = find_told(loaded, order.today, order.moment, covert_too=False)
        rows = build_rows(ExportView(loaded, order.today, dues, problems, order.key))
        pseudonymous = {"pseudonymous": True} if order.key else {}
        self.desk.log(loaded, "disclosure", "export", recipient=order.given_to, format=order.form, **pseudonymous)
        return Taken(case, loaded.name, loaded.case.header.marking, rows)

    def try_one(self, case: str) -> Taken:
        """The same of one of several: what is wrong with it is told, and stops none of the others.

        Raises SjtoolError where the command was given the wrong words.
        """
        try:
            return self.take_one(case)
        except SjtoolError as error:
            if error.status is ExitStatus.USAGE:
                raise
            return Taken(case, problems=tuple(error.problems))
        except Exception as error:  # noqa: BLE001 - one case must not stop the others
            return Taken(case, problems=(fault_of(case, error),))


def begin(order: Order) -> None:
    """What a process does first."""
    _HERE["work"] = Work(order)


def do(case: str) -> Taken:
    """One case, in a process that has begun."""
    return _HERE["work"].try_one(case)


def crashed(case: str) -> Taken:
    """A case with which a process died."""
    return Taken(case, problems=(died_with(case),))
