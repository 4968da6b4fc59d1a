"""Why there is no answer, and what each reason does elsewhere: the one table, printed in docs/case-file.md.

Missing is not no: no reason here ever becomes zero, "no" or "low".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Missing = Literal[
    "refused",
    "no-comment",
    "not-known",
    "unable",
    "not-asked",
    "not-present",
    "not-applicable",
    "deferred",
    "withheld",
]


@dataclass(frozen=True)
class MissingReason:
    """A reason for no answer.

    `declined` means the informant chose not to answer, which a cross-check shows as an outcome of its own. `open`
    means the item is still to be asked. `score`, `cross_check`, `signing` and `summary` say in words what follows.
    """

    id: Missing
    title: str
    means: str
    declined: bool
    open: bool
    score: str
    cross_check: str
    signing: str
    summary: str


_NEVER = "input missing; never zero"

REASONS: tuple[MissingReason, ...] = (
    MissingReason(
        "refused",
        "refused",
        "would not answer, and said so",
        True,
        False,
        _NEVER,
        "refusal, an outcome of its own",
        "does not block",
        "listed under refusals",
    ),
    MissingReason(
        "no-comment",
        "no comment",
        "answered with no comment, as advised or by choice",
        True,
        False,
        _NEVER,
        "refusal, an outcome of its own",
        "does not block",
        "listed under no comment",
    ),
    MissingReason(
        "not-known",
        "does not know",
        "was asked and does not know",
        False,
        False,
        _NEVER,
        "not comparable",
        "does not block",
        "listed as not known",
    ),
    MissingReason(
        "unable",
        "unable",
        "could not answer: distress, health, language, understanding",
        False,
        False,
        _NEVER,
        "not comparable",
        "does not block",
        "listed as not known",
    ),
    MissingReason(
        "not-asked",
        "not asked",
        "the officer did not ask it",
        False,
        True,
        _NEVER,
        "one-sided",
        "listed as a gap",
        "listed under never asked",
    ),
    MissingReason(
        "not-present",
        "not present",
        "the informant was not there when it was asked",
        False,
        True,
        _NEVER,
        "one-sided",
        "listed as a gap",
        "listed under never asked",
    ),
    MissingReason(
        "not-applicable",
        "does not apply",
        "the item does not apply to this informant",
        False,
        False,
        "as the instrument's rule says, else input missing",
        "not comparable",
        "does not block",
        "listed as not applicable",
    ),
    MissingReason(
        "deferred",
        "left for later",
        "put off to another session",
        False,
        True,
        _NEVER,
        "one-sided",
        "listed as a gap",
        "listed under put off",
    ),
    MissingReason(
        "withheld",
        "withheld",
        "known, but kept out of this record on purpose",
        False,
        False,
        _NEVER,
        "not comparable",
        "does not block",
        "listed as withheld, without content",
    ),
)
BY_ID: dict[str, MissingReason] = {reason.id: reason for reason in REASONS}

if set(BY_ID) != set(get_args(Missing)):  # pragma: no cover
    raise AssertionError("the table and the type name the same reasons")
