"""The faster encoder writes the bytes the standard library writes, so that digests agree, and is never needed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sjtool.store import chain
from sjtool.store.chain import canonical_json, use_fast_encoder
from sjtool.store.ledger import read_ledger

CASES = sorted((Path(__file__).resolve().parents[2] / "casefiles").glob("*.toml"))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
ONE = (
    WORDS
    | st.integers(-(10**30), 10**30)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.datetimes(timezones=st.none() | ZONES)
    | st.dates()
    | st.times()
)
VALUES = st.recursive(
    ONE, lambda one: st.lists(one, max_size=3) | st.dictionaries(WORDS, one, max_size=3), max_leaves=6
)
TABLES = st.dictionaries(WORDS, VALUES, max_size=6)


@pytest.fixture
def fast() -> Iterator[None]:
    assert use_fast_encoder()
    yield
    chain._fast.clear()


def both(table: dict[str, Any]) -> tuple[bytes, bytes]:
    slow = canonical_json(table)
    use_fast_encoder()
    try:
        return slow, canonical_json(table)
    finally:
        chain._fast.clear()


@given(TABLES)
@example({"a": 1e16, "b": [1e-7], "c": {"d": 1.5}})
@example({"a": datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))})
@example({"a": time(1, 2, 3, 4), "b": date(1, 1, 1), "é": "\x7f\x1f\u2028", "z": 2**64})
def test_the_same_bytes(table: dict[str, Any]) -> None:
    slow, quick = both(table)
    assert slow == quick
    slow, quick = both({"kind": table})
    assert slow == quick


def test_what_neither_can_write_is_refused_in_the_same_words() -> None:
    for start in (lambda: None, use_fast_encoder):
        start()
        with pytest.raises(TypeError, match="no canonical form for set"):
            canonical_json({"a": {1}})
    chain._fast.clear()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_chain_of_every_case_that_is_shipped_is_the_same(path: Path) -> None:
    slow = read_ledger(path).walk_chain()
    use_fast_encoder()
    quick = read_ledger(path).walk_chain()
    chain._fast.clear()
    assert slow == quick
    assert all(state.matches for state in quick)


@pytest.mark.usefixtures("fast")
def test_it_is_used_where_it_is_asked_for() -> None:
    assert canonical_json({"b": 1, "a": "x"}) == b'{"a":"x","b":1}'
    assert chain._fast


def test_where_it_is_not_installed_the_standard_library_writes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "orjson", None)
    assert not use_fast_encoder()
    assert canonical_json({"a": 1}) == b'{"a":1}'
