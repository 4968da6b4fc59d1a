"""Of several files with one case id: which goes on, and what is told of the others. One rule for every run over many.

The one that was printed before goes on, else the one that is named as its case id; where neither tells, none of them.
A file that cannot be read takes nobody's place, and its own fault is told of it.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sjtool.commands.report_files import read_case_id
from sjtool.console import show_problems
from sjtool.dates import day_words
from sjtool.errors import SjtoolError
from sjtool.problem import Place, Problem
from sjtool.store.ledger import read_ledger
from sjtool.text import count_words

Left = dict[str, tuple[Problem, ...]]
"""Files that do not go on, each with what is told of it."""
_NO_TIME = float("-inf")


@dataclass(frozen=True)
class _Twin:
    """One of several files with the same case id."""

    case: str
    id: str

    @cached_property
    def _read(self) -> tuple[int, tuple[float, str], tuple[Problem, ...]]:
        """How many records, when the last was made, or why it cannot be read. Records are let go: twins are many."""
        try:
            links = read_ledger(Path(self.case)).links
        except SjtoolError as error:
            return 0, (_NO_TIME, "no day"), tuple(error.problems)
        times = [(_stamp(at), at) for link in links if isinstance(at := link.table.get("at"), datetime)]
        stamp, latest = max(times, key=lambda one: one[0], default=(_NO_TIME, None))
        return len(links), (stamp, day_words(latest.date().isoformat()) if latest else "no day"), ()

    @property
    def faults(self) -> tuple[Problem, ...]:
        """Why it cannot be read."""
        return self._read[2]

    @property
    def is_named_so(self) -> bool:
        return Path(self.case).name == f"{self.id}.toml"

    @property
    def records(self) -> int:
        return self._read[0]

    @property
    def last(self) -> tuple[float, str]:
        """When its last record was made, as a number and as a day."""
        return self._read[1]


def _stamp(at: datetime) -> float:
    try:
        return at.timestamp()
    except (ValueError, OverflowError, OSError):  # no time there ever was: reading the case tells it
        return _NO_TIME


def tell_left_out(cases: Sequence[str], why: str) -> tuple[list[str], Left]:
    """The files of a run that go on, and those that another of their case id keeps out; that is told at once."""
    left = find_left_out(cases, why)
    show_problems([problem for problems in left.values() for problem in problems], with_excerpt=False)
    return [case for case in cases if case not in left], left


def is_twice(problems: Sequence[Problem]) -> bool:
    """Whether a file is kept out by another of its case id, and not by a fault of its own."""
    return any(problem.code == "case-id-twice" for problem in problems)


def find_left_out(cases: Sequence[str], why: str, printed: Sequence[Collection[str]] = ()) -> Left:
    """The files that may not stand for their case, each with what is told of it: one that cannot be read, why not.

    `why` says what a second file of one id would do. `printed` are the real paths of cases that were printed before;
    of several such lists the first that tells one from the others decides.
    """
    twins: dict[str, list[_Twin]] = {}
    for case in cases:
        if name := read_case_id(case):
            twins.setdefault(name.casefold(), []).append(_Twin(case, name))
    found: Left = {}
    for same in twins.values():
        if len(same) > 1:
            taken = _pick(same, printed)
            found |= {one.case: one.faults or (_tell(one, taken, same, why),) for one in same if one is not taken}
    return {case: found[case] for case in cases if case in found}


def _pick(same: Sequence[_Twin], printed: Sequence[Collection[str]]) -> _Twin | None:
    """The one that stands for the case; none where nothing tells, unless it is the only one that can be read."""
    for known in printed:
        chosen = [one for one in same if os.path.realpath(one.case) in known]
        if len(chosen) == 1:
            return chosen[0]
    for chosen in ([one for one in same if one.is_named_so], [one for one in same if not one.faults]):
        if len(chosen) == 1:
            return chosen[0]
    return None


def _tell(one: _Twin, taken: _Twin | None, same: Sequence[_Twin], why: str) -> Problem:
    other = taken or max((twin for twin in same if twin is not one), key=lambda twin: (twin.records, twin.last))
    if taken is None:
        end = f"and nothing tells which is the case: none of the {len(same)} is taken"
    elif not taken.faults:
        end = "which is taken and this is not"
    else:
        end = "which stands for the case and cannot be read; this one does not take its place"
    weighed = f"; {_weigh(one, other)}" if not other.faults else ""
    return Problem(
        "case-id-twice",
        Place(one.case),
        f"its case id is that of {other.case}, {end}{weighed}",
        why,
        f"see which is the case, keep it as {one.id}.toml, and move the other out of the run",
    )


def _weigh(one: _Twin, other: _Twin) -> str:
    """Which of two has more records, and which the later last one: a copy may hold what the case lacks."""
    if (one.records, one.last) == (other.records, other.last):
        return f"both have {count_words(one.records, 'record')}, the last of {one.last[1]}"
    many = _which(one.records, other.records, ("fewer records", "as many records", "more records"))
    late = _which(one.last[0], other.last[0], ("the earlier last one", "a last one of the same time", "the later one"))
    there = f"{one.records:,}, the last of {one.last[1]}; that one {other.records:,}, the last of {other.last[1]}"
    return f"this one has {many} and {late} ({there})"


def _which(one: float, other: float, words: tuple[str, str, str]) -> str:
    return words[(one > other) - (one < other) + 1]
