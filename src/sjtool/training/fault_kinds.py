"""The kinds of fault that can be planted: where each has a place, what is done there, and which check finds it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool.assess.ratings import NOT_KNOWN

_NOBODY = "r-9999"


@dataclass
class Row:
    """One record as it stands in the file."""

    kind: str
    table: dict[str, Any]


@dataclass(frozen=True)
class Fault:
    """A kind of fault. `do` alters a record, or others beside it; `fits` says whether a record has a place for it."""

    what: str
    found_by: str
    fits: Callable[[Row, Sequence[Row]], bool]
    do: Callable[[Row, list[Row]], None]


def find_places(kind: str, rows: Sequence[Row]) -> Iterator[Row]:
    """The records in which such a fault can be planted: those that stand, and have what it takes away."""
    replaced = {row.table.get("supersedes") for row in rows}
    fits = KINDS[kind].fits
    yield from (row for row in rows if row.table.get("id") not in replaced and fits(row, rows))


def _has(kind: str, *keys: str) -> Callable[[Row, Sequence[Row]], bool]:
    return lambda row, _rows: row.kind == kind and all(row.table.get(key) for key in keys)


def _drop(*keys: str) -> Callable[[Row, list[Row]], None]:
    def drop(row: Row, _rows: list[Row]) -> None:
        for key in keys:
            row.table.pop(key, None)

    return drop


def _is_last_rating(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a rating is the present one of its factor, and says something of the person."""
    if row.kind != "rating" or not row.table.get("evidence") or row.table.get("recent") in NOT_KNOWN:
        return False
    if str(row.table.get("recent")).startswith("none"):
        return False
    same = [
        one
        for one in rows
        if one.kind == "rating" and all(one.table.get(key) == row.table.get(key) for key in ("factor", "person"))
    ]
    return same[-1] is row


def _point_nowhere(row: Row, _rows: list[Row]) -> None:
    row.table["evidence"] = [*row.table["evidence"][:-1], _NOBODY]


def _is_final(row: Row, _rows: Sequence[Row]) -> bool:
    return row.kind == "judgement" and row.table.get("stage") == "final"


def _is_first(row: Row, rows: Sequence[Row]) -> bool:
    known = any(one.kind == "tool_result" for one in rows)
    return (
        row.kind == "judgement"
        and row.table.get("stage") == "first"
        and known
        and bool(row.table.get("known_outcomes"))
    )


def _is_needed_reading(row: Row, rows: Sequence[Row]) -> bool:
    """A reading that nothing else points at, so that to take it away leaves one fault and not two."""
    if row.kind != "reading":
        return False
    own = row.table["id"]
    return not any(own in value for one in rows for value in one.table.values() if isinstance(value, list))


def _is_contested(row: Row, _rows: Sequence[Row]) -> bool:
    """A reading of a difference or a refusal; of accounts that agree few words will do."""
    return row.kind == "reading" and row.table.get("outcome") in {"differ", "refused-by-one", "refused-by-all"}


def _is_told_apart(row: Row, _rows: Sequence[Row]) -> bool:
    """Somebody whom a reader must not mistake for another: the person or a partner."""
    apart = {"subject", "partner"}
    return row.kind == "person" and bool(row.table.get("standing")) and bool(apart & {*row.table.get("roles", ())})


def _take_away(row: Row, rows: list[Row]) -> None:
    rows.remove(row)


def _restricts(row: Row, _rows: Sequence[Row]) -> bool:
    return (
        row.kind == "action"
        and str(row.table.get("menu_entry", "")).startswith("restrictive@")
        and bool(row.table.get("proportionality"))
    )


def _cut_short(row: Row, _rows: list[Row]) -> None:
    row.table["reading"] = "They differ here."


KINDS: dict[str, Fault] = {
    "rating-on-nothing": Fault(
        "what it rests on was taken away", "rating-without-evidence", _is_last_rating, _drop("evidence")
    ),
    "rating-without-reason": Fault(
        "its reason was taken away", "rating-without-rationale", _is_last_rating, _drop("rationale")
    ),
    "points-nowhere": Fault("it names a record that is not there", "unknown-id", _is_last_rating, _point_nowhere),
    "difference-not-read": Fault(
        "the reading of a difference was taken away", "difference-without-reading", _is_needed_reading, _take_away
    ),
    "reading-cut-short": Fault(
        "the reading was cut to three words", "reading-in-three-words", _is_contested, _cut_short
    ),
    "override-without-reason": Fault(
        "its reason was taken away", "override-without-rationale", _has("override", "rationale"), _drop("rationale")
    ),
    "nothing-against": Fault(
        "what speaks against it was taken away", "no-strongest-against", _is_final, _drop("strongest_against")
    ),
    "at-risk-from-nobody": Fault("who is at risk was taken away", "level-without-whom", _is_final, _drop("whom")),
    "outcome-kept-quiet": Fault(
        "which outcomes were known was taken away", "known-outcome-not-declared", _is_first, _drop("known_outcomes")
    ),
    "nobody-does-it": Fault(
        "its owner was taken away", "action-without-owner", _has("action", "owner", "due_on"), _drop("owner")
    ),
    "no-day": Fault(
        "its day was taken away", "action-without-date", _has("action", "owner", "due_on"), _drop("due_on")
    ),
    "restricts-without-why": Fault(
        "why it is proportionate was taken away",
        "restrictive-without-proportionality",
        _restricts,
        _drop("proportionality"),
    ),
    "standing-unsaid": Fault(
        "whether convicted or suspected was taken away",
        "standing-missing",
        _is_told_apart,
        _drop("standing"),
    ),
}
