"""Inputs of a calculation as typed values; every fault is named, none is guessed away.

A missing input is None, never zero. Text may be in any capitals. Dates are whole days, as 2026-03-04.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

LARGEST_COUNT = 999
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Inputs:
    """The inputs of one calculation, read with a list of everything that is wrong with them."""

    def __init__(self, given: Mapping[str, Any], known: Collection[str]) -> None:
        """`known` are the keys the instrument has; another key would be an input nobody reads."""
        self.given = given
        self.problems: list[str] = [
            f"{_name(key)} is not an input of this instrument" for key in given if key not in known
        ]
        self.used: dict[str, Any] = {}

    def missing_of(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of some inputs that are missing."""
        return tuple(key for key in keys if self.given.get(key) is None)

    def count(self, key: str, least: int = 0) -> int | None:
        """A whole number from `least` to 999."""
        value = self.given.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= LARGEST_COUNT:
            self._wrong(key, f"a whole number from {least} to {LARGEST_COUNT}")
            return None
        self.used[key] = value
        return value

    def day(self, key: str) -> date | None:
        """A day."""
        value = self.given.get(key)
        if value is None:
            return None
        if type(value) is date:
            self.used[key] = value.isoformat()
            return value
        if isinstance(value, str) and _DAY.fullmatch(value):
            try:
                found = date.fromisoformat(value)
            except ValueError:
                self._wrong(key, "a day that exists, as 2026-03-04")
                return None
            self.used[key] = value
            return found
        self._wrong(key, "a day, as 2026-03-04")
        return None

    def choice(self, key: str, options: Collection[str]) -> str | None:
        """One of a closed list."""
        value = self.given.get(key)
        if value is None:
            return None
        word = value.strip().casefold() if isinstance(value, str) else value
        if not isinstance(word, str) or word not in options:
            self._wrong(key, f"one of {', '.join(options)}")
            return None
        self.used[key] = word
        return word

    def truth(self, key: str) -> bool | None:
        """True or false, and nothing that could pass for it."""
        value = self.given.get(key)
        if value is None:
            return None
        if not isinstance(value, bool):
            self._wrong(key, "true or false")
            return None
        self.used[key] = value
        return value

    def _wrong(self, key: str, wanted: str) -> None:
        self.problems.append(f"{key} must be {wanted}")


def _name(key: object) -> str:
    """A key in quotes, where it looks like one; words that are none are not repeated."""
    return f'"{key}"' if isinstance(key, str) and re.fullmatch(r"[A-Za-z0-9_-]{1,40}", key) else "a key"


def completed_years(since: date, until: date) -> int:
    """Whole years between two days. From 29 February a year is complete on 1 March where there is no such day."""
    return until.year - since.year - ((until.month, until.day) < (since.month, since.day))
