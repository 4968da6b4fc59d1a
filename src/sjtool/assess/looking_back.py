"""What `history` and `diff` may say: to whom, with which levels, and how coded values are called.

Coded values and ids only: an officer's own words stay in their records. A covert action and its news are there for an
officer at a screen alone; of somebody who is a victim or confidential there is the label and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from sjtool.assess.standing import Standing
from sjtool.dates import day_words
from sjtool.model.case import Entry
from sjtool.model.decision import Action, ActionUpdate
from sjtool.model.people import Officer, Person
from sjtool.model.upkeep import Acknowledgement, Erasure

_FACTOR = re.compile(r"[a-z0-9-]+(?:@[0-9A-Za-z.-]+)?/(?P<factor>[a-z0-9-]+)")
_AGENCIES = frozenset(
    ("police", "probation", "hmpps", "probation service", "prison", "prison service", "youth justice", "yot", "yjs")
)
"""Who leads by law; any other name of an agency is the officer's words."""


@dataclass(frozen=True)
class Reader:
    """A case as one reader may be told of it. `titles` names entries of menus by their references."""

    standing: Standing
    hidden: bool = False
    at_screen: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)

    def may_see(self, entry: Entry) -> bool:
        """Whether this reader may know that a record is there."""
        return self.at_screen or not self._is_covert(entry)

    def _is_covert(self, entry: Entry) -> bool:
        """Whether a record is a covert action, in any version, or tells of one."""
        record = entry.record
        named = record.action if isinstance(record, ActionUpdate) else record.id
        if isinstance(record, Acknowledgement | Erasure):
            named = record.record
        about = self.standing.case.find(named or "")
        named = about.action if isinstance(about, ActionUpdate) else named
        return bool(named) and self.standing.root(named or "") in self._covert

    @cached_property
    def _covert(self) -> frozenset[str]:
        root = self.standing.root
        return frozenset(root(a.id) for a in self.standing.case.of(Action) if a.handling == "covert")

    def is_guarded(self, person_id: str | None) -> bool:
        """Whether only the label of a person may be told."""
        person = self.standing.person(person_id)
        return person is not None and is_guarded(person)

    def say_owner(self, owner: str | None) -> str:
        """Who is to do a thing: an officer's id; anybody else by name only at a screen."""
        if owner is None:
            return "nobody named"
        is_officer = isinstance(self.standing.current(owner), Officer)
        is_officer = is_officer or any(entry.record.by == owner for entry in self.standing.case)
        return owner if is_officer or self.at_screen else "named in the case"

    def say_agency(self, agency: str | None) -> str:
        """An agency that leads by law; any other by name only at a screen."""
        is_known = (agency or "").strip().casefold() in _AGENCIES
        return say_code(agency) if is_known or self.at_screen or not agency else "another agency"

    def say_kind(self, action: Action) -> str:
        """What an action is, by the entry of a menu that it came from; its own words only at a screen."""
        own = action.kind if self.at_screen else None
        return self.titles.get(action.menu_entry or "") or own or ""

    def say_answers(self, answers: Iterable[str]) -> str:
        """What an action answers: records by id, factors by name; words that are neither are left out."""
        return ", ".join(dict.fromkeys(self._named(answers)))

    def _named(self, answers: Iterable[str]) -> Iterator[str]:
        for answer in answers:
            factor = _FACTOR.fullmatch(answer)
            if self.standing.case.find(answer):
                yield answer
            elif factor:
                yield say_code(factor["factor"])


def is_guarded(person: Person) -> bool:
    """Whether a person is a victim's stub, or marked confidential."""
    return "victim" in person.roles or person.confidential is True


def say_code(code: str | None) -> str:
    """A coded word as people write it; `not said` where there is none."""
    return (code or "not said").replace("-", " ")


def say_day(day: str | None) -> str:
    """A day in words; `not said` where there is none."""
    return day_words(day) or "not said"


def factor_name(ref: str | None) -> str:
    """The factor of `sheet@version/factor` in words."""
    return (ref or "").rpartition("/")[2].replace("-", " ")
