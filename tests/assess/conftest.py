"""A case in memory, from records given as (kind, keys); each recorded a minute after the one before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sjtool.assess.standing import Standing
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header

_START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def build(*records: tuple[str, dict[str, Any]]) -> Standing:
    entries = []
    for number, (kind, keys) in enumerate(records, 1):
        model = KINDS[kind]
        given = {"id": f"{model.prefix or kind}-{number}", "at": _START + timedelta(minutes=number), "by": "pc-4412"}
        entries.append(Entry(kind, model.model_validate(given | keys), number))
    return Standing(Case("harbour.toml", Header(format=1, case="harbour"), tuple(entries), "0" * 32))


@pytest.fixture
def stand() -> Callable[..., Standing]:
    """`stand(("person", {...}), ...)` gives what stands of these records."""
    return build
