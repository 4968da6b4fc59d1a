"""Lines as rows of styled spans, and how words are wrapped into them."""

from __future__ import annotations

from typing import Literal, NamedTuple

from sjtool.text import cell_width, show_safely, wrap_text

Style = Literal["", "title", "heading", "label", "strong", "basis", "note", "marking"]


class Span(NamedTuple):
    """Words of one style."""

    text: str
    style: Style = ""


Line = tuple[Span, ...]
NOTHING: Line = ()


def plain(line: Line) -> str:
    """A line without its styles."""
    return "".join(span.text for span in line).rstrip()


def wrap(text: str, width: int, indent: str = "", first: Line | None = None, style: Style = "") -> list[Line]:
    """Words over as many lines as they take. `first` stands before the first line and keeps its own styles."""
    lead = "".join(span.text for span in first) if first is not None else indent
    lines = wrap_text(text, width, indent, lead)
    made: list[Line] = []
    for number, line in enumerate(lines):
        if number == 0:
            rest = line[len(lead) :] if line.startswith(lead) else line[len(lead.rstrip()) :]
            made.append((*(first or (Span(indent),)), Span(rest, style)))
        else:
            rest = line[len(indent) :] if line.startswith(indent) else line.lstrip()
            made.append((Span(indent), Span(rest, style)))
    return made


def spread(left: Line, right: str, width: int, style: Style = "") -> list[Line]:
    """Words at both ends of a line, or below each other where they do not fit side by side."""
    right = show_safely(right)
    used = sum(cell_width(span.text) for span in left)
    room = width - used - cell_width(right)
    if right and room >= 2 and "\n" not in right:  # noqa: PLR2004 - two spaces keep them apart
        return [(*left, Span(" " * room), Span(right, style))]
    return [left, *wrap(right, width, "    ", style=style)] if right else [left]
