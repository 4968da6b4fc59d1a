"""Carry out an order for reports of one case or of many: what is wrong with one never stops the others."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sjtool import clock
from sjtool.commands.batch import Progress
from sjtool.commands.pool import Pool
from sjtool.commands.report_files import Targets
from sjtool.commands.report_manifest import (
    Line,
    Manifest,
    hash_file,
    hash_templates,
    manifest_name,
    read_manifest,
    write_manifest,
)
from sjtool.commands.report_order import Order
from sjtool.commands.report_work import Job, Made, begin, crashed, do
from sjtool.console import say, show_problems
from sjtool.errors import usage
from sjtool.problem import Problem
from sjtool.report.catalogue import OF_THE_DAY
from sjtool.report.formats import PAGES
from sjtool.status import ExitStatus
from sjtool.store.durable import sweep_stale
from sjtool.store.library import Library
from sjtool.text import count_words

_SHOWN_FAILURES = 3


@dataclass(frozen=True)
class Run:
    """How a run over many cases is to be made. `anew` makes prints that nothing has changed for too."""

    workers: int = 1
    anew: bool = False
    shard: tuple[int, int] | None = None


def print_many(order: Order, cases: Sequence[str], run: Run) -> ExitStatus:
    """Every case that can be printed, then one line on how it went."""
    if order.out:
        return _Written(order, cases, run).go()
    if order.form in PAGES:
        raise usage(
            "pages-need-a-folder",
            f"several reports in {order.form} cannot be printed one after another",
            "each of them is a document of its own",
            "--out FOLDER",
        )
    return _Printed(order, cases, run).go()


class _Tally:
    """What is counted and told of a run over many cases."""

    def __init__(self, order: Order, cases: Sequence[str], run: Run) -> None:
        self.order, self.cases, self.run = order, cases, run
        self.progress = Progress(len(cases))
        self.failed: list[Problem] = []
        self.counts: dict[str, int] = {}
        self._seen = 0

    def share(self, jobs: Sequence[Job]) -> Iterator[Made]:
        """The work, in this process or in several, in the order of the cases."""
        pool: Pool[Job, Made] = Pool(do, crashed, begin=begin, order=(self.order,), workers=self.run.workers)
        yield from pool.run(jobs)

    def count(self, made: Made) -> None:
        """Note what became of a case, and tell at once what is wrong with it, without words of it."""
        self._seen += 1
        self.progress.tell(self._seen)
        self.counts[made.state] = self.counts.get(made.state, 0) + 1
        if made.problems:
            self.progress.clear()
            show_problems(made.problems, with_excerpt=False)
            self.failed.append(made.problems[0])

    def finish(self) -> ExitStatus:
        """Say how it went."""
        self.progress.clear()
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
            where = f"{first.place} {first.what}"
        else:
            where = ", ".join(str(problem.place) for problem in self.failed[:_SHOWN_FAILURES])
            more = len(self.failed) - _SHOWN_FAILURES
            where += f" and {more} more" if more > 0 else ""
        return f"{words}, {len(self.failed):,} failed ({where})"


class _Printed(_Tally):
    """Reports that go to stdout, one after another; JSON as one list, or one case a line."""

    def go(self) -> ExitStatus:
        joins = self.order.form == "json" and not self.order.on_one_line
        printed = 0
        for made in self.share([Job(case) for case in self.cases]):
            self.count(made)
            if made.state == "printed":
                lead = ("," if printed else "[") if joins else ""
                gap = "\n" if lead or (printed and not self.order.on_one_line) else ""
                sys.stdout.write(f"{lead}{gap}{made.content.decode('utf-8')}")
                printed += 1
        if joins:
            sys.stdout.write("]\n" if printed else "[]\n")
        return self.finish()


class _Written(_Tally):
    """Reports that go to a folder, with a manifest; what has not changed since the last run is left as it is."""

    def __init__(self, order: Order, cases: Sequence[str], run: Run) -> None:
        super().__init__(order, cases, run)
        self.targets = Targets(order.out, order.form, is_batch=True, named=order.named)
        self.folder = self.targets.folder or Path(order.out)
        self.path = self.folder / manifest_name(run.shard)
        self.before = Manifest(order.named, order.form)
        if not run.anew:
            self.before = read_manifest(self.path, order.named, order.form)
        self.manifest = Manifest(order.named, order.form)
        templates = Path(order.templates) if order.templates else None
        self.digest = order.digest(hash_templates(Library(templates)))
        self.day: date | None = order.today if order.named in OF_THE_DAY else None
        self.sources: dict[str, str] = {}

    def go(self) -> ExitStatus:
        sweep_stale(self.folder)
        try:
            for made in self.share(list(self._jobs())):
                self.count(made)
                self._note(made)
        finally:
            written_at = clock.now().isoformat(timespec="seconds")
            write_manifest(self.path, self.manifest, by=self.order.by, at=written_at)
        return self.finish()

    def _jobs(self) -> Iterator[Job]:
        """The cases that have to be done; the others are counted as they are passed over."""
        for case in self.cases:
            source = self.sources[case] = hash_file(case)
            held = self.before.still_holds(case, source, self.digest, self.folder, day=self.day) if source else None
            if held:
                self.count(Made(case, "unchanged"))
                self._keep(Line(**{**vars(held), "state": "unchanged"}))
                self.targets.take(held.output, case)
                continue
            target, problem = self.targets.find(case)
            if problem:
                self.count(Made(case, "failed", problems=(problem,)))
                self._note(Made(case, "failed", problems=(problem,)))
                continue
            yield Job(case, str(target))

    def _note(self, made: Made) -> None:
        problem = made.problems[0] if made.problems else None
        self._keep(
            Line(
                case=made.case,
                state=made.state,
                source=self.sources.get(made.case, ""),
                order=self.digest,
                output=Path(made.target).name if made.target else "",
                sha256=made.sha256,
                size=made.size,
                made_on=self.order.today.isoformat(),
                problem=f"{problem.code}: {problem.what}" if problem else "",
                line=problem.place.line if problem else 0,
            )
        )

    def _keep(self, line: Line) -> None:
        self.manifest.lines[line.case] = line
