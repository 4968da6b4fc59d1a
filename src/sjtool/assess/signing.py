"""Whether an assessment is a draft, signed, countersigned, returned, or changed since it was signed.

A signature vouches for what the chain held at its `head`. A later record that could change what a reader concludes
voids it; what merely happens afterwards does not, and is listed (DESIGN 4).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from sjtool.assess.standing import Standing
from sjtool.model.case import Entry
from sjtool.model.decision import Countersignature, Judgement, Signature
from sjtool.model.enquiry import Assessment, Session
from sjtool.model.record import Record

SigningState = Literal["draft", "signed", "countersigned", "returned", "changed-since"]
_VOIDS = frozenset(
    {
        "response",
        "evidence",
        "reading",
        "rating",
        "tool_result",
        "formulation",
        "narrative",
        "scenario",
        "judgement",
        "override",
        "action",
        "template",
    }
)
_NEVER_VOIDS = frozenset({"signature", "countersignature", "event", "action_update"})


@dataclass(frozen=True)
class Signing:
    """How an assessment stands: its signatures, what changed it since, and what merely happened since."""

    state: SigningState
    signature: Signature | None = None
    countersignature: Countersignature | None = None
    changed: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


def find_signing(standing: Standing, assessment: str | None) -> Signing:
    """The state of an assessment, from its latest standing signature."""
    made = [s for s in standing.of(Signature) if standing.same(s.assessment, assessment)]
    if not made or assessment is None:
        return Signing("draft")
    signature = made[-1]
    later = _after_head(standing, signature)
    if later is None:
        return Signing("changed-since", signature, changed=(signature.id,))
    changed = tuple(e.record.id for e in later if _voids(standing, e, assessment))
    since = tuple(e.record.id for e in later if e.kind in {"event", "action_update"})
    approval = _find_countersignature(standing, signature)
    return Signing(_state(approval, changed), signature, approval, changed, since)


def _state(approval: Countersignature | None, changed: tuple[str, ...]) -> SigningState:
    if changed:
        return "changed-since"
    if approval is None:
        return "signed"
    return "countersigned" if approval.decision == "approve" else "returned"


def _find_countersignature(standing: Standing, signature: Signature) -> Countersignature | None:
    """The latest answer to a signature by somebody other than its author, of the same head."""
    answers = [
        c
        for c in standing.of(Countersignature)
        if standing.same(c.signature, signature.id) and c.by != signature.by and c.head == signature.head
    ]
    return answers[-1] if answers else None


def _after_head(standing: Standing, signature: Signature) -> list[Entry] | None:
    """Every record after the one the signature's head names; None where no record of this file has that head."""
    entries = list(standing.case)
    for number, entry in enumerate(entries):
        if entry.record.chain == signature.head:
            return entries[number + 1 :]
    return None


def _voids(standing: Standing, entry: Entry, assessment: str) -> bool:
    if entry.kind in _NEVER_VOIDS or not (entry.kind in _VOIDS or entry.record.supersedes):
        return False
    owner = _assessment_of(standing, entry.record) or _opened_before(standing, entry)
    return owner is None or standing.same(owner, assessment)


def _assessment_of(standing: Standing, record: Record) -> str | None:
    """The assessment a record belongs to, through its session or judgement where it names none itself."""
    if isinstance(record, Assessment):
        return record.id
    for key, kind in (("session", Session), ("judgement", Judgement)):
        owner = standing.case.find(getattr(record, key, None) or "")
        if isinstance(owner, kind):
            return getattr(owner, "assessment", None)
    return getattr(record, "assessment", None)


def _opened_before(standing: Standing, entry: Entry) -> str | None:
    """The assessment that was open when a record without one was added."""
    before = takewhile(lambda other: other is not entry, standing.case)
    opened = [other.record.id for other in before if other.kind == "assessment"]
    return opened[-1] if opened else None
