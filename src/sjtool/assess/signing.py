"""Whether an assessment is a draft, signed, countersigned, returned, or changed since it was signed.

A signature vouches for what the chain held at its `head`. A later record that could change what a reader concludes
voids it, and so does any change to what was signed; what merely happens afterwards does not, and is listed (DESIGN 4,
docs/signing.md). Records that the reader must not see (`standing.unseen`) are passed over, as if not in the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from sjtool.assess.belonging import find_owner, find_owners
from sjtool.assess.family_plan import is_family_plan
from sjtool.assess.independence import find_makers, who_is
from sjtool.assess.once import once_per_case
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Narrative
from sjtool.model.case import Entry
from sjtool.model.decision import Countersignature, Signature
from sjtool.model.record import Record
from sjtool.model.upkeep import Acknowledgement, TemplatePin

SigningState = Literal["draft", "signed", "countersigned", "returned", "changed-since"]
VOIDS = frozenset(
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
"""Kinds of which a later record voids the signature of its assessment; so does a correction of any kind but these:"""
NEVER_VOIDS = frozenset({"signature", "countersignature", "event", "action_update", "officer"})
_ABOUT_SIGNING = frozenset({"signature", "countersignature"})
_NOT_TOLD = _ABOUT_SIGNING | {"officer", "session_end"}


@dataclass(frozen=True)
class Signing:
    """How an assessment stands: its signatures, what changed it since, and what merely happened since."""

    state: SigningState
    signature: Signature | None = None
    countersignature: Countersignature | None = None
    changed: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


@once_per_case
def find_signing(standing: Standing, assessment: str | None) -> Signing:
    """The state of an assessment, from its latest standing signature."""
    made = [s for s in standing.of(Signature) if standing.same(s.assessment, assessment)]
    if not made or assessment is None:
        return Signing("draft")
    signature = made[-1]
    approval = _find_countersignature(standing, signature)
    at = _find_head(standing, signature)
    if at is None:
        return Signing("changed-since", signature, approval, changed=(signature.id,))
    entries = standing.case.entries
    covered = frozenset(e.record.id for e in entries[:at])
    later = tuple(e for e in entries[at:] if e.record.id not in standing.unseen)
    owners = find_owners(standing)
    voiding = {e.record.id for e in later if _voids(standing, e, assessment, owners, covered)}
    told = (*_edited(standing, later), *(e.record.id for e in later if e.record.id in voiding))
    changed = tuple(dict.fromkeys(told))
    since = tuple(e.record.id for e in later if e.record.id not in voiding and _is_told(standing, e, assessment))
    return Signing(_state(approval, changed), signature, approval, changed, since)


def _state(approval: Countersignature | None, changed: tuple[str, ...]) -> SigningState:
    if changed:
        return "changed-since"
    if approval is None:
        return "signed"
    return "countersigned" if approval.decision == "approve" else "returned"


def _find_countersignature(standing: Standing, signature: Signature) -> Countersignature | None:
    """The latest answer to a signature, of the same head, by somebody who neither signed nor judged."""
    barred = find_makers(standing, signature.assessment) | ({who_is(standing, signature.by)} if signature.by else set())
    answers = [
        c
        for c in standing.of(Countersignature)
        if standing.same(c.signature, signature.id)
        and c.head == signature.head
        and c.by is not None
        and who_is(standing, c.by) not in barred
    ]
    return answers[-1] if answers else None


def find_approval(standing: Standing, officer: str) -> tuple[Countersignature | None, tuple[str, ...]]:
    """What an officer approved last in this case, and the records made since its head."""
    own = [c for c in standing.case.of(Countersignature) if standing.same(c.by, officer) and c.decision == "approve"]
    if not own:
        return None, ()
    at = _find_head(standing, own[-1]) or 0
    return own[-1], tuple(e.record.id for e in standing.case.entries[at:] if e.kind not in _ABOUT_SIGNING)


def _find_head(standing: Standing, record: Signature | Countersignature) -> int | None:
    """How many records a signature covers; None where no record of this file has its head."""
    found = (n for n, entry in enumerate(standing.case, 1) if entry.record.chain == record.head)
    return next(found, None)


def _edited(standing: Standing, later: tuple[Entry, ...]) -> Iterator[str]:
    """Records that are not as they were recorded: not acknowledged, or acknowledged only after the signature."""
    yield from (name for name in standing.case.broken if name not in standing.unseen)
    for entry in later:
        if isinstance(entry.record, Acknowledgement) and entry.record.record in standing.case.acknowledged:
            yield entry.record.id


def _voids(
    standing: Standing, entry: Entry, assessment: str, owners: Mapping[str, str | None], covered: frozenset[str]
) -> bool:
    """Whether a later record is of a kind that voids, or a correction, and of this assessment.

    A correction that names no assessment also voids what covered the record it replaces. A plan for the family voids
    nothing: it goes on being changed with them, and nothing that was judged rests on it.
    """
    record = entry.record
    if is_family_plan(record) or _is_new_pin(standing, record, covered):
        return False
    if entry.kind in NEVER_VOIDS or not (entry.kind in VOIDS or record.supersedes):
        return False
    owner = owners[record.id]
    if owner is None or standing.same(owner, assessment):
        return True
    return bool(record.supersedes) and find_owner(standing, record) is None and standing.root(record.id) in covered


def _is_new_pin(standing: Standing, record: Record, covered: frozenset[str]) -> bool:
    """Whether a template is pinned that nothing signed had used: it changes nothing, though what uses it may."""
    if not isinstance(record, TemplatePin) or record.supersedes:
        return False
    return not any(pin.ref == record.ref and pin.id in covered for pin in standing.case.of(TemplatePin))


def _is_told(standing: Standing, entry: Entry, assessment: str) -> bool:
    """Whether a record that voids nothing is worth telling: it is of this assessment, or of the case as a whole."""
    if entry.kind in _NOT_TOLD or (entry.kind in VOIDS and not isinstance(entry.record, Narrative)):
        return False
    owner = find_owner(standing, entry.record)
    return owner is None or entry.kind == "assessment" or standing.same(owner, assessment)
