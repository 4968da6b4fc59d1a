"""What a room judged: levels of like stages held side by side, and who departed from a tool."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sjtool.assess.judging import LEVELS
from sjtool.training.figures import Row
from sjtool.training.returned import Returned

Stage = Literal["first", "final"]
_WAYS = ("upward", "downward", "no direction", "none")


@dataclass(frozen=True)
class LevelAgreement:
    """What was judged in one case: who gave which level finally, or first and no more, and who departed from a tool."""

    case: str
    levels: tuple[tuple[str, tuple[str, ...]], ...]
    first_only: tuple[tuple[str, tuple[str, ...]], ...]
    overrode: tuple[tuple[str, tuple[str, ...]], ...]
    unjudged: tuple[str, ...]


def find_stage(returned: Sequence[Returned]) -> Stage:
    """Which judgements can be compared: the final ones where all who judged have one, else the first."""
    judged = [one for one in returned if one.first or one.final]
    return "final" if judged and all(one.final for one in judged) else "first"


def level_rows(
    returned: Sequence[Returned], cases: Sequence[str], raters: Mapping[str, str], stage: Stage
) -> list[Row]:
    """The level of each rater in each case, of one stage throughout."""
    level = {(one.case, one.rater): made.level for one in returned if (made := getattr(one, stage))}
    return [
        tuple(LEVELS.index(found) if (found := level.get((case, rater))) in LEVELS else None for rater in raters)
        for case in cases
    ]


def find_level(case: str, returned: Sequence[Returned], raters: Mapping[str, str]) -> LevelAgreement:
    """One case. `returned` are its files, in the order of the raters' letters."""
    final: dict[str, list[str]] = {}
    first: dict[str, list[str]] = {}
    overrode: dict[str, list[str]] = {}
    for one in returned:
        letter = raters[one.rater]
        (final if one.final else first).setdefault(one.level or "", []).append(letter)
        directions: set[str] = {o.direction or "no direction" for o in one.overrides}
        for way in directions or ({"none"} if one.final else set()):  # who has not decided has left nothing out yet
            overrode.setdefault(way, []).append(letter)
    return LevelAgreement(
        case,
        _listed(final, LEVELS),
        _listed(first, LEVELS),
        _listed(overrode, _WAYS),
        tuple(first.get("", ())),
    )


def _listed(found: Mapping[str, list[str]], order: Sequence[str]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((word, tuple(found[word])) for word in order if word in found)
