"""Which officer of a case a typed name means: `PC Hughes` is PC A. Hughes, whose id is pc-4412."""

from __future__ import annotations

import re

from sjtool.assess.independence import who_is
from sjtool.assess.standing import Standing
from sjtool.model.people import Officer


def could_be(officer: Officer, typed: str) -> bool:
    """Whether typed words are the name on an officer's record, in full or without what comes before the last name.

    Every word has to be one of the record's, so that another initial is another officer.
    """
    name, words = _words(officer.name or ""), _words(typed)
    return bool(name and words) and name[-1] in words and set(words) <= set(name)


def find_named(standing: Standing, typed: str) -> tuple[Officer, ...]:
    """The officers of the case that a typed id or name may mean; an id, in any spelling, means one only."""
    officers = standing.of(Officer)
    by_id = tuple(officer for officer in officers if who_is(standing, officer.id) == who_is(standing, typed.strip()))
    return by_id or tuple(officer for officer in officers if could_be(officer, typed))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
