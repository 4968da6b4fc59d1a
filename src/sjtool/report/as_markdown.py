"""A report as markdown, for whoever puts it into a document of their own. Nothing an officer wrote is markup in it.

Every word goes through `escape`. Lists carry labels and their words; tables only hold short values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sjtool.report.blocks import short_date
from sjtool.report.foot import TRAINING, foot_lines
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
    Report,
    Section,
    Strip,
    Table,
    Timeline,
)
from sjtool.report.wording import say_basis, say_date
from sjtool.text import show_safely

_LONGEST_CELL = 40
_DEEPEST = 6
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;"}
_ACTS_ANYWHERE = re.compile(r"[\\`*_{}\[\]#~$^=]|-(?=-)|(?<=-)-|:(?=//)|(?<=\bwww)\.")
_ACTS_AT_START = re.compile(r"([-+:])|(\d+)([.)])")


def render(report: Report) -> str:
    """The whole report, the marking first and last."""
    parts = [*_top(report), *(part for section in report.sections for part in _section(section)), *_foot(report)]
    return "\n\n".join(filter(None, parts)) + "\n"


def escape(text: str) -> str:
    """Words that read as they are and do nothing: no heading, list, link, table, entity or HTML comes of them.

    Line ends are kept as line breaks of one paragraph; anything that could act on a screen is shown instead.
    """
    return "\\\n".join(_escape_line(line) for line in _lines(text))


def _lines(text: str) -> list[str]:
    """The lines of a text without empty ones at its ends, where a line break would show as a mark."""
    lines = [line.rstrip() for line in show_safely(text).split("\n")]
    full = [number for number, line in enumerate(lines) if line]
    return lines[full[0] : full[-1] + 1] if full else []


def _escape_line(line: str) -> str:
    """One line. Spaces that lead it could make it code, and stand as numbers."""
    bare = line.lstrip()
    lead = f"&#{ord(line[0])};{line[1 : len(line) - len(bare)]}" if bare != line else ""
    start = _ACTS_AT_START.match(bare)
    if not start:
        return lead + _escape_inside(bare)
    mark = f"\\{start[1]}" if start[1] else f"{start[2]}\\{start[3]}"
    return lead + mark + _escape_inside(bare[start.end() :])


def _escape_inside(text: str) -> str:
    done = _ACTS_ANYWHERE.sub(lambda match: f"\\{match.group()}", text)
    return re.sub("[&<>|]", lambda match: _ENTITIES[match.group()], done)


def _in_one_line(text: str) -> str:
    """Words where markdown has room for one line only: headings and cells. A line end stands as its number."""
    return "&#10;".join(_escape_line(line) for line in _lines(text))


def _bold(text: str) -> str:
    escaped = escape(text.strip())
    return f"**{escaped}**" if escaped else ""


def _with_basis(text: str, basis: Basis | None, *, strong: bool = False) -> str:
    """Words, and behind them what they rest on."""
    said = escape(say_basis(basis)) if basis else ""
    return " ".join(filter(None, [_bold(text) if strong else escape(text), said]))


def _top(report: Report) -> Iterator[str]:
    yield _bold(report.marking)
    yield " · ".join(filter(None, [_bold(report.status.words), TRAINING if report.training else ""]))
    for warning in report.warnings:
        yield _bold(warning)
    yield escape(report.handling)
    yield f"# {_in_one_line(f'{report.title}: {report.case}')}"
    lines = [escape(report.subject), f"printed on {say_date(report.built_on)}"]
    if report.as_at:
        lines.append(_bold(f"The case as it was recorded by {say_date(report.as_at)}."))
    if report.recipient:
        lines.append(escape(f"Made for: {report.recipient}"))
    yield "\\\n".join([*lines, *(escape(line) for line in report.status.lines)])


def _foot(report: Report) -> Iterator[str]:
    yield "---"
    *held, made = foot_lines(report)
    lines = [*map(escape, held), made]
    yield "\\\n".join(lines)
    yield _bold(report.marking)


def _section(section: Section) -> Iterator[str]:
    """Page one has no heading of its own; every other section has, with what it holds below."""
    if section.number:
        yield f"## {section.number} {_in_one_line(section.title)}"
        if section.holds:
            yield f"*{escape(section.holds)}*"
    yield from _blocks(section.blocks, 3 if section.number else 2)


def _blocks(blocks: Sequence[Block], level: int) -> Iterator[str]:
    """Blocks one after another. A list that follows a list takes another mark, so that the two stay two."""
    before = ""
    for block in blocks:
        for part in _block(block, level, before):
            before = part
            yield part


def _block(block: Block, level: int, before: str) -> Iterator[str]:
    mark = "*" if before.startswith("- ") else "-"
    if isinstance(block, Paragraph):
        yield _with_basis(block.text, block.basis)
    elif isinstance(block, Note):
        yield _note(block)
    elif isinstance(block, Pairs):
        yield "\n".join(_item(mark, _pair(row)) for row in block.rows)
    elif isinstance(block, Bullets):
        yield _bullets(block, mark, before)
    elif isinstance(block, Table):
        yield _table(block, mark)
    elif isinstance(block, Strip):
        yield from _strip(block)
    elif isinstance(block, Profile | Timeline):
        yield _grid(block.header, block.as_rows())
    else:
        yield from _group(block, level)


def _note(note: Note) -> str:
    """What this tool says beside the record, set apart from it."""
    words = _bold(note.text) if note.kind == "restricted" else escape(note.text)
    lead = "**Caution:** " if note.kind == "caution" else ""
    return "> " + f"{lead}{words}".replace("\n", "\n> ")


def _item(mark: str, words: str) -> str:
    return f"{mark} " + words.replace("\n", "\n" + " " * (len(mark) + 1))


def _pair(row: Pair) -> str:
    return " ".join(filter(None, [_bold(f"{row.label.strip()}:"), _with_basis(row.text, row.basis, strong=row.strong)]))


def _bullets(block: Bullets, mark: str, before: str) -> str:
    stop = ")" if before.startswith("1. ") else "."
    marks = [f"{number}{stop}" if block.numbered else mark for number in range(1, len(block.items) + 1)]
    words = [_with_basis(item.text, item.basis) for item in block.items]
    return "\n".join(_item(*one) for one in zip(marks, words, strict=True))


def _table(block: Table, mark: str) -> str:
    """A table where every cell is short; else one entry a row, each cell with its label on a line of its own."""
    if any("\n" in cell or len(cell) > _LONGEST_CELL for row in block.rows for cell in row):
        rows = ["\\\n".join(_pair(Pair(h, c)) for h, c in zip(block.header, row, strict=True)) for row in block.rows]
        return "\n".join(_item(mark, row) for row in rows)
    return _grid(block.header, block.rows)


def _grid(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [[_in_one_line(cell) for cell in header], ["---"] * len(header)]
    lines += [[_in_one_line(cell) for cell in row] for row in rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _strip(block: Strip) -> Iterator[str]:
    """Factors down and dates across, then what the letters mean."""
    yield _grid(["", *(short_date(day) for day in block.dates)], [[title, *row] for title, row in block.rows])
    if block.legend:
        yield escape(", ".join(f"{letter} {words.lower()}" for letter, words in block.legend))


def _group(block: Group, level: int) -> Iterator[str]:
    title = ": ".join(filter(None, [_in_one_line(block.title), _in_one_line(block.aside)]))
    yield f"{'#' * level} {title}"
    yield from _blocks(block.blocks, min(_DEEPEST, level + 1))
