"""`sjtool plan --check`: a supervisor looks at how an action ended, and says what they looked at."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from sjtool.ask.form import Field, ask_one
from sjtool.assess.actions import ActionState, find_actions
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.plan_desk import PlanDesk, tell_saved
from sjtool.commands.plan_update import find_state, say_action
from sjtool.commands.saved import say_saved
from sjtool.console import say, say_wrapped
from sjtool.errors import SjtoolError
from sjtool.model.record import Record
from sjtool.problem import Place
from sjtool.recording.action_check_rules import find_supervisor_problems, is_own
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.recording.plan_rules import check_plan_drafts, complete_plan
from sjtool.store.append import Draft
from sjtool.text import count_words

ALL = "all"
_SKIP, _WORDS = ":skip", "what_happened"
_HERE = Place("your answers")


def check_actions(book: PlanDesk, named: str, *, as_json: bool) -> None:
    """Ask for one action, or for each that waits. Raises SjtoolError where the officer may not, before asking."""
    officer = book.desk.officer
    problems = [*find_supervisor_problems(book.loaded, officer, Place(str(book.loaded.path)))]
    if problems:
        raise SjtoolError(problems)
    waiting = _find_waiting(book) if named == ALL else [_find_one(book, named)]
    if not waiting:
        say("No action waits for you to look at how it ended.")
        return
    saved: list[Record] = []
    try:
        with book.desk.live(book.loaded.path, f"plan-check-{officer}") as live:
            for state in waiting:
                saved += _check(book, live, state, is_one=len(waiting) == 1)
    finally:
        tell_saved(saved, as_json=as_json)


def _check(book: PlanDesk, live: LiveForms, state: ActionState, *, is_one: bool) -> list[Record]:
    """Show one, ask, record at once. Nothing where it is passed by."""
    root = book.loaded.standing.root(state.action.id)
    say_action(book, state)
    if state.is_covert:  # nothing of it is to lie beside the case, not even while it is asked
        said = {_WORDS: ask_one(book.desk.asker, _covert_field())}
    else:
        said = live.ask(root, [_words_field(is_one=is_one)])
    made: list[Record] = []
    if said[_WORDS] not in {_SKIP, False}:
        made = book.record([_sheet(state, str(said[_WORDS]), book.desk.officer)])
        say_saved(made)
    live.drop(root)
    return made


def _find_waiting(book: PlanDesk) -> Sequence[ActionState]:
    """Every action of the case that ended unchecked and is not the officer's own; of those that are, it is said."""
    seen = (state for state in find_actions(book.loaded.standing) if sys.stderr.isatty() or not state.is_covert)
    waiting = [state for state in seen if state.waits_for_check]
    own = [state for state in waiting if is_own(book.loaded, state, book.desk.officer)]
    if own:
        many = len(own) > 1
        say_wrapped(
            f"{count_words(len(own), 'action')} of your own {'wait' if many else 'waits'} for another supervisor."
        )
    return [state for state in waiting if state not in own]


def _find_one(book: PlanDesk, action: str) -> ActionState:
    """The action named. Raises SjtoolError where it has not ended, or the officer owns or recorded it."""
    state = find_state(book, action)
    trial = complete_plan(book.loaded, [_sheet(state, "looked at", book.desk.officer)])
    check_plan_drafts(book.loaded, trial, book.desk.officer)
    return state


def _words_field(*, is_one: bool) -> Field:
    prompt = "What did you look at, and does it bear that out?"
    told = "The record, the log, the minutes, the officer: what shows that it ended as said. A supervisor checks that "
    told += "actions are done in time and recorded (APP, risk management plans)."
    words = () if is_one else (_SKIP,)
    more = "" if is_one else "  :skip passes it by"
    return Field(_WORDS, f"{prompt}{more}", required=True, words=words, help=told)


def _covert_field() -> Field:
    told = "What you looked at is recorded where covert work is. Here it is only said that you did. n passes it by."
    return Field(_WORDS, "Have you looked at how it ended?", "yes_no", required=True, help=told)


def _sheet(state: ActionState, words: str, officer: str) -> Sheet:
    """A check of one action; of a covert one without words."""
    said = "" if state.is_covert else words
    keys = {"action": state.action.id, "status": state.status, _WORDS: said, "checked_by": officer}
    return Sheet(Draft("action_update", drop_empty(keys)), _HERE)
