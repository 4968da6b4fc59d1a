"""Write a ledger anew from records of another: its own chain and salts, so that nothing of the first is carried over.

Salts follow from a key that must not be guessable, so that the same copy comes out as the same bytes. What a signature
vouches for is found again by the place it had in the old chain.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from sjtool.store.chain import SALT_DIGITS, digest_record, first_link, next_link
from sjtool.store.write import render_header, render_record


class Copy:
    """A ledger in the making."""

    def __init__(self, header: Mapping[str, Any], lead: str, key: str) -> None:
        """`lead` is a comment for the top of the file; salts and digests of erased records follow from `key`."""
        self._key = key
        self._head = first_link(header)
        self._heads: dict[str, str] = {}
        self._blocks = [lead, render_header(header)]

    def add(self, kind: str, table: Mapping[str, Any], was: str | None) -> None:
        """Write a record, given without salt and chain; `was` is the chain value it had in the first ledger."""
        made = dict(table)
        if kind == "erased":
            digest = made["digest"] = self.digest_of_erased(str(made["id"]))
        else:
            made["salt"] = self._digits(f"salt/{made['id']}")[:SALT_DIGITS]
            digest = digest_record(kind, made)
        made["chain"] = self._head = next_link(self._head, digest)
        self._blocks.append(render_record(kind, made))
        self.pass_over(was)

    def pass_over(self, was: str | None) -> None:
        """Note where a record stood in the first ledger; one left out stands where the one before it does."""
        if was:
            self._heads[was] = self._head

    def head_of(self, was: str | None) -> str | None:
        """The chain value here that stands for one of the first ledger, if it had that one."""
        return self._heads.get(was) if was else None

    def digest_of_erased(self, record_id: str) -> str:
        """What stands for the digest of an erased record: the old one was made from its words."""
        return self._digits(f"erased/{record_id}")

    def as_bytes(self) -> bytes:
        """The file."""
        return "".join(self._blocks).encode("utf-8")

    def _digits(self, what: str) -> str:
        return hashlib.sha256(f"{self._key}/{what}".encode()).hexdigest()
