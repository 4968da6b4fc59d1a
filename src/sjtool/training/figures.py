"""Figures of agreement, each by a kept library (extra `training`): krippendorff, scikit-learn, SciPy.

Alpha is Krippendorff's for ordinal data; missing labels are allowed. Its interval is a bootstrap over what was rated
(BCa, 95 %, widened for few things): raters stay the same, other cases and factors might have been chosen. Kappa is
Cohen's, weighted by the distance in steps, for two raters. Sources: Krippendorff, Computing Krippendorff's
alpha-reliability (2011); Cohen, Weighted kappa (1968); Efron, Better bootstrap confidence intervals (1987).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Any

from sjtool.errors import refused

if TYPE_CHECKING:
    import numpy as np

RESAMPLES = 2000
FEWEST_UNITS = 5
"""Below so many things rated an interval by resampling them means nothing."""
Row = Sequence[int | None]
"""What each rater said of one thing: the place of the label in its scale, or None."""


@dataclass(frozen=True)
class Interval:
    """From where to where a figure may lie, with 95 % confidence, as far as resampling can tell."""

    low: float
    high: float


def share_agreeing(rows: Sequence[Row]) -> float | None:
    """Of all pairs of raters who both gave a label to the same thing, the share that gave the same one."""
    pairs = [(a, b) for row in rows for a, b in combinations([label for label in row if label is not None], 2)]
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def find_alpha(rows: Sequence[Row], labels: int) -> float | None:
    """Krippendorff's alpha, ordinal; None where nothing can be said: one thing rated, or one label given throughout.

    Raises SjtoolError where the extra is not installed.
    """
    counts = _count(rows, labels)
    return None if counts is None else _alpha_of(counts)


def find_interval(rows: Sequence[Row], labels: int, *, seed: int = 1, resamples: int = RESAMPLES) -> Interval | None:
    """A bootstrap interval of alpha; None where too little was rated for one. The same seed gives the same interval."""
    counts = _count(rows, labels)
    if counts is None or len(counts) < FEWEST_UNITS or _alpha_of(counts) in {None, 1.0}:
        return None
    import warnings

    import numpy as np
    from scipy.stats import bootstrap

    def alpha_of(chosen: Any) -> float:
        found = _alpha_of(counts[chosen.astype(int)])
        return 1.0 if found is None else found  # all that was drawn has one label: nobody disagrees

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a degenerate resample is told by the nan it gives
        found = bootstrap(
            (np.arange(len(counts)),),
            alpha_of,
            n_resamples=resamples,
            vectorized=False,
            method="BCa",
            confidence_level=_widened(len(counts)),
            rng=np.random.default_rng(seed),
        ).confidence_interval
    low, high = float(found.low), float(found.high)
    return None if np.isnan(low) or np.isnan(high) else Interval(low, high)


def _widened(things: int) -> float:
    """The level to ask of the bootstrap so that few things rated still give an interval that holds in 95 of 100.

    Resampling few things makes intervals too narrow; they are widened as Student's t is wider than the normal
    (Hesterberg, What teachers should know about the bootstrap, 2015).
    """
    from scipy.stats import norm, t

    return float(2 * norm.cdf(t.ppf(0.975, things - 1) * (things / (things - 1)) ** 0.5) - 1)


def find_kappa(rows: Sequence[Row], labels: int) -> float | None:
    """Cohen's kappa of two raters, weighted by steps apart, over what both rated; None where nothing can be said."""
    both = [(row[0], row[1]) for row in rows if row[0] is not None and row[1] is not None]
    if len(both) < 2 or len({label for pair in both for label in pair}) < 2:  # noqa: PLR2004 - two, as for any figure
        return None
    _need()
    from sklearn.metrics import cohen_kappa_score

    first, second = zip(*both, strict=True)
    return float(cohen_kappa_score(first, second, labels=[*range(labels)], weights="linear"))


def _count(rows: Sequence[Row], labels: int) -> np.ndarray | None:
    """How often each label was given to each thing that two raters or more gave one; None where that is one thing."""
    counted = [[row.count(label) for label in range(labels)] for row in map(tuple, rows)]
    paired = [row for row in counted if sum(row) > 1]
    if len(paired) < 2:  # noqa: PLR2004 - of one thing nothing can be expected by chance
        return None
    _need()
    import numpy as np

    return np.array(paired)


def _alpha_of(counts: np.ndarray) -> float | None:
    import krippendorff

    if (counts.sum(axis=0) > 0).sum() < 2:  # noqa: PLR2004 - one label throughout: chance would give the same
        return None
    return float(krippendorff.alpha(value_counts=counts, level_of_measurement="ordinal"))


def _need() -> None:
    """Raises SjtoolError where the extra is not installed."""
    try:
        import krippendorff
        import scipy
        import sklearn  # noqa: F401
    except ImportError:
        raise refused(
            "extra-missing",
            "training",
            "figures of agreement need a part of sjtool that is not installed here",
            "it is kept apart because only trainers want it",
            "pip install 'sjtool[training]'",
        ) from None
    del krippendorff, scipy
