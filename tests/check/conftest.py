"""What a check sees of a case in memory: records given as (kind, keys), each a minute after the one before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sjtool.assess.judging import instrument_id
from sjtool.assess.standing import Standing
from sjtool.check.catalogue import BY_CODE
from sjtool.check.finding import run_check
from sjtool.check.view import View
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header
from sjtool.model.template import FactorSet
from sjtool.problem import Problem
from sjtool.store.library import Library

_START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
_LIBRARY = Library()
TODAY = date(2026, 3, 4)
BEGINNING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("person", {"id": "subject", "roles": ["subject"], "standing": "convicted"}),
    ("assessment", {"id": "a-1", "opened_on": "2026-03-02"}),
)


def build_view(
    *records: tuple[str, dict[str, Any]],
    sheets: Mapping[str, FactorSet] | None = None,
    today: date = TODAY,
    **more: Any,
) -> View:
    entries = []
    for number, (kind, keys) in enumerate(records, 1):
        model = KINDS[kind]
        given = {"id": f"{model.prefix or kind}-{number}", "at": _START + timedelta(minutes=number), "by": "pc-1"}
        entries.append(Entry(kind, model.model_validate(given | keys), number))
    standing = Standing(Case("harbour.toml", Header(format=1, case="harbour"), tuple(entries), "0" * 32))
    refs = dict.fromkeys((r.factor or "").partition("/")[0] for r in standing.of(Rating) if r.factor)
    found = {ref: _LIBRARY.factor_set(ref) for ref in refs} if sheets is None else dict(sheets)
    names = {instrument_id(result) for result in standing.of(ToolResult)}
    passports = {name: _LIBRARY.instrument(name) for name in names if _LIBRARY.newest(name)}
    return View(standing.case, standing, {}, found, passports, today, _LIBRARY.clocks(), **more)


@pytest.fixture
def found() -> Callable[..., list[Problem]]:
    """`found(code, ("person", {...}), ...)`: what a check finds in a person, an assessment "a-1" and these records.

    `bare=True` leaves out the first two; `sheets` are factor sets in place of the shipped ones; `today` and `more` are
    what else a View has.
    """

    def find(
        code: str,
        *records: tuple[str, dict[str, Any]],
        bare: bool = False,
        **more: Any,
    ) -> list[Problem]:
        return list(run_check(BY_CODE[code], build_view(*(() if bare else BEGINNING), *records, **more)))

    return find
