"""What the checks find in a case, as far as it may be told here; shared by the caseload and the export."""

from __future__ import annotations

from datetime import date, datetime

from sjtool.check.covert import CODE as COVERT_CODE
from sjtool.checking import run_on, without_covert
from sjtool.loader import Loaded
from sjtool.model.decision import Action
from sjtool.problem import Problem


def find_told(loaded: Loaded, today: date, moment: datetime | None, *, covert_too: bool) -> tuple[Problem, ...]:
    """Every problem; away from an officer's screen (`covert_too` False) nothing that shows a covert action.

    To find the lines of covert actions takes a second reading of the file, so that is done only where there are any.
    Looked at as of an earlier day (`moment`) the case in hand may lack those recorded since.
    """
    problems = run_on(loaded, today, moment, covert_too=covert_too)
    if covert_too:
        return problems
    if moment or any(action.handling == "covert" for action in loaded.case.of(Action)):
        return without_covert(loaded.path, problems)
    return tuple(problem for problem in problems if problem.code != COVERT_CODE)
