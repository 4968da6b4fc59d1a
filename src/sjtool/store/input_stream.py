"""Many inputs from one file or pipe, one at a time: JSON Lines, JSON or TOML. A bad one is told and the rest go on.

The name of a file settles its format where it ends in one of the four below; otherwise the first two lines do. A byte
order mark, blank lines and either kind of line ending are taken as they come.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from sjtool.errors import refused
from sjtool.store.toml import MAX_BYTES, parse_toml

_LONGEST_LINE = 1024 * 1024
_TABLE = "input"
_MARK = b"\xef\xbb\xbf"
_TOML_HEADER = re.compile(rb"\[\s*[\[A-Za-z_]")
_TWICE = "a key stands twice in it, and only one of the two would count"
_NOT_NAMED = "it is not a set of named inputs"
_OPEN_ENDS = (b"[", b",", b":")
_BESIDE = "something stands beside the inputs, where nobody would read it"


@dataclass(frozen=True)
class Item:
    """One input and the line it begins on, or which one it is of a list in JSON; or what is wrong with it."""

    line: int
    values: Mapping[str, Any] | None = None
    trouble: str = ""


Line = tuple[int, bytes]
"""A line that was not looked into yet, with its number; `parse_line` makes it an Item."""


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def parse_line(line: int, text: bytes) -> Item:
    """One line of JSON Lines. Never raises for what it holds."""
    if len(text) > _LONGEST_LINE:
        return Item(line, trouble="the line is longer than 1 MB")
    try:
        found = _DECODE(text.decode())
    except _TwiceError:
        return Item(line, trouble=_TWICE)
    except UnicodeDecodeError:
        return Item(line, trouble="it is not text in UTF-8")
    except (ValueError, RecursionError):
        return Item(line, trouble="it is not JSON")
    return _as_item(line, found)


def read_inputs(stream: BinaryIO, name: str) -> Iterator[Item | Line]:
    """Inputs one by one; lines come as they are, to be looked into by whoever works on them.

    Raises SjtoolError for a document that must be read whole and cannot be, and where the stream breaks off.
    """
    try:
        yield from _read(stream, name)
    except OSError as error:
        what = f"it cannot be read to its end ({error.strerror or 'unknown reason'})"
        raise refused("unreadable", name, what, "inputs after this were not worked out", "check the disk") from None


def _read(stream: BinaryIO, name: str) -> Iterator[Item | Line]:
    suffix = Path(name).suffix.lower()
    if suffix in {".json", ".toml"}:
        yield from read_whole(_read_rest(stream, b"", name), name, is_json=suffix == ".json")
        return
    lines = _read_lines(stream)
    begun: list[Line] = []
    if suffix not in {".jsonl", ".ndjson"}:
        head, begun = _look_ahead(lines)
        if head:
            content = _read_rest(stream, head, name)
            yield from read_whole(content, name, is_json=not _is_toml(content))
            return
    yield from begun
    yield from lines


def _look_ahead(lines: Iterator[Line]) -> tuple[bytes, list[Line]]:
    """What was read of a document, blank lines and all, and nothing else; or no such thing, and the lines read so far.

    The second line is looked at only where the first is no input, for that may be one bad line of many.
    """
    first = next(lines, None)
    if first is None:
        return b"", []
    number, text = first
    item, bare = parse_line(*first), text.strip()
    is_long = len(text) > _LONGEST_LINE
    if item.values is not None or (is_long and not bare.startswith(b"[")):
        return b"", [first]
    head = b"\n" * (number - 1) + text
    if is_long:
        return head, []
    second = next(lines, None)
    if second is None:
        is_line = not bare.startswith(b"[") and (bare.endswith(b"}") or item.trouble == _NOT_NAMED)
        return (b"", [first]) if is_line else (head, [])
    if _is_line(bare, second[1].strip(), item.trouble):
        return b"", [first, second]
    return head + b"\n" * (second[0] - number - 1) + second[1], []


def _is_line(first: bytes, second: bytes, trouble: str) -> bool:
    """Whether a first line that is no input is one of many, and not the beginning of a document."""
    if second.startswith(b"{"):
        return not first.endswith(_OPEN_ENDS)
    return (first.startswith(b"{") and first.endswith(b"}")) or (trouble == _NOT_NAMED and not first.startswith(b"["))


def _read_lines(stream: BinaryIO) -> Iterator[Line]:
    """Lines that hold something, with their numbers; of one that is too long its beginning, so that memory is bound."""
    number = 0
    while line := stream.readline(_LONGEST_LINE + 1):
        number += 1
        text = line.removeprefix(_MARK) if number == 1 else line
        if text.strip():
            yield number, text
        while len(line) > _LONGEST_LINE and not line.endswith(b"\n"):
            line = stream.readline(_LONGEST_LINE + 1)


def _read_rest(stream: BinaryIO, head: bytes, name: str) -> bytes:
    """A document that must be read whole, within the limit. Raises SjtoolError past it."""
    content = head + stream.read(MAX_BYTES - len(head) + 1)
    if len(content) > MAX_BYTES:
        fix = "one input a line (JSON Lines) has no such limit"
        raise refused("file-too-large", name, "it is larger than 16 MB", "it would have to be read whole", fix)
    return content.removeprefix(_MARK)


def _is_toml(content: bytes) -> bool:
    start = content.lstrip()
    return not start.startswith((b"{", b"[")) or _TOML_HEADER.match(start) is not None


def read_whole(content: bytes, name: str, *, is_json: bool) -> list[Item]:
    """Inputs of one JSON document (an object or a list) or of TOML (`[[input]]` tables, or one at the top).

    Raises SjtoolError where it is TOML that cannot be read.
    """
    if is_json:
        return _read_json(content) if content.strip() else []
    file = parse_toml(content, name)
    tables = file.data.get(_TABLE)
    if isinstance(tables, dict):
        tables = [tables]
    if not isinstance(tables, list):
        return [_as_item(1, file.data)] if file.data else []
    beside = [Item(file.outline.line_of(-1, key), trouble=_BESIDE) for key in file.data if key != _TABLE]
    lines = [header.line for header in file.outline.headers if header.name == _TABLE]
    if len(lines) != len(tables):  # written within brackets, or with its name in quotes
        lines = [file.outline.line_of(-1, _TABLE)] * len(tables)
    return [*beside, *(_as_item(line, one) for line, one in zip(lines, tables, strict=True))]


def _read_json(content: bytes) -> list[Item]:
    try:
        found = _DECODE(content.decode())
    except _TwiceError:
        return [Item(1, trouble=_TWICE)]
    except json.JSONDecodeError as error:
        return [Item(error.lineno, trouble="it is not JSON")]
    except UnicodeDecodeError as error:
        return [Item(content[: error.start].count(b"\n") + 1, trouble="it is not text in UTF-8")]
    except (ValueError, RecursionError):
        return [Item(1, trouble="it is not JSON")]
    return [_as_item(n, one) for n, one in enumerate(found if isinstance(found, list) else [found], 1)]


def _as_item(line: int, found: object) -> Item:
    if not isinstance(found, dict):
        return Item(line, trouble=_NOT_NAMED)
    return Item(line, found)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _TwiceError
    return found


def _refuse(_word: str) -> None:
    message = "not a number"
    raise ValueError(message)


_DECODE = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse).decode
