"""A check and what it finds. The check's table entry says the source; the finding says where and what to type."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from sjtool.check.view import View
from sjtool.problem import Problem

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One thing a check found: the record it is about ("", the case as a whole), what is wrong, what to type."""

    record: str
    what: str
    fix: str


@dataclass(frozen=True)
class Check:
    """A named check. `why` names the source; the docstring of `find` is the manual that `explain` prints.

    An error makes the summary unsafe to rely on; a warning asks for a second look, and fails only under --strict.
    """

    code: str
    severity: Severity
    why: str
    find: Callable[[View], Iterator[Finding | Problem]]

    @property
    def manual(self) -> str:
        """The whole docstring, first sentence first."""
        return (self.find.__doc__ or "").strip()

    @property
    def gist(self) -> str:
        """The first sentence of the manual."""
        return self.manual.split("\n", 1)[0]


def run_check(check: Check, view: View) -> Iterator[Problem]:
    """What a check finds, as problems with their place; a problem found while reading keeps its own place and words."""
    for finding in check.find(view):
        if isinstance(finding, Problem):
            yield replace(finding, code=check.code, why=check.why, severity=check.severity)
            continue
        place = view.case.place(finding.record)
        yield Problem(check.code, place, finding.what, check.why, finding.fix, severity=check.severity)
