"""Who may say that a supervisor looked at how an action ended, and at which: nobody checks their own work.

A supervisor sees that actions are done in time and recorded (APP, risk management plans and interventions).
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.actions import ActionState, find_recorders
from sjtool.assess.independence import SUPERVISOR, find_officer, is_trained_supervisor, who_is
from sjtool.loader import Loaded
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet

_APART = "a supervisor checks that actions are done and recorded (APP, risk management plans), and nobody their own"

ASK_SUPERVISOR = (
    "ask a trained supervisor to do it, under their own id ; who is trained is put on record by whoever keeps the "
    "force's list, and by nobody for themselves"
)
"""What to do where an officer is not on record as a supervisor: never an invitation to become one."""


def find_supervisor_problems(loaded: Loaded, officer: str, place: Place) -> Iterator[Problem]:
    """What bars an officer from checking any action."""
    record = find_officer(loaded.standing, officer)
    if record is None:
        what = "the case has no record of you as an officer"
        yield Problem("checker-unknown", place, what, _APART, ASK_SUPERVISOR)
    elif not is_trained_supervisor(record):
        what = f'your record as an officer does not say "{SUPERVISOR}" among what you are trained in'
        yield Problem("checker-untrained", place, what, _APART, ASK_SUPERVISOR)


def is_own(loaded: Loaded, state: ActionState, officer: str) -> bool:
    """Whether the officer owns an action, by id or by name, or recorded it or its ending."""
    standing = loaded.standing
    record = find_officer(standing, officer)
    names = {who_is(standing, officer), *([who_is(standing, record.name)] if record and record.name else [])}
    return any(who_is(standing, maker) in names for maker in find_recorders(standing, state))


def find_check_problems(loaded: Loaded, sheet: Sheet, state: ActionState | None, officer: str) -> Iterator[Problem]:
    """What is wrong with news that says a supervisor checked."""
    keys = sheet.draft.keys
    if who_is(loaded.standing, str(keys.get("checked_by"))) != who_is(loaded.standing, officer):
        what, fix = (
            "somebody else is named as having checked it",
            "they record it themselves:  sjtool plan CASE --check",
        )
        yield Problem("checked-by-other", sheet.at("checked_by"), what, "nobody vouches for another", fix)
        return
    yield from find_supervisor_problems(loaded, officer, sheet.at("checked_by"))
    if state is None:
        return
    if not state.is_ended:
        what, fix = (
            f'"{state.action.id}" has not ended',
            "its owner says first what became of it:  sjtool plan --update",
        )
        yield Problem("check-too-early", sheet.place, what, "what is checked is how it ended", fix)
    elif keys.get("status") != state.status:
        what = f'"{state.action.id}" ended otherwise than this says'
        fix = f'status = "{state.status}" ; or open it again first, by news without  checked_by'
        yield Problem("check-changes-status", sheet.at("status"), what, "a check is of what was recorded", fix)
    if is_own(loaded, state, officer):
        what = f'you own "{state.action.id}", or recorded it or how it ended'
        yield Problem("check-own-action", sheet.at("checked_by"), what, _APART, "ask another supervisor")
