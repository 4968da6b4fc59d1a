"""Whether clocks are fit to be used: each with its source, and a count where it counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from sjtool.assess.lint_part import Finding, blank, cited, duplicates
from sjtool.model.clocks import Clock, ClockSet, StartKind
from sjtool.model.decision import EventKind

_COUNTING = frozenset(get_args(StartKind))
_EVENTS = frozenset(get_args(EventKind))


def lint_clocks(template: ClockSet, sources: set[str]) -> Iterator[Finding]:
    """Every fault of a set of clocks."""
    yield from duplicates("clock", [clock.id for clock in template.clock])
    yield from duplicates("holiday", [holiday.id for holiday in template.holiday])
    for n, clock in enumerate(template.clock):
        yield from cited(("clock", n), clock.source, clock.pinpoint, sources)
        yield from blank(("clock", n), clock.model_dump())
        yield from _lint_count(("clock", n), clock)
        yield from _lint_stop(("clock", n), clock)


def _lint_count(where: tuple[str | int, ...], clock: Clock) -> Iterator[Finding]:
    counts = clock.start in _COUNTING
    if counts and (clock.count is None or clock.count < 1 or clock.unit is None):
        yield (*where, "count"), "it is counted from a record, and not how far", "add  count = …  and  unit = …"
    if not counts and (clock.count is not None or clock.unit is not None):
        yield (*where, "count"), "its day is set by an officer, so nothing is counted", "leave out  count  and  unit"
    if clock.start == "word" and not clock.start_words:
        yield (*where, "start_words"), "no event can start it", "add  start_words = [ … ]"
    if (clock.start == "agreed-day") is not bool(clock.start_kinds):
        kinds = 'name the kinds of event with  start_kinds = [ … ] , for  start = "agreed-day"  alone'
        yield (*where, "start_kinds"), "start and kinds of event do not go together", kinds
    if set(clock.start_kinds) - _EVENTS:
        yield (*where, "start_kinds"), "no event is of such a kind", f"the kinds are {', '.join(sorted(_EVENTS))}"
    if clock.only_reactive and clock.unless_reactive:
        yield (*where, "only_reactive"), "it would never run", "leave out one of  only_reactive  and  unless_reactive"
    if (clock.start == "mappa-level") is (clock.mappa_level is None):
        yield (*where, "mappa_level"), "start and level do not go together", 'a level goes with  start = "mappa-level"'


def _lint_stop(where: tuple[str | int, ...], clock: Clock) -> Iterator[Finding]:
    if (clock.stop_sheet is None) is not (clock.stop_factors is None):
        yield (
            (*where, "stop_sheet"),
            "a sheet stops it only when it is whole, and one of the two keys is missing",
            "name the sheet and the number of its factors",
        )
