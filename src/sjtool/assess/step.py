"""One thing to do next, as `next` shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """One thing to do next: what, how it stands, and the command to type."""

    what: str
    state: str
    command: str
