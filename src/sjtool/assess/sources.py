"""What lies behind a rating or an override: how many sources there are, each counted once."""

from __future__ import annotations

from collections.abc import Iterable

from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.enquiry import EvidenceRecord, Response, Session


def find_sources(standing: Standing, ids: Iterable[str], seen: frozenset[str] = frozenset()) -> frozenset[str]:
    """What lies behind these ids, each source once.

    All that one person said is one source; a rating is what it rests on; what was not obtained is none.
    """
    found: set[str] = set()
    for name in ids:
        record = standing.current(name)
        if isinstance(record, Response):
            found |= find_sources(standing, record.evidence, seen)
            record = standing.current(record.session or "") or record
        if isinstance(record, Session):
            found.add(standing.root(record.informant or record.id))
        elif isinstance(record, Rating):
            deeper = () if record.id in seen else record.evidence
            found |= find_sources(standing, deeper, seen | {record.id})
        elif not (isinstance(record, EvidenceRecord) and record.obtained is False):
            found.add(standing.root(name))
    return frozenset(found)
