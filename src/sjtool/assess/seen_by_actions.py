"""Which actions of the plan the person under assessment is given, and why not the others.

How somebody is watched, when they are visited and what is done if it goes wrong is for those who do it, unless it was
agreed with them; what keeps other people safe is for these people. Whether something was agreed is read from its words.
"""

from __future__ import annotations

import re

from sjtool.assess.seen_by_others import find_others_words
from sjtool.assess.seen_by_reasons import LeftOut
from sjtool.assess.seen_by_text import names_of, texts_of
from sjtool.assess.standing import Standing
from sjtool.model.decision import Action
from sjtool.model.people import Person

_WATCHING = frozenset({"supervision", "monitoring-and-control", "contingency"})
_PRONOUNS = {"male": ("he", "him", "his"), "female": ("she", "her", "her")}
_FOR_PARTNERS = "partner-interventions@"
_UNTOLD = re.compile(r"\b(?:unannounced|(?:without|no) (?:any )?notice|not told)\b", re.IGNORECASE)
"""Words that tell when nobody is told beforehand: agreed or not, they are not for the person."""


def why_action_is_not_for_person(standing: Standing, action: Action, guarded: frozenset[str]) -> LeftOut | None:
    """Why an action is not in the person's copy; `guarded` are the ids of people who are kept confidential."""
    words = "\n".join(text for key, text in texts_of(action) if key not in {"menu_entry", "answers", "pillar"})
    if any(name.search(words) for one in standing.case.of(Person) if one.id in guarded for name in names_of(one)):
        return "victims"
    others = find_others_words(standing)
    is_agreed = _is_agreed(standing, action, words) and not others.concern_others(words)
    if action.pillar in _WATCHING:
        return None if is_agreed and not _UNTOLD.search(words) else "supervision"
    if action.pillar == "victim-safety":
        return None if is_agreed else "safety"
    heads = "\n".join(filter(None, (action.kind, action.objective)))
    is_theirs = (action.menu_entry or "").startswith(_FOR_PARTNERS) or others.name_others(heads)
    return "safety" if is_theirs and not is_agreed else None


def _is_agreed(standing: Standing, action: Action, words: str) -> bool:
    """Whether it says that the person does it, or agreed to it."""
    person = standing.subject
    if person is None:
        return False
    if action.owner and (standing.same(action.owner, person.id) or action.owner == person.label):
        return True
    he, him, his = _PRONOUNS.get(person.gender or "", ("they", "them", "their"))
    label = re.escape((person.label or person.id).partition(" (")[0])
    agreed = (
        rf"\b(?:(?:{he}|{label}) (?:has |had )?(?:agreed|agrees|signed|consented|asked for)"
        rf"|(?:agreed with|signed by|agreed by) (?:{him}|{label})"
        rf"|(?:by|with {his}) (?:consent|agreement))\b"
    )
    return re.search(agreed, words, re.IGNORECASE) is not None
