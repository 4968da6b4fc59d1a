"""The clock line: what is overdue and what comes next, by day, and where the day of the report lies among them.

It tells the days that `sjtool due` tells. A copy for somebody else has none: what stops a clock may be left out of it,
and a thing that was done would look overdue.
"""

from __future__ import annotations

from collections import Counter
from datetime import date

from sjtool.assess.due import HORIZON, Due, State
from sjtool.report.briefing_words import clip
from sjtool.report.context import Context
from sjtool.report.due_list import FARTHEST, say_when
from sjtool.report.report import Block, Group, Moment, Paragraph, Timeline
from sjtool.report.wording import capitalise, say_date

_WORDS = 48
_OPEN = frozenset({"overdue", "due", "coming"})
_OVERDUE, _AHEAD = 8, 5


def find_open_dues(context: Context) -> tuple[Due, ...]:
    """What is overdue, due or coming and has a day, by day, as far as this reader may know of it."""
    if context.seen is not None:
        return ()
    today = context.today
    known = (due for due in context.dues if context.for_author or not due.is_covert)
    return tuple(due for due in known if due.on and due.state in _OPEN and (due.on - today).days <= FARTHEST)


def _lay_line(dues: tuple[Due, ...], today: date) -> tuple[Timeline, int]:
    """The line with so many at most on either side of today, the oldest first; and how many it leaves out."""
    late = [due for due in dues if due.state == "overdue"]
    to_come = [due for due in dues if due.state != "overdue"]
    shown = [*late[:_OVERDUE], *to_come[:_AHEAD]]
    moments = tuple(_moment(due, today) for due in shown)
    return Timeline(moments, today.isoformat()), len(dues) - len(shown)


def _say_due(due: Due) -> str:
    """What is due by which rule: in the officer's words where there are some, and never so of what is covert."""
    rule = "" if due.rule == "due" else due.rule
    if due.words and not due.is_covert:
        return ", ".join(filter(None, [clip(due.words, _WORDS), rule]))
    return f"{due.what} {rule}".strip()


def _moment(due: Due, today: date) -> Moment:
    on = due.on.isoformat() if due.on else ""
    when = say_when(due, today)
    return Moment(on, capitalise(_say_due(due)), "overdue" if due.state == "overdue" else "due", when)


def build_clock_line(context: Context) -> tuple[Block, ...]:
    """The line under a heading of its own, with what it leaves out; nothing where nothing is open."""
    dues = find_open_dues(context)
    if not dues:
        return ()
    today = context.today
    line, more = _lay_line(dues, today)
    blocks: tuple[Block, ...] = (line,)
    if more:
        blocks += (Paragraph(f"{more} more: sjtool due {context.loaded.name}", "sjtool"),)
    return (Group("Due dates", f"as they stood on {say_date(today)}", blocks),)


def count_clocks(context: Context) -> tuple[Block, ...]:
    """`By the clocks: 2 overdue, 3 due within 28 days (section 16).` Nothing where neither is."""
    counts = Counter(due.state for due in find_open_dues(context))
    said: tuple[tuple[State, str], ...] = (("overdue", "overdue"), ("due", f"due within {HORIZON} days"))
    words = ", ".join(f"{counts[state]} {how}" for state, how in said if counts[state])
    return (Paragraph(f"By the clocks: {words} (section 16).", "sjtool"),) if words else ()
