"""What every act of `sjtool reactive` works with: the case, today, and how an event of it is checked and saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from shlex import quote
from typing import Any

from sjtool.ask.form import Field
from sjtool.assess.reactive import Ground
from sjtool.assess.reactive_footing import tell_footing
from sjtool.assess.reactive_state import ReactiveState, find_state
from sjtool.commands.desk import Desk
from sjtool.commands.next_steps import SHEETS
from sjtool.commands.saved import say_saved
from sjtool.console import say, say_wrapped, talk_width
from sjtool.loader import Loaded
from sjtool.model.decision import Event
from sjtool.model.people import Status
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet, check_sheets, drop_empty, read_sheets, refuse_strays
from sjtool.recording.reactive_rules import check_act
from sjtool.report.reactive_text import ReactiveView, conditions_lines
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Later, repoint

CONDITIONS_MENU, CHECKS_MENU = "reactive-conditions", "reactive-checks"
_OWN = frozenset({"id", "at", "by", "salt", "chain", "supersedes", "reason"})


@dataclass(frozen=True)
class Bench:
    """One case on one day, as it was named; `answers` is a file in place of the questions."""

    desk: Desk
    loaded: Loaded
    case: str
    today: date
    answers: str = ""
    as_json: bool = False

    @property
    def named(self) -> str:
        """The case as it is typed in a command."""
        return quote(self.case)

    @property
    def ground(self) -> Ground:
        """The case as the conditions read it."""
        return Ground(self.loaded.standing, self.today, hidden=self.loaded.hides_levels)

    @property
    def state(self) -> ReactiveState:
        """Where it stands with reactive management."""
        return find_state(self.loaded.standing, self.today, hidden=self.loaded.hides_levels)

    def view(self, *, at_screen: bool) -> ReactiveView:
        """The same to be shown."""
        menu = self.desk.library.menu(CONDITIONS_MENU)
        return ReactiveView(self.named, self.loaded.standing, self.state, menu, self.today, at_screen)

    def ref(self, menu: str) -> str:
        """A menu in its newest version, as it is pinned."""
        return self.desk.library.find(menu).ref

    def say_conditions(self) -> None:
        """Show the conditions before an officer is asked."""
        for line in conditions_lines(self.view(at_screen=True), talk_width()):
            say(line)

    def say_footing(self) -> None:
        """Say what of the open assessment is not rated, judged or signed; it bars nothing."""
        library, loaded = self.desk.library, self.loaded
        sheets = {library.find(name).ref: library.factor_set(name) for name in SHEETS}
        told = tell_footing(loaded.standing, sheets)
        if told:
            opened = f" ({loaded.standing.assessment.id})" if loaded.standing.assessment else ""
            say_wrapped(f"NOT DONE in the open assessment{opened}: {'; '.join(told)}.")
            say_wrapped("None of this is a condition of the source. Whether it can wait is yours to say, with why.")
            say()

    def say_event(self, event: Event) -> None:
        """Show an event whole to the officer who decides on it."""
        say_wrapped(f"{event.id}, by {event.by or 'nobody named'}, {event.held_on or 'undated'}")
        for title, words in (("Why", event.rationale), ("What", event.what), ("Reference", event.reference)):
            if words:
                say_wrapped(f"{title}: {words}", "  ")
        if event.evidence:
            say_wrapped(f"Rests on: {', '.join(event.evidence)}", "  ")

    def read(self, kinds: Sequence[str] = ("event",)) -> list[Sheet]:
        """The records of the answers file. Raises SjtoolError with what does not belong there."""
        answers = read_answers(self.answers, "event")
        refuse_strays(answers, "event")
        return read_sheets(answers, kinds)

    def save(self, sheets: Sequence[Sheet], menu: str, *, as_shown: bool = False) -> list[str]:
        """Check all of it, then write all of it; what was saved is told. Raises SjtoolError, with nothing written.

        `as_shown`: nothing may have been recorded since the case was shown.
        """
        check_sheets(self.loaded.case, sheets)
        check_act(self.loaded, sheets, self.desk.officer, self.today)
        pins = self.desk.pins(self.loaded, self.ref(menu))
        moved: dict[int, Later | str] = {n: Later(n + len(pins)) for n in range(len(sheets))}
        drafts = [*pins, *(repoint(sheet.draft, moved) for sheet in sheets)]
        saved = self.desk.append(self.loaded.path, drafts, only_after=self.loaded.case.head if as_shown else "")
        say_saved(saved, as_json=self.as_json)
        return [record.id for record in saved if record.kind_name == "event"]

    def status(self, management: str) -> Sheet:
        """A status that repeats what stands and says how the person is managed: prints read the last one."""
        before = next(iter(reversed(self.loaded.standing.of(Status))), None)
        keys: dict[str, Any] = before.model_dump(mode="json", exclude=set(_OWN), exclude_none=True) if before else {}
        return Sheet(Draft("status", {**drop_empty(keys), "management": management}), Place("your answers"))


def held_on(bench: Bench, prompt: str) -> Field:
    """The day of an act; today stands."""
    return Field("held_on", prompt, "date", required=True, default=bench.today.isoformat(), past=True)


def must_be_yes(key: str, prompt: str, otherwise: str, hint: str = "") -> Field:
    """A question that is only passed with yes: what follows rests on it."""
    return Field(key, prompt, "yes_no", required=True, check=lambda value: "" if value else otherwise, help=hint)


def listed(value: object) -> list[Any]:
    """A list as it was given, or what stands in place of one: whether that will do is found with everything else."""
    return list(value) if isinstance(value, list | tuple) else [] if value is None else [value]


def complete(sheet: Sheet, keys: dict[str, Any]) -> Sheet:
    """The same record with what the command settles."""
    return sheet.with_draft(Draft(sheet.draft.kind, {**sheet.draft.keys, **keys}))
