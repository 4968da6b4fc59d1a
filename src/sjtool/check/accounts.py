"""Checks of accounts that differ: each read, and read in more than three words."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.accounts import split_ref
from sjtool.assess.crosscheck import OUTCOME_WORDS, Discrepancy
from sjtool.check.finding import Check, Finding
from sjtool.check.view import View
from sjtool.model.enquiry import Reading

_CONTESTED = frozenset({"differ", "refused-by-one", "refused-by-all"})
_FEWEST = 4


def _say_read(ref: str) -> str:
    """What to type to read the accounts of an item."""
    return f"sjtool crosscheck CASE --set {ref.rpartition('/')[0]} --read {ref.rpartition('/')[2]}"


def find_unread(view: View) -> Iterator[Finding]:
    """Where accounts differ, or one of them is a refusal, the officer has said what they make of it.

    The tool says how accounts stand to each other and never who is right. What a difference means is the officer's
    reading, and without it a reader is left to guess, or does not see it at all. It looks at every marked item that
    more than one account was given of: those that differ, that one declined, or that are free text for the officer to
    compare. A reading covers the accounts it names; one that was made before the latest of them counts no more.

    It cannot see accounts outside the marked items, nor what is said in a formulation or on paper. Agreement is not
    looked at, and is no proof.
    """
    told = set()
    for row in view.discrepancies:
        spot = (*split_ref(row.ref), row.part)
        if not row.needs_reading or spot in told:
            continue
        told.add(spot)
        item = f"{row.ref}, {row.part}," if row.part else row.ref
        yield Finding(
            row.accounts[-1].response.id,
            f"the accounts of {item} stand as: {OUTCOME_WORDS[row.outcome]}; {_say_lack(row)}",
            _say_read(row.ref),
        )


def _say_lack(row: Discrepancy) -> str:
    return f'"{row.reading.id}" does not cover all of them' if row.reading else "nobody has read them"


def find_too_short(view: View) -> Iterator[Finding]:
    """A reading of a difference or a refusal says more than three words.

    "He lies", "noted", "see above": a few words say which side was taken, or nothing, and not what the accounts were
    weighed against. It counts the words of every reading that stands where accounts differ or were refused, as the
    reading itself says or as the accounts stand now. The words are never printed.

    It counts and cannot read: twenty words can be empty, and three can be right.
    """
    contested = {row.reading.id for row in view.discrepancies if row.reading and row.outcome in _CONTESTED}
    for reading in view.standing.of(Reading):
        if reading.outcome not in _CONTESTED and reading.id not in contested:
            continue
        if len((reading.reading or "").split()) < _FEWEST:
            yield Finding(
                reading.id,
                f'reading "{reading.id}" weighs a difference or a refusal in fewer than {_FEWEST} words',
                f"say what may explain it and what it rests on:  {_say_read(reading.item or 'SET/ITEM')}",
            )


CHECKS: tuple[Check, ...] = (
    Check(
        "difference-without-reading",
        "error",
        "answers are cross-checked with the partner's as part of the assessment, and analysis is evidence based (North "
        "Wales protocol 12.1, 12.2)",
        find_unread,
    ),
    Check(
        "reading-in-three-words",
        "warning",
        "answers may not be honest, and care is taken that any analysis is evidence based (North Wales protocol 12.1)",
        find_too_short,
    ),
)
