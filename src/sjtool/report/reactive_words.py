"""What is said of reactive management, the same on a screen, as JSON and in a form. Facts: 004, reactive management."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sjtool.assess.reactive_ground import Condition
from sjtool.assess.reactive_state import ReactiveState
from sjtool.assess.standing import Standing
from sjtool.dates import day_words

STATES: Mapping[str, str] = {"met": "MET", "not-met": "NOT MET", "not-shown": "NOT SHOWN"}
EFFECTS: Mapping[str, str] = {
    "review-date-blank": "the plan has no review date",
    "visits-stopped": "no visit is required",
    "arms-stopped": "no ARMS is required",
    "visor-front-page-marked": "the front page of ViSOR says reactive management",
    "yearly-checks-set": "checks are set to run once a year; the case is reviewed at the annual notification",
    "person-told": "the person was told",
}
WITHDRAWAL = (
    "Back to active management: new information is put on ViSOR and weighed; if it is a significant change, ARMS is "
    "reviewed, and somebody still assessed as low may go back to reactive management. After a further sexual offence, "
    "or a relevant one of another kind, three more years have to pass. An order that is not discharged ends it too."
)
FINAL = "These are reasons, and no level. Whether it is right is the officer's decision and the supervisor's."
NOT_TOLD = "the person need not be told, and goes on notifying"
_DAYS = ("held_on", "dated_on", "made_on", "opened_on")
_SHOW_WITH: Mapping[str, str] = {
    "low-for-three-years": "sjtool receive {case} arms",
    "police-managed": "sjtool add {case} status",
    "offence-free": "sjtool reactive {case} --propose",
    "concern-free": "sjtool reactive {case} --propose",
    "current-arms-low": "sjtool receive {case} arms",
    "no-civil-order": "sjtool reactive {case} --propose",
    "officer-satisfied": "sjtool reactive {case} --propose",
    "supervisor-approves": "sjtool reactive {case} --approve --by SUPERVISOR",
}
_ON_LEVELS = frozenset({"low-for-three-years", "current-arms-low"})


def say_stage(state: ReactiveState) -> str:
    """Where it stands, in a sentence."""
    course = state.course
    proposed = f"{course.proposal.id} of {_day(course.proposal.held_on)}" if course.proposal else ""
    said = {
        "active": "the person is actively managed, and nothing is proposed.",
        "proposed": f"proposed by {proposed}; it waits for a supervisor.",
        "claimed": "a status says reactive, and no approval is recorded.",
    }
    if state.stage in said:
        refused = course.refusal
        more = f" Last refused: {refused.id} of {_day(refused.held_on)}." if refused and state.stage == "active" else ""
        return said[state.stage] + more
    if course.start:
        return f"since {_day(course.start.held_on)}, approved by {course.start.id}."
    end = course.end
    return f"ended on {_day(end.held_on)} by {end.id}; the person is actively managed." if end else "actively managed."


def _day(day: str | None) -> str:
    return day_words(day) or "a day not recorded"


def record_day(standing: Standing, record_id: str) -> str | None:
    """The day a record is about, else the day it was first recorded; a status is about more days than one."""
    record = standing.case.find(record_id)
    days = (getattr(record, key, None) for key in _DAYS)
    said = next((str(day) for day in days if day), None)
    first = standing.case.find(standing.root(record_id))
    recorded: date | None = first.at.date() if first and first.at else None
    return said or (recorded.isoformat() if recorded else None)


def show_with(state: ReactiveState, condition: Condition, case: str) -> str:
    """What to type to show a condition, or to record that it is met now."""
    if condition.id in _ON_LEVELS and state.hidden:
        return f"sjtool judge {case}"
    if condition.id == "no-civil-order" and condition.state == "not-met":
        return f"sjtool event {case} order"
    if condition.id == "offence-free" and condition.state == "not-met":
        return f"sjtool show {case} {condition.records[0]}"
    return _SHOW_WITH[condition.id].format(case=case)
