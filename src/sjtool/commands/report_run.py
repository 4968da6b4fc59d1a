"""Carry out an order for reports: build, write or print, log. A case that cannot be read does not stop the others."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sjtool import clock
from sjtool.commands.batch import Progress, fault_of
from sjtool.commands.desk import Desk
from sjtool.commands.report_files import Targets
from sjtool.console import say, screen_width, show_problems, wants_colour, write_out
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.appraisal import ToolResult
from sjtool.problem import Place, Problem
from sjtool.report import as_json, as_markdown, as_text
from sjtool.report.author_page import build_author_page
from sjtool.report.catalogue import find_builder
from sjtool.report.context import Context
from sjtool.report.report import Report
from sjtool.status import ExitStatus
from sjtool.store.access import Act, access_path, read_access
from sjtool.store.durable import remove_stale, write_durably
from sjtool.text import count_words

_SHOWN_FAILURES = 3


@dataclass(frozen=True)
class Order:
    """What was asked for."""

    desk: Desk
    form: str
    out: str
    width: int | None
    as_at: str
    reveal: bool
    recipient: str
    author: bool = False
    named: str = "summary"

    @property
    def at_terminal(self) -> bool:
        """Whether the officer reads it here and now; anything else leaves their hands."""
        return not self.out and sys.stdout.isatty()

    @property
    def given_to(self) -> str:
        """Who is given it; nobody need be where the officer reads it at a terminal.

        With the author's page in it, it is the author's own, whatever the usual recipient is.
        """
        if self.at_terminal:
            return self.recipient
        if self.author:
            return "the author"
        return self.recipient or self.desk.settings.recipient or "not stated"

    def render(self, report: Report) -> str:
        """A report in the format asked for."""
        if self.form == "json":
            return as_json.render(report)
        if self.form == "markdown":
            return as_markdown.render(report)
        return as_text.render(report, self.width or screen_width())


def print_one(order: Order, case: str) -> ExitStatus:
    """One case; what is wrong with it is told in full."""
    targets = Targets(order.out, order.form, is_batch=False, named=order.named) if order.out else None
    loaded, report = _build(order, case)
    if targets:
        target = targets.place(loaded.name, loaded.path)
        _write(order, loaded, report, target)
        say(f"Written: {target}")
        return ExitStatus.OK
    _log_reveal(order, loaded)
    _log(order, loaded)
    if order.form == "text" and wants_colour():
        from sjtool.report import as_terminal

        as_terminal.show(report, order.width or screen_width(), sys.stdout)
    else:
        write_out(order.render(report))
    return ExitStatus.OK


def print_many(order: Order, cases: Sequence[str]) -> ExitStatus:
    """Every case that can be printed, then one line on how it went."""
    run = _Run(order, len(cases))
    for number, case in enumerate(cases, 1):
        run.progress.tell(number)
        try:
            run.print_next(case)
        except SjtoolError as error:
            if error.status is ExitStatus.USAGE:
                raise
            run.fail(error.problems)
        except BrokenPipeError:
            raise
        except Exception as error:  # noqa: BLE001 - one case must not stop a night's run
            run.fail([fault_of(case, error)])
    return run.finish()


class _Run:
    """A run over many cases: what failed, and what stands between reports on stdout."""

    def __init__(self, order: Order, total: int) -> None:
        self.order = order
        self.total = total
        self.failed: list[Problem] = []
        self.printed = 0
        self.targets = Targets(order.out, order.form, is_batch=True, named=order.named) if order.out else None
        self.joins = not order.out and order.form == "json"
        self.progress = Progress(total)

    def print_next(self, case: str) -> None:
        """Build one report, and write it or print it after the one before."""
        loaded, report = _build(self.order, case)
        if self.targets:
            _write(self.order, loaded, report, self.targets.place(loaded.name, loaded.path))
            return
        text = self.order.render(report)
        _log_reveal(self.order, loaded)
        _log(self.order, loaded)
        lead = ("," if self.printed else "[") if self.joins else "\n" if self.printed else ""
        sys.stdout.write(f"{lead}\n{text}" if lead else text)
        self.printed += 1

    def fail(self, problems: Sequence[Problem]) -> None:
        """Tell what is wrong with a case, without words of it, and go on."""
        self.progress.clear()
        show_problems(problems, with_excerpt=False)
        self.failed.append(problems[0])

    def finish(self) -> ExitStatus:
        """Close what was begun on stdout, and say how it went."""
        if self.joins:
            sys.stdout.write("]\n" if self.printed else "[]\n")
        self.progress.clear()
        say(self._tally())
        return ExitStatus.FINDINGS if self.failed else ExitStatus.OK

    def _tally(self) -> str:
        done = f"{self.total - len(self.failed):,} {'written' if self.order.out else 'printed'}"
        words = f"{count_words(self.total, 'case')}: {done}"
        if not self.failed:
            return words
        first = self.failed[0]
        if len(self.failed) == 1:
            where = f"{first.place} {first.what}"
        else:
            where = ", ".join(str(problem.place) for problem in self.failed[:_SHOWN_FAILURES])
            where += f" and {len(self.failed) - _SHOWN_FAILURES} more" if len(self.failed) > _SHOWN_FAILURES else ""
        return f"{words}, {len(self.failed):,} failed ({where})"


def _build(order: Order, case: str) -> tuple[Loaded, Report]:
    """Load the case and build its report."""
    loaded = order.desk.load(case, as_at=order.as_at)
    context = Context(
        loaded,
        clock.today(),
        order.reveal,
        for_author=order.at_terminal,
        as_at=order.as_at[:10],
        recipient=order.given_to,
        access=_access(order, loaded.path),
    )
    report = find_builder(order.named)(context)
    if order.author:
        from sjtool.commands.author_findings import find_for_author  # the checks are of no use to any other report

        page = build_author_page(find_for_author(loaded, covert_too=order.at_terminal))
        report = replace(report, sections=(*report.sections, page))
    return loaded, report


def _access(order: Order, path: Path) -> list[Mapping[str, Any]]:
    """The access log so far; one that cannot be read is told and does not stop the report."""
    try:
        lines, problems = read_access(path)
    except OSError:
        place = Place(str(access_path(path)))
        what, why = "the access log cannot be read", "the report lists earlier disclosures from it"
        lines, problems = (
            [],
            [Problem("access-unreadable", place, what, why, "check your rights to it", severity="warning")],
        )
    show_problems(problems, with_excerpt=False)
    return [line for line in lines if not order.as_at or str(line.get("at", ""))[:10] <= order.as_at[:10]]


def _write(order: Order, loaded: Loaded, report: Report, target: Path) -> None:
    """Whole or not at all, readable by its owner only; logged once it is there."""
    _log_reveal(order, loaded)
    remove_stale(target)
    write_durably(target, order.render(report).encode("utf-8"))
    _log(order, loaded)


def _log_reveal(order: Order, loaded: Loaded) -> None:
    """Which levels are about to be shown before the judgement; without a log they are not shown."""
    shown = [result.id for result in loaded.standing.of(ToolResult)] if loaded.hides_levels else []
    if order.reveal and shown:
        order.desk.log_reveal(loaded, "report", shown)


def _log(order: Order, loaded: Loaded) -> None:
    """Who looked or was given it."""
    act: Act = "consultation" if order.at_terminal else "disclosure"
    order.desk.log(loaded, act, "report", recipient=order.given_to, format=order.form)
