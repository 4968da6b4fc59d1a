"""What stands before and under a question: the reminder where it discloses, and words left unfinished, offered back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sjtool.interview import conduct, screen
from sjtool.interview.plan import Question
from sjtool.interview.screen import INDENT

if TYPE_CHECKING:
    from sjtool.interview.terminal import Sitting


def remind(sitting: Sitting, question: Question) -> list[str]:
    """The reminder before the first question that discloses, a short one before the others; none once cleared."""
    is_again, sitting.last_at = sitting.last_at == sitting.interview.at, sitting.interview.at
    if is_again or not question.discloses or sitting.session.cleared_with or sitting.view.facing:
        return []
    notes = conduct.notes_at(sitting.questions, sitting.role, "disclosing-item")
    lines = screen.show_disclosing(sitting.view, sitting.questions, () if sitting.has_warned else notes)
    sitting.has_warned = True
    return lines


def offer(sitting: Sitting, question: Question) -> list[str]:
    """What was begun here and not entered, offered back; words held and notes begun go to the next note.

    Where the person may see the screen nothing of it is shown: an answer that was begun is kept for the note too.
    """
    unsent, interview, view = sitting.unsent, sitting.interview, sitting.view
    unsent.end_edit(question)
    waiting = [*unsent.take_waiting(question)]
    another = unsent.left_by(question)
    if (view.facing or another) and unsent.text(question).strip():
        waiting.append(f"{another} had begun: {unsent.text(question)}" if another else unsent.text(question))
        unsent.hold(question, tuple(waiting))
    for words in waiting:
        if words and words not in interview.held:
            interview.hold(words)
    lines: list[str] = []
    if interview.held:
        told = "your words" if view.facing else "; ".join(interview.held)
        lines += view.wrap(f"Kept for the note: {told}  (:again drops it)", INDENT)
    left = unsent.text(question)
    if not left.strip():
        return lines
    if view.plain:
        return [*lines, *view.wrap(f"Left unfinished: {left}  (Enter takes it; or type afresh)", INDENT)]
    told = "Left unfinished, and back in the line: finish it, or Ctrl-U clears it."
    return [*lines, *view.wrap(told, INDENT)]
