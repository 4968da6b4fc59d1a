"""Whether a piece of evidence records that somebody was seen or heard: by its title and its nature, for no key says so.

A title that names somebody and says `seen`, `heard`, `rung` or the like records a meeting; so does what was observed
and names them. A letter, a diary, a referral or a picture records none, nor does what is theirs (`Child F's book`).
"""

from __future__ import annotations

import re

from sjtool.model.enquiry import EvidenceRecord
from sjtool.model.people import Person

_KINDS = frozenset({"home-visit", "other-agencies", "other", None})
_CONTACT = re.compile(
    r"\b(?:seen|heard|rung|rang|telephoned?|call(?:ed)?|spoken|spoke|met|visit(?:ed)?|said|told|interviewed|asked)\b",
    re.IGNORECASE,
)
_TELEPHONE = re.compile(r"\b(?:rung|rang|telephoned?|call(?:ed)?)\b", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\b(?:letter|statement|report|referral|message|diary|e-?mail|records?|photographs?|pictures?|drawings?|recording)\b",
    re.IGNORECASE,
)


def find_meeting(record: EvidenceRecord, person: Person) -> str:
    """How somebody was seen or heard (`seen alone`, `heard apart`, `by telephone`), or nothing."""
    title, name = record.title or "", (person.label or "").partition(" (")[0].strip()
    if (
        not name
        or record.obtained is False
        or record.kind not in _KINDS
        or record.nature not in {"observed", "reported"}
    ):
        return ""
    if record.grade or record.handling not in {None, "open"} or _WRITTEN.search(title):
        return ""
    if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)(?!['\u2019]s)", title, re.IGNORECASE):
        return ""
    if not _CONTACT.search(title) and record.nature != "observed":
        return ""
    return _say(title, name, is_observed=record.nature == "observed")


def _say(title: str, name: str, *, is_observed: bool) -> str:
    """`alone` and `apart` count only where nobody else is named before them."""
    if _TELEPHONE.search(title):
        return "by telephone"
    was = "seen" if is_observed or re.search(r"\bseen\b", title, re.IGNORECASE) else "heard"
    found = re.search(rf"{re.escape(name)}(?:(?!\b(?:with|and)\b).)*?\b(alone|apart)\b", title, re.IGNORECASE)
    return f"{was} {found.group(1).lower()}" if found else was
