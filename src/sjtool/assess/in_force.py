"""Which judgement is in force: that of the open assessment once it is made, until then the last one before it.

A review takes nothing away: the level that was judged last stands until another is judged.
"""

from __future__ import annotations

from sjtool.assess.standing import Standing
from sjtool.model.decision import Judgement
from sjtool.model.enquiry import Assessment


def find_earlier_judgement(standing: Standing) -> Judgement | None:
    """The final judgement that stands while a review is not judged; None where the review is, or none was made before.

    Of several assessments before the open one it is that of the one opened last.
    """
    opened = standing.assessment
    if opened is None or standing.judgement("final") is not None:
        return None
    place = {standing.root(a.id): standing.places[standing.root(a.id)] for a in standing.of(Assessment)}
    before = [root for root in place if place[root] < place[standing.root(opened.id)]]
    made = (standing.judgement("final", root) for root in sorted(before, key=place.__getitem__, reverse=True))
    return next((judgement for judgement in made if judgement), None)
