"""What somebody found of planted faults, as lines for a room: what they wrote stands beside what was done."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.text import count_words, show_safely, wrap_text
from sjtool.training.fault_list import MOST_NAMED, Compared

_INDENT = " " * 10


def tell_list(found: Compared, width: int) -> Iterator[str]:
    """How many were found and how many lines name none of them; each with its reason, as it was written."""
    others = (
        f"{count_words(len(found.others), 'line')} {'names' if len(found.others) == 1 else 'name'} no planted fault"
    )
    yield f"You found {len(found.found)} of {len(found.found) + len(found.missed)}; {others}."
    for one in found.found:
        yield f"  found   {one.fault['record']}: {one.fault['what']}"
        for said in one.said:
            yield from _wrap(f"you wrote: {said}", width)
    for missed in found.missed:
        yield f"  missed  {missed['record']}: {missed['what']}. sjtool explain {missed['found_by']}"
    if found.crowded:
        lines = count_words(len(found.crowded), "line")
        yield f"  {lines} named more than {MOST_NAMED} records, and count{'s' * (len(found.crowded) == 1)} for none:"
        for said in found.crowded:
            yield from _wrap(said, width)
    if found.others:
        yield "  No planted fault; you may have seen more than was planted:"
        for said in found.others:
            yield from _wrap(said, width)


def _wrap(text: str, width: int) -> Iterator[str]:
    yield from wrap_text(show_safely(text), width, _INDENT, _INDENT)
