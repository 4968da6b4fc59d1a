"""Read an answers file: TOML, JSON or CSV, one shape for all three.

The shape is that of a case file: plain keys at the top, and lists of tables by name. In CSV each row is a table; the
column `record` names its list where a command takes more than one, empty cells are absent, `;` separates lists.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sjtool.errors import SjtoolError, refused
from sjtool.store.outline import Outline
from sjtool.store.toml import MAX_BYTES, parse_toml, read_bytes

_JSON_LIST = re.compile(rb"(?:\xef\xbb\xbf)?\s*\[\s*[{\]]")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?P<part>\.[0-9]+)?")


@dataclass(frozen=True)
class Answers:
    """What an answers file says, and where: `lines` has the line of each table of each list, and of each key in it."""

    path: str
    top: Mapping[str, Any]
    tables: Mapping[str, list[dict[str, Any]]]
    lines: Mapping[tuple[str, int, str], int]
    is_typed_text: bool = False

    def line(self, name: str, number: int, key: str = "") -> int:
        """The line of a key of a table, else where the table begins; 0 where that is not known (JSON)."""
        return self.lines.get((name, number, key)) or self.lines.get((name, number, ""), 0)

    def key_lines(self, name: str, number: int) -> dict[str, int]:
        """The lines of the keys of one table, as far as they are known."""
        return {key: line for (kind, at, key), line in self.lines.items() if (kind, at) == (name, number) and key}

    def count(self) -> int:
        """How many tables there are."""
        return sum(map(len, self.tables.values()))


def read_answers(named: str, default: str) -> Answers:
    """Answers from a file, or from standard input for "-". `default` names the list of CSV rows without one."""
    if named == "-":
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise refused(
                "file-too-large", "standard input", "there is too much to read", "a limit on reading", "split it"
            )
        return parse_answers(raw, "standard input", default)
    return parse_answers(read_bytes(Path(named)), named, default)


def parse_answers(raw: bytes, name: str, default: str) -> Answers:
    """Bytes to answers: by the file's ending, else by looking at how it begins."""
    ending = Path(name).suffix.lower()
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not raw.strip():
        raise refused(
            "answers-empty", name, "there are no answers in it", "nothing would be recorded", "check the file"
        )
    if ending == ".json" or (ending not in {".toml", ".csv"} and start == b"{"):
        return _from_json(raw, name, default)
    if ending == ".csv":
        return _from_csv(raw, name, default)
    if ending == ".toml":
        return _from_toml(raw, name)
    try:
        return _from_toml(raw, name)
    except SjtoolError:
        if _JSON_LIST.match(raw):
            return _from_json(raw, name, default)
        if b"," in raw.split(b"\n", 1)[0] and b"=" not in raw.split(b"\n", 1)[0]:
            return _from_csv(raw, name, default)
        raise


def _split(data: Mapping[str, Any], name: str, line_of: Mapping[tuple[str, int, str], int], *, text: bool) -> Answers:
    top = {key: value for key, value in data.items() if not _is_tables(value)}
    tables = {key: [dict(row) for row in value] for key, value in data.items() if _is_tables(value)}
    return Answers(name, top, tables, line_of, text)


def _is_tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(row, dict) for row in value)


def _from_toml(raw: bytes, name: str) -> Answers:
    file = parse_toml(raw, name)
    return _split(file.data, name, _table_lines(file.outline), text=False)


def _table_lines(outline: Outline) -> dict[tuple[str, int, str], int]:
    counts: dict[str, int] = {}
    lines = {}
    spots = []
    for header in outline.headers:
        number = counts.get(header.name, 0)
        counts[header.name] = number + 1
        lines[header.name, number, ""] = header.line
        spots.append((header.name, number))
    for (table, key), line in outline.key_lines.items():
        lines[(*spots[table], key) if table >= 0 else ("", 0, key)] = line
    return lines


