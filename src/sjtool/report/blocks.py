"""Set one block of a report in lines. Labels stand left of their words, or above them where there is little room."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.report.report import (
    Basis,
    Block,
    Bullets,
    Group,
    Note,
    Pair,
    Pairs,
    Paragraph,
    Profile,
    Strip,
    Table,
    Timeline,
)
from sjtool.report.spans import NOTHING, Line, Span, Style, spread, wrap
from sjtool.report.table_columns import lay_wrapped, share_columns
from sjtool.report.text_pictures import lay_profile, lay_timeline
from sjtool.report.wording import say_basis, say_date
from sjtool.text import cell_width, pad, show_safely

_WIDEST_LABEL = 20
_NARROWEST_COLUMN = 12
_NARROWEST_WORDS = 32
_FEWEST_DATES = 3
_NOTES = {"caution": "Caution: ", "gap": "", "restricted": ""}


def lay_block(block: Block, width: int, indent: str) -> Iterator[Line]:
    """A block as lines, each beginning with `indent`."""
    if isinstance(block, Paragraph):
        yield from lay_words(block.text, block.basis, width, indent)
    elif isinstance(block, Note):
        style: Style = "strong" if block.kind == "restricted" else "note"
        lead = (Span(indent), Span(_NOTES[block.kind], style))
        yield from wrap(block.text, width, indent, lead, style)
    elif isinstance(block, Pairs):
        yield from _lay_pairs(block.rows, width, indent)
    elif isinstance(block, Bullets):
        yield from _lay_bullets(block, width, indent)
    elif isinstance(block, Table):
        yield from _lay_table(block, width, indent)
    elif isinstance(block, Strip):
        yield from _lay_strip(block, width, indent)
    elif isinstance(block, Profile):
        yield from lay_profile(block, width, indent)
    elif isinstance(block, Timeline):
        yield from lay_timeline(block, width, indent)
    else:
        yield from _lay_group(block, width, indent)


def lay_words(
    text: str, basis: Basis | None, width: int, indent: str, first: Line | None = None, style: Style = ""
) -> Iterator[Line]:
    """Words, and what they rest on in brackets: at the end of the last line where it fits, else below."""
    *before, last = wrap(text, width, indent, first, style)
    said = say_basis(basis) if basis else ""
    yield from before
    if said and "\n" not in said and sum(cell_width(span.text) for span in last) + cell_width(said) < width:
        yield (*last, Span(" "), Span(said, "basis"))
        return
    yield last
    if said:
        yield from wrap(said, width, indent, style="basis")


def _lay_pairs(rows: Sequence[Pair], width: int, indent: str) -> Iterator[Line]:
    labels = max((cell_width(show_safely(row.label)) for row in rows), default=0)
    column = min(labels, _WIDEST_LABEL) + 2
    beside = width - cell_width(indent) - column >= _NARROWEST_WORDS
    before = ""
    for row in rows:
        label = "" if row.label == before else row.label
        before = row.label
        yield from _lay_pair(row, label, width, indent, column if beside else 4, beside=beside)


def _lay_pair(row: Pair, label: str, width: int, indent: str, column: int, *, beside: bool) -> Iterator[Line]:
    """One row; a label that is that of the row above is not said again."""
    shown = show_safely(label)
    style: Style = "strong" if row.strong else ""
    hang = indent + " " * column
    first: Line = (Span(hang),)
    if beside and cell_width(shown) <= column - 2 and "\n" not in shown:
        first = (Span(indent), Span(pad(shown, column), "label"))
    elif label:
        yield from wrap(label, width, indent, style="label")
    yield from lay_words(row.text, row.basis, width, hang, first, style)


def _lay_bullets(block: Bullets, width: int, indent: str) -> Iterator[Line]:
    digits = len(str(len(block.items)))
    for number, item in enumerate(block.items, 1):
        mark = f"{number:>{digits}}  " if block.numbered else "-  "
        hang = indent + " " * len(mark)
        yield from lay_words(item.text, item.basis, width, hang, (Span(indent + mark),))


def _lay_table(block: Table, width: int, indent: str) -> Iterator[Line]:
    """Columns where all but the last fit on one line, or each has room to wrap in; else label and value in turn."""
    room = width - cell_width(indent)
    widths = [
        max(cell_width(show_safely(row[n])) for row in (block.header, *block.rows)) for n in range(len(block.header))
    ]
    last = room - sum(w + 2 for w in widths[:-1])
    broken = any("\n" in cell for row in block.rows for cell in row[:-1])
    if broken or last < min(_NARROWEST_COLUMN, widths[-1]):
        shared = [] if broken else share_columns(widths, room)
        if shared:
            yield from lay_wrapped(block, shared, indent)
            return
        for number, row in enumerate(block.rows):
            if number:
                yield NOTHING
            yield from _lay_pairs([Pair(h, c) for h, c in zip(block.header, row, strict=True)], width, indent)
        return
    for number, row in enumerate((block.header, *block.rows)):
        style: Style = "" if number else "label"
        lead = indent + "".join(pad(show_safely(cell), w + 2) for cell, w in zip(row[:-1], widths[:-1], strict=True))
        yield from wrap(row[-1], width, " " * cell_width(lead), (Span(lead, style),), style)


def _lay_strip(block: Strip, width: int, indent: str) -> Iterator[Line]:
    """Dates across and factors down, in as many pieces as the width asks for; titles above where it is narrow."""
    heads = [short_date(day) for day in block.dates]
    cell = max(cell_width(text) for text in [*heads, *(letter for _t, row in block.rows for letter in row)]) + 2
    titles = max((cell_width(title) for title, _row in block.rows), default=0)
    space = width - cell_width(indent)
    beside = space - titles >= cell * min(len(heads), _FEWEST_DATES)
    column = titles if beside else 4
    room = max(1, (space - column) // cell)
    for start in range(0, len(heads), room):
        if start:
            yield NOTHING
        piece = slice(start, start + room)
        yield (Span(indent + " " * column), Span("".join(f"{head:>{cell}}" for head in heads[piece]), "label"))
        for title, row in block.rows:
            letters = "".join(f"{letter:>{cell}}" for letter in row[piece])
            if not beside:
                yield (Span(indent + title),)
            yield (Span(indent + pad(title if beside else "", column)), Span(letters))
    yield from _pack([f"{letter} {words.lower()}" for letter, words in block.legend], width, indent)


def _pack(parts: Sequence[str], width: int, indent: str) -> Iterator[Line]:
    """Short pieces on as few lines as hold them, none of them broken."""
    line = indent
    for part in parts:
        if line != indent and cell_width(f"{line}   {part}") > width:
            yield (Span(line, "basis"),)
            line = indent
        line += part if line == indent else f"   {part}"
    yield (Span(line, "basis"),)


def short_date(day: str) -> str:
    """`2 Mar 26`: short enough for a column, with the year. Markdown uses it too."""
    words = say_date(day).split(" ")
    return " ".join([*(w[:3] for w in words[:-1]), words[-1][-2:]]) if day else "no date"


def _lay_group(block: Group, width: int, indent: str) -> Iterator[Line]:
    style: Style = "strong" if block.strong else "heading"
    *before, last = wrap(block.title, width, indent, style=style)
    yield from before
    yield from spread(last, block.aside, width, style if block.strong else "")
    inner = indent + "  "
    for number, part in enumerate(block.blocks):
        if number and (isinstance(part, Group) or isinstance(block.blocks[number - 1], Group)):
            yield NOTHING
        yield from lay_block(part, width, inner)
