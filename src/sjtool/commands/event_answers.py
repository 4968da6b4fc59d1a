"""Events from an answers file: which tables may come with which kind, and what the kind fills in by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sjtool.commands.event_bench import CHANGE, Bench
from sjtool.commands.event_forms import CONFERENCES
from sjtool.commands.event_kinds import recorded_as
from sjtool.commands.event_records import order_again, person_again, status_draft
from sjtool.errors import SjtoolError
from sjtool.model.people import Order
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet, read_sheets, refuse_strays
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Later

_BESIDE: Mapping[str, tuple[str, ...]] = {
    "order": ("order",),
    "move": ("person", "relation"),
    "section-47": ("person",),
    "strategy-discussion": ("person",),
    "lead-agency-change": ("status",),
    "mappa": ("status",),
    "intelligence": ("evidence", "assessment"),
    "information-shared": ("person",),
    CHANGE: ("assessment", "person", "relation"),
}
_TOUCHES = {"notification": ["notification"], "referral": ["referral"], "mappa": ["mappa"]}
_NEEDS = {
    "lead-agency-change": ("status", ("lead_agency",)),
    "mappa": ("status", ("mappa_category", "mappa_level", "mappa_reason")),
    "intelligence": ("evidence", ()),
}
"""The record that must come with the event, and the keys it must have."""


def read_events(named: str, kind: str, bench: Bench) -> list[Sheet]:
    """The tables of a file as drafts, completed. Raises SjtoolError with everything that is wrong."""
    answers = read_answers(named, "event")
    refuse_strays(answers, "event")
    sheets = read_sheets(answers, ["event", *_BESIDE.get(kind, ())])
    problems = [*_find_kind_problems(sheets, kind), *_find_missing(sheets, kind, bench)]
    if problems:
        raise SjtoolError(problems)
    return [_complete(sheet, sheets, kind, bench) for sheet in sheets]


def _find_kind_problems(sheets: Sequence[Sheet], kind: str) -> list[Problem]:
    """Events of another kind than the command names; intelligence may bring the change that it is."""
    fits = {recorded_as(kind), *([CHANGE] if kind == "intelligence" else [])}
    return [
        Problem(
            "event-kind-other",
            sheet.at("kind"),
            "the event is of another kind than the command names",
            "each kind is completed and checked in its own way",
            "leave out  kind , or name its own kind on the command line",
        )
        for sheet in sheets
        if sheet.draft.kind == "event" and sheet.draft.keys.get("kind", recorded_as(kind)) not in fits
    ]


def _find_missing(sheets: Sequence[Sheet], kind: str, bench: Bench) -> list[Problem]:
    """What the kind cannot do without and cannot fill in."""
    events = [sheet for sheet in sheets if sheet.draft.kind == "event"]
    problems = [
        Problem(
            "event-one-at-a-time",
            sheet.place,
            "there is more than one event in the file",
            "what comes with an event is told by the file it stands in",
            f"one file for each:  sjtool event {bench.case} {kind} --answers FILE",
        )
        for sheet in _of(events, recorded_as(kind))[1:]
    ]
    if not _of(events, recorded_as(kind)):
        problems.append(_missing(sheets[0], "event", "there is no event in the file", "write  [[event]]"))
    table, keys = _NEEDS.get(kind, ("", ()))
    beside = [sheet for sheet in sheets if sheet.draft.kind == table]
    if table and not beside:
        fix = f"write  [[{table}]]" + (f"  with  {', '.join(keys)}" if keys else "")
        problems.append(_missing(sheets[0], table, f"the {table} that belongs to it is not in the file", fix))
    for sheet in beside:
        unsaid = [key for key in keys if not sheet.draft.keys.get(key)]
        if unsaid:
            what = f"the {table} does not say {', '.join(unsaid)}"
            problems.append(_missing(sheet, table, what, f"add  {', '.join(unsaid)}"))
    return problems + [p for sheet in events for p in _find_untouched(sheet, sheets, kind, bench)]


def _of(events: Sequence[Sheet], kind: str) -> list[Sheet]:
    return [sheet for sheet in events if sheet.draft.keys.get("kind", kind) == kind]


def _missing(sheet: Sheet, table: str, what: str, fix: str) -> Problem:
    why = "the event alone would not change what clocks and the summary read" if table != "event" else "it is needed"
    return Problem("event-record-missing", sheet.place, what, why, fix)


def _find_untouched(sheet: Sheet, sheets: Sequence[Sheet], kind: str, bench: Bench) -> list[Problem]:
    """Kinds whose `touches` nobody but the officer can say."""
    touched = sheet.draft.keys.get("touches") or ()
    words = [touch for _title, touch in CONFERENCES.values()]
    wanted = ""
    if kind == "conference" and not {*words} & {word for word in touched if isinstance(word, str)}:
        wanted = f"one of {', '.join(words)}"
    elif kind in {"section-47", "strategy-discussion"} and not touched:
        wanted = "the id of the child"
    elif kind == "order" and not _is_applied_for(sheet) and not any(one.draft.kind == "order" for one in sheets):
        orders = {bench.loaded.standing.root(order.id) for order in bench.loaded.standing.of(Order)}
        named = {bench.loaded.standing.root(word) for word in touched if isinstance(word, str)}
        wanted = "" if orders & named else "the id of the order, or write  [[order]]"
    if not wanted:
        return []
    what = "the event does not say what it touches"
    why = "clocks and the summary find it by that"
    return [Problem("event-touches-unsaid", sheet.at("touches"), what, why, f"add  touches : {wanted}")]


def _is_applied_for(sheet: Sheet) -> bool:
    """An order that is only applied for is no record yet."""
    return str(sheet.draft.keys.get("outcome") or "").casefold().startswith("applied for")


def _complete(sheet: Sheet, sheets: Sequence[Sheet], kind: str, bench: Bench) -> Sheet:
    """One draft with what its kind knows."""
    keys = dict(sheet.draft.keys)
    if sheet.draft.kind == "event":
        return sheet.with_draft(Draft("event", _complete_event(keys, sheets, kind)))
    return sheet.with_draft(_complete_beside(sheet.draft.kind, keys, sheets, bench))


def _complete_event(keys: dict[str, Any], sheets: Sequence[Sheet], kind: str) -> dict[str, Any]:
    """The kind, the words that clocks look for, and what was recorded beside it."""
    keys.setdefault("kind", recorded_as(kind))
    beside = [Later(n) for n, sheet in enumerate(sheets) if sheet.draft.kind in {"order", "status"}]
    touched = [*_TOUCHES.get(kind, ()), *beside, *(keys.get("touches") or ())]
    if touched:
        keys["touches"] = [word for n, word in enumerate(touched) if word not in touched[:n]]
    pieces = [Later(n) for n, sheet in enumerate(sheets) if sheet.draft.kind == "evidence"]
    if pieces and not keys.get("evidence"):
        keys["evidence"] = pieces
    return keys


def _complete_beside(table: str, keys: dict[str, Any], sheets: Sequence[Sheet], bench: Bench) -> Draft:
    """A record beside an event; a correction goes on from what stood."""
    if table == "status":
        held = next((sheet.draft.keys.get("held_on") for sheet in sheets if sheet.draft.kind == "event"), None)
        since = {"lead_agency_since": held} if keys.get("lead_agency") else {}
        return status_draft(bench, {**since, **keys})
    if table == "assessment":
        return Draft(table, {"opened_on": bench.today.isoformat(), "trigger": CHANGE, **keys})
    if table == "evidence":
        return Draft(table, {"kind": "police-intelligence", "obtained": True, **keys})
    before = str(keys.get("supersedes") or "")
    if table == "order" and isinstance(bench.loaded.standing.current(before), Order):
        return order_again(bench, before, keys, str(keys.get("reason") or ""))
    person = bench.loaded.standing.person(before)
    if table == "person" and person:
        return person_again(bench, person, keys, str(keys.get("reason") or ""))
    return Draft(table, keys)
