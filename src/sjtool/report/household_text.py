"""The household as a small tree on a screen: who sleeps under one roof, whose children they are, who else matters.

Each relation is told once, beside somebody who is not the person under assessment. Of victims and others confidential
only the label stands here; what they are to somebody is told beside that other person.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sjtool.assess.household import Age, Household, Link, Means, Member
from sjtool.dates import day_words
from sjtool.report.wording import RELATED, is_guarded, say_list
from sjtool.text import wrap_text

DRAWN = ("├─ ", "└─ ", "│  ")
_TYPED = ("|- ", "`- ", "|  ")
_ORDER: tuple[Means, ...] = ("couple", "parent", "home", "carer", "sibling", "other")
_ONCE = {"lives with": "lived with", "cares for": "formerly cared for"}


@dataclass(frozen=True)
class _Branch:
    words: str
    under: tuple[_Branch, ...] = ()


@dataclass
class _Facts:
    """What is told beside each person, what can be told beside nobody, and how people are named in passing."""

    brief: Mapping[str, str]
    beside: dict[str, list[Link]] = field(default_factory=dict)
    left: list[Link] = field(default_factory=list)
    guarded: frozenset[str] = frozenset()


def render_household(household: Household, width: int, *, plain: bool) -> str:
    """Groups of people under plain headings. `plain` draws the tree with letters any screen has."""
    marks = _TYPED if plain else DRAWN
    lines: list[str] = []
    for heading, branches in _groups(household):
        lines += wrap_text(heading + (":" if branches else ""), width, "  ", "")
        lines += _draw(branches, width, marks, "")
    return "\n".join(lines)


def _groups(household: Household) -> Iterator[tuple[str, tuple[_Branch, ...]]]:
    facts = _share_out(household)

    def grow(members: tuple[Member, ...]) -> tuple[_Branch, ...]:
        return tuple(_Branch(_line(household, facts, member), grow(member.under)) for member in members)

    if household.subject:
        nobody = "" if household.home else ": nobody is recorded"
        yield f"Under one roof with {household.names[household.subject]}{nobody}", grow(household.home)
    for home in household.elsewhere:
        yield "Elsewhere, under one roof" if household.subject else "Under one roof", grow(home)
    rest = (
        ("Home not recorded", grow(household.unrecorded)),
        ("Also recorded", tuple(_Branch(_sentence(facts, link)) for link in facts.left)),
        ("Not placed, no relation recorded", grow(household.apart)),
    )
    yield from ((heading, branches) for heading, branches in rest if branches)


def _draw(branches: tuple[_Branch, ...], width: int, marks: tuple[str, str, str], stem: str) -> Iterator[str]:
    """Lines of a tree. What is too long goes on under its own words, the stems of the tree beside it."""
    tee, corner, bar = marks
    for branch in branches:
        last = branch is branches[-1]
        below = stem + ("   " if last else bar)
        hanging = below + (bar if branch.under else "   ")
        yield from wrap_text(branch.words, width, hanging, stem + (corner if last else tee))
        yield from _draw(branch.under, width, marks, below)


def _share_out(household: Household) -> _Facts:
    """Beside whom each relation is told: the child before the parent, never the person under assessment or a stub."""
    young = {member.id: member.young for member in household.placed() if not is_guarded(member.person)}
    guarded = frozenset(member.id for member in household.placed() if is_guarded(member.person))
    facts = _Facts(_brief_names(household.names), guarded=guarded)
    for link in household.links:
        ends = [link.person, link.to]
        if link.means == "parent" or (link.means == "home" and young.get(link.to) and not young.get(link.person)):
            ends.reverse()
        teller = next((end for end in ends if end in young), None)
        if teller is None or link.person == link.to:
            facts.left.append(link)
        else:
            facts.beside.setdefault(teller, []).append(link)
    return facts


def _brief_names(names: Mapping[str, str]) -> dict[str, str]:
    """Names without what stands in brackets at their end, where nobody else would be meant: for naming in passing."""
    short = {one: (name.endswith(")") and name.partition(" (")[0]) or name for one, name in names.items()}
    times = Counter(short.values())
    return {one: short[one] if times[short[one]] == 1 else name for one, name in names.items()}


def _line(household: Household, facts: _Facts, member: Member) -> str:
    """A name, then what the person is to others: what holds now first, the same said of several said once."""
    name = household.names[member.id]
    if is_guarded(member.person):
        return name
    said: dict[tuple[str, str], dict[str, str]] = {}
    links = facts.beside.get(member.id, [])
    for link in sorted(links, key=lambda link: (link.state == "ended", _ORDER.index(link.means))):
        words, other = (_open_words(facts, link), link.to) if link.person == member.id else (link.back, link.person)
        if words:
            said.setdefault((_past(words, link), _when(link)), {})[other] = facts.brief[other]
        else:
            said.setdefault((f"as recorded, {_sentence(facts, link)}", ""), {})
    told = [f"{lead} {say_list(names.values())}".rstrip() + when for (lead, when), names in said.items()]
    if member.through:
        told.insert(0, f"here only through {facts.brief[member.through]}")
    label = f"{name}, {_say_age(member.age)}" if member.young and member.age and not _tells(name, member.age) else name
    return f"{label}: {'; '.join(told)}" if told else label


def _tells(name: str, age: Age) -> bool:
    """Whether a label says the age already: `Child F (girl, 11; daughter of Ms L)`."""
    return bool(re.search(rf"\b{re.escape(_say_age(age))}\b", name))


def _say_age(age: Age) -> str:
    least, most = age
    if most < 0:
        return "not yet born"
    return say_list((str(years) for years in dict.fromkeys((max(0, least), most))), "or")


def _open_words(facts: _Facts, link: Link) -> str:
    """What is said of a relation; of somebody guarded, nothing that was put in free words."""
    return RELATED if not link.back and {link.person, link.to} & facts.guarded else link.words


def _sentence(facts: _Facts, link: Link) -> str:
    """A relation by itself, both people named."""
    return f"{facts.brief[link.person]}: {_past(_open_words(facts, link), link)} {facts.brief[link.to]}{_when(link)}"


def _past(words: str, link: Link) -> str:
    if link.state != "ended" or words.casefold().startswith("formerly"):
        return words
    return _ONCE.get(words, f"formerly {words}")


def _when(link: Link) -> str:
    """The dates of a relation, in brackets, as much as is recorded."""
    begun, ended = day_words(link.relation.from_on), day_words(link.relation.until_on)
    if link.state == "to come":
        return f" (not before {begun}{f', until {ended}' if ended else ''})"
    if begun and ended:
        return f" ({begun} to {ended})"
    if begun:
        return f" (from {begun})" if link.state == "ended" else f" (since {begun})"
    return f" (until {ended})" if ended else ""
