"""What goes to the screen: the product to stdout, talk and trouble to stderr. Words are never markup."""

from __future__ import annotations

import codecs
import errno
import io
import os
import shutil
import sys
from collections.abc import Iterable

from sjtool.problem import Place, Problem
from sjtool.text import show_safely, wrap_text

_NARROWEST, _WIDEST = 60, 120
_LONGEST_SHOWN = 120
"""Letters of a path that a message shows."""


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
    _fill_closed_streams()
    codecs.register_error(_SIMPLER_NAME, _write_simpler)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=_encoding_of(stream), errors=_SIMPLER_NAME)
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(encoding=_encoding_of(sys.stdin), errors="surrogateescape")


def _fill_closed_streams() -> None:
    """Something in the place of a stream that was closed before we began, as by `>&-`; a file must not take its number.

    Nothing comes in; what is printed cannot be written, and is told of as where a disk is full; talk goes nowhere.
    """
    for name, flags in (("stdin", os.O_RDONLY), ("stdout", os.O_RDONLY), ("stderr", os.O_WRONLY)):
        if getattr(sys, name) is None:
            stream = os.fdopen(os.open(os.devnull, flags), "r" if name == "stdin" else "w", closefd=False)
            setattr(sys, name, stream)


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


def tell_unprinted(error: OSError, log: str = "") -> None:
    """The screen, the pipe or the disk refused what was printed. `log` says what the access log holds of it."""
    what = f"what was printed could not be written ({error.strerror or 'unknown reason'})"
    why = f"the place it goes to is full, closed or not yours{log and '; '}{log}"
    show_problems([Problem("not-printed", Place("sjtool"), what, why, "free some space, or name another place")])
    sys.stdout = None  # nothing more is tried, at the end either


def unusable_path(error: OSError) -> Problem:
    """What is wrong with a path that the system refuses."""
    path = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else str(error.filename)
    shown = path if len(path) <= _LONGEST_SHOWN else f"{path[: _LONGEST_SHOWN // 2]}…{path[-_LONGEST_SHOWN // 2 :]}"
    what = f"this path cannot be used ({error.strerror or 'unknown reason'})"
    fix = "use a shorter name" if error.errno == errno.ENAMETOOLONG else "check the name, and your rights to the folder"
    return Problem("path-unusable", Place(shown), what, "the system refuses it", fix)
