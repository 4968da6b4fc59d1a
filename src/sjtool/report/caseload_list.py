"""A whole caseload: its lines in order, what was asked for, and what stands at its foot."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sjtool.assess.judging import LEVELS
from sjtool.report.caseload_row import NOT_JUDGED, CaseRow


@dataclass(frozen=True)
class Caseload:
    """Every case of a run that could be read, in order; `unreadable` and `twice` are the other files, as named.

    `twice` are those of a case that stands in it by another file.
    `today` is the day looked at, `built_on` the real one.
    """

    rows: tuple[CaseRow, ...]
    today: date
    as_at: str = ""
    officer: str = ""
    where: Mapping[str, str] = field(default_factory=dict)
    sort: str = "attention"
    at_screen: bool = False
    unreadable: tuple[str, ...] = ()
    twice: tuple[str, ...] = ()
    built_on: date | None = None

    @property
    def printed_on(self) -> date:
        """The day it was made."""
        return self.built_on or self.today

    @property
    def markings(self) -> tuple[str, ...]:
        """Every marking there is among the cases, as it was first met."""
        return tuple(dict.fromkeys(row.marking for row in self.rows)) or ("OFFICIAL-SENSITIVE",)

    @property
    def levels(self) -> dict[str, int]:
        """How many cases were judged at each level in their open assessment, and how many were not."""
        found = Counter(row.level for row in self.rows)
        return {level: found[level] for level in (*LEVELS, NOT_JUDGED)}

    @property
    def statuses(self) -> dict[str, int]:
        """How many are a draft, signed and so on."""
        found = Counter(row.status for row in self.rows)
        return {status: found[status] for status in ("draft", "signed", "countersigned", "returned", "changed-since")}

    @property
    def unsigned(self) -> int:
        """Cases for which no signature vouches as they stand."""
        return sum(row.is_unsigned for row in self.rows)

    @property
    def overdue(self) -> tuple[int, int]:
        """Things overdue, and in how many cases."""
        return sum(row.overdue for row in self.rows), sum(bool(row.overdue) for row in self.rows)

    @property
    def act_now(self) -> int:
        """Cases with a factor whose present rating is act-now."""
        return sum(bool(row.act_now) for row in self.rows)

    @property
    def problems(self) -> tuple[int, int]:
        """Errors and warnings that the checks find."""
        return sum(row.errors for row in self.rows), sum(row.warnings for row in self.rows)
