"""Which sittings are over, and which items have moved since a day.

A sitting that was left and not ended is only paused, and can be taken up again.
"""

from __future__ import annotations

from sjtool.assess.accounts import find_accounts, split_ref
from sjtool.assess.standing import Standing
from sjtool.model.enquiry import Reading, SessionEnd
from sjtool.model.record import Record


def find_ended(standing: Standing) -> frozenset[str]:
    """The ids, as first recorded, of the sessions that somebody ended for good."""
    ends = (end for end in standing.of(SessionEnd) if end.session and end.how != "paused")
    return frozenset(standing.root(end.session) for end in ends if end.session)


def find_changed(standing: Standing, set_id: str, since: str) -> frozenset[str]:
    """Items of a set of which an account or a reading was recorded on a day or after it, whoever gave it."""
    accounts = find_accounts(standing, set_id)
    told = {item for (item, _), given in accounts.items() if any(_is_since(a.response, since) for a in given)}
    refs = (split_ref(reading.item) for reading in standing.of(Reading) if reading.item and _is_since(reading, since))
    return frozenset(told | {item for of_set, item in refs if of_set == set_id})


def _is_since(record: Record, day: str) -> bool:
    """Whether a record was made on a day or after it, by the calendar of this place."""
    return record.at is not None and record.at.astimezone().date().isoformat() >= day
