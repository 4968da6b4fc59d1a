"""Where one invented case stands while it is being written: its ledger, its people, what it can point at so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

from sjtool.training.book import Book, Erased
from sjtool.training.dice import Dice
from sjtool.training.features import Features
from sjtool.training.grammar import Voice
from sjtool.training.law import Sentence
from sjtool.training.people import Cast
from sjtool.training.shelf import RatedFactor, Shelf

SATURDAY = 5
WEEK = 7


class Held(NamedTuple):
    """The rating of a factor that is in force: its label, its place in the scale, and the assessment it was made in."""

    factor: RatedFactor
    label: str
    step: int
    assessment: str


class Said(NamedTuple):
    """The tool result that is current on its scale, with the level in our words."""

    id: str
    construct: str
    level: str
    assessment: str


@dataclass
class Scene:
    """One case in the making."""

    book: Book
    victims: Book
    dice: Dice
    voice: Voice
    shelf: Shelf
    features: Features
    cast: Cast
    day: date
    sentence: Sentence | None = None
    assessment: str = ""
    is_last: bool = False
    trend: int = 1
    accounts: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    visit: str = ""
    held: dict[tuple[str, str], Held] = field(default_factory=dict)
    said: dict[tuple[str, str, str], Said] = field(default_factory=dict)
    readings: list[str] = field(default_factory=list)
    scenarios: list[str] = field(default_factory=list)
    plan: dict[str, date] = field(default_factory=dict)
    left_open: set[str] = field(default_factory=set)
    erased: Erased | None = None
    pinned: set[str] = field(default_factory=set)

    def go_on(self, days: int) -> date:
        """So many days later, on a working day."""
        self.day += timedelta(days=days)
        if self.day.weekday() >= SATURDAY:
            self.day += timedelta(days=WEEK - self.day.weekday())
        return self.day

    def on(self, days: int) -> str:
        """A day so many days from now, as the ledger writes it."""
        return (self.day + timedelta(days=days)).isoformat()

    def add(self, kind: str, by: str = "", /, **keys: object) -> str:
        """Write a record, by the offender manager unless another is named."""
        return self.book.add(kind, by or self.cast.manager, **keys)

    def pin(self, ref: str) -> None:
        """Pin a template and what it needs, where the case has not yet."""
        for name, sha256 in self.shelf.pins(ref):
            if name not in self.pinned:
                self.pinned.add(name)
                self.add("template", ref=name, sha256=sha256)

    def basis(self, count: int) -> list[str]:
        """What a rating may rest on: the last visit, then evidence and answers of this assessment."""
        first = [self.visit] if self.visit else []
        rest = [*self.dice.some(self.fresh, 2), *self.dice.some(self.told, 2)]
        return [*first, *self.dice.shuffled(rest)][:count]
