"""Carry out an order for what is due: read each case, log it, put the rows together, render, write or print.

It is a consultation wherever it goes: away from a screen it holds case references, record ids, rules and days, and no
word of a case (docs/decisions.md, on `check`).
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sjtool.commands.batch import Progress, fault_of
from sjtool.commands.desk import Desk
from sjtool.commands.report_files import guard_out
from sjtool.console import say, screen_width, show_problems
from sjtool.errors import SjtoolError, usage
from sjtool.report import due_calendar, due_csv, due_json, due_markdown, due_text
from sjtool.report.due_list import Choice, DueList, Row, build_rows, in_order
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.text import count_words

_RENDERERS: Mapping[str, Callable[[DueList], str]] = {
    "text": lambda found: due_text.render(found, screen_width()),
    "markdown": due_markdown.render,
    "json": due_json.render,
    "csv": due_csv.render,
    "ics": due_calendar.render,
}
FORMATS = tuple(_RENDERERS)


@dataclass(frozen=True)
class Errand:
    """What was asked for."""

    desk: Desk
    form: str
    out: str
    as_at: str
    today: date
    choice: Choice
    by_date: bool


def find_all(errand: Errand, cases: Sequence[str], *, is_batch: bool) -> tuple[DueList, int]:
    """What is due in every case that can be read, and how many could not; of several, a bad one never stops the rest.

    Raises SjtoolError where the one case named cannot be read.
    """
    if errand.out:
        _check_out(errand.out)
    _ = errand.desk.library.clocks()  # clocks that cannot be read stop the run, not each case of it
    progress = Progress(len(cases))
    rows: list[Row] = []
    markings: dict[str, None] = {}
    failed = 0
    for number, case in enumerate(cases, 1):
        progress.tell(number)
        try:
            marking, found = _find_one(errand, case)
            markings[marking] = None
            rows += found
        except SjtoolError as error:
            if not is_batch or error.status is ExitStatus.USAGE:
                raise
            progress.clear()
            show_problems(error.problems, with_excerpt=False)
            failed += 1
        except Exception as error:
            if not is_batch:
                raise
            progress.clear()
            show_problems([fault_of(case, error)])
            failed += 1
    progress.clear()
    ordered = in_order(rows, by_date=errand.by_date)
    read = len(cases) - failed
    return DueList(ordered, errand.today, read, errand.choice, errand.by_date, tuple(markings)), failed


def _find_one(errand: Errand, case: str) -> tuple[str, list[Row]]:
    """The marking of one case and what is due in it; the access log says that it was looked into."""
    loaded = errand.desk.load(case, as_at=errand.as_at)
    clocks = errand.desk.library.clocks()
    rows = build_rows(loaded.name, loaded.standing, clocks, errand.today, errand.choice)
    errand.desk.log(loaded, "consultation", "due")
    return loaded.case.header.marking, rows


def _check_out(out: str) -> None:
    path = Path(out)
    if path.is_dir() or out.endswith(("/", "\\")):
        raise usage("out-not-a-file", "--out names a folder", "what is due is one file", "name a file")
    guard_out(path)


def deliver(errand: Errand, found: DueList, failed: int) -> ExitStatus:
    """Write or print what is due, and say how it went."""
    text = _RENDERERS[errand.form](found)
    if errand.out:
        write_durably(Path(errand.out), text.encode("utf-8"))
        say(f"Written: {errand.out}")
    else:
        _print_exactly(text)
    if failed:
        say(f"{count_words(found.cases + failed, 'case')}: {failed:,} could not be read and are not in it")
    if failed or (errand.choice.overdue and found.rows):
        return ExitStatus.FINDINGS
    return ExitStatus.OK


def _print_exactly(text: str) -> None:
    """On stdout with the line ends it has: on Windows a stream of text would double those of CSV and iCalendar."""
    if sys.platform != "win32" or "\r\n" not in text:
        sys.stdout.write(text)
        return
    sys.stdout.flush()  # pragma: no cover - Windows only
    sys.stdout.buffer.write(text.encode("utf-8"))  # pragma: no cover - Windows only
