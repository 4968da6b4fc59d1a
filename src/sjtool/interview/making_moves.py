"""What each move does in a sitting. A move that returns True has the question put again, so that it stands last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from sjtool import clock
from sjtool.ask.fields import is_id
from sjtool.ask.form import Back, Field, ask_form
from sjtool.ask.stop import Stop
from sjtool.errors import SjtoolError
from sjtool.interview.asides import Left, ask_aside, ask_reason
from sjtool.interview.last_time import show_last
from sjtool.interview.moves import read_reason
from sjtool.interview.noted import has_words
from sjtool.interview.screen import show_counts, show_moment
from sjtool.interview.taking import take
from sjtool.model.missing import Missing

if TYPE_CHECKING:
    from sjtool.interview.terminal import Sitting


def _back(sitting: Sitting, _rest: str) -> bool:
    sitting.flush()
    if not sitting.interview.back():
        sitting.tell("This is the first question.")
    return False


def _jump(sitting: Sitting, rest: str) -> bool:
    interview = sitting.interview
    found = interview.find(rest)
    if len(found) == 1:
        sitting.flush()
        interview.jump(found[0])
        return True
    if not found:
        sitting.tell("There is no such item here. :map lists them." if rest else "To which item? :jump 20")
        return False
    spots = [interview.plan[n] for n in found]
    named = "; ".join(q.spot if sitting.view.facing else f"{q.spot} {q.title}" for q in spots)
    chosen = sitting.ask_aside(f"Which of these? {named}  (its number, or Enter for none)")
    return _jump(sitting, chosen) if chosen else True


def _skip(sitting: Sitting, rest: str) -> bool:
    reason, words = read_reason(rest)
    more: str | None = words
    question = sitting.interview.question
    begun = sitting.unsent.text(question) if question else ""
    if reason is None:
        if rest and question:
            sitting.interview.hold(rest)
            sitting.unsent.hold(question, sitting.interview.held)
            sitting.tell("That is not one of the reasons; your words are kept for the note.")
        with sitting.aside():
            reason, words = ask_reason(sitting.asker, sitting.view)
            more = _ask_more(sitting, reason) if reason and not words and not rest else words
    if reason is None or more is None:
        return True
    if has_words(begun):
        sitting.interview.hold(begun)  # a key leads here with an answer begun: its words stay, as a note
    sitting.keep(sitting.interview.skip(reason, more))
    return False


def _ask_more(sitting: Sitting, reason: Missing) -> str | None:
    """Words about a reason; None where the officer goes back. Called away here, the reason is saved all the same."""
    sitting.tell("Anything to add?  Enter passes.")
    try:
        return ask_aside(sitting.asker)
    except (Left, Stop, KeyboardInterrupt):
        question = sitting.interview.question
        half = sitting.unsent.take_aside(question) if question else ""
        sitting.keep(sitting.interview.skip(reason))
        if question and half.strip():
            sitting.unsent.hold(question, (half,))
        raise


def _note(sitting: Sitting, rest: str) -> bool:
    question = sitting.interview.question
    named = f"item {question.spot}" if question else "this"
    words = rest or sitting.ask_aside(f"Your note on {named}  (for the one before, :back first)")
    if not words:
        return True
    sitting.keep(sitting.interview.note(words))
    return False


def _again(sitting: Sitting, _rest: str) -> bool:
    question = sitting.interview.question
    if not sitting.interview.held:
        sitting.tell("No words are held here. A note that was saved stays; it can be corrected by another.")
        return False
    sitting.interview.forget()
    if question:
        sitting.unsent.drop(question)
    sitting.tell("Dropped. Type the answer afresh.")
    return False


def _edit(sitting: Sitting, _rest: str) -> bool:
    """Write the answer in the officer's editor, from what was begun or, of free text, what stands."""
    question = sitting.interview.question
    if question is None:
        return False
    standing = sitting.interview.given(question)
    old = str(standing.value) if standing and question.wording.answer == "text" and standing.value else ""
    before = sitting.unsent.text(question) or old
    sitting.tell("Your editor opens. Save and leave it to come back here (in vi: Esc, then :wq and Enter).")
    try:
        written, trouble = sitting.edit(before, partial(sitting.unsent.edits, question))
    except SjtoolError as error:
        sitting.tell(f"{error.problems[0].what}. {error.problems[0].fix}".capitalize())
        return False
    sitting.unsent.end_edit(question)
    if trouble:
        sitting.tell(trouble)
    if not written.strip() or written == old or trouble:
        sitting.unsent.go_to(question)
        sitting.unsent.watch(written if written != old else "")
        sitting.tell(
            "What was written stands in the line." if written.strip() and trouble else "Nothing new was written."
        )
        return True
    take(sitting, written)
    return False


def _last(sitting: Sitting, _rest: str) -> bool:
    question = sitting.interview.question
    if question:
        sitting.shown_last.add(question.key)
        sitting.say(show_last(sitting.view, sitting.before, question))
    return False


def _cleared(sitting: Sitting, rest: str) -> bool:
    words = rest or sitting.ask_aside("Who cleared it, and when?")
    if words:
        sitting.amend("clearance recorded in the session", cleared_with=words)
        sitting.tell("Clearance recorded.")
    return not words


def _who(sitting: Sitting, _rest: str) -> bool:
    """Who asks and who is there, and a change of it; the session as it was stays and is superseded."""
    session = sitting.session
    now = {"interviewers": list(session.interviewers), "others_present": session.others_present or ""}
    fields = [
        Field(
            "interviewers",
            "Who is asking? Officer ids, with commas",
            "list",
            required=True,
            check=lambda ids: "" if all(map(is_id, ids)) else "Not ids: letters, digits, dot and dash.",
        ),
        Field(
            "others_present", "Who else is there?", "line", help="See each adult alone. Say who is near, children too."
        ),
    ]
    with sitting.aside():
        try:
            said = ask_form(sitting.asker, fields, now, may_leave=True)
        except Back:
            return True
        finally:
            sitting.asker.typed.clear()
    new = {"interviewers": tuple(said["interviewers"]), "others_present": said.get("others_present")}
    if new == {"interviewers": session.interviewers, "others_present": session.others_present}:
        sitting.tell("As before.")
    else:
        sitting.amend("who is present changed in the session", **new)
        sitting.tell("Recorded.")
        for unknown in sitting.unknown_officers(said["interviewers"]):
            sitting.tell(f"{unknown} has no officer record in this case: prints will show the id alone.")
    return True


def _time(sitting: Sitting, _rest: str) -> bool:
    """When the session began and how long it is; counts, no judgement of pace."""
    now = clock.now()
    if sitting.begun:
        words = show_moment(sitting.begun, clock.today().isoformat())
        sitting.tell(f"The session began {words}. It is {now.astimezone():%H:%M} now.")
    minutes = int((now - sitting.sat_down).total_seconds() // 60)
    sitting.tell(
        f"At it for {minutes} {'minute' if minutes == 1 else 'minutes'} this time. {show_counts(sitting.interview)}."
    )
    return False


DO: Mapping[str, Callable[[Sitting, str], bool]] = {
    "back": _back,
    "jump": _jump,
    "skip": _skip,
    "note": _note,
    "again": _again,
    "edit": _edit,
    "last": _last,
    "cleared": _cleared,
    "who": _who,
    "time": _time,
}
"""Moves that do something; the others show a page or leave."""
