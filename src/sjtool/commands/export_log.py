"""The access logs of an export: each case in the tables is logged once they are written, and before they are there.

A run that is stopped before that gave nothing to anybody, and no log says that it did.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sjtool import clock
from sjtool.commands.export_work import Order
from sjtool.commands.stopping import begin_run, note_done, settle_ends
from sjtool.console import show_problems
from sjtool.store.access import append_access, refuse_disclosure


def log_given(order: Order, given: Sequence[tuple[str, str]]) -> None:
    """A line for each case, by its path and head. Raises SjtoolError where one cannot be written."""
    begin_run(len(given))
    settle_ends("no table was put in its place, though the logs of these cases name its recipient; run it again")
    more: dict[str, Any] = {"recipient": order.given_to, "format": order.form}
    more |= {"pseudonymous": True} if order.key else {}
    for number, (path, head) in enumerate(given, 1):
        problem = append_access(
            Path(path), "disclosure", "export", by=order.by or None, at=clock.now(), head=head, **more
        )
        if problem:
            show_problems([refuse_disclosure(problem, "disclosure")])
        note_done(number)
