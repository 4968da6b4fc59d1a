"""Columns of a table whose cells go over several lines, for a terminal and a plain file that are wide enough."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from sjtool.report.report import Table
from sjtool.report.spans import NOTHING, Line, Span, Style
from sjtool.text import pad, show_safely, wrap_text

_GAP = 2
_FEWEST = 4
"""Columns of a table that is read across; one of fewer is as well read down."""
_LEAST = 13
"""Under so many letters a column breaks words more than it shows them."""


def share_columns(natural: Sequence[int], room: int) -> list[int]:
    """How wide each column may be: short ones as they are, the rest shared; nothing where that is too little."""
    if len(natural) < _FEWEST:
        return []
    left = room - _GAP * (len(natural) - 1)
    widths = [0] * len(natural)
    waiting = [*range(len(natural))]
    while waiting:
        fair = left // len(waiting)
        short = [n for n in waiting if natural[n] <= fair]
        for n in short or waiting:
            widths[n] = min(natural[n], fair)
        left -= sum(widths[n] for n in short)
        waiting = [n for n in waiting if n not in short] if short else []
    return widths if all(w >= min(_LEAST, n) for w, n in zip(widths, natural, strict=True)) else []


def lay_wrapped(block: Table, widths: Sequence[int], indent: str) -> Iterator[Line]:
    """The header, then each row, with an empty line between rows so that the eye keeps to one."""
    for number, row in enumerate((block.header, *block.rows)):
        if number > 1:
            yield NOTHING
        style: Style = "" if number else "label"
        cells = [wrap_text(show_safely(cell), width) for cell, width in zip(row, widths, strict=True)]
        for pieces in zip_longest(*cells, fillvalue=""):
            said = (" " * _GAP).join(pad(piece, width) for piece, width in zip(pieces, widths, strict=True))
            yield Span(indent), Span(said.rstrip(), style)
