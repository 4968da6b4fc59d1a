"""Reactive management on a screen or as text: each condition, why it stands so and on what records, then what follows.

No officer's word stands here. The person's label is for a screen alone; away from one the case is named by its id.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sjtool.assess.reactive_ground import Condition
from sjtool.assess.reactive_state import ReactiveState, is_bar
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.menu import Menu
from sjtool.report.reactive_words import EFFECTS, FINAL, NOT_TOLD, STATES, WITHDRAWAL, record_day, say_stage, show_with
from sjtool.text import count_words, wrap_text

_INDENT = " " * 11


@dataclass(frozen=True)
class ReactiveView:
    """What is shown: the case under the name it was asked for by, its state, the menu of the conditions."""

    case: str
    standing: Standing
    state: ReactiveState
    menu: Menu
    today: date
    at_screen: bool = False

    def title(self, condition: Condition) -> str:
        """The title of a condition, as the menu has it."""
        return next((entry.title for entry in self.menu.entry if entry.id == condition.id), condition.id)


def render_reactive(view: ReactiveView, width: int) -> str:
    """Where it stands, the conditions, what is still to be shown and how, what follows, and who decides."""
    lines = [*_head(view, width), "", *conditions_lines(view, width)]
    lines += ["", *_to_show(view, width)]
    lines += ["", *_follows(view, width), "", *wrap_text(WITHDRAWAL, width)]
    if view.state.again:
        lines += ["", *wrap_text(view.state.again, width)]
    return "\n".join([*lines, "", *wrap_text(FINAL, width)]) + "\n"


def _head(view: ReactiveView, width: int) -> Iterator[str]:
    header = view.standing.case.header
    subject = view.standing.subject
    label = f" · {subject.label}" if view.at_screen and subject and subject.label else ""
    training = " · training case" if header.training else ""
    yield from wrap_text(f"{header.case}{label}{training} · {header.marking}", width)
    yield from wrap_text(f"Reactive management: {say_stage(view.state)}", width)
    state = view.state
    span = f"{day_words(state.first.isoformat())} to {day_words(state.day.isoformat())}"
    since = ", and what came since" if state.day < view.today else ""
    yield from wrap_text(f"The three years looked at: {span}{since}.", width)


def conditions_lines(view: ReactiveView, width: int) -> Iterator[str]:
    """Every condition: its state and title, why, and its records with their days."""
    counts = ", ".join(f"{len(view.state.of(state))} {word.lower()}" for state, word in STATES.items())
    yield from wrap_text(f"Conditions, all of which have to be met: {counts}", width)
    for condition in view.state.conditions:
        yield from wrap_text(view.title(condition), width, _INDENT, f"{STATES[condition.state]:<11}")
        yield from wrap_text(condition.why, width, _INDENT, _INDENT)
        if condition.exception:
            yield from wrap_text(
                "Exception: case by case, while the discharge is being sought.", width, _INDENT, _INDENT
            )
        if condition.records:
            named = ", ".join(say_record(view.standing, record) for record in condition.records)
            yield from wrap_text(f"Records: {named}", width, _INDENT, _INDENT)


def say_record(standing: Standing, record_id: str) -> str:
    """`j-001 (2 March 2026)`, or the id alone where the record has no day."""
    day = day_words(record_day(standing, record_id))
    return f"{record_id} ({day})" if day else record_id


def _to_show(view: ReactiveView, width: int) -> Iterator[str]:
    """What is still to be shown, each with the command for it."""
    open_ = [condition for condition in view.state.conditions if is_bar(condition)]
    if not open_:
        yield "Nothing is left to be shown."
        return
    yield f"Still to be shown or met: {count_words(len(open_), 'condition')}"
    by_command: dict[str, list[str]] = {}
    for condition in open_:
        by_command.setdefault(show_with(view.state, condition, view.case), []).append(view.title(condition))
    for command, titles in by_command.items():
        yield f"  {command}"
        yield from wrap_text("; ".join(titles), width, "      ", "      ")


def _follows(view: ReactiveView, width: int) -> Iterator[str]:
    """What has followed or would, the yearly check, and what came in and waits for a decision."""
    state = view.state
    if state.stage != "reactive":
        yield from wrap_text("Once a supervisor has approved it:", width)
        for words in (*(EFFECTS[one] for one in EFFECTS if one != "person-told"), NOT_TOLD):
            yield from wrap_text(words, width, "    ", "  - ")
        return
    yield "What has followed:"
    for effect, words in EFFECTS.items():
        said = "done" if effect in state.followed else "OPEN" if effect in state.open_effects else "no, and need not be"
        yield from wrap_text(f"{said}: {words}", width, "    ", "  - ")
    if state.check_due:
        late = " OVERDUE." if state.is_check_overdue else ""
        last = f"last made {day_words(state.checked_on)}" if state.checked_on else "none made yet"
        words = f"Yearly checks: {last}; the next by {day_words(state.check_due.isoformat())}.{late}"
        yield from wrap_text(f"{words}  sjtool reactive {view.case} --check", width)
    if state.news:
        named = ", ".join(say_record(view.standing, record) for record in state.news)
        words = f"Come in since, and not decided yet whether it is a significant change: {named}."
        yield from wrap_text(words, width)
