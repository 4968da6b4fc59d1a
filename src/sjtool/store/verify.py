"""Hold a ledger against its own chain, and say what does not match and where."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool.problem import Place, Problem
from sjtool.store.chain import first_link
from sjtool.store.ledger import LedgerFile, Link, LinkState

_WHY = "each record carries a digest chained to all before it (docs/verify.md)"
_STAYS = {"id", "kind", "digest", "chain"}


@dataclass(frozen=True)
class Verdict:
    """What verifying one ledger showed."""

    path: str
    records: int
    head: str
    problems: tuple[Problem, ...]
    mismatches: tuple[LinkState, ...]
    by_hand: tuple[Link, ...]
    uncovered: int
    acknowledged: tuple[str, ...]
    erased: tuple[str, ...]


def verify_ledger(ledger: LedgerFile) -> Verdict:
    """Walk the chain. `problems` names the first record that does not match first, then the others."""
    states = ledger.walk_chain()
    uncovered = next((n for n, s in enumerate(reversed(states)) if s.stored is not None), len(states))
    covered = states[: len(states) - uncovered]
    known = _said(covered, "acknowledgement", "record", "expected", "found")
    broken = [s for s in states if not s.matches]
    mismatches = tuple(s for s in broken if (s.link.id, s.stored, s.computed) not in known)
    accepted = tuple(s.link.id for s in broken if (s.link.id, s.stored, s.computed) in known)
    by_hand = tuple(s.link for s in states if s.stored is None)
    problems = [
        *_mismatch_problems(ledger, mismatches),
        *_erasure_problems(ledger, states, _said(covered, "erasure", "record", "kind", "digest")),
    ]
    if uncovered:
        problems.append(_uncovered_problem(ledger, states[-uncovered].link, uncovered))
    head = (states[-1].stored or states[-1].computed) if states else ledger.head()
    erased = tuple(s.link.id for s in states if s.link.kind == "erased")
    return Verdict(ledger.path, len(states), head, tuple(problems), mismatches, by_hand, uncovered, accepted, erased)


def holds_head(ledger: LedgerFile, head: str) -> int | None:
    """How many records were made since this head was printed, or None if the chain never had it."""
    states = ledger.walk_chain()
    for since, state in enumerate(reversed(states)):
        if (state.stored or state.computed) == head:
            return since
    return None


def ever_stood_at(ledger: LedgerFile, head: str) -> bool:
    """Whether the file had this head at any time, before its first record included."""
    return head == first_link(ledger.header) or holds_head(ledger, head) is not None


def _said(covered: Sequence[LinkState], kind: str, *keys: str) -> set[tuple[object, ...]]:
    """What the records of one kind say whose own link holds; one written by hand counts once a later one covers it."""
    tables = [s.link.table for s in covered if s.link.kind == kind and s.matches]
    return {said for table in tables if None not in (said := _texts(table, keys))}


def _texts(table: Mapping[str, Any], keys: Sequence[str]) -> tuple[object, ...]:
    """Values of a table by key; what is no text, which only an edit by hand can bring in, stands for nothing."""
    return tuple(value if isinstance(value := table.get(key), str) else None for key in keys)


def _mismatch_problems(ledger: LedgerFile, mismatches: Sequence[LinkState]) -> Iterator[Problem]:
    for n, state in enumerate(mismatches):
        which = f'{state.link.kind} "{state.link.id}"'
        before = "" if n else "the first record that does not match: "
        yield Problem(
            "chain-broken",
            Place(ledger.path, state.link.line),
            f"{before}{which}, or something between it and the record before it, is not as it was when recorded",
            _WHY,
            "compare with a printed report; if the edit was meant, say so with  sjtool verify CASE --acknowledge",
        )


def _erasure_problems(
    ledger: LedgerFile, states: Sequence[LinkState], told: set[tuple[object, ...]]
) -> Iterator[Problem]:
    """An erased record must be answered for by an erasure record that names it, and hold nothing but what stays."""
    for state in states:
        if state.link.kind != "erased":
            continue
        table = state.link.table
        place = Place(ledger.path, state.link.line)
        if _texts(table, ("id", "kind", "digest")) not in told:
            yield Problem(
                "erased-without-authority",
                place,
                f'"{state.link.id}" stands as erased, but no erasure record answers for it',
                "erasure is lawful only with an authority on record (DPA 2018 ss.47-48)",
                "restore the record from a backup, or erase it with  sjtool erase",
            )
        if table.keys() - _STAYS:
            yield Problem(
                "erased-changed",
                place,
                f'"{state.link.id}" stands as erased, but holds keys that an erasure does not leave',
                "an erased record keeps its id, kind and digest; anything else in it is not covered by the chain",
                "delete the other keys of this [[erased]] table",
            )


def _uncovered_problem(ledger: LedgerFile, first: Link, count: int) -> Problem:
    noun = "record was" if count == 1 else "records were"
    return Problem(
        "not-yet-covered",
        Place(ledger.path, first.line),
        f"from here on {count} {noun} written by hand and no later record covers them",
        "a record without a chain value is covered by the next one that sjtool appends",
        "append any record, or acknowledge with  sjtool verify CASE --acknowledge",
        severity="warning",
    )
