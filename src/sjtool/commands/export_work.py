"""The rows of one case for an export, made in this process or in one of several."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from sjtool.assess.due import find_dues
from sjtool.assess.seen_by_recipient import find_recipient
from sjtool.commands.batch import died_with, fault_of
from sjtool.commands.caseload_problems import find_told
from sjtool.commands.desk import Desk
from sjtool.errors import SjtoolError, usage
from sjtool.loader import Loaded
from sjtool.problem import Place, Problem
from sjtool.report.export_tables import Rows, build_rows
from sjtool.report.export_view import ExportView
from sjtool.report.plain_fields import find_had, plain_fields
from sjtool.status import ExitStatus
from sjtool.store.access import access_path, refuse_disclosure

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
    """One case: its id, marking and rows, none where it was not asked for; or what is wrong with it.

    `had` is what it has of what was asked for; `path` and `head` are for its access log, once the tables are written.
    """

    case: str
    name: str = ""
    marking: str = ""
    rows: Rows | None = None
    problems: tuple[Problem, ...] = ()
    had: frozenset[str] = frozenset()
    path: str = ""
    head: str = ""


class Work:
    """One process at work on an order."""

    def __init__(self, order: Order) -> None:
        """Settings and templates are read once."""
        self.order = order
        self.desk = Desk(by=order.by, templates=order.templates)

    def take_one(self, case: str) -> Taken:
        """One case. Raises SjtoolError; where the tables are for somebody of the case, as for wrong words."""
        order = self.order
        whole = self.desk.load(case, as_at=order.as_at)
        _refuse_recipient(whole, order.given_to)
        _refuse_unlogged(whole.path)
        loaded = whole.for_others
        if order.where:
            fields = plain_fields(loaded.name, loaded.standing, training=loaded.case.header.training)
            had = find_had(fields, order.where)
            if len(had) < len(order.where):
                return Taken(case, had=had)
        dues = find_dues(loaded.standing, self.desk.library.clocks(), order.today)
        problems = find_told(loaded, order.today, order.moment, covert_too=False)
        rows = build_rows(ExportView(loaded, order.today, dues, problems, order.key))
        marking, head = loaded.case.header.marking, loaded.case.head
        return Taken(case, loaded.name, marking, rows, path=str(loaded.path), head=head)

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


def _refuse_recipient(loaded: Loaded, recipient: str) -> None:
    """Raise SjtoolError (usage) where the tables are asked for in the name of somebody of a case."""
    if find_recipient(loaded.standing, recipient) != "nobody":
        raise usage(
            "print-for-somebody-in-case",
            f"tables are asked for in the name of somebody of the case {loaded.name}",
            "they hold what others said, and other cases with it (docs/disclosure.md)",
            "name who analyses them by post and agency alone with  --for",
        )


def _refuse_unlogged(case: Path) -> None:
    """Raise SjtoolError where the log of a case cannot be written, as far as that shows before it is: it stays out."""
    log = access_path(case)
    is_plain = stat.S_ISREG(log.lstat().st_mode) if os.path.lexists(log) else True
    if not is_plain or not os.access(log if log.exists() else log.parent, os.W_OK):
        why = "DPA 2018 s.62 asks for a log of consultation and disclosure"
        _ = refuse_disclosure(Problem("access-not-logged", Place(str(log)), "", why, ""), "disclosure")


def begin(order: Order) -> None:
    """What a process does first."""
    _HERE["work"] = Work(order)


def do(case: str) -> Taken:
    """One case, in a process that has begun."""
    return _HERE["work"].try_one(case)


def crashed(case: str) -> Taken:
    """A case with which a process died."""
    return Taken(case, problems=(died_with(case),))
