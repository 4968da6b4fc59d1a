"""What a trainer may ask of invented cases, and the reading of `--features`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from sjtool.errors import SjtoolError, usage


class Feature(NamedTuple):
    """One thing to ask for. `most` is nought for a plain yes, else the largest count; `usual` the count unsaid."""

    means: str
    usual: int = 1
    most: int = 0


FEATURES: dict[str, Feature] = {
    "discrepancies": Feature("marked items at which the two adults differ", 5, 15),
    "refusals": Feature("items that the person refuses", 3, 15),
    "stale-ratings": Feature("dynamic factors that the last assessment did not rate again", 3, 10),
    "overdue-actions": Feature("actions past their day with no word of what became of them", 2, 12),
    "no-evidence": Feature("ratings of the last assessment that rest on nothing", 3, 8),
    "unsigned": Feature("the last assessment has its final judgement and no signature"),
    "first-judgement-only": Feature("the last assessment has its first judgement, no final one and no plan"),
    "woman": Feature("the person is a woman, so the tools made for men are left out"),
    "suspect": Feature("the person is suspected and not convicted"),
    "acknowledged": Feature("one record was edited by hand, and an acknowledgement says so"),
}
_ALIASES = {"women": "woman", "suspects": "suspect"}
_GRADED = ("discrepancies", "refusals", "stale_ratings", "overdue_actions")
DIFFICULTIES: dict[int, tuple[int, int, int, int]] = {
    1: (2, 1, 0, 0),
    2: (4, 2, 1, 0),
    3: (6, 4, 3, 2),
    4: (9, 6, 5, 4),
    5: (12, 9, 8, 7),
}
"""What each level of difficulty sets, in the order above, where it is not named; docs/training.md prints it."""


@dataclass(frozen=True)
class Features:
    """What was asked for. None where chance decides."""

    discrepancies: int | None = None
    refusals: int | None = None
    stale_ratings: int = 0
    overdue_actions: int = 0
    no_evidence: int = 0
    unsigned: bool = False
    first_judgement_only: bool = False
    woman: bool = False
    suspect: bool = False
    acknowledged: bool = False


def read_features(text: str, difficulty: int = 0) -> Features:
    """`discrepancies=5,woman` as features; what is not named follows from a difficulty. Raises SjtoolError (usage)."""
    said: dict[str, int | bool] = dict(zip(_GRADED, DIFFICULTIES.get(difficulty, ()), strict=False))
    for part in filter(None, (word.strip() for word in text.split(","))):
        name, _, count = (piece.strip() for piece in part.partition("="))
        name = _ALIASES.get(name, name)
        feature = FEATURES.get(name)
        if feature is None:
            raise _refused(name, "there is no such feature", ", ".join(FEATURES))
        said[name.replace("-", "_")] = _read_count(name, feature, count)
    return Features(**said)  # type: ignore[arg-type]


def _read_count(name: str, feature: Feature, count: str) -> int | bool:
    if not feature.most:
        if count:
            raise _refused(name, "it takes no count: it is there or not", name)
        return True
    if not count:
        return feature.usual
    if not (count.isascii() and count.isdigit() and int(count[:3]) <= feature.most and len(count) < 4):  # noqa: PLR2004
        raise _refused(name, f"it takes a count from 0 to {feature.most}", f"{name}={feature.usual}")
    return int(count)


def _refused(name: str, what: str, fix: str) -> SjtoolError:
    return usage("bad-feature", f'feature "{name}": {what}', "a feature asked for must be in every case made", fix)
