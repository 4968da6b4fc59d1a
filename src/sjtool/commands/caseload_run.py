"""Carry out an order for a caseload: see each case, put the lines in order, render, write or print."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from sjtool import clock
from sjtool.commands.batch import FirstOfId, Progress, say_missing
from sjtool.commands.caseload_work import Order, Seen, Work, begin, crashed, do
from sjtool.commands.pool import Pool
from sjtool.commands.report_files import guard_out
from sjtool.commands.same_id import is_twice, tell_left_out
from sjtool.commands.where_unmet import tell_unmet
from sjtool.console import say, screen_width, show_problems, wants_colour
from sjtool.errors import usage
from sjtool.report import caseload_csv, caseload_json
from sjtool.report.caseload_list import Caseload
from sjtool.report.caseload_order import in_order
from sjtool.report.caseload_report import PAGE, build_report
from sjtool.report.caseload_row import CaseRow
from sjtool.report.formats import render
from sjtool.status import ExitStatus
from sjtool.store.durable import remove_stale, write_durably

_RENDERERS: Mapping[str, Callable[[Caseload], bytes]] = {
    "text": lambda load: render(build_report(load, screen_width()), "text", screen_width()),
    "markdown": lambda load: render(build_report(load), "markdown", 0),
    "html": lambda load: render(build_report(load, PAGE), "html", 0),
    "csv": lambda load: caseload_csv.render(load).encode("utf-8"),
    "json": lambda load: caseload_json.render(load).encode("utf-8"),
}
FORMATS = tuple(_RENDERERS)


def see_all(order: Order, cases: Sequence[str], *, is_batch: bool, sort: str, workers: int) -> Caseload:
    """The caseload of every case that can be read; of several, a bad one never stops the rest.

    Raises SjtoolError where the one case named cannot be read.
    """
    rows: list[CaseRow] = []
    had: set[str] = set()
    unreadable: list[str] = []
    twice: list[str] = []
    for seen in _look(order, cases, is_batch=is_batch, workers=workers):
        had |= seen.had
        if is_twice(seen.problems):
            twice.append(seen.case)
        elif seen.problems:
            unreadable.append(seen.case)
        elif seen.row:
            rows.append(seen.row)
    tell_unmet(order.asked, had, failed=bool(unreadable))
    return Caseload(
        in_order(rows, sort),
        order.today,
        order.as_at[:10],
        order.officer,
        order.where,
        sort,
        order.at_screen,
        tuple(unreadable),
        tuple(twice),
        clock.today(),
    )


def _look(order: Order, cases: Sequence[str], *, is_batch: bool, workers: int) -> list[Seen]:
    """Every case in turn, by this process or by several; what is wrong with one is told at once, without its words."""
    work = Work(order)
    _ = work.desk.library.clocks()  # clocks that cannot be read stop the run, not each case of it
    if not is_batch:
        return [work.see_one(cases[0])]
    why = "one case would be counted for two"
    going, left = tell_left_out(cases, why)
    pool: Pool[str, Seen] = Pool(do, crashed, begin=begin, order=(order,), workers=workers)
    progress = Progress(len(going))
    names = FirstOfId(why)
    found = [Seen(case, problems=problems) for case, problems in left.items()]
    for number, one in enumerate(pool.run(going), 1):
        progress.tell(number)
        twice = names.refuse(one.row.case, one.case) if one.row else None
        seen = Seen(one.case, problems=(twice,)) if twice else one
        if seen.problems:
            progress.clear()
            show_problems(seen.problems, with_excerpt=False)
        found.append(seen)
    progress.clear()
    return found


def check_out(out: str) -> None:
    """Raise SjtoolError (usage) where `--out` names a folder, a case or a log."""
    path = Path(out)
    if path.is_dir() or out.endswith(("/", "\\")):
        raise usage("out-not-a-file", "--out names a folder", "a caseload is one file", "name a file")
    guard_out(path)


def deliver(load: Caseload, form: str, out: str) -> ExitStatus:
    """Write or print the caseload, and say how it went."""
    if out:
        path = Path(out)
        remove_stale(path)
        write_durably(path, _RENDERERS[form](load))
        say(f"Written: {out}")
    elif form == "text" and wants_colour():
        from sjtool.report import as_terminal

        as_terminal.show(build_report(load, screen_width()), screen_width(), sys.stdout)
    else:
        _print_exactly(_RENDERERS[form](load))
    if not load.unreadable and not load.twice:
        return ExitStatus.OK
    say(say_missing(len(load.rows), len(load.unreadable), len(load.twice)))
    return ExitStatus.FINDINGS


def _print_exactly(content: bytes) -> None:
    """On stdout with the line ends it has: on Windows a stream of text would double those of CSV."""
    if sys.platform != "win32" or b"\r\n" not in content:
        sys.stdout.write(content.decode("utf-8"))
        return
    sys.stdout.flush()  # pragma: no cover - Windows only
    sys.stdout.buffer.write(content)  # pragma: no cover - Windows only
