"""Mutate a signed demo case in every way that counts and see whether `verify` notices.

usage: python bench/mutate.py [--mutations 5000] [--seed 1]

Kinds: change, delete, insert or swap bytes outside comments and white space; delete, swap or duplicate whole records;
edit the header; cut the tail (held against the head in a printed footer, as the documents say). A mutation that leaves
the parsed content as it was (quote style, digit grouping) changes nothing and is counted apart. Exits 1 where one that
changed content went unnoticed.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sjtool.errors import SjtoolError
from sjtool.store.append import Draft, Ledger
from sjtool.store.ledger import LedgerFile, parse_ledger
from sjtool.store.outline import build_outline
from sjtool.store.read import build_case
from sjtool.store.shipped import find_shipped
from sjtool.store.verify import holds_head, verify_ledger

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def signed_case(folder: Path) -> bytes:
    """A demo case with a signature at its end."""
    path = folder / "case.toml"
    path.write_bytes((find_shipped("casefiles") / "demo-harbour.toml").read_bytes())
    ledger = Ledger(path)
    keys = {"assessment": "a-001", "head": ledger.head, "method": "typed", "statement": "Mine.", "role": "officer"}
    ledger.append([Draft("signature", keys)], by="pc-4412", at=AT)
    return path.read_bytes()


def is_noticed(raw: bytes, head: str) -> bool:
    """Whether reading or verifying says anything, the printed head included."""
    try:
        ledger = parse_ledger(raw, "case.toml")
        _case, problems = build_case(ledger)
        return bool(verify_ledger(ledger).problems or problems) or holds_head(ledger, head) is None
    except SjtoolError:
        return True


def same_content(raw: bytes, original: LedgerFile) -> bool:
    """Whether a mutation left every value as it was."""
    try:
        ledger = parse_ledger(raw, "case.toml")
    except SjtoolError:
        return False
    tables = [(link.kind, dict(link.table)) for link in ledger.links]
    return dict(ledger.header) == dict(original.header) and tables == [(k.kind, dict(k.table)) for k in original.links]


class Mutator:
    """Makes mutations of one text."""

    def __init__(self, raw: bytes, seed: int) -> None:
        self.text = raw.decode()
        self.chance = random.Random(seed)
        outline = build_outline(self.text)
        self.starts = [header.start for header in outline.headers]
        bare = list(self.text)
        for start, end in outline.comments:
            bare[start:end] = " " * (end - start)
        self.solid = [n for n, c in enumerate(bare) if not c.isspace()]

    def make(self) -> tuple[str, bytes]:
        """A kind and the mutated bytes."""
        kind = self.chance.choice(
            [
                "change",
                "delete",
                "insert",
                "swap",
                "record-deleted",
                "records-swapped",
                "record-twice",
                "header",
                "tail",
            ]
        )
        return kind, getattr(self, "_" + kind.replace("-", "_"))().encode()

    def _at(self) -> int:
        return self.chance.choice(self.solid)

    def _letter(self) -> str:
        return self.chance.choice('abcdefghijklmnopqrstuvwxyz0123456789-_"=[]. ')

    def _change(self) -> str:
        at = self._at()
        letter = self._letter()
        while letter == self.text[at]:
            letter = self._letter()
        return self.text[:at] + letter + self.text[at + 1 :]

    def _delete(self) -> str:
        at = self._at()
        return self.text[:at] + self.text[at + 1 :]

    def _insert(self) -> str:
        at = self._at()
        return self.text[:at] + self._letter() + self.text[at:]

    def _swap(self) -> str:
        one, other = sorted((self._at(), self._at()))
        if one == other:
            return self._delete()
        text = list(self.text)
        text[one], text[other] = text[other], text[one]
        return "".join(text)

    def _blocks(self) -> list[str]:
        ends = [*self.starts[1:], len(self.text)]
        return [self.text[: self.starts[0]], *(self.text[s:e] for s, e in zip(self.starts, ends, strict=True))]

    def _record_deleted(self) -> str:
        blocks = self._blocks()
        del blocks[self.chance.randrange(1, len(blocks))]
        return "".join(blocks)

    def _records_swapped(self) -> str:
        blocks = self._blocks()
        one, other = self.chance.sample(range(1, len(blocks)), 2)
        blocks[one], blocks[other] = blocks[other], blocks[one]
        return "".join(blocks)

    def _record_twice(self) -> str:
        blocks = self._blocks()
        at = self.chance.randrange(1, len(blocks))
        return "".join([*blocks[:at], blocks[at], *blocks[at:]])

    def _header(self) -> str:
        word, other = self.chance.choice(
            [
                ("demo-harbour", "demo-harbor"),
                ("training = true", "training = false"),
                ("format = 1", 'format = 1\nmarking = "X"'),
            ]
        )
        return self.text.replace(word, other, 1)

    def _tail(self) -> str:
        return "".join(self._blocks()[: -self.chance.randrange(1, 20)])


def main() -> int:
    """Mutate, count, print."""
    parser = argparse.ArgumentParser(description="Mutate a signed demo case.")
    parser.add_argument("--mutations", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        raw = signed_case(Path(folder))
    original = parse_ledger(raw, "case.toml")
    head = original.head()
    assert not is_noticed(raw, head)
    mutator = Mutator(raw, args.seed)
    made: Counter[str] = Counter()
    harmless = unnoticed = 0
    for _ in range(args.mutations):
        kind, mutated = mutator.make()
        made[kind] += 1
        if not is_noticed(mutated, head):
            if same_content(mutated, original):
                harmless += 1
            else:
                unnoticed += 1
                print(f"unnoticed: {kind}")
    print(", ".join(f"{kind} {count}" for kind, count in sorted(made.items())))
    print(f"{args.mutations} mutations; content changed and unnoticed: {unnoticed}; content unchanged: {harmless}")
    return 1 if unnoticed else 0


if __name__ == "__main__":
    sys.exit(main())
