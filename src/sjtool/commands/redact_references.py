"""Which parts of addresses and references are left out of running words too: those that tell whose they are.

An ordinary word, a year or a time of day in a reference (`Duty desk`, `since 2009`, `13.40`) tells nobody, and to cut
it from every sentence would only spoil the copy.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from sjtool.commands.redact_calendar import is_calendar
from sjtool.commands.redact_days import IN_TEXT
from sjtool.commands.redact_vocabulary import WORD

_SHORT, _MOST_WORDS = 3, 4
_YEAR = re.compile(r"(?:19|20)\d\d")
_TIME = r"\d{1,2}[.:]\d{2}"
_NOTHING_TOLD = re.compile(
    rf"(?<![\w.]){_TIME}(?![\w.]*\d)|\b(?:19|20)\d\d\b|(?i:\bpages?\s\d+(?:\s(?:to|and)\s\d+)?\b)|(?i:\bsections?\s\d+\b)"
    r"|\b[a-z]{1,3}-\d{3,6}\b"
)
"""Figures of a reference that are in any file: times, years, pages, sections of an Act, ids of records."""
_A_RECORD = re.compile(r"[a-z]{1,3}-\d{3,6}")


def find_parts(value: str, *, is_address: bool, names: Callable[[str], bool]) -> Iterator[str]:
    """What of an address or a reference is left out wherever it is said. `names` says whether a word can be a name."""
    if _tells(value, is_address=is_address, names=names):
        yield value
    for part in map(str.strip, re.split(r"[,;\n]", value)):
        is_day = re.fullmatch(IN_TEXT, part) is not None
        is_short = len(part) > _SHORT and len(part.split()) <= _MOST_WORDS
        if is_short and not is_day and _tells(part, is_address=is_address, names=names):
            yield part
        for token in part.split():
            bare = token.strip("().:")
            if len(bare) > _SHORT and re.search(r"\d", bare) and not _is_common(bare):
                yield bare


def _is_common(token: str) -> bool:
    """Whether a word with a figure in it is a year, a time of day or the id of a record."""
    return bool(_YEAR.fullmatch(token) or re.fullmatch(_TIME, token) or _A_RECORD.fullmatch(token))


def _tells(part: str, *, is_address: bool, names: Callable[[str], bool]) -> bool:
    """Whether it has a figure of its own or a name; of an address also a second word with a capital."""
    left = _NOTHING_TOLD.sub(" ", re.sub(IN_TEXT, " ", part))
    if re.search(r"\d", left):
        return True
    words = WORD.findall(left)
    capitals = [word for word in words if word != word.casefold() and not is_calendar(word)]
    return any(names(re.split("['\u2019]", word)[0]) for word in capitals) or (is_address and len(capitals) > 1)
