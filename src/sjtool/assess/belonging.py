"""Which assessment a record belongs to, and a case as one of its assessments sees it."""

from __future__ import annotations

from functools import cache

from sjtool.assess.once import once_per_case
from sjtool.assess.standing import Standing
from sjtool.model.decision import Judgement
from sjtool.model.enquiry import Assessment, Session
from sjtool.model.record import Record


def find_owner(standing: Standing, record: Record) -> str | None:
    """The assessment a record names, through its session or judgement where it names none itself."""
    if isinstance(record, Assessment):
        return record.id
    known = _keys_of(type(record))
    for key, kind in (("session", Session), ("judgement", Judgement)):
        owner = standing.case.find(getattr(record, key) or "") if key in known else None
        if isinstance(owner, kind):
            return getattr(owner, "assessment", None)
    return getattr(record, "assessment") if "assessment" in known else None  # noqa: B009 - the key is not of every kind


@cache
def _keys_of(kind: type[Record]) -> frozenset[str]:
    """The keys a kind of record has: asked of every record of a case."""
    return frozenset(kind.model_fields)


@once_per_case
def find_owners(standing: Standing) -> dict[str, str | None]:
    """The assessment of every record, by id: the one it names, else the one that was open when it was added.

    A correction that names none belongs where what it corrects does.
    """
    owners: dict[str, str | None] = {}
    opened = None
    for entry in standing.case:
        record = entry.record
        owners[record.id] = find_owner(standing, record) or owners.get(record.supersedes or "") or opened
        if entry.kind == "assessment" and not record.supersedes:
            opened = record.id
    return owners


def look_at(standing: Standing, assessment: str) -> Standing:
    """The case as one assessment sees it: nothing that was recorded for an assessment opened later."""
    opened = [*dict.fromkeys(standing.root(a.id) for a in standing.case.of(Assessment))]
    later = {*opened[opened.index(standing.root(assessment)) + 1 :]}
    owners = find_owners(standing)
    hidden = frozenset(name for name, owner in owners.items() if owner and standing.root(owner) in later)
    return Standing(standing.case, assessment, hidden, standing.unseen)
