"""Whether words speak of anybody but the person under assessment: by name, by part, or by a pronoun.

For what the person may be given, and for what an officer must read first. What is found may be harmless; what is told
under another name is not found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from sjtool.assess.once import once_per_case
from sjtool.assess.seen_by_text import name_pattern, names_of
from sjtool.assess.standing import Standing
from sjtool.model.people import Officer, Person

_PARTS = re.compile(
    r"\b(?:neighbours?|next door|mother|mum|mam|father|dad|parents?|brothers?|sisters?|siblings?|sons?|daughters?|wife"
    r"|husband|spouse|partner|girlfriend|boyfriend|fianc\w+|friends?|aunt\w*|uncle|cousin|nephew|niece|grand\w+|gran|nan"
    r"|step\w+|relatives?|famil(?:y|ies)|girls?|boys?|lads?|child(?:ren)?|kids?|baby|toddler|landlord|landlady|lodger"
    r"|flatmate|housemate|employer|boss|works manager|chaplain|organiser|colleagues?|teacher|school|caller|informant"
    r"|witness|victims?)\b",
    re.IGNORECASE,
)
"""Words for what somebody is to the person, or to the case."""
_CHILDREN_AT_LARGE = re.compile(
    r"\b(?:a|no|any|other) (?:child|children|kid)\b(?:'s)?|\bchildren's services\b"
    r"|(?<!the )(?<!both )(?<!her )(?<!his )(?<!their )(?<!these )(?<!two )\bchildren\b",
    re.IGNORECASE,
)
"""Children as such, as in an order or a conviction: none of them is anybody."""
_BOTH = re.compile(r"\b(?:both|either|each|neither)\b(?: of)? (?:adults?|men|women|of them)\b", re.IGNORECASE)
_LETTERED = re.compile(r"\b(?:Child|Victim|Person|Witness) (?:[A-Z]|\d+)\b")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx)\.? (?P<name>[A-Z][\w'\u2019-]*)")
_IN_A_SENTENCE = re.compile(r"(?<=[a-z0-9,;:] )[A-Z][a-z]{2,}\b(?! (?:Road|Street|Lane|House|Court|Centre)\b)")
_CAPITALS = (
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays Thursdays Fridays Saturdays Sundays Christmas "
    "Easter Act Schedule Crown Court Police Probation Child English British Welsh England Wales Telephone Digital Page"
)
_KNOWN_CAPITALS = frozenset(_CAPITALS.split())
_RANKED = re.compile(r"\b(?:PC|PS|DC|DS|DI|DCI|Sgt|Sergeant|Inspector) [A-Z][\w'\u2019-]*")
_FILLING = re.compile(r"\b(?:with|and|me|us|officers?|two|colleagues?)\b", re.IGNORECASE)
_OF_OTHER_SEX = {
    "male": re.compile(r"\b(?:she|her|hers|herself)\b", re.IGNORECASE),
    "female": re.compile(r"\b(?:he|him|his|himself)\b", re.IGNORECASE),
}
_WORD = re.compile(r"\w+")
_SEX_OF_TITLE = {"Mr": "male", "Mrs": "female", "Ms": "female", "Miss": "female"}
_NOT_NAMES = frozenset(
    ("mr", "mrs", "ms", "miss", "mx", "dr", "child", "children", "mother", "father", "partner", "victim", "the")
)
_SHORT = 3


class OthersWords:
    """The words of a case held against everybody in it but the person."""

    def __init__(self, standing: Standing) -> None:
        """Nothing is read before it is asked for."""
        self.standing = standing

    def name_others(self, text: str) -> bool:
        """Whether anybody of the case but the person is named, in whole or by a name of theirs."""
        return any(name.search(text) for name in self._names)

    def title_others(self, text: str) -> bool:
        """Whether somebody has a title and a name who is neither the person nor known to work on the case."""
        return any(found.group() not in self._known_titled for found in _TITLED.finditer(text))

    def tell_of_others(self, text: str) -> bool:
        """Whether somebody else is named, whether or not they are in the case, or stands behind a pronoun."""
        return self.name_others(text) or self.title_others(text) or self.hold_a_name(text) or self.point_at_others(text)

    def hold_a_name(self, text: str) -> bool:
        """Whether a capital stands within a sentence where it may be the name of somebody who is not in the case."""
        found = {one.group() for one in _IN_A_SENTENCE.finditer(text)}
        return bool(found - _KNOWN_CAPITALS - self._working_names)

    def speak_of_others(self, text: str) -> bool:
        """Whether somebody else is spoken of by part, by a letter, or as one of two adults."""
        return bool(_PARTS.search(text) or _BOTH.search(text) or _LETTERED.search(text))

    def point_at_others(self, text: str) -> bool:
        """Whether a pronoun stands in it that is not the person's; where their sex is not known, of both sexes."""
        sexes = [pattern for sex, pattern in _OF_OTHER_SEX.items() if self._sex in (sex, None)]
        return all(pattern.search(text) for pattern in sexes)

    def concern_others(self, text: str) -> bool:
        """Whether any of this holds; children as such, as an order has them, count as nobody."""
        return self.tell_of_others(text) or self.speak_of_others(_CHILDREN_AT_LARGE.sub("", text))

    def are_all_at_work(self, text: str) -> bool:
        """Whether words for who was there name officers and others who work on the case, and nobody besides."""
        rest = _RANKED.sub("", text)
        for name in sorted(self._known, key=len, reverse=True):
            rest = rest.replace(name, "")
        return _WORD.search(_FILLING.sub("", rest)) is None

    def is_subject(self, person: str | None) -> bool:
        """Whether an id is the person's."""
        return self.standing.subject is not None and self.standing.same(person, self.standing.subject.id)

    @cached_property
    def _sex(self) -> str | None:
        """The person's, as recorded or as their title has it."""
        subject = self.standing.subject
        if subject is None or subject.gender in _OF_OTHER_SEX:
            return subject.gender if subject else None
        return _SEX_OF_TITLE.get((subject.label or "").partition(" ")[0].strip("."))

    @cached_property
    def _names(self) -> tuple[re.Pattern[str], ...]:
        """How anybody but the person is or was called, in whole and by each name of theirs."""
        found: list[re.Pattern[str]] = []
        for person in self.standing.case.of(Person):
            if not self.is_subject(person.id):
                found += [*names_of(person), *map(name_pattern, self._single_names(person))]
        return tuple(found)

    def _single_names(self, person: Person) -> Iterator[str]:
        """Each word of a label that is a name: all of them begin with a capital, and the person has not the same."""
        words = (person.label or "").partition(" (")[0].split()
        if all(word[:1].isupper() for word in words):
            known = _NOT_NAMES | self._own_words
            yield from (word for word in words if len(word) >= _SHORT and word.casefold().strip(".") not in known)

    @cached_property
    def _own_words(self) -> frozenset[str]:
        people = (one for one in self.standing.case.of(Person) if self.is_subject(one.id))
        return frozenset(word.casefold() for one in people for word in (one.label or "").split())

    @cached_property
    def _known_titled(self) -> frozenset[str]:
        """How the person, officers and those who work on the case are called."""
        titled = [(found.group().partition(" ")[0], name) for name in self._known for found in _TITLED.finditer(name)]
        return frozenset(f"{title} {word}" for title, name in titled for word in _WORD.findall(name))

    @cached_property
    def _working_names(self) -> frozenset[str]:
        return frozenset(word for name in self._known for word in _WORD.findall(name))

    @cached_property
    def _known(self) -> tuple[str, ...]:
        case = self.standing.case
        own = [one.label for one in case.of(Person) if self.is_subject(one.id) or "professional" in one.roles]
        return tuple(name for name in (*own, *(officer.name for officer in case.of(Officer))) if name)


@once_per_case
def find_others_words(standing: Standing) -> OthersWords:
    """The words of a case held against everybody in it but the person, read once."""
    return OthersWords(standing)
