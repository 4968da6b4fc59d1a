"""Next steps that come of what happened: a change not settled yet, and what reactive management leaves to do."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sjtool.assess.reactive_state import find_state
from sjtool.assess.standing import Standing
from sjtool.assess.step import Step
from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.text import count_words


def find_change_steps(standing: Standing, case: str) -> Iterator[Step]:
    """Each significant change of which nobody has said whether it opens a review (source 004, significant change)."""
    for event in standing.of(Event):
        if event.kind == "significant-change" and event.opens_review is None:
            state = f"{event.id} of {day_words(event.held_on) or 'no date'}: say whether it opens a review"
            yield Step("settle a change", state, f"sjtool add {case} event --supersedes {event.id}")


def find_reactive_steps(standing: Standing, case: str, today: date) -> Iterator[Step]:
    """What is to do under reactive management, and nothing else: no visit, no ARMS, no review day (source 004)."""
    state = find_state(standing, today)
    check = f"sjtool reactive {case} --check"
    if state.open_effects:
        yield Step("after the approval", f"{count_words(len(state.open_effects), 'thing')} to do still", check)
    if state.is_check_overdue and state.check_due:
        yield Step("yearly checks", f"due {day_words(state.check_due.isoformat())}", check)
    for news in state.news:
        yield Step("new information", f"{news}: is it a significant change?", f"sjtool reactive {case}")
