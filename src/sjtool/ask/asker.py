"""How a line is read from the officer: prompt_toolkit at a terminal, plain lines elsewhere.

Talk goes to stderr, so that stdout holds only what a command was asked for. prompt_toolkit keeps a pasted paragraph
together; plain lines are for serial consoles, screen readers and `TERM=dumb`.
"""

from __future__ import annotations

import os
import shutil
import sys
from typing import Any, Protocol

from sjtool.errors import usage
from sjtool.text import show_safely, wrap_text


class Stop(Exception):  # noqa: N818 - not an error: the officer asked to stop
    """The officer typed `:quit`, or the input ended."""


class Asker(Protocol):
    """Something that can put a question and read a line. `typed` is what a command that is interrupted must keep."""

    plain: bool
    typed: list[dict[str, Any]]

    def say(self, text: str = "") -> None:
        """Show a line of talk."""

    def ask_line(self, prompt: str, *, default: str = "", multiline: bool = False) -> str:
        """Read one answer. Raises Stop at the end of input; KeyboardInterrupt on Ctrl-C passes through."""


class LineAsker:
    """Reads whole lines from standard input."""

    plain = True

    def __init__(self) -> None:
        """Nothing has been typed yet."""
        self.typed: list[dict[str, Any]] = []

    def say(self, text: str = "") -> None:
        """Show a line of talk on stderr."""
        sys.stderr.write(show_safely(text) + "\n")
        sys.stderr.flush()

    def ask_line(self, prompt: str, *, default: str = "", multiline: bool = False) -> str:
        """Read a line; an empty one takes the default. Several lines are typed between lines of three quotes."""
        last = _say_above(self, prompt)
        shown = f"{last}[{default}] " if default else last
        sys.stderr.write(show_safely(shown))
        sys.stderr.flush()
        line = _read_line()
        if multiline and line.strip() == '"""':
            return self._read_block()
        return line or default

    def _read_block(self) -> str:
        """The lines up to the closing quotes; where the input ends first, what came is the answer."""
        lines: list[str] = []
        try:
            while (more := _read_line()).strip() != '"""':
                lines.append(more)
        except Stop:
            pass
        except KeyboardInterrupt:
            _keep_unfinished(self, "\n".join(lines))
            raise
        return "\n".join(lines)


def _say_above(asker: Asker, prompt: str) -> str:
    """Say all of a prompt but its last line, wrapped: a line editor cuts off what does not fit its window."""
    above, _, last = prompt.rpartition("\n")
    width = max(40, min(100, shutil.get_terminal_size((80, 24)).columns - 1))
    for line in above.split("\n") if above else ():
        indent = " " * (len(line) - len(line.lstrip()))
        for piece in wrap_text(line.strip(), width, indent + "  ", indent):
            asker.say(piece)
    return last


def _keep_unfinished(asker: Asker, words: str) -> None:
    """Words of an answer that was not entered yet: they are kept with the rest of what was typed."""
    if words.strip():
        asker.typed.append({"unfinished": words})


def _read_line() -> str:
    line = sys.stdin.readline()
    if not line:
        raise Stop
    return line.rstrip("\n").removesuffix("\r")


class PromptAsker:
    """Reads with prompt_toolkit: line editing, paste kept whole; a new session each time (docs/decisions.md)."""

    plain = False

    def __init__(self) -> None:
        """Nothing has been typed yet."""
        self.typed: list[dict[str, Any]] = []

    def say(self, text: str = "") -> None:
        """Show a line of talk on stderr."""
        sys.stderr.write(show_safely(text) + "\n")
        sys.stderr.flush()

    def ask_line(self, prompt: str, *, default: str = "", multiline: bool = False) -> str:
        """Read an answer. Enter ends it; Alt-Enter makes a new line; what is pasted stays together."""
        from prompt_toolkit import PromptSession
        from prompt_toolkit.formatted_text import FormattedText
        from prompt_toolkit.key_binding import KeyBindings
        from prompt_toolkit.output import create_output

        keys = KeyBindings()

        @keys.add("enter")
        def _accept(event: object) -> None:
            event.current_buffer.validate_and_handle()  # type: ignore[attr-defined]

        @keys.add("escape", "enter")
        def _new_line(event: object) -> None:
            event.current_buffer.insert_text("\n")  # type: ignore[attr-defined]

        session: PromptSession[str] = PromptSession(output=create_output(stdout=sys.stderr))
        try:
            return session.prompt(
                FormattedText([("", show_safely(_say_above(self, prompt)))]),
                default=default,
                multiline=multiline,
                key_bindings=keys if multiline else None,
                enable_history_search=False,
            )
        except (EOFError, KeyboardInterrupt) as stopped:
            _keep_unfinished(self, session.default_buffer.text)
            if isinstance(stopped, EOFError):
                raise Stop from None
            raise


def wants_plain() -> bool:
    """Whether the officer asked for plain lines through the environment, or the terminal can do no more."""
    return os.environ.get("ACCESSIBLE") == "1" or os.environ.get("TERM") == "dumb"


def at_terminal() -> bool:
    """Whether somebody is there to be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def choose_asker(*, plain: bool = False) -> Asker:
    """The asker for this terminal. Raises SjtoolError (usage) where there is nobody to ask."""
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
