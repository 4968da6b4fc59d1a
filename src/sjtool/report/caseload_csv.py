"""A caseload as CSV for a spreadsheet. No cell can be taken for a formula; an empty one means nothing is recorded."""

from __future__ import annotations

import csv
import io

from sjtool.report.caseload_json import as_table
from sjtool.report.caseload_list import Caseload
from sjtool.report.due_csv import defuse

COLUMNS = (
    *("case", "training", "officer", "level", "level_before", "first_level", "override", "status", "since"),
    *("next_due", "next_on", "next_left", "next_unit", "overdue", "oldest_overdue", "errors", "warnings"),
    *("act_now", "act_now_factors"),
)


def render(load: Caseload) -> str:
    """A row for each case, the names of the columns first; lines end as RFC 4180 has them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for row in load.rows:
        table = as_table(row)
        writer.writerow([_cell(table[name]) for name in COLUMNS])
    return out.getvalue()


def _cell(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return defuse("; ".join(value))
    return defuse(value) if isinstance(value, str) else value
