"""Notes on how to hold the interview, at the moment each matters. The tool reminds; it does not force."""

from __future__ import annotations

from collections.abc import Mapping

from sjtool.assess.accounts import find_accounts
from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.enquiry import Session
from sjtool.model.template import AskedOf, Conduct, QuestionSet

_STOP = "Stop sign: "
_NOTES_FOR: Mapping[AskedOf, frozenset[str]] = {
    "person": frozenset({"both", "person"}),
    "partner": frozenset({"both", "partner"}),
    "carer": frozenset({"both", "partner", "carer"}),
    "household": frozenset({"both"}),
}
"""Which notes each informant's interview shows, beside those for everyone."""


def notes_at(questions: QuestionSet, role: AskedOf, *moments: str) -> tuple[Conduct, ...]:
    """The notes for this informant at these moments, in the order of the set; a carer's are the partner's too."""
    who = _NOTES_FOR.get(role, frozenset()) | {"everyone"}
    return tuple(note for note in questions.set.conduct if note.when in moments and note.who in who)


def begin_notes(questions: QuestionSet, role: AskedOf) -> tuple[Conduct, ...]:
    """What to keep in mind just before the first question."""
    moments = {"person": "before-person", "partner": "before-partner", "carer": "before-partner"}
    return notes_at(questions, role, moments.get(role, ""))


def stop_signs(questions: QuestionSet, role: AskedOf) -> tuple[Conduct, ...]:
    """What to do when the interview must stop."""
    return tuple(note for note in notes_at(questions, role, "throughout") if note.text.startswith(_STOP))


def name_stop_signs(questions: QuestionSet, role: AskedOf) -> str:
    """The stop signs in a few words each, for one line above the questions."""
    named = (note.text.removeprefix(_STOP).split(".")[0] for note in stop_signs(questions, role))
    return "; ".join(named)


def tell_order(standing: Standing, questions: QuestionSet, role: AskedOf) -> str:
    """Whether the other adult was asked before: the partner comes first (001 3.9). Says when, never what.

    Nothing is said of a set that is not put to both.
    """
    set_id = questions.set.id
    if not {"person", "partner"} <= set(questions.set.asked_of) or role not in _NOTES_FOR:
        return ""
    others = standing.persons("partner") if role == "person" else ((standing.subject,) if standing.subject else ())
    dates = _asked_on(standing, set_id, {standing.root(other.id) for other in others})
    first = (day_words(dates[0]) if dates else "") or "a day not recorded"
    if role == "person":
        if not others:
            return "No partner is in the case."
        names = " or ".join(standing.label(other.id) for other in others)
        if dates:
            return f"After the partner: yes, {names} was asked on {first}."
        return f"Take note: {names} has not been asked yet. Where the order cannot be kept, say why in a :note."
    if dates:
        asked = f"{standing.label(others[0].id)} was asked already, on {first}"
        return f"Take note: {asked}. The partner comes first wherever that can be done: say in a :note why not."
    return "Before the person under assessment: yes, they have not been asked."


def _asked_on(standing: Standing, set_id: str, informants: set[str]) -> list[str]:
    """When any of these gave or refused an answer to this set."""
    held = [a for accounts in find_accounts(standing, set_id).values() for a in accounts if a.informant in informants]
    return sorted({account.session.held_on or "" for account in held if not account.is_open})


def tell_workers(session: Session) -> str:
    """A warning where one officer asks alone and no supervision is named; "" otherwise."""
    if len(session.interviewers) > 1 or session.supervision:
        return ""
    return "Take note: you are asking alone, and nobody is named who will go through the answers with you."
