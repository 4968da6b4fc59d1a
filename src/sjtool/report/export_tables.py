"""Which tables an export has, and what makes the rows of each: one line a table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from sjtool.report.export_case import CASES, DUES, PROBLEMS, case_rows, due_rows, problem_rows
from sjtool.report.export_columns import Columns, Row
from sjtool.report.export_decision import (
    JUDGEMENTS,
    OVERRIDES,
    TOOL_RESULTS,
    judgement_rows,
    override_rows,
    tool_rows,
)
from sjtool.report.export_enquiry import RATINGS, SESSIONS, rating_rows, session_rows
from sjtool.report.export_plan import ACTIONS, EVENTS, action_rows, event_rows
from sjtool.report.export_view import ExportView

_BUILDERS: tuple[tuple[Columns, Callable[[ExportView], Iterator[Row]]], ...] = (
    (CASES, case_rows),
    (SESSIONS, session_rows),
    (RATINGS, rating_rows),
    (TOOL_RESULTS, tool_rows),
    (JUDGEMENTS, judgement_rows),
    (OVERRIDES, override_rows),
    (ACTIONS, action_rows),
    (EVENTS, event_rows),
    (DUES, due_rows),
    (PROBLEMS, problem_rows),
)
TABLES: Mapping[str, Columns] = {columns.table: columns for columns, _build in _BUILDERS}
"""Every table by name, in the order of docs/export.md."""
Rows = Mapping[str, list[Row]]
"""The rows of one case, by table."""


def build_rows(view: ExportView) -> Rows:
    """All rows of a case. Raises SjtoolError where a template it needs cannot be had."""
    return {columns.table: list(build(view)) for columns, build in _BUILDERS}
