"""A small grammar: patterns with `{slots}` become sentences, and several of them a paragraph.

A slot is a fact of the case (`{person}`, `{he}`) or a list of words (training/words_common.py), of which one is taken.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from string import Formatter

from sjtool.training.dice import Dice
from sjtool.training.words_common import WORDS

LENGTHS = (1, 1, 1, 1, 2, 2, 2, 3, 3, 4)
"""How many sentences an answer has, as often as it stands here."""
_BEGINS = re.compile(r'(?:^|[.?] )"?[a-z]')


@cache
def _parts(pattern: str) -> tuple[tuple[str, str | None], ...]:
    """The plain text of a pattern and the slot after each stretch of it."""
    return tuple((text, slot) for text, slot, _spec, _conversion in Formatter().parse(pattern))


class Voice:
    """Somebody who writes down what was said and seen in one case."""

    def __init__(self, dice: Dice, facts: Mapping[str, str]) -> None:
        """`facts` are what the slots stand for in this case."""
        self.dice = dice
        self.facts = facts

    def fill(self, pattern: str) -> str:
        """A pattern with a fact or a word in every slot."""
        words = []
        for text, slot in _parts(pattern):
            words.append(text)
            if slot is not None:
                word = self.facts.get(slot) or self.dice.pick(WORDS[slot])
                words.append(self.fill(word) if "{" in word else word)
        return "".join(words)

    def sentence(self, patterns: Sequence[str]) -> str:
        """One pattern, filled."""
        return _capitals(self.fill(self.dice.pick(patterns)))

    def say(self, patterns: Sequence[str], more: Sequence[str] = (), most: int = LENGTHS[-1]) -> str:
        """One pattern and perhaps others, of `more` where the patterns are in each other's way; none of them twice."""
        count = min(self.dice.pick(LENGTHS), most)
        if more:
            chosen = [self.dice.pick(patterns), *self.dice.some(more, count - 1)]
        else:
            chosen = self.dice.some(patterns, count)
        return _capitals(" ".join(self.fill(pattern) for pattern in chosen))


def _capitals(text: str) -> str:
    """The first letter of each sentence large, also behind an opening quotation mark."""
    return _BEGINS.sub(lambda found: found.group().upper(), text)
