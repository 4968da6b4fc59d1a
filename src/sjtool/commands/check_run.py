"""Carry out an order for checks: examine each file, render the findings, say by the exit status how it went."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from sjtool import clock
from sjtool.check.catalogue import BY_CODE
from sjtool.commands.batch import Progress
from sjtool.commands.check_work import Order, Work, begin, crashed, do
from sjtool.commands.pool import Pool
from sjtool.commands.report_files import guard_out
from sjtool.commands.rules import check_rules, message_rules
from sjtool.commands.same_id import find_left_out, is_twice
from sjtool.console import say, screen_width, write_out
from sjtool.errors import usage
from sjtool.report import check_json, check_sarif, check_text
from sjtool.report.checked import Checked, CheckedFile
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
"""A day or a moment of it, as `--as-at` takes it everywhere (commands/desk.py)."""


@dataclass(frozen=True)
class Errand:
    """What was asked for, and where it goes."""

    order: Order
    form: str
    out: str
    strict: bool
    excerpts: bool
    workers: int = 1

    def render(self, checked: Checked) -> str:
        """The findings in the format asked for."""
        if self.form == "json":
            return check_json.render(checked, with_excerpt=self.excerpts)
        if self.form == "sarif":
            return check_sarif.render(checked, str(Path.cwd()))
        width = screen_width() if not self.out and sys.stdout.isatty() else 0
        return check_text.render(checked, with_excerpt=self.excerpts, width=width)


def read_moment(as_at: str) -> tuple[date, datetime | None]:
    """The day that is looked at as today, and its last moment or the one named; no moment where it is simply today.

    Raises SjtoolError (usage) where what was typed is no day.
    """
    if not as_at:
        return clock.today(), None
    try:
        typed = as_at if _MOMENT.fullmatch(as_at) else ""
        day = date.fromisoformat(typed[:10])
        moment = datetime.fromisoformat(typed) if "T" in typed else datetime.combine(day, time(23, 59, 59))
        return day, moment.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        raise usage("bad-date", "--as-at is not a date", "a day is needed", "write it as 2026-03-02") from None


def check_all(errand: Errand, cases: Sequence[str], *, is_batch: bool) -> Checked:
    """Every file, by this process or by several. In a run over many, a fault with one is told as its finding."""
    if errand.out:
        _check_out(errand.out)
    work, only = Work(errand.order), errand.order.only  # templates that are not there stop the run, not each file of it
    files: list[CheckedFile] = []
    if is_batch:
        progress = Progress(len(cases))
        pool: Pool[str, CheckedFile] = Pool(do, crashed, begin=begin, order=(errand.order,), workers=errand.workers)
        for number, file in enumerate(pool.run(cases), 1):
            progress.tell(number)
            files.append(file)
        progress.clear()
        left = find_left_out(cases, "a run over all of them takes one, and the other may be the case")
        files = [
            replace(file, problems=(*file.problems, *left[case])) if is_twice(left.get(case, ())) else file
            for case, file in zip(cases, files, strict=True)
        ]
    else:
        files.append(work.check_one(cases[0]))
    found = {problem.code for file in files for problem in file.problems}
    rules = [rule for rule in check_rules() if not only or rule.code in only]
    return Checked(tuple(files), tuple(rule.code for rule in rules), (*rules, *message_rules(found - set(BY_CODE))))


def _check_out(out: str) -> None:
    path = Path(out)
    if path.is_dir() or out.endswith(("/", "\\")):
        raise usage("out-not-a-file", "--out names a folder", "the findings of a run are one file", "name a file")
    guard_out(path)


def deliver(errand: Errand, checked: Checked, *, is_batch: bool) -> ExitStatus:
    """Write or print the findings, and say how it went."""
    text = errand.render(checked)
    if errand.out:
        write_durably(Path(errand.out), text.encode("utf-8", errors="replace"))
        say(f"Written: {errand.out}")
    else:
        write_out(text)
    if checked.unreadable and not is_batch:
        return ExitStatus.REFUSED
    return ExitStatus.FINDINGS if checked.errors or (errand.strict and checked.warnings) else ExitStatus.OK
