"""The few values of a report that a script reads without looking into its sections."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ToolGist:
    """A tool result for a script; the level is None where it must stay hidden or is not one of the four words."""

    id: str
    instrument: str
    construct: str
    dated_on: str
    level: str | None
    said: str | None
    hidden: bool


@dataclass(frozen=True)
class OverrideGist:
    """An override for a script."""

    id: str
    tool_result: str
    construct: str
    tool_level: str
    decided_level: str
    direction: str
    rationale: str


@dataclass(frozen=True)
class MissingGist:
    """A gap for a script, with the command that mends it."""

    code: str
    text: str
    command: str


@dataclass(frozen=True)
class ProblemGist:
    """What a check found, for a script: its code, whether it is an error, and the line of the case file."""

    code: str
    severity: str
    line: int


@dataclass(frozen=True)
class Gist:
    """The few values a script reads without looking into the sections. `level` is that of the final judgement only."""

    assessment: str | None
    level: str | None
    first_level: str | None
    likelihood: str | None
    whom: str | None
    no_override: bool
    overrides: tuple[OverrideGist, ...]
    tools: tuple[ToolGist, ...]
    missing: tuple[MissingGist, ...]
