"""What every way of asking shares: talk on stderr, what is kept of the typing, and prompts of several lines.

Of a prompt all but the last line are said above: a line editor cuts off what does not fit.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable
from typing import Any

from sjtool.text import show_safely, wrap_text


class Talker:
    """One who talks to the officer and remembers what was typed."""

    def __init__(self) -> None:
        """Nothing has been typed yet."""
        self.typed: list[dict[str, Any]] = []
        self.watch: Callable[[str], None] | None = None

    def say(self, text: str = "") -> None:
        """Show a line of talk on stderr."""
        sys.stderr.write(show_safely(text) + "\n")
        sys.stderr.flush()


def say_above(say: Callable[[str], None], prompt: str) -> str:
    """Say all of a prompt but its last line, wrapped to the terminal; returns the last line."""
    above, _, last = prompt.rpartition("\n")
    width = max(40, min(100, shutil.get_terminal_size((80, 24)).columns - 1))
    for line in above.split("\n") if above else ():
        indent = " " * (len(line) - len(line.lstrip()))
        for piece in wrap_text(line.strip(), width, indent + "  ", indent):
            say(piece)
    return last
