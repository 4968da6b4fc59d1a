"""What goes to the screen: the product to stdout, talk and trouble to stderr. Words are never markup."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
from collections.abc import Iterable

from sjtool.problem import Problem
from sjtool.text import show_safely, wrap_text

_NARROWEST, _WIDEST = 60, 120


_SIMPLER = {
    "·": "-",
    "…": "...",
    "\u2013": "-",
    "\u2014": "-",
    "\u2018": "'",
    "\u2019": "'",
    "\u201c": '"',
    "\u201d": '"',
}
"""How marks of ours are written on a console that has no such letters."""
_SIMPLER_NAME = "sjtool-simpler"


def set_streams() -> None:
    """UTF-8 on all streams, whatever the code page; a console that shows another set of letters keeps its own.

    Output that cannot be shown is written simpler, or as a question mark; input that cannot be read is kept as it came,
    so that it can be refused rather than changed.
    """
    codecs.register_error(_SIMPLER_NAME, _write_simpler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding_of(stream), errors=_SIMPLER_NAME)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding=_encoding_of(sys.stdin), errors="surrogateescape")


def _encoding_of(stream: io.TextIOWrapper) -> str:
    """UTF-8, except at a terminal whose letters are others: there it would show, and read, wrong ones.

    On Windows the console takes UTF-8 from Python whatever its code page is.
    """
    return stream.encoding if sys.platform != "win32" and stream.isatty() else "utf-8"


def _write_simpler(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_SIMPLER.get(letter, "?") for letter in error.object[error.start : error.end]), error.end


def screen_width() -> int:
    """Columns to write for: the terminal's, within what reads well (60 to 120); 80 where there is none."""
    if not sys.stdout.isatty():
        return 80
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))


def talk_width() -> int:
    """Columns for talk on stderr, now: a window may have been made wider or narrower since."""
    if not sys.stderr.isatty():
        return 80
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size((80, 24)).columns))


def wants_colour() -> bool:
    """Whether stdout is a terminal that may be given colour."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("ACCESSIBLE") == "1" or os.environ.get("TERM") == "dumb"
    return sys.stdout.isatty() and not plain


def write_out(text: str) -> None:
    """The product of a command, exactly as rendered."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def say(text: str = "") -> None:
    """A line of talk to the officer."""
    sys.stderr.write(show_safely(text) + "\n")


def show_problems(problems: Iterable[Problem], *, with_excerpt: bool = True) -> None:
    """Problems on stderr, in the order they were found; wrapped for a terminal, one line each for a script.

    An excerpt holds words of a case, and stderr may be a log: it is shown on a screen only.
    """
    wraps = sys.stderr.isatty()
    for problem in problems:
        for line in problem.render(with_excerpt=with_excerpt and wraps).split("\n"):
            lines = wrap_message(line, talk_width()) if wraps else [show_safely(line)]
            sys.stderr.write("\n".join(lines) + "\n")


def wrap_message(line: str, width: int) -> list[str]:
    """A line of a message, its later lines under its words and not under `why:`."""
    label = next((word for word in ("  why: ", "  fix: ") if line.startswith(word)), "")
    return wrap_text(line.removeprefix(label), width, " " * (len(label) or 4), label)


def say_wrapped(text: str, indent: str = "") -> None:
    """Talk that may be long, wrapped to the screen."""
    for line in wrap_text(text, talk_width(), indent, indent):
        sys.stderr.write(line + "\n")
