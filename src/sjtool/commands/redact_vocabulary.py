"""Words that are nobody's: those of the templates. What is not among them is looked at by a reader."""

from __future__ import annotations

import re
from functools import cache, cached_property

from sjtool.store.library import Library
from sjtool.store.toml import read_bytes

WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_ENDINGS = ("'s", "\u2019s", "ies", "ing", "ed", "es", "ly", "er", "s", "d", "n", "r", "y")
_SHORT = 3
_ALWAYS = frozenset(("I", "A", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"))


class Vocabulary:
    """Every word of the templates within reach, as written there and in small letters."""

    def __init__(self, library: Library) -> None:
        """Nothing is read before it is asked for."""
        self._library = library

    @cached_property
    def as_written(self) -> frozenset[str]:
        """Words with their capitals, such as ARMS and DPA."""
        texts = (read_bytes(found.path).decode("utf-8", "replace") for found in self._library.found.values())
        return frozenset(word for text in texts for word in WORD.findall(text)) | _ALWAYS

    @cached_property
    def _small(self) -> frozenset[str]:
        """Words that stand in small letters somewhere: a name that only ever has a capital is none of them."""
        small = {word for word in self.as_written if word == word.casefold()}
        return frozenset(small | {self._stem(word) for word in small})

    def knows(self, word: str) -> bool:
        """Whether a word is plain: in the templates in small letters, or with another ending."""
        small = word.casefold()
        return small in self._small or self._stem(small) in self._small

    def holds(self, word: str) -> bool:
        """Whether a word is in the templates in small letters as it is; `knows` takes Sally for an ending of sale."""
        small = word.casefold()
        return small in self.as_written or small.removesuffix("s") in self.as_written

    def is_written_so(self, word: str) -> bool:
        """Whether a word with a capital is always written with it: ARMS, Monday; never a word that can be small."""
        is_name = word in self.as_written and (word.isupper() or not self.knows(word))
        return word in _ALWAYS or is_name

    def is_plain(self, text: str) -> bool:
        """Whether a text is made of plain words only: no figure, no capital but at its start."""
        words = WORD.findall(text)
        capitals = any(word != word.casefold() for word in words[1:])
        return not capitals and not re.search(r"\d", text) and all(self.knows(word) for word in words)

    @staticmethod
    def _stem(word: str) -> str:
        ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORT), "")
        return word.removesuffix(ending)


@cache
def vocabulary_of(library: Library) -> Vocabulary:
    """The vocabulary of a library, read once."""
    return Vocabulary(library)
