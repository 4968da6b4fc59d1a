"""Carry out an order for an export: take each case, write its rows as they come, put the tables in place together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sjtool import __version__, clock
from sjtool.commands.batch import FirstOfId, Progress
from sjtool.commands.export_files import ExportFolder
from sjtool.commands.export_log import log_given
from sjtool.commands.export_work import Order, Taken, Work, begin, crashed, do
from sjtool.commands.pool import Pool
from sjtool.commands.report_view import NOT_STATED
from sjtool.commands.same_id import is_twice, tell_left_out
from sjtool.commands.where_unmet import tell_unmet
from sjtool.console import say, say_wrapped, show_problems
from sjtool.status import ExitStatus
from sjtool.text import count_words

_WHY_ONCE = "rows of two cases would pass for those of one"


def export_all(
    order: Order, cases: Sequence[str], folder: Path, *, is_batch: bool, workers: int, key_from: str
) -> ExitStatus:
    """Tables of every case that can be read; of several, a bad one never stops the rest.

    Raises SjtoolError where the one case named cannot be read, or the tables cannot be written.
    """
    run = _Run(order, cases, workers, is_batch=is_batch)
    with ExportFolder(folder, order.form) as tables:
        for taken in run.go():
            if taken.rows is not None:
                tables.add(taken.rows)
        if run.failed and not run.taken and not run.left_out:
            say(f"{count_words(len(cases), 'case')}: none could be read. No table was written.")
            return ExitStatus.FINDINGS
        tables.put_in_place(run.describe(key_from), lambda: log_given(order, run.given))
        rows = sum(tables.counts.values())
    return run.finish(folder, rows, key_from)


class _Run:
    """What is counted and told of a run."""

    def __init__(self, order: Order, cases: Sequence[str], workers: int, *, is_batch: bool) -> None:
        self.order, self.cases, self.workers, self.is_batch = order, cases, workers, is_batch
        self.taken = self.left_out = self.failed = self.unread = 0
        self.had: set[str] = set()
        self.given: list[tuple[str, str]] = []
        self.markings: dict[str, None] = {}
        self.going = [*cases]
        self._names = FirstOfId(_WHY_ONCE)

    def go(self) -> Iterator[Taken]:
        """The cases that are in the tables, in their order; what is wrong with one is told at once, without words."""
        if self.is_batch:
            self.going, left = tell_left_out(self.cases, _WHY_ONCE)
            self.failed += len(left)
            self.unread += sum(not is_twice(problems) for problems in left.values())
        progress = Progress(len(self.going))
        for number, taken in enumerate(self._look(), 1):
            progress.tell(number)
            twice = self._names.refuse(taken.name, taken.case) if taken.rows is not None else None
            if taken.problems or twice:
                progress.clear()
                show_problems([twice] if twice else taken.problems, with_excerpt=False)
                self.failed += 1
                self.unread += bool(taken.problems)
            elif taken.rows is None:
                self.left_out += 1
                self.had |= taken.had
            else:
                self.taken += 1
                self.had |= set(self.order.where)
                self.given.append((taken.path, taken.head))
                self.markings[taken.marking] = None
                yield taken
        progress.clear()

    def _look(self) -> Iterator[Taken]:
        work = Work(self.order)
        _ = work.desk.library.clocks()  # clocks that cannot be read stop the run, not each case of it
        if not self.is_batch:
            yield work.take_one(self.cases[0])
            return
        pool: Pool[str, Taken] = Pool(do, crashed, begin=begin, order=(self.order,), workers=self.workers)
        yield from pool.run(self.going)

    def describe(self, key_from: str) -> dict[str, object]:
        """The head of `columns.json`."""
        return {
            "sjtool": __version__,
            "marking": list(self.markings) or ["OFFICIAL-SENSITIVE"],
            "made_at": clock.now().isoformat(timespec="seconds"),
            "today": self.order.today.isoformat(),
            "as_at": self.order.as_at or None,
            "recipient": self.order.given_to,
            "where": dict(self.order.where),
            "pseudonymous": {"": "no", "random": "key of this run, not kept"}.get(key_from, "key kept by the unit"),
            "cases": self.taken,
            "left_out": self.left_out,
            "failed": self.failed,
        }

    def finish(self, folder: Path, rows: int, key_from: str) -> ExitStatus:
        """Say how it went, and what is still about people."""
        tell_unmet(self.order.where, self.had, failed=bool(self.unread))
        told = [f"{self.taken:,} in the tables"]
        told += [f"{self.left_out:,} left out"] if self.left_out else []
        told += [f"{self.failed:,} failed"] if self.failed else []
        say(
            f"Written: {folder} ({count_words(len(self.cases), 'case')}: {', '.join(told)}; {count_words(rows, 'row')})"
        )
        if self.taken and self.order.given_to == NOT_STATED:
            say("Made for nobody named: the logs say so. Name who is given them:  --for RECIPIENT  (self: for own use)")
        if not self.taken:
            return ExitStatus.FINDINGS if self.failed else ExitStatus.OK
        if key_from:
            whose = "Case and officer ids are hashes. Dates and rare values can still show who is meant: "
        else:
            whose = "Case ids and officer ids are in the tables (--pseudonymous hashes them): "
        say_wrapped(f"{whose}keep them as what they are made from is kept, {' / '.join(self.markings)}.")
        return ExitStatus.FINDINGS if self.failed else ExitStatus.OK
