"""Checks of what the plan does: who, by when, why it may restrict, what was heard of it, who looked at the end."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.actions import ActionState
from sjtool.assess.clock_event import latest_day
from sjtool.assess.clock_visit import find_interval
from sjtool.check.finding import Check, Finding
from sjtool.check.overrides import say_mending
from sjtool.check.view import View
from sjtool.dates import day_words

_ON_TIME = (
    "actions are recorded and carried out, and a supervisor sees that each is done in time (College of Policing APP, "
    "risk management plans and interventions)"
)
_RIGHTS = (
    "lawfulness and proportionality are weighed with Articles 2, 3 and 8 of the European Convention on Human Rights "
    "(College of Policing APP, potential interventions)"
)


def _running(view: View) -> Iterator[ActionState]:
    """Actions of the whole case that nothing has ended: a plan runs on under the next assessment."""
    return (state for state in view.actions if not state.is_ended)


def find_without_owner(view: View) -> Iterator[Finding]:
    """An action of the plan says who does it.

    What is everybody's is done by nobody. It looks at every action of the case that nothing has ended, of earlier
    assessments too, for a plan runs on; a covert action needs an owner like any other.

    It cannot see whether the owner has agreed to it, is still in post, or has the power to do it.
    """
    for state in _running(view):
        if not (state.action.owner or "").strip():
            yield Finding(
                state.action.id, f'action "{state.action.id}" has no owner', say_mending(state.action, 'owner = "…"')
            )


def find_without_date(view: View) -> Iterator[Finding]:
    """An action of the plan says by when.

    Without a day nobody can say that it is late, and no supervisor is told. It looks at every action of the case that
    nothing has ended, of earlier assessments too. Visits at an interval ("home visits every 8 weeks") are counted from
    the last visit and need no day of their own; a review day alone is no day by which something is done.

    It cannot see whether the day suits the risk.
    """
    for state in _running(view):
        if state.action.due_on is None and find_interval(state.action) is None:
            yield Finding(
                state.action.id,
                f'action "{state.action.id}" has no day by which it is done',
                say_mending(state.action, 'due_on = "YYYY-MM-DD"'),
            )


def find_overdue(view: View) -> Iterator[Finding]:
    """Of an action whose day has passed, somebody has said how it stands.

    A plan in which days pass and nothing is said reads as if it were carried out. It looks at every action of the case
    that nothing has ended, and whose day is over: there must be news of it recorded on that day or later. News that
    it goes on, or was not done and why, is news. A day that is only a month or a year is taken to its end. Visits at
    an interval are left to sjtool due, which counts them from the last visit.

    It cannot see what was done and not recorded, nor news that somebody typed without a time: such news is taken to
    be late enough.
    """
    for state in _running(view):
        due = state.action.due_on or ""
        if not state.is_overdue(view.today) or find_interval(state.action) is not None:
            continue
        if not any(news.at is None or news.at.date() >= latest_day(due) for news in state.news):
            yield Finding(
                state.action.id,
                f'action "{state.action.id}" was due by {day_words(due)}, and nothing was said of it since',
                f"sjtool plan CASE --update {state.action.id} ; or, for another day, "
                + say_mending(state.action, 'due_on = "YYYY-MM-DD"'),
            )


def find_without_proportionality(view: View) -> Iterator[Finding]:
    """An action that restricts says why it asks no more than it must.

    Watching, limiting or stopping somebody touches their private life and that of those who live with them. The reason
    why it is lawful and in proportion is written when the action is chosen, for afterwards it can only be made up. It
    looks at actions from the menu of restrictive interventions, and at actions of one's own under monitoring and
    control: those that nothing has ended, and those that were done under the open assessment. A covert action holds
    only its reference here, so its reasons stand elsewhere and it is left out.

    It sees that words are there, not whether they weigh anything, and it cannot see a restriction under another
    heading of the plan.
    """
    for state in view.actions:
        in_plan = not state.is_ended or state in view.plan
        if state.is_covert or not state.is_restrictive or not in_plan or state.is_given_up:
            continue
        if not (state.action.proportionality or "").strip():
            yield Finding(
                state.action.id,
                f'action "{state.action.id}" restricts, and does not say why it is proportionate',
                say_mending(state.action, 'proportionality = "…"'),
            )


def find_never_checked(view: View) -> Iterator[Finding]:
    """A supervisor has looked at each action that was done.

    Whoever did it says that it is done; that it was, and in time, is for somebody else to see. It looks at every
    action whose last news is that it was done, once the assessment it belongs to has its final judgement: before
    that the plan is still being made. One of the reports of it has to name who checked.

    It cannot see what the supervisor looked at, nor a check that was made and not recorded. Actions that were not
    done or were withdrawn are left alone, though the reasons deserve a look too.
    """
    for state in view.actions:
        is_judged = view.standing.judgement("final", state.action.assessment) is not None
        if state.status == "done" and is_judged and state.checked_by is None:
            yield Finding(
                state.action.id,
                f'action "{state.action.id}" was done, and no supervisor is on record as having looked at it',
                f"a supervisor, by their own id:  sjtool plan CASE --check {state.action.id}",
            )


CHECKS: tuple[Check, ...] = (
    Check("action-without-owner", "error", _ON_TIME, find_without_owner),
    Check("action-without-date", "error", _ON_TIME, find_without_date),
    Check("overdue-without-word", "warning", _ON_TIME, find_overdue),
    Check("restrictive-without-proportionality", "error", _RIGHTS, find_without_proportionality),
    Check("action-never-checked", "warning", _ON_TIME, find_never_checked),
)
