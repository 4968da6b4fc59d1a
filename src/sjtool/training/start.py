"""A case for a trainee: all that was gathered, and nothing of what was made of it.

People, orders, events, sources and what each person said are given, up to the first judgement, and what the tools
said; readings, ratings, judgements, overrides and the plan are the trainee's to make. Earlier ratings of a sheet that
is never carried forward (the acute factors) are kept as history where a later one took their place: how they moved is
part of what is known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from typing import Any

from sjtool.assess.standing import Standing
from sjtool.errors import refused, usage
from sjtool.model.appraisal import Rating
from sjtool.model.case import Case
from sjtool.store.chain import digest_record, first_link, new_salt, next_link
from sjtool.store.ledger import LedgerFile
from sjtool.store.write import render_block, render_header
from sjtool.training.returned import BETWEEN

GIVEN = frozenset(
    {
        "officer",
        "governance",
        "person",
        "relation",
        "status",
        "order",
        "assessment",
        "session",
        "session_end",
        "response",
        "evidence",
        "tool_result",
        "event",
        "template",
    }
)
"""Kinds of record that a trainee is given."""
_WHENEVER = frozenset({"tool_result", "template", "officer"})
"""Given though they were recorded after the first judgement: results are hidden until the trainee judges."""
GATHERED = frozenset({"session", "session_end", "response", "evidence"})
"""Those that are left out where the trainee is to take the answers down from the vignette."""


def start_case(
    ledger: LedgerFile, case: Case, rater: str, acute: Collection[str], at: datetime, *, bare: bool = False
) -> bytes:
    """The file of a trainee, called `CASE--RATER`. `acute` are the sheets that are never carried forward, by id.

    Its last record says who the trainee is: what comes after it is theirs. With `bare` what people said and what was
    gathered is left out too. Raises SjtoolError for a case that is not a training case, for nothing real is copied for
    a room, and for a trainee who is called as a record of the case is.
    """
    if not case.header.training:
        raise refused(
            "not-a-training-case",
            ledger.path,
            "this is no training case",
            "a copy for a trainee would take a real person's file into a class room",
            "sjtool redact  makes a training copy under invented names",
        )
    if rater in {link.id for link in ledger.links}:
        raise usage(
            "bad-trainee",
            "something in the case is called so already",
            "an id names one record; the trainee's own record needs another",
            "--for trainee-07",
        )
    header = {**ledger.header, "case": f"{case.header.case}{BETWEEN}{rater}"}
    kept: list[tuple[str, Mapping[str, Any]]] = [*_kept(ledger, case, acute, GIVEN - GATHERED if bare else GIVEN)]
    kept.append(
        ("officer", {"id": rater, "name": rater, "role": "trainee", "agency": "training", "at": at, "by": rater})
    )
    known = {str(table["id"]) for _kind, table in kept}
    dropped = {link.id for link in ledger.links} - known
    running = first_link(header)
    blocks = [render_header(header)]
    for kind, table in kept:
        whole = {**_without(table, dropped), "salt": new_salt()}
        running = next_link(running, digest_record(kind, whole))
        blocks.append(render_block(kind, {**whole, "chain": running}))
    return "".join(blocks).encode("utf-8")


def _kept(
    ledger: LedgerFile, case: Case, acute: Collection[str], kinds: Collection[str]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    standing = Standing(case)
    history = {made.id for made in _history(standing, acute)}
    first = standing.judgement("first")
    judged = standing.root(first.id) if first else ""
    is_later = False
    for link in ledger.links:
        is_later = is_later or link.id == judged
        if (link.kind in kinds or link.id in history) and (not is_later or link.kind in _WHENEVER):
            yield link.kind, link.table


def _history(standing: Standing, acute: Collection[str]) -> Iterator[Rating]:
    """Standing ratings of acute sheets that a later contact took the place of."""
    last: dict[tuple[str, str], Rating] = {}
    for made in standing.of(Rating):
        if (made.factor or "").partition("@")[0] not in acute:
            continue
        spot = made.factor or "", made.person or ""
        before = last.get(spot)
        if before is not None:
            yield before
        last[spot] = made


def _without(table: Mapping[str, Any], dropped: Collection[str]) -> dict[str, Any]:
    """A record without its seal, and without what points at a record that is not given."""
    kept: dict[str, Any] = {}
    for key, value in table.items():
        if key in {"salt", "chain"} or (isinstance(value, str) and value in dropped):
            continue
        kept[key] = [part for part in value if part not in dropped] if isinstance(value, list) else value
        if kept[key] == []:
            del kept[key]
    return kept
