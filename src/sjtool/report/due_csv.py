"""What is due, as CSV for a spreadsheet. No cell can be taken for a formula."""

from __future__ import annotations

import csv
import io

from sjtool.report.due_list import DueList, Row, say_what

COLUMNS = (
    *("case", "state", "on", "days_left", "days_overdue", "unit", "what", "clock", "started_by", "counted"),
    *("owner", "met_by", "met_on", "source", "pinpoint", "standing"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(found: DueList) -> str:
    """A row for each thing, the names of the columns first; lines end as RFC 4180 has them."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([defuse(cell) for cell in _cells(row)] for row in found.rows)
    return out.getvalue()


def defuse(text: str) -> str:
    """A text that a spreadsheet would work out is given an apostrophe in front, which it does not show."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _cells(row: Row) -> list[str]:
    due = row.due
    left = due.left or 0
    return [
        row.case,
        due.state,
        due.on.isoformat() if due.on else "",
        str(left) if due.state in {"due", "coming"} else "",
        str(-left) if due.state == "overdue" else "",
        "working-days" if due.in_working_days else "days",
        say_what(due),
        due.clock,
        due.started_by,
        due.counted,
        row.owner,
        due.met_by,
        due.met_on.isoformat() if due.met_on else "",
        due.source,
        due.pinpoint,
        due.standing,
    ]
