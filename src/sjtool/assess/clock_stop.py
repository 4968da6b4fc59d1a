"""What stops a clock: a tool's outcome, a sheet rated whole, or an event that says so. The earliest of them counts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sjtool.assess.clock_event import Events, Stop, earliest_day
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.clocks import Clock


def find_stop(events: Events, clock: Clock, since: date, started_by: str) -> Stop | None:
    """The first record that meets a clock, dated on the day it started or later; its day may be known to a month."""
    found = [*_stops(events, clock, since, started_by)]
    return min(found, key=lambda stop: stop.on, default=None)


def _stops(events: Events, clock: Clock, since: date, started_by: str) -> Iterator[Stop]:
    for event in events.touching(f"{clock.id}-done", *clock.stop_words):
        if event.id != started_by and event.held_on and earliest_day(event.held_on) >= since:
            yield Stop(event.id, earliest_day(event.held_on))
    for result in events.standing.of(ToolResult):
        named = (result.instrument or "").partition("@")[0]
        if named == clock.stop_instrument and result.dated_on and earliest_day(result.dated_on) >= since:
            yield Stop(result.id, earliest_day(result.dated_on))
    sheet = find_whole_sheet(events, clock, since)
    if sheet:
        yield sheet


def find_whole_sheet(events: Events, clock: Clock, since: date) -> Stop | None:
    """The rating by which every factor of the sheet was rated on that day or later; None while one is missing."""
    first: dict[str, Stop] = {}
    for rating in events.standing.of(Rating):
        ref, _, factor = (rating.factor or "").partition("/")
        if ref.partition("@")[0] != clock.stop_sheet or not rating.held_on or earliest_day(rating.held_on) < since:
            continue
        stop = Stop(rating.id, earliest_day(rating.held_on), f"met by the sheet {clock.stop_sheet}")
        if factor not in first or stop.on < first[factor].on:
            first[factor] = stop
    if clock.stop_factors is None or len(first) < clock.stop_factors:
        return None
    return max(first.values(), key=lambda stop: stop.on)
