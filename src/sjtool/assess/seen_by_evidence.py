"""Which evidence the person under assessment is given: what is about them alone, or came from them.

Everything else is left out unless its `handling` says that it is open to the person: what anybody else said, and what
speaks of anybody else. Intelligence, and what intelligence rests on, is left out whatever its handling says.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from sjtool.assess.once import once_per_case
from sjtool.assess.seen_by_events import OF_AGENCIES
from sjtool.assess.seen_by_others import find_others_words
from sjtool.assess.seen_by_reasons import LeftOut
from sjtool.assess.seen_by_text import texts_of
from sjtool.assess.standing import Standing
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord
from sjtool.model.record import Record

POLICE = frozenset({"police-intelligence", "prison-intelligence"})
CLEARED = "open to the person"
"""The handling that clears evidence for the person's own copy: written by whoever decided it."""
_NO_CONDITIONS = frozenset({"", "open", CLEARED})
_OF_INTELLIGENCE = re.compile(
    r"\b(?:intelligence|anonymous\w*|informants?|callers?|crimestoppers|tip-?offs?)\b", re.IGNORECASE
)
"""Words of evidence of another kind that tell what intelligence there is, or that there is none."""
_CITING = ("evidence", "protective_evidence")
_WORDS = frozenset({"title", "reference", "text", "why_not"})


@once_per_case
def find_under_intelligence(standing: Standing) -> frozenset[str]:
    """Evidence on which an event of intelligence rests, in any version of either, by first ids.

    Who has the evidence has the intelligence: a neighbour's remark tells which neighbour.
    """
    events = [event for event in standing.case.of(Event) if event.kind == "intelligence"]
    named = {standing.root(name) for event in events for name in (*event.evidence, *event.touches)}
    return frozenset(standing.root(one.id) for one in standing.case.of(EvidenceRecord)) & named


def why_not_for_person(standing: Standing, record: EvidenceRecord, gone: Collection[str]) -> LeftOut | None:
    """Why evidence is not in the person's copy. `gone` are the ids of the other records that are left out of it."""
    if record.kind == "victim-information":
        return "victims"
    is_restricted = record.grade or restricts(record.handling)
    is_of_intelligence = record.kind in POLICE or standing.root(record.id) in find_under_intelligence(standing)
    if is_of_intelligence or is_restricted or (_OF_INTELLIGENCE.search(_words(record)) and not _is_cleared(record)):
        return "held-back"
    return None if _is_cleared(record) else _why_of_others(standing, record, gone)


def _is_cleared(record: EvidenceRecord) -> bool:
    return _plain(record.handling) == CLEARED


def _words(record: EvidenceRecord) -> str:
    return "\n".join(text for key, text in texts_of(record) if key in _WORDS)


def restricts(handling: str | None) -> bool:
    """Whether what is written of handling puts a condition on passing it on."""
    return _plain(handling) not in _NO_CONDITIONS


def _plain(handling: str | None) -> str:
    return (handling or "").strip().casefold()


def _why_of_others(standing: Standing, record: EvidenceRecord, gone: Collection[str]) -> LeftOut | None:
    """Why it is somebody else's: they said it, only what is left out rests on it, or they are spoken of."""
    is_told = record.nature == "reported" and record.kind != "previous-interviews"
    if is_told or standing.root(record.id) in _rest_of(standing, gone):
        return "accounts"
    return "people" if find_others_words(standing).concern_others(_words(record)) else None


@once_per_case
def _rest_of(standing: Standing, gone: Collection[str]) -> frozenset[str]:
    """Evidence on which nothing rests but what is left out, by first ids."""
    left: set[str] = set()
    kept: set[str] = set()
    for entry in standing.case:
        into = left if _is_left_out(entry.record, gone) else kept
        into |= {standing.root(name) for key in _CITING for name in getattr(entry.record, key, ())}
    return frozenset(left - kept)


def _is_left_out(record: Record, gone: Collection[str]) -> bool:
    """Whether what a record rests on is not told: an event of agencies stays with its kind and day alone."""
    return record.id in gone or (isinstance(record, Event) and record.kind in OF_AGENCIES)
