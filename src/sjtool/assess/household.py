"""Who sleeps under one roof, whose children they are, and how everybody else stands to them: from the relations alone.

A relation is read both ways. What nobody recorded is not supposed, and what contradicts itself is kept as recorded.
How any of it is worded on a screen, and what may be said of whom, is left to the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from sjtool.assess.standing import Standing
from sjtool.model.people import Person, Relation

Means = Literal["home", "couple", "parent", "carer", "sibling", "other"]
State = Literal["open", "ended", "to come"]
Age = tuple[int, int]

_ADULT = 18
_DEEPEST = 4  # a page has only so many columns
# What it means, what may be said of the one who is named first, and what is then said of the other.
_KNOWN: tuple[tuple[Means, tuple[str, ...], str], ...] = (
    ("home", ("lives with", "living with"), "lives with"),
    ("couple", ("partner of", "girlfriend of", "boyfriend of"), "partner of"),
    ("couple", ("spouse of", "husband of", "wife of"), "spouse of"),
    ("couple", ("civil partner of",), "civil partner of"),
    ("couple", ("married to",), "married to"),
    ("parent", ("parent of", "mother of", "father of"), "child of"),
    ("carer", ("cares for", "carer of", "carer for"), "cared for by"),
    ("carer", ("foster carer of",), "fostered by"),
    ("sibling", ("sibling of", "brother of", "sister of"), "sibling of"),
    ("sibling", ("half-sibling of", "half-brother of", "half-sister of"), "half-sibling of"),
    ("other", ("step-parent of", "step-mother of", "step-father of"), "step-child of"),
    ("other", ("step-child of", "step-son of", "step-daughter of"), "step-parent of"),
    ("other", ("grandparent of", "grandmother of", "grandfather of"), "grandchild of"),
    ("other", ("grandchild of", "grandson of", "granddaughter of"), "grandparent of"),
)
# The same said by the child, or by the one who is cared for.
_TURNED: tuple[tuple[Means, tuple[str, ...], str], ...] = (
    ("parent", ("child of", "son of", "daughter of"), "parent of"),
    ("carer", ("cared for by",), "cares for"),
    ("carer", ("fostered by",), "foster carer of"),
)


@dataclass(frozen=True)
class Link:
    """A relation as read: a parent's always leads to the child and a carer's to the one cared for.

    `words` are said of `person`, `back` of `to`; there is no `back` where the kind is in somebody's own words.
    """

    relation: Relation
    person: str
    to: str
    means: Means
    words: str
    back: str
    state: State


@dataclass(frozen=True)
class Member:
    """Somebody in their place: the children of theirs who stand with them below.

    `through` is the child but for whom an adult would not be counted under this roof.
    """

    id: str
    person: Person
    young: bool
    age: Age | None
    through: str
    under: tuple[Member, ...]

    def each(self) -> Iterator[Member]:
        """Themselves and everybody below."""
        yield self
        for child in self.under:
            yield from child.each()


@dataclass(frozen=True)
class Household:
    """Everybody in a case, each once: under the roof of the person under assessment or another, or neither known.

    `apart` are in no relation with anybody.
    """

    subject: str
    home: tuple[Member, ...]
    elsewhere: tuple[tuple[Member, ...], ...]
    unrecorded: tuple[Member, ...]
    apart: tuple[Member, ...]
    links: tuple[Link, ...]
    names: Mapping[str, str]

    def placed(self) -> Iterator[Member]:
        """Everybody who stands in some relation, the person under assessment aside."""
        for group in (self.home, *self.elsewhere, self.unrecorded):
            for member in group:
                yield from member.each()


def find_household(standing: Standing, today: date) -> Household:
    """The people of a case in their places, as they stand on a day."""
    people = {standing.root(person.id): person for person in standing.of(Person)}
    links = tuple(_read_link(standing, relation, today) for relation in standing.of(Relation))
    subject = standing.root(standing.subject.id) if standing.subject else ""
    rows = _Rows(people, links, subject, today)
    beside = _neighbours(links, "home")
    related = {end for link in links if link.person != link.to for end in (link.person, link.to)}
    reached = _reach(subject, beside, rows.young)
    elsewhere: dict[str, list[str]] = {}
    first: dict[str, str] = {}
    for one in people:
        if one in beside and one not in reached:
            if one not in first:
                first |= dict.fromkeys(_reach(one, beside, rows.young), one)
            elsewhere.setdefault(first[one], []).append(one)
    left = [one for one in people if one != subject and one not in beside]
    return Household(
        subject=subject,
        home=rows.arrange([one for one in people if one in reached and one != subject], reached),
        elsewhere=tuple(rows.arrange(home) for home in elsewhere.values()),
        unrecorded=rows.arrange([one for one in left if one in related]),
        apart=rows.arrange([one for one in left if one not in related]),
        links=links,
        names={one: standing.label(one) for one in {*people, *related, *(link.person for link in links)}},
    )


def find_age(born: str | None, today: date) -> Age | None:
    """Whole years at least and at most; both the same where the date of birth leaves no doubt."""
    if not born:
        return None
    year, *rest = (int(part) for part in born.split("-"))
    day = [today.month, today.day]
    earliest, latest = [*rest, *(1, 1)[len(rest) :]], [*rest, *(12, 31)[len(rest) :]]
    return today.year - year - (day < latest), today.year - year - (day < earliest)


def _key(words: str) -> str:
    """A kind as it is looked up. Other marks stay: who wrote `partner-of?` was in doubt."""
    return re.sub("[\\s_\\u2010-\\u2015-]+", "", words.casefold())


_READ = {_key(said): (means, said, back) for means, says, back in (*_KNOWN, *_TURNED) for said in says}
_TURNS = {_key(said) for _means, says, _back in _TURNED for said in says}


def _read_link(standing: Standing, relation: Relation, today: date) -> Link:
    kind = relation.kind or ""
    known, ended = _find_known(kind)
    means, words, back = _READ.get(known, ("other", _own_words(kind), ""))
    ends = [standing.root(end) if end else "" for end in (relation.person, relation.to)]
    if known in _TURNS:
        ends.reverse()
        words, back = back, words
    return Link(relation, ends[0], ends[1], means, words, back, _state(relation, today, ended=ended))


def _find_known(kind: str) -> tuple[str, bool]:
    """The known kind that a relation's words come to, or nothing, and whether they say that it has ended."""
    ended = re.match(r"[\W_]*formerly(?![^\W_])", kind, re.IGNORECASE) is not None
    key = _key(kind).removeprefix("formerly") if ended else _key(kind)
    return next((name for name in (key, f"{key}of") if name in _READ), ""), ended


