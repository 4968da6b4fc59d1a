"""Whether every id a standing record points at is there, and is of the right kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from sjtool.assess.standing import Standing
from sjtool.model.case import Entry
from sjtool.problem import Problem, with_article

_PERSON = frozenset({"person"})
BASIS = frozenset({"evidence", "response", "session", "event", "tool_result"})
POINTS_AT: Mapping[str, Mapping[str, AbstractSet[str]]] = {
    "relation": {"person": _PERSON, "to": _PERSON},
    "session": {"assessment": {"assessment"}, "informant": _PERSON | {"officer"}, "about": _PERSON},
    "session_end": {"session": {"session"}},
    "response": {"session": {"session"}, "evidence": {"evidence"}},
    "reading": {"responses": {"response"}},
    "rating": {"assessment": {"assessment"}, "person": _PERSON, "evidence": BASIS},
    "tool_result": {"assessment": {"assessment"}},
    "formulation": {"assessment": {"assessment"}},
    "narrative": {"assessment": {"assessment"}},
    "scenario": {"assessment": {"assessment"}},
    "judgement": {"assessment": {"assessment"}, "known_outcomes": {"tool_result"}, "overrides": {"override"}},
    "override": {
        "judgement": {"judgement"},
        "tool_result": {"tool_result"},
        "evidence": BASIS | {"rating"},
        "protective_evidence": BASIS | {"rating"},
    },
    "action": {"assessment": {"assessment"}},
    "action_update": {"action": {"action"}},
    "event": {"present": _PERSON, "evidence": BASIS | {"rating", "judgement", "order", "status", "assessment"}},
    "signature": {"assessment": {"assessment"}},
    "countersignature": {"assessment": {"assessment"}, "signature": {"signature"}},
    "victim": {},
}
_NOWHERE: Mapping[str, AbstractSet[str]] = {}


def find_reference_problems(standing: Standing, only: frozenset[str] | None = None) -> Iterator[Problem]:
    """One problem for each id that leads nowhere or to the wrong kind of record; of the records named in `only`.

    An id of a record that is in the file and could not be read leads somewhere: its own problem is told, and no other.
    """
    kinds = {entry.record.id: entry.kind for entry in standing.case}
    for entry in standing.case:
        record = entry.record
        if only is not None and record.id not in only:
            continue
        if record.supersedes and standing.is_circular(record.id):
            yield _circular(standing, entry)
            continue
        if not standing.stands(record):
            continue
        keys = POINTS_AT.get(entry.kind, _NOWHERE)
        if record.supersedes:
            keys = {**keys, "supersedes": {entry.kind}}
        held = vars(record)  # asking the record for a key it has not takes long
        for key, allowed in keys.items():
            for target in _ids(held.get(key)):
                if kinds.get(target) not in allowed and (problem := _judge(standing, entry, key, target, kinds)):
                    yield problem


def _circular(standing: Standing, entry: Entry) -> Problem:
    return Problem(
        "circular-correction",
        standing.case.place(entry.record.id),
        f'"supersedes" of {entry.kind} "{entry.record.id}" leads round in a circle',
        "of records that correct each other none would stand, and what they say would be lost from sight",
        "a correction names the record that it replaces, and that one nothing later",
    )


def _ids(value: Any) -> tuple[str, ...]:
    if value is None or value == "none":
        return ()
    return value if isinstance(value, tuple) else (value,)


def _judge(standing: Standing, entry: Entry, key: str, target: str, kinds: Mapping[str, str]) -> Problem | None:
    """What is wrong with a target of none of the kinds allowed; nothing where it was erased or could not be read."""
    kind, record, found = entry.kind, entry.record, kinds.get(target)
    if found == "erased" or (found is None and target in standing.case.unread):
        return None
    allowed = {kind} if key == "supersedes" else POINTS_AT[kind][key]
    what = "names no record that exists" if found is None else f"names a record of kind {found}"
    return Problem(
        "unknown-id",
        standing.case.place(record.id),
        f'"{key}" of {kind} "{record.id}" {what}',
        "a record that points at nothing, or at the wrong thing, cannot be relied on or checked",
        f'correct it with a new {kind} that has  supersedes = "{record.id}"  and names '
        + " or ".join(with_article(name) for name in sorted(allowed)),
    )
