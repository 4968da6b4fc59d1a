"""Paragraphs and tables in the markup of Word. Words are escaped, stand as they were typed, and can do nothing.

A line end is a line break, a tab a tab, runs of spaces stay, and words that run from right to left are marked so. What
the markup cannot hold is shown by its number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from sjtool.report.docx_styles import TEXT_CM
from sjtool.text import cell_width, show_safely

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
PAGE_BREAK = "<w:pageBreakBefore/>"
_CANNOT_HOLD = re.compile("[\ud800-\udfff\ufffe\uffff]")
_LEFTWARD = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
_RUNS = re.compile(f"([{_LEFTWARD}](?:[ {_LEFTWARD}]*[{_LEFTWARD}])?)")
_PIECES = re.compile("([\n\t])")
_LONGEST = 100_000
"""Letters in one piece of text; a longer one could pass what readers of the format take at once."""
_NARROWEST_CM, _WIDEST_SHARE = 1.3, 60
_TWIPS_PER_CM = 567


def hold(text: str) -> str:
    """Words as the markup can hold them: what acts, or has no place in it, is shown instead."""
    return _CANNOT_HOLD.sub(lambda match: f"\u27e8U+{ord(match.group()):04X}\u27e9", show_safely(text))


def run(text: str, style: str = "", *, strong: bool = False) -> str:
    """Words of one look. `style` names a character style."""
    look = (f'<w:rStyle w:val="{_id_of(style)}"/>' if style else "") + ("<w:b/><w:bCs/>" if strong else "")
    made = []
    for number, part in enumerate(_RUNS.split(hold(text))):
        if part:
            leftward = f"{look}<w:rtl/>" if number % 2 else look
            about = f"<w:rPr>{leftward}</w:rPr>" if leftward else ""
            made.append(f"<w:r>{about}{''.join(map(_piece, _PIECES.split(part)))}</w:r>")
    return "".join(made)


def _piece(text: str) -> str:
    if text == "\n":
        return "<w:br/>"
    if text == "\t":
        return "<w:tab/>"
    return "".join(
        f'<w:t xml:space="preserve">{escape(text[start : start + _LONGEST], quote=False)}</w:t>'
        for start in range(0, len(text), _LONGEST)
    )


def paragraph(runs: str, style: str = "", *, more: str = "") -> str:
    """A paragraph. `style` names its style; `more` is markup that belongs to it alone."""
    named = f'<w:pStyle w:val="{_id_of(style)}"/>' if style else ""
    about = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{about}{runs}</w:p>"


def _id_of(style: str) -> str:
    """The id under which python-docx keeps a style of this name."""
    return style.replace(" ", "")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], title: str = "") -> str:
    """A table with lines. Its header row is repeated on each page; `title` names it for whoever hears it."""
    wide = _widths([header, *rows])
    named = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    about = (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" '
        f'w:noVBand="1"/>{named}</w:tblPr>'
    )
    grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in wide)
    lines = [_row(header, wide, "Table Heading", "<w:tblHeader/>"), *(_row(row, wide, "Table Words") for row in rows)]
    # A paragraph must stand between two tables, or Word makes them one.
    return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{''.join(lines)}</w:tbl>{paragraph('', 'SmallPrint')}"


def _row(cells: Iterable[str], wide: Sequence[int], style: str, more: str = "") -> str:
    """A row that is not broken over two pages; its widths stand on the cells too, for readers that take no others."""
    made = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{one}" w:type="dxa"/></w:tcPr>{paragraph(run(cell), style)}</w:tc>'
        for cell, one in zip(cells, wide, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{made}</w:tr>"


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Widths of columns in twentieths of a point: each by its longest line, and together no wider than the page."""
    longest = [
        min(_WIDEST_SHARE, max(cell_width(line) for row in rows for line in show_safely(row[n]).split("\n")) + 3)
        for n in range(len(rows[0]))
    ]
    share = TEXT_CM / sum(longest)
    wanted = [max(_NARROWEST_CM, share * one) for one in longest]
    return [int(one * TEXT_CM / sum(wanted) * _TWIPS_PER_CM) for one in wanted]
