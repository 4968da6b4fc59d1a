"""A check of reactive management: where it is claimed, every condition is shown."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.reactive import Condition, find_conditions, find_course
from sjtool.check.finding import Check, Finding
from sjtool.check.view import View
from sjtool.model.appraisal import ToolResult
from sjtool.model.people import Status


def find_not_shown(view: View) -> Iterator[Finding]:
    """Somebody who is on reactive management meets every condition for it, and the record shows each of them.

    On reactive management nobody visits and no ARMS falls due, so what was not true at the start is not noticed later.
    It looks at the conditions as sjtool reactive shows them, once a status or an approval says that reactive
    management stands: a condition that is not met is found, and so is one that no record shows, for the two are told
    apart and neither is "met". An order whose discharge is being sought is the one exception that guidance leaves, case
    by case, and is not found.

    Whether the reasons are good is for the supervisor. While tool levels are hidden, a condition that rests on a
    hidden result is left out. It cannot see a condition that is shown in ViSOR alone.
    """
    course = find_course(view.standing)
    if not course.is_reactive:
        return
    claims = [status.id for status in view.standing.of(Status) if status.management == "reactive"]
    claim = course.start.id if course.start else claims[-1]
    hidden = view.hides_levels or view.final is None
    wanting = [
        one
        for one in find_conditions(view.standing, view.today, hidden=hidden)
        if one.state != "met" and not one.exception and not (hidden and _rests_on_result(view, one))
    ]
    if wanting:
        told = "; ".join(f"{one.id} ({one.state.replace('-', ' ')})" for one in wanting)
        yield Finding(
            claim,
            f'"{claim}" claims reactive management, and of its conditions these do not stand: {told}',
            "sjtool reactive CASE  says of each what shows it; if it cannot be shown:  sjtool reactive CASE --withdraw",
        )


def _rests_on_result(view: View, condition: Condition) -> bool:
    """Whether a condition is not shown for what a tool said."""
    return condition.state == "not-shown" and any(
        isinstance(view.standing.current(one), ToolResult) for one in condition.records
    )


CHECKS: tuple[Check, ...] = (
    Check(
        "reactive-condition-not-shown",
        "error",
        "reactive management asks for three years managed as low, free of offence and concern, a current low ARMS, no "
        "sexual civil order and a supervisor's approval (College of Policing APP, reactive management)",
        find_not_shown,
    ),
)
