"""Checks of ratings: every label rests on something, says why, and is answered where it cannot wait."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.check.finding import Check, Finding
from sjtool.check.view import View
from sjtool.model.appraisal import Rating

NOTHING_SEEN = frozenset({"none-identified", "none-evident", "none-seen", "not-present", "no", "not-enough-information", "not-known"})


def find_without_evidence(view: View) -> Iterator[Finding]:
    """A rating that says more than "nothing seen" rests on evidence.

    A reader years later has to see what a label rested on. Not-enough-information and the labels that say nothing was
    found need none. Evidence may be an evidence record, a response, a session or an event.
    """
    for rating in view.of_assessment(Rating):
        if {rating.recent, rating.past} - NOTHING_SEEN - {None} and not rating.evidence:
            name = (rating.factor or "").rpartition("/")[2]
            yield Finding(
                rating.id,
                f'the rating of "{name}" rests on nothing',
                'rate it again with  evidence = ["e-…"]  or as not-enough-information: sjtool rate CASE SHEET',
            )


CHECKS = (
    Check(
        "rating-without-evidence",
        "error",
        "a recorded judgement must show what it rests on (College of Policing APP, accuracy; DPA 2018 s.38)",
        find_without_evidence,
    ),
)
