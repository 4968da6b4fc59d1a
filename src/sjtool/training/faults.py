"""Faults planted in a sound case for officers to find, each with the check or command that finds it.

A fault is made in the records, and the chain is closed over it as if it had been recorded so; only `changed-record` is
done to the bytes afterwards, by a hand the ledger knows nothing of. Which record is chosen follows from the seed.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool.errors import refused
from sjtool.store.chain import digest_record, first_link, next_link
from sjtool.store.ledger import LedgerFile
from sjtool.store.write import render_block, render_header
from sjtool.training.fault_kinds import KINDS, Row, find_places

CHANGED = "changed-record"
_NAME = "--faults-"


@dataclass(frozen=True)
class Planted:
    """One fault: of which kind, in which record, what was done, and by what it is found.

    `names` are the ids by which somebody may tell of it: of a record that was taken away, those it was about.
    """

    kind: str
    record: str
    what: str
    found_by: str
    names: tuple[str, ...]


Find = Callable[[bytes], Counter[str]]
"""What the checks find in a file: how often each code."""


def plant(ledger: LedgerFile, seed: int, kinds: Sequence[str], count: int, find: Find) -> tuple[bytes, list[Planted]]:
    """A copy of a case with so many faults, each of another kind, and the key to it.

    Each is tried by the checks: one that they would not find, for what was taken away was not needed there, is planted
    elsewhere. Raises SjtoolError where the case has no place for so many.
    """
    rng = random.Random(f"{seed}/{ledger.header.get('case')}")  # noqa: S311 - which fault, not a secret
    name = f"{ledger.header['case']}{_NAME}{seed}"
    rows = [Row(link.kind, dict(link.table)) for link in ledger.links]
    wanted = [*(kinds or (*KINDS, CHANGED))]
    rng.shuffle(wanted)
    planted: list[Planted] = []
    change_last = CHANGED in wanted[:count]
    before = find(_seal(ledger, rows, name))
    for kind in (kind for kind in wanted if kind != CHANGED):
        if len(planted) + change_last == count:
            break
        for row in _places(kind, rows, rng, {one.record for one in planted}):
            tried, made = _try(kind, row, rows)
            found = find(_seal(ledger, tried, name))
            if found[made.found_by] > before[made.found_by]:
                rows, before = tried, found
                planted.append(made)
                break
    if len(planted) + change_last < count:
        raise refused(
            "no-place-for-fault",
            ledger.path,
            "this case has no place for so many faults of these kinds",
            "a fault is planted in what a case holds: a rating, an override, a reading, an action",
            _what_fits(len(planted) + change_last),
        )
    raw = _seal(ledger, rows, name)
    if change_last:
        raw, made = _change(raw, rows, rng, {one.record for one in planted})
        planted.append(made)
    order = {str(row.table["id"]): number for number, row in enumerate(rows)}
    return raw, sorted(planted, key=lambda one: order.get(one.record, 0))


def _what_fits(count: int) -> str:
    """What to type instead: of kinds that have no place at all no number will do."""
    others = "other kinds:  --kinds LIST , or none to choose from all"
    return f"--count {count} , or {others}" if count else others


def _places(kind: str, rows: Sequence[Row], rng: random.Random, taken: set[str]) -> list[Row]:
    """Where such a fault could be planted, in an order of chance."""
    places = [row for row in find_places(kind, rows) if row.table["id"] not in taken]
    rng.shuffle(places)
    return places


def _try(kind: str, row: Row, rows: Sequence[Row]) -> tuple[list[Row], Planted]:
    """The records with the fault in one of them; those before are left as they are."""
    tried = [Row(one.kind, dict(one.table)) for one in rows]
    own = tried[[*rows].index(row)]
    fault = KINDS[kind]
    fault.do(own, tried)
    name = str(own.table["id"])
    about = () if own in tried else (*own.table.get("responses", ()),)
    return tried, Planted(kind, name, fault.what, fault.found_by, (name, *about))


def _seal(ledger: LedgerFile, rows: Sequence[Row], name: str) -> bytes:
    """The records with a chain over them as they now are; heads that were signed are those of this file."""
    header = {**ledger.header, "case": name}
    running = first_link(header)
    heads: dict[str, str] = {first_link(ledger.header): running}
    blocks = [render_header(header)]
    for row in rows:
        table = {key: heads.get(value, value) if key == "head" else value for key, value in row.table.items()}
        old = table.pop("chain", None)
        running = next_link(running, digest_record(row.kind, table))
        if isinstance(old, str):
            heads[old] = running
        blocks.append(render_block(row.kind, {**table, "chain": running}))
    return "".join(blocks).encode("utf-8")


def _change(raw: bytes, rows: Sequence[Row], rng: random.Random, taken: set[str]) -> tuple[bytes, Planted]:
    """A word put into a rating's reason after the fact, without a word to anybody."""
    places = [
        row for row in rows if row.kind == "rating" and row.table.get("rationale") and row.table["id"] not in taken
    ]
    row = rng.choice(places)
    text = raw.decode("utf-8")
    start = text.index(f'\nid = "{row.table["id"]}"\n')
    at = text.index('\nrationale = "', start) + len('\nrationale = "')
    at += 2 if text[at : at + 2] == '""' else 0
    changed = text[:at] + "As I said before: " + text[at:]
    what = "its reason was altered in the file after it was recorded"
    return changed.encode("utf-8"), Planted(
        CHANGED, str(row.table["id"]), what, "chain-broken", (str(row.table["id"]),)
    )


def as_key(planted: Sequence[Planted]) -> list[Mapping[str, Any]]:
    """The key for a file: plain tables."""
    return [vars(one) for one in planted]
