"""What check finds in a case, for the page of the summary that only its author reads."""

from __future__ import annotations

from datetime import date, datetime

from sjtool import clock
from sjtool.check.covert import CODE as COVERT_CODE
from sjtool.checking import run_on, without_covert
from sjtool.loader import Loaded
from sjtool.model.decision import Action
from sjtool.problem import Problem


def find_for_author(
    loaded: Loaded, *, covert_too: bool, today: date | None = None, as_at: datetime | None = None
) -> tuple[Problem, ...]:
    """Every finding as of a day, this one unless another is named.

    What shows a covert action is among them only where they stay on the officer's own screen.
    """
    problems = run_on(loaded, today or clock.today(), as_at, covert_too=covert_too)
    if covert_too:
        return problems
    if any(action.handling == "covert" for action in loaded.case.of(Action)):
        return without_covert(loaded.path, problems)
    return tuple(problem for problem in problems if problem.code != COVERT_CODE)
