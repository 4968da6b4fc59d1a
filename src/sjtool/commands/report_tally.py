"""What every run of reports over many cases shares: how it is made, its work, and what is counted and told of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sjtool.commands.batch import Progress
from sjtool.commands.pool import Pool
from sjtool.commands.report_files import pick_shard
from sjtool.commands.report_order import Order
from sjtool.commands.report_view import tell_unnamed
from sjtool.commands.report_work import Job, Made, begin, crashed, do
from sjtool.commands.same_id import Left, find_left_out, is_twice
from sjtool.commands.where_unmet import tell_unmet
from sjtool.console import say, show_problems
from sjtool.problem import Problem
from sjtool.status import ExitStatus
from sjtool.text import count_words

_SHOWN, _SHOWN_FAILURES = 3, 3


@dataclass(frozen=True)
class Run:
    """How a run over many cases is to be made. `anew` makes prints that nothing has changed for too."""

    workers: int = 1
    anew: bool = False
    shard: tuple[int, int] | None = None


class Tally:
    """What is counted and told of a run over many cases."""

    def __init__(self, order: Order, cases: Sequence[str], run: Run) -> None:
        self.order, self.run = order, run
        self.cases, self.whole = pick_shard(cases, run.shard) if run.shard else (cases, "")
        self.progress = Progress(len(self.cases))
        self.failed: list[Problem] = []
        self.twins: Left = {}
        self.changed: list[str] = []
        self.counts: dict[str, int] = {}
        self.had: set[str] = set()
        self._seen = 0
        self._pool: Pool[Job, Made] | None = None

    def share(self, jobs: Sequence[Job]) -> Iterator[Made]:
        """The work, in this process or in several, in the order of the cases."""
        self._pool = Pool(do, crashed, begin=begin, order=(self.order,), workers=self.run.workers)
        yield from self._pool.run(jobs)

    def find_twins(self, printed: Sequence[Collection[str]] = ()) -> None:
        """See which files may not stand for their case, before any is printed."""
        self.twins = find_left_out(self.cases, "one report would take the place of the other", printed)

    def rest(self) -> Iterator[Made]:
        """What was done and not read when the run was stopped."""
        if self._pool:
            yield from self._pool.rest()

    def count(self, made: Made) -> None:
        """Note what became of a case, and tell at once what is wrong with it, without words of it."""
        self._seen += 1
        self.progress.tell(self._seen)
        self.counts[made.state] = self.counts.get(made.state, 0) + 1
        if made.state in {"written", "printed"} and self.counts[made.state] == 1:
            self.progress.clear()
            tell_unnamed(self.order)
        if made.state != "failed":
            self.had |= made.had if made.state == "left-out" else set(self.order.where)
        if made.changed:
            self.changed.append(made.case)
        if made.problems:
            self.progress.clear()
            show_problems(made.problems, with_excerpt=False)
            self.failed.append(made.problems[0])

    def finish(self) -> ExitStatus:
        """Say how it went."""
        self.progress.clear()
        if self.cases:
            unread = [problem for problem in self.failed if not is_twice([problem])]
            tell_unmet(self.order.where, self.had, failed=bool(unread))
        _tell_changed(self.changed)
        say(self.tally())
        return ExitStatus.FINDINGS if self.failed else ExitStatus.OK

    def tally(self) -> str:
        """`1,204 cases: 1,198 written, 5 unchanged, 1 failed (cases/quay.toml:212 …)`."""
        states = ("written", "printed") if self.counts.get("printed") else ("written",)
        main = "printed" if not self.order.out else "written"
        said = [f"{self.counts.get(main, 0):,} {main}"]
        said += [
            f"{self.counts[state]:,} {state.replace('-', ' ')}"
            for state in ("unchanged", "left-out")
            if self.counts.get(state) and state not in states
        ]
        words = f"{count_words(len(self.cases), 'case')}: {', '.join(said)}"
        if not self.failed:
            return words
        first = self.failed[0]
        if len(self.failed) == 1:
            where = f"{first.place}: {first.what}"
        else:
            where = ", ".join(str(problem.place) for problem in self.failed[:_SHOWN_FAILURES])
            more = len(self.failed) - _SHOWN_FAILURES
            where += f" and {more} more" if more > 0 else ""
        return f"{words}, {len(self.failed):,} failed ({where})"


def _tell_changed(cases: Sequence[str]) -> None:
    """One line for all cases of whose records some are not as they were recorded."""
    if cases:
        more = f" and {len(cases) - _SHOWN:,} more" if len(cases) > _SHOWN else ""
        named = ", ".join(cases[:_SHOWN]) + more
        what = f"{count_words(len(cases), 'case')} with records that were changed since they were recorded"
        say(f"{what}: {named}. See  sjtool verify CASE")
