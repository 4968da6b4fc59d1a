"""A sheet to take along to an interview, a visit or a meeting, as plain data: what is put, and room to write.

What a sheet is stands here, with the words around it that do not depend on its kind. How one is made of a template is
in `sheet_questions.py` and `sheet_lists.py`, how it looks in `sheet_markdown.py` and `sheet_html.py`. The person may
see the paper: nothing here holds another's words, a comparison or a tool's level.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sjtool.dates import day_words
from sjtool.model.template import FactorSet, Menu, QuestionSet, Source, Standing

BLANK = "…" * 7
"""Dots to write a name on, inside a sentence."""
_STANDING: Mapping[Standing, str] = {
    "published": "As published, except where it says otherwise under Where this comes from",
    "editorial": "This project's own arrangement: see Where this comes from",
    "to-verify": "Not yet checked against its source: see Where this comes from",
}


@dataclass(frozen=True)
class Occasion:
    """What is known before anything is written: nothing for a blank sheet, else the case and who is asked or rated.

    `why` adds the reasons, for a copy that stays with the officer.
    """

    printed_on: str
    case: str = ""
    marking: str = ""
    training: bool = False
    chain_head: str = ""
    about: str = ""
    who: str = ""
    why: bool = False


@dataclass(frozen=True)
class Line:
    """One thing to fill in at the head of the sheet: its words where they are known, else a rule or boxes."""

    label: str
    text: str = ""
    boxes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Note:
    """Guidance for whoever asks or rates; `source` only on a copy with reasons."""

    text: str
    source: str = ""


@dataclass(frozen=True)
class Box:
    """A box to tick, and what ticking it means where that is not plain."""

    label: str
    means: str = ""


@dataclass(frozen=True)
class Space:
    """Room for one answer. `unit` is None where no number is wanted; `several` allows more than one box."""

    label: str = ""
    boxes: tuple[Box, ...] = ()
    several: bool = False
    unit: str | None = None
    lines: int = 0


@dataclass(frozen=True)
class Said:
    """What was answered or rated before, and when, in words of the case."""

    lead: str
    words: str


@dataclass(frozen=True)
class Sign:
    """Something to mind before a question is put; `strong` where not minding it does harm."""

    label: str
    text: str
    strong: bool = False


@dataclass(frozen=True)
class Asked:
    """One thing to put, with room for its answer; `may_be_missing` adds the line for why there is none."""

    words: str
    spaces: tuple[Space, ...]
    title: str = ""
    tag: str = ""
    prompts: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    may_be_missing: bool = False


@dataclass(frozen=True)
class Entry:
    """An item, a factor or an entry of a menu. `behind` are its reasons, only where they were asked for."""

    number: str
    id: str
    title: str
    asked: tuple[Asked, ...]
    lead: str = ""
    tags: tuple[str, ...] = ()
    signs: tuple[Sign, ...] = ()
    behind: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Block:
    """Entries under one heading of the source; without a heading where the source has none."""

    entries: tuple[Entry, ...]
    title: str = ""
    about: str = ""
    note: str = ""


@dataclass(frozen=True)
class Legend:
    """What the codes or labels mean; `strip` says it in one line for the foot of every page."""

    title: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    strip: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole sheet. `own_page` keeps notes, codes and sources on pages before the first question.

    `left_out` counts what was said before and is only for a copy with reasons: it is told to the officer, not printed.
    """

    title: str
    ref: str
    standing: str
    purpose: str
    marking: str
    training: bool
    sources: tuple[str, ...]
    kind: str = ""
    head: tuple[Line, ...] = ()
    remarks: tuple[str, ...] = ()
    notes_title: str = ""
    notes: tuple[Note, ...] = ()
    own_page: bool = False
    blocks_title: str = ""
    blocks: tuple[Block, ...] = ()
    legend: Legend = Legend()
    footer: tuple[str, ...] = ()
    left_out: int = 0


def begin_sheet(template: QuestionSet | FactorSet | Menu, ref: str, occasion: Occasion) -> Sheet:
    """What a sheet of any kind says of itself."""
    head = template.set
    return Sheet(
        title=head.title,
        ref=ref,
        standing=_STANDING[head.standing],
        purpose=head.purpose,
        marking=occasion.marking or "OFFICIAL-SENSITIVE when filled in",
        training=occasion.training,
        sources=tuple(_sources(template)),
    )


def build_footer(ref: str, occasion: Occasion, enter: str) -> tuple[str, ...]:
    """What the paper is, how it comes into the case, and which state of the case it was made from."""
    lines = [
        f"{ref} · printed on {day_words(occasion.printed_on)}",
        f"{enter}This paper is not the system of record: once it is entered, keep or destroy it as your policy says.",
    ]
    if occasion.case:
        lines.append(f"{occasion.case} · chain head {occasion.chain_head}")
    return tuple(lines)


def _sources(template: QuestionSet | FactorSet | Menu) -> Iterator[str]:
    head = template.set
    yield f"Standing: {head.standing}. {head.standing_note}"
    if isinstance(template, QuestionSet):
        yield from filter(None, [template.set.marks_note])
        yield from (f"Credit: {credit.citation}" for credit in template.set.credit)
    yield f"Licence: {head.licence}"
    yield from map(_publication, template.source)


def _publication(source: Source) -> str:
    return f"{source.id}: {source.title}. {source.publisher}, {source.published}. {source.locator} ({source.standing})"