def is_known_kind(kind: str) -> bool:
    """Whether a relation is one of the kinds read here, and not in somebody's own words."""
    return bool(_find_known(kind)[0])


def _own_words(kind: str) -> str:
    """A kind that is not known, as recorded; one written as a code gets its spaces."""
    spaced = kind if re.search(r"\s", kind.strip()) else re.sub("[-_]", " ", kind)
    return spaced.strip() or kind.strip() or "related in a way not recorded to"


def _state(relation: Relation, today: date, *, ended: bool) -> State:
    def is_past(day: str | None) -> bool:
        return day is not None and day <= today.isoformat()[: len(day)]

    if ended or is_past(relation.until_on):
        return "ended"
    return "to come" if relation.from_on and not is_past(relation.from_on) else "open"


def _neighbours(links: tuple[Link, ...], means: Means) -> dict[str, list[str]]:
    """Who stands beside whom by the open relations of a kind; nobody beside themselves."""
    found: dict[str, list[str]] = {}
    for link in links:
        if link.means == means and link.state == "open" and link.person and link.to and link.person != link.to:
            found.setdefault(link.person, []).append(link.to)
            found.setdefault(link.to, []).append(link.person)
    return found


def _reach(start: str, beside: Mapping[str, list[str]], young: set[str]) -> dict[str, str]:
    """Everybody joined to somebody, and through whom: through adults wherever that is possible."""
    found, adults, children = {start: ""}, [start], list[str]()
    while adults or children:
        one = (adults or children).pop()
        for other in beside.get(one, ()):
            if other not in found:
                found[other] = one
                (children if other in young else adults).append(other)
    return found


class _Rows:
    """Puts people in order: adults first, the partners of the person under assessment before others, then children."""

    def __init__(self, people: Mapping[str, Person], links: tuple[Link, ...], subject: str, today: date) -> None:
        self._people = people
        self._subject = subject
        self._ages = {one: find_age(person.born, today) for one, person in people.items()}
        ages = self._ages.items()
        self.young = {one for one, age in ages if (age[0] < _ADULT if age else "child" in people[one].roles)}
        partners = _neighbours(links, "couple").get(subject, [])
        ranks = {one: "0" if one in partners else "1" for one in people if one not in self.young}
        self._order = {
            one: (one in self.young, ranks.get(one) or people[one].born or "unknown", n) for n, one in enumerate(people)
        }
        self._parents: dict[str, list[str]] = {}
        for link in links:
            if link.means == "parent" and link.state == "open" and link.to in self.young:
                self._parents.setdefault(link.to, []).append(link.person)

    def arrange(self, ids: list[str], reached: Mapping[str, str] = MappingProxyType({})) -> tuple[Member, ...]:
        """People side by side, children below a parent of theirs who is among them. Nobody stands twice."""
        ordered, among = sorted(ids, key=self._order.__getitem__), set(ids)
        parent = {one: self._parent_among(one, among) for one in ordered}
        below: dict[str, list[str]] = {}
        for one in ordered:
            below.setdefault(parent[one], []).append(one)
        placed = set()

        def grow(one: str, depth: int) -> Member:
            placed.add(one)
            rows = below.get(one, []) if depth < _DEEPEST else []
            under = tuple(grow(child, depth + 1) for child in rows if child not in placed)
            through = reached.get(one, "") if one not in self.young else ""
            told = through if through in self.young and through != self._subject else ""
            return Member(one, self._people[one], one in self.young, self._ages[one], told, under)

        heads = sorted(ordered, key=lambda one: bool(parent[one]))
        return tuple(grow(one, 1) for one in heads if one not in placed)

    def _parent_among(self, one: str, ids: set[str]) -> str:
        found = {*self._parents.get(one, ())} & ids - {one}
        return min(found, key=self._order.__getitem__, default="")
