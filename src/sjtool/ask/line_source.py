"""Lines of standard input as they come, and whether more came with one: a pasted paragraph is not several answers.

`input()` would hand out the lines of a paste one by one, as answers to the questions that follow. Here the bytes are
read by hand, so that lines that came together can be told from lines that were typed.
"""

from __future__ import annotations

import io
import os
import sys
import time

from sjtool.ask.stop import Stop

_QUIET_SECONDS = 0.05
"""How long nothing more may come before a line counts as typed alone."""
LONGEST_LINE = 4095
"""Bytes a terminal on Linux takes for one line; what is typed beyond them is dropped by the terminal itself."""


class LineSource:
    """Reads lines from standard input: bytes where it is a terminal or a pipe, else what stands in for it."""

    def __init__(self) -> None:
        """Nothing has been read yet."""
        self._waiting = b""
        self._ended = False

    def read_line(self) -> str:
        """The next line without its end. Raises Stop where the input ends."""
        if _handle() is None or sys.platform == "win32":
            line = sys.stdin.readline()
            if not line:
                raise Stop
            return line.rstrip("\n").removesuffix("\r")
        while b"\n" not in self._waiting and not self._ended:
            self._fill()
        if not self._waiting:
            raise Stop
        line_bytes, _, self._waiting = self._waiting.partition(b"\n")
        text = line_bytes.decode(sys.stdin.encoding or "utf-8", sys.stdin.errors or "surrogateescape")
        return text.removesuffix("\r")

    def has_more(self) -> bool:
        """Whether another line came together with the last one."""
        handle = _handle()
        if handle is None:
            return False
        if sys.platform == "win32":
            return _console_has_more()
        if not self._waiting and not self._ended:
            import select

            if select.select([handle], [], [], _QUIET_SECONDS)[0]:
                self._fill()
        return bool(self._waiting)

    def _fill(self) -> None:
        handle = _handle()
        more = os.read(handle, 65536) if handle is not None else b""
        self._ended = not more
        self._waiting += more


def _handle() -> int | None:
    """The number of standard input; None where a test or another program put something else in its place."""
    try:
        return sys.stdin.fileno()
    except (io.UnsupportedOperation, AttributeError, ValueError, OSError):
        return None


def _console_has_more() -> bool:
    """The same on Windows, where a console is asked and a pipe cannot be."""
    import msvcrt

    if not sys.stdin.isatty():
        return False
    until = time.monotonic() + _QUIET_SECONDS
    while time.monotonic() < until:
        if msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
            return True
        time.sleep(0.005)
    return False
