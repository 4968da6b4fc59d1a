"""`sjtool plan --check`: a supervisor looks at how an action ended: borne out, or sent back to its owner."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sjtool.ask.form import Field, ask_form
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
from sjtool.recording.ending_rules import is_empty_word
from sjtool.recording.plan_rules import check_plan_drafts, complete_plan
from sjtool.store.append import Draft
from sjtool.text import count_words

ALL = "all"
_SKIP, _WORDS, _BORNE = ":skip", "what_happened", "borne_out"
_SAY_MORE = "That tells a reader nothing. Say what you looked at, or what is missing."
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
    fields = [_borne_field(is_one=is_one)]
    # Of a covert action nothing is to lie beside the case, not even while it is asked.
    said = ask_form(book.desk.asker, fields) if state.is_covert else live.ask(root, [*fields, *_words_fields(state)])
    made: list[Record] = []
    if said[_BORNE] != _SKIP:
        made = book.record([_sheet(state, said, book.desk.officer)])
        say_saved(made)
        if not said[_BORNE]:
            say_wrapped("It is open again, and stands in its owner's list with what you said of it.")
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
    trial = complete_plan(book.loaded, [_sheet(state, {_BORNE: True, _WORDS: "looked at"}, book.desk.officer)])
    check_plan_drafts(book.loaded, trial, book.desk.officer)
    return state


def _borne_field(*, is_one: bool) -> Field:
    """Whether what was looked at shows that it ended as told: the one thing a check decides."""
    told = "The record, the log, the minutes, the officer: what shows that it ended as said. A supervisor checks that "
    told += "actions are done in time and recorded (APP, risk management plans). y records that you checked it; n "
    told += "opens it again for its owner. What you looked at in covert work is recorded where that is."
    words = () if is_one else (_SKIP,)
    more = "" if is_one else "  :skip passes by"
    prompt = f"Does it bear out what was told? (n sends it back){more}"
    return Field(_BORNE, prompt, "yes_no", required=True, words=words, help=told)


def _words_fields(state: ActionState) -> list[Field]:
    """What was looked at; of what is not borne out, what is missing."""
    missing = "What does not bear it out, and what has to be done?"

    def check(value: Any) -> str:
        words = str(value)
        is_name = words.strip().casefold() == (state.action.kind or "").casefold()
        return _SAY_MORE if is_name or is_empty_word(words) else ""

    asked = {True: "What did you look at?", False: missing}
    return [Field(_WORDS, words, required=True, wanted=_says(is_so), check=check) for is_so, words in asked.items()]


def _says(is_so: bool) -> Callable[[dict[str, Any]], bool]:
    return lambda said: said.get(_BORNE) is is_so


def _sheet(state: ActionState, said: Mapping[str, Any], officer: str) -> Sheet:
    """A check of one action, or that it was sent back and is open again; of a covert one without words."""
    words = "" if state.is_covert else str(said[_WORDS])
    keys: dict[str, Any] = {"action": state.action.id, "status": state.status, _WORDS: words, "checked_by": officer}
    if not said[_BORNE]:
        sent = f"Sent back by the supervisor, not borne out: {words}" if words else ""
        keys |= {"status": "open", _WORDS: sent, "checked_by": None}
    return Sheet(Draft("action_update", drop_empty(keys)), _HERE)
