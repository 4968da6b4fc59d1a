"""A report as plain frozen data: what is said, in which order, on what basis. Nothing here knows a screen or a page.

Builders fill it; `as_text`, `as_terminal` and `as_json` show it. Words stand in it exactly as they were recorded.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from sjtool.dates import day_words
from sjtool.report.block import block
from sjtool.report.gist import Gist, ProblemGist

Voice = Literal["record", "opinion", "sjtool"]
"""Who speaks: facts and accounts as recorded, the officer's own judgement, or this tool."""

NoteKind = Literal["caution", "gap", "restricted"]


@block
class Basis:
    """What a line rests on: how it is known, from whom, when, and which records say so."""

    how: str = ""
    whom: str = ""
    on: str = ""
    records: tuple[str, ...] = ()


@block
class Paragraph:
    """Running words of one voice."""

    text: str
    voice: Voice = "record"
    basis: Basis | None = None


@block
class Note:
    """Something this tool says beside the record: a caution, a gap, or who may not read on."""

    text: str
    kind: NoteKind


@block
class Pair:
    """A label and what belongs to it. `strong` is for the few lines a reader must not miss."""

    label: str
    text: str
    voice: Voice = "record"
    basis: Basis | None = None
    strong: bool = False


@block
class Pairs:
    """Labels and what belongs to them, in order."""

    rows: tuple[Pair, ...]


@block
class Item:
    """One entry of a list."""

    text: str
    voice: Voice = "record"
    basis: Basis | None = None


@block
class Bullets:
    """A list; numbered where the order or the count matters."""

    items: tuple[Item, ...]
    numbered: bool = False


@block
class Table:
    """Short values in rows. Long words stand in the last column or in another kind of block."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@block
class Strip:
    """Labels of several factors over dates, one letter each; `legend` says what the letters mean. Nothing is summed."""

    dates: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]
    legend: tuple[tuple[str, str], ...]


@block
class ProfileRow:
    """One factor: where it stood and where it stands, as places in the labels of its scale; None where not rated so."""

    title: str
    past: int | None
    recent: int | None
    said_past: str
    said_recent: str


@block
class Profile:
    """Factors of one scale, past beside recent. `labels` go from the least concern to the most; nothing is summed."""

    labels: tuple[str, ...]
    rows: tuple[ProfileRow, ...]
    header: tuple[str, ...] = ("", "Past", "Recent")

    def as_rows(self) -> tuple[tuple[str, ...], ...]:
        """The same as a table."""
        return tuple((row.title, row.said_past, row.said_recent) for row in self.rows)

    @property
    def unmarked(self) -> str:
        """What it means where nothing is drawn, for a blank would be read as nothing found; empty where all is."""
        both = (
            (place, said)
            for row in self.rows
            for place, said in ((row.past, row.said_past), (row.recent, row.said_recent))
        )
        said = dict.fromkeys(words.lower() for place, words in both if place is None)
        return f"no mark: {' or '.join(said)}" if said else ""


@block
class Moment:
    """One day on a line of time. `on` is as it was recorded, to the day, month or year; `says` how far off it is."""

    on: str
    words: str
    mark: Literal["happened", "due", "overdue"]
    says: str = ""

    @property
    def stands(self) -> str:
        """How it stands, in words that need no mark beside them: `overdue`, `3 days overdue`, `due in 13 days`."""
        if not self.says:
            return self.mark
        return self.says if self.mark != "due" else f"due {self.says}"

    @property
    def line(self) -> str:
        """What it is and how it stands; of what has happened nothing is said of that."""
        return self.words if self.mark == "happened" else f"{self.words} ({self.stands})"


@block
class Timeline:
    """What happened and what is due, by day, and where today lies among them."""

    moments: tuple[Moment, ...]
    today: str
    header: tuple[str, ...] = ("Day", "What", "How it stands")

    def as_rows(self) -> tuple[tuple[str, ...], ...]:
        """The same as a table."""
        return tuple((day_words(one.on), one.words, one.stands) for one in self.moments)


@block
class Group:
    """A heading inside a section, what stands beside it, and what it holds."""

    title: str
    aside: str
    blocks: tuple[Block, ...]
    strong: bool = False


Block = Paragraph | Note | Pairs | Bullets | Table | Strip | Profile | Timeline | Group


@block
class Section:
    """A part of a report. `number` is 0 for page one; `holds` says in two or three words what kind of content it is."""

    number: int
    title: str
    holds: str
    blocks: tuple[Block, ...]


@block
class Status:
    """Draft or signed, computed from the records. `lines` say in words what `since` and `changed` name."""

    id: str
    words: str
    since: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


_OF_OTHERS = frozenset({"opinion", "inference"})
"""How a piece of evidence is known that holds somebody's view: it is held as evidence, whoever's view it was."""


def is_own(part: Paragraph | Pair | Item) -> bool:
    """Whether words are the officer's own judgement; the opinion of somebody else, held as evidence, is not."""
    return part.voice == "opinion" and not (part.basis and part.basis.how in _OF_OTHERS)


def holds_opinion(part: object) -> bool:
    """Whether anything in a part of a report is the officer's own judgement."""
    if isinstance(part, tuple):
        return any(map(holds_opinion, part))
    if isinstance(part, Paragraph | Pair | Item):
        return is_own(part)
    inside = (getattr(part, name, ()) for name in ("sections", "blocks", "rows", "items"))
    return any(holds_opinion(one) for one in inside if one)


@block
class Report:
    """A whole report. `sections[0]` is page one; only the summary has a gist.

    `problems` are there where the checks were made too. `told` is for whoever prints it, on stderr: no page has it.
    """

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
    problems: tuple[ProblemGist, ...] | None = None
    told: tuple[str, ...] = ()
