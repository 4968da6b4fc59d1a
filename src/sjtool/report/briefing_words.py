"""How a visit briefing keeps to one page: short pieces, and what does not fit is counted, never dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sjtool.report.context import Context
from sjtool.report.wording import capitalise

_ROWS, _WORDS = 3, 80
"""Entries of a list, and letters of an entry, below which there is no room for rows of their own, or for routine."""


@dataclass(frozen=True)
class Room:
    """How much a briefing may hold: entries of a list, letters of an entry, what can be done without, the strip."""

    most: int
    words: int
    has_extras: bool
    has_strip: bool

    @property
    def is_least(self) -> bool:
        """Whether there is so little that what belongs together stands in one row."""
        return self.most < _ROWS

    @property
    def is_bare(self) -> bool:
        """Whether what every visit is reminded of has to give way to what is recorded of this one."""
        return self.words < _WORDS


ROOMS = (
    Room(8, 320, has_extras=True, has_strip=True),
    Room(5, 240, has_extras=True, has_strip=True),
    Room(4, 200, has_extras=False, has_strip=True),
    Room(3, 160, has_extras=False, has_strip=True),
    Room(4, 200, has_extras=False, has_strip=False),
    Room(3, 150, has_extras=False, has_strip=False),
    Room(2, 160, has_extras=False, has_strip=False),
    Room(2, 110, has_extras=False, has_strip=False),
    Room(1, 90, has_extras=False, has_strip=False),
    Room(1, 70, has_extras=False, has_strip=False),
    Room(1, 45, has_extras=False, has_strip=False),
)
"""From the most to the least. Fewer entries are better than more that are cut."""


def point_to(context: Context, command: str, section: int) -> str:
    """Where the rest of a list stands: a command where there is something to type it in, else the summary."""
    if context.for_author:
        return f": sjtool {command}"
    return f"; summary, section {section}"


def begin(words: str | None, most: int) -> str:
    """As many whole sentences as have so many letters, with a mark where more follow; a longer one is clipped."""
    flat = " ".join((words or "").split())
    if len(flat) <= most:
        return flat
    first = first_sentences(flat, most)
    return f"{first} …" if len(first) <= most else clip(flat, most)


def clip(words: str | None, most: int) -> str:
    """The beginning of a text on one line, at most so many letters, with a mark where it goes on."""
    flat = " ".join((words or "").split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    whole = cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > most // 2 else cut).rstrip(' ,;:.')}…"


def list_some(parts: Sequence[str], most: int, where: str, between: str = "; ") -> str:
    """The first of several, and how many more there are and where they stand (`point_to`)."""
    shown = between.join(parts[:most])
    rest = len(parts) - most
    return f"{shown}; and {rest} more{where}" if rest > 0 else shown


def sentence(words: str) -> str:
    """Words with a capital at the start and a stop at the end."""
    return words if not words else capitalise(words) + ("" if words.endswith((".", "!", "?", "…")) else ".")


def first_sentences(words: str, most: int) -> str:
    """As many whole sentences as have so many letters, at least the first."""
    first, *others = re.split(r"(?<=[.!?])\s+", words)
    for one in others:
        if len(first) + len(one) >= most:
            break
        first = f"{first} {one}"
    return first
