"""Many inputs from one file or pipe, one at a time: JSON Lines, JSON or TOML. A bad one is told and the rest go on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sjtool.store.toml import parse_toml

_LONGEST_LINE = 1024 * 1024
_TABLE = "input"


@dataclass(frozen=True)
class Item:
    """One input and the line it begins on (0 where the format has none); or what is wrong with it."""

    line: int
    values: Mapping[str, Any] | None = None
    trouble: str = ""


class _TwiceError(ValueError):
    """A key stands twice in one object."""


def parse_line(line: int, text: str | bytes) -> Item:
    """One line of JSON Lines. Never raises for what it holds."""
    if len(text) > _LONGEST_LINE:
        return Item(line, trouble="the line is longer than 1 MB")
    try:
        found = _DECODE(text.decode() if isinstance(text, bytes) else text)
    except _TwiceError:
        return Item(line, trouble="a key stands twice in it, and only one of the two would count")
    except (ValueError, RecursionError):
        return Item(line, trouble="it is not JSON")
    return _as_item(line, found)


def read_lines(stream: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """Lines that hold something, with their numbers."""
    for number, line in enumerate(stream, 1):
        if line.strip():
            yield number, line


def read_whole(content: bytes, name: str) -> list[Item]:
    """Inputs of one JSON document (an object or a list) or of TOML (`[[input]]` tables, or one at the top).

    Raises SjtoolError where it is TOML that cannot be read.
    """
    first = content.lstrip()[:1]
    if first == b"{" or (first == b"[" and content.lstrip()[1:2] != b"["):
        try:
            found = json.loads(content, object_pairs_hook=_once, parse_constant=_refuse)
        except _TwiceError:
            return [Item(0, trouble="a key stands twice in one object, and only one of the two would count")]
        except (ValueError, RecursionError):
            return [Item(0, trouble="it is not JSON")]
        return [_as_item(n, one) for n, one in enumerate(found if isinstance(found, list) else [found], 1)]
    file = parse_toml(content, name)
    tables = file.data.get(_TABLE)
    if not isinstance(tables, list):
        return [_as_item(1, file.data)]
    lines = [header.line for header in file.outline.headers if header.name == _TABLE]
    return [_as_item(line, one) for line, one in zip(lines, tables, strict=True)]


def _as_item(line: int, found: object) -> Item:
    if not isinstance(found, dict):
        return Item(line, trouble="it is not a set of named inputs")
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
