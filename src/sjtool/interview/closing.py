"""How a sitting ends: the last look, the end of a session, a pause, and why an answer of an ended one is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sjtool.ask.stop import Stop
from sjtool.interview import screen
from sjtool.interview.moves import read_move
from sjtool.interview.plan import Question
from sjtool.interview.screen import INDENT
from sjtool.interview.start import end_session
from sjtool.interview.tally import count_items, count_states, left_for_later
from sjtool.store.append import Draft

if TYPE_CHECKING:
    from sjtool.interview.terminal import Sitting

_NOT_HERE = frozenset({"note", "skip", "why", "again", "edit", "last", ""})


def close(sitting: Sitting) -> bool:
    """All questions have been put: a last look before the session ends. False when it is over."""
    interview, view = sitting.interview, sitting.view
    if interview.correcting:
        sitting.say(["", *view.wrap("That was the last question. Enter leaves; :back and :jump go to another.")])
    else:
        total = count_items(interview.plan)
        put = f"All {total} questions have been put" if total > 1 else "The question has been put"
        told = f"{put}: {screen.show_counts(interview)}."
        sitting.say(["", *view.wrap(told)])
        later = ", ".join(question.spot for question in left_for_later(interview))
        if later:
            sitting.say(view.wrap(f"Left for later: item {later}."))
        sitting.say(view.wrap("Enter ends the session. :back and :jump correct an answer; :quit leaves it open."))
    sitting.asker.watch = None
    try:
        return _ask_last(sitting)
    finally:
        sitting.asker.watch = sitting.unsent.watch


def _ask_last(sitting: Sitting) -> bool:
    """Enter, or a move that leads back to a question. False when the sitting is over."""
    while True:
        try:
            typed = sitting.asker.ask_line(sitting.prompt)
        except Stop:
            typed = ""
        name, rest = read_move(typed) or ("", "")
        if not typed.strip() or name == "end":
            return not sitting.interview.correcting and not end(sitting)
        if name in _NOT_HERE:
            sitting.tell("Every question has its answer: :jump ITEM goes to one. Enter ends the session.")
            continue
        sitting.move(name, rest)
        if sitting.interview.question is not None:
            return True


def end(sitting: Sitting) -> bool:
    """Record that the session is over; True unless the officer thinks better of it."""
    sitting.flush()
    interview = sitting.interview
    missing = count_states(interview)["open"]
    if missing and not _is_sure(sitting, f"{missing} not yet put. End the session all the same?  y / n"):
        return False
    _settle_begun(sitting)
    record = sitting.save(end_session(interview.session, complete=not missing))
    left = sitting.unsent.close(interview.plan)
    if left:
        sitting.tell(f"Words begun at items that were not asked this time are kept in {left}.")
    _turn_back(sitting)
    session = interview.session if isinstance(interview.session, str) else sitting.session.id
    sitting.tell(f"saved {record.id}: the session is over ({session}). Next: {sitting.onward}")
    return True


def _settle_begun(sitting: Sitting) -> None:
    """Words that were begun and never entered are saved as notes, or let go because the officer says so."""
    begun = sitting.unsent.begun(sitting.interview.plan)
    if not begun:
        return
    for question in begun:
        sitting.tell(f"Begun at item {question.spot} and never entered: {sitting.unsent.text(question)}")
    if _is_sure(sitting, "Save these words as notes of their items?  y / n  (n lets them go)"):
        for question in begun:
            words = sitting.unsent.text(question)
            sitting.interview.jump(sitting.interview.plan.index(question))
            sitting.keep(sitting.interview.note(words))


def _is_sure(sitting: Sitting, question: str) -> bool:
    """A plain yes or no; anything else is asked again, and an empty line is no."""
    while True:
        said = (sitting.ask_aside(question) or "n").strip().lower()
        if said in {"y", "yes", "n", "no"}:
            return said.startswith("y")


def leave(sitting: Sitting, more: str) -> None:
    """Where things stand when the officer goes. Words held are saved first; what is being typed is kept."""
    question = sitting.interview.question
    _turn_back(sitting)
    if sitting.interview.correcting:
        told = "What was corrected is saved." if sitting.has_saved else "Nothing was changed."
        sitting.say(["", *sitting.view.wrap(f"Left. {told}")])
        return
    sitting.flush()
    if sitting.has_saved:
        sitting.pause()
    told = screen.show_progress(sitting.interview)
    sitting.say(["", *sitting.view.wrap(f"{told} This resumes there:"), f"{INDENT}{sitting.resume}"])
    if question and sitting.unsent.text(question).strip():
        sitting.say(sitting.view.wrap("What you were typing is kept beside the case and comes back with the question."))
    if more:
        sitting.say(sitting.view.wrap(more))


def _turn_back(sitting: Sitting) -> None:
    """Where the person could see the screen: what stands on it is wiped before anything else is said."""
    if sitting.view.facing:
        sitting.wipe()
        sitting.tell("Turn the screen back.")


def ask_why_corrected(sitting: Sitting, question: Question, draft: Draft) -> str:
    """Why an answer of a session that is over is corrected; "" where it is not. Only what was answered then can be."""
    if "supersedes" not in draft.keys:
        sitting.tell("Nothing was recorded of this in that session: ask it in a new one.")
        return ""
    while (
        reason := sitting.ask_aside("The session is over. Why is this corrected? (:back leaves it as it was)")
    ) == "":
        pass
    if reason is None:
        sitting.interview.forget()
        sitting.unsent.drop(question)
        sitting.tell("Not changed.")
    return reason or ""
