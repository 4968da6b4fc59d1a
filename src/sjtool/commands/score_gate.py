"""Whether an instrument is made for the person of a case: asked before anything else, and refused with the reason.

Each reason comes with what may be recorded instead. No word that an officer wrote is repeated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from sjtool.errors import SjtoolError, refused
from sjtool.loader import Loaded
from sjtool.model.instrument import Rule
from sjtool.model.people import Person, Status
from sjtool.score.reading import completed_years

ON_IMAGES = frozenset({"cport", "casic"})
"""Instruments for men convicted of an offence with indecent images."""
WHY = "a score for somebody it is not made for would be read as one"
_GENDERS = {"male": "male", "man": "male", "female": "female", "woman": "female"}
_IMAGES = re.compile(r"image|photo|picture|video|film|pornograph|iioc|csam|abuse material", re.IGNORECASE)
_WHOLE = len("1987-05-19")


@dataclass(frozen=True)
class Refusal:
    """Why an instrument is not for this person, and what may be recorded instead."""

    reason: str
    instead: str


_WOMAN = Refusal(
    "it is for men: it is not tested for women, whatever a system shows",
    "judge without it; an OASys risk of serious harm made elsewhere:  sjtool receive {case} oasys",
)
_NEITHER = Refusal(
    "it is made and tested for men, and the person's record says neither male nor female",
    "if that is a slip:  sjtool add {case} person --supersedes {person} ; if not, judge without it and say so",
)
_SUSPECT = Refusal(
    "it is for men who are convicted, and the person is a suspect",
    "a triage band made by an investigator:  sjtool receive {case} kirat ; the sheets of factors:  sjtool rate",
)
_NOT_CONVICTED = Refusal(
    "it is for men who are convicted, and the person's record does not say that he is",
    "if he is:  sjtool add {case} person --supersedes {person} ; if not, judge without it",
)
_CHILD = Refusal(
    "it is for adults: the person is under {least}",
    "judge without it; what a youth justice team has judged:  sjtool receive {case} asset-plus",
)
_OTHER_OFFENCE = Refusal(
    "it is for men convicted of an offence of indecent images, and the status names none",
    "if there is one:  sjtool add {case} status ; if not:  sjtool score {case} dc-srp , or judge without it",
)


def check_person(case: str, loaded: Loaded, instrument: str, rule: Rule, day: str) -> Person:
    """The person, where the instrument is made for somebody like them. Raises SjtoolError, before anything is asked."""
    subject = loaded.standing.subject
    if subject is None:
        what = "nobody in the case is the person under assessment"
        raise refused("no-subject", case, what, "an outcome is about somebody", f"sjtool add {case} person")
    found = _why_not(loaded, subject, instrument, rule, day)
    if found:
        reason = found.reason.format(least=rule.least_age)
        raise refused(
            "not-applicable",
            case,
            f"{instrument}: {reason}",
            WHY,
            found.instead.format(case=case, person=subject.id),
        )
    trouble = _missing(case, subject, instrument)
    if trouble:
        raise trouble
    return subject


def gender_of(person: Person) -> str | None:
    """`male` or `female`, where the record says one of them in whatever words."""
    return _GENDERS.get((person.gender or "").strip().casefold())


def _why_not(loaded: Loaded, subject: Person, instrument: str, rule: Rule, day: str) -> Refusal | None:
    gender = gender_of(subject)
    if subject.gender and gender != "male":
        return _WOMAN if gender == "female" else _NEITHER
    if subject.standing != "convicted":
        return _SUSPECT if subject.standing == "suspect" else _NOT_CONVICTED
    if subject.born and completed_years(_earliest(subject.born), date.fromisoformat(day)) < rule.least_age:
        return _CHILD
    status = next(iter(reversed(loaded.standing.of(Status))), None)
    kinds = status.offence_kinds if status else ()
    if instrument in ON_IMAGES and kinds and not any(_IMAGES.search(kind) for kind in kinds):
        return _OTHER_OFFENCE
    return None


def _earliest(born: str) -> date:
    """The first day that a date of birth, as far as it is known, can be: nobody is older than that."""
    year, month, day = (*(int(part) for part in born.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _missing(case: str, subject: Person, instrument: str) -> SjtoolError | None:
    """What the person's record must say and does not."""
    absent = [] if subject.gender else ["gender"]
    if instrument == "dc-srp" and len(subject.born or "") != _WHOLE:
        absent.append("born, the whole day" if subject.born else "born")
    if not absent:
        return None
    what = f"the person's record does not say: {'; '.join(absent)}"
    fix = f"sjtool add {case} person --supersedes {subject.id}"
    return refused("key-missing", case, what, "it decides whom the rule is for, or counts in it", fix)
