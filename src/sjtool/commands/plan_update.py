"""`sjtool plan --update`: what became of an action, and a new day for one that is put off."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

from sjtool import clock
from sjtool.ask.form import Choice, Field, ask_form
from sjtool.ask.typed_date import day_to_come
from sjtool.assess.actions import ActionState, find_actions
from sjtool.commands.plan_desk import PlanDesk
from sjtool.commands.plan_form import reference_field
from sjtool.commands.saved import say_saved
from sjtool.console import say, talk_width
from sjtool.dates import day_words
from sjtool.errors import SjtoolError, usage
from sjtool.model.manual_key import LEDGER_KEYS
from sjtool.problem import Place
from sjtool.recording.covert_rules import PUT_OFF, is_reference
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.recording.ending_rules import find_empty_ending
from sjtool.report.plan_text import action_lines, news_lines
from sjtool.store.append import Draft

_HERE = Place("your answers")
_WHOLE_DAY = len("2026-03-02")
_RUNS = frozenset({"open", "in-progress"})
_NEW_DAY, _WHY, _DONE_ON = "due_on", "reason", "done_on"
_PROPORTIONALITY = "proportionality"
_STATUS = (
    Choice("open", "open", "not begun, or begun again"),
    Choice("in-progress", "in progress"),
    Choice("done", "done", "say what came of it, not that it was done"),
    Choice("not-done", "not done", "say why, and what is done instead; it then answers nothing"),
    Choice("withdrawn", "withdrawn", "no longer wanted: say why; it then answers nothing"),
)
_WORDS = {
    "open": "What happened so far?",
    "in-progress": "What happened so far?",
    "done": "What came of it?  not that it was done, but what is different now",
    "not-done": "Why not, and what is done instead?",
    "withdrawn": "Why is it withdrawn?",
}


def find_state(book: PlanDesk, action: str) -> ActionState:
    """The action of an id, in its present version. Raises SjtoolError (usage) where there is none to be seen."""
    standing = book.loaded.standing
    found = next((s for s in find_actions(standing) if standing.same(s.action.id, action)), None)
    if found is None or (found.is_covert and not sys.stderr.isatty()):
        raise no_action()
    return found


def no_action() -> SjtoolError:
    """There is no action of this id."""
    what, why = "there is no action of this id", "news is of one action"
    return usage("unknown-id", what, why, "sjtool plan CASE  lists them by id")


def say_action(book: PlanDesk, state: ActionState) -> None:
    """The action as it stands, and what was told of it."""
    view, width = book.view(), talk_width() - 1
    lines = [*action_lines(view, state, width)]
    lines += [] if state.is_covert else [*news_lines(view.context, state, width)]
    for line in lines:
        say(line)


def update_action(book: PlanDesk, action: str, *, as_json: bool) -> None:
    """Show the action, ask for the news, record it. Raises Stop where the officer leaves."""
    state = find_state(book, action)
    root = book.loaded.standing.root(state.action.id)
    say_action(book, state)
    with book.desk.live(book.loaded.path, f"plan-update-{root}") as live:
        fields = _fields(state)
        # Of a covert action nothing is to lie beside the case, not even while it is typed.
        typed = ask_form(book.desk.asker, fields) if state.is_covert else live.ask(root, fields)
        records = book.record(_sheets(state, typed))
    say_saved(records, as_json=as_json)


def _fields(state: ActionState) -> list[Field]:
    """Status, words by status (of a covert action none), and for one that runs a new day with its reason."""
    fields = [Field("status", "How does it stand?", "choice", required=True, choices=_STATUS)]
    if not state.is_covert:
        fields += [_words_field(status, state.action.kind) for status in _WORDS]
        fields.append(_day_field())
    fields.append(
        Field(
            _NEW_DAY,
            f"A new day, if it is put off?  {_say_due(state)}",
            "date",
            wanted=lambda answers: answers.get("status") in _RUNS,
            check=day_to_come,
            help="It corrects the action: both versions stay, with your reason. A signed plan is then signed again.",
        )
    )
    if state.is_covert and not is_reference(state.action.kind or ""):
        fields.append(reference_field(_puts_off))
    if not state.is_covert:
        fields.append(Field(_WHY, "Why is it put off?", required=True, wanted=_puts_off))
    if _PROPORTIONALITY in state.unsaid:
        prompt = "It restricts, and does not say why it is proportionate. Why is it?"
        fields.append(Field(_PROPORTIONALITY, prompt, required=True, wanted=_puts_off))
    return fields


def _words_field(status: str, kind: str | None) -> Field:
    def check(value: Any) -> str:
        return find_empty_ending(status, str(value), kind)

    return Field("what_happened", _WORDS[status], required=True, wanted=_has_status(status), check=check)


def _day_field() -> Field:
    """The day it was done: a supervisor sees that actions are done in time (APP, risk management plans)."""
    today = clock.today().isoformat()
    told = "A day other than today is put before your words: news of an action is kept by the day it was recorded."
    wanted = _has_status("done")
    return Field(
        _DONE_ON, "On which day was it done?", "date", True, default=today, past=True, wanted=wanted, help=told
    )


def _has_status(status: str) -> Callable[[dict[str, Any]], bool]:
    return lambda answers: answers.get("status") == status


def _puts_off(answers: dict[str, Any]) -> bool:
    return answers.get("status") in _RUNS and bool(answers.get(_NEW_DAY))


def _say_due(state: ActionState) -> str:
    return f"it is due {day_words(state.action.due_on)}" if state.action.due_on else "it has no day"


def _say_news(typed: dict[str, Any]) -> str | None:
    """The words, with the day before them on which it was done where that is not the day of recording."""
    words: str | None = typed.get("what_happened")
    day = str(typed.get(_DONE_ON) or "")
    if not words or not day or day == clock.today().isoformat():
        return words
    return f"{'On' if len(day) == _WHOLE_DAY else 'In'} {day_words(day)}: {words}"


def _sheets(state: ActionState, typed: dict[str, Any]) -> list[Sheet]:
    """The news, and the correction of the action where it is put off."""
    news = {"action": state.action.id, "status": typed["status"], "what_happened": _say_news(typed)}
    sheets = [Sheet(Draft("action_update", drop_empty(news)), _HERE)]
    if _puts_off(typed):
        kept = state.action.model_dump(by_alias=True, exclude_none=True, exclude={*LEDGER_KEYS})
        if state.is_covert:
            kept = {key: kept[key] for key in ("assessment", "kind", "owner", "handling") if key in kept}
            kept["kind"] = typed.get("kind") or kept.get("kind")
        more = {_PROPORTIONALITY: typed.get(_PROPORTIONALITY) or kept.get(_PROPORTIONALITY)}
        change = {"supersedes": state.action.id, _WHY: typed.get(_WHY, PUT_OFF), _NEW_DAY: typed[_NEW_DAY]}
        sheets.append(Sheet(Draft("action", drop_empty({**kept, **more, **change})), _HERE))
    return sheets
