"""What stands above the first question: who is asked, how, in which order, what to begin with, where it goes on."""

from __future__ import annotations

from collections.abc import Sequence

from sjtool import clock
from sjtool.dates import day_words
from sjtool.interview import conduct, screen
from sjtool.interview.enquiry import Enquiry
from sjtool.interview.moves import NOT_FACING
from sjtool.interview.plan import Question
from sjtool.interview.screen import Screen
from sjtool.interview.session import Interview
from sjtool.interview.tally import count_items, left_for_later, number_of
from sjtool.model.enquiry import Session

_SHOWN = ("back", "skip", "note", "why", "last", "map", "jump", "edit", "who", "stop", "end", "quit")
_TALKS = ("person", "partner", "carer", "household")


def show_moves(view: Screen, without: frozenset[str] = frozenset()) -> list[str]:
    """The words for the moves, on one line or two."""
    hidden = without | (NOT_FACING if view.facing else frozenset())
    return ["", *view.wrap("  ".join([*(f":{name}" for name in _SHOWN if name not in hidden), ":help"]))]


def tell_begun(view: Screen, enquiry: Enquiry, session: Session) -> list[str]:
    """The head of the screen: who, how, in which order, what to begin with, when to stop."""
    lines = ["", *screen.show_header(view, enquiry.standing, session, enquiry.role)]
    lines += view.wrap(enquiry.speech.tell(), "") if enquiry.speech.name else []
    if view.facing:
        return [*lines, *show_moves(view)]
    order = conduct.tell_order(enquiry.standing, enquiry.questions, enquiry.role, enquiry.informant_id)
    workers = conduct.tell_workers(session) if enquiry.role in _TALKS else ""
    for told in filter(None, (_tell_earlier(enquiry, session), order, workers)):
        lines += view.wrap(told, "")
    notes = conduct.begin_notes(enquiry.questions, enquiry.role)
    signs = conduct.name_stop_signs(enquiry.questions, enquiry.role)
    notes_shown = [*screen.show_notes(view, notes, enquiry.questions), *screen.show_signs(view, signs)]
    return [*lines, "", *notes_shown, *show_moves(view)]


def _tell_earlier(enquiry: Enquiry, session: Session) -> str:
    """That this informant was asked this set before, and how an answer of then is corrected."""
    standing = enquiry.standing
    earlier = [
        one
        for one in standing.of(Session)
        if (one.set or "").split("@")[0] == enquiry.questions.set.id
        and standing.same(one.informant, enquiry.informant_id)
        and not standing.same(one.id, session.id)
    ]
    if not earlier:
        return ""
    last, day = standing.root(earlier[-1].id), day_words(earlier[-1].held_on) or "no date"
    return f"Asked this set before ({last}, {day}): :last shows what was said; --correct {last} corrects it."


def tell_resumed(
    view: Screen, enquiry: Enquiry, session: Session, interview: Interview, officer: str, *, is_begun_anew: bool
) -> list[str]:
    """Where it goes on, who began it when, and whether another officer goes on with it now."""
    first = enquiry.standing.case.find(enquiry.standing.root(session.id)) or session
    begun = screen.name_officer(enquiry.standing, first.by)
    today = clock.today().isoformat()
    when = screen.show_moment(first.at, today) if first.at else ""
    total = count_items(interview.plan)
    number = min(number_of(interview.plan, interview.at), total)
    here = interview.question.item.id if interview.question else ""
    own = f" (item {here} of the set)" if here and here != str(number) else ""
    spot = f"Resuming at item {number} of {total}{own}"
    lines = ["", *screen.show_header(view, enquiry.standing, session, enquiry.role)]
    lines += view.wrap(f"{spot}, begun by {begun} {when}".rstrip() + ".", "")
    if officer not in session.interviewers:
        lines += view.wrap(
            f"{screen.name_officer(enquiry.standing, officer)} goes on with it: answers from here on stand under that "
            "name, and the session says so.",
            "",
        )
    later = ", ".join(question.spot for question in left_for_later(interview))
    lines += view.wrap(f"Left for later: item {later}.", "") if later else []
    if session.held_on != today or is_begun_anew:
        told = "Answers go to that session, under its date. Is this a new sitting? Then :end it, and begin again."
        lines += view.wrap(told, "")
    return [*lines, *show_moves(view)]


def tell_correcting(view: Screen, enquiry: Enquiry, session: Session) -> list[str]:
    """That this session is over, and what a correction is."""
    told = "This session is over. Enter leaves an answer as it is; another answer corrects it, and you are asked why."
    both = "The old answer and the new one both stay in the case."
    lines = ["", *screen.show_header(view, enquiry.standing, session, enquiry.role)]
    return [*lines, *view.wrap(f"{told} {both}", ""), *show_moves(view, frozenset({"end"}))]


def tell_left_out(view: Screen, left_out: Sequence[Question]) -> list[str]:
    """Before the screen is turned: what will not be asked because nobody cleared it."""
    if not left_out:
        return []
    spots = ", ".join(dict.fromkeys(question.item.id for question in left_out))
    many = "," in spots
    told = f"Item{'s' if many else ''} {spots} can disclose and nobody has cleared {'them' if many else 'it'}: "
    told += f"{'they are' if many else 'it is'} left out while the screen faces them."
    return ["", *view.wrap(f"{told} Without --facing they can be cleared with :cleared.", "")]
