"""The yearly checks as they are given, and the one event they make. Nothing new is a result; not looked is a gap."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sjtool.errors import SjtoolError
from sjtool.model.menu import Menu
from sjtool.model.record import PARTIAL_DATE
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet, drop_empty, refuse_strays
from sjtool.store.answers import Answers, read_answers
from sjtool.store.append import Draft

NOTHING, FOUND, NOT_LOOKED = "nothing-new", "something-new", "not-looked"
_KEYS = frozenset({"check", "outcome", "held_on", "words"})
_GAP = "not looked is a gap that has to show (docs/reactive.md)"


@dataclass(frozen=True)
class Looked:
    """One check: its outcome, the day it was made, what was found or why nobody looked."""

    outcome: str
    held_on: str = ""
    words: str = ""


@dataclass(frozen=True)
class Checks:
    """All of them by the entry of the menu; what was done meanwhile of what follows; what else was looked at."""

    looked: Mapping[str, Looked]
    effects: Sequence[Any] = ()
    besides: str = ""

    def of(self, *outcomes: str) -> list[str]:
        """The entries with one of these outcomes."""
        return [entry for entry, said in self.looked.items() if said.outcome in outcomes]


def read_checks(named: str, menu: Menu) -> Checks:
    """`[[check]]` tables with check, outcome, held_on, words: one for each entry. Raises SjtoolError with all.

    Above them may stand `effects`, what was done meanwhile of what follows from the approval, and `besides`.
    """
    answers = read_answers(named, "check")
    refuse_strays(answers, "check", ("effects", "besides"))
    known = [entry.id for entry in menu.entry]
    problems = [_stray(Place(named, answers.line(kind, 0))) for kind in answers.tables.keys() - {"check"}]
    looked: dict[str, Looked] = {}
    for number, table in enumerate(answers.tables.get("check", [])):
        place, said = Place(named, answers.line("check", number)), {k: str(v).strip() for k, v in table.items()}
        entry = said.get("check", "")
        problems += _table_problems(answers, number, place, said, known)
        if entry in looked:
            why = "only one of them could stand"
            problems.append(Problem("two-of-one", place, "this check stands in the file twice", why, "leave one"))
        looked[entry] = Looked(said.get("outcome", ""), said.get("held_on", ""), said.get("words", ""))
    for entry in known:
        if entry not in looked:
            fix = f'add  [[check]]  with  check = "{entry}"  and  outcome = "{NOTHING}", "{FOUND}" or "{NOT_LOOKED}"'
            problems.append(Problem("check-unsaid", Place(named), f"nothing is said of the check {entry}", _GAP, fix))
    if problems:
        raise SjtoolError(problems)
    effects = answers.top.get("effects", [])
    besides = str(answers.top.get("besides", "")).strip()
    return Checks({one: looked[one] for one in known}, effects if isinstance(effects, list) else [effects], besides)


def _stray(place: Place) -> Problem:
    return Problem("unknown-kind", place, "this does not belong here", "only checks are taken", "write  [[check]]")


def _table_problems(
    answers: Answers, number: int, place: Place, said: Mapping[str, str], known: list[str]
) -> Iterator[Problem]:
    """What is wrong with one table."""
    for key in sorted(said.keys() - _KEYS):
        where = Place(place.path, answers.key_lines("check", number).get(key, place.line))
        fix = f"the keys are {', '.join(sorted(_KEYS))}"
        yield Problem("unknown-key", where, "this key is not one of a check", "it would not be recorded", fix)
    if said.get("check") not in known:
        why, fix = "it would not be recorded", f"check = one of {', '.join(known)}"
        yield Problem("check-unknown", place, "there is no such check", why, fix)
    outcome, day = said.get("outcome"), said.get("held_on", "")
    if outcome not in {NOTHING, FOUND, NOT_LOOKED}:
        fix = f'outcome = "{NOTHING}", "{FOUND}" or "{NOT_LOOKED}"'
        yield Problem("check-unsaid", place, "it is not said whether somebody looked", _GAP, fix)
    elif outcome != NOT_LOOKED and not _is_day(day):
        why, fix = "a check holds for the day it was made", 'held_on = "2026-03-02"'
        yield Problem("check-undated", place, "the day it was made is not given", why, fix)
    if outcome in {FOUND, NOT_LOOKED} and not said.get("words"):
        what = "what was found is not said" if outcome == FOUND else "it is not said why nobody looked"
        yield Problem("check-without-words", place, what, _GAP, "add  words = …")


def _is_day(text: str) -> bool:
    try:
        return re.fullmatch(PARTIAL_DATE, text) is not None and bool(date.fromisoformat((text + "-01-01")[:10]))
    except ValueError:
        return False


def check_event(menu: Menu, ref: str, checks: Checks, place: Place, today: date) -> Sheet:
    """One event of the last day on which somebody looked. Raises SjtoolError where nobody did, or a day lies ahead."""
    made = checks.of(NOTHING, FOUND)
    if not made:
        why, fix = "it would pass for the yearly one", "make a check first"
        raise SjtoolError([Problem("check-none", place, "no check was made", why, fix)])
    day = max(checks.looked[entry].held_on for entry in made)
    if day > today.isoformat()[: len(day)]:
        why, fix = "a check that was not made yet shows nothing", "held_on = the day somebody looked"
        raise SjtoolError([Problem("date-ahead", place, "the day of a check lies ahead", why, fix)])
    lines = [f"{entry.title}: {say_looked(checks.looked[entry.id])}" for entry in menu.entry]
    lines += [f"Besides: {checks.besides}"] if checks.besides else []
    keys = {
        "kind": "reactive-check",
        "held_on": day,
        "what": "\n".join(lines),
        "considered": [f"{ref}/{entry}" for entry in made],
        "effects": list(checks.effects),
    }
    return Sheet(Draft("event", drop_empty(keys)), place)


def say_looked(said: Looked) -> str:
    """What is recorded of one check."""
    if said.outcome == NOT_LOOKED:
        return f"not looked. {said.words}"
    rest = f"something new. {said.words}" if said.outcome == FOUND else "nothing new."
    more = f" {said.words}" if said.words and said.outcome == NOTHING else ""
    return f"looked on {said.held_on}: {rest}{more}"
