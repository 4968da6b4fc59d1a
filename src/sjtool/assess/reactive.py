"""The conditions for reactive management, one by one, with the records that show them. They give no level.

Source: College of Policing APP, reactive management (004). All have to be met; what no record shows is not met, and
"not shown" says which of the two it is. Nothing here decides: the officer proposes, a supervisor approves.
"""

from __future__ import annotations

from datetime import date

from sjtool.assess.independence import find_officer, is_trained_supervisor, who_is
from sjtool.assess.reactive_conduct import CONCERN_FREE, OFFENCE_FREE, judge_concerns, judge_offences
from sjtool.assess.reactive_ground import Condition, Course, Ground, find_course, say_day
from sjtool.assess.reactive_legal import NO_ORDER, POLICE_MANAGED, judge_orders, judge_police
from sjtool.assess.reactive_level import ARMS_LOW, LOW_FOR, judge_arms, judge_low
from sjtool.assess.standing import Standing

__all__ = [
    "CONCERN_FREE",
    "CONDITIONS",
    "NO_ORDER",
    "OFFENCE_FREE",
    "SHOWN_BY_PROPOSAL",
    "Condition",
    "Course",
    "Ground",
    "find_conditions",
    "find_course",
    "judge",
]

SATISFIED, APPROVED = "officer-satisfied", "supervisor-approves"
CONDITIONS = (
    LOW_FOR,
    POLICE_MANAGED,
    OFFENCE_FREE,
    CONCERN_FREE,
    ARMS_LOW,
    NO_ORDER,
    SATISFIED,
    APPROVED,
)
"""The entries of the menu reactive-conditions, in its order."""
SHOWN_BY_PROPOSAL = (OFFENCE_FREE, CONCERN_FREE, NO_ORDER)
"""What a proposal may show by saying so in `considered`, with the records each of them needs."""


def find_conditions(standing: Standing, today: date, *, hidden: bool | None = None) -> tuple[Condition, ...]:
    """Every condition as it stands on a day, in the order of the menu; `why` holds no word an officer wrote.

    `hidden`: tool levels must not show, as `Loaded.hides_levels` has it; None goes by how the case stands here.
    """
    return judge(Ground(standing, today, hidden=hidden))


def judge(ground: Ground) -> tuple[Condition, ...]:
    """The same, of a case read already."""
    return (
        judge_low(ground),
        judge_police(ground),
        judge_offences(ground),
        judge_concerns(ground),
        judge_arms(ground),
        judge_orders(ground),
        _judge_satisfied(ground),
        _judge_approved(ground),
    )


def _judge_satisfied(ground: Ground) -> Condition:
    proposal = ground.proposal
    if proposal is None:
        return Condition(SATISFIED, "not-shown", "No proposal stands.")
    if not (proposal.rationale or "").strip():
        return Condition(SATISFIED, "not-shown", f"{proposal.id} does not say why.", (proposal.id,))
    who = f" by {proposal.by}" if proposal.by else ""
    why = f"{proposal.id} of {say_day(proposal.held_on)}{who} says that the officer is satisfied, and why."
    return Condition(SATISFIED, "met", why, (proposal.id,))


def _judge_approved(ground: Ground) -> Condition:
    """Approved by another officer who is a trained supervisor, after it was proposed (our rules on who that is)."""
    start, proposal = ground.course.start, ground.proposal
    if start is None:
        return Condition(APPROVED, "not-shown", "No approval by a supervisor stands.")
    officer = find_officer(ground.standing, start.by)
    if proposal is None or ground.events.place(proposal.id) > ground.events.place(start.id):
        return Condition(
            APPROVED, "not-met", f"{start.id} approves no proposal: none was recorded before it.", (start.id,)
        )
    ids = (start.id, proposal.id)
    if start.by and proposal.by and who_is(ground.standing, start.by) == who_is(ground.standing, proposal.by):
        why = f"{start.id} and the proposal {proposal.id} are by one officer; a supervisor reviews it."
        return Condition(APPROVED, "not-met", why, ids)
    if officer is None or not is_trained_supervisor(officer):
        why = f"Whoever recorded {start.id} is not down here as a trained supervisor."
        return Condition(APPROVED, "not-met", why, ids)
    return Condition(
        APPROVED, "met", f"{start.id} of {say_day(start.held_on)} by {start.by} approves {proposal.id}.", ids
    )
