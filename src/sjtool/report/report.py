"""A report as plain frozen data: what is said, in which order, on what basis. Nothing here knows a screen or a page.

Builders fill it; `as_text`, `as_terminal` and `as_json` show it. Words stand in it exactly as they were recorded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Voice = Literal["record", "opinion", "sjtool"]
"""Who speaks: facts and accounts as recorded, the officer's own judgement, or this tool."""

NoteKind = Literal["caution", "gap", "restricted"]


@dataclass(frozen=True)
class Basis:
    """What a line rests on: how it is known, from whom, when, and which records say so."""

    how: str = ""
    whom: str = ""
    on: str = ""
    records: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """Running words of one voice."""

    text: str
    voice: Voice = "record"
    basis: Basis | None = None


@dataclass(frozen=True)
class Note:
    """Something this tool says beside the record: a caution, a gap, or who may not read on."""

    text: str
    kind: NoteKind


@dataclass(frozen=True)
class Pair:
    """A label and what belongs to it. `strong` is for the few lines a reader must not miss."""

    label: str
    text: str
    voice: Voice = "record"
    basis: Basis | None = None
    strong: bool = False


@dataclass(frozen=True)
class Pairs:
    """Labels and what belongs to them, in order."""

    rows: tuple[Pair, ...]


@dataclass(frozen=True)
class Item:
    """One entry of a list."""

    text: str
    voice: Voice = "record"
    basis: Basis | None = None


@dataclass(frozen=True)
class Bullets:
    """A list; numbered where the order or the count matters."""

    items: tuple[Item, ...]
    numbered: bool = False


@dataclass(frozen=True)
class Table:
    """Short values in rows. Long words stand in the last column or in another kind of block."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Strip:
    """Labels of several factors over dates, one letter each; `legend` says what the letters mean. Nothing is summed."""

    dates: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Group:
    """A heading inside a section, what stands beside it, and what it holds."""

    title: str
    aside: str
    blocks: tuple[Block, ...]
    strong: bool = False


Block = Paragraph | Note | Pairs | Bullets | Table | Strip | Group


@dataclass(frozen=True)
class Section:
    """A part of a report. `number` is 0 for page one; `holds` says in two or three words what kind of content it is."""

    number: int
    title: str
    holds: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Status:
    """Draft or signed, computed from the records. `lines` say in words what `since` and `changed` name."""

    id: str
    words: str
    since: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


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


@dataclass(frozen=True)
class Report:
    """A whole report. `sections[0]` is page one; only the summary has a gist."""

    name: str
    title: str
    case: str
    subject: str
    marking: str
    handling: str
    training: bool
    status: Status
    warnings: tuple[str, ...]
    head: str
    built_on: date
    as_at: str
    recipient: str
    gist: Gist | None
    sections: tuple[Section, ...]
