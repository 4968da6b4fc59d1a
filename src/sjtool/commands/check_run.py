"""Carry out an order for checks: examine each file, log it, render the findings, say by the exit status how it went.

A tool's level is never shown before the judgement stands, not even in a line of the file quoted as an excerpt; and a
covert action only to an officer at a screen.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from pathlib import Path

from sjtool import clock
from sjtool.check.catalogue import BY_CODE
from sjtool.checking import Examined, examine, without_covert
from sjtool.commands.batch import Progress, fault_of
from sjtool.commands.desk import Desk
from sjtool.commands.report_files import guard_out
from sjtool.commands.rules import check_rules, message_rules
from sjtool.console import say, screen_width, write_out
from sjtool.errors import SjtoolError, usage
from sjtool.loader import Loaded
from sjtool.problem import Problem
from sjtool.report import check_json, check_sarif, check_text
from sjtool.report.checked import Checked, CheckedFile
from sjtool.status import ExitStatus
from sjtool.store.durable import write_durably
from sjtool.store.ledger import read_ledger

_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)
"""A day or a moment of it, as `--as-at` takes it everywhere (commands/desk.py)."""
_TELLS_A_LEVEL = frozenset({"tool_result", "override"})


@dataclass(frozen=True)
class Errand:
    """What was asked for. `today` is the day looked at as today; `as_at` its end, where it is another than this one."""

    desk: Desk
    form: str
    out: str
    only: tuple[str, ...]
    today: date
    as_at: datetime | None
    strict: bool
    excerpts: bool
    at_screen: bool

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
    """Every file, one after another. In a run over many, a fault with one is told as its finding."""
    if errand.out:
        _check_out(errand.out)
    _ = errand.desk.library  # a folder of templates that is not there stops the run, not each file of it
    progress = Progress(len(cases))
    files = []
    for number, case in enumerate(cases, 1):
        progress.tell(number)
        try:
            files.append(_check_one(errand, case))
        except Exception as error:
            if not is_batch:
                raise
            files.append(CheckedFile(case, (fault_of(case, error),), is_readable=False))
    progress.clear()
    found = {problem.code for file in files for problem in file.problems}
    rules = [rule for rule in check_rules() if not errand.only or rule.code in errand.only]
    return Checked(tuple(files), tuple(rule.code for rule in rules), (*rules, *message_rules(found - set(BY_CODE))))


def _check_one(errand: Errand, case: str) -> CheckedFile:
    """One file; the access log says that it was looked into."""
    try:
        path = errand.desk.find_case(case)
    except SjtoolError as error:
        return CheckedFile(case, error.problems, is_readable=False)
    library, only = errand.desk.library, errand.only
    examined = examine(path, library, only, today=errand.today, as_at=errand.as_at, covert_too=errand.at_screen)
    if examined.loaded is None:
        return CheckedFile(str(path), examined.problems, is_readable=False)
    errand.desk.log(examined.loaded, "consultation", "check")
    problems = _without_levels(examined.loaded, examined)
    if not errand.at_screen:
        problems = without_covert(examined.loaded.path, problems)
    return CheckedFile(str(path), problems, is_readable=examined.is_whole)


def _without_levels(loaded: Loaded, examined: Examined) -> tuple[Problem, ...]:
    """The problems; no excerpt from a record that tells a tool's level, until the judgement stands."""
    if not loaded.hides_levels or not any(problem.excerpt for problem in examined.problems):
        return examined.problems
    links = read_ledger(loaded.path).links
    lines = [link.line for link in links]

    def tells(problem: Problem) -> bool:
        number = bisect_right(lines, problem.place.line) - 1
        return number >= 0 and links[number].kind in _TELLS_A_LEVEL

    return tuple(replace(problem, excerpt="") if tells(problem) else problem for problem in examined.problems)


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
