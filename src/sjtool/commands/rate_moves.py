"""The words an officer types to move about a sheet; each works over any question of a factor."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sjtool.interview.moves import Move

_MOVE = re.compile(r":([a-z]+)(?:[ \t]+(.*))?", re.IGNORECASE)


RATE_MOVES: tuple[Move, ...] = (
    Move("back", "the question before, or the factor before"),
    Move("skip", "leave this factor unrated; what you typed of it is kept"),
    Move("why", "why the factor matters, what to look for, its caution and source"),
    Move("notes", "how this sheet is rated"),
    Move("last", "every earlier rating of this factor, whole, with its evidence"),
    Move("map", "the factors of this person and how each stands"),
    Move("jump", "to another factor, by its number, id or a word of it", "FACTOR"),
    Move("quit", "leave; what is rated is saved, what is typed is kept"),
    Move("help", "this list; ? at the first question shows the labels too"),
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
