"""Read a case file into records, collecting every problem with its line."""

from __future__ import annotations

from pathlib import Path
from typing import cast

from pydantic import ValidationError

from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header, Record
from sjtool.problem import Place, Problem
from sjtool.store.explain import explain_errors
from sjtool.store.ledger import LedgerFile, Link, read_ledger
from sjtool.store.verify import verify_ledger


def read_case(path: Path) -> tuple[Case, list[Problem]]:
    """A case and everything wrong with it; records that do not validate are left out and named.

    Raises SjtoolError where the file cannot be taken as a ledger at all.
    """
    return build_case(read_ledger(path))


def build_case(ledger: LedgerFile, kinds: dict[str, type[Record]] = KINDS) -> tuple[Case, list[Problem]]:
    """Records from a ledger already read."""
    problems: list[Problem] = []
    header = _read_header(ledger, problems)
    entries: list[Entry] = []
    seen: dict[str, int] = {}
    unread: set[str] = set()
    for link in ledger.links:
        record = _read_record(link, ledger, kinds, problems)
        if record is None:
            unread.add(link.id)
            continue
        if record.id in seen:
            problems.append(_reused(ledger, link, seen[record.id]))
            continue
        seen[record.id] = link.line
        entries.append(Entry(link.kind, record, link.line))
    verdict = verify_ledger(ledger)
    broken = tuple(state.link.id for state in verdict.mismatches)
    by_hand = tuple(link.id for link in verdict.by_hand)
    case = Case(
        ledger.path,
        header,
        tuple(entries),
        verdict.head,
        broken,
        verdict.acknowledged,
        by_hand,
        verdict.problems,
        frozenset(unread - seen.keys()),
    )
    return case, problems


def _read_header(ledger: LedgerFile, problems: list[Problem]) -> Header:
    """The header, or a stand-in where it is wrong, so that the records are still read."""
    try:
        return Header.model_validate(dict(ledger.header))
    except ValidationError as error:
        outline = ledger.outline
        problems += explain_errors(
            error,
            Header,
            ledger.path,
            "the head of the file",
            lambda loc: outline.line_of(-1, str(loc[0])),
            outline.excerpt,
        )
        return Header(format=1, case="unreadable")


def _read_record(
    link: Link, ledger: LedgerFile, kinds: dict[str, type[Record]], problems: list[Problem]
) -> Record | None:
    model = kinds.get(link.kind)
    outline = ledger.outline
    if model is None:
        problems.append(_unknown_kind(link, ledger.path, kinds))
        return None
    try:
        # as model_validate does, without what it asks at each call
        return cast("Record", model.__pydantic_validator__.validate_python(link.table))
    except ValidationError as error:
        problems += explain_errors(
            error,
            model,
            ledger.path,
            f"[[{link.kind}]]",
            lambda loc: outline.line_of(link.number, str(loc[0]) if loc else ""),
            outline.excerpt,
        )
        return None


def _unknown_kind(link: Link, path: str, kinds: dict[str, type[Record]]) -> Problem:
    import difflib

    close = difflib.get_close_matches(link.kind, [*kinds], 1)
    shown = f"[[{link.kind}]]" if close else "this table"
    return Problem(
        "unknown-kind",
        Place(path, link.line),
        f"{shown} is not a kind of record",
        "a record of an unknown kind would be kept but never read",
        f"did you mean [[{close[0]}]]?" if close else "see docs/case-file.md for the kinds of record",
    )


def _reused(ledger: LedgerFile, link: Link, first: int) -> Problem:
    return Problem(
        "id-reused",
        Place(ledger.path, ledger.outline.line_of(link.number, "id")),
        f"this id already stands at line {first}",
        "an id names one record for good; anything that points at it would be in doubt",
        "give this record an id of its own",
        ledger.outline.excerpt(ledger.outline.line_of(link.number, "id")),
    )
