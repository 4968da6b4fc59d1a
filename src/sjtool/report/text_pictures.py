"""Pictures as blocks of text, for a terminal and a plain file: past beside recent, and days on a line.

Marks differ in shape, so that nothing rests on colour; where there is no room, the same is said in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.report.report import Profile, ProfileRow, Timeline
from sjtool.report.spans import Line, Span, wrap
from sjtool.report.wording import say_date
from sjtool.text import cell_width, pad, show_safely, wrap_text

_PAST, _RECENT, _BOTH = "o", "●", "◉"
_NARROWEST = 8
_NARROWEST_TITLE = 18
_MARKS = {"happened": "●", "overdue": "■", "due": "o"}


def lay_profile(profile: Profile, width: int, indent: str) -> Iterator[Line]:
    """A row for each factor: `o` where it stood, `●` where it stands, `◉` where the two are one."""
    heads = [show_safely(label).split() for label in profile.labels]
    widths = [max(_NARROWEST, *(cell_width(word) + 2 for word in head)) for head in heads]
    longest = max((cell_width(show_safely(row.title)) for row in profile.rows), default=0) + 2
    titles = min(longest, width - cell_width(indent) - sum(widths))
    if titles < min(longest, _NARROWEST_TITLE):
        for row in profile.rows:
            yield from wrap(f"{row.title}: {row.said_past} → {row.said_recent}", width, indent + "  ", (Span(indent),))
        return
    deep = max(map(len, heads))
    for number in range(deep):
        words = [([""] * (deep - len(head)) + head)[number] for head in heads]
        line = "".join(_centre(word, room) for word, room in zip(words, widths, strict=True))
        yield (Span(indent + " " * titles), Span(line.rstrip(), "label"))
    for row in profile.rows:
        *before, last = wrap_text(row.title, titles - 2)
        yield from ((Span(indent + line),) for line in before)
        yield (Span(indent + pad(last, titles)), Span(_track(row, widths)))
    key = f"{_PAST} past   {_RECENT} recent   {_BOTH} the same in both"
    yield (Span(indent + key, "basis"),)
    if profile.unmarked:
        yield from wrap(profile.unmarked, width, indent, style="basis")


def _track(row: ProfileRow, widths: Sequence[int]) -> str:
    """The line a factor moves on."""
    cells = [" "] * sum(widths)
    at = [sum(widths[:n]) + (room - 1) // 2 for n, room in enumerate(widths)]
    if row.past is not None and row.recent is not None and row.past != row.recent:
        low, high = sorted((at[row.past], at[row.recent]))
        cells[low + 1 : high] = "─" * (high - low - 1)
    if row.past is not None:
        cells[at[row.past]] = _PAST
    if row.recent is not None:
        cells[at[row.recent]] = _BOTH if row.past == row.recent else _RECENT
    return "".join(cells).rstrip()


def _centre(text: str, room: int) -> str:
    """Text in the middle of a column."""
    left = (room - 1) // 2 - (cell_width(text) - 1) // 2
    return pad(" " * max(0, left) + text, room)


def lay_timeline(timeline: Timeline, width: int, indent: str) -> Iterator[Line]:
    """A line for each day, and one where today lies."""
    days = [say_date(one.on) for one in timeline.moments]
    column = max((cell_width(day) for day in [*days, say_date(timeline.today)]), default=0)
    told = False
    for one, day in zip(timeline.moments, days, strict=True):
        if not told and one.on > timeline.today:
            yield _today(timeline, column, indent)
            told = True
        lead = indent + " " * (column - cell_width(day)) + day + f"  {_MARKS[one.mark]}  "
        yield from wrap(one.line, width, indent + " " * (column + 5), (Span(lead),))
    if not told:
        yield _today(timeline, column, indent)
    used = [mark for mark in _MARKS if any(one.mark == mark for one in timeline.moments)]
    yield (Span(indent + "   ".join(f"{_MARKS[mark]} {mark}" for mark in used), "basis"),)


def _today(timeline: Timeline, column: int, indent: str) -> Line:
    day = say_date(timeline.today)
    return (Span(indent + " " * (column - cell_width(day)) + day), Span("  ┼  today", "basis"))
