"""A caseload as JSON for scripts: an object for each case, and what there is in all."""

from __future__ import annotations

import json
from typing import Any

from sjtool.report.as_json import escape
from sjtool.report.caseload_list import Caseload
from sjtool.report.caseload_row import CaseRow

VERSION = 1


def render(load: Caseload) -> str:
    """One object; the cases stand in it in the order they were asked for."""
    things, cases = load.overdue
    errors, warnings = load.problems
    data = {
        "schema": "sjtool-caseload",
        "version": VERSION,
        "marking": list(load.markings),
        "built_on": load.printed_on.isoformat(),
        "as_at": load.as_at or None,
        "officer": load.officer or None,
        "where": dict(load.where),
        "sort": load.sort,
        "cases": [as_table(row) for row in load.rows],
        "unreadable": list(load.unreadable),
        "twice": list(load.twice),
        "totals": {
            "cases": len(load.rows),
            "levels": load.levels,
            "statuses": load.statuses,
            "unsigned": load.unsigned,
            "overdue": things,
            "cases_overdue": cases,
            "act_now": load.act_now,
            "errors": errors,
            "warnings": warnings,
            "unreadable": len(load.unreadable),
            "twice": len(load.twice),
        },
    }
    return escape(json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def as_table(row: CaseRow) -> dict[str, Any]:
    """A case as plain values; None where nothing is recorded or nothing is due. Nobody is named."""
    return {
        "case": row.case,
        "training": row.training,
        "officer": row.officer or None,
        "level": row.level,
        "level_before": row.before or None,
        "first_level": row.first or None,
        "override": row.override,
        "status": row.status,
        "since": row.since.isoformat() if row.since else None,
        "next_due": row.next_what or None,
        "next_on": row.next_on.isoformat() if row.next_on else None,
        "next_left": row.next_left,
        "next_unit": row.next_unit if row.next_on else None,
        "overdue": row.overdue,
        "oldest_overdue": row.oldest.isoformat() if row.oldest else None,
        "errors": row.errors,
        "warnings": row.warnings,
        "act_now": len(row.act_now),
        "act_now_factors": [ref for ref, _title in row.act_now],
    }
