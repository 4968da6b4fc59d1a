"""Whether somebody of the case is given a print: whom it is made out to, held against names and part words.

A name counts however it is written: large or small, with or without stops, spaces or accents. Words for a part in the
case ("the partner", "his mother") count where nothing else is said, for "partner agency" and "family court" are
neither. What is not found here may still be somebody of the case under another name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal

from sjtool.assess.standing import Standing
from sjtool.model.people import Person

Recipient = Literal["nobody", "subject", "other"]
"""Nobody of the case, the person under assessment alone, or anybody else of it (with or without the person)."""
_WORD = re.compile(r"[^\W_]+")
_LONG_ENOUGH = 3
"""Letters of a name from which on it is taken for one where it stands among other words."""
_TITLES = frozenset({"mr", "mister", "mrs", "ms", "miss", "mx"})
_AGENTS = frozenset({"solicitor", "solicitors", "lawyer", "barrister", "counsel", "representative"})
_FILLING_WORDS = (
    "s a an the his her their my our your own and or both to for of by in hand it is about under assessment concerned "
    "former new current young adult himself herself themselves law"
)
_SUBJECT_WORDS = "subject person offender suspect accused defendant perpetrator nominal registrant client"
_OTHER_WORDS = (
    "partner spouse wife husband girlfriend boyfriend fiance fiancee ex carer carers child children kid kids boy girl "
    "baby son sons daughter daughters mother mum mam father dad parent parents brother brothers sister sisters sibling "
    "siblings aunt uncle cousin nephew niece grandmother grandfather grandparent grandparents grandma grandad gran nan "
    "stepmother stepfather stepson stepdaughter relative relatives family victim victims survivor survivors"
)
_FILLING = frozenset(_FILLING_WORDS.split())
_SUBJECT = frozenset(_SUBJECT_WORDS.split())
_OTHERS = frozenset(_OTHER_WORDS.split())


def find_recipient(standing: Standing, recipient: str) -> Recipient:
    """Who of the case a print is made out to; professionals count as nobody."""
    said, found = _fold(recipient), set[Recipient]()
    rest = list(said)
    for person in standing.case.of(Person):
        if "professional" in person.roles:
            continue
        runs = [*_names_in(said, person)]
        if runs or _is_called(said, person):
            is_subject = standing.subject is not None and standing.same(person.id, standing.subject.id)
            found.add("subject" if is_subject else "other")
        for run in runs:
            rest = _without(rest, run)
    parts = _parts(rest)
    if "other" in found or parts & _OTHERS:
        return "other"
    return "subject" if "subject" in found or parts & _SUBJECT else "nobody"


def _fold(text: str) -> list[str]:
    """The words of a text as they read: without case, accents, stops and signs that do not show."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return _WORD.findall("".join(sign for sign in plain if unicodedata.category(sign) not in {"Mn", "Cf"}))


def _names_in(said: Sequence[str], person: Person) -> Iterator[list[str]]:
    """How a person is called, as far as it stands among the words: by label, without its brackets, or by id."""
    label = person.label or ""
    for name in (_fold(label.partition(" (")[0]), _fold(person.id)):
        words = [word for word in name if word != "the"]
        if words and (_stands_alone(said, words) or (_is_plain(words) and _find(said, words) is not None)):
            yield words


def _stands_alone(said: Sequence[str], words: Sequence[str]) -> bool:
    """Whether nothing else is said; spaces do not count."""
    return "".join(word for word in said if word != "the") == "".join(words)


def _is_plain(words: Sequence[str]) -> bool:
    """Whether it is a name among other words too: one short word, or a word for a part, is not."""
    only = words[0]
    if len(words) > 1 or any(sign.isdigit() for sign in only):
        return True
    return len(only) >= _LONG_ENOUGH and only not in _OTHERS | _SUBJECT


def _find(said: Sequence[str], words: Sequence[str]) -> int | None:
    size = len(words)
    return next((at for at in range(len(said) - size + 1) if list(said[at : at + size]) == list(words)), None)


def _without(said: list[str], words: Sequence[str]) -> list[str]:
    """The words without those of a name, wherever it stands."""
    while (at := _find(said, words)) is not None:
        said = [*said[:at], *said[at + len(words) :]]
    return said


def _is_called(said: Sequence[str], person: Person) -> bool:
    """Whether nothing is said but names of theirs, with or without a title: "Mrs Green", of Mr Alan Green too."""
    words = (person.label or "").partition(" (")[0].split()
    if not all(word[:1].isupper() for word in words):
        return False
    names = {part for word in words for part in _fold(word) if len(part) >= _LONG_ENOUGH} - _TITLES - _OTHERS - _SUBJECT
    left = {word for word in said if word not in _TITLES | _FILLING}
    return bool(left) and left <= names


def _parts(said: Sequence[str]) -> frozenset[str]:
    """The words for parts in the case, where nothing else is said but whom they stand to, or who acts for them."""
    left = frozenset(said) - _FILLING - _AGENTS
    return left if left <= _OTHERS | _SUBJECT else frozenset()
