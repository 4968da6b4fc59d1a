"""Checks of two cited clocks: the review of a MAPPA case, and ARMS."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from sjtool.assess.due import Due
from sjtool.check.finding import Check, Finding
from sjtool.check.view import View
from sjtool.dates import day_words

_MAPPA = frozenset({"mappa-level-2", "mappa-level-3"})
_ARMS = frozenset({"arms-lead-agency", "arms-sentence-delay"})


def _overdue(view: View, clocks: Collection[str]) -> Iterator[tuple[Due, str]]:
    """What is overdue by one of these clocks, and its day in words."""
    for due in view.dues:
        if due.clock in clocks and due.state == "overdue" and due.on:
            yield due, day_words(due.on.isoformat())


def find_mappa_overdue(view: View) -> Iterator[Finding]:
    """A case at MAPPA level 2 or 3 is reviewed in time.

    The level says that one agency alone does not hold the risk; a review that slips leaves the agencies with a plan of
    months ago. It looks at the clocks of both levels as sjtool due counts them: sixteen weeks at level 2 and eight at
    level 3, from the last event that touches mappa, or, where there is none, from the day the level was recorded
    here. Where a force has a set of clocks of its own under the same ids, its numbers count.

    It cannot see a meeting that was held and not recorded in this case.
    """
    for due, day in _overdue(view, _MAPPA):
        yield Finding(
            due.started_by,
            f'the {due.what} was due on {day}, counted from "{due.started_by}"',
            "sjtool event CASE mappa , for a meeting that was held and not recorded too",
        )


def find_arms_due(view: View) -> Iterator[Finding]:
    """An ARMS assessment that guidance asks for has been made by its day.

    A change of lead agency hands somebody over to officers who have yet to form a view of their own, and a long wait
    for sentence leaves a gap in which nobody has one. It looks at the two clocks of ARMS as sjtool due counts them:
    fifteen working days from the change of lead agency, and the day on which six weeks from conviction are full with no
    sentence. An official outcome meets them, or the whole sheet arms-style, which is not the ARMS tool. On reactive
    management they rest.

    It says nothing of who made an assessment or how well, and cannot see one that stands in another system only.
    """
    for due, day in _overdue(view, _ARMS):
        yield Finding(
            due.started_by,
            f'{due.what} was due on {day} ({due.rule}), counted from "{due.started_by}", and none is recorded',
            "sjtool receive CASE arms , or, where it is set aside with a reason,  sjtool add CASE event  that touches "
            f" {due.clock}-off",
        )


CHECKS: tuple[Check, ...] = (
    Check(
        "mappa-review-overdue",
        "warning",
        "level 3 cases are reviewed within eight weeks and level 2 cases within sixteen at the most (College of "
        "Policing APP, monitoring and reviewing risk)",
        find_mappa_overdue,
    ),
    Check(
        "arms-due",
        "warning",
        "the police make an ARMS assessment within 15 working days of a change of lead agency, and where sentence "
        "comes more than six weeks after conviction (College of Policing APP, dynamic risk factors)",
        find_arms_due,
    ),
)
