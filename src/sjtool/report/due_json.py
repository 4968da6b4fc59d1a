"""What is due, as JSON for scripts: one object for each thing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sjtool.report.as_json import escape
from sjtool.report.due_list import DueList, Row, say_what
from sjtool.report.json_head import headed


def render(found: DueList) -> str:
    """One object; `dues` is the list."""
    return "".join(pieces(found))


def pieces(found: DueList) -> Iterator[str]:
    """The same, one thing at a time: of ten thousand cases it would be too much to hold at once."""
    about: dict[str, Any] = {"marking": list(found.markings), "training": found.training}
    about |= {"built_on": found.today.isoformat(), "cases": found.cases}
    about |= {"unreadable": list(found.unreadable), "twice": list(found.twice)}
    head = json.dumps(headed("due", about), indent=2, ensure_ascii=False)
    yield escape(head).removesuffix("\n}") + ',\n  "dues": ['
    for n, row in enumerate(found.rows):
        text = json.dumps(_row(row), indent=2, ensure_ascii=False, sort_keys=True)
        yield ("," if n else "") + "\n    " + escape(text).replace("\n", "\n    ")
    yield ("\n  " if found.rows else "") + "]\n}\n"


def _row(row: Row) -> dict[str, Any]:
    due = row.due
    unit = "working-days" if due.in_working_days else "days"
    return {
        "case": row.case,
        "clock": due.clock,
        "what": say_what(due),
        "prompt": due.prompt,
        "state": due.state,
        "on": due.on.isoformat() if due.on else None,
        "left": due.left,
        "unit": unit,
        "started_by": due.started_by,
        "counted": due.counted,
        "opened": due.opened or None,
        "unseen": due.unseen or None,
        "stopped_by": due.stopped_by,
        "met_by": due.met_by or None,
        "met_on": due.met_on.isoformat() if due.met_on else None,
        "met_how": due.met_how or None,
        "late": due.late,
        "owner": row.owner or None,
        "note": due.note or None,
        "source": due.source,
        "source_title": due.source_title,
        "pinpoint": due.pinpoint,
        "standing": due.standing,
    }
