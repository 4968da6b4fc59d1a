"""Clocks: what is due, from which record on, how it is counted, what stops it; and the bank holidays."""

from datetime import date
from functools import cached_property
from typing import Literal

from pydantic import field_validator

from sjtool.model.template_part import LevelWord, Source, Standing, TemplatePart

StartKind = Literal[
    "lead-agency",
    "conviction",
    "mappa-level",
    "notification",
    "reactive",
    "last-visit",
    "section-47-day",
    "word",
]
"""What starts a clock that counts: a record the case has anyhow, or an event that touches one of its `start_words`."""
SetDayKind = Literal[
    "action-due",
    "action-review",
    "judgement-review",
    "override-review",
    "order-end",
    "retention-review",
    "planned-visit",
    "before-planned-visit",
    "agreed-day",
]
"""Where the day itself, or the interval, was set by an officer."""
Unit = Literal["working-days", "days", "weeks", "months", "years"]


class ClockSetHead(TemplatePart):
    """What a set of clocks is for, and where it stands."""

    id: str
    version: str
    kind: Literal["clocks"]
    title: str
    purpose: str
    standing: Standing
    standing_note: str
    licence: str
    source: str
    notes: tuple[str, ...] = ()


class Clock(TemplatePart):
    """One rule on time. `title` and `rule` make one sentence with the day; `prompt` says what it is a prompt for.

    Every clock can be set by an event that touches ID-start, stopped by ID-done, and set aside by ID-off.
    `agreed-day` looks at events of `start_kinds`, of those with `start_words` alone where there are any, and never at
    those with `skip_words`, which have a clock of their own.
    """

    id: str
    title: str
    rule: str
    prompt: str
    start: StartKind | SetDayKind
    start_words: tuple[str, ...] = ()
    start_kinds: tuple[str, ...] = ()
    skip_words: tuple[str, ...] = ()
    start_taken: str | None = None
    count: int | None = None
    unit: Unit | None = None
    counts_start_day: bool = False
    day_before: bool = False
    stop_instrument: str | None = None
    stop_sheet: str | None = None
    stop_factors: int | None = None
    stop_words: tuple[str, ...] = ()
    stopped_by: str
    mappa_level: Literal[1, 2, 3] | None = None
    level: LevelWord | None = None
    unless_reactive: bool = False
    only_reactive: bool = False
    enabled: bool = True
    note: str | None = None
    source: str
    pinpoint: str
    standing: Standing

    @cached_property
    def all_notes(self) -> str:
        """What is taken and what else is to be known, put together once for the many days that have it."""
        return " ".join(filter(None, [self.start_taken, self.note]))


class Holiday(TemplatePart):
    """A bank holiday that takes a working day away; its id is the day."""

    id: str
    title: str
    kind: Literal["usual", "substitute", "moved", "extra"]
    standing: Standing

    @field_validator("id")
    @classmethod
    def _is_a_day(cls, value: str) -> str:
        """A day that exists, written as 2026-12-28."""
        date.fromisoformat(value)
        return value

    @property
    def day(self) -> date:
        """The day."""
        return date.fromisoformat(self.id)


class ClockSet(TemplatePart):
    """A versioned set of clocks and the bank holidays they count with."""

    set: ClockSetHead
    source: tuple[Source, ...]
    clock: tuple[Clock, ...]
    holiday: tuple[Holiday, ...]

    def source_title(self, source_id: str) -> str:
        """What a source is called."""
        return next((source.title for source in self.source if source.id == source_id), source_id)
