"""What check finds in a case, for the page of the summary that only its author reads."""

from __future__ import annotations

from sjtool.checking import run_on
from sjtool.loader import Loaded
from sjtool.model.decision import Action
from sjtool.problem import Problem


def find_for_author(loaded: Loaded, *, covert_too: bool) -> tuple[Problem, ...]:
    """Every finding; those on covert actions only where they stay on the officer's own screen."""
    covert = {loaded.case.place(a.id).line for a in loaded.case.of(Action) if a.handling == "covert"}
    return tuple(p for p in run_on(loaded) if covert_too or p.place.line not in covert)
