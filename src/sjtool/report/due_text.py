"""What is due, on a screen or as a text: a line for each that can be searched for, and under it why then."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.due import HORIZON
from sjtool.dates import day_words
from sjtool.report.due_list import DueList, Row, say_line, say_source
from sjtool.report.foot import TRAINING
from sjtool.text import count_words, wrap_text

_HINT = ("Why a rule is editorial or to be verified:", "  sjtool sets show england-wales")


def render(found: DueList, width: int) -> str:
    """The marking, a count, the rows by case or by date."""
    lines = [line for marking in found.markings for line in wrap_text(marking, width)]
    lines += [TRAINING] if found.training else []
    lines += wrap_text(say_tally(found), width, "  ", "")
    lines += wrap_text(found.missing, width, "  ", "") if found.missing else []
    for case, rows in found.groups():
        lines += ["", *(wrap_text(case, width) if case else [])]
        lines += [line for row in rows for line in _row(found, row, width)]
        lines += wrap_text(found.resting.get(case, ""), width, "    ", "  ") if case in found.resting else []
    if any(row.due.standing != "published" for row in found.rows):
        lines += ["", *_HINT]
    return "\n".join(lines) + "\n"


def say_tally(found: DueList) -> str:
    """How many cases and how many things of each state, on which day."""
    counts = found.counts
    parts = [f"{counts['overdue']:,} overdue"]
    if not found.choice.overdue:
        parts += [f"{counts['not-recorded']:,} not recorded here"] if counts["not-recorded"] else []
        parts.append(f"{counts['due']:,} due within {min(HORIZON, found.choice.within)} days")
        parts.append(f"{counts['coming']:,} coming within {found.choice.within:,}")
        parts += [f"{counts['no-date']:,} without a day"] if counts["no-date"] else []
        parts += [f"{counts['met']:,} met"] if found.choice.with_met else []
    day = day_words(found.today.isoformat())
    return f"{day}: {count_words(found.cases, 'case')}, {', '.join(parts)}. Prompts, not legal advice."


def _row(found: DueList, row: Row, width: int) -> Iterator[str]:
    due = row.due
    lead = "  " if not found.by_date else f"  {row.case}: "
    yield from wrap_text(say_line(due, found.today), width, "    ", lead)
    if row.words:
        yield from wrap_text(row.words, width, "      ", "      ")
    owner = f" Whose: {row.owner}." if row.owner else ""
    source = f" Source: {say_source(due)}."
    yield from wrap_text(f"{due.counted[:1].upper()}{due.counted[1:]}.{owner}{source}", width, "      ", "      ")
