"""An event in a few words for `history` and `diff`: what it was and how it went, how many and not which.

What was seen, refused or told, and to whom, are an officer's words and stay in the record.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.looking_back import say_code
from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.text import count_words

_ENTRY = {"given": "let in", "refused": "entry refused", "nobody-in": "nobody in"}


def tell_event(event: Event) -> str:
    """`visit, 4 March 2026, not announced, let in, 2 things refused`."""
    return ", ".join([f"{say_code(event.kind)}, {day_words(event.held_on)}", *_parts(event)])


def _parts(event: Event) -> Iterator[str]:
    if event.announced is not None:
        yield "announced" if event.announced else "not announced"
    if event.entry:
        yield _ENTRY[event.entry]
    if event.refused:
        yield f"{count_words(len(event.refused), 'thing')} refused"
    if event.opens_review is not None:
        yield "opens a review" if event.opens_review else "opens no review"
    if event.told:
        yield f"told to {len(event.told)}"
    if event.cause:
        yield f"cause: {say_code(event.cause)}"
    if event.effects:
        yield f"followed: {'; '.join(say_code(effect) for effect in event.effects)}"
    if event.next_on:
        yield f"the next on {day_words(event.next_on)}"
