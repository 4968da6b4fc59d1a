"""A visit and its ratings from a file of answers: all of it or, with every problem by line, nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool import clock
from sjtool.commands.desk import Desk
from sjtool.commands.saved import say_saved
from sjtool.console import say_wrapped
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet, check_sheets, read_sheets, refuse_strays
from sjtool.recording.rating_rules import check_rating_drafts
from sjtool.status import ExitStatus
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft, Later, repoint

_SHEET = "acute"
_SAID = {
    "announced": ("whether it was announced", "announced = true  or  announced = false"),
    "entry": ("whether you were let in", 'entry = "given", "refused" or "nobody-in"'),
}
"""What a visit must say, and how; a visit that leaves it out could be read either way."""


@dataclass(frozen=True)
class VisitSheets:
    """The drafts of one file in its order, and the references of the sheets that were rated."""

    sheets: tuple[Sheet, ...]
    refs: tuple[str, ...]


def read_visit(named: str, loaded: Loaded) -> VisitSheets:
    """One visit and its ratings, each resting on it unless it says otherwise. Raises SjtoolError with every problem."""
    answers = read_answers(named, "event")
    refuse_strays(answers, "event")
    given = read_sheets(answers, ["event", "rating"])
    visits = [n for n, sheet in enumerate(given) if sheet.draft.kind == "event"]
    problems = [*_count_problems(given, visits)]
    made = [sheet.with_draft(_complete(loaded, sheet, visits[:1])) for sheet in given]
    problems += [problem for n in visits for problem in _visit_problems(made[n])]
    if problems:
        raise SjtoolError(problems)
    check_sheets(loaded.case, made)
    check_rating_drafts(loaded, made)
    rated = (str(sheet.draft.keys["factor"]) for sheet in made if sheet.draft.kind == "rating")
    return VisitSheets(tuple(made), tuple(dict.fromkeys(factor.partition("/")[0] for factor in rated)))


def _count_problems(given: Sequence[Sheet], visits: Sequence[int]) -> Iterator[Problem]:
    """One file tells of one visit: with two of them it would not be clear what a rating rests on."""
    if len(visits) != 1:
        place = given[visits[1] if visits else 0].place
        what = "there is more than one visit in it" if visits else "there is no visit in it"
        why = "every rating here rests on the visit it was made after"
        yield Problem("one-visit", place, what, why, "write one  [[event]]  and the ratings made after it")


def _complete(loaded: Loaded, sheet: Sheet, visits: Sequence[int]) -> Draft:
    """What the command settles: the kind, the sheet of a bare factor, for whom, when, and what a rating rests on."""
    keys: dict[str, Any] = dict(sheet.draft.keys)
    today, standing, library = clock.today().isoformat(), loaded.standing, loaded.library
    keys.setdefault("held_on", today)
    if sheet.draft.kind == "event":
        keys.setdefault("kind", "visit")
        return Draft("event", keys)
    ref, _, name = str(keys.get("factor", "")).rpartition("/")
    found = library.newest(ref or _SHEET) if "@" not in ref else None
    keys["factor"] = f"{found.ref if found else ref}/{name}"
    keys.setdefault("assessment", standing.assessment.id if standing.assessment else None)
    keys.setdefault("person", standing.root(standing.subject.id) if standing.subject else None)
    keys.setdefault("evidence", [Later(n) for n in visits])
    return Draft("rating", keys)


def _visit_problems(sheet: Sheet) -> Iterator[Problem]:
    """What a visit must say, and what its days must be."""
    keys, today = sheet.draft.keys, clock.today().isoformat()
    if keys.get("kind") != "visit":
        why = "other events have questions and checks of their own"
        yield Problem("not-a-visit", sheet.at("kind"), "this event is no visit", why, "sjtool event CASE KIND")
        return
    for key, (what, fix) in _SAID.items():
        if key not in keys:
            why = "a visit that does not say so can be read either way (APP, home visits)"
            yield Problem("visit-unsaid", sheet.place, f"the visit does not say {what}", why, f"add  {fix}")
    held, following = str(keys["held_on"]), str(keys.get("next_on") or today)
    if held > today[: len(held)]:
        why = "what has not happened cannot have been seen"
        yield Problem("visit-day", sheet.at("held_on"), "the day of the visit has not come yet", why, "mend the date")
    if following < today[: len(following)]:
        why = "the clock of the next visit would be overdue from the start"
        yield Problem("visit-day", sheet.at("next_on"), "the day of the next visit has passed", why, "mend the date")


def record_visit(desk: Desk, loaded: Loaded, read: VisitSheets, *, as_json: bool) -> ExitStatus:
    """Append the visit and its ratings in one go, after the templates they use; say what cannot wait."""
    pins = [pin for ref in read.refs for pin in desk.pins(loaded, ref)]
    moved = {n: Later(n + len(pins)) for n in range(len(read.sheets))}
    drafts = [repoint(sheet.draft, moved) for sheet in read.sheets]
    say_saved(desk.append(loaded.path, [*pins, *drafts]), as_json=as_json)
    urgent = [str(draft.keys["factor"]) for draft in drafts if draft.keys.get("recent") == "act-now"]
    if urgent:
        say_wrapped(f"ACT NOW: {', '.join(urgent)}. The plan:  sjtool plan {loaded.name} --add")
    return ExitStatus.OK
