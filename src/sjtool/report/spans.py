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


def spread(left: str | Line, right: str, width: int, style: Style = "", right_style: Style | None = None) -> list[Line]:
    """Words at both ends of a line; where they do not fit, the right ones stand on the next, still at the right."""
    lines = wrap(left, width, style=style) if isinstance(left, str) else [left]
    right = show_safely(right)
    if not right:
        return lines
    shown = style if right_style is None else right_style
    wide = cell_width(right)
    if "\n" in right or wide > width:
        return [*lines, *wrap(right, width, "    ", style=shown)]
    used = sum(cell_width(span.text) for span in lines[-1])
    if used + 2 + wide <= width:
        return [*lines[:-1], (*lines[-1], Span(" " * (width - used - wide)), Span(right, shown))]
    return [*lines, (Span(" " * (width - wide)), Span(right, shown))]
