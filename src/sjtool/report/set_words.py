"""What a set, a sheet or an instrument is called in a report: by its title, and never so that it reads as our own."""

from __future__ import annotations

import re

from sjtool.model.template import FactorSet, Instrument, QuestionSet
from sjtool.report.context import Context

_OF_SOURCE = re.compile(r"\((sections?|appendix) (?=\d)", re.IGNORECASE)


def say_title(title: str) -> str:
    """A title as printed in a report that has numbered sections itself: `(the protocol's section 12)`."""
    return _OF_SOURCE.sub(lambda found: f"(the protocol's {found.group(1)} ", title)


def say_set(context: Context, word: str) -> str:
    """The title of what an id names, with or without a version; other words as they are."""
    name = word.partition("@")[0]
    lens = context.lens
    at_hand: tuple[QuestionSet | FactorSet | Instrument, ...] = (
        *lens.question_sets.values(),
        *lens.factor_sets.values(),
        *lens.passports.values(),
    )
    for known in at_hand:
        if known.set.id == name:
            return say_title(known.set.title)
    found = context.loaded.library.newest(name)
    held = getattr(context.loaded.library.read(found.ref).template, "set", None) if found else None
    return say_title(held.title) if held else word
