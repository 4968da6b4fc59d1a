"""What a rating rests on, in a form in which two files of one case can be held side by side.

Two records are the same where they say the same, whichever file they stand in: an answer by who gave it to which item,
a source by its title, a sitting by its set, whom and day, a reading by its item. Anything else is the same where it was
given from one file to the other, and then has its id and the time of its record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sjtool.assess.standing import Standing
from sjtool.model.enquiry import EvidenceRecord, Reading, Response, Session
from sjtool.model.record import Record

Meaning = tuple[str, ...]
"""What a record says, as it is compared."""
_MADE = "inference"
"""What an officer put together from other sources: it came in with none of them."""


def meanings(standing: Standing, ids: Iterable[str]) -> dict[Meaning, str]:
    """What each record says, with its id."""
    return {_meaning(standing, standing.current(name), standing.root(name)): name for name in ids}


def find_held(standing: Standing) -> frozenset[Meaning]:
    """Everything that a file holds: nobody can be asked to have used what theirs does not."""
    return frozenset(meanings(standing, (entry.record.id for entry in standing.case)))


def find_papers(standing: Standing) -> dict[Meaning, str]:
    """What was gathered and obtained, sources and answers, with the ids."""
    return meanings(standing, (record.id for record in _gathered(standing)))


def is_source(standing: Standing, name: str) -> bool:
    """Whether a record is a source, which two files know by its title."""
    return isinstance(standing.current(name), EvidenceRecord)


def was_not_had(standing: Standing, name: str) -> bool:
    """Whether a source was looked for and not obtained: nobody can be asked to have used it."""
    record = standing.current(name)
    return isinstance(record, EvidenceRecord) and record.obtained is False


def _gathered(standing: Standing) -> Iterator[Record]:
    sources = standing.of(EvidenceRecord)
    yield from (source for source in sources if source.obtained is not False and source.nature != _MADE)
    yield from standing.of(Response)


def _meaning(standing: Standing, record: Record | None, root: str) -> Meaning:
    if isinstance(record, Response):
        session = standing.current(record.session) if record.session else None
        who = standing.root(session.informant) if isinstance(session, Session) and session.informant else ""
        return "response", who, record.item or "", record.part or ""
    if isinstance(record, EvidenceRecord) and record.title:
        return "evidence", record.title.casefold()
    if isinstance(record, Session) and record.set:
        who = standing.root(record.informant) if record.informant else ""
        return "session", record.set.partition("@")[0], who, record.held_on or ""
    if isinstance(record, Reading) and record.item:
        return "reading", record.item
    first = standing.case.find(root)
    return "record", root, first.at.isoformat() if first and first.at else ""
