"""Carry out an order for what is due: read each case, log it, put the rows together, render, write or print.

It is a consultation wherever it goes: away from a screen it holds case references, record ids, rules and days, and no
word of a case (docs/decisions.md, on `check`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from sjtool.commands.batch import FirstOfId, Progress, say_missing
from sjtool.commands.desk import Desk
from sjtool.commands.due_work import Found, Work, begin, crashed, do
from sjtool.commands.pool import Pool
from sjtool.commands.report_files import guard_out
from sjtool.commands.same_id import is_twice, tell_left_out
from sjtool.commands.where_unmet import tell_unmet
from sjtool.console import say, screen_width, show_problems
from sjtool.errors import usage
from sjtool.problem import Problem
from sjtool.report import due_calendar, due_csv, due_json, due_markdown, due_text
from sjtool.report.due_list import Choice, DueList, Row, in_order
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably

_RENDERERS: Mapping[str, Callable[[DueList], Iterable[str]]] = {
    "text": lambda found: (due_text.render(found, screen_width()),),
    "markdown": lambda found: (due_markdown.render(found),),
    "json": due_json.pieces,
    "csv": lambda found: (due_csv.render(found),),
    "ics": lambda found: (due_calendar.render(found),),
}
"""Each gives its text in one piece or in many."""
FORMATS = tuple(_RENDERERS)


@dataclass(frozen=True)
class Errand:
    """What was asked for."""

    by: str
    templates: str
    form: str
    out: str
    as_at: str
    today: date
    choice: Choice
    by_date: bool
    workers: int = 1

    @cached_property
    def desk(self) -> Desk:
        """The officer at work."""
        return Desk(by=self.by, templates=self.templates)


def find_all(errand: Errand, cases: Sequence[str], *, is_batch: bool) -> DueList:
    """What is due in every case that can be read, and which files are not in it; a bad one never stops the rest.

    Raises SjtoolError where the one case named cannot be read.
    """
    if errand.out:
        _check_out(errand.out)
    _ = errand.desk.library.clocks()  # clocks that cannot be read stop the run, not each case of it
    why = "what is due in one case would be listed twice"
    going, left = tell_left_out(cases, why) if is_batch else ([*cases], {})
    found = _Found([*left.items()])
    progress = Progress(len(going))
    names = FirstOfId(why)
    for number, (case, one) in enumerate(zip(going, _look(errand, going, is_batch=is_batch), strict=True), 1):
        progress.tell(number)
        twice = None if one.problems else names.refuse(one.name, case)
        problems = (twice,) if twice else one.problems
        if problems:
            progress.clear()
            show_problems(problems, with_excerpt=False)
            found.left.append((case, problems))
        else:
            found.add(one)
    progress.clear()
    unreadable = [case for case, problems in found.left if not is_twice(problems)]
    if not found.is_known:
        tell_unmet({"officer": errand.choice.officer}, set(), failed=bool(unreadable))
    return DueList(
        in_order(found.rows, by_date=errand.by_date),
        errand.today,
        found.read,
        errand.choice,
        errand.by_date,
        tuple(found.markings),
        found.resting,
        tuple(unreadable),
        tuple(case for case, problems in found.left if is_twice(problems)),
        training=found.read > 0 and found.is_training,
    )


class _Found:
    """What has been found so far."""

    def __init__(self, left: list[tuple[str, tuple[Problem, ...]]]) -> None:
        """`left` are the files that are left out, each with what is told of it."""
        self.left = left
        self.rows: list[Row] = []
        self.markings: dict[str, None] = {}
        self.resting: dict[str, str] = {}
        self.read = 0
        self.is_known, self.is_training = False, True

    def add(self, one: Found) -> None:
        """What is due in one more case."""
        self.read += 1
        self.is_known = self.is_known or one.knows
        self.is_training = self.is_training and one.training
        self.markings[one.marking] = None
        self.rows += one.rows
        if one.resting:
            self.resting[one.name] = one.resting


def _look(errand: Errand, cases: Sequence[str], *, is_batch: bool) -> Iterator[Found]:
    """Every case in turn, by this process or by several."""
    if not is_batch:
        return iter([Work(errand.desk, errand.as_at, errand.today, errand.choice).find_one(case) for case in cases])
    order = (errand.by, errand.templates, errand.as_at, errand.today, errand.choice)
    pool: Pool[str, Found] = Pool(do, crashed, begin=begin, order=order, workers=errand.workers)
    return pool.run(cases)


def _check_out(out: str) -> None:
    path = Path(out)
    if path.is_dir() or out.endswith(("/", "\\")):
        raise usage("out-not-a-file", "--out names a folder", "what is due is one file", "name a file")
    guard_out(path)


def deliver(errand: Errand, found: DueList) -> ExitStatus:
    """Write or print what is due, and say how it went."""
    pieces = _RENDERERS[errand.form](found)
    if errand.out:
        write_durably(Path(errand.out), "".join(pieces).encode("utf-8"))
        say(f"Written: {errand.out}")
    else:
        for text in pieces:
            _print_exactly(text)
    if found.missing:
        say(say_missing(found.cases, len(found.unreadable), len(found.twice)))
    if found.missing or (errand.choice.overdue and found.rows):
        return ExitStatus.FINDINGS
    return ExitStatus.OK


def _print_exactly(text: str) -> None:
    """On stdout with the line ends it has: on Windows a stream of text would double those of CSV and iCalendar."""
    if sys.platform != "win32" or "\r\n" not in text:
        sys.stdout.write(text)
        return
    sys.stdout.flush()  # pragma: no cover - Windows only
    sys.stdout.buffer.write(text.encode("utf-8"))  # pragma: no cover - Windows only
