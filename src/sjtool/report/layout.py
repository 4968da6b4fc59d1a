"""Set a report in lines of a given width: the one layout that plain text and the terminal share.

Officers' words are wrapped and never cut. The marking stands first and last; the foot carries the chain head, so that
a print can later be held against the file.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.report.blocks import lay_block
from sjtool.report.foot import TRAINING, foot_lines
from sjtool.report.report import Block, Group, Report, Section
from sjtool.report.spans import NOTHING, Line, Span, spread, wrap
from sjtool.report.wording import say_date
from sjtool.text import cell_width, show_safely

NARROWEST, WIDEST = 60, 120


def lay_report(report: Report, width: int) -> Iterator[Line]:
    """Every line of a report. `width` is brought within 60 to 120 columns."""
    width = max(NARROWEST, min(WIDEST, width))
    for line in _lay(report, width):
        yield tuple(Span(show_safely(span.text), span.style) for span in line)


def _lay(report: Report, width: int) -> Iterator[Line]:
    yield from _lay_top(report, width)
    for section in report.sections:
        yield from _lay_section(section, width)
    yield from _lay_foot(report, width)


def _lay_top(report: Report, width: int) -> Iterator[Line]:
    yield from _centre(report.marking, width)
    yield from spread(report.status.words, TRAINING if report.training else "", width, "strong")
    for warning in report.warnings:
        yield from wrap(warning, width, style="strong")
    yield from wrap(report.handling, width, style="note")
    yield _rule(width)
    yield from spread(report.title, report.case, width, "title")
    made = f"printed on {say_date(report.built_on)}"
    yield from spread(report.subject, made, width)
    if report.as_at:
        yield from wrap(f"The case as it was recorded by {say_date(report.as_at)}.", width, style="strong")
    if report.recipient:
        yield from wrap(f"Made for: {report.recipient}", width)
    for line in report.status.lines:
        yield from wrap(line, width)


def _lay_section(section: Section, width: int) -> Iterator[Line]:
    yield NOTHING
    if section.number:
        yield NOTHING
        title = f"{section.number:<3}{section.title}"
        yield from spread(title, section.holds, width, "title", "basis")
    indent = "   " if section.number else ""
    before: Block | None = None
    for block in section.blocks:
        if before is not None and (
            isinstance(block, Group) or isinstance(before, Group) or type(block) is not type(before)
        ):
            yield NOTHING
        yield from lay_block(block, width, indent)
        before = block


def _lay_foot(report: Report, width: int) -> Iterator[Line]:
    yield NOTHING
    yield _rule(width)
    *held, made = foot_lines(report)
    for line in held:
        yield from wrap(line, width, style="basis")
    day, _, training = made.partition(" · ")
    yield from spread((Span(day, "basis"),), training, width)
    yield from _centre(report.marking, width)


def _rule(width: int) -> Line:
    return (Span("─" * width, "basis"),)


def _centre(text: str, width: int) -> Iterator[Line]:
    shown = show_safely(text)
    if "\n" in shown or cell_width(shown) > width:
        yield from wrap(text, width, style="marking")
    else:
        yield (Span(" " * ((width - cell_width(shown)) // 2)), Span(shown, "marking"))
