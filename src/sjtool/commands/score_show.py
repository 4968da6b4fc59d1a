"""What a computed result looks like at the terminal: the figures with what they rest on, or that they stay hidden."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sjtool.commands.desk import Desk
from sjtool.console import say, screen_width, write_out
from sjtool.loader import Loaded
from sjtool.model.appraisal import ToolResult
from sjtool.score.register import rule_of
from sjtool.score.result import Result
from sjtool.text import wrap_text

_LEVELS = ("points", "percentage", "band", "band_before_reduction", "item_points", "interval", "met", "decided_by")


def show_result(
    desk: Desk,
    loaded: Loaded,
    result: Result,
    record_id: str,
    before: ToolResult | None,
    *,
    is_hidden: bool,
    as_json: bool,
) -> None:
    """The result to stdout, without its level where that must wait; where it was saved to stderr."""
    if as_json:
        found = {"record": record_id, **result.as_json()}
        shown = {key: value for key, value in found.items() if not (is_hidden and key in _LEVELS)}
        write_out(json.dumps(shown, indent=2, ensure_ascii=False))
        return
    say(f"saved {record_id} in {loaded.path.name}")
    passport = desk.library.instrument(result.instrument)
    width = screen_width()
    lines = wrap_text(f"{passport.set.title}, rule of {result.rule_dated_on}", width)
    if not is_hidden:
        for label, words in _rows(desk, result, before):
            lines += wrap_text(f"{label}: {words}", width, "      ", "  ")
    lines += wrap_text(f"Limits: {result.limits}", width, "      ", "  ")
    write_out("\n".join(lines))


def _rows(desk: Desk, result: Result, before: ToolResult | None) -> Iterator[tuple[str, str]]:
    """Every figure with what it is a figure of."""
    if result.points is not None:
        most = rule_of(desk.library.instrument(result.instrument)).maximum
        yield "Points", f"{result.points} of {most}"
    counted = ", ".join(f"{key} {points}" for key, points in result.item_points.items() if points is not None)
    if counted:
        yield "Of these", counted
    if result.interval and result.interval[0] != result.interval[1]:
        yield "With what is missing", f"{result.interval[0]} to {result.interval[1]}"
    if result.band:
        changed = result.reduction_applied and result.band_before_reduction
        yield "Band", _words(result.band) + (f" (before the reduction: {_words(changed)})" if changed else "")
    if result.met:
        yield "Threshold", _words(result.met)
    if result.decided_by:
        yield "Decided by", result.decided_by
    yield from _percentage(desk, result)
    if result.missing:
        yield "Missing", ", ".join(result.missing)
    if before:
        yield "Before", f"{before.id}: {_words(before.level or before.band or 'no level')}, {before.points} points"


def _percentage(desk: Desk, result: Result) -> Iterator[tuple[str, str]]:
    """A percentage only with what it is a percentage of, and in whom."""
    if result.percentage is None:
        return
    curve = rule_of(desk.library.instrument(result.instrument)).percentage
    of_what = f" {curve.of_what}, {curve.in_whom}; {curve.period}" if curve else ""
    yield "Percentage", f"{result.percentage:.2f} %{of_what}"


def _words(word: str) -> str:
    return word.replace("-", " ")
