"""How a sitting with a sheet ends: what was done, what is next, what is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sjtool.interview.screen import INDENT, Screen

RATED, CARRIED, SKIPPED = "rated", "carried forward", "skipped"
_KEPT = "What you had typed is kept beside the case and comes back with its factor."


def show_close(screen: Screen, outcome: Mapping[str, str], onward: str, *, keeps: bool) -> list[str]:
    """All factors were put: how many were rated, and what is next."""
    told = _count(outcome)
    return [
        "",
        *screen.wrap(f"That was the last factor: {told}. Next:"),
        f"{INDENT}{onward}",
        *_kept(screen, keeps=keeps),
    ]


def show_leave(screen: Screen, outcome: Mapping[str, str], resume: str, *, keeps: bool) -> list[str]:
    """The officer goes: where it goes on."""
    told = _count(outcome)
    return [
        "",
        *screen.wrap(f"Left: {told} this time. This goes on there:"),
        f"{INDENT}{resume}",
        *_kept(screen, keeps=keeps),
    ]


def _count(outcome: Mapping[str, str]) -> str:
    """`5 rated, 1 skipped`: each factor once, however often it was gone back to."""
    done = Counter(outcome.values())
    return ", ".join(f"{done[name]} {name}" for name in (RATED, CARRIED, SKIPPED) if done[name]) or "none rated"


def _kept(screen: Screen, *, keeps: bool) -> list[str]:
    return screen.wrap(_KEPT) if keeps else []
