"""Checks of the plan as a whole: it is no older than the last change, and every scenario has an answer."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.actions import has_contingency
from sjtool.check.finding import Check, Finding
from sjtool.check.overrides import say_correction
from sjtool.check.view import View
from sjtool.model.appraisal import Scenario
from sjtool.model.decision import Action, ActionUpdate, Event, Judgement
from sjtool.model.enquiry import Assessment
from sjtool.model.record import Record

_PLANNED = Judgement | Action
_ANSWERS = Judgement | Action | ActionUpdate | Assessment


def find_older_than_change(view: View) -> Iterator[Finding]:
    """A plan is no older than the last change that matters to it.

    A significant change is one that would alter the assessment and the plan; until somebody has gone back to them,
    both are of a time that is over. It looks at events of kind significant-change, and at any event that opens a
    review. One is found where a judgement or a plan stood before it was recorded, and nothing was recorded after it:
    no assessment opened, no judgement, no action and no news of one. An assessment recorded in the same moment counts.
    A change of which the officer decided, with reasons, that it opens no review is left alone.

    It cannot see whether what was recorded since has to do with the change, nor a change that was recorded as
    something else.
    """
    places = {entry.record.id: n for n, entry in enumerate(view.case)}
    planned = [n for n, entry in enumerate(view.case) if isinstance(entry.record, _PLANNED)]
    for event in view.standing.of(Event):
        place = places[view.standing.root(event.id)]
        if not _opens_review(event) or not planned or planned[0] > place:
            continue
        if not any(_answers(entry.record, event, n > place) for n, entry in enumerate(view.case)):
            yield Finding(
                event.id,
                f'event "{event.id}" is a change that calls for a review, and the plan has not been gone back to since',
                "sjtool add CASE assessment  with trigger significant-change ; or, if the plan holds as it is, "
                + say_correction(event, 'opens_review = false  and  rationale = "…"'),
            )


def _opens_review(event: Event) -> bool:
    """Whether an event calls for the plan to be looked at; a reasoned no is an answer."""
    is_decided_against = event.opens_review is False and bool((event.rationale or "").strip())
    return event.opens_review is True or (event.kind == "significant-change" and not is_decided_against)


def _answers(record: Record, event: Event, is_after: bool) -> bool:
    """Whether a record goes back to the assessment or the plan after an event."""
    at_once = isinstance(record, Assessment) and record.at is not None and record.at == event.at
    return isinstance(record, _ANSWERS) and (is_after or at_once)


def find_without_contingency(view: View) -> Iterator[Finding]:
    """For each scenario it is settled what is done if it begins.

    Whoever is on duty when it happens has to find the answer written down. It looks at the scenarios of the open
    assessment once the final judgement stands: each says in its own words what is done, or an action under
    contingency names it in "answers", in the plan of this assessment or going on from an earlier one; one that was
    withdrawn or not done answers nothing. A scenario of improvement
    is left alone, for it is a thing to hope for.

    It cannot see whether the answer would work, or whether those who would have to act know of it.
    """
    for scenario in view.of_assessment(Scenario) if view.final else ():
        if scenario.kind != "improvement" and not has_contingency(view.standing, scenario, view.plan):
            yield Finding(
                scenario.id,
                f'nothing says what is done if scenario "{scenario.id}" begins',
                f'sjtool plan CASE --add , an action under contingency with  answers = ["{scenario.id}"]',
            )


CHECKS: tuple[Check, ...] = (
    Check(
        "plan-older-than-significant-change",
        "error",
        "where a change or new information bears on the risk management plan, it is reviewed (College of Policing APP, "
        "reactive management, significant change)",
        find_older_than_change,
    ),
    Check(
        "scenario-without-contingency",
        "warning",
        "each agency has an answer ready for when an intervention is breached (College of Policing APP, potential "
        "interventions; the wider word contingency is ours)",
        find_without_contingency,
    ),
)
