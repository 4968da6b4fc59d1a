"""A case as one reader may be given it: the officer, a conference, or the person under assessment.

What a reader may not have is taken out of the case itself before any report is built, so that no builder can print it:
whole records, or single keys of records that stay. The rules stand in `seen_by_rules.py`, `seen_by_keys.py`
and `seen_by_events.py`. Where they come from: docs/disclosure.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal, get_args

from sjtool.assess.seen_by_events import EventWords
from sjtool.assess.seen_by_keys import strip_keys
from sjtool.assess.seen_by_reasons import LeftOut
from sjtool.assess.seen_by_rules import find_left_out
from sjtool.assess.standing import Standing
from sjtool.model.case import Case, Entry
from sjtool.model.people import Person
from sjtool.model.record import Record

View = Literal["officer", "conference", "person"]
VIEWS: tuple[View, ...] = get_args(View)


@dataclass(frozen=True)
class Seen:
    """What one reader may be given of a case.

    `gone` are the ids of records left out, `people` those of them that are people; `stripped` are records that stay
    without some of their keys. `counts` says how many records of each kind of reason are touched: never a covert one.
    """

    view: View
    case: Case
    gone: frozenset[str]
    people: frozenset[str]
    stripped: frozenset[str]
    counts: Mapping[LeftOut, int]


def see_as(standing: Standing, view: View) -> Seen:
    """The case as the reader of a view may be given it; for the officer it is the case itself."""
    case = standing.case
    if view == "officer":
        return Seen(view, case, frozenset(), frozenset(), frozenset(), {})
    reasons = find_left_out(standing, view)
    people = frozenset(person.id for person in case.of(Person) if person.id in reasons)
    kept: list[Entry] = []
    stripped: dict[str, LeftOut] = {}
    words = EventWords(standing, reasons)
    for entry in case:
        if entry.record.id in reasons:
            continue
        record, why = strip_keys(standing, entry.record, view, words)
        if why:
            stripped[record.id] = why
        kept.append(entry._replace(record=_forget(record, people)))
    counts = Counter([*reasons.values(), *stripped.values()])
    del counts["covert"]
    gone = frozenset(reasons)
    seen = replace(
        case,
        entries=tuple(kept),
        chain=(),
        broken=_without(case.broken, gone),
        acknowledged=_without(case.acknowledged, gone),
        by_hand=_without(case.by_hand, gone),
    )
    return Seen(view, seen, gone, people, frozenset(stripped), dict(counts))


def _without(ids: tuple[str, ...], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(name for name in ids if name not in gone)


def _forget(record: Record, people: frozenset[str]) -> Record:
    """The same record without the ids of people who are left out: an id can be a name."""
    changed: dict[str, object] = {}
    for key in type(record).model_fields:
        value = getattr(record, key)
        if isinstance(value, str) and value in people:
            changed[key] = None
        elif isinstance(value, tuple) and any(part in people for part in value):
            changed[key] = tuple(part for part in value if part not in people)
    return record.model_copy(update=changed) if changed else record
