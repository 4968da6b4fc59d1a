"""Refuse a print that is made out to somebody of the case whom it is not for, before anything is built."""

from __future__ import annotations

from sjtool.assess.seen_by import View
from sjtool.assess.seen_by_recipient import find_recipient
from sjtool.errors import refused
from sjtool.loader import Loaded

_OFFICERS_OWN = frozenset({"summary", "full-history", "visit-briefing"})
"""Reports that leave nothing out in the officer's view. The cross-check refuses by a code of its own; what is written
for a family or a conference from the first has its own guard."""


def refuse_recipient(loaded: Loaded, view: View, recipient: str, named: str = "") -> None:
    """Raise SjtoolError where somebody of the case would be given what others said, or what is kept from them.

    The person's own copy may go to the person, to who acts for them, and to who answers for the force. `loaded` is
    the whole case, `named` the report; which report it is matters in the officer's view only.
    """
    who = find_recipient(loaded.standing, recipient)
    if who == "nobody" or (view == "person" and who == "subject"):
        return
    if view == "person":
        raise refused(
            "copy-for-somebody-else",
            loaded.name,
            "the person's own copy is asked for in the name of somebody else of the case",
            "it holds what is recorded about the person, and is for nobody else of the case (docs/disclosure.md)",
            "name the person, or the practitioner it is for by post and agency, with  --for",
        )
    if view == "officer" and named not in _OFFICERS_OWN:
        return
    raise refused(
        "print-for-somebody-in-case",
        loaded.name,
        "a practitioners' print is asked for in the name of somebody of the case",
        "it holds what others said, and what is kept from those it concerns (docs/disclosure.md)",
        "name the practitioner by post and agency alone with  --for ; for the person:  --view person",
    )
