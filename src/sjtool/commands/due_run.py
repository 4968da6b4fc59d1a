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
from typing import NamedTuple

from sjtool.commands.batch import FirstOfId, Progress, say_missing
from sjtool.commands.desk import Desk
from sjtool.commands.due_work import Found, Work, begin, crashed, do
from sjtool.commands.pool import Pool
from sjtool.commands.report_files import guard_out
from sjtool.commands.same_id import Left, is_twice, tell_left_out
from sjtool.commands.where_unmet import tell_unmet
from sjtool.console import say, screen_width, show_problems
from sjtool.errors import usage
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


class Missing(NamedTuple):
    """Files of a run that are not in the list: those that could not be read, and those of a case that is in it."""

    unreadable: int = 0
    twice: int = 0

    @classmethod
    def of(cls, left: Left) -> Missing:
        """Those that were left out before any was read."""
        twice = sum(map(is_twice, left.values()))
        return cls(len(left) - twice, twice)


def find_all(errand: Errand, cases: Sequence[str], *, is_batch: bool) -> tuple[DueList, Missing]:
    """What is due in every case that can be read, and what is not in it; of several, a bad one never stops the rest.

    Raises SjtoolError where the one case named cannot be read.
    """
    if errand.out:
        _check_out(errand.out)
    _ = errand.desk.library.clocks()  # clocks that cannot be read stop the run, not each case of it
    why = "what is due in one case would be listed twice"
    going, left = tell_left_out(cases, why) if is_batch else ([*cases], {})
    progress = Progress(len(going))
    rows: list[Row] = []
    markings: dict[str, None] = {}
    resting: dict[str, str] = {}
    names = FirstOfId(why)
    missing, is_known = Missing.of(left), False
    for number, (case, found) in enumerate(zip(going, _look(errand, going, is_batch=is_batch), strict=True), 1):
        progress.tell(number)
        twice = None if found.problems else names.refuse(found.name, case)
        if found.problems or twice:
            progress.clear()
            show_problems([twice] if twice else found.problems, with_excerpt=False)
            missing = Missing(missing.unreadable + (not twice), missing.twice + bool(twice))
            continue
        is_known = is_known or found.knows
        markings[found.marking] = None
        rows += found.rows
        if found.resting:
            resting[found.name] = found.resting
    progress.clear()
    if not is_known:
        tell_unmet({"officer": errand.choice.officer}, set(), failed=missing.unreadable > 0)
    ordered = in_order(rows, by_date=errand.by_date)
    read = len(cases) - missing.unreadable - missing.twice
    return DueList(ordered, errand.today, read, errand.choice, errand.by_date, tuple(markings), resting), missing


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


def deliver(errand: Errand, found: DueList, missing: Missing) -> ExitStatus:
    """Write or print what is due, and say how it went."""
    pieces = _RENDERERS[errand.form](found)
    if errand.out:
        write_durably(Path(errand.out), "".join(pieces).encode("utf-8"))
        say(f"Written: {errand.out}")
    else:
        for text in pieces:
            _print_exactly(text)
    if any(missing):
        say(say_missing(found.cases, *missing))
    if any(missing) or (errand.choice.overdue and found.rows):
        return ExitStatus.FINDINGS
    return ExitStatus.OK


def _print_exactly(text: str) -> None:
    """On stdout with the line ends it has: on Windows a stream of text would double those of CSV and iCalendar."""
    if sys.platform != "win32" or "\r\n" not in text:
        sys.stdout.write(text)
        return
    sys.stdout.flush()  # pragma: no cover - Windows only
    sys.stdout.buffer.write(text.encode("utf-8"))  # pragma: no cover - Windows only
