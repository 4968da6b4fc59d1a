"""The words an officer types to move about: `:back`, `:skip` and the rest, so that they work over any line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sjtool.interview.typed import pick_option, split_words
from sjtool.model.missing import REASONS, Missing

_MOVE = re.compile(r":([a-z]+)(?:[ \t]+(.*))?", re.IGNORECASE)


@dataclass(frozen=True)
class Move:
    """A move and what it does."""

    name: str
    does: str
    takes: str = ""


MOVES: tuple[Move, ...] = (
    Move("back", "the question before"),
    Move("skip", "no answer, and why:  :skip refused, said to ask him", "[REASON]"),
    Move("note", "add a note; saved at once", "[WORDS]"),
    Move("edit", "write the answer in your editor"),
    Move("why", "what it is for, what to look for, its source"),
    Move("last", "what this informant said of it before"),
    Move("map", "all questions and how each stands; or those only", "[open|answered|none]"),
    Move("jump", "to another question, by item or a word of it", "ITEM"),
    Move("again", "drop the words just held for the note"),
    Move("who", "who is asking and who is there; change it"),
    Move("time", "when it began, and how long it has gone on"),
    Move("cleared", "who cleared the questions that can disclose", "[WORDS]"),
    Move("stop", "what to do at each stop sign"),
    Move("conduct", "all notes on conduct, with their sources"),
    Move("end", "the session is over"),
    Move("quit", "leave; the session stays open and resumes here"),
    Move("help", "this list"),
)
NOT_FACING: frozenset[str] = frozenset({"why", "who", "cleared", "stop", "conduct"})
"""Moves that show what is not for the eyes of the person who is asked."""
KEYS: Mapping[str, str] = {
    "f2": ":back",
    "f3": ":skip",
    "f4": ":note",
    "f5": ":map",
    "f6": ":why",
    "f9": ":quit",
    "f7": ":last",
    "f8": ":edit",
}
"""Keys for the moves made most; the words do the same over any line."""
_BARE = frozenset({"skip", "back", "quit", "exit", "end", "help", "map", "jump", "clear", "stop", "edit"})
_ALSO = {
    "not-known": ("don't know", "doesn't know", "dont know", "doesnt know", "i don't know", "i dont know", "dk"),
    "deferred": ("later",),
}
_SPOKEN_REASONS = frozenset(
    word
    for reason in REASONS
    for word in (reason.id.replace("-", " "), reason.title.casefold(), *_ALSO.get(reason.id, ()))
    if word not in {"unable", "withheld", "later", "deferred"}
)
"""Reasons as they are typed; words that may be an answer to something are not among them."""
NAMES: tuple[str, ...] = tuple(move.name for move in MOVES)


def read_move(text: str) -> tuple[str, str] | None:
    """The move a line names and what follows it; ("", word) for a move there is not; None for an answer.

    A move is a single line that begins with a colon; its first letters are enough where they are clear.
    """
    if text.strip() == "?":
        return "help", ""
    found = _MOVE.fullmatch(text.rstrip())
    if found is None:
        return None
    word, rest = found[1].lower(), (found[2] or "").strip()
    if word in NAMES:
        return word, rest
    begins = [name for name in NAMES if name.startswith(word)]
    return (begins[0], rest) if len(begins) == 1 else ("", word)


def looks_like_move(text: str) -> bool:
    """Whether a line is a command typed where an answer belongs: `sjtool …`, or a move without its colon.

    A space before it says that it is an answer all the same.
    """
    word = text.strip().casefold()
    return not text.startswith(" ") and "\n" not in text and (word.startswith("sjtool ") or word in _BARE)


def is_reason(text: str) -> bool:
    """Whether a line is word for word a reason for no answer, as "no comment" and "don't know" are; a number is none.

    A space before it says that it is an answer all the same.
    """
    word = " ".join(text.casefold().replace("\u2019", "'").strip(" .").split())
    return not text.startswith(" ") and word in _SPOKEN_REASONS


def read_reason(text: str) -> tuple[Missing | None, str]:
    """A reason for no answer by number, id or title, and the words after the comma."""
    head, rest = split_words(text)
    found = pick_option([(reason.id, reason.title, *_ALSO.get(reason.id, ())) for reason in REASONS], head)
    return (None, "") if found is None else (REASONS[found].id, rest)
