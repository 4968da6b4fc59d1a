"""The formats a report can be printed in: one renderer a file, each imported only when it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from sjtool.errors import SjtoolError
from sjtool.report.report import Report

FORMATS: Mapping[str, str] = {
    "text": ".txt",
    "markdown": ".md",
    "html": ".html",
    "pdf": ".pdf",
    "docx": ".docx",
    "json": ".json",
}
"""What a file of each format ends in."""
PAGES = frozenset({"html", "pdf", "docx"})
"""Formats of which each file is one document: they are not joined on a pipe."""
BINARY = frozenset({"pdf", "docx"})
"""Formats that no terminal can show."""

_LIBRARIES = {"pdf": "typst", "docx": "docx"}
"""What has to be installed for a format; each is an extra."""


def refuse_missing(form: str) -> None:
    """Raise SjtoolError where a format needs what is not installed, before anything is read or asked for its sake."""
    if form not in _LIBRARIES:
        return
    from importlib.util import find_spec  # only for a format that may be missing

    if find_spec(_LIBRARIES[form]) is None:
        missing: SjtoolError = import_module(f"sjtool.report.as_{form}").say_missing()
        raise missing


def render(report: Report, form: str, width: int, *, on_one_line: bool = False) -> bytes:
    """A report in a format, in UTF-8 where it is text. `width` is for plain text; `on_one_line` for JSON in a run.

    Raises SjtoolError where the format needs what is not installed, or cannot hold a letter.
    """
    module = import_module(f"sjtool.report.as_{form}")
    if form == "text":
        text: str = module.render(report, width)
        return text.encode("utf-8")
    if form == "json":
        line: bytes = module.render_line(report) if on_one_line else module.encode(module.render(report))
        return line
    made: str | bytes = module.render(report)
    return made if isinstance(made, bytes) else made.encode("utf-8")
