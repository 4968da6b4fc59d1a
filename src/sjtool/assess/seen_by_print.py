"""Which records a print that left can hold: by whose copy it was, and which report.

A recipient is told that a print is superseded only for what could stand in it: news of anything else would tell them of
what they were not given, down to a covert action.
"""

from __future__ import annotations

from collections.abc import Mapping

from sjtool.assess.covert import find_covert
from sjtool.assess.family_plan import OUTLINES
from sjtool.assess.once import once_per_case
from sjtool.assess.seen_by import View, see_as
from sjtool.assess.seen_by_evidence import POLICE, restricts
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Narrative
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session, SessionEnd
from sjtool.model.record import Record

_FOR_COURT = "internet-offender-assessment"
"""Written for a conference or court from the first, whatever the view of the log says."""
_VIEW_OF: Mapping[str, View] = {"subject-access": "person", _FOR_COURT: "conference"}
_LEDGER = frozenset({"id", "at", "by", "salt", "chain", "supersedes", "reason"})


@once_per_case
def find_in_print(standing: Standing, view: str, report: str) -> frozenset[str]:
    """The ids of the records that a print of this report, in this view, could hold as the case is now.

    A correction that changes nothing of what its reader was given is not among them.
    """
    seen_as: View = _VIEW_OF.get(report) or ("person" if view == "person" else "conference")
    if view in {"", "officer"} and report not in _VIEW_OF:
        records = {entry.record.id: entry.record for entry in standing.case}
        records = {name: record for name, record in records.items() if name not in find_covert(standing)}
    else:
        records = {entry.record.id: entry.record for entry in see_as(standing, seen_as).case}
    return frozenset(
        name for name, record in records.items() if _is_in_report(record, report) and not _is_same(record, records)
    )


def find_restricted(standing: Standing, view: str, report: str) -> tuple[str, ...]:
    """Evidence that a print can hold although its handling puts conditions on passing it on, in file order."""
    found = find_in_print(standing, view, report)
    standing_now = standing.of(EvidenceRecord)
    return tuple(one.id for one in standing_now if one.id in found and restricts(one.handling))


def _is_in_report(record: Record, report: str) -> bool:
    if report in OUTLINES:
        return isinstance(record, Narrative) and (record.heading or "").partition("@")[0] == report
    if report != _FOR_COURT:
        return True
    if isinstance(record, EvidenceRecord):
        return record.kind not in POLICE | {"victim-information"} and not record.grade and not record.handling
    return not isinstance(record, Session | SessionEnd | Response | Reading)


def _is_same(record: Record, records: Mapping[str, Record]) -> bool:
    """Whether a correction says what the record before it says, as far as this reader is given either."""
    before = records.get(record.supersedes or "")
    return before is not None and record.model_dump(exclude=set(_LEDGER)) == before.model_dump(exclude=set(_LEDGER))
