"""Append records to a case file: lock, re-read, check, write everything and the new records, rename over.

The bytes that were loaded must be a prefix of the bytes now there; then the new records are chained after whatever
came since. Otherwise nothing is written, and what was typed is kept beside the case.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from sjtool.errors import SjtoolError, refused
from sjtool.model.kinds import KINDS, number_width
from sjtool.model.record import Record
from sjtool.problem import with_article
from sjtool.store.chain import digest_record, new_salt, next_link
from sjtool.store.durable import hold_lock, remove_stale, resolve_links, write_durably
from sjtool.store.explain import explain_errors
from sjtool.store.ledger import LedgerFile, parse_ledger
from sjtool.store.toml import MAX_BYTES, read_bytes
from sjtool.store.write import accept_value, render_record


@dataclass(frozen=True)
class Later:
    """Stands for the id that the n-th draft of the same append will be given."""

    index: int


@dataclass(frozen=True)
class Draft:
    """A record to be written: its kind and keys. The ledger fills in id (unless given), at, by, salt and chain."""

    kind: str
    keys: Mapping[str, Any] = field(default_factory=dict)


def repoint(draft: Draft, known: Mapping[int, Later | str]) -> Draft:
    """The same draft where the others have moved: each pointer to what `known` says of its index."""

    def moved(value: object) -> object:
        if isinstance(value, Later):
            return known.get(value.index, value)
        return [moved(part) for part in value] if isinstance(value, list) else value

    return Draft(draft.kind, {key: moved(value) for key, value in draft.keys.items()})


class Ledger:
    """A case file opened for appending."""

    def __init__(self, path: Path, kinds: Mapping[str, type[Record]] = KINDS) -> None:
        """Read the file as it is now; later appends are checked against it."""
        self.path = resolve_links(path)
        self.kinds = kinds
        self.shown_path = str(path)
        self._take(parse_ledger(read_bytes(self.path), self.shown_path))

    def _take(self, file: LedgerFile) -> None:
        self.file = file
        self.raw = file.raw
        self.head = file.head()
        self.ids = {link.id for link in file.links}

    def append(self, drafts: Sequence[Draft], *, by: str, at: datetime, only_after: str = "") -> list[Record]:
        """Write drafts as records, all of them or none. Returns them with their ids.

        `only_after` is the head they must follow: who signs, signs what they were shown. Raises SjtoolError, with the
        file unchanged, where it was edited meanwhile or cannot be written.
        """
        with hold_lock(self.path):
            self._refuse_read_only()
            remove_stale(self.path)
            self._catch_up()
            if only_after and self.head != only_after:
                raise _moved_on(self.shown_path)
            tables = self._complete(drafts, by, at)
            records = [self._validate(draft.kind, table) for draft, table in zip(drafts, tables, strict=True)]
            blocks, head = self._chain(drafts, tables)
            lead = b"" if self.raw.endswith(b"\n") or not self.raw else b"\n"
            content = self.raw + lead + "".join(blocks).encode("utf-8")
            self._check_size(content)
            write_durably(self.path, content, keep_rights=True)
            self.raw = content
            self.head = head
            self.ids |= {record.id for record in records}
        return records

    def _refuse_read_only(self) -> None:
        """A case made read-only is closed on purpose; renaming over it would open it again."""
        if self.path.exists() and not self.path.stat().st_mode & 0o222:
            raise refused(
                "read-only",
                self.shown_path,
                "this file is read-only",
                "somebody closed it on purpose",
                "ask whoever closed it, or make it writable again",
            )

    def _catch_up(self) -> None:
        """Take in what others appended since; stop where the file is no longer a continuation of what was read."""
        now = read_bytes(self.path)
        if now == self.raw:
            return
        if not now.startswith(self.raw):
            raise refused(
                "file-changed",
                self.shown_path,
                "the file was edited while this command was running",
                "an append must never hide or undo somebody else's words",
                "run the command again: it will read the file as it is now",
            )
        self._take(parse_ledger(now, self.shown_path))

    def _complete(self, drafts: Sequence[Draft], by: str, at: datetime) -> list[dict[str, Any]]:
        """Ids, then references between the drafts, then who and when."""
        taken = set(self.ids)
        ids = []
        for draft in drafts:
            given = draft.keys.get("id") or self._next_id(draft.kind, taken)
            if str(given) in taken:
                raise refused(
                    "id-reused",
                    self.shown_path,
                    f"the id of this {draft.kind} is taken already",
                    "an id names one record for good",
                    "choose another id",
                )
            taken.add(str(given))
            ids.append(given)
        tables = []
        for draft, given in zip(drafts, ids, strict=True):
            table: dict[str, Any] = {"id": given}
            for key, value in draft.keys.items():
                if key != "id" and value is not None and value not in ((), []):
                    table[key] = _fill(accept_value(value), ids)
            table.setdefault("at", at)
            table.setdefault("by", by)
            tables.append(table)
        return tables

    def _next_id(self, kind: str, taken: set[str]) -> str:
        model = self.kinds.get(kind)
        prefix = model.prefix if model else ""
        if not prefix:
            raise refused(
                "id-missing",
                self.shown_path,
                f"{with_article(kind)} needs an id of its own",
                "people and officers are named by ids an officer can recognise",
                'give it one, e.g. id = "partner"',
            )
        pattern = re.compile(rf"{prefix}-([0-9]{{1,70}})")
        highest = max((int(found[1]) for name in taken if (found := pattern.fullmatch(name))), default=0)
        return f"{prefix}-{highest + 1:0{number_width(kind)}d}"

    def _validate(self, kind: str, table: Mapping[str, Any]) -> Record:
        model = self.kinds.get(kind)
        if model is None:
            raise refused(
                "unknown-kind",
                self.shown_path,
                "this is not a kind of record",
                "it would never be read",
                "see docs/case-file.md",
            )
        try:
            return model.model_validate(dict(table))
        except ValidationError as error:
            raise SjtoolError(explain_errors(error, model, self.shown_path, f"[[{kind}]]", lambda _loc: 0)) from None

    def _chain(self, drafts: Sequence[Draft], tables: Sequence[dict[str, Any]]) -> tuple[list[str], str]:
        head = self.head
        blocks = []
        for draft, table in zip(drafts, tables, strict=True):
            table["salt"] = new_salt()
            head = next_link(head, digest_record(draft.kind, table))
            table["chain"] = head
            blocks.append(render_record(draft.kind, table))
        return blocks, head

    def _check_size(self, content: bytes) -> None:
        if len(content) > MAX_BYTES:
            raise refused(
                "file-too-large",
                self.shown_path,
                f"the file would pass {MAX_BYTES:,} bytes and could not be read again",
                "a limit on reading must be a limit on writing too",
                "start a new case file for the next assessment",
            )


def _moved_on(path: str) -> SjtoolError:
    return refused(
        "case-moved-on",
        path,
        "something was recorded since it was shown to you",
        "a signature is of exactly what the signer was shown",
        "run the command again: it will show the case as it is now",
    )


def _fill(value: object, ids: Sequence[str]) -> object:
    """Put the id a draft was given where another draft points at it; one that points at none stays as typed."""
    if isinstance(value, Later):
        return ids[value.index] if value.index < len(ids) else f"+{value.index}"
    if isinstance(value, list):
        return [_fill(part, ids) for part in value]
    return value


def create_case(path: Path, header: Mapping[str, Any]) -> None:
    """Write a new case file that holds only its header. Raises SjtoolError where something is there already."""
    from sjtool.store.write import render_header

    target = resolve_links(path)
    if not target.parent.is_dir():
        raise refused(
            "folder-missing",
            str(path),
            "the folder does not exist",
            "a case is kept where you say",
            "make the folder first",
        )
    with hold_lock(target):
        remove_stale(target)
        if target.exists():
            raise refused(
                "case-exists",
                str(path),
                "there is a file of this name already",
                "a new case never replaces an old one",
                "choose another name, or go on with  sjtool next",
            )
        write_durably(target, render_header(header).encode("utf-8"))
