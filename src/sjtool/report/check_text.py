"""What checking found, as plain text: file by file, then one line that counts."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.console import wrap_message
from sjtool.report.checked import Checked, CheckedFile, say_counts
from sjtool.text import count_words, show_safely


def render(checked: Checked, *, with_excerpt: bool = True, width: int = 0) -> str:
    """Every finding with its place, what, why and fix; the first line of each can be searched for.

    With a `width`, lines are wrapped for a reader at a terminal; without one each part is one line, for a script.
    """
    parts = [_file(file, with_excerpt=with_excerpt) for file in checked.files]
    text = "\n\n".join([*parts, "\n".join(_tally(checked))])
    lines = [wrap_message(line, width) for line in text.split("\n")] if width else [[show_safely(text)]]
    return "\n".join(part for line in lines for part in line) + "\n"


def _file(file: CheckedFile, *, with_excerpt: bool) -> str:
    if not file.problems:
        return f"{file.path}: nothing found"
    return "\n".join(problem.render(with_excerpt=with_excerpt) for problem in file.problems)


def _tally(checked: Checked) -> Iterator[str]:
    """How many files, how many checks, what came of it, and where to read more."""
    found = say_counts([(checked.errors, "error"), (checked.warnings, "warning")]) or "nothing found"
    yield f"{count_words(len(checked.files), 'file')}, {count_words(len(checked.checks), 'check')}: {found}"
    if checked.unreadable:
        yield f"  could not be read and so not be checked: {count_words(checked.unreadable, 'file')}"
    if checked.errors or checked.warnings:
        yield "  sjtool explain CODE  says what the words in square brackets stand for"
