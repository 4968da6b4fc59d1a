"""What a case holds of an instrument's inputs: from the person, and from the answers to its set of inputs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sjtool import clock
from sjtool.assess.accounts import Account, find_accounts
from sjtool.commands.desk import Desk
from sjtool.commands.interview import find_enquiry
from sjtool.commands.interview_answers import record_answers
from sjtool.commands.interview_run import Run, run_at_terminal
from sjtool.console import say
from sjtool.errors import refused
from sjtool.interview.enquiry import Limits
from sjtool.loader import Loaded, load_sound
from sjtool.model.instrument import Rule
from sjtool.model.people import Person, Status
from sjtool.score import cport, dc_srp, iic_srp
from sjtool.score.reading import completed_years
from sjtool.score.register import rule_of
from sjtool.score.yes_no_items import GATE
from sjtool.store.library import Library
from sjtool.text import count_words

_PREDICTORS: Mapping[str, tuple[str, ...]] = {"dc-srp": dc_srp.KEYS, "iic-srp": iic_srp.KEYS}
_FROM_PERSON = frozenset({"gender", "date_of_birth", "standing", "assessment_date"})
_IMAGE = "image"


@dataclass(frozen=True)
class CaseInputs:
    """The inputs as an instrument takes them, and the response each comes from."""

    given: Mapping[str, Any]
    responses: Mapping[str, str] = field(default_factory=dict)


def keys_of(library: Library, instrument: str) -> tuple[str, ...]:
    """The inputs an instrument takes, as it names them."""
    known = _PREDICTORS.get(instrument)
    return known or (*GATE, *(item.id for item in rule_of(library.instrument(instrument)).item))


def check_person(case: str, loaded: Loaded, instrument: str, rule: Rule) -> Person:
    """The person, where the instrument is made for somebody like them. Raises SjtoolError, before anything is asked."""
    subject = loaded.standing.subject
    if subject is None:
        what = "nobody in the case is the person under assessment"
        raise refused("no-subject", case, what, "an outcome is about somebody", f"sjtool add {case} person")
    reason = _why_not(loaded, subject, instrument, rule)
    if reason:
        why = "a score for somebody it is not made for would be read as one"
        fix = "write down in words what bears on it; record an outcome made elsewhere with  sjtool receive"
        raise refused("not-applicable", case, f"{instrument}: {reason}", why, fix)
    wanted = {"gender": subject.gender, "born": subject.born if instrument == "dc-srp" else "not needed"}
    absent = [key for key, value in wanted.items() if not value]
    if absent:
        what = f"the person's record does not say: {', '.join(absent)}"
        raise refused("key-missing", case, what, "it decides whom the rule is for", f"sjtool add {case} person")
    return subject


def _why_not(loaded: Loaded, subject: Person, instrument: str, rule: Rule) -> str:
    status = next(iter(reversed(loaded.standing.of(Status))), None)
    kinds = [kind.casefold() for kind in getattr(status, "offence_kinds", ())]
    if (subject.gender or "").casefold() == "female":
        return "it is for men; for women it is not applicable"
    if subject.standing != "convicted":
        return f"it is for men who are convicted; the person's standing is {subject.standing or 'not recorded'}"
    whole = subject.born if subject.born and len(subject.born) == len("1987-05-19") else None
    if whole and completed_years(date.fromisoformat(whole), clock.today()) < rule.least_age:
        return f"it is for adults: the person is under {rule.least_age}"
    if instrument in {"cport", "casic"} and kinds and not any(_IMAGE in kind for kind in kinds):
        return "it is for men convicted of an offence of indecent images, and the status names none"
    return ""


def ask_missing(desk: Desk, loaded: Loaded, case: str, instrument: str, answers: str, onward: str) -> Loaded:
    """The case with every input answered, or a reason for none; asked at the terminal, or taken from a file."""
    rule = rule_of(desk.library.instrument(instrument))
    check_person(case, loaded, instrument, rule)
    items = tuple(key.replace("_", "-") for key in keys_of(desk.library, instrument) if key not in _FROM_PERSON)
    left = _open_items(loaded, rule.inputs, items)
    if not left and not answers:
        return loaded
    enquiry = find_enquiry(desk, loaded, rule.inputs, "")
    run = Run(desk, loaded, enquiry, Limits(only=items if answers else tuple(left)), {"mode": "document"})
    if answers:
        record_answers(run, answers)
    else:
        say(f"{count_words(len(left), 'input')} not in the case yet: {', '.join(left)}")
        run_at_terminal(run, onward, onward)
    return load_sound(loaded.path, desk.library)


def _open_items(loaded: Loaded, set_id: str, items: tuple[str, ...]) -> list[str]:
    """Items with neither an answer nor a reason for none."""
    latest = _latest(loaded, set_id)
    return [item for item in items if item not in latest or latest[item].is_open]


def _latest(loaded: Loaded, set_id: str) -> dict[str, Account]:
    """The last word on each item, whoever looked it up."""
    found: dict[str, Account] = {}
    for (item, _part), accounts in find_accounts(loaded.standing, set_id).items():
        found[item] = max(accounts, key=lambda a: a.response.recorded_at())
    return found


def find_inputs(library: Library, loaded: Loaded, instrument: str, day: str) -> CaseInputs:
    """The inputs of one instrument for this person, on a day of assessment."""
    rule, subject = rule_of(library.instrument(instrument)), loaded.standing.subject
    keys = keys_of(library, instrument)
    person = {
        "gender": (subject.gender or "").casefold() or None if subject else None,
        "date_of_birth": subject.born if subject else None,
        "standing": subject.standing if subject else None,
        "assessment_date": day,
    }
    given: dict[str, Any] = {key: person[key] for key in keys if key in person}
    yes_no = frozenset(item.id for item in rule.item) if instrument in {"cport", "casic"} else frozenset()
    responses: dict[str, str] = {}
    for item, account in _latest(loaded, rule.inputs).items():
        key = item.replace("-", "_")
        if key in keys:
            responses[key] = account.response.id
            given[key] = _as_input(account, is_item=key in yes_no)
    if instrument == "cport" and given.get(cport.INTEREST) in (None, "missing"):
        stand_in = _casic_items(library, loaded, responses)
        given |= {"casic": stand_in} if stand_in else {}
    return CaseInputs(given, responses)


def _as_input(account: Account, *, is_item: bool) -> object:
    """A recorded answer as the instrument takes it; what is missing stays missing."""
    value = account.response.value
    if is_item:
        return "missing" if value is None else "yes" if value is True else "no" if value is False else value
    return value


def _casic_items(library: Library, loaded: Loaded, responses: dict[str, str]) -> dict[str, object]:
    """CASIC's items, where they were answered, to stand in for the one item of CPORT."""
    rule = rule_of(library.instrument("casic"))
    latest, ids = _latest(loaded, rule.inputs), {item.id for item in rule.item}
    found = {}
    for item, account in latest.items():
        key = item.replace("-", "_")
        if key in ids:
            responses[f"casic.{key}"] = account.response.id
            found[key] = _as_input(account, is_item=True)
    return found
