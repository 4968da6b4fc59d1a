"""Short questions within a move: why there is no answer, what to add. `:back` returns to the question."""

from __future__ import annotations

from sjtool.ask.asker import Asker
from sjtool.interview.moves import KEYS, read_move, read_reason
from sjtool.interview.pages import show_reason_meanings, show_reasons
from sjtool.interview.screen import INDENT, Screen
from sjtool.model.missing import Missing

_KEYS = {key: word for key, word in KEYS.items() if word in {":back", ":quit"}}


class Left(Exception):  # noqa: N818 - a move, not an error
    """The officer goes; the session stays open."""


def ask_aside(asker: Asker, *, helps: bool = False) -> str | None:
    """A line within a move; None where the officer goes back. Raises Left on `:quit`; `helps` lets `?` through."""
    while True:
        if asker.watch:
            asker.watch("")  # what was entered before was taken or refused: only what is typed now is unfinished
        typed = asker.ask_line(f"{INDENT}> ", multiline=True, keys=_KEYS).strip()
        move = read_move(typed)
        if move is None or (helps and move[0] == "help"):
            return typed
        if move[0] == "quit":
            raise Left
        if move[0] == "back":
            return None
        asker.say(f"{INDENT}This first, or :back to the question.")


def ask_reason(asker: Asker, view: Screen) -> tuple[Missing | None, str]:
    """Ask why there is no answer; the reason and words after it, (None, "") where the officer thinks better of it."""
    _say(asker, show_reasons(view))
    while True:
        typed = ask_aside(asker, helps=True)
        if typed is None:
            return None, ""
        if read_move(typed):
            _say(asker, show_reason_meanings(view))
            continue
        reason, words = read_reason(typed)
        if reason:
            break
        _say(asker, view.wrap("Type a number or its word; ? says what each means, :back returns.", INDENT))
    return reason, words


def _say(asker: Asker, lines: list[str]) -> None:
    for line in lines:
        asker.say(line)
