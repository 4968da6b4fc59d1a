"""What a case holds of an instrument's inputs: from the person, and from the answers to its set of inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sjtool.assess.accounts import Account, find_accounts
from sjtool.commands.score_gate import ON_IMAGES, gender_of
from sjtool.interview.branch import applies
from sjtool.interview.plan import Question, build_plan
from sjtool.loader import Loaded
from sjtool.model.enquiry import Response
from sjtool.score import cport, dc_srp, iic_srp
from sjtool.score.register import rule_of
from sjtool.score.yes_no_items import GATE
from sjtool.store.library import Library

_PREDICTORS: Mapping[str, tuple[str, ...]] = {"dc-srp": dc_srp.KEYS, "iic-srp": iic_srp.KEYS}
_FROM_PERSON = frozenset({"gender", "date_of_birth", "standing", "assessment_date"})
_SHARED = frozenset(GATE) - _FROM_PERSON
"""Inputs that the two instruments on images have in common: answered for one, they are answered for the other."""
CASIC = "casic"


@dataclass(frozen=True)
class CaseInputs:
    """The inputs as an instrument takes them, the response and session each comes from, and what is still open."""

    given: Mapping[str, Any]
    responses: Mapping[str, str] = field(default_factory=dict)
    sessions: Mapping[str, str] = field(default_factory=dict)
    open: tuple[Question, ...] = ()


def keys_of(library: Library, instrument: str) -> tuple[str, ...]:
    """The inputs an instrument takes, as it names them."""
    known = _PREDICTORS.get(instrument)
    return known or (*GATE, *(item.id for item in rule_of(library.instrument(instrument)).item))


def items_of(library: Library, instrument: str) -> tuple[str, ...]:
    """The items of its set of inputs that an instrument needs an answer to."""
    return tuple(item_id(key) for key in keys_of(library, instrument) if key not in _FROM_PERSON)


def item_id(key: str) -> str:
    """The item that asks for an input."""
    return key.replace("_", "-")


def find_inputs(library: Library, loaded: Loaded, instrument: str, day: str) -> CaseInputs:
    """The inputs of one instrument for this person, on a day of assessment."""
    subject, keys = loaded.standing.subject, keys_of(library, instrument)
    person = {
        "gender": gender_of(subject) if subject else None,
        "date_of_birth": subject.born if subject else None,
        "standing": subject.standing if subject else None,
        "assessment_date": day,
    }
    given: dict[str, Any] = {key: person[key] for key in keys if key in person}
    answered = _answers(library, loaded, instrument)
    yes_no = _yes_no_items(library, instrument)
    responses: dict[str, str] = {}
    sessions: dict[str, str] = {}
    for key in keys:
        account = answered.get(item_id(key))
        if account is not None and key not in _FROM_PERSON:
            responses[key] = account.response.id
            sessions[key] = loaded.standing.root(account.session.id)
            given[key] = _as_input(account, is_item=key in yes_no)
    if instrument == "cport" and given.get(cport.INTEREST) in (None, "missing"):
        stand_in = _casic_items(library, loaded, responses)
        given |= {CASIC: stand_in} if stand_in else {}
    return CaseInputs(given, responses, sessions, _find_open(library, instrument, answered))


def _find_open(library: Library, instrument: str, answered: Mapping[str, Account]) -> tuple[Question, ...]:
    """Questions with neither an answer nor a reason for none, in the order of the set; not those that do not apply."""
    questions = library.question_set(rule_of(library.instrument(instrument)).inputs)
    said: dict[tuple[str, str], Response] = {(item, ""): account.response for item, account in answered.items()}
    plan = build_plan(questions, questions.set.asked_of[0], "", only=items_of(library, instrument))
    return tuple(
        question
        for question in plan
        if (question.item.id not in answered or answered[question.item.id].is_open) and applies(question, said)
    )


def _answers(library: Library, loaded: Loaded, instrument: str) -> dict[str, Account]:
    """The last word on each item of an instrument's inputs; those shared with another set from wherever said last."""
    found = _latest(loaded, rule_of(library.instrument(instrument)).inputs)
    for other in ON_IMAGES - {instrument} if instrument in ON_IMAGES else ():
        for item, account in _latest(loaded, rule_of(library.instrument(other)).inputs).items():
            mine = found.get(item)
            is_newer = mine is None or account.response.recorded_at() > mine.response.recorded_at()
            if item.replace("-", "_") in _SHARED and is_newer and not account.is_open:
                found[item] = account
    return found


def _latest(loaded: Loaded, set_id: str) -> dict[str, Account]:
    """The last word on each item, whoever looked it up."""
    found: dict[str, Account] = {}
    for (item, _part), accounts in find_accounts(loaded.standing, set_id).items():
        found[item] = max(accounts, key=lambda a: a.response.recorded_at())
    return found


def _yes_no_items(library: Library, instrument: str) -> frozenset[str]:
    rule = rule_of(library.instrument(instrument))
    return frozenset(item.id for item in rule.item) if instrument in ON_IMAGES else frozenset()


def _as_input(account: Account, *, is_item: bool) -> object:
    """A recorded answer as the instrument takes it; what is missing stays missing."""
    value = account.response.value
    if is_item:
        return "missing" if value is None else "yes" if value is True else "no" if value is False else value
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _casic_items(library: Library, loaded: Loaded, responses: dict[str, str]) -> dict[str, object]:
    """CASIC's items, where they were answered, to stand in for the one item of CPORT."""
    latest = _latest(loaded, rule_of(library.instrument(CASIC)).inputs)
    found: dict[str, object] = {}
    for key in sorted(_yes_no_items(library, CASIC)):
        account = latest.get(item_id(key))
        if account is not None:
            responses[f"{CASIC}.{key}"] = account.response.id
            found[key] = _as_input(account, is_item=True)
    return found
