"""Which rating counts under the open assessment. Acute factors are rated by contact, other factors by assessment.

A review that is opened ten minutes after a visit finds the acute factors of that visit rated; nobody rates them twice.
"""

from __future__ import annotations

from datetime import date

from sjtool.assess.clock_event import earliest_day, latest_day
from sjtool.assess.ratings import FactorView, rated_in
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Event
from sjtool.model.template import FactorSet


def find_counting(standing: Standing, sheet: FactorSet, view: FactorView) -> Rating | None:
    """The rating made for the open assessment; else, on a sheet rated at each contact, one that stands from before.

    Such a rating stands if it is of the last visit's day or later, and where no visit is recorded of the day the
    assessment was opened or later. A date known to a month or a year is given the benefit of the doubt.
    """
    opened = standing.assessment
    made = rated_in(view, standing, opened.id if opened else None)
    if made or sheet.set.carry_forward or view.latest is None:
        return made
    since = _last_contact(standing)
    held_on = view.latest.held_on
    return view.latest if since and held_on and latest_day(held_on) >= since else None


def _last_contact(standing: Standing) -> date | None:
    """The day of the last visit; without one the day the assessment was opened. None where no assessment is."""
    if standing.assessment is None:
        return None
    visits = [earliest_day(e.held_on) for e in standing.of(Event) if e.kind == "visit" and e.held_on]
    opened = standing.assessment
    if visits:
        return max(visits)
    if opened.opened_on:
        return earliest_day(opened.opened_on)
    return opened.at.date() if opened.at else None


def is_before_review(standing: Standing, rating: Rating) -> bool:
    """Whether a rating that counts was made before the open assessment was opened."""
    return not standing.same(rating.assessment, standing.assessment.id if standing.assessment else None)
