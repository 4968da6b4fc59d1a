"""An event in a few words for `history` and `diff`: what it was and how it went, how many and not which.

What was seen, refused or told, and to whom, are an officer's words and stay in the record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sjtool.assess.looking_back import say_code
from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.text import count_words

_ENTRY = {"given": "let in", "refused": "entry refused", "nobody-in": "nobody in"}


_CONFERENCES = ("initial-conference", "first-review-conference", "review-conference")
_SECTION_47 = re.compile(r"section-47-outcomes(?:@[0-9A-Za-z.-]+)?/(?P<entry>[a-z0-9-]+)")


def tell_event(event: Event) -> str:
    """`visit, 4 March 2026, not announced, let in, 2 things refused`."""
    return ", ".join([f"{_name(event)}, {day_words(event.held_on)}", *_parts(event)])


def _name(event: Event) -> str:
    """What it is called: a meeting by what it is on, a conference by which of them it is."""
    if event.kind == "meeting" and "mappa" in event.touches:
        return "MAPPA meeting"
    which = [word for word in _CONFERENCES if event.kind == "conference" and word in event.touches]
    return say_code(which[0] if which else event.kind)


def _parts(event: Event) -> Iterator[str]:
    if event.announced is not None:
        yield "announced" if event.announced else "not announced"
    if event.entry:
        yield _ENTRY[event.entry]
    outcome = _SECTION_47.fullmatch(event.outcome or "")
    if outcome:
        yield f"outcome: {say_code(outcome['entry'])}"
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
