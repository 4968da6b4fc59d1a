"""Hold a ledger against its own chain, and say what does not match and where."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sjtool.problem import Place, Problem
from sjtool.store.ledger import LedgerFile, Link, LinkState

_WHY = "each record carries a digest chained to all before it (docs/verify.md)"


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
    known = {(a.get("record"), a.get("expected"), a.get("found")) for a in _tables(states, "acknowledgement")}
    mismatches = tuple(s for s in states if not s.matches and (s.link.id, s.stored, s.computed) not in known)
    accepted = tuple(s.link.id for s in states if not s.matches and s not in mismatches)
    by_hand = tuple(s.link for s in states if s.stored is None)
    uncovered = next((n for n, s in enumerate(reversed(states)) if s.stored is not None), len(states))
    problems = [*_mismatch_problems(ledger, mismatches), *_erasure_problems(ledger, states)]
    if uncovered:
        problems.append(_uncovered_problem(ledger, states[-uncovered].link, uncovered))
    head = (states[-1].stored or states[-1].computed) if states else ledger.head()
    erased = tuple(s.link.id for s in states if s.link.kind == "erased")
    return Verdict(
        ledger.path, len(states), head, tuple(problems), mismatches, by_hand, uncovered, accepted, erased
    )


def holds_head(ledger: LedgerFile, head: str) -> int | None:
    """How many records were made since this head was printed, or None if the chain never had it."""
    states = ledger.walk_chain()
    for since, state in enumerate(reversed(states)):
        if (state.stored or state.computed) == head:
            return since
    return None


def _tables(states: Sequence[LinkState], kind: str) -> list[dict[str, object]]:
    """Tables of one kind whose own link holds; an unchained one counts once a later record covers it."""
    return [dict(s.link.table) for s in states if s.link.kind == kind and s.matches]


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


def _erasure_problems(ledger: LedgerFile, states: Sequence[LinkState]) -> Iterator[Problem]:
    """An erased record must be answered for by an erasure record that names it, its kind and its digest."""
    told = {(e.get("record"), e.get("kind"), e.get("digest")) for e in _tables(states, "erasure")}
    for state in states:
        table = state.link.table
        if state.link.kind == "erased" and (table.get("id"), table.get("kind"), table.get("digest")) not in told:
            yield Problem(
                "erased-without-authority",
                Place(ledger.path, state.link.line),
                f'"{state.link.id}" stands as erased, but no erasure record answers for it',
                "erasure is lawful only with an authority on record (DPA 2018 ss.47-48)",
                "restore the record from a backup, or erase it with  sjtool erase",
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
