"""Tables in the markup of Word: as wide as their words ask for, their first row told apart and on every page again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape

from sjtool.report.docx_style_parts import TABLE
from sjtool.report.docx_styles import TEXT_CM
from sjtool.report.docx_words import hold, id_of, paragraph, run
from sjtool.text import cell_width, show_safely

_LETTER_CM, _EDGES_CM = 0.19, 0.45
"""About how wide a letter in a table is, and what stands beside the words of a cell."""
_BROAD = re.compile("[\u0900-\u0dff\u0e00-\u109f\u1780-\u17ff]")
"""Letters of the scripts of South and South East Asia, each about as wide as two of ours."""
_NARROWEST_CM = 1.3
_TWIPS_PER_CM = 567
_TINY_CM = 0.001
_DAY = len("18 September 2026")
"""Letters of a line that is not broken because another column has more to say."""
_SMALL_ROWS, _SMALL_WORDS = 10, 800
"""Up to so many rows and letters a table is kept on one page."""
_LONG_ROW = 600
"""From so many letters on a row may go on over the page."""
_BETWEEN = paragraph("", "Between Tables")


def table(header: Sequence[str], rows: Sequence[Sequence[str]], title: str = "", *, with_next: bool = False) -> str:
    """A table. `title` names it for whoever hears it; `with_next` keeps its end with what follows it."""
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
    together = _kept(len(rows), small=small, with_next=with_next)
    styles = ("Table Words Together" if number in together else "Table Words" for number in range(len(rows)))
    lines = [_row(row, wide, style) for row, style in zip(rows, styles, strict=True)]
    head = _row(header, wide, "Table Heading", "<w:tblHeader/>")
    return f"<w:tbl>{about}<w:tblGrid>{grid}</w:tblGrid>{head}{''.join(lines)}</w:tbl>"


def _kept(rows: int, *, small: bool, with_next: bool) -> set[int]:
    """Which rows stay on the page of the next: of a longer table the first and the last but one, so that none is alone.

    The last row of all keeps to what follows the table, where that is asked for.
    """
    inside = range(rows - 1) if small else {0, rows - 2} & {*range(rows - 1)}
    return {*inside} | ({rows - 1} if with_next else set())


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
    """Widths of columns in twentieths of a point: what their words ask for, and together no wider than the page."""
    columns = [[show_safely(cell) for cell in column] for column in zip(*rows, strict=True)]
    asked = [max(_NARROWEST_CM, _cm(_longest(column, "\n"))) for column in columns]
    if sum(asked) > TEXT_CM:
        asked = _share(columns, asked)
    return [int(one * _TWIPS_PER_CM) for one in asked]


def _share(columns: Sequence[Sequence[str]], asked: Sequence[float]) -> list[float]:
    """The width of the page among columns by how much is in each, none narrower than a day or its longest word."""
    fair = TEXT_CM / len(columns)
    least = [
        min(fair, ask if ask <= _cm(_DAY) else max(_NARROWEST_CM, _cm(_longest(column, None))))
        for column, ask in zip(columns, asked, strict=True)
    ]
    weights = [_weigh([*map(_letters, column)]) for column in columns]
    made = [0.0] * len(columns)
    left, waiting = TEXT_CM, {*range(len(columns))}
    while waiting:
        unit = left / sum(weights[n] for n in waiting)
        given = {n: min(asked[n], max(least[n], unit * weights[n])) for n in waiting}
        over = sum(given.values()) - left
        # Those that hold the sum off the page are settled first; the others then share anew what is left.
        off = {n for n in waiting if (given[n] - unit * weights[n]) * over > 0} if abs(over) > _TINY_CM else set()
        for n in off or waiting:
            made[n] = given[n]
            left -= made[n]
        waiting -= off or {*waiting}
    return made


def _weigh(letters: Sequence[int]) -> float:
    """The share a column asks for: half by what most of its cells hold, half by the longest, which makes a row tall."""
    return max(1, (sum(letters) / len(letters) + max(letters)) / 2)


def _cm(letters: int) -> float:
    return _EDGES_CM + _LETTER_CM * letters


def _longest(cells: Iterable[str], at: str | None) -> int:
    """The longest line or, where `at` is nothing, the longest word."""
    return max((_letters(part) for cell in cells for part in cell.split(at)), default=0)


def _letters(text: str) -> int:
    """How wide words are, in letters of ours, so that no name in another script is broken to fit a column."""
    return cell_width(text) + len(_BROAD.findall(text))
