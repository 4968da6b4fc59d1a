"""Run the checks on a case file: load it, look at its chain and templates, and gather every problem in one list."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from sjtool.check.catalogue import BY_CODE, run_checks
from sjtool.check.view import View
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded, find_template_problems, load_case
from sjtool.problem import Problem
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.store.verify import verify_ledger


@dataclass(frozen=True)
class Examined:
    """What checking one file came to. `loaded` is None where it is no case; `is_whole` says all checks ran."""

    loaded: Loaded | None
    problems: tuple[Problem, ...]
    is_whole: bool


def examine(path: Path, library: Library, only: Collection[str] = ()) -> Examined:
    """Check one case file. What cannot be read is its own problem, and never keeps the rest from being told."""
    try:
        loaded, problems = load_case(path, library)
    except SjtoolError as error:
        return Examined(None, error.problems, is_whole=False)
    try:
        found = run_on(loaded, problems, only)
    except SjtoolError as error:
        return Examined(loaded, (*problems, *error.problems), is_whole=False)
    unreadable = [problem for problem in problems if problem.code not in BY_CODE]
    return Examined(loaded, (*unreadable, *found), is_whole=True)


def check_file(path: Path, library: Library, only: Collection[str] = ()) -> list[Problem]:
    """Every problem of one case file, in the order of the catalogue. An unreadable file is its own problem."""
    return list(examine(path, library, only).problems)


def run_on(loaded: Loaded, problems: list[Problem] | None = None, only: Collection[str] = ()) -> tuple[Problem, ...]:
    """What the checks find in a case that is loaded. `problems` are those of reading its records."""
    return tuple(run_checks(make_view(loaded, problems or []), only))


def make_view(loaded: Loaded, problems: list[Problem]) -> View:
    """What checks look at. `problems` are those of reading the records."""
    return View(
        loaded.case,
        loaded.standing,
        loaded.question_sets,
        loaded.factor_sets,
        loaded.passports,
        verify_ledger(read_ledger(loaded.path)).problems,
        find_template_problems(loaded.case, loaded.library),
        problems,
    )
