"""Checks of records as such: ids, people, what they point at, what replaces what."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.references import POINTS_AT
from sjtool.check.finding import Check, Finding
from sjtool.check.view import View
from sjtool.problem import Problem

_OF_A_PERSON = tuple(
    f'"{key}" of {kind} "' for kind, keys in POINTS_AT.items() for key, allowed in keys.items() if "person" in allowed
)
"""How a problem begins whose key names whom a record is about or from (assess/references.py)."""


def find_unknown_person(view: View) -> Iterator[Problem]:
    """Every id of a person names a person of this case.

    An answer of nobody, or a rating for nobody, is left out of every print and of every comparison without a word. It
    looks at who is asked in a session and whom it is about, at the person of a rating, and at both ends of a relation,
    in records that have not been corrected. A person who was lawfully erased still counts; an officer with a record in
    the case may be named as the one who answers a set.

    It cannot see that the wrong person was named, where that person exists. Officers are not looked at elsewhere: their
    ids need no record in the case. Other ids that lead nowhere are unknown-id.
    """
    yield from (p for p in view.records if p.code == "unknown-id" and p.what.startswith(_OF_A_PERSON))


def find_unknown_id(view: View) -> Iterator[Problem]:
    """Every id that a record gives names a record of this case, of the right kind.

    What a record rests on, answers or replaces has to be there, or nobody can look it up. It looks at every key that
    holds ids, in records that have not been corrected, save for ids of people, which are unknown-person. A record that
    was lawfully erased still counts.

    It cannot see that an id names the wrong record, where that record exists and is of the right kind.
    """
    yield from (p for p in view.records if p.code == "unknown-id" and not p.what.startswith(_OF_A_PERSON))


def find_superseded_twice(view: View) -> Iterator[Finding]:
    """A record is corrected once; the next correction corrects the correction.

    Where two records correct the same one, only the later in the file stands. What the earlier says is read by nobody,
    though its officer believes it was put right. It happens when two people correct at the same time, or by hand.
    Nothing is found any more once the one that stands has been corrected in its turn, for then somebody looked again.

    It cannot see whether that later correction took in what the other said. Records that were lawfully erased no
    longer say what they corrected, and are not counted.
    """
    corrections: dict[str, list[str]] = {}
    for entry in view.case:
        if entry.record.supersedes:
            corrections.setdefault(entry.record.supersedes, []).append(entry.record.id)
    for target, (*others, stands) in corrections.items():
        if stands in corrections:
            continue
        for other in others:
            yield Finding(
                other,
                f'"{other}" and "{stands}" both correct "{target}"; "{stands}" stands, and "{other}" is not read',
                f"read both:  sjtool show CASE {other} ; then write what holds of the two in FILE with  "
                f'supersedes = "{stands}"  and a reason, and  sjtool add CASE --answers FILE',
            )


def find_id_reused(view: View) -> Iterator[Problem]:
    """An id names one record, for good.

    Whatever points at an id that stands twice is in doubt: a rating would rest on one of two things. sjtool never gives
    an id again, not even after an erasure; it happens where records are typed or copied by hand. Only the first of the
    two is read, so the second is missing from every print until it has an id of its own.

    It cannot see which of the two another record meant. Ids in the victims file are a count of their own.
    """
    yield from (p for p in view.records if p.code == "id-reused")


CHECKS: tuple[Check, ...] = (
    Check(
        "unknown-person",
        "error",
        "people are told apart by what stands on record of them: suspects, convicted people, victims, witnesses and "
        "others (DPA 2018 s.38(3))",
        find_unknown_person,
    ),
    Check(
        "unknown-id",
        "error",
        "a record that points at nothing, or at the wrong thing, cannot be relied on or checked (DPA 2018 s.38(4))",
        find_unknown_id,
    ),
    Check(
        "superseded-twice",
        "error",
        "of two corrections one is lost from sight (College of Policing APP, accuracy; DPA 2018 s.38)",
        find_superseded_twice,
    ),
    Check(
        "id-reused",
        "error",
        "an id names one record for good; anything that points at it would be in doubt (College of Policing APP, "
        "auditable decisions)",
        find_id_reused,
    ),
)
