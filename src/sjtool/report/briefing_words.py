"""How a visit briefing keeps to one page: short pieces, and what does not fit is counted, never dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sjtool.report.wording import capitalise


def clip(words: str | None, most: int) -> str:
    """The beginning of a text on one line, at most so many letters, with a mark where it goes on."""
    flat = " ".join((words or "").split())
    if len(flat) <= most:
        return flat
    cut = flat[: most - 1]
    whole = cut.rpartition(" ")[0]
    return f"{(whole if len(whole) > most // 2 else cut).rstrip(' ,;:.')}…"


def list_some(parts: Sequence[str], most: int, where: str, between: str = "; ") -> str:
    """The first of several, and how many more there are and the command that shows them."""
    shown = between.join(parts[:most])
    rest = len(parts) - most
    return f"{shown}; and {rest} more: {where}" if rest > 0 else shown


def sentence(words: str) -> str:
    """Words with a capital at the start and a stop at the end."""
    return words if not words else capitalise(words) + ("" if words.endswith((".", "!", "?", "…")) else ".")


def first_sentences(words: str, most: int) -> str:
    """As many whole sentences as have so many letters, at least the first."""
    first, *others = re.split(r"(?<=[.!?])\s+", words)
    for one in others:
        if len(first) + len(one) >= most:
            break
        first = f"{first} {one}"
    return first
