"""In which order the cases of a caseload are shown: what needs the supervisor first, or by one column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from sjtool.assess.judging import LEVELS
from sjtool.report.caseload_row import CaseRow

ATTENTION = "attention"
_STATUSES = ("returned", "changed-since", "signed", "draft", "countersigned")


def attention(row: CaseRow) -> int:
    """What waits: 0 what cannot, 1 a thing overdue, 2 a case back with its author, 3 a countersignature, 4 the rest."""
    if row.act_now:
        return 0
    if row.overdue:
        return 1
    if row.status in {"returned", "changed-since"}:
        return 2
    return 3 if row.status == "signed" else 4


def _by_attention(row: CaseRow) -> tuple[Any, ...]:
    """Within a kind what has waited longest comes first; of the rest what is due soonest."""
    kind = attention(row)
    if kind == 0:
        return kind, -len(row.act_now), row.oldest or date.max
    if kind == 1:
        return kind, 0, row.oldest or date.max
    return kind, 0, (row.next_on if kind == 4 else row.since) or date.max  # noqa: PLR2004 - as `attention` counts


_KEYS: Mapping[str, Callable[[CaseRow], Any]] = {
    ATTENTION: _by_attention,
    "case": lambda row: row.case.casefold(),
    "officer": lambda row: row.officer.casefold(),
    "level": lambda row: -LEVELS.index(row.level) if row.level in LEVELS else 1,
    "override": lambda row: ("down", "up-and-down", "up", "not-said", "none", "hidden", "not-judged").index(
        row.override
    ),
    "status": lambda row: (_STATUSES.index(row.status), row.since or date.max),
    "since": lambda row: row.since or date.max,
    "due": lambda row: row.next_on or date.max,
    "overdue": lambda row: (-row.overdue, row.oldest or date.max),
    "problems": lambda row: (-row.errors, -row.warnings),
    "act-now": lambda row: -len(row.act_now),
}
SORTS = tuple(_KEYS)
"""What a caseload can be sorted by; within equals by case."""


def in_order(rows: Iterable[CaseRow], by: str) -> tuple[CaseRow, ...]:
    """The rows in one of the orders of SORTS."""
    return tuple(sorted(rows, key=lambda row: (_KEYS[by](row), row.case)))
