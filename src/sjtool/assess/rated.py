"""For whom a sheet is rated: who each of its factors is about in this case."""

from __future__ import annotations

from collections.abc import Mapping

from sjtool.assess.standing import Standing
from sjtool.model.people import Person
from sjtool.model.template import Factor, FactorSet, RatedPer

_ROLES: Mapping[RatedPer, frozenset[str]] = {
    "subject": frozenset({"subject"}),
    "carer": frozenset({"partner", "carer"}),
    "couple": frozenset({"partner"}),
    "child": frozenset({"child"}),
    "sibling": frozenset({"child"}),
    "victim": frozenset({"victim", "potential-victim"}),
}
PER_WORDS: Mapping[RatedPer, str] = {
    "subject": "the person under assessment",
    "carer": "each partner or carer",
    "couple": "the couple, with each partner",
    "child": "each child",
    "sibling": "each sibling",
    "victim": "each victim or potential victim",
}


def rated_per(sheet: FactorSet, factor: Factor) -> RatedPer:
    """For whom one factor is rated: what its group says, else the sheet."""
    group = next((known for known in sheet.group if known.id == factor.group), None)
    return (group.rated_per if group else None) or sheet.set.rated_per


def people_for(standing: Standing, per: RatedPer) -> tuple[Person, ...]:
    """Everybody in the case of that kind, in file order. A child has siblings where another child is in the case."""
    people = tuple(p for p in standing.of(Person) if _ROLES[per] & set(p.roles))
    if per == "sibling":
        return people if len(people) > 1 else ()
    return people[:1] if per == "subject" else people


def people_of(standing: Standing, sheet: FactorSet) -> tuple[Person, ...]:
    """Everybody a sheet is rated for, in the order in which its factors come to them."""
    found: dict[str, Person] = {}
    for per in dict.fromkeys(rated_per(sheet, factor) for factor in sheet.factor):
        for person in people_for(standing, per):
            found.setdefault(standing.root(person.id), person)
    return tuple(found.values())


def factors_for(standing: Standing, sheet: FactorSet, person: str) -> tuple[Factor, ...]:
    """The factors of a sheet that are about this person; none for somebody the sheet is not meant for."""
    wanted = {
        per
        for per in dict.fromkeys(rated_per(sheet, factor) for factor in sheet.factor)
        if any(standing.same(known.id, person) for known in people_for(standing, per))
    }
    return tuple(factor for factor in sheet.factor if rated_per(sheet, factor) in wanted)
