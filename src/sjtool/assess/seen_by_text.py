"""The words of records, and what two texts or a text and a name have in common: for copies that leave records out."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sjtool.model.people import Person
from sjtool.model.record import Record

LONG_ENOUGH = 6
"""Words in a row from which on it is no accident that two texts share them."""
_NOT_WORDS = frozenset({"id", "by", "supersedes", "salt", "chain", "sshsig", "head", "sha256", "digest"})
_CODE = re.compile(r"(?=.*[A-Za-z])(?=.*[0-9._-]).+")
_WORD = re.compile(r"\w+")


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """Every text of a record, with the key it stands under."""
    for key in type(record).model_fields:
        value = getattr(record, key) if key not in _NOT_WORDS else None
        parts = value if isinstance(value, tuple) else (value,)
        yield from ((key, part) for part in parts if isinstance(part, str))


def runs_of(text: str) -> Iterator[tuple[str, ...]]:
    """Every six words that stand in a row; a code, which has no spaces, is nobody's words."""
    words = _WORD.findall(text.casefold()) if " " in text else []
    yield from (tuple(words[at : at + LONG_ENOUGH]) for at in range(len(words) - LONG_ENOUGH + 1))


def is_code(text: str) -> bool:
    """Whether a text is an id or a coded word: no spaces, and a digit, a dot or a dash in it."""
    return " " not in text and _CODE.fullmatch(text) is not None


def names_of(person: Person) -> Iterator[re.Pattern[str]]:
    """How a person is called, and their id where that is no plain word."""
    label = person.label or ""
    called = {label, label.partition(" (")[0], person.id if _CODE.fullmatch(person.id) else ""}
    yield from (name_pattern(name) for name in sorted(called) if name.strip())


def name_pattern(name: str) -> re.Pattern[str]:
    """A name as a word of its own; one plain word only as it is written, for it may be a word like any other."""
    parts = name.split()
    flag = re.NOFLAG if len(parts) == 1 and not _CODE.fullmatch(name) else re.IGNORECASE
    spaced = r"\s+".join(re.escape(part) for part in parts)
    return re.compile(rf"(?<!\w){spaced}(?!\w)", flag)
