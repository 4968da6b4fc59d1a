"""A prompt of several lines: all but the last are said above; a line editor cuts off what does not fit."""

from __future__ import annotations

import shutil
from collections.abc import Callable

from sjtool.text import wrap_text


def say_above(say: Callable[[str], None], prompt: str) -> str:
    """Say all of a prompt but its last line, wrapped to the terminal; returns the last line."""
    above, _, last = prompt.rpartition("\n")
    width = max(40, min(100, shutil.get_terminal_size((80, 24)).columns - 1))
    for line in above.split("\n") if above else ():
        indent = " " * (len(line) - len(line.lstrip()))
        for piece in wrap_text(line.strip(), width, indent + "  ", indent):
            say(piece)
    return last
