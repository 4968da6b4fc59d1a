"""Tables in the markup of Word: as wide as their words ask for, their first row told apart and on every page again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from sjtool.report.docx_style_parts import TABLE
from sjtool.report.docx_styles import TEXT_CM
from sjtool.report.docx_words import hold, id_of, paragraph, run
from sjtool.text import cell_width, show_safely

_LETTER_CM, _EDGES_CM = 0.19, 0.45
"""About how wide a letter in a table is, and what stands beside the words of a cell."""
_NARROWEST_CM = 1.3
_TWIPS_PER_CM = 567
_SMALL_ROWS, _SMALL_WORDS = 15, 1500
"""Up to so many rows and letters a table is kept on one page."""
_LONG_ROW = 600
"""From so many letters on a row may go on over the page."""
_BETWEEN = paragraph("", "Between Tables")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], title: str = "", *, with_next: bool = False) -> str:
    """A table. `title` names it for whoever hears it; `with_next` keeps a small one with what follows it."""
    wide = _widths([header, *rows])
    named = f'<w:tblCaption w:val="{escape(hold(title))}"/>' if title else ""
    about = (
        f'<w:tblPr><w:tblStyle w:val="{id_of(TABLE)}"/>'
        f'<w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/>{named}</w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    small = len(rows) <= _SMALL_ROWS and sum(len(cell) for row in rows for cell in row) <= _SMALL_WORDS
    together = len(rows) - (not with_next) if small else 0
    styles = ("Table Words Together" if number < together else "Table Words" for number in range(len(rows)))
    lines = [_row(row, wide, style) for row, style in zip(rows, styles, strict=True)]
    head = _row(header, wide, "Table Heading", "<w:tblHeader/>")
    return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(lines)}</w:tbl>"


def between(before: str, after: str) -> str:
    """What must stand between two parts of a document: Word makes one table of two that touch."""
    return _BETWEEN if before.endswith("</w:tbl>") and after.startswith("<w:tbl>") else ""


def _row(cells: Sequence[str], wide: Sequence[int], style: str, more: str = "") -> str:
    """A row that is not broken over two pages if it is short; its widths stand on its cells for readers that ask."""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr>{paragraph(run(cell), style)}</w:tc>'
        for cell, one in zip(cells, wide, strict=True)
    )
    whole = "<w:cantSplit/>" if max(map(len, cells), default=0) < _LONG_ROW else ""
    about = f"<w:trPr>{whole}{more}</w:trPr>" if whole or more else ""
    return f"<w:tr>{about}{made}</w:tr>"


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Widths of columns in twentieths of a point: each by its longest line, and together no wider than the page."""
    natural = [
        max(_NARROWEST_CM, _EDGES_CM + _LETTER_CM * _longest_line(row[n] for row in rows)) for n in range(len(rows[0]))
    ]
    made = [0.0] * len(natural)
    left = TEXT_CM
    for rank, n in enumerate(sorted(range(len(natural)), key=lambda n: natural[n])):
        # The narrow ones get what they ask for; the wide ones share what is left, and wrap.
        made[n] = min(natural[n], left / (len(natural) - rank))
        left -= made[n]
    return [int(one * _TWIPS_PER_CM) for one in made]


def _longest_line(cells: Iterable[str]) -> int:
    return max(cell_width(line) for cell in cells for line in show_safely(cell).split("\n"))
