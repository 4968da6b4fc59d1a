"""What checking found, as JSON for scripts."""

from __future__ import annotations

import json
from typing import Any

from sjtool.problem import Problem
from sjtool.report.as_json import escape
from sjtool.report.checked import Checked

SCHEMA, VERSION = "sjtool-check", 1


def render(checked: Checked, *, with_excerpt: bool = True) -> str:
    """One JSON object, keys sorted."""
    data = {
        "schema": SCHEMA,
        "version": VERSION,
        "checks": list(checked.checks),
        "counts": {
            "files": len(checked.files),
            "unreadable": checked.unreadable,
            "errors": checked.errors,
            "warnings": checked.warnings,
        },
        "files": [
            {
                "path": file.path,
                "readable": file.is_readable,
                "problems": [_problem(problem, with_excerpt=with_excerpt) for problem in file.problems],
            }
            for file in checked.files
        ],
    }
    return escape(json.dumps(data, indent=2, sort_keys=True)) + "\n"


def _problem(problem: Problem, *, with_excerpt: bool) -> dict[str, Any]:
    """One finding; line 0 stands for the file as a whole."""
    made: dict[str, Any] = {
        "code": problem.code,
        "severity": problem.severity,
        "path": problem.place.path,
        "line": problem.place.line,
        "what": problem.what,
        "why": problem.why,
        "fix": problem.fix,
    }
    return made | {"excerpt": problem.excerpt} if with_excerpt and problem.excerpt else made