def _decode(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("not-utf-8", name, "it is not text in UTF-8", "words could change", "save it as UTF-8") from None


def _from_json(raw: bytes, name: str, default: str) -> Answers:
    text = _decode(raw, name)
    try:
        data = json.loads(text, object_pairs_hook=_keys_once)
    except RecursionError:
        raise refused("too-deep", name, "it is nested too deep", "it must be read safely", "flatten it") from None
    except json.JSONDecodeError as error:
        why = "nothing in it can be trusted until it parses"
        raise refused("not-json", name, "this is not valid JSON", why, "mend this line", error.lineno) from None
    except _KeyTwiceError:
        raise refused(
            "key-twice",
            name,
            "a key stands twice in one table",
            "only one of the two would be recorded",
            "put a list's tables into one list; leave one of the two keys out",
        ) from None
    except ValueError:
        raise refused("not-json", name, "this is not valid JSON", "a number in it is too long", "mend it") from None
    if isinstance(data, list):
        data = {default: data}
    if not isinstance(data, dict) or (default in data and data[default] and not _is_tables(data[default])):
        why = "answers are keys and lists of tables"
        raise refused("answers-shape", name, "it is not a set of answers", why, "see docs/answers.md")
    return _split(data, name, {}, text=False)


class _KeyTwiceError(ValueError):
    """A JSON object says one thing twice."""


def _keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object as a table; TOML refuses a key that stands twice, and so must this."""
    table = dict(pairs)
    if len(table) != len(pairs):
        raise _KeyTwiceError
    return table


def _from_csv(raw: bytes, name: str, default: str) -> Answers:
    text = _decode(raw, name)
    tables: dict[str, list[dict[str, Any]]] = {}
    lines: dict[tuple[str, int, str], int] = {}
    rows = _csv_rows(text, name)
    first, cells = next(rows, (1, []))
    keys = [cell.strip() for cell in cells]
    if len(set(keys)) != len(keys) or "" in keys:
        raise refused(
            "csv-columns",
            name,
            "a column has no name, or two have the same",
            "only one of the two would be recorded",
            "give every column a name of its own; delete columns that are empty",
            first,
        )
    for line, row in rows:
        if len(row) != len(keys):
            raise refused(
                "csv-ragged",
                name,
                "this row has not as many cells as the first",
                "a cell would land in the wrong key",
                "mend the row",
                line,
            )
        table: dict[str, Any] = {key: cell for key, cell in zip(keys, row, strict=True) if cell != ""}
        kind = table.pop("record", "").strip() or default
        listed = tables.setdefault(kind, [])
        lines[kind, len(listed), ""] = line
        listed.append(table)
    return Answers(name, {}, tables, lines, is_typed_text=True)


def _csv_rows(text: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with something in them, each with the line it begins on."""
    csv.field_size_limit(MAX_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for row in reader:
            if any(row):
                yield begins, row
            begins = reader.line_num + 1
    except csv.Error:
        raise refused(
            "not-csv", name, "this is not valid CSV", "quotes do not close", "mend this row", begins
        ) from None


def read_typed(model: type[Any], table: Mapping[str, Any], *, typed_text: bool) -> dict[str, Any]:
    """Bring a table closer to what a record's model takes: lists from `a; b`, booleans and numbers from CSV text."""
    if not typed_text:
        return dict(table)
    kinds = {key: str(info.annotation) for key, info in model.model_fields.items()}
    return {key: _from_cell(kinds.get(key, ""), value) for key, value in table.items()}


def _from_cell(annotation: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    if "Literal['none']" in annotation and word == "none":
        return word
    if "tuple[" in annotation and (";" in value or "bool" not in annotation):
        parts = [part.strip() for part in value.split(";") if part.strip()]
        return [_from_cell("float", part) for part in parts] if "tuple[float" in annotation else parts
    if "bool" in annotation and word in {"true", "false", "yes", "no"}:
        return word in {"true", "yes"}
    number = _number(word) if re.search(r"\b(?:int|float)\b|Literal\[\d", annotation) else None
    return value if number is None else number


def _number(word: str) -> int | float | None:
    """A number written plainly; `007`, `1e5` and the like stay the text they were typed as."""
    found = _NUMBER.fullmatch(word)
    if found is None:
        return None
    return float(word) if found["part"] else int(word)
