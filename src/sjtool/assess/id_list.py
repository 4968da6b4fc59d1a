"""Ids in words, short: runs of one kind as `r-0001 to r-0034`."""

from __future__ import annotations

import re
from collections.abc import Iterable

_NUMBERED = re.compile(r"(.*-)([0-9]{1,9})")
_RUN = 3
"""From how many ids on a run is shortened."""


def list_ids(ids: Iterable[str]) -> str:
    """Every id, in the order given; three or more that follow each other by number become a run."""
    runs: list[list[str]] = []
    for name in ids:
        if runs and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) >= _RUN else ", ".join(run) for run in runs)


def _follows(one: str, other: str) -> bool:
    """Whether the second id has the next number of the same kind."""
    before, after = _NUMBERED.fullmatch(one), _NUMBERED.fullmatch(other)
    return bool(before and after and before[1] == after[1] and int(after[2]) == int(before[2]) + 1)
