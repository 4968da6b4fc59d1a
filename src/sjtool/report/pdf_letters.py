"""What letters a PDF can hold: how they are shown on its pages, and what is said where one cannot be printed.

A letter that no font has is refused by name, with the place it stands in and without the words around it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from sjtool.errors import SjtoolError, refused
from sjtool.report.report import Report
from sjtool.text import show_safely

_NO_FONT_HAS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffe\uffff]")
"""Control characters, for whose pictures there is no font here, and marks that PDF/A allows in no text."""
_HINTS = re.compile("[\ufe0e\ufe0f]")
"""They say whether the letter before is drawn in colour. On paper that says nothing, and no font here knows them."""
_JOINED = re.compile("[^\t\n -\u058f\u1e00-\u1fff\u2010-\u23ff\u2440-\u27ff]")
"""Letters beyond Latin, Greek and Cyrillic, many of them drawn otherwise beside each other; pictures of controls."""


def show_on_page(text: str) -> str:
    """Words as a page can hold them: what could act is shown, by its number where its picture has no font."""
    numbered = _NO_FONT_HAS.sub(lambda match: f"\u27e8U+{ord(match.group()):04X}\u27e9", text)
    return _HINTS.sub("", show_safely(numbered))


def is_drawn_safely(drawn: str) -> bool:
    """Whether a picture holds only letters that are drawn one by one."""
    return not _JOINED.search(drawn)


def refuse_print(report: Report, prints: Callable[[str], bool]) -> SjtoolError:
    """Why a report could not be printed. `prints` says of words whether they can be."""
    tried: dict[str, bool] = {}
    said = [(where, show_on_page(words)) for where, words in _find_words(report)]
    for where, words in said:
        for letter in dict.fromkeys(words):
            if letter not in tried:
                tried[letter] = letter.isascii() or prints(letter)
            if not tried[letter]:
                name = unicodedata.name(letter, "a letter without a name")
                return _refuse(report, f"{where} holds {name} (U+{ord(letter):04X}), which no font here has")
    for where, words in said:
        if not words.isascii() and not prints(words):
            return _refuse(report, f"{where} holds letters that no font here has in that order")
    return refused(
        "pdf-refused",
        report.case,
        "the page could not be set as an accessible PDF",
        "it is refused rather than made in another kind",
        "--format html  prints the same",
    )


def _refuse(report: Report, what: str) -> SjtoolError:
    why = "an empty box in its place would lose what was written"
    fix = "print it as HTML:  --format html  shows every letter the reader's machine has"
    return refused("letter-not-printable", report.case, what, why, fix)


def _find_words(report: Report) -> Iterator[tuple[str, str]]:
    """Every text of a report with the place it stands in: its section, and the record it comes from where that is said.

    A label is not named: it can be what somebody is called.
    """
    for name in ("subject", "recipient", "handling", "marking", "title"):
        yield f"the {name} of the report", getattr(report, name)
    for words in (report.status.words, *report.warnings, *report.status.lines):
        yield "the head of the report", words
    for section in report.sections:
        place = f'section {section.number}, "{section.title}",' if section.number else "page one"
        yield from _words_in(section.blocks, place)


def _words_in(part: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield place, part
    elif isinstance(part, tuple):
        for one in part:
            yield from _words_in(one, place)
    elif is_dataclass(part) and not isinstance(part, type):
        basis = getattr(part, "basis", None)
        inside = f"{place} {basis.records[0]}," if basis and basis.records else place
        for field in fields(part):
            yield from _words_in(getattr(part, field.name), inside)
