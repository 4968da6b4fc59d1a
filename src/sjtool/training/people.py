"""Who is in an invented case: officers, the person, the partner, children, a victim known by a stub. No real names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sjtool.training.book import Book
from sjtool.training.dice import Dice
from sjtool.training.features import Features

LETTERS = "BCDFGHJKLMNPRSTVW"
YEAR = 365
_YOUNGEST, _OLDEST = 19, 44
"""How old whoever has these children was when the first of them was born, and a woman when the last was."""


@dataclass(frozen=True)
class Cast:
    """The ids of those who act, and the labels of those the case is about."""

    manager: str
    supervisor: str
    social_worker: str
    probation: str
    records: str
    letters: tuple[str, ...]
    is_woman: bool
    is_suspect: bool
    partner_is_woman: bool
    children: tuple[str, ...]
    ages: tuple[int, ...]
    carer: str = "carer"

    @property
    def person(self) -> str:
        """The label of the person under assessment."""
        return f"{'Ms' if self.is_woman else 'Mr'} {self.letters[0]}"

    @property
    def partner(self) -> str:
        """The label of the partner."""
        return f"{'Ms' if self.partner_is_woman else 'Mr'} {self.letters[1]}"

    def facts(self) -> dict[str, str]:
        """What the slots of patterns stand for."""
        he, him, his = ("she", "her", "her") if self.is_woman else ("he", "him", "his")
        she, her, hers = ("she", "her", "her") if self.partner_is_woman else ("he", "him", "his")
        if self.partner_is_woman == self.is_woman:  # nobody could tell whom a pronoun means
            she, her, hers = self.partner, self.partner, f"{self.partner}'s"
        return {
            "person": self.person,
            "partner": self.partner,
            "he": he,
            "him": him,
            "his": his,
            "p_she": she,
            "p_her": her,
            "p_his": hers,
            "child": f"Child {self.children[0][-1].upper()}",
            "carer": f"Mrs {self.letters[2]}",
        }


def cast_of(dice: Dice, features: Features) -> Cast:
    """Somebody for every part."""
    numbers = iter([1000 + 1800 * part + dice.below(1800) for part in range(5)])
    letters = tuple(dice.shuffled(LETTERS))
    is_woman = features.woman
    count = dice.pick((1, 2, 2, 3))
    return Cast(
        manager=f"pc-{next(numbers)}",
        supervisor=f"ds-{next(numbers)}",
        social_worker=f"sw-{next(numbers)}",
        probation=f"pp-{next(numbers)}",
        records=f"ua-{next(numbers)}",
        letters=letters,
        is_woman=is_woman,
        is_suspect=features.suspect,
        partner_is_woman=is_woman == dice.chance(0.08),
        children=("child-a", "child-b", "child-c")[:count],
        ages=tuple(dice.between(2, 15) for _ in range(count)),
    )


def write_people(book: Book, cast: Cast, dice: Dice, day: date) -> None:
    """Officers, the footing, the people, and how they stand to each other."""
    _officers(book, cast)
    book.add(
        "governance",
        cast.manager,
        lawful_basis="DPA 2018, Part 3, section 35(2)(b): necessary for a task of the police in managing risk.",
        schedule_8_condition="Schedule 8: statutory purposes, and the safeguarding of children.",
        policy_document="Appropriate policy document of the unit (invented)",
        retention_review_on=(day + timedelta(days=10 * YEAR)).isoformat(),
        visor_reference=f"TRAINING-{dice.between(100, 999)} (invented)",
    )
    _persons(book, cast, dice, day)
    _relations(book, cast, dice, day)


def _officers(book: Book, cast: Cast) -> None:
    unit, sheets = "police, public protection unit", ["section-12", "arms-style", "dynamic", "acute"]
    for officer, title, role, agency, trained in (
        (cast.manager, "PC", "offender manager", unit, [*sheets, "srp-official"]),
        (cast.supervisor, "DS", "supervisor, detective sergeant", unit, ["supervisor", *sheets, "arms"]),
        (cast.social_worker, "Ms", "social worker for the children", "children's services", ["section-12"]),
        (cast.probation, "Mr", "probation practitioner", "probation", ["section-12", "acute"]),
        (cast.records, "Mrs", "records, enters results received", unit, []),
    ):
        letter = cast.letters[4 + int(officer[-1]) % 5]
        book.add(
            "officer", cast.manager, id=officer, name=f"{title} {letter}", role=role, agency=agency, trained=trained
        )


def _persons(book: Book, cast: Cast, dice: Dice, day: date) -> None:
    def add(name: str, roles: list[str], standing: str, label: str, **more: Any) -> None:
        book.add("person", cast.manager, id=name, roles=roles, standing=standing, label=label, **more)

    born = day - timedelta(days=dice.between(24, 66) * YEAR + dice.below(YEAR))
    able = _year_of_birth(cast, day, born.year, is_woman=cast.is_woman)
    born = born if born.year == able else date(able, born.month, min(born.day, 28))
    add(
        "subject",
        ["subject"],
        "suspect" if cast.is_suspect else "convicted",
        cast.person,
        gender="female" if cast.is_woman else "male",
        born=born.isoformat(),
        parental_responsibility=True,
        risk_to_children=None if cast.is_suspect else "Yes: decided with children's services on all there was.",
    )
    gender = "female" if cast.partner_is_woman else "male"
    year = str(_year_of_birth(cast, day, born.year + dice.between(-6, 9), is_woman=cast.partner_is_woman))
    add("partner", ["partner"], "other", cast.partner, gender=gender, born=year, parental_responsibility=True)
    for child, age in zip(cast.children, cast.ages, strict=True):
        gender = dice.pick(("girl", "boy"))
        label = f"Child {child[-1].upper()} ({gender})"  # no age: a label stands as it is while the child grows
        year = str(day.year - age)
        sex = "female" if gender == "girl" else "male"
        add(child, ["child", "potential-victim"], "other", label, gender=sex, born=year)
    add(cast.carer, ["carer", "relative"], "other", f"Mrs {cast.letters[2]} (grandmother)", gender="female")
    label = "Victim V (known to the unit)" if dice.chance(0.5) else "Children in images (not identified)"
    add("victim-v", ["victim"], "victim", label, confidential=True)


def _year_of_birth(cast: Cast, day: date, year: int, *, is_woman: bool) -> int:
    """A year of birth, moved as little as it takes for somebody to have had these children."""
    last, first = day.year - max(cast.ages) - _YOUNGEST, day.year - min(cast.ages) - _OLDEST
    return max(min(year, last), first) if is_woman else min(year, last)


def _relations(book: Book, cast: Cast, dice: Dice, day: date) -> None:
    def add(person: str, to: str, kind: str, **more: Any) -> str:
        return book.add("relation", cast.manager, person=person, to=to, kind=kind, **more)

    since = day.year - dice.between(1, 12)
    stands = [dice.pick(("parent-of", "parent-of", "lives-with")) for _ in cast.children]
    own = [age for age, kind in zip(cast.ages, stands, strict=True) if kind == "parent-of"]
    add("partner", "subject", "partner-of", from_on=str(min([since, *(day.year - age - 1 for age in own)])))
    for child, kind in zip(cast.children, stands, strict=True):
        add("partner", child, "parent-of")
        add("subject", child, kind)
        add("partner", child, "lives-with")
    lives = add("subject", "partner", "lives-with", from_on=str(day.year - 1))
    if dice.chance(0.5):
        book.add(
            "relation",
            cast.manager,
            supersedes=lives,
            reason="Moved out while the assessment is made.",
            person="subject",
            to="partner",
            kind="formerly-lives-with",
            until_on=(day - timedelta(days=dice.between(3, 60))).isoformat(),
        )
    add(cast.carer, cast.children[0], "cares-for", from_on=str(day.year - 1))


def write_victims(victims: Book, cast: Cast, dice: Dice) -> None:
    """The victims file: who answers for it, and what the stub stands for. Nobody is named even there."""
    victims.add(
        "officer",
        cast.social_worker,
        id=cast.social_worker,
        name="Ms Q",
        role="victim contact",
        agency="children's services",
    )
    victims.add(
        "victim",
        cast.social_worker,
        person="victim-v",
        identity="Invented: held on the system of record under the unit's own reference.",
        wishes=dice.pick(
            (
                "Wants to be told of any review.",
                "Does not wish to be contacted, and may change that.",
                "Asks that no letter comes to the house; a call to the named worker is welcome.",
            )
        ),
        told_of_review=dice.pick(("wanted", "not-wanted", "not-asked")),
        contact="Through the victim liaison unit only.",
        contact_point="The named worker, weekdays.",
    )
