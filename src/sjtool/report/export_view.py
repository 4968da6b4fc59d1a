"""A case as the tables of an export see it: ids without names, people by their roles, coded words only.

A word where a code should stand (a hand-edited rating, a tool level that no passport lists) becomes `uncoded`, so that
no words of a case can pass for a code. A record id that somebody made up becomes a number of its kind.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sjtool.assess.due import Due
from sjtool.assess.independence import who_is
from sjtool.assess.standing import Standing
from sjtool.loader import Loaded
from sjtool.model.people import Officer, Person
from sjtool.model.record import Record
from sjtool.problem import Problem
from sjtool.report.wording import is_guarded

UNCODED = "uncoded"
"""What stands for words where a code should be."""
_MADE_ID = re.compile(r"[a-z]{1,3}-\d{1,9}")
_ROLES = ("subject", "victim", "partner", "carer", "child", "potential-victim", "relative", "professional")
"""Which of several roles names somebody: a victim is known as nothing else."""
_HASH_DIGITS = 16
_BANDS = (10, 13, 16, 18, 25, 35, 45, 55, 65, 75)


@dataclass(frozen=True)
class ExportView:
    """One case, with what was worked out about it elsewhere. `key` hashes case and officer ids where there is one."""

    loaded: Loaded
    today: date
    dues: Sequence[Due] = ()
    problems: Sequence[Problem] = ()
    key: bytes = b""

    @property
    def standing(self) -> Standing:
        """The case through its corrections."""
        return self.loaded.standing

    @property
    def hidden(self) -> bool:
        """Whether the levels of tools are hidden: until the open assessment has its final judgement."""
        return self.loaded.hides_levels

    @cached_property
    def case(self) -> str:
        """What the case is called."""
        return self._hash("c", self.loaded.name) if self.key else self.loaded.name

    def officer(self, officer_id: str | None) -> str | None:
        """What an officer is called: the same for one who is spelt in two ways, where it is a hash."""
        if officer_id is None or not self.key:
            return officer_id
        return self._hash("o", who_is(self.standing, officer_id))

    def owner(self, name: str | None) -> str | None:
        """An officer who is recorded in the case; anybody else is named in words, and left out."""
        is_officer = bool(name) and isinstance(self.standing.current(name or ""), Officer)
        return self.officer(name) if is_officer else None

    def id_of(self, record: Record | None) -> str | None:
        """The id of a record, where sjtool made it; else its number among the records of its kind."""
        if record is None:
            return None
        if _MADE_ID.fullmatch(record.id):
            return record.id
        made = [one.id for one in self.standing.case.of(type(record))]
        return f"{type(record).prefix or type(record).kind_name}-x{made.index(record.id) + 1}"

    def ref(self, record_id: str | None) -> str | None:
        """The id of the record that stands for one that is named somewhere."""
        return self.id_of(self.standing.current(record_id)) if record_id else None

    def role(self, person_id: str | None) -> str | None:
        """Who somebody is in the case: `subject`, `partner-1`, `child-2`, in the order they were recorded."""
        person = self.standing.person(person_id)
        return self._roles.get(self.standing.root(person.id)) if person else None

    def is_guarded(self, person_id: str | None) -> bool:
        """Whether of this person nothing but the label may be told."""
        person = self.standing.person(person_id)
        return bool(person and is_guarded(person))

    @cached_property
    def _roles(self) -> dict[str, str]:
        counts: Counter[str] = Counter()
        named = {}
        subject = self.standing.subject
        for person in self.standing.of(Person):
            if subject and person.id == subject.id:
                named[self.standing.root(person.id)] = "subject"
                continue
            role = next((one for one in _ROLES[1:] if one in person.roles), "other")
            counts[role] += 1
            named[self.standing.root(person.id)] = f"{role}-{counts[role]}"
        return named

    def _hash(self, kind: str, name: str) -> str:
        made = hmac.new(self.key, f"{kind}:{name}".encode(), hashlib.sha256).hexdigest()
        return f"{kind}-{made[:_HASH_DIGITS]}"


def coded(word: str | None, known: Collection[str]) -> str | None:
    """A word that is one of those known here; any other is `uncoded`."""
    return word if word is None or word in known else UNCODED


def recorded_on(record: Record) -> date | None:
    """The day a record was made, in UTC."""
    return record.at.date() if record.at else None


def age_band(born: str | None, today: date) -> str | None:
    """`25-34`: None where nothing is recorded, or where a year or month alone leaves it open."""
    if not born:
        return None
    parts = [int(part) for part in born.split("-")]
    year, month, on = (*parts, 0, 0)[:3]
    latest = (year, month or 12, on or 31)
    earliest = (year, month or 1, on or 1)
    bands = {_band(_age(moment, today)) for moment in (earliest, latest)}
    return bands.pop() if len(bands) == 1 else None


def _age(born: tuple[int, int, int], today: date) -> int:
    return today.year - born[0] - ((today.month, today.day) < born[1:])


def _band(age: int) -> str | None:
    if age < 0:
        return None
    upper = next((n for n, start in enumerate(_BANDS) if age < start), len(_BANDS))
    if upper == 0:
        return f"under-{_BANDS[0]}"
    return f"{_BANDS[-1]}-plus" if upper == len(_BANDS) else f"{_BANDS[upper - 1]}-{_BANDS[upper] - 1}"
