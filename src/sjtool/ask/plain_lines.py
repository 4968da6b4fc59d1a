"""Plain lines: for screen readers, serial consoles, `TERM=dumb` and pipes. Nothing is repainted, nothing coloured."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Mapping

from sjtool.ask.line_source import LONGEST_LINE, LineSource
from sjtool.ask.showing import Talker, say_above
from sjtool.ask.stop import Stop
from sjtool.text import count_words, show_safely

QUOTES = '"""'
"""What stands before and after an answer of several lines."""
_YES, _NO = frozenset({"y", "yes"}), frozenset({"n", "no"})


class LineAsker(Talker):
    """Reads whole lines from standard input."""

    plain = True

    def __init__(self) -> None:
        """Nothing has been typed yet."""
        super().__init__()
        self._source = LineSource()

    def ask_line(
        self,
        prompt: str,
        *,
        default: str = "",
        multiline: bool = False,
        keys: Mapping[str, str] | None = None,
        select: bool = False,
    ) -> str:
        """Read a line; an empty one takes the default. Several lines are typed between lines of three quotes.

        Lines that came all at once are one answer or none, never answers to the questions after this one. There are no
        keys but Enter here: the words say the same (`keys` and `select` are for other ways of reading).
        """
        del keys, select
        last = say_above(self.say, prompt)
        while True:
            sys.stderr.write(show_safely(f"{last}[{default}] " if default else last))
            sys.stderr.flush()
            line = self._source.read_line()
            if multiline and line.strip() == QUOTES:
                return self._read_block()
            if not self._source.has_more():
                self._warn_if_cut(line)
                return line or default
            whole, said = self._read_rest(line)
            if self._is_one_answer(whole, said, multiline=multiline):
                return whole

    def _read_rest(self, line: str) -> tuple[str, str]:
        """All that came at once, and the last piece, which a terminal holds back until Enter is pressed.

        Where a lone y or n is typed in place of that Enter, it is no part of the text and comes back beside it.
        """
        lines = [line]
        while self._source.has_more():
            lines.append(self._source.read_line())
        self._tell("\n".join(lines))
        self._say("\n  Several lines came at once. Press Enter, so that the last of them is here.")
        said = ""
        with contextlib.suppress(Stop):
            is_all = False
            while not is_all:
                last = self._source.read_line()
                is_all = not self._source.has_more()
                if is_all and last.strip().casefold() in _YES | _NO:
                    said = last.strip().casefold()
                    break
                lines += [last] if last or not is_all else []  # an empty line at the end is the Enter asked for
        return "\n".join(lines), said

    def _say(self, text: str) -> None:
        """A line of talk, and a prompt under it."""
        self.say(text)
        sys.stderr.write("  > ")
        sys.stderr.flush()

    def _is_one_answer(self, whole: str, said: str, *, multiline: bool) -> bool:
        """Ask what lines are that came at once; they were not typed one by one. Raises Stop."""
        self._tell(whole)
        count = count_words(whole.count("\n") + 1, "line")
        if not multiline:
            self.say(f"  {count} came, and one was asked for. None was taken: type the answer alone.")
            return False
        try:
            while said not in _YES | _NO:
                self._say(f"  {count}. Are they one answer to this question?  y / n")
                said = self._source.read_line().strip().casefold()
        except (Stop, KeyboardInterrupt):
            self._keep(whole)
            raise
        if said in _YES:
            return True
        self._tell("")
        self.say("  Not taken.")
        return False

    def _read_block(self) -> str:
        """The lines up to the closing quotes; where the input ends first, what came is the answer."""
        self.say('  Line after line now; a line of """ ends it.')
        lines: list[str] = []
        try:
            while (more := self._source.read_line()).strip() != QUOTES:
                lines.append(more)
                self._tell("\n".join(lines))
                self._warn_if_cut(more)
        except Stop:
            pass
        except KeyboardInterrupt:
            self._keep("\n".join(lines))
            raise
        return "\n".join(lines)

    def _warn_if_cut(self, line: str) -> None:
        """Say where a terminal may have dropped the end of a very long line."""
        if sys.stdin.isatty() and len(line.encode("utf-8", "replace")) >= LONGEST_LINE:
            self.say(f"  A terminal takes {LONGEST_LINE:,} bytes a line: the end of this one may be missing.")

    def _tell(self, text: str) -> None:
        if self.watch:
            self.watch(text)

    def _keep(self, words: str) -> None:
        """Words of an answer that was not entered yet: they are kept with the rest of what was typed."""
        if self.watch is None and words.strip():
            self.typed.append({"unfinished": words})
