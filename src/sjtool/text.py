"""Show words on a screen or a page: whole, wrapped, and unable to do anything but be read.

Control characters are shown as their pictures and the marks that reorder a line as their numbers, so that nothing an
officer typed is lost and nothing in it can move the cursor, hide a line or pass for something else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_ONE_COLUMN = re.compile("[ -~\xa0-\u02ff\u2010-\u2027\u2190-\u2193\u2500-\u257f\u25a0\u25c6\u25c7\u25c9\u25cb\u25cf]*")
"""What Western European words and our own drawings are made of: a column each, known without asking."""
_PICTURES = 0x2400
_DELETE, _DELETE_PICTURE = 0x7F, "\u2421"
_JOINER = "\u200d"


def show_safely(text: str) -> str:
    """The text with anything that could act on a terminal made visible instead; line ends and tabs stay."""
    return _UNSAFE.sub(lambda match: _picture(match.group()), text)


def _picture(character: str) -> str:
    number = ord(character)
    if number < 0x20:  # noqa: PLR2004 - the C0 range has its own pictures
        return chr(_PICTURES + number)
    return _DELETE_PICTURE if number == _DELETE else f"\u27e8U+{number:04X}\u27e9"


def cell_width(text: str) -> int:
    """Columns a text takes on a terminal; wide letters take two."""
    if text.isascii() or _ONE_COLUMN.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth, wcwidth  # slow to import, and most lines are plain

    width = wcswidth(text)
    return width if width >= 0 else sum(max(0, wcwidth(c)) for c in text)


def wrap_text(text: str, width: int, indent: str = "", first: str | None = None) -> list[str]:
    """Lines of at most `width` columns; a word is broken only where it alone is longer than a line.

    Line ends in the text are kept. `first` stands before the first line, `indent` before the others.
    """
    lines: list[str] = []
    lead = indent if first is None else first
    for paragraph in show_safely(text).expandtabs(4).split("\n"):
        for line in _wrap_paragraph(paragraph, max(8, width - cell_width(indent)), max(8, width - cell_width(lead))):
            lines.append((lead + line).rstrip())
            lead = indent
    return lines


def _wrap_paragraph(paragraph: str, width: int, first_width: int) -> Iterator[str]:
    line, room = "", first_width
    for word in paragraph.split(" "):
        candidate = f"{line} {word}" if line else word
        if cell_width(candidate) <= room:
            line = candidate
            continue
        if line or room < cell_width(word) <= width:
            yield line
            room = width
        begin = 0
        while (end := _end_of_line(word, begin, room)) < len(word):
            yield word[begin:end]
            begin, room = end, width
        line = word[begin:]
    yield line


def _end_of_line(word: str, begin: int, width: int) -> int:
    """Where a line that begins at `begin` ends: as many letters as fit, at least one.

    A mark that joins or changes the letter before it goes with it. However long the word, only one line is looked at.
    """
    fits = begin
    for n in range(begin + 1, len(word)):
        if cell_width(word[n]) == 0 or word[n - 1] == _JOINER:
            continue
        if cell_width(word[begin:n]) > width:
            return fits if fits > begin else n
        fits = n
    return len(word) if fits == begin or cell_width(word[begin:]) <= width else fits


def pad(text: str, width: int) -> str:
    """Text filled with spaces to a number of columns."""
    return text + " " * max(0, width - cell_width(text))


def count_words(number: int, one: str, many: str | None = None) -> str:
    """`1 item`, `12 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
