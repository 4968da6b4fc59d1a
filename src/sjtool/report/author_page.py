"""A last page for the author alone: what check finds, so that it can be mended before the summary is given away.

It is made only where it was asked for, and never in a print for anybody else. Findings come as data.
"""

from __future__ import annotations

from collections.abc import Sequence

from sjtool.problem import Problem
from sjtool.report.checked import say_counts
from sjtool.report.report import Block, Bullets, Group, Item, Note, Paragraph, Section

NUMBER = 18
_OWN = "For the author only. Print the summary again without this page before it is given to anybody."


def build_author_page(problems: Sequence[Problem]) -> Section:
    """Findings by code, errors first, in the order of the catalogue."""
    blocks: list[Block] = [Note(_OWN, "restricted")]
    codes = dict.fromkeys(problem.code for problem in problems)
    groups = [_group([problem for problem in problems if problem.code == code]) for code in codes]
    groups.sort(key=lambda group: group.aside != "error")
    errors = sum(problem.severity == "error" for problem in problems)
    found = say_counts([(errors, "error"), (len(problems) - errors, "warning")])
    blocks.append(Paragraph(f"Check finds {found}." if found else "Check finds nothing.", "sjtool"))
    return Section(NUMBER, "For the author: what check finds", "not for others", (*blocks, *groups))


def _group(problems: Sequence[Problem]) -> Group:
    """All findings of one check: why it matters once, then each with its line and what to type."""
    first = problems[0]
    items = tuple(Item(_words(problem), "sjtool") for problem in problems)
    return Group(first.code, first.severity, (Paragraph(f"Why: {first.why}.", "sjtool"), Bullets(items)))


def _words(problem: Problem) -> str:
    where = f"Line {problem.place.line}: " if problem.place.line else ""
    return f"{where}{problem.what}. Fix: {problem.fix}"
