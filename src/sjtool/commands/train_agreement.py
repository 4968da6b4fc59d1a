"""`sjtool train agreement`: how far a room of raters agrees, and where it divides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from sjtool import clock
from sjtool.commands.desk import Desk
from sjtool.commands.report_files import find_cases
from sjtool.commands.train_files import deliver
from sjtool.console import say, show_problems
from sjtool.errors import SjtoolError, usage
from sjtool.model.case import Case
from sjtool.model.template import FactorSet
from sjtool.problem import Place, Problem
from sjtool.report import agreement_json
from sjtool.report.agreement_report import build_agreement
from sjtool.status import ExitStatus
from sjtool.store.library import Library
from sjtool.store.read import read_case
from sjtool.text import count_words
from sjtool.training.agreement import compare_room
from sjtool.training.returned import Returned, read_returned

FORMATS = ("text", "markdown", "html", "pdf", "docx", "json")
FEWEST, MOST = 2, 50
UNFINISHED = ".unfinished-"
"""What stands in the name of words that were kept of a stopped entry: no case."""


def agree(desk: Desk, paths: Sequence[str], form: str, out: str, *, names: bool, every: bool, seed: int) -> ExitStatus:
    """Read what was returned, compare it, print it. Raises SjtoolError."""
    cases, _is_batch = find_cases(paths)
    returned, unread = _read(cases)
    raters = {one.rater for one in returned}
    if not FEWEST <= len(raters) <= MOST:
        raise usage(
            "bad-room",
            f"these files are of {count_words(len(raters), 'rater')}",
            f"agreement is between {FEWEST} to {MOST} raters, each with a file of their own",
            "sjtool train agreement returned/*.toml , of files that  sjtool train start  made",
        )
    room = compare_room(returned, _sheets(desk.library, returned), seed=seed)
    called = {letter: rater if names else letter for rater, letter in room.raters.items()}
    today = clock.today()
    if form == "json":
        deliver(agreement_json.render(room, today, called), form, out)
    else:
        deliver(build_agreement(room, today, called, every=every), form, out)
    return ExitStatus.FINDINGS if unread else ExitStatus.OK


def _read(cases: Sequence[str]) -> tuple[list[Returned], int]:
    """Every file that can be read; what is wrong with one is told and stops none of the others.

    Of two files of one rater the one that is called as its case is stands for them, whatever the other is called.
    """
    returned: list[Returned] = []
    unread = 0
    seen: dict[tuple[str, str], str] = {}
    found = [_read_one(path) for path in cases if UNFINISHED not in Path(path).name]
    for path, case, wrong in sorted(found, key=lambda one: not _is_called_so(one[0], one[1])):
        one = read_returned(path, case) if case and not wrong else None
        if one and (one.case, one.rater) in seen:
            wrong.append(_twice(path, seen[one.case, one.rater]))
        if one is None or wrong:
            show_problems(wrong, with_excerpt=False)
            unread += 1
            continue
        seen[one.case, one.rater] = path
        returned.append(one)
    return returned, unread


def _read_one(path: str) -> tuple[str, Case | None, list[Problem]]:
    """A case, or what is wrong with it; a file changed by hand since is told of and counts."""
    try:
        case, problems = read_case(Path(path))
    except SjtoolError as error:
        return path, None, list(error.problems)
    wrong = [problem for problem in problems if problem.severity == "error"]
    if not wrong and not case.header.training:
        wrong = [not_for_training(path)]
    if not wrong and case.broken:
        say(
            f"{path}: {count_words(len(case.broken), 'record')} changed by hand since; it counts:  sjtool verify {path}"
        )
    return path, case, wrong


def _is_called_so(path: str, case: Case | None) -> bool:
    return case is not None and Path(path).stem == case.header.case


def not_for_training(path: str) -> Problem:
    """A case that may be of somebody real has no place in a class room."""
    return Problem(
        "not-a-training-case",
        Place(path),
        "this is no training case",
        "a real person's file would be read out in a class room",
        "leave it out; files that  sjtool train start  made say  training = true",
    )


def _twice(path: str, first: str) -> Problem:
    return Problem(
        "rater-twice",
        Place(path),
        f"the same rater has returned this case already ({Path(first).name})",
        "one rater would count for two",
        "see which is the one, and name that alone",
    )


def _sheets(library: Library, returned: Sequence[Returned]) -> dict[str, FactorSet]:
    """The sheets that were rated, by id, in the newest of the versions that were used."""
    refs = sorted({ref for one in returned for ref in one.sheets}, key=lambda ref: library.find(ref).order)
    return {library.find(ref).id: library.factor_set(ref) for ref in refs}
