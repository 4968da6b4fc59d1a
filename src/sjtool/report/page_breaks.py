"""How parts lie on paper: what is moved whole, so that no heading loses its words, and how wide a column is."""

from __future__ import annotations

from collections.abc import Iterable

from sjtool.report.report import Block, Bullets, Group, Note, Pairs, Paragraph, Section, Table

_MOST_LINES = 11
"""Longer parts are broken: moved whole they would leave too much of a page empty."""
_SHORT, _LEAST, _MOST = 24, 8, 40
"""Letters of a cell in a table whose columns need no sharing, and the bounds of a share."""
_ACROSS, _BESIDE = 95, 70
"""Letters of a line across the page, and of one beside its label."""


def is_kept_together(part: Group | Section) -> bool:
    """Whether a group with its heading, or what stands under the heading of a section, is never broken."""
    return _lines_of(part.blocks) <= _MOST_LINES


def _lines_of(blocks: Iterable[Block]) -> int:
    """About how many lines blocks take; a picture takes too many."""
    return sum(map(_lines, blocks))


def _lines(block: Block) -> int:
    if isinstance(block, Paragraph | Note):
        return _wrapped(block.text, _ACROSS)
    if isinstance(block, Pairs):
        return sum(_wrapped(row.text, _BESIDE) for row in block.rows)
    if isinstance(block, Bullets):
        return sum(_wrapped(item.text, _ACROSS) for item in block.items)
    if isinstance(block, Table):
        return len(block.rows) + 1
    if isinstance(block, Group):
        return 2 + _lines_of(block.blocks)
    return _MOST_LINES + 1


def _wrapped(text: str, width: int) -> int:
    return sum(1 + len(line) // width for line in text.split("\n"))


def share_width(table: Table) -> list[int]:
    """What part of the width each column has, by what is in it; nothing where every cell is short."""
    if all(len(cell) <= _SHORT for row in table.rows for cell in row):
        return []
    columns = zip(table.header, *table.rows, strict=True)
    return [min(_MOST, _LEAST + sum(map(len, cells)) // len(cells)) for cells in columns]
