"""What check finds in a case, for the page of the summary that only its author reads."""

from __future__ import annotations

from sjtool.checking import run_on
from sjtool.loader import Loaded
from sjtool.model.decision import Action, ActionUpdate
from sjtool.problem import Problem


def find_for_author(loaded: Loaded, *, covert_too: bool) -> tuple[Problem, ...]:
    """Every finding; those on covert actions only where they stay on the officer's own screen."""
    case = loaded.case
    covert = {action.id for action in case.of(Action) if action.handling == "covert"}
    covert |= {update.id for update in case.of(ActionUpdate) if update.action in covert}
    lines = {case.place(name).line for name in covert}
    return tuple(problem for problem in run_on(loaded) if covert_too or problem.place.line not in lines)
