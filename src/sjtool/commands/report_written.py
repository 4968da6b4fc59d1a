"""Reports of many cases that go to a folder, with a manifest: what has not changed since is left as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
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
from sjtool.commands.report_stale import find_printed, mark_gone, tell_stale
from sjtool.commands.report_tally import Run, Tally
from sjtool.commands.report_work import Job, Made
from sjtool.problem import Place, Problem
from sjtool.report.catalogue import OF_THE_DAY
from sjtool.status import ExitStatus
from sjtool.store.durable import sweep_stale
from sjtool.store.library import Library

SAVE_EVERY = 200
"""Cases after which the manifest may be written, so that a run that is killed loses the record of few."""
_AT_MOST = 50
"""Of so many seconds one may go into writing it: of a hundred thousand cases it takes seconds each time."""


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
        self.where = order.digest_of_where(self.digest)
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
        tell_stale(saved, self.cases)
        return self.finish()

    def _sort_out(self) -> dict[str, list[Job]]:
        """What has to be done, by the file it goes to; cases that stand as they are are counted and passed over."""
        waiting: dict[str, list[Job]] = {}
        self.find_twins(find_printed(self.before, self.folder))
        for case in self.cases:
            source = self.sources[case] = hash_file(case)
            if case in self.twins:
                self._fail(Job(case), *self.twins[case])
                continue
            line = self.before.find(case) if source and not self.run.anew else None
            if line and self._is_left_out_again(line, source):
                made = Made(case, "left-out", had=frozenset(line.had.split()))
                self._note_left_out(made, self._earlier(case))
                self.count(made)
                continue
            held = line if self.before.holds(line, source, self.digest, self.folder, day=self.day) else None
            if held and self._is_chosen_again(held):
                self._keep(held, case)
                self.count(Made(case, "unchanged"))
                continue
            self._queue(waiting, case, held)
        return waiting

    def _queue(self, waiting: dict[str, list[Job]], case: str, held: Line | None) -> None:
        """One case that has to be read; where its print stands (`held`), only to see whether it was asked for.

        It then comes before others of its id, as it would without a filter.
        """
        if held:
            same = waiting.setdefault(held.output.casefold(), [])
            same.insert(sum(job.stands for job in same), Job(case, str(self.folder / held.output), stands=True))
            self.manifest.put(replace(held, case=case))
            return
        job = Job(case, str(self.targets.find(case)))
        if problem := refuse_foreign(Path(job.target), case, self.known):
            self._fail(job, problem)
            return
        waiting.setdefault(Path(job.target).name.casefold(), []).append(job)
        line = self._failed_line(_not_reached(job), self._earlier(case))
        self.manifest.put(replace(line, state="not-reached"))

    def _is_left_out_again(self, line: Line, source: str) -> bool:
        """Whether a case was left out by the same filters, and has not changed since: it need not be read."""
        return bool(self.where) and (line.state, line.source, line.where) == ("left-out", source, self.where)

    def _is_chosen_again(self, held: Line) -> bool:
        """Whether a case whose print stands is known to be one of those asked for."""
        return not self.where or (held.state != "left-out" and held.where == self.where)

    def _keep(self, held: Line, case: str) -> None:
        """A print that is good is left as it is."""
        where = self.where or ("" if held.state == "left-out" else held.where)
        self.manifest.put(replace(held.as_unchanged(self.sources[case]), case=case, where=where))
        self.targets.take(held.output, case)
        if held.changed_records:
            self.changed.append(case)

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

    def _fail(self, job: Job, *problems: Problem) -> None:
        made = Made(job.case, "failed", problems=problems)
        self._note(made)
        self.count(made)

    def _note(self, made: Made) -> None:
        """Note what became of a case."""
        earlier = self._earlier(made.case)
        if made.state == "left-out":
            self._note_left_out(made, earlier)
        elif made.state == "failed":
            self.manifest.put(self._failed_line(made, earlier))
        elif made.state == "unchanged" and earlier:
            self._keep(earlier, made.case)
        else:
            self.targets.take(Path(made.target).name, made.case)
            self.manifest.put(
                Line(
                    case=made.case,
                    state=made.state,
                    source=self.sources.get(made.case, ""),
                    order=self.digest,
                    output=Path(made.target).name,
                    sha256=made.sha256,
                    size=made.size,
                    made_on=self.order.today.isoformat(),
                    where=self.where,
                    changed_records=made.changed,
                )
            )
        self._noted += 1
        if self._noted % SAVE_EVERY == 0 and monotonic() >= self._save_after:
            self._save()

    def _note_left_out(self, made: Made, earlier: Line | None) -> None:
        """A case that is not asked for. Its earlier print was given away: that stays on record."""
        source, had = self.sources.get(made.case, ""), " ".join(sorted(made.had))
        line = Line(case=made.case, state="left-out", source=source, where=self.where, had=had)
        self.manifest.put(line.with_print(earlier) if earlier else replace(line, order=self.digest))

    def _earlier(self, case: str) -> Line | None:
        """What an earlier run noted of a case, where its print is still there."""
        line = self.before.find(case)
        return line if line and line.output and (self.folder / line.output).is_file() else None

    def _failed_line(self, made: Made, earlier: Line | None) -> Line:
        """What is wrong, and the earlier print of the case where there is one: it is not of the case as it is now."""
        problem = made.problems[0]
        line = Line(
            case=made.case,
            state="failed",
            source=self.sources.get(made.case, ""),
            order=self.digest,
            output=Path(made.target).name if made.target else "",
            problem=f"{problem.code}: {problem.what}",
            line=problem.place.line,
        )
        return line.with_print(earlier) if earlier else line

    def _save(self) -> Manifest:
        """Write the manifest as it stands now, in the order of the cases, with what earlier runs left."""
        began = monotonic()
        whole = Manifest(self.manifest.report, self.manifest.form, self.manifest.run, real=self.manifest.real)
        noted = (self.manifest.find(case) for case in self.cases)
        for line in noted:
            if line:
                whole.put(line)
        whole.add_older(self.before, self.folder)
        mark_gone(whole, self.cases)
        write_manifest(self.path, whole, by=self.order.by, at=clock.now().isoformat(timespec="seconds"))
        self._save_after = monotonic() + (monotonic() - began) * _AT_MOST
        return whole


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
