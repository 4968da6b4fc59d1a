"""Make the report of one case as an order has it: load, build, render, write, log. In this process or in another."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal

from sjtool.commands.batch import died_with, fault_of
from sjtool.commands.desk import Desk
from sjtool.commands.report_order import Order
from sjtool.commands.report_view import tell_to_read
from sjtool.console import show_problems
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.appraisal import ToolResult
from sjtool.problem import Place, Problem
from sjtool.report.catalogue import find_builder
from sjtool.report.context import Context
from sjtool.report.formats import render
from sjtool.report.gist import ProblemGist
from sjtool.report.plain_fields import find_had, plain_fields
from sjtool.report.report import Report
from sjtool.report.view_copy import limit
from sjtool.report.view_note import fit_to_view
from sjtool.report.view_recipient import refuse_recipient
from sjtool.status import ExitStatus
from sjtool.store.access import Act, access_path, read_access
from sjtool.store.durable import write_durably

State = Literal["written", "printed", "unchanged", "left-out", "failed"]
_HERE: dict[str, Work] = {}


@dataclass(frozen=True)
class Job:
    """One case of a run, and the file its report goes to; none where it is printed.

    `stands` says that the print there is good, and is only left where the case is one of those that were asked for.
    """

    case: str
    target: str = ""
    stands: bool = False


@dataclass(frozen=True)
class Made:
    """What became of one case. `content` is only there where it is to be printed.

    `had` are those of the fields asked for that a case has which is left out; `changed` is how many records that a
    print shows are not as they were recorded.
    """

    case: str
    state: State
    target: str = ""
    sha256: str = ""
    size: int = 0
    content: bytes = b""
    problems: tuple[Problem, ...] = ()
    had: frozenset[str] = frozenset()
    changed: int = 0


class Work:
    """One process at work on an order."""

    def __init__(self, order: Order) -> None:
        """Settings and templates are read once."""
        self.order = order
        self.desk = Desk(by=order.by, templates=order.templates)

    def load(self, case: str) -> Loaded:
        """The case as it is to be printed. Raises SjtoolError."""
        return self.desk.load(case, as_at=self.order.as_at)

    def build(self, loaded: Loaded) -> Report:
        """Its report, with the author's page where that is asked for."""
        order = self.order
        refuse_recipient(loaded, order.view, order.given_to, order.named)
        context = Context(
            loaded,
            order.today,
            order.reveal,
            for_author=order.at_terminal,
            as_at=order.as_at[:10],
            recipient=order.given_to,
            access=self._access(loaded.path),
        )
        if order.view != "officer":
            context = limit(context, order.view)
            tell_to_read(loaded, context.seen)
        report = fit_to_view(find_builder(order.named)(context), context.seen)
        if order.author:
            from sjtool.report.author_page import build_author_page

            page = build_author_page(self._find_problems(loaded))
            report = replace(report, sections=(*report.sections, page))
        if order.checks:
            report = replace(report, problems=self._checked(loaded))
        return report

    def render(self, report: Report) -> bytes:
        """The report in the format asked for."""
        return render(report, self.order.form, self.order.width, on_one_line=self.order.on_one_line)

    def find_had(self, loaded: Loaded) -> frozenset[str]:
        """Those of the plain fields asked for that a case has."""
        if not self.order.where:
            return frozenset()
        seen = loaded if self.order.at_terminal else loaded.for_others
        has = plain_fields(loaded.name, seen.standing, training=loaded.case.header.training)
        return find_had(has, self.order.where)

    def try_job(self, job: Job) -> Made:
        """One case of several: what is wrong with it is told, and stops none of the others.

        Raises SjtoolError where the command was given the wrong words.
        """
        try:
            return self._do(job)
        except SjtoolError as error:
            if error.status is ExitStatus.USAGE:
                raise
            return Made(job.case, "failed", problems=tuple(error.problems))
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one case must not stop a night's run
            return Made(job.case, "failed", problems=(fault_of(job.case, error),))

    def _do(self, job: Job) -> Made:
        loaded = self.load(job.case)
        had = self.find_had(loaded)
        if len(had) < len(self.order.where):
            return Made(job.case, "left-out", had=had)
        if job.stands:
            return Made(job.case, "unchanged", job.target)
        content = self.render(self.build(loaded))
        if not job.target:
            self.log(loaded)
            return Made(job.case, "printed", content=content, changed=_count_changed(loaded))
        self.write(loaded, content, Path(job.target), sync=False)
        sha256 = hashlib.sha256(content).hexdigest()
        return Made(job.case, "written", job.target, sha256, len(content), changed=_count_changed(loaded))

    def write(self, loaded: Loaded, content: bytes, target: Path, *, sync: bool = True) -> None:
        """Whole or not at all, readable by its owner only. It is logged once it is written and before it is there.

        One of many is not brought to the disk by itself: the next run finds what a power cut took, and makes it again.
        """
        self._log_reveal(loaded)
        write_durably(target, content, sync=sync, before_place=lambda: self._log_given(loaded))

    def log(self, loaded: Loaded) -> None:
        """Who looks or is given it, before it is printed."""
        self._log_reveal(loaded)
        self._log_given(loaded)

    def _log_reveal(self, loaded: Loaded) -> None:
        """Which levels are about to be shown before the judgement; without a log they are not shown."""
        shown = [result.id for result in loaded.standing.of(ToolResult)] if loaded.hides_levels else []
        if self.order.reveal and shown:
            self.desk.log_reveal(loaded, "report", shown)

    def _log_given(self, loaded: Loaded) -> None:
        act: Act = "consultation" if self.order.at_terminal else "disclosure"
        named = {"report": self.order.named} if self.order.named != "summary" else {}
        more = {"format": self.order.form, "view": self.order.view, **named}
        self.desk.log(loaded, act, "report", recipient=self.order.given_to, **more)

    def _access(self, path: Path) -> list[Mapping[str, Any]]:
        """The access log so far; one that cannot be read is told and does not stop the report."""
        try:
            lines, problems = read_access(path)
        except OSError:
            what, why = "the access log cannot be read", "the report lists earlier disclosures from it"
            place = Place(str(access_path(path)))
            problem = Problem("access-unreadable", place, what, why, "check your rights to it", severity="warning")
            lines, problems = [], [problem]
        show_problems(problems, with_excerpt=False)
        until = self.order.as_at[:10]
        return [line for line in lines if not until or str(line.get("at", ""))[:10] <= until]

    def _checked(self, loaded: Loaded) -> tuple[ProblemGist, ...]:
        """What the checks find: code, severity and line, and no word of the case."""
        found = self._find_problems(loaded)
        return tuple(ProblemGist(problem.code, problem.severity, problem.place.line) for problem in found)

    def _find_problems(self, loaded: Loaded) -> tuple[Problem, ...]:
        """What the checks find as of the day that is looked at; of covert actions on the officer's own screen alone."""
        from sjtool.commands.author_findings import find_for_author  # checks are of no use to any other report
        from sjtool.commands.check_run import read_moment

        today, moment = read_moment(self.order.as_at) if self.order.as_at else (self.order.today, None)
        return find_for_author(loaded, covert_too=self.order.at_terminal, today=today, as_at=moment)


def _count_changed(loaded: Loaded) -> int:
    """How many records are not as they were recorded, of those that a print may show."""
    unseen = loaded.for_others.standing.unseen
    return sum(name not in unseen for name in loaded.case.broken)


def begin(order: Order) -> None:
    """What a process does first."""
    _HERE["work"] = Work(order)


def do(job: Job) -> Made:
    """One case, in a process that has begun."""
    return _HERE["work"].try_job(job)


def crashed(job: Job) -> Made:
    """A case with which a process died."""
    return Made(job.case, "failed", problems=(died_with(job.case),))
