"""A ledger written from nothing, with its own salts and times: the bytes that `store/append.py` would have written.

Rendering, digests and the chain are the store's own. Nothing is read back, for nothing in it was typed by anybody; a
test reads a sample with the real loader.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple

from sjtool.model.kinds import KINDS, number_width
from sjtool.model.record import Record
from sjtool.store.chain import SALT_DIGITS, digest_record, first_link, next_link
from sjtool.store.write import render_block, render_header


class Edited(NamedTuple):
    """A record that stands edited by hand: its id, the chain value in the file, and the one its content gives."""

    id: str
    expected: str
    found: str


class Erased(NamedTuple):
    """A record that stands erased: its id, its kind, and the digest that stays."""

    id: str
    kind: str
    digest: str


class Book:
    """One ledger in the making. `moment` is when the next record is made; it only ever moves on."""

    def __init__(self, case: str, seed: str, lead: str, kinds: Mapping[str, type[Record]] = KINDS) -> None:
        """`lead` is a comment for the top of the file; salts follow from `seed` and the ids."""
        header: dict[str, Any] = {"format": 1, "case": case, "marking": "OFFICIAL-SENSITIVE", "training": True}
        self.kinds = kinds
        self.head = first_link(header)
        self.moment = datetime(1, 1, 1, tzinfo=UTC)
        self.counts: Counter[str] = Counter()
        self._seed = seed
        self._numbers: Counter[str] = Counter()
        self._blocks = [lead, render_header(header)]

    def __len__(self) -> int:
        """How many records there are."""
        return self.counts.total()

    def as_bytes(self) -> bytes:
        """The file."""
        return "".join(self._blocks).encode("utf-8")

    def turn_to(self, day: date, hour: int, minute: int = 0) -> None:
        """Go on at this time of this day, unless the last record is later already."""
        self.moment = max(self.moment, datetime.combine(day, time(hour, minute), UTC))

    def next_id(self, kind: str, ahead: int = 1) -> str:
        """The id that a record of this kind will be given, the next one or one further on."""
        return f"{self.kinds[kind].prefix}-{self._numbers[kind] + ahead:0{number_width(kind)}d}"

    def add(self, kind: str, by: str, /, **keys: Any) -> str:
        """Write a record and return its id; keys without a value are left out."""
        table = self._table(kind, by, keys)
        table["chain"] = self.head = next_link(self.head, digest_record(kind, table))
        self._blocks.append(render_block(kind, table))
        return str(table["id"])

    def add_erased(self, kind: str, by: str, /, **keys: Any) -> Erased:
        """Write what stands where such a record was erased later; an `erasure` must still answer for it."""
        table = self._table(kind, by, keys)
        digest = digest_record(kind, table)
        self.head = next_link(self.head, digest)
        kept = {"id": table["id"], "kind": kind, "digest": digest, "chain": self.head}
        self._blocks.append(render_block("erased", kept))
        self.counts[kind] -= 1
        self.counts["erased"] += 1
        return Erased(table["id"], kind, digest)

    def add_edited(self, kind: str, by: str, edit: Mapping[str, Any], /, **keys: Any) -> Edited:
        """Write a record that somebody edited by hand afterwards; an `acknowledgement` must still own up to it."""
        table = self._table(kind, by, keys)
        before = self.head
        table["chain"] = self.head = next_link(before, digest_record(kind, table))
        table |= edit
        self._blocks.append(render_block(kind, table))
        return Edited(table["id"], self.head, next_link(before, digest_record(kind, table)))

    def _table(self, kind: str, by: str, keys: Mapping[str, Any]) -> dict[str, Any]:
        """A record but for its chain value: id first, then its keys, then what the ledger fills in."""
        named = keys.get("id")
        if named is None:
            named = self.next_id(kind)
            self._numbers[kind] += 1
        salt = hashlib.sha256(f"{self._seed}/{named}".encode()).hexdigest()[:SALT_DIGITS]
        self.counts[kind] += 1
        self.moment += timedelta(seconds=23 + int(salt[:2], 16))
        kept = {key: value for key, value in keys.items() if key != "id" and value not in (None, "", [])}
        return {"id": named, **kept, "at": self.moment, "by": by, "salt": salt}
