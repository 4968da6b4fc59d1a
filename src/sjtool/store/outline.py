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
from dataclasses import dataclass, field
from functools import cached_property

MAX_DEPTH = 64

_TOKEN = re.compile(
    r"""
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
    """,
    re.VERBOSE | re.MULTILINE | re.DOTALL,
)
_QUOTED = re.compile(r""""(?:[^"\\\n]|\\[^\n])*+"|'[^'\n]*+'""")
_KEY_PART = re.compile(rf"[ \t]*+(?:[A-Za-z0-9_-]++|{_QUOTED.pattern})[ \t]*+")


@dataclass(frozen=True)
class TableHeader:
    """A `[name]` or `[[name]]` line: `start` is the offset of the line, `line` counts from 1."""

    name: str
    is_array: bool
    line: int
    start: int


@dataclass
class Outline:
    """Headers and keys of a text with their lines, and the greatest depth of nesting or dotted keys."""

    text: str
    headers: list[TableHeader] = field(default_factory=list)
    keys: list[tuple[int, int, str]] = field(default_factory=list)
    comments: list[tuple[int, int]] = field(default_factory=list)
    depth: int = 0

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
    outline = Outline(text)
    nested = dots = after_dot = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        if kind == "open":
            nested += 1
            outline.depth = max(outline.depth, nested)
        elif kind == "close":
            nested = max(0, nested - 1)
        elif kind == "comment":
            outline.comments.append(match.span())
        elif kind == "dot":
            dots = dots + 1 if dots and _KEY_PART.fullmatch(text, after_dot, match.start()) else 1
            after_dot = match.end()
            outline.depth = max(outline.depth, dots + 1)
        elif kind == "header" and nested:
            nested = _note_list(outline, match.group(), nested)
        elif kind in {"header", "key"}:
            _note_name(outline, match, nested)
        if outline.depth > MAX_DEPTH:
            break
    return outline


def _note_list(outline: Outline, words: str, nested: int) -> int:
    """What looks like a header within a list is a list within it: the depth after it."""
    bare = _QUOTED.sub("", words)
    outline.depth = max(outline.depth, nested + bare.count("["))
    return max(0, nested + bare.count("[") - bare.count("]"))


def _note_name(outline: Outline, match: re.Match[str], nested: int) -> None:
    """Keep a header, or a key that stands outside brackets; count the parts of its name."""
    words = match.group().strip()
    if match.lastgroup == "key":
        outline.depth = max(outline.depth, words.count(".") + 1)
        if not nested:
            outline.keys.append((len(outline.headers) - 1, match.start(), words))
        return
    is_array = words.startswith("[[") and words.endswith("]]")
    name = words.strip("[]").strip()
    outline.depth = max(outline.depth, _QUOTED.sub("", name).count(".") + 1)
    outline.headers.append(TableHeader(name, is_array, outline.line_at(match.start()), match.start()))
