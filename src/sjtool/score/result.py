"""What an instrument came to: points and band with everything that is needed to check and to distrust them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sjtool.model.instrument import Instrument, Rule

NOT_APPLICABLE = "not-applicable"


@dataclass(frozen=True)
class Result:
    """The outcome of one calculation. Where it is not applicable, or `problems` is not empty, there are no points.

    `interval` is the least and the most the missing items leave; `percentage` is 0 to 100; `decided_by` says in words
    which condition decided the reduction, or which line of a hierarchy was met.
    """

    instrument: str
    rule_version: str
    rule_dated_on: str
    applicable: bool | None
    reason: str = ""
    inputs: Mapping[str, Any] = field(default_factory=dict)
    points: int | None = None
    item_points: Mapping[str, int | None] = field(default_factory=dict)
    percentage: float | None = None
    band: str | None = None
    band_before_reduction: str | None = None
    reduction_applied: bool | None = None
    decided_by: str = ""
    missing: tuple[str, ...] = ()
    stands_in: tuple[str, ...] = ()
    interval: tuple[int, int] | None = None
    met: str | None = None
    limits: str = ""
    problems: tuple[str, ...] = ()

    def as_json(self, *, full: bool = True) -> dict[str, Any]:
        """The keys of one line of output; what the instrument does not have is null.

        Where it is not to be `full`, the inputs are left out and of the limits only the first sentence stands.
        """
        more = {"inputs": dict(self.inputs), "limits": self.limits} if full else {"limits": self._first_limit}
        return {
            "instrument": self.instrument,
            "rule_version": self.rule_version,
            "rule_dated_on": self.rule_dated_on,
            "applicable": self.applicable,
            "reason": self.reason or None,
            "points": self.points,
            "item_points": dict(self.item_points),
            "percentage": self.percentage,
            "band": self.band,
            "band_before_reduction": self.band_before_reduction,
            "reduction_applied": self.reduction_applied,
            "decided_by": self.decided_by or None,
            "missing": list(self.missing),
            "stands_in": list(self.stands_in),
            "interval": list(self.interval) if self.interval else None,
            "met": self.met,
            **more,
            "problems": list(self.problems),
        }

    @property
    def _first_limit(self) -> str:
        return self.limits.partition(". ")[0].removesuffix(".") + "." if self.limits else ""


def result_of(passport: Instrument, rule: Rule, used: Mapping[str, Any]) -> partial[Result]:
    """A result that has its version, its limits and the inputs it was made from; what it came to is to be added."""
    of = passport.set
    return partial(Result, of.id, of.version, rule.dated_on, inputs=used, limits=rule.limits)
