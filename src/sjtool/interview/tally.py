"""How far an interview is, counted in items: an item put in several parts is one of its set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sjtool.interview.plan import Question
from sjtool.interview.session import Interview
from sjtool.model.missing import BY_ID

_WORST_FIRST = ("open", "later", "answered", "none")


def number_of(plan: Sequence[Question], at: int) -> int:
    """The number of the item at a place of the plan, from 1; one more than there are where the plan is done."""
    return len({question.item.id for question in plan[: at + 1]}) + (at >= len(plan))


def part_of(plan: Sequence[Question], at: int) -> str:
    """`, part 1 of 2` for a question that is one of several an item is put in; else nothing."""
    places = [n for n, question in enumerate(plan) if question.item.id == plan[at].item.id]
    return f", part {places.index(at) + 1} of {len(places)}" if len(places) > 1 else ""


def count_items(plan: Sequence[Question]) -> int:
    """How many items a plan puts."""
    return len({question.item.id for question in plan})


def count_states(interview: Interview) -> Counter[str]:
    """How many items are `answered`, `none` (a reason instead), `later` and `open`; an item is as open as any part."""
    states: dict[str, set[str]] = {}
    for question in interview.plan:
        states.setdefault(question.item.id, set()).add(_state_of(interview, question))
    return Counter(next(state for state in _WORST_FIRST if state in found) for found in states.values())


def left_for_later(interview: Interview) -> tuple[Question, ...]:
    """Questions that were passed over and are still to be asked."""
    return tuple(question for question in interview.plan if _state_of(interview, question) == "later")


def settled_items(interview: Interview) -> list[bool]:
    """For each item in order, whether all of it has an answer or a reason for none."""
    settled: dict[str, bool] = {}
    for question in interview.plan:
        settled[question.item.id] = settled.get(question.item.id, True) and interview.is_settled(question)
    return list(settled.values())


def _state_of(interview: Interview, question: Question) -> str:
    response = interview.given(question)
    if response is None or not interview.is_settled(question):
        return "none" if interview.is_settled(question) else "open"
    if response.missing is None:
        return "answered"
    return "later" if BY_ID[response.missing].open else "none"
