"""A report at a terminal: the lines of the plain text, with weight and a little colour.

Neither carries a meaning that the words do not. Words reach rich as Text objects only, never as markup, so that
brackets in what an officer wrote stay brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sjtool.report.layout import lay_report

if TYPE_CHECKING:
    from typing import TextIO

    from sjtool.report.report import Report

_STYLES = {
    "": "",
    "title": "bold",
    "heading": "bold",
    "label": "cyan",
    "strong": "bold",
    "basis": "dim",
    "note": "italic",
    "marking": "bold reverse",
}


def show(report: Report, width: int, file: TextIO) -> None:
    """Print a report to a terminal."""
    from rich.console import Console
    from rich.text import Text

    console = Console(file=file, width=width, force_terminal=True, highlight=False, markup=False, emoji=False)
    for line in lay_report(report, width):
        text = Text(end="\n", no_wrap=True, overflow="ignore")
        for span in line:
            text.append(span.text, style=_STYLES[span.style])
        console.print(text, soft_wrap=True, crop=False)
