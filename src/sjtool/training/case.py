"""One invented case, whole: the same bytes for the same seed, number, features, first day and size."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sjtool.model.kinds import VICTIM_KINDS
from sjtool.training.accounts import accounts_of
from sjtool.training.book import Book
from sjtool.training.broken import spoil
from sjtool.training.dice import Dice
from sjtool.training.features import Features
from sjtool.training.grammar import Voice
from sjtool.training.law import write_law
from sjtool.training.people import cast_of, write_people, write_victims
from sjtool.training.scene import Scene
from sjtool.training.shelf import Shelf
from sjtool.training.story import Story

FIRST_DAY = date(2023, 1, 9)
"""Where a case begins unless another day is given; all of it is over before the first force used sjtool."""
RECORDS, MOST_RECORDS = 300, 5000


@dataclass(frozen=True)
class Order:
    """What is asked for: everything the bytes of a case follow from, but for its number."""

    seed: int
    features: Features
    first_day: date = FIRST_DAY
    records: int = RECORDS


@dataclass(frozen=True)
class Made:
    """An invented case as files: the case, the victims file beside it, and how many records the case has."""

    name: str
    case: bytes
    victims: bytes
    records: int


def make_case(shelf: Shelf, order: Order, number: int, flaw: str = "") -> Made:
    """Write one case. Nothing of it is read back; tests/training/ does that for a sample.

    `flaw` names what will be wrong with it (training/broken.py); it has a name and chances of its own.
    """
    name = f"broken-{flaw}-{number:05d}" if flaw else f"case-{number:05d}"
    seed = f"{order.seed}/{flaw}{number}"
    dice = Dice(seed)
    cast = cast_of(dice, order.features)
    lead = f"# TRAINING: invented; nobody in it exists. sjtool train generate, seed {order.seed}, number {number}.\n\n"
    book = Book(name, seed, lead)
    victims = Book(name, f"{seed}/victims", lead, VICTIM_KINDS)
    day = order.first_day + timedelta(days=dice.below(28))
    scene = Scene(book, victims, dice, Voice(dice, cast.facts()), shelf, order.features, cast, day)
    scene.go_on(0)
    for ledger in (book, victims):
        ledger.turn_to(scene.day, 8, 5)
    write_people(book, cast, dice, scene.day)
    scene.sentence = write_law(book, cast, dice, scene.day)
    write_victims(victims, cast, dice)
    scene.trend = dice.pick((0, 1, 1, 2, 2, 3))
    Story(scene, accounts_of(dice, order.features, shelf), order.records).tell()
    spoil(scene, flaw)
    return Made(name, book.as_bytes(), victims.as_bytes(), len(book))
