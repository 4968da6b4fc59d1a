"""What one rater returned for one case: labels with their reasons, levels, overrides.

A trainee's file is called `CASE--RATER` (`sjtool train start`), so that the files of a room say by themselves who rated
which case. In any other file the case is its id, and the rater whoever rated last.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sjtool.assess.ratings import NOT_KNOWN
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.case import Case
from sjtool.model.decision import Judgement, Override

BETWEEN = "--"
"""Stands between the case and the rater in the id of a trainee's case."""


class Spot(NamedTuple):
    """What is rated: a factor of a sheet, whatever its version, for one person of one case."""

    case: str
    sheet: str
    factor: str
    person: str


@dataclass(frozen=True)
class Returned:
    """One file: who rated which case, and what. `given` are the ids of what was in it before they began."""

    path: str
    case: str
    rater: str
    ratings: Mapping[Spot, Rating]
    first: Judgement | None
    final: Judgement | None
    overrides: tuple[Override, ...]
    sheets: tuple[str, ...]
    given: frozenset[str] = frozenset()

    @property
    def level(self) -> str | None:
        """The level that stands: the final one, else the first."""
        made = self.final or self.first
        return made.level if made else None


def read_returned(path: str, case: Case) -> Returned:
    """What stands in the last assessment of a file."""
    standing = Standing(case)
    name, _, rater = case.header.case.partition(BETWEEN)
    opened = standing.assessment.id if standing.assessment else None
    given = _find_given(case, rater) if rater else frozenset()
    rated = [
        made
        for made in standing.of(Rating)
        if made.factor and standing.same(made.assessment, opened) and made.id not in given
    ]
    final = standing.judgement("final")
    return Returned(
        path=path,
        case=name,
        rater=rater or next((made.by for made in reversed(rated) if made.by), "") or case.header.case,
        ratings={_spot(standing, name, made): made for made in rated},
        first=standing.judgement("first"),
        final=final,
        overrides=tuple(o for o in standing.of(Override) if final and standing.same(o.judgement, final.id)),
        sheets=tuple(dict.fromkeys((made.factor or "").partition("/")[0] for made in rated)),
        given=given,
    )


def _find_given(case: Case, rater: str) -> frozenset[str]:
    """Records that were given to a trainee: all that stand before the record of who they are (`training/start.py`)."""
    ids = [entry.record.id for entry in case]
    return frozenset(ids[: ids.index(rater)]) if rater in ids else frozenset()


def _spot(standing: Standing, case: str, made: Rating) -> Spot:
    ref, _, factor = (made.factor or "").partition("/")
    person = made.person or (standing.subject.id if standing.subject else "")
    return Spot(case, ref.partition("@")[0], factor, standing.root(person))


def is_graded(label: str | None) -> bool:
    """Whether a label says where a factor stands; one that says that too little is known counts as none."""
    return bool(label) and label not in NOT_KNOWN
