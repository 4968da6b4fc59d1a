"""The words of whom a print is made out to: as they read, where one name ends, and what is title, filling or part."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

_WORD = re.compile(r"[^\W_]+")
_ENDS_A_NAME = re.compile(r"[,;:&/+|()\n]")
_WHOSE = re.compile(r"['\u2019]s\b", re.IGNORECASE)
MALE = frozenset({"mr", "mister", "master", "sir"})
FEMALE = frozenset({"mrs", "missus", "ms", "miss", "madam"})
POSTS = frozenset({"dr", "doctor"})
"""Titles that those who work on a case have too: they count where nothing else is said."""
TITLES = MALE | FEMALE | POSTS | {"mx"}
AGENTS = frozenset({"solicitor", "solicitors", "lawyer", "barrister", "counsel", "representative"})
_FILLING_WORDS = (
    "s a an the his her their my our your own and or both to for of by in hand it is about under assessment concerned "
    "former new current young adult himself herself themselves law"
)
_SUBJECT_WORDS = "subject person offender suspect accused defendant perpetrator nominal registrant client"
_OTHER_WORDS = (
    "partner spouse wife husband girlfriend boyfriend fiance fiancee ex carer carers child children kid kids boy girl "
    "baby son sons daughter daughters mother mum mam father dad parent parents brother brothers sister sisters sibling "
    "siblings aunt auntie uncle cousin nephew niece grandmother grandfather grandparent grandparents grandma grandad "
    "gran nan stepmother stepfather stepson stepdaughter relative relatives family victim victims survivor survivors"
)
FILLING = frozenset(_FILLING_WORDS.split())
SUBJECT = frozenset(_SUBJECT_WORDS.split())
OTHERS = frozenset(_OTHER_WORDS.split())


@dataclass(frozen=True)
class Word:
    """One word as it reads, whether it has a capital, and whether a stop that ends a name stands before it."""

    plain: str
    is_capital: bool
    is_apart: bool

    @property
    def goes_on_as_name(self) -> bool:
        """Whether it can be the surname behind an initial."""
        return self.is_capital and not self.is_apart and self.plain not in FILLING | AGENTS | OTHERS | SUBJECT


def fold(text: str) -> list[str]:
    """The words of a text as they read: without case, accents, stops and signs that do not show."""
    return _WORD.findall(_plain(text).casefold())


def read_words(text: str) -> list[Word]:
    """The same words, with what their capitals and the stops between them tell."""
    shown, end, words = _plain(text), 0, []
    for found in _WORD.finditer(shown):
        is_apart = _ENDS_A_NAME.search(shown[end : found.start()]) is not None
        words.append(Word(found.group().casefold(), found.group()[0].isupper(), is_apart))
        end = found.end()
    return words


def split_words(words: Sequence[Word]) -> Iterator[list[Word]]:
    """The words name by name: "R, Mister H and K" is three."""
    number = 0
    numbers = [number := number + (word.is_apart or word.plain in {"and", "or"}) for word in words]
    for _number, group in groupby(zip(numbers, words, strict=True), key=lambda pair: pair[0]):
        yield [word for _n, word in group]


def read_names(label: str | None) -> frozenset[str]:
    """The parts of a label that are a name, one letter or more; none where it tells whose somebody is ("R's Mum")."""
    name = (label or "").partition(" (")[0]
    if _WHOSE.search(name) or not all(word[:1].isupper() or word[:1].isdigit() for word in name.split()):
        return frozenset()
    return frozenset(fold(name)) - TITLES - OTHERS - SUBJECT


def _plain(text: str) -> str:
    spread = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in spread if unicodedata.category(sign) not in {"Mn", "Cf"})
