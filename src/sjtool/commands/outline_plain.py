"""Ask for the words of a plan for the family, and whether they can be said in words that a family knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.form import Back, Field, ask_field
from sjtool.ask.stop import Stop
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.outline_rules import find_jargon
from sjtool.console import say_wrapped, talk_width
from sjtool.text import wrap_text

SKIP = ":skip"
_ASIDE = "-plainer"
"""The place of the question beside that of the words it is about."""
_ROOM = len("  y / n") + 1
_WHY = (
    "A family keeps to what it understands; and levels, ratings and tools belong to the assessment, which is not "
    "theirs to hold."
)
_HOW = "y: put it another way, your words stand there to be changed. n: keep it as it is."


class Skip(Stop):
    """The officer left a part for later; what was typed at it is kept like that of one who stops."""


def ask_or_skip(asker: Asker, this: Field, stands: Any) -> Any:
    """A field at which the whole part may be left for later. Raises Skip, Stop or Back."""
    typed = ask_field(asker, replace(this, ask=None, default=str(stands or ""), words=(SKIP,)))
    if typed == SKIP:
        raise Skip
    return typed


def ask_in_plain_words(live: LiveForms, asker: Asker, this: Field, stands: Any, recorded: str) -> Any:
    """Words; where a family may not know some of them, whether it can be said without waits for its answer.

    With yes the words stand to be changed, and are asked about again where they were; with no they are kept, and it is
    said why it matters. What is `recorded` already is not asked about. Raises Skip, Stop or Back.
    """
    place, known = live.place, recorded
    typed = ask_or_skip(asker, this, stands)
    while typed and typed != known and (jargon := find_jargon(typed)):
        # Kept before the next question is put: whoever stops at it must not lose the words.
        live.put(place, this.key, typed)
        if not _can_be_plainer(live, place, jargon):
            say_wrapped(f"Kept as it is. {_WHY}", "  ")
            break
        known = typed
        typed = ask_or_skip(asker, this, typed)
    return typed


def _can_be_plainer(live: LiveForms, place: str, jargon: Sequence[str]) -> bool:
    """Whether the words can be changed; going back to them means that they are."""
    words = f"The family will read this. Can it be said without: {', '.join(jargon)}?"
    prompt = "\n".join(wrap_text(words, talk_width() - _ROOM))
    asked = Field("plainer", prompt, "yes_no", required=True, help=f"{_HOW} {_WHY}")
    aside = f"{place}{_ASIDE}"
    try:
        return bool(live.ask(aside, [asked], may_leave=True)["plainer"])
    except Back:
        return True
    finally:
        live.drop(aside)
