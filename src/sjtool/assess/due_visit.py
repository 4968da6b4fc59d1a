"""Which things due are one and the same visit: what was agreed at the last one, planned by an action, rated at it.

Each of them keeps its own clock, for each is met in its own way. Told to somebody, or counted, they are one visit.
"""

from __future__ import annotations

from collections.abc import Iterable

from sjtool.assess.due import Due

ACUTE = "acute-before-visit"
VISITS = frozenset({"visit", ACUTE})
"""The clocks of a planned visit, and of the acute factors that are gone through before it."""


def join_visits(dues: Iterable[Due]) -> list[tuple[Due, ...]]:
    """Each thing alone, and those of one visit together: of these clocks, on the same day, and all of them open."""
    found: dict[tuple[object, ...], list[Due]] = {}
    for number, due in enumerate(dues):
        is_visit = due.clock in VISITS and due.on is not None and due.state != "met" and not due.is_covert
        found.setdefault(("visit", due.on) if is_visit else (number,), []).append(due)
    return [tuple(same) for same in found.values()]
