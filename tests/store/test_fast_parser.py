"""The faster parser says what tomli says, of every text it is given, and is never needed."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from sjtool.errors import SjtoolError
from sjtool.store import toml
from sjtool.store.toml import parse_toml, use_fast_parser
from sjtool.store.write import render_record

CASES = sorted((Path(__file__).resolve().parents[2] / "casefiles").glob("*.toml"))
TEMPLATES = sorted((Path(__file__).resolve().parents[2] / "templates").rglob("*.toml"))
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = (
    WORDS
    | st.integers(-(10**15), 10**15)
    | st.booleans()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.lists(WORDS, max_size=3)
    | st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)).map(lambda moment: moment.replace(tzinfo=UTC))  # noqa: DTZ001
    | st.dates()
)
KEYS = st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), VALUES, min_size=1, max_size=6)


@pytest.fixture
def fast() -> Iterator[None]:
    assert use_fast_parser()
    yield
    toml._fast.clear()


def given_back(text: str) -> Any:
    return parse_toml(text.encode(), "a.toml").data


@pytest.mark.parametrize("path", [*CASES, *TEMPLATES], ids=lambda path: path.name)
@pytest.mark.usefixtures("fast")
def test_every_file_that_is_shipped_reads_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert given_back(text) == tomli.loads(text)


@given(KEYS)
def test_what_sjtool_writes_reads_the_same(keys: dict[str, Any]) -> None:
    text = render_record("evidence", keys)
    use_fast_parser()
    try:
        assert given_back(text) == tomli.loads(text)
    finally:
        toml._fast.clear()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a = 1_000", 1000),
        ("a = 0x1F", 31),
        ('a = """x\ny"""', "x\ny"),
        ("a = '''[[b]]'''", "[[b]]"),
        ("a = inf", None),
    ],
)
@pytest.mark.usefixtures("fast")
def test_spellings_that_nobody_writes_here(text: str, value: object) -> None:
    found = given_back(text)["a"]
    assert found == (value if value is not None else float("inf"))


@pytest.mark.usefixtures("fast")
def test_a_second_byte_order_mark_is_refused_as_tomli_does() -> None:
    with pytest.raises(SjtoolError, match="not-toml"):
        given_back("\ufeff\ufeffa = 1")


@pytest.mark.usefixtures("fast")
def test_a_number_past_printing_is_refused_in_the_same_words() -> None:
    with pytest.raises(SjtoolError, match="number-too-long"):
        given_back(f"a = {'9' * 5000}")


@pytest.mark.parametrize("text", ["a = ", "[[b]\n", "a = 1\na = 2\n", 'a = "\\q"', "a = 2026-13-40"])
def test_what_is_no_toml_is_told_in_the_same_words(text: str) -> None:
    told = []
    for start in (lambda: None, use_fast_parser):
        start()
        with pytest.raises(SjtoolError) as stopped:
            given_back(text)
        told.append([problem.render() for problem in stopped.value.problems])
    toml._fast.clear()
    assert told[0] == told[1]


def test_where_it_is_not_installed_tomli_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "toml_rs", None)
    assert not use_fast_parser()
    assert given_back("a = 1") == {"a": 1}
