"""A report as plain text, 60 to 120 columns: for files, pipes, serial lines and screen readers."""

from __future__ import annotations

from sjtool.report.layout import lay_report
from sjtool.report.report import Report
from sjtool.report.spans import plain


def render(report: Report, width: int = 80) -> str:
    """The whole report. Nothing in it can act on a terminal, and every word recorded is there."""
    return "\n".join(plain(line) for line in lay_report(report, width)) + "\n"
