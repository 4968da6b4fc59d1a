"""The words an officer types to move about a sheet; each works over any question of a factor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

_MOVE = re.compile(r":([a-z]+)(?:[ \t]+(.*))?", re.IGNORECASE)


@dataclass(frozen=True)
class RateMove:
    """A move and what it does."""

    name: str
    does: str
    takes: str = ""


RATE_MOVES: tuple[RateMove, ...] = (
    RateMove("back", "the question before, or the factor before"),
    RateMove("skip", "leave this factor unrated; what you typed of it is kept"),
    RateMove("why", "why the factor matters, what to look for, its caution and source"),
    RateMove("notes", "how this sheet is rated"),
    RateMove("last", "every earlier rating of this factor, whole, with its evidence"),
    RateMove("map", "the factors of this person and how each stands"),
    RateMove("jump", "to another factor, by its number, id or a word of it", "FACTOR"),
    RateMove("quit", "leave; what is rated is saved, what is typed is kept"),
    RateMove("help", "this list; ? at the first question shows the labels too"),
)
RATE_KEYS: Mapping[str, str] = {
    "f2": ":back",
    "f3": ":skip",
    "f5": ":map",
    "f6": ":why",
    "f7": ":last",
    "f9": ":quit",
}
"""Keys for the moves made most, the same as in an interview."""
_NAMES = (*(move.name for move in RATE_MOVES), "edit")


def read_rate_move(text: str) -> tuple[str, str] | None:
    """The move a line names and what follows it; ("", word) for a move there is not; None for an answer.

    A move is a single line that begins with a colon; its first letters are enough where they are clear.
    """
    found = _MOVE.fullmatch(text.rstrip())
    if found is None:
        return None
    word, rest = found[1].lower(), (found[2] or "").strip()
    if word in _NAMES:
        return word, rest
    begins = [name for name in _NAMES if name.startswith(word)]
    return (begins[0], rest) if len(begins) == 1 else ("", word)
