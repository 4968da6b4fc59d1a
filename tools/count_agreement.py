"""Count how often two raters of the anchor trial gave the same label: docs/anchor-trial/README.md says what for.

usage: python tools/count_agreement.py RATER-A.csv RATER-B.csv
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from pathlib import Path

Key = tuple[str, str, str, str]


def read_labels(path: str) -> dict[Key, str]:
    """Labels by vignette, factor set, factor and period."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return {(r["vignette"], r["factor_set"], r["factor"], r["period"]): r["label"] for r in csv.DictReader(file)}


def main() -> None:
    """Print agreement by factor set and every difference."""
    a, b = (read_labels(path) for path in sys.argv[1:3])
    if a.keys() != b.keys():
        raise SystemExit(f"the raters rated different things: {sorted(a.keys() ^ b.keys())[:5]}")
    same = Counter(key[1] for key in a if a[key] == b[key])
    total = Counter(key[1] for key in a)
    for name in sorted(total):
        print(f"{name}: {same[name]} of {total[name]} the same")
    print(f"all: {sum(same.values())} of {len(a)} the same ({100 * sum(same.values()) / len(a):.0f} %)")
    for key in sorted(a):
        if a[key] != b[key]:
            print("  differ:", *key, "|", a[key], "/", b[key])


if __name__ == "__main__":
    main()
