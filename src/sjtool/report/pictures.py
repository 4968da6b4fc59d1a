"""Draw what is better seen than read: ratings over dates, past beside recent, days on a line. SVG, in ink alone.

Each picture says the same as its table does. Shapes and letters carry the meaning, never colour; the ink is that of the
page (`currentColor`), so that it holds in the dark and on paper. Words are escaped, and fetch and run nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise

from sjtool.dates import day_words
from sjtool.report.blocks import short_date
from sjtool.report.report import Profile, ProfileRow, Strip, Timeline
from sjtool.text import cell_width, show_safely, wrap_text

_FONT = 'font-family="Noto Sans, Arial, Liberation Sans, Helvetica, sans-serif" font-size="13"'
_LETTER = 7.2
"""About the width of a letter of 13 units; wide letters take two."""
_ROW, _TOP, _GAP, _LINE = 24, 30, 14, 17
_COLUMNS = 80
"""Letters of a line of words in a picture; longer words go on below."""
_DOT = 5.5
_KEY = "ring: past · dot: recent"
_DAY_KEY = {"happened": "dot: happened", "overdue": "square: overdue", "due": "ring: due"}

ROOM_TO_SIGN = "_____"
"""What marks a line that somebody signs on by hand: it is set with room."""


def picture_width(drawn: str) -> float:
    """How wide a picture is, in its own units."""
    return float(drawn.split('width="', 1)[1].split('"', 1)[0])


def split_strip(strip: Strip, most: int = 6) -> Iterator[Strip]:
    """The same in pieces of so many dates at most, as wide as a page can show; what letters mean is with the last."""
    for start in range(0, len(strip.dates), most):
        piece = slice(start, start + most)
        rows = tuple((title, letters[piece]) for title, letters in strip.rows)
        yield Strip(strip.dates[piece], rows, strip.legend if start + most >= len(strip.dates) else ())


def draw_strip(strip: Strip) -> str:
    """Factors down and dates across: a letter in a box, a small dot where nothing was rated."""
    left = _width_of(title for title, _row in strip.rows) + _GAP
    heads = [short_date(day) for day in strip.dates]
    step = max(30.0, _width_of(heads) + _GAP, _width_of(letter for _t, row in strip.rows for letter in row) + 22)
    parts = [_words(left + n * step + step / 2, 16, head, "middle") for n, head in enumerate(heads)]
    for number, (title, letters) in enumerate(strip.rows):
        y = _TOP + number * _ROW
        parts.append(_words(0, y + 16, title))
        parts += [_mark(left + n * step + step / 2, y + 11, letter) for n, letter in enumerate(letters)]
    says = "; ".join(
        f"{title}: {', '.join(f'{head} {letter}' for head, letter in zip(heads, letters, strict=True))}"
        for title, letters in strip.rows
    )
    return _svg(left + step * len(heads), _TOP + _ROW * len(strip.rows), "Ratings over dates", says, parts)


def draw_profile(profile: Profile, *, stacked: bool = False) -> str:
    """A ring for the past, a full dot for now, an arrow between them where they differ.

    `stacked` has the title of a row above its line, and a word of a label on a line each: for a narrow screen.
    """
    titles = _width_of(row.title for row in profile.rows)
    left = 0.0 if stacked else titles + _GAP
    heads = [label.split() if stacked else [label] for label in profile.labels]
    step = max(64.0, _width_of(word for head in heads for word in head) + _GAP)
    places = [left + n * step + step / 2 for n in range(len(heads))]
    deep = max(map(len, heads), default=1)
    parts = [
        _words(x, 16 + (deep - len(head) + n) * _LINE, word, "middle")
        for x, head in zip(places, heads, strict=True)
        for n, word in enumerate(head)
    ]
    top, high = _TOP + (deep - 1) * _LINE, _ROW + (_LINE if stacked else 0)
    for number, row in enumerate(profile.rows):
        y = top + number * high + (_LINE if stacked else 0) + 11
        parts.append(_words(0, y - 14 if stacked else y + 5, row.title))
        parts += _track(row, places, y)
    says = "; ".join(f"{row.title}: past {row.said_past}, recent {row.said_recent}" for row in profile.rows)
    height = top + high * len(profile.rows)
    keys = [_KEY, *filter(None, [profile.unmarked])]
    width = max(left + max(step * len(places), _width_of(keys)), titles)
    parts += [_words(left, height + 16 + n * _LINE, key) for n, key in enumerate(keys)]
    return _svg(width, height + 24 + _LINE * (len(keys) - 1), "Past beside recent", says, parts)


def _track(row: ProfileRow, places: Sequence[float], y: int) -> Iterator[str]:
    """The line a factor moves on, and where it stood and stands on it."""
    yield _line(places[0], y, places[-1], y, "0.25")
    if row.past is not None:
        yield f'<circle cx="{places[row.past]:g}" cy="{y}" r="8.5" fill="none" stroke="currentColor"/>'
    if row.recent is not None:
        yield f'<circle cx="{places[row.recent]:g}" cy="{y}" r="{_DOT}" fill="currentColor"/>'
    if row.past is not None and row.recent is not None and row.past != row.recent:
        yield _arrow(places[row.past], places[row.recent], y)


def draw_timeline(timeline: Timeline, columns: int = _COLUMNS) -> str:
    """Days down a line: a full dot for what happened, a ring for what is due, a square for what is overdue."""
    rows = [*_days_of(timeline)]
    left = _width_of(day_words(on) for on, _words_of, _mark_of in rows) + _GAP
    parts: list[str] = []
    places: list[tuple[float, str]] = []
    y = 12.0
    for on, words, mark in rows:
        lines = wrap_text(words, columns)
        parts += [_words(left - _GAP, y + 5, day_words(on), "end"), _moment(left, y, mark)]
        parts += [_words(left + _GAP, y + 5 + n * _LINE, line) for n, line in enumerate(lines)]
        places.append((y, mark))
        y += _ROW + (len(lines) - 1) * _LINE
    key = " · ".join(words for mark, words in _DAY_KEY.items() if any(row[2] == mark for row in rows))
    parts.append(_words(left + _GAP, y + 9, key))
    says = "; ".join(f"{day_words(one.on)}: {one.words}, {one.stands}" for one in timeline.moments)
    lines_of = (line for _on, words, _m in rows for line in wrap_text(words, columns))
    width = left + _GAP + _width_of([key, *lines_of])
    return _svg(width, y + 16, "Days", says, [*_line_of_time(left, places), *parts])


def _days_of(timeline: Timeline) -> Iterator[tuple[str, str, str]]:
    """Day, words and mark of each row, with today in its place."""
    told = False
    for one in timeline.moments:
        if not told and one.on > timeline.today:
            yield timeline.today, "today", "today"
            told = True
        yield one.on, one.line, one.mark
    if not told:
        yield timeline.today, "today", "today"


def _svg(width: float, height: float, title: str, says: str, parts: Sequence[str]) -> str:
    """The whole picture, with what it shows in words for whoever hears the page."""
    shown = escape(f"{title}. {show_safely(says)}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{shown}" width="{width:g}" '
        f'height="{height:g}" viewBox="0 0 {width:g} {height:g}" fill="currentColor" {_FONT}>{"".join(parts)}</svg>'
    )


def _width_of(words: Iterable[str]) -> float:
    return max((cell_width(show_safely(word)) for word in words), default=0) * _LETTER


def _words(x: float, y: float, text: str, anchor: str = "start") -> str:
    at_end = f' text-anchor="{anchor}"' if anchor != "start" else ""
    return f'<text x="{x:g}" y="{y:g}"{at_end}>{escape(show_safely(text))}</text>'


def _line(x1: float, y1: float, x2: float, y2: float, opacity: str) -> str:
    return f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="currentColor" stroke-opacity="{opacity}" fill="none"/>'


def _mark(x: float, y: float, letter: str) -> str:
    """A letter in its box; a dot where there was no rating."""
    if letter == ".":
        return f'<circle cx="{x:g}" cy="{y}" r="1.5" fill="currentColor"/>'
    wide = max(20.0, _width_of([letter]) + 10)
    box = f'<rect x="{x - wide / 2:g}" y="{y - 10}" width="{wide:g}" height="20" rx="3" fill="none"'
    return f'{box} stroke="currentColor" stroke-opacity="0.55"/>{_words(x, y + 5, letter, "middle")}'


def _arrow(start: float, end: float, y: float) -> str:
    way = 1 if end > start else -1
    tip = end - way * (_DOT + 2)
    head = f"M{tip - way * 6:g} {y - 4:g}L{tip:g} {y:g}L{tip - way * 6:g} {y + 4:g}"
    return f'<path d="M{start + way * 8.5:g} {y:g}L{tip:g} {y:g}{head}" stroke="currentColor" fill="none"/>'


def _line_of_time(x: float, places: Sequence[tuple[float, str]]) -> Iterator[str]:
    """The line between the marks; it stops at their edges, so that a ring stays open."""
    for (begin, mark), (end, after) in pairwise(places):
        edges = begin + (0 if mark == "today" else _DOT), end - (0 if after == "today" else _DOT)
        yield _line(x, edges[0], x, edges[1], "0.6")


def _moment(x: float, y: float, mark: str) -> str:
    if mark == "overdue":
        return f'<rect x="{x - 5.5:g}" y="{y - 5.5:g}" width="11" height="11" fill="currentColor"/>'
    if mark == "today":
        return _line(x - 9, y, x + 9, y, "1")
    full = "currentColor" if mark == "happened" else "none"
    return f'<circle cx="{x:g}" cy="{y:g}" r="{_DOT}" fill="{full}" stroke="currentColor"/>'
