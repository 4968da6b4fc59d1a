"""Notes on how to hold the interview, at the moment each matters. The tool reminds; it does not force."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sjtool.assess.accounts import find_accounts
from sjtool.assess.company import names_worker
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


def tell_order(standing: Standing, questions: QuestionSet, role: AskedOf, informant: str = "") -> str:
    """Whether the other adult was asked before: the partner comes first (001 3.9). Says when, never what.

    Nothing is said of a set that is not put to both.
    """
    if not {"person", "partner"} <= set(questions.set.asked_of) or role not in _NOTES_FOR:
        return ""
    if role == "person":
        return _tell_person(standing, questions.set.id)
    return _tell_aside(standing, questions.set.id, informant)


def _tell_person(standing: Standing, set_id: str) -> str:
    """Before the person is asked: whether the partner was."""
    others = standing.persons("partner")
    if not others:
        return "No partner is in the case."
    names = " or ".join(standing.label(other.id) for other in others)
    asked = _asked_on(standing, set_id, {standing.root(other.id) for other in others})
    if asked:
        return f"After the partner: yes, {names} was asked on {_day(asked)}."
    return f"Take note: {names} has not been asked yet. Where the order cannot be kept, say why in a :note."


def _tell_aside(standing: Standing, set_id: str, informant: str) -> str:
    """Before a partner or carer is asked: whether the person was, and who was first."""
    subject = standing.subject
    asked = _asked_on(standing, set_id, {standing.root(subject.id)}) if subject else []
    own = _asked_on(standing, set_id, {standing.root(informant)}) if informant else []
    if asked and own and own[0] <= asked[0]:
        return f"Before the person under assessment: yes, first asked on {_day(own)}."
    if asked and subject:
        told = f"{standing.label(subject.id)} was asked already, on {_day(asked)}"
        return f"Take note: {told}. The partner comes first wherever that can be done: say in a :note why not."
    return "Before the person under assessment: yes, they have not been asked."


def _day(asked: list[tuple[str, datetime]]) -> str:
    return day_words(asked[0][0]) or "a day not recorded"


def _asked_on(standing: Standing, set_id: str, informants: set[str]) -> list[tuple[str, datetime]]:
    """When any of these gave or refused an answer to this set, the first time first: the day, and when recorded."""
    held = [a for accounts in find_accounts(standing, set_id).values() for a in accounts if a.informant in informants]
    return sorted((a.session.held_on or "", a.response.recorded_at()) for a in held if not a.is_open)


def tell_workers(session: Session) -> str:
    """A warning where one officer asks alone and no supervision is named; "" otherwise."""
    if len(session.interviewers) > 1 or session.supervision or names_worker(session.others_present):
        return ""
    return "Take note: you are asking alone, and nobody is named who will go through the answers with you."
