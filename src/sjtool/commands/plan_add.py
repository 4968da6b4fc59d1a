"""`sjtool plan --add`: one action after another, from what it answers to who does it by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sjtool.ask.form import Back, Field, ask_form, ask_one
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.plan_desk import PlanDesk, tell_saved
from sjtool.commands.plan_entry import COVERT, ENTRY, OWN, entry_field, resolve_menu, say_entry
from sjtool.commands.plan_form import COVERT_NOTE, STATUS, action_fields, action_keys, covert_fields
from sjtool.commands.plan_gaps import ANSWERS, NONE, gaps_field, is_for_scenario, next_gap, resolve_named, title_gaps
from sjtool.commands.plan_owner import with_owner
from sjtool.commands.saved import say_saved
from sjtool.console import say, say_wrapped, talk_width
from sjtool.model.record import Record
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.recording.menu_entries import find_entry
from sjtool.report.plan_text import gap_lines, say_want
from sjtool.report.plan_view import PlanView
from sjtool.store.append import Draft, Later

_HERE = Place("your answers")
_WHAT, _WORDS = "what", "words"


def add_actions(book: PlanDesk, named: Sequence[str], menu: str, *, as_json: bool) -> None:
    """Ask for an action and record it, then offer the next gap. Raises Stop where the officer leaves."""
    answers = resolve_named(book, named)
    entry, listed = resolve_menu(book.desk.library, menu)
    saved: list[Record] = []
    try:
        while True:
            with book.desk.live(book.loaded.path, "plan-add") as live:
                made = book.record(_Adding(book, live, answers, entry, listed).ask())
            say_saved(made)
            saved += made
            gap = next_gap(book.view())
            if gap is None:
                say("Nothing is left without an answer.")
                return
            say_wrapped(f"Next without an answer: {say_want(book.view().context, gap)}")
            if not ask_one(book.desk.asker, Field("more", "Add an action for it?", "yes_no", required=True)):
                return
            answers, entry, listed = [gap.ref], "", ""
    finally:
        tell_saved(saved, as_json=as_json)


class _Adding:
    """One action in the making; what was given beforehand is not asked."""

    def __init__(self, book: PlanDesk, live: LiveForms, answers: Sequence[str], entry: str, menu: str) -> None:
        self._book, self._live, self._view = book, live, book.view()
        self._given: dict[str, Any] = drop_empty({ANSWERS: list(answers), ENTRY: entry})
        self._menu = menu

    def ask(self) -> list[Sheet]:
        """The drafts. `:back` leads from the words to the choice of the entry."""
        what, from_end = dict(self._given), False
        while True:
            what = self._ask_what(what, from_end=from_end)
            try:
                return self._ask_words(what)
            except Back:
                from_end = True

    def _ask_what(self, before: dict[str, Any], *, from_end: bool) -> dict[str, Any]:
        """What it answers and where it is from, as far as that is not known."""
        fields = []
        if ANSWERS not in self._given:
            self._say_gaps(self._view)
            fields.append(gaps_field(self._book, self._view))
        else:
            say_wrapped(f"It answers: {title_gaps(self._view, self._given[ANSWERS])}")
        if ENTRY not in self._given:
            fields += self._entry_fields()
        if not fields:
            return dict(self._given)
        return {**self._given, **self._live.ask(_WHAT, fields, before, from_end=from_end)}

    def _entry_fields(self) -> list[Field]:
        """Which entry; for a scenario an action of one's own is offered, as no menu has what to do then."""

        def is_contingency(answers: dict[str, Any]) -> bool:
            return is_for_scenario(self._view, answers.get(ANSWERS, self._given.get(ANSWERS, ())))

        library, menu = self._book.desk.library, self._menu
        return [
            replace(entry_field(library, menu, default="" if menu else OWN), wanted=is_contingency),
            replace(entry_field(library, menu), wanted=lambda answers: not is_contingency(answers)),
        ]

    def _say_gaps(self, view: PlanView) -> None:
        say("Nothing answers:")
        for line in gap_lines(view, talk_width() - 1):
            say(line)

    def _ask_words(self, what: dict[str, Any]) -> list[Sheet]:
        """The words of the action. Raises Back at the first question."""
        name, officer = what[ENTRY], self._book.desk.officer
        may_leave = not {ANSWERS, ENTRY} <= self._given.keys()
        if name == COVERT:
            # Not kept while it is typed: nothing of a covert action is to lie beside the case.
            self._live.drop(_WHAT)
            say_wrapped(COVERT_NOTE)
            hidden = with_owner(covert_fields(officer), self._book.loaded.standing)
            return _covert(ask_form(self._book.desk.asker, hidden, may_leave=may_leave))
        answers = [ref for ref in what[ANSWERS] if ref != NONE]
        contingency = is_for_scenario(self._view, answers)
        chosen = None if name == OWN else find_entry(self._book.desk.library, name)
        if chosen:
            say_entry(self._live, chosen)
        fields = action_fields(chosen, officer, contingency=contingency, loose=not answers)
        typed = self._live.ask(_WORDS, with_owner(fields, self._book.loaded.standing), may_leave=may_leave)
        keys = action_keys(typed, chosen, answers, contingency=contingency)
        return [Sheet(Draft("action", drop_empty(keys)), _HERE)]


def _covert(typed: dict[str, Any]) -> list[Sheet]:
    """A covert action, and how it stands where it has begun."""
    keys = {key: value for key, value in typed.items() if key != STATUS}
    sheets = [Sheet(Draft("action", {**keys, "handling": "covert"}), _HERE)]
    if typed[STATUS] != "open":
        sheets.append(Sheet(Draft("action_update", {"action": Later(0), "status": typed[STATUS]}), _HERE))
    return sheets
