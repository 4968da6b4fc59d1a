"""Blocks of a report: told apart by what they hold, and frozen to the type checker alone."""

from __future__ import annotations

from dataclasses import fields, replace

from sjtool.report.report import Basis, Pair


def test_blocks_that_hold_the_same_are_the_same() -> None:
    one, other = (Pair("Level", "high", basis=Basis("fact", records=("ev-001",))) for _ in range(2))
    assert one == other
    assert hash(one) == hash(other)
    assert one != replace(one, text="medium")
    assert {one: 1}[other] == 1


def test_a_block_holds_its_fields_and_nothing_else() -> None:
    """JSON is written from this table: whatever else stood in it would be printed."""
    pair = Pair("Level", "high", basis=Basis("fact"))
    assert [*vars(pair)] == [field.name for field in fields(pair)]
