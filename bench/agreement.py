"""Figures of agreement held against other libraries, and how often the interval of alpha covers the true value.

usage: python bench/agreement.py libraries     1,000 random tables against NLTK (alpha) and statsmodels (kappa)
       python bench/agreement.py cover         100 simulated rooms of twelve with a known true alpha

The two other libraries are needed for this alone: pip install nltk statsmodels
"""

from __future__ import annotations

import random
import statistics
import sys
from collections import Counter
from collections.abc import Callable

from sjtool.training.figures import Row, find_alpha, find_interval, find_kappa

SEED = 20261127
TABLES, ROOMS, RATERS = 1000, 100, 12


def ordinal_distance(rows: list[Row]) -> Callable[[int, int], float]:
    """Krippendorff's distance for labels in order: by how many values lie between two labels (2011, section D)."""
    paired = [[label for label in row if label is not None] for row in rows]
    counts = Counter(label for row in paired if len(row) > 1 for label in row)

    def distance(one: int, other: int) -> float:
        low, high = sorted((one, other))
        between = sum(counts[label] for label in range(low, high + 1))
        return float((between - (counts[low] + counts[high]) / 2) ** 2)

    return distance


def alpha_by_nltk(rows: list[Row]) -> float:
    """The same by NLTK."""
    from nltk.metrics.agreement import AnnotationTask

    kept = [row for row in rows if sum(label is not None for label in row) > 1]
    said = [
        (rater, unit, label) for unit, row in enumerate(kept) for rater, label in enumerate(row) if label is not None
    ]
    return float(AnnotationTask(said, distance=ordinal_distance(kept)).alpha())


def kappa_by_statsmodels(rows: list[Row], labels: int) -> float:
    """The same by statsmodels."""
    import numpy as np
    from statsmodels.stats.inter_rater import cohens_kappa

    table = np.zeros((labels, labels))
    for one, other in rows:
        if one is not None and other is not None:
            table[one, other] += 1
    return float(cohens_kappa(table, wt="linear").kappa)


def libraries() -> None:
    """Greatest differences over random tables, with labels missing in some."""
    rng = random.Random(SEED)
    worst_alpha = worst_kappa = 0.0
    alphas = kappas = 0
    for _ in range(TABLES):
        labels, raters, units = rng.randint(2, 5), rng.randint(2, 12), rng.randint(5, 30)
        missing = rng.choice([0.0, 0.1, 0.4])
        truth = [rng.randrange(labels) for _ in range(units)]
        rows: list[Row] = [
            tuple(
                None if rng.random() < missing else value if rng.random() < 0.6 else rng.randrange(labels)
                for _ in range(raters)
            )
            for value in truth
        ]
        ours = find_alpha(rows, labels)
        if ours is not None:
            alphas += 1
            worst_alpha = max(worst_alpha, abs(ours - alpha_by_nltk(rows)))
        two: list[Row] = [row[:2] for row in rows]
        kappa = find_kappa(two, labels)
        if kappa is not None:
            kappas += 1
            worst_kappa = max(worst_kappa, abs(kappa - kappa_by_statsmodels(two, labels)))
    print(f"alpha: {alphas:,} tables, greatest difference {worst_alpha:.2e}")
    print(f"kappa: {kappas:,} tables, greatest difference {worst_kappa:.2e}")


def room(rng: random.Random, units: int, noise: float) -> list[Row]:
    """What twelve raters say of so many things: each sees the truth with an error of their own."""
    cut = statistics.NormalDist(0, (1 + noise**2) ** 0.5)
    bounds = [cut.inv_cdf(share) for share in (0.25, 0.5, 0.75)]
    rows = []
    for _ in range(units):
        truth = rng.gauss(0, 1)
        seen = [truth + noise * rng.gauss(0, 1) for _ in range(RATERS)]
        rows.append(tuple(sum(value > bound for bound in bounds) for value in seen))
    return rows


def cover() -> None:
    """Of so many rooms, in how many the interval holds the true alpha; and how wide it is."""
    for units in (11, 22):
        for noise in (0.7, 1.2):
            true = find_alpha(room(random.Random(SEED), 40_000, noise), 4)
            assert true is not None
            inside, widths = 0, []
            for seed in range(ROOMS):
                found = find_interval(room(random.Random(seed), units, noise), 4, seed=seed)
                assert found is not None
                inside += found.low <= true <= found.high
                widths.append(found.high - found.low)
            width = statistics.median(widths)
            print(
                f"{units} things rated, true alpha {true:.3f}: covered in {inside} of {ROOMS}, median width {width:.2f}"
            )


if __name__ == "__main__":
    {"libraries": libraries, "cover": cover}[sys.argv[1]]()
