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
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sjtool.errors import SjtoolError, refused
from sjtool.store.outline import Outline
from sjtool.store.toml import MAX_BYTES, parse_toml, read_bytes


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
        return sum(len(rows) for rows in self.tables.values())


def read_answers(named: str, default: str) -> Answers:
    """Answers from a file, or from standard input for "-". `default` names the list of CSV rows without one."""
    if named == "-":
        raw = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise refused("file-too-large", "standard input", "there is too much to read", "a limit on reading", "split it")
        return parse_answers(raw, "standard input", default)
    return parse_answers(read_bytes(Path(named)), named, default)


def parse_answers(raw: bytes, name: str, default: str) -> Answers:
    """Bytes to answers: by the file's ending, else by looking at how it begins."""
    ending = Path(name).suffix.lower()
    start = raw.removeprefix(b"\xef\xbb\xbf").lstrip()[:1]
    if not raw.strip():
        raise refused("answers-empty", name, "there are no answers in it", "nothing would be recorded", "check the file")
    if ending == ".json" or (ending not in {".toml", ".csv"} and start in {b"{"}):
        return _from_json(raw, name, default)
    if ending == ".csv":
        return _from_csv(raw, name, default)
    if ending == ".toml":
        return _from_toml(raw, name)
    try:
        return _from_toml(raw, name)
    except SjtoolError:
        if b"," in raw.split(b"\n", 1)[0] and b"=" not in raw.split(b"\n", 1)[0]:
            return _from_csv(raw, name, default)
        if start == b"[":
            return _from_json(raw, name, default)
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


def _from_json(raw: bytes, name: str, default: str) -> Answers:
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise refused("not-utf-8", name, "it is not text in UTF-8", "words could change", "save it as UTF-8") from None
    except RecursionError:
        raise refused("too-deep", name, "it is nested too deep", "it must be read safely", "flatten it") from None
    except json.JSONDecodeError as error:
        raise refused(
            "not-json", name, "this is not valid JSON", "nothing in it can be trusted until it parses", "mend this line", error.lineno
        ) from None
    except ValueError:
        raise refused("not-json", name, "this is not valid JSON", "a number in it is too long", "mend it") from None
    if isinstance(data, list):
        data = {default: data}
    if not isinstance(data, dict) or (default in data and data[default] and not _is_tables(data[default])):
        raise refused("answers-shape", name, "it is not a set of answers", "answers are keys and lists of tables", "see docs/answers.md")
    return _split(data, name, {}, text=False)


def _from_csv(raw: bytes, name: str, default: str) -> Answers:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused("not-utf-8", name, "it is not text in UTF-8", "words could change", "save it as UTF-8") from None
    reader = csv.DictReader(io.StringIO(text, newline=""), restkey="", strict=True)
    tables: dict[str, list[dict[str, Any]]] = {}
    lines: dict[tuple[str, int, str], int] = {}
    try:
        for row in reader:
            if "" in row or None in row.values():
                raise refused(
                    "csv-ragged", name, "this row has not as many cells as the first", "a cell would land in the wrong key", "mend the row", reader.line_num
                )
            kind = row.pop("record", "") or default
            rows = tables.setdefault(kind, [])
            lines[kind, len(rows), ""] = reader.line_num
            rows.append({key.strip(): value for key, value in row.items() if key and value != ""})
    except csv.Error:
        raise refused("not-csv", name, "this is not valid CSV", "quotes do not close", "mend this row", reader.line_num) from None
    return Answers(name, {}, tables, lines, is_typed_text=True)


def read_typed(model: type[Any], table: Mapping[str, Any], *, typed_text: bool) -> dict[str, Any]:
    """Bring a table closer to what a record's model takes: lists from `a; b`, booleans and numbers from CSV text."""
    if not typed_text:
        return dict(table)
    return {key: _from_cell(str(model.model_fields[key].annotation) if key in model.model_fields else "", value) for key, value in table.items()}


def _from_cell(annotation: str, value: object) -> object:
    if not isinstance(value, str):
        return value
    word = value.strip().lower()
    if "Literal['none']" in annotation and word == "none":
        return word
    if re.search(r"Literal\[\d", annotation) and _number(word) is not None:
        return _number(word)
    if "tuple[" in annotation and "bool" not in annotation:
        return [part.strip() for part in value.split(";") if part.strip()]
    if "bool" in annotation and word in {"true", "false", "yes", "no"}:
        return word in {"true", "yes"}
    if ("int" in annotation or "float" in annotation) and _number(word) is not None:
        return _number(word)
    if "tuple[" in annotation and ";" in value:
        return [part.strip() for part in value.split(";") if part.strip()]
    return value


def _number(word: str) -> int | float | None:
    for kind in (int, float):
        try:
            return kind(word)
        except ValueError:
            continue
    return None
