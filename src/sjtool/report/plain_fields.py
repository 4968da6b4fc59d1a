"""A few plain values of a case, without any words of it: what lists of cases show, filter on and export."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, get_args

from pydantic import BaseModel

from sjtool.assess.judging import hides_levels
from sjtool.assess.signing import SigningState, find_signing
from sjtool.assess.standing import Standing
from sjtool.errors import usage
from sjtool.model.decision import Judgement, Override
from sjtool.model.enquiry import Assessment
from sjtool.model.people import Person, Status
from sjtool.model.record import PARTIAL_DATE, RECORD_ID

FIELDS: Mapping[str, str] = {
    "case": "case id",
    "training": "yes or no",
    "standing": "of the person: convicted, suspect …",
    "gender": "of the person: male, female, other",
    "assessment": "id of the open assessment",
    "trigger": "why it was opened",
    "opened_on": "when",
    "level": "of the final judgement",
    "likelihood": "of the final judgement",
    "first_level": "of the first judgement",
    "overrides": "how many, none where the officer said so",
    "review_on": "as the final judgement sets it",
    "status": "draft, signed, countersigned, returned or changed-since",
    "author": "officer id of the final judgement, else of the assessment",
    "mappa_category": "1 to 4",
    "mappa_level": "1 to 3",
    "management": "active or reactive",
    "hidden": "yes while tool levels are hidden",
}
"""Each field and what it holds. All are text; nothing where nothing is recorded."""


def _words(model: type[BaseModel], key: str) -> frozenset[str]:
    """The closed list of a key, as the model has it."""
    return frozenset(str(word) for part in get_args(model.model_fields[key].annotation) for word in get_args(part))


_YES_NO = frozenset({"yes", "no"})
_LEVELS = _words(Judgement, "level")
CLOSED: Mapping[str, frozenset[str]] = {
    "training": _YES_NO,
    "standing": _words(Person, "standing"),
    "gender": frozenset({"male", "female", "other"}),
    "trigger": _words(Assessment, "trigger"),
    "level": _LEVELS,
    "likelihood": _words(Judgement, "likelihood"),
    "first_level": _LEVELS,
    "status": frozenset(get_args(SigningState)),
    "mappa_category": _words(Status, "mappa_category"),
    "mappa_level": _words(Status, "mappa_level"),
    "management": _words(Status, "management"),
    "hidden": _YES_NO,
}
"""Fields that hold one of a few words. Each may also hold nothing (`level=`)."""
_ID, _DAY, _COUNT = "an id: letters, digits, dot and dash", "a date: 2026-03-02, 2026-03 or 2026", "1, 2 … or none"
_OPEN: Mapping[str, str] = {
    "case": _ID,
    "assessment": _ID,
    "author": _ID,
    "opened_on": _DAY,
    "review_on": _DAY,
    "overrides": _COUNT,
}
"""The other fields, and what can stand in them."""


def plain_fields(name: str, standing: Standing, *, training: bool) -> dict[str, str]:
    """The fields of a case, in the order of FIELDS."""
    subject, assessment = standing.subject, standing.assessment
    first, final = standing.judgement("first"), standing.judgement("final")
    made = [o for o in standing.of(Override) if final and standing.same(o.judgement, final.id)]
    values: dict[str, Any] = {
        "case": name,
        "training": "yes" if training else "no",
        "standing": subject.standing if subject else None,
        "gender": _known_gender(subject.gender) if subject else None,
        "assessment": assessment.id if assessment else None,
        "trigger": assessment.trigger if assessment else None,
        "opened_on": assessment.opened_on if assessment else None,
        "level": final.level if final else None,
        "likelihood": final.likelihood if final else None,
        "first_level": first.level if first else None,
        "overrides": len(made) if made else "none" if final and final.overrides == "none" else None,
        "review_on": final.review_on if final else None,
        "status": find_signing(standing, assessment.id if assessment else None).state,
        "author": final.by if final else assessment.by if assessment else None,
        "mappa_category": _last(standing, "mappa_category"),
        "mappa_level": _last(standing, "mappa_level"),
        "management": _last(standing, "management"),
        "hidden": "yes" if hides_levels(standing) else "no",
    }
    return {key: "" if values[key] is None else str(values[key]) for key in FIELDS}


def _known_gender(words: str | None) -> str | None:
    """Gender is words in a case; in a list only what rules read."""
    folded = (words or "").strip().casefold()
    return folded if folded in {"male", "female"} else "other" if folded else None


def _last(standing: Standing, key: str) -> object:
    """What the last status says that says anything under a key."""
    return next((getattr(s, key) for s in reversed(standing.of(Status)) if getattr(s, key) is not None), None)


def read_where(words: Sequence[str]) -> dict[str, str]:
    """`level=high` and the like as fields and values. Raises SjtoolError (usage) where no case can have that."""
    found: dict[str, str] = {}
    for word in words:
        key, value = _read_one(word)
        if found.get(key, value) != value:
            raise usage(
                "where-contradicts",
                f"--where asks for two values of {key}",
                "a case has one, and of several filters all must fit: every case would be left out",
                "one run for each",
            )
        found[key] = value
    return found


def _read_one(word: str) -> tuple[str, str]:
    """One filter. Raises SjtoolError (usage); what was typed is not repeated."""
    key, sign, value = (part.strip() for part in word.partition("="))
    if key not in FIELDS:
        raise usage(
            "unknown-field",
            "there is no such field to choose cases by",
            "cases are chosen by a few plain values, never by words in them",
            f"--where FIELD=VALUE  with one of: {', '.join(FIELDS)}",
        )
    allowed = f"one of: {', '.join(sorted(CLOSED[key]))}" if key in CLOSED else _OPEN[key]
    how = f"--where {key}=VALUE  with {allowed}; or  {key}=  for none recorded"
    if not sign:
        raise usage(
            "where-without-value",
            f"--where {key} lacks its =VALUE",
            "cases are chosen by what stands in a field",
            how,
        )
    if value and not _can_hold(key, value):
        raise usage(
            "unknown-value",
            f"no case can have this {key}",
            "a slip in it would leave every case out without a word",
            how,
        )
    return key, value


def _can_hold(key: str, value: str) -> bool:
    """Whether a value can stand in a field."""
    if key in CLOSED:
        return value in CLOSED[key]
    if _OPEN[key] == _ID:
        return re.fullmatch(RECORD_ID, value) is not None
    if _OPEN[key] == _COUNT:
        return re.fullmatch(r"none|[1-9][0-9]*", value) is not None
    try:
        date.fromisoformat((value + "-01-01")[: len("2026-01-01")])
    except ValueError:
        return False
    return PARTIAL_DATE.fullmatch(value) is not None


def find_had(fields: Mapping[str, str], where: Mapping[str, str]) -> frozenset[str]:
    """Those of the fields asked for of which a case has the value."""
    return frozenset(key for key, value in where.items() if _fits(key, fields[key], value))


def _fits(key: str, has: str, asked: str) -> bool:
    """Whether a value is the one asked for; of a month or a year any day in it."""
    return has == asked or (bool(asked) and _OPEN.get(key) == _DAY and has.startswith(f"{asked}-"))
