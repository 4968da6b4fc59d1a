"""A result worked out here is held against the official one of its scale, once the judgement stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.problem import Problem

Found = Callable[..., list[Problem]]
Record = tuple[str, dict[str, Any]]
FINAL: Record = ("judgement", {"id": "j-2", "assessment": "a-1", "stage": "final", "level": "high"})
FIRST: Record = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "first", "level": "high"})


def ours(level: str, **keys: Any) -> Record:
    given = {"id": "tr-1", "instrument": "dc-srp@2026-08", "origin": "computed", "construct": "likelihood"}
    return ("tool_result", {**given, "level": level, "dated_on": "2026-03-02", **keys})


def official(band: str, scale: str = "dc") -> Record:
    given = {"id": "tr-2", "instrument": "srp-official@1.0.0", "origin": "received", "construct": "likelihood"}
    return ("tool_result", {**given, "scale": scale, "band": band, "dated_on": "2026-02-02"})


def test_a_difference_is_a_warning_with_both_named_and_no_level(found: Found) -> None:
    (problem,) = found("official-differs", ours("high"), official("low"), FINAL)
    assert problem.severity == "warning"
    assert '"tr-1"' in problem.what
    assert '"tr-2"' in problem.what
    assert "score CASE dc-srp --again" in problem.fix
    assert not {"low", "high"} & set(problem.render().replace(",", " ").split())


@pytest.mark.parametrize(
    "records",
    [
        (ours("high"), official("high"), FINAL),
        (ours("high"), official("low", "iic"), FINAL),
        (ours("high"), FINAL),
        (ours("high"), official("low"), FIRST),
        (ours("high"), official("low")),
        (ours("high"), official("low"), ours("low", id="tr-3", supersedes="tr-1", reason="counted again"), FINAL),
    ],
)
def test_nothing_is_said_where_they_agree_or_nobody_has_judged(records: tuple[Record, ...], found: Found) -> None:
    assert found("official-differs", *records) == []
