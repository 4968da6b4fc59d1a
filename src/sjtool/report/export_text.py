"""Rows of an export as text: CSV as RFC 4180 has it with no cell a formula, and JSON Lines with types."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

from sjtool.report.as_json import escape
from sjtool.report.due_csv import defuse
from sjtool.report.export_columns import Cell, Columns, Row


def csv_head(columns: Columns) -> str:
    """The names of the columns."""
    return _csv([[column.name for column in columns.columns]])


def csv_rows(rows: Sequence[Row]) -> str:
    """A line for each row. Numbers stay numbers; a text that a spreadsheet would work out gets an apostrophe first."""
    return _csv([[_csv_cell(cell) for cell in row] for row in rows])


def _csv(rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _csv_cell(cell: Cell) -> object:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    return defuse(cell) if isinstance(cell, str) else cell


def json_rows(columns: Columns, rows: Sequence[Row]) -> str:
    """An object a line, every column in it; null where nothing is recorded."""
    names = [column.name for column in columns.columns]
    return "".join(_json_line(dict(zip(names, row, strict=True))) for row in rows)


def _json_line(table: dict[str, Cell]) -> str:
    return escape(json.dumps(table, ensure_ascii=False, separators=(",", ":"), default=date.isoformat)) + "\n"
