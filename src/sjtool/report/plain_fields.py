"""A few plain values of a case, without any words of it: what lists of cases show, filter on and export."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, get_args

from pydantic import BaseModel

from sjtool.assess.judging import hides_levels
from sjtool.assess.signing import SigningState, find_signing
from sjtool.assess.standing import Standing
from sjtool.errors import usage
from sjtool.model.decision import Judgement, Override
from sjtool.model.enquiry import Assessment
from sjtool.model.people import Person, Status

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
    found = {}
    for word in words:
        key, sign, value = word.partition("=")
        if not sign or key not in FIELDS:
            raise usage(
                "unknown-field",
                "there is no such field to choose cases by",
                "cases are chosen by a few plain values, never by words in them",
                f"--where FIELD=VALUE  with one of: {', '.join(FIELDS)}",
            )
        allowed = CLOSED.get(key)
        if value and allowed and value not in allowed:
            raise usage(
                "unknown-value",
                f"no case can have this {key}",
                "a slip in it would leave every case out without a word",
                f"--where {key}=VALUE  with one of: {', '.join(sorted(allowed))}; or  {key}=  for none recorded",
            )
        found[key] = value
    return found


def has_fields(fields: Mapping[str, str], where: Mapping[str, str]) -> bool:
    """Whether a case has every value that was asked for."""
    return all(fields[key] == value for key, value in where.items())
