"""A case file as a chain of raw records, in file order: what reading, verifying and appending all stand on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from sjtool.errors import SjtoolError, refused
from sjtool.model.record import RECORD_ID
from sjtool.problem import Place, Problem
from sjtool.store.chain import digest_record, first_link, next_link
from sjtool.store.outline import Outline
from sjtool.store.toml import TomlFile, parse_toml, read_bytes

FORMAT = 1
"""The format this version writes. Older ones are always read; a newer one is refused."""


class Link(NamedTuple):
    """One record as it stands in the file. `number` is its header's place in the outline, `line` counts from 1."""

    kind: str
    table: Mapping[str, Any]
    number: int
    line: int

    @property
    def id(self) -> str:
        """The record's id; nothing where it has none, or where what stands there is no id and may be words."""
        found = self.table.get("id")
        return found if isinstance(found, str) and re.fullmatch(RECORD_ID, found) else ""


class LinkState(NamedTuple):
    """How one record stands in the chain. `stored` is what the file says, None for a hand-written record."""

    link: Link
    digest: str
    computed: str
    stored: str | None

    @property
    def matches(self) -> bool:
        """Whether the file's chain value is the one its content gives."""
        return self.stored is None or self.stored == self.computed


_link = partial(tuple.__new__, Link)
_state = partial(tuple.__new__, LinkState)
"""Made from their four parts: twice as fast as calling the class, and a case has hundreds of each."""


@dataclass(frozen=True)
class LedgerFile:
    """The bytes of a ledger, its header and its records in file order."""

    path: str
    raw: bytes
    header: Mapping[str, Any]
    links: tuple[Link, ...]
    outline: Outline

    def walk_chain(self) -> tuple[LinkState, ...]:
        """Every record with the chain value it should have.

        After a mismatch the walk goes on from the stored value, so that each later record is judged on its own.
        """
        running = first_link(self.header)
        states = []
        for link in self.links:
            digest = _digest_of(link)
            computed = next_link(running, digest)
            stored = link.table.get("chain")
            stored = stored if isinstance(stored, str) else None
            states.append(_state((link, digest, computed, stored)))
            running = stored or computed
        return tuple(states)

    def head(self) -> str:
        """The last chain value: what a report prints in its footer."""
        states = self.walk_chain()
        return (states[-1].stored or states[-1].computed) if states else first_link(self.header)


def _digest_of(link: Link) -> str:
    """An erased record keeps the digest of what stood there; any other is digested from its content."""
    kept = link.table.get("digest")
    if link.kind == "erased" and isinstance(kept, str) and len(kept) == 64 and not set(kept) - set("0123456789abcdef"):  # noqa: PLR2004
        return kept
    return digest_record(link.kind, link.table)


def read_ledger(path: Path) -> LedgerFile:
    """Read a ledger file. Raises SjtoolError where the file cannot be taken as a ledger at all."""
    return parse_ledger(read_bytes(path), str(path))


def parse_ledger(raw: bytes, name: str) -> LedgerFile:
    """Bytes to header and records. Raises SjtoolError with every layout problem found."""
    if not raw.strip():
        fix = "restore it from a backup; for a case that was never begun, delete it and  sjtool new"
        raise refused("file-empty", name, "the file is empty", "a case file begins with format = 1", fix)
    file = parse_toml(raw, name)
    header = {key: value for key, value in file.data.items() if not isinstance(value, dict | list)}
    if type(header.get("format")) is not int or header["format"] != FORMAT:  # finding its line takes a second look
        check_format(header, name, file.outline.line_of(-1, "format"))
    links, problems = _order_records(file)
    if problems:
        raise SjtoolError(problems)
    return LedgerFile(name, raw, header, links, file.outline)


def check_format(header: Mapping[str, Any], name: str, line: int = 1) -> None:
    """Refuse a file without a format, or one made by a newer sjtool."""
    number = header.get("format")
    if not isinstance(number, int) or isinstance(number, bool) or number < 1:
        raise refused(
            "format-missing",
            name,
            "the file does not say which format it is in",
            "a case file begins with format = 1; without it nothing can be read with certainty",
            "if this is a case file, add the line  format = 1  at the top",
            line,
        )
    if number > FORMAT:
        raise refused(
            "format-newer",
            name,
            f"the file is in format {number}; this sjtool reads up to format {FORMAT}",
            "reading a newer format with an older tool could lose records it does not know",
            "install the newer sjtool, or open the file where it was written",
            line,
        )


def _order_records(file: TomlFile) -> tuple[tuple[Link, ...], list[Problem]]:
    """Pair each `[[kind]]` header with its table, in file order."""
    taken: dict[str, int] = {}
    links: list[Link] = []
    problems: list[Problem] = []
    for number, header in enumerate(file.outline.headers):
        tables = file.data.get(header.name)
        at = taken.get(header.name, 0)
        if not header.is_array or not isinstance(tables, list) or at >= len(tables):
            problems.append(_not_flat(file.path, header.line))
            continue
        taken[header.name] = at + 1
        links.append(_link((header.name, tables[at], number, header.line)))
    for name, value in file.data.items():
        if isinstance(value, dict | list) and taken.get(name, 0) != (len(value) if isinstance(value, list) else -1):
            problem = _not_flat(file.path, file.outline.key_lines.get((-1, name), 0))
            if not problems:
                problems.append(problem)
    return tuple(links), problems


def _not_flat(path: str, line: int) -> Problem:
    return Problem(
        "record-not-flat",
        Place(path, line),
        "a record must stand under its own [[kind]] header, with plain keys below it",
        "records are kept in the order they were made; nested or inline tables have no place in that order",
        "write  [[kind]]  on a line of its own, then one  key = value  a line",
    )
