"""Ratings from an answers file: every row checked against the sheet before anything is written."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from typing import Any

from sjtool.assess.rated import people_of
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.template import FactorSet
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet, read_sheets, refuse_strays
from sjtool.recording.rating_rules import find_person_problems, find_rating_problems
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft


def read_rating_sheets(
    named: str, loaded: Loaded, factors: FactorSet, ref: str, rated: tuple[str, ...], today: str
) -> list[Sheet]:
    """Drafts of ratings from a file. Raises SjtoolError with every problem of every row."""
    answers = read_answers(named, "rating")
    refuse_strays(answers, "rating", ("held_on", "person"))
    held_on = answers.top.get("held_on", today)
    person = str(answers.top.get("person", rated[0] if len(rated) == 1 else ""))
    problems: list[Problem] = []
    sheets = []
    assessment = loaded.standing.assessment
    for sheet in read_sheets(answers, ["rating"]):
        keys: dict[str, Any] = dict(sheet.draft.keys)
        name = str(keys.get("factor", "")).rpartition("/")[2]
        factor = next((known for known in factors.factor if known.id == name), None)
        if factor is None:
            problems.append(_unknown(sheet, factors, name))
            continue
        keys |= {"factor": f"{ref}/{factor.id}"}
        keys.setdefault("person", person)
        problems += _person_missing(sheet, loaded, factors, str(keys["person"]))
        keys.setdefault("held_on", held_on)
        keys.setdefault("assessment", assessment.id if assessment else None)
        full = sheet.with_draft(Draft("rating", keys))
        problems += find_rating_problems(full, factors, factor)
        problems += find_person_problems(loaded, full, factors, factor)
        sheets.append(full)
    if problems:
        raise SjtoolError(problems)
    return sheets


def _unknown(sheet: Sheet, factors: FactorSet, name: str) -> Problem:
    close = difflib.get_close_matches(name, [known.id for known in factors.factor], 1)
    return Problem(
        "no-such-factor",
        sheet.place,
        f"{factors.set.id} has no such factor",
        "a rating of an unknown factor would never be read",
        f'did you mean "{close[0]}"?' if close else f"sjtool sets show {factors.set.id}  lists its factors",
    )


def _person_missing(sheet: Sheet, loaded: Loaded, factors: FactorSet, person: str) -> Iterator[Problem]:
    """Where it is not said who is rated."""
    if not person:
        ids = ", ".join(loaded.standing.root(one.id) for one in people_of(loaded.standing, factors))
        yield Problem(
            "person-missing",
            sheet.place,
            "it is not said who is rated",
            f"this sheet is rated for each of several people: {ids}",
            'add  person = "…"  to this table, or  --person ID  for all of the file',
        )
