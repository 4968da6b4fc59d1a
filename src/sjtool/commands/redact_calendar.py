"""Words of the calendar, which are nobody's name: days of the week, months, holidays, and more than one of them."""

from __future__ import annotations

from sjtool.commands.redact_written import MONTHS

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT_DAYS = ("mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun")
_HOLIDAYS = ("easter", "christmas", "xmas", "whitsun", "halloween")
_SAID = (*_DAYS, *(month for month in MONTHS if month != "jan"), *_HOLIDAYS)
"""Jan is a forename first."""
_WORDS = frozenset((*_SAID, *(f"{word}s" for word in _SAID), *_SHORT_DAYS))


def is_calendar(word: str) -> bool:
    """Whether a word is one of the calendar, in whatever letters: `Fridays`, `June's`."""
    bare = word.casefold().rstrip(".").replace("\u2019", "'").removesuffix("'s")
    return bare in _WORDS


def is_month(word: str) -> bool:
    """Whether a word is a month, which can be a forename: `June`."""
    return word.casefold() in MONTHS
