"""Cases of a run whose records are not as they were recorded: printed all the same, and told at its end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sjtool.commands import report_work
from sjtool.commands.report_order import Order
from sjtool.commands.report_work import Job, Made
from sjtool.console import say
from sjtool.loader import Loaded
from sjtool.text import count_words

_HERE: dict[str, _Work] = {}
_SHOWN = 3


@dataclass(frozen=True)
class MadeOfChanged(Made):
    """What became of a case of whose records so many are not as they were recorded."""

    changed: int = 0


class _Work(report_work.Work):
    """The work on one case, which notes how many of its records were changed since."""

    changed = 0

    def load(self, case: str) -> Loaded:
        """The case as it is to be printed. Raises SjtoolError."""
        loaded = super().load(case)
        unseen = loaded.for_others.standing.unseen
        self.changed = sum(name not in unseen for name in loaded.case.broken)
        return loaded

    def try_job(self, job: Job) -> Made:
        """One case of several; what was changed in it goes with what became of it."""
        self.changed = 0
        made = super().try_job(job)
        if not self.changed or made.state not in {"written", "printed"}:
            return made
        return MadeOfChanged(**vars(made), changed=self.changed)


def count_changed(made: Made) -> int:
    """How many records of a case that was printed are not as they were recorded."""
    return made.changed if isinstance(made, MadeOfChanged) else 0


def tell_changed(cases: Sequence[str]) -> None:
    """One line for all of them."""
    if cases:
        more = f" and {len(cases) - _SHOWN:,} more" if len(cases) > _SHOWN else ""
        named = ", ".join(cases[:_SHOWN]) + more
        what = f"{count_words(len(cases), 'case')} with records that were changed since they were recorded"
        say(f"{what}: {named}. See  sjtool verify CASE")


def begin(order: Order) -> None:
    """What a process does first."""
    _HERE["work"] = _Work(order)


def do(job: Job) -> Made:
    """One case, in a process that has begun."""
    return _HERE["work"].try_job(job)
