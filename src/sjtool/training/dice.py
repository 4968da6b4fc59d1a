"""Chance that falls the same way on every run, platform and version of Python.

Only `random.Random.random` is used, seeded with text: Python promises the same numbers for it, and for nothing else.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Dice:
    """One stream of chance, settled by what it is seeded with."""

    def __init__(self, *seed: object) -> None:
        """The parts of the seed make one text."""
        self._random = random.Random("/".join(str(part) for part in seed)).random  # noqa: S311 - invention, no secret

    def below(self, count: int) -> int:
        """A whole number from nought up to, and not including, `count`."""
        return int(self._random() * count)

    def between(self, lowest: int, highest: int) -> int:
        """A whole number between two, both of them possible."""
        return lowest + self.below(highest - lowest + 1)

    def chance(self, share: float) -> bool:
        """Whether something happens that happens in this share of cases."""
        return self._random() < share

    def pick(self, options: Sequence[T]) -> T:
        """One of them."""
        return options[int(self._random() * len(options))]

    def some(self, options: Sequence[T], count: int) -> list[T]:
        """So many of them, all of them where there are fewer, in the order they stand in."""
        left, taken, rest = min(count, len(options)), [], len(options)
        for option in options if left > 0 else ():
            if self._random() * rest < left:
                taken.append(option)
                left -= 1
                if not left:
                    break
            rest -= 1
        return taken

    def shuffled(self, options: Sequence[T]) -> list[T]:
        """All of them, in another order."""
        mixed = list(options)
        for number in range(len(mixed) - 1, 0, -1):
            other = self.below(number + 1)
            mixed[number], mixed[other] = mixed[other], mixed[number]
        return mixed
