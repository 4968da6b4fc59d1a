"""What a table of an export is made of: its columns, each with its type and what it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

ColumnType = Literal["text", "whole", "truth", "day", "partial-date"]
"""`day` is a whole date; `partial-date` may be a year or a month (`2026-03`) and stays text everywhere."""
Cell = str | int | bool | date | None
"""None where nothing is recorded, or where it may not be told; it never stands for no, none or low."""
Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Column:
    """One column. `means` is printed in docs/export.md and in `columns.json`."""

    name: str
    type: ColumnType
    means: str


@dataclass(frozen=True)
class Columns:
    """The shape of one table: every row of it has exactly these columns, in this order."""

    table: str
    what: str
    columns: tuple[Column, ...]


def text(name: str, means: str) -> Column:
    """A coded word, or an id."""
    return Column(name, "text", means)


def whole(name: str, means: str) -> Column:
    """A whole number."""
    return Column(name, "whole", means)


def truth(name: str, means: str) -> Column:
    """Yes or no."""
    return Column(name, "truth", means)


def day(name: str, means: str) -> Column:
    """A whole date."""
    return Column(name, "day", means)


def partial(name: str, means: str) -> Column:
    """A date as it was recorded: to the day, the month or the year."""
    return Column(name, "partial-date", means)


CASE = text("case", "case id; with --pseudonymous c- and a hash")
ASSESSMENT = text("assessment", "id of the assessment in the case")
OFFICER = text("officer", "officer id of who recorded it; with --pseudonymous o- and a hash")
