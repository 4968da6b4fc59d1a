"""How a line is read from the officer: what every way of reading offers, and which one fits this terminal.

Talk goes to stderr, so that stdout holds only what a command was asked for. prompt_toolkit (`prompted.py`) keeps a
pasted paragraph together; plain lines (`plain_lines.py`) are for serial consoles, screen readers and `TERM=dumb`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from typing import Any, Protocol, runtime_checkable

from sjtool.ask.stop import Stop
from sjtool.errors import usage

__all__ = ["Asker", "AskingBeside", "Editing", "Stop", "at_terminal", "choose_asker", "wants_plain"]


class Asker(Protocol):
    """Something that can put a question and read a line.

    `typed` is what a command that is interrupted must keep. `watch`, where it is set, is told of what stands in the
    line with every change, and keeps it in place of `typed`.
    """

    plain: bool
    typed: list[dict[str, Any]]
    watch: Callable[[str], None] | None

    def say(self, text: str = "") -> None:
        """Show a line of talk."""

    def ask_line(
        self,
        prompt: str,
        *,
        default: str = "",
        multiline: bool = False,
        keys: Mapping[str, str] | None = None,
        select: bool = False,
    ) -> str:
        """Read one answer, or the word a key stands for: `keys` maps `f2` to `:back`.

        With `select` the default stands marked in the line: what is typed replaces it, an arrow key leads into it.

        Raises Stop at the end of input; KeyboardInterrupt on Ctrl-C passes through.
        """


@runtime_checkable
class Editing(Protocol):
    """An asker that can let the officer write in their own editor."""

    def edit(self, stands: str) -> tuple[str, bool]:
        """What was written, and whether it is an answer: if not, it stands in the line."""


@runtime_checkable
class AskingBeside(Protocol):
    """An asker that keeps what is typed, and can ask about an answer without taking the reply for part of it."""

    def ask_beside(self, prompt: str) -> str:
        """Read a short reply; what was typed before it stays kept. Raises Stop."""


def wants_plain() -> bool:
    """Whether the officer asked for plain lines through the environment, or the terminal can do no more."""
    return os.environ.get("ACCESSIBLE") == "1" or os.environ.get("TERM") == "dumb"


def at_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose_asker(*, plain: bool = False) -> Asker:
    """The asker for this terminal. Raises SjtoolError (usage) where there is nobody to ask."""
    from sjtool.ask.plain_lines import LineAsker
    from sjtool.ask.prompted import PromptAsker

    if plain:
        return LineAsker()
    if not at_terminal():
        raise usage(
            "not-a-terminal",
            "there is no terminal to ask at",
            "questions need somebody to answer them",
            "give the answers with  --answers FILE  (or  --answers -  to read them from a pipe)",
        )
    return LineAsker() if wants_plain() else PromptAsker()
