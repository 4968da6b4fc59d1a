"""What is due, as Markdown: a table for each case, or one by date."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.dates import day_words
from sjtool.report.as_markdown import escape
from sjtool.report.due_list import STATE_WORDS, DueList, Row, say_source, say_what, say_when
from sjtool.report.due_text import say_tally
from sjtool.report.foot import TRAINING

_COLUMNS = ("State", "Day", "What", "Counted", "Source", "Whose")


def render(found: DueList) -> str:
    """A heading, the marking, the tally, the tables."""
    parts = [
        "# What is due",
        *(f"**{_cell(marking)}**" for marking in found.markings),
        *([TRAINING] if found.training else []),
        escape(say_tally(found)),
    ]
    parts += [escape(found.missing)] if found.missing else []
    for case, rows in found.groups():
        parts += [f"## {_cell(case)}"] if case else []
        parts += ["\n".join(_table(found, rows))] if rows or not case else []
        parts += [escape(found.resting[case])] if case in found.resting else []
    return "\n\n".join(parts) + "\n"


def _table(found: DueList, rows: tuple[Row, ...]) -> Iterator[str]:
    columns = ("Case", *_COLUMNS) if found.by_date else _COLUMNS
    yield f"| {' | '.join(columns)} |"
    yield f"|{' --- |' * len(columns)}"
    for row in rows:
        due = row.due
        on = day_words(due.on.isoformat()) if due.on else ""
        day = f"{on} ({say_when(due, found.today)})".strip()
        cells = [STATE_WORDS[due.state], day, say_what(due), due.counted, say_source(due), row.owner]
        shown = [row.case, *cells] if found.by_date else cells
        yield f"| {' | '.join(_cell(cell) for cell in shown)} |"


def _cell(text: str) -> str:
    """A text in one line of a table."""
    return escape(" ".join(text.split()))
