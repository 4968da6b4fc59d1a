"""Run the checks on a case file: load it, look at its chain and templates, and gather every problem in one list."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from sjtool.check.catalogue import BY_CODE, run_checks
from sjtool.check.view import View
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded, find_template_problems, load_case
from sjtool.problem import Problem
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.store.verify import verify_ledger


def check_file(path: Path, library: Library, only: Collection[str] = ()) -> list[Problem]:
    """Every problem of one case file, in the order of the catalogue. An unreadable file is its own problem."""
    try:
        loaded, problems = load_case(path, library)
        found = list(run_checks(make_view(loaded, problems), only))
    except SjtoolError as error:
        return list(error.problems)
    unreadable = [problem for problem in problems if problem.code not in BY_CODE]
    return [*unreadable, *found]


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
