"""Where everything stands in a TOML text: one pass, before parsing, that finds headers, keys and depth.

The TOML parser gives values without lines and groups tables by name; the ledger needs both the line of every value and
the order of records across kinds. Strings and comments are skipped whole, so an officer's words can never look like a
header. Lines end with a line feed only, as TOML has it.
An unclosed string is taken to the end of its line or text, which keeps the scan linear on hostile files; the parser
then refuses it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import accumulate, repeat
from operator import add
from typing import NamedTuple

MAX_DEPTH = 64

_TOKENS = r"""
      (?P<comment>\#[^\n]*)
    | (?P<string>\"\"\"(?:[^"\\]|\\.?|"(?!""))*+(?:"{3,5}|\Z)
               | '''(?:[^']|'(?!''))*+(?:'{3,5}|\Z)
               | "(?:[^"\\\n]|\\[^\n])*+"?
               | '[^'\n]*+'?)
    | (?P<header>^[ \t]*+\[\[?(?:[^\[\]{}\n"'\#]|"(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*+')*+\]\]?)
    | (?P<key>^[ \t]*+[A-Za-z0-9_.\- \t]*+(?==))
    | (?P<open>[\[{])
    | (?P<close>[\]}])
    | (?P<dot>\.)
    """
_FLAGS = re.VERBOSE | re.MULTILINE | re.DOTALL
_TOKEN = re.compile(_TOKENS, _FLAGS)
_STRING = r"""(?:\"{3}[^"\\]*+(?:(?:\\.|"(?!""))[^"\\]*+)*+"{3,5}|'{3}[^']*+(?:'(?!'')[^']*+)*+'{3,5}
              |"(?!"")[^"\\\n]*+(?:\\[^\n][^"\\\n]*+)*+"|'(?!'')[^'\n]*+')"""
_SKIM = re.compile(
    rf"""
      (?P<table>^\[\[[A-Za-z0-9_-]++\]\]\n)
    | (?P<plain>(?:^[A-Za-z0-9_-]++[ ]=[ ](?:{_STRING}|[A-Za-z0-9_:+-]++)\n)++)
    | (?P<list>^[A-Za-z0-9_-]++[ ]=[ ]\[\s*+(?:{_STRING}\s*+,?\s*+)*+\]\n)
    | {_TOKENS}""",
    _FLAGS,
)
"""The same with whole runs of lines as sjtool writes them taken at once, which is most of a case file: in such a line
no header can hide, and nothing is nested deeper than one list."""
_WRITTEN_HEADER = re.compile(r"\n\[\[(?:([A-Za-z0-9_-]++)\]\](?=\n))?")
_OTHERWISE = re.compile(r"""\n(?:[A-Za-z0-9_-]++[ \t]*+\.|[ \t"'.](?!   "[^"\\\n]*+",\n|""\n))""")
"""A line that sjtool does not write: it begins with a dotted key, or with space where no item of a list stands."""
_QUOTED = re.compile(r""""(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*+'""")
_KEY_PART = re.compile(rf"[ \t]*+(?:[A-Za-z0-9_-]++|{_QUOTED.pattern})[ \t]*+")


class TableHeader(NamedTuple):
    """A `[name]` or `[[name]]` line: `start` is the offset of the line, `line` counts from 1."""

    name: str
    is_array: bool
    line: int
    start: int


@dataclass
class Outline:
    """Headers of a text with their lines, and the greatest depth of nesting or dotted keys.

    Keys and comments are looked for only when somebody asks: a sound case file is read without them.
    """

    text: str
    headers: list[TableHeader] = field(default_factory=list)
    depth: int = 0

    def agrees(self, data: Mapping[str, object]) -> bool:
        """Whether what was parsed has as many tables of each name as there are headers."""
        tables = {name: len(of) for name, of in data.items() if isinstance(of, list) and of and isinstance(of[0], dict)}
        return tables == Counter(header.name for header in self.headers)

    @cached_property
    def keys(self) -> list[tuple[int, int, str]]:
        """Each key that stands outside brackets: the index of its header (-1 before the first), offset and name."""
        return self._whole.keys

    @cached_property
    def comments(self) -> list[tuple[int, int]]:
        """Where each comment begins and ends."""
        return self._whole.comments

    @cached_property
    def _whole(self) -> _Scan:
        return _scan(self.text, _TOKEN)

    @cached_property
    def _breaks(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.text)]

    def line_at(self, offset: int) -> int:
        """The line, from 1, that holds this offset."""
        return bisect_right(self._breaks, offset - 1) + 1

    def excerpt(self, line: int) -> str:
        """The text of a line, for the excerpt of a message."""
        if not 1 <= line <= len(self._breaks) + 1:
            return ""
        start = self._breaks[line - 2] + 1 if line > 1 else 0
        end = self._breaks[line - 1] if line <= len(self._breaks) else len(self.text)
        return self.text[start:end]

    @cached_property
    def key_lines(self) -> dict[tuple[int, str], int]:
        """Line of each key, by the index of its header (-1 before the first) and its name."""
        return {(table, name): self.line_at(offset) for table, offset, name in self.keys}

    def line_of(self, table: int, key: str = "") -> int:
        """Line of a key of a table, or of the table's header where the key is absent."""
        found = self.key_lines.get((table, key))
        if found:
            return found
        return self.headers[table].line if 0 <= table < len(self.headers) else 1


def build_outline(text: str) -> Outline:
    """Scan a text once. Never fails: what is not valid TOML is for the parser to say.

    Stops where the depth passes the limit, for such a text is refused whatever else is in it.
    """
    found = _scan(text, _SKIM)
    return Outline(text, found.headers, found.depth)


def skim_outline(text: str) -> Outline | None:
    """The outline of a text laid out as sjtool writes case files, in half the time; nothing for any other text.

    Words may hold what looks like a header, so it is true only where it `agrees` with what was parsed. That nothing
    lies too deep is sure: each bracket opens a header closed on its line or a list after ` = `, and no key has a dot.
    """
    before, *parts = _WRITTEN_HEADER.split(text)
    names, bodies = parts[::2], parts[1::2]
    lists = text.count("[") - 2 * len(names)
    if None in names or "{" in text or lists != text.count(" = [") or "." in _first_key(text):
        return None
    if _OTHERWISE.search(text):
        return None
    breaks = map((1).__add__, map(str.count, bodies, repeat("\n")))
    lengths = map(add, map(len, bodies), map(len("\n[[]]").__add__, map(len, names)))
    lines = accumulate(breaks, initial=before.count("\n") + 2)
    starts = accumulate(lengths, initial=len(before) + 1)
    return Outline(text, [*map(_header, zip(names, repeat(True), lines, starts, strict=False))], 1)


_header = partial(tuple.__new__, TableHeader)
"""A header from its four parts: twice as fast as calling the class, of which a case has hundreds."""


def _first_key(text: str) -> str:
    """What stands before the first `=` of the first line, unless that is a comment."""
    first = text.partition("\n")[0]
    return "" if first.startswith("#") else first.partition("=")[0]


@dataclass
class _Scan:
    """What one pass over a text has found so far."""

    text: str
    headers: list[TableHeader] = field(default_factory=list)
    keys: list[tuple[int, int, str]] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    depth: int = 0
    line: int = 1
    counted: int = 0

    def line_at(self, offset: int) -> int:
        """The line that holds an offset; each call is for a later one than the call before."""
        self.line += self.text.count("\n", self.counted, offset)
        self.counted = offset
        return self.line


def _scan(text: str, tokens: re.Pattern[str]) -> _Scan:
    """Go through the tokens of a text. With `_SKIM` plain keys are passed over, and are not in what was found."""
    found = _Scan(text)
    nested = dots = after_dot = 0
    for match in tokens.finditer(text):
        kind = match.lastgroup
        if kind in {"plain", "list"}:
            found.depth = max(found.depth, nested + 1)
        elif kind in {"open", "close"}:
            nested = max(0, nested + (1 if kind == "open" else -1))
            found.depth = max(found.depth, nested)
        elif kind == "comment":
            found.comments.append(match.span())
        elif kind == "dot":
            dots = dots + 1 if dots and _KEY_PART.fullmatch(text, after_dot, match.start()) else 1
            after_dot = match.end()
            found.depth = max(found.depth, dots + 1)
        elif kind in {"header", "table"} and nested:
            nested = _note_list(found, match.group(), nested)
        elif kind == "table":
            start = match.start()
            found.headers.append(
                TableHeader(match.group()[2:-3], is_array=True, line=found.line_at(start), start=start)
            )
        elif kind in {"header", "key"}:
            _note_name(found, match, nested)
        if found.depth > MAX_DEPTH:
            break
    return found


def _note_list(found: _Scan, words: str, nested: int) -> int:
    """What looks like a header within a list is a list within it: the depth after it."""
    bare = _QUOTED.sub("", words)
    found.depth = max(found.depth, nested + bare.count("["))
    return max(0, nested + bare.count("[") - bare.count("]"))


def _note_name(found: _Scan, match: re.Match[str], nested: int) -> None:
    """Keep a header, or a key that stands outside brackets; count the parts of its name."""
    words = match.group().strip()
    if match.lastgroup == "key":
        found.depth = max(found.depth, words.count(".") + 1)
        if not nested:
            found.keys.append((len(found.headers) - 1, match.start(), words))
        return
    is_array = words.startswith("[[") and words.endswith("]]")
    name = words.strip("[]").strip()
    found.depth = max(found.depth, _QUOTED.sub("", name).count(".") + 1)
    found.headers.append(TableHeader(name, is_array, found.line_at(match.start()), match.start()))
