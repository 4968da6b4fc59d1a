"""How a line that is no move is taken: as the answer, as a reason for none, or held for the note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sjtool.interview.drawn import CONFIRM, Drawn, draw_again
from sjtool.interview.moves import is_reason, looks_like_move, read_reason

if TYPE_CHECKING:
    from sjtool.interview.terminal import Sitting


def answer(sitting: Sitting, typed: str) -> None:
    """Take a line at a question; an empty one leaves an answer as it is."""
    interview = sitting.interview
    question = interview.question
    if question is None:
        return
    if not typed.strip():
        if interview.given(question) and not interview.held and interview.is_settled(question):
            interview.go_on()
        else:
            sitting.tell("Nothing typed. :skip records why there is no answer.")
        return
    if looks_like_move(typed):
        sitting.unsent.hold(question, interview.held)
        sitting.tell("That looks like a command, and was not recorded. A move begins with a colon: :skip, :quit …")
        sitting.tell("If it is the answer, type a space before it.")
        return
    if is_reason(typed) and _is_meant_as_reason(sitting, typed):
        return
    take(sitting, typed)


def take(sitting: Sitting, typed: str) -> None:
    """Take words as the answer: saved where they can be, else held for the note."""
    interview, question = sitting.interview, sitting.interview.question
    is_same = typed.strip() == CONFIRM and question is not None
    outcome = interview.confirm(_said_last(sitting)) if is_same else interview.answer(typed)
    if outcome.draft is not None:
        if interview.correcting:
            sitting.unsent.watch(typed)  # it is not recorded until its reason is given too
        sitting.keep(outcome)
    elif question:
        held = " Your words are kept for the note (:again drops them)." if outcome.holds else ""
        sitting.unsent.hold(question, interview.held)
        sitting.tell(f"{outcome.trouble}{held}")


def _is_meant_as_reason(sitting: Sitting, typed: str) -> bool:
    """Words that are one of the reasons for no answer: asked which is meant, and recorded as the reason if so."""
    reason = read_reason(typed)[0]
    if reason is None:
        return False
    while True:
        said = sitting.ask_aside("That is one of the reasons for no answer. Record it as that?  y / n")
        if said is None or said.casefold() in {"n", "no"}:
            return said is None
        if said.casefold() in {"y", "yes"}:
            sitting.keep(sitting.interview.skip(reason))
            return True


def _said_last(sitting: Sitting) -> Drawn | None:
    """What this informant said of the question in an earlier session, once it was shown."""
    question = sitting.interview.question
    if question is None or question.key not in sitting.shown_last:
        return None
    said = [account for account in sitting.before.get(question.key, ()) if account.has_value]
    return draw_again(question, said[-1]) if said else None
