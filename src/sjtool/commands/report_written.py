"""Reports of many cases that go to a folder, with a manifest: what has not changed since is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from time import monotonic

from sjtool import clock
from sjtool.commands.pool import stop_on_sigterm
from sjtool.commands.report_files import Targets, refuse_foreign
from sjtool.commands.report_manifest import (
    Line,
    Manifest,
    hash_file,
    hash_templates,
    list_outputs,
    manifest_name,
    read_manifest,
    write_manifest,
)
from sjtool.commands.report_order import Order
from sjtool.commands.report_tally import Run, Tally
from sjtool.commands.report_work import Job, Made
from sjtool.console import say
from sjtool.problem import Place, Problem
from sjtool.report.catalogue import OF_THE_DAY
from sjtool.status import ExitStatus
from sjtool.store.durable import sweep_stale
from sjtool.store.library import Library
from sjtool.text import count_words

SAVE_EVERY = 200
"""Cases after which the manifest may be written, so that a run that is killed loses the record of few."""
_AT_MOST = 50
"""Of so many seconds one may go into writing it: of a hundred thousand cases it takes seconds each time."""
_SHOWN_STALE = 3


class Written(Tally):
    """One run into a folder. The manifest is of the folder: what earlier runs noted stays in it."""

    def __init__(self, order: Order, cases: Sequence[str], run: Run) -> None:
        """Look at the folder and at what earlier runs left there. Raises SjtoolError where it is not to be used."""
        super().__init__(order, cases, run)
        self.targets = Targets(order.out, order.form, is_batch=True, named=order.named)
        self.folder = self.targets.folder or Path(order.out)
        self.path = self.folder / manifest_name(run.shard)
        self.before = read_manifest(self.path, order.named, order.form)
        self.known = list_outputs(self.folder)
        templates = Path(order.templates) if order.templates else None
        self.digest = order.digest(hash_templates(Library(templates)))
        self.manifest = Manifest(order.named, order.form, order.digest_of_run(self.digest, self.whole))
        self.day: date | None = order.today if order.named in OF_THE_DAY else None
        self.sources: dict[str, str] = {}
        self._noted = 0
        self._save_after = 0.0

    def go(self) -> ExitStatus:
        """Do it, and say how it went."""
        if not self.run.shard:  # other parts may be at work in the folder
            sweep_stale(self.folder)
        with stop_on_sigterm():
            try:
                waiting = self._sort_out()
                while jobs := self._next_round(waiting):
                    self._save()
                    for made in self.share(jobs):
                        self._note(made)
                        self.count(made)
            finally:
                for made in self.rest():
                    self._note(made)
                saved = self._save()
        self._tell_stale(saved)
        return self.finish()

    def _sort_out(self) -> dict[str, list[Job]]:
        """What has to be done, by the file it goes to; cases that stand as they are are counted and passed over."""
        waiting: dict[str, list[Job]] = {}
        for case in self.cases:
            source = self.sources[case] = hash_file(case)
            held = None if self.run.anew else self.before.find(case)
            if held and source and self.before.holds(held, source, self.digest, self.folder, day=self.day):
                self.manifest.put(Line(**{**vars(held), "case": case, "state": "unchanged"}))
                self.targets.take(held.output, case)
                self.count(Made(case, "unchanged"))
                continue
            job = Job(case, str(self.targets.find(case)))
            if problem := refuse_foreign(Path(job.target), case, self.known):
                self._fail(job, problem)
                continue
            waiting.setdefault(Path(job.target).name.casefold(), []).append(job)
            self.manifest.put(self._failed_line(_not_reached(job), self._earlier(case)))
        return waiting

    def _next_round(self, waiting: dict[str, list[Job]]) -> list[Job]:
        """One case for each file that has no print yet: a second of one id has its turn only where the first fails."""
        jobs = []
        for same in waiting.values():
            while same:
                job = same.pop(0)
                problem = self.targets.refuse(Path(job.target), job.case)
                if not problem:
                    jobs.append(job)
                    break
                self._fail(job, problem)
        return jobs

    def _fail(self, job: Job, problem: Problem) -> None:
        made = Made(job.case, "failed", problems=(problem,))
        self._note(made)
        self.count(made)

    def _note(self, made: Made) -> None:
        """Note what became of a case."""
        earlier = self._earlier(made.case)
        if made.state == "left-out" and earlier:  # its print stands, and was given away: that stays on record
            self.manifest.put(earlier)
        elif made.state == "failed":
            self.manifest.put(self._failed_line(made, earlier))
        else:
            if made.state == "written":
                self.targets.take(Path(made.target).name, made.case)
            self.manifest.put(
                Line(
                    case=made.case,
                    state=made.state,
                    source=self.sources.get(made.case, ""),
                    order=self.digest,
                    output=Path(made.target).name if made.target else "",
                    sha256=made.sha256,
                    size=made.size,
                    made_on=self.order.today.isoformat(),
                )
            )
        self._noted += 1
        if self._noted % SAVE_EVERY == 0 and monotonic() >= self._save_after:
            self._save()

    def _earlier(self, case: str) -> Line | None:
        """What an earlier run noted of a case, where its print is still there."""
        line = self.before.find(case)
        return line if line and line.output and (self.folder / line.output).is_file() else None

    def _failed_line(self, made: Made, earlier: Line | None) -> Line:
        """What is wrong, and the earlier print of the case where there is one: it is not of the case as it is now."""
        problem = made.problems[0]
        return Line(
            case=made.case,
            state="failed",
            source=self.sources.get(made.case, ""),
            order=earlier.order if earlier else self.digest,
            output=earlier.output if earlier else Path(made.target).name if made.target else "",
            sha256=earlier.sha256 if earlier else "",
            size=earlier.size if earlier else 0,
            made_on=earlier.made_on if earlier else self.order.today.isoformat(),
            problem=f"{problem.code}: {problem.what}",
            line=problem.place.line,
            stale=bool(earlier),
        )

    def _save(self) -> Manifest:
        """Write the manifest as it stands now, in the order of the cases, with what earlier runs left."""
        began = monotonic()
        whole = Manifest(self.manifest.report, self.manifest.form, self.manifest.run, real=self.manifest.real)
        noted = (self.manifest.find(case) for case in self.cases)
        for line in noted:
            if line:
                whole.put(line)
        whole.add_older(self.before, self.folder)
        write_manifest(self.path, whole, by=self.order.by, at=clock.now().isoformat(timespec="seconds"))
        self._save_after = monotonic() + (monotonic() - began) * _AT_MOST
        return whole

    def _tell_stale(self, saved: Manifest) -> None:
        """Name the prints of cases that failed: they are of the case as it was."""
        names = [line.output for case in self.cases if (line := saved.find(case)) and line.stale]
        if names:
            shown = ", ".join(names[:_SHOWN_STALE])
            more = f" and {len(names) - _SHOWN_STALE:,} more" if len(names) > _SHOWN_STALE else ""
            say(f"{count_words(len(names), 'earlier print')} still in the folder, of what failed now: {shown}{more}")


def _not_reached(job: Job) -> Made:
    """What is noted of a case before its turn: after a power cut its print, if there is one, is known as ours."""
    problem = Problem(
        "not-reached",
        Place(job.case),
        "the run was stopped before this case was done",
        "nothing is known of a print of it",
        "run the same command again",
    )
    return Made(job.case, "failed", job.target, problems=(problem,))
