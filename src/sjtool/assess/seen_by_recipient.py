"""Whether somebody of the case is given a print: whom it is made out to, held against names and part words.

A name counts however it is written: large or small, with or without stops, spaces or accents, under its own title,
another or none (`recipient_words.py`). Words for a part in the case ("the partner", "his mother") count where nothing
else is said, for "partner agency" and "family court" are neither. What is not found here may still be somebody of the
case under another name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from sjtool.assess.recipient_words import (
    AGENTS,
    FEMALE,
    FILLING,
    MALE,
    OTHERS,
    POSTS,
    SUBJECT,
    TITLES,
    Word,
    fold,
    read_names,
    read_words,
    split_words,
)
from sjtool.assess.standing import Standing
from sjtool.model.people import Person

Recipient = Literal["nobody", "subject", "other"]
"""Nobody of the case, the person under assessment alone, or anybody else of it (with or without the person)."""
_LONG_ENOUGH = 3
"""Letters of a name from which on it is taken for one where it stands among other words."""


def find_recipient(standing: Standing, recipient: str) -> Recipient:
    """Who of the case a print is made out to; professionals count as nobody."""
    said, found = fold(recipient), set[Recipient]()
    rest = list(said)
    people = [person for person in standing.case.of(Person) if "professional" not in person.roles]
    called = _find_called(recipient, people, [one for one in standing.case.of(Person) if "professional" in one.roles])
    for number, person in enumerate(people):
        runs = [*_names_in(said, person)]
        if runs or number in called:
            is_subject = standing.subject is not None and standing.same(person.id, standing.subject.id)
            is_them = runs or not _is_of_another_sex(said, person)
            found.add("subject" if is_subject and is_them else "other")
        for run in runs:
            rest = _without(rest, run)
    names = frozenset[str]().union(*(read_names(person.label) for person in people))
    parts = _parts(rest) | _parts([word for word in rest if word not in names])
    if "other" in found or parts & OTHERS:
        return "other"
    return "subject" if "subject" in found or parts & SUBJECT else "nobody"


def _names_in(said: Sequence[str], person: Person) -> Iterator[list[str]]:
    """How a person is called, as far as it stands among the words: by label, without its brackets, or by id."""
    label = person.label or ""
    for name in (fold(label.partition(" (")[0]), fold(person.id)):
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
    return len(only) >= _LONG_ENOUGH and only not in OTHERS | SUBJECT


def _find(said: Sequence[str], words: Sequence[str]) -> int | None:
    size = len(words)
    return next((at for at in range(len(said) - size + 1) if list(said[at : at + size]) == list(words)), None)


def _without(said: list[str], words: Sequence[str]) -> list[str]:
    """The words without those of a name, wherever it stands."""
    while (at := _find(said, words)) is not None:
        said = [*said[:at], *said[at + len(words) :]]
    return said


def _find_called(recipient: str, people: Sequence[Person], working: Sequence[Person]) -> frozenset[int]:
    """Which of them are called by a name of theirs under whatever title: "Mrs R" of Ms R, "Mrs Green" of Alan Green.

    Who works on the case is not taken for them: where that is said whom the file knows as a professional.
    """
    said = fold(recipient)
    if any(_stands_alone(said, run) for person in working for run in _names_in(said, person)):
        return frozenset()
    names = [read_names(person.label) for person in people]
    words = read_words(recipient)
    groups = [_called_by(group, names) for group in split_words(words)]
    told = [group for group in groups if group is not None]
    alone = frozenset[int]().union(*told) if all(told) else frozenset[int]()
    written = "".join(word for word in said if word != "the")
    joined = {n for n, known in enumerate(names) if any(written == t + name for t in TITLES for name in known)}
    return alone | joined | {n for n, known in enumerate(names) if _is_titled(words, known)}


def _called_by(group: Sequence[Word], names: Sequence[frozenset[str]]) -> frozenset[int] | None:
    """Who is called by words that stand together, nothing else being said; None where no name is among them."""
    plain = frozenset(word.plain for word in group)
    known = frozenset[str]().union(*names)
    left = plain - TITLES - (FILLING - known)
    return frozenset(n for n, name in enumerate(names) if left <= name) if left else None


def _is_titled(words: Sequence[Word], names: frozenset[str]) -> bool:
    """Whether a title stands before a name of theirs anywhere; not before that of "Ms R. Jones", who is another."""
    for at, word in enumerate(words[:-1]):
        if word.plain not in TITLES - POSTS or words[at + 1].plain not in names:
            continue
        end = next((n for n in range(at + 1, len(words)) if words[n].plain not in names), len(words))
        if end == len(words) or not words[end].goes_on_as_name:
            return True
    return False


def _is_of_another_sex(said: Sequence[str], person: Person) -> bool:
    """Whether the title said is not of the sex that the label's is: "Mrs H" is not Mr H but somebody beside him."""
    own = frozenset(fold((person.label or "").partition(" (")[0]))
    return bool((own & MALE and FEMALE.intersection(said)) or (own & FEMALE and MALE.intersection(said)))


def _parts(said: Sequence[str]) -> frozenset[str]:
    """The words for parts in the case, where nothing else is said but whom they stand to, or who acts for them."""
    left = frozenset(said) - FILLING - AGENTS
    return left if left <= OTHERS | SUBJECT else frozenset()
