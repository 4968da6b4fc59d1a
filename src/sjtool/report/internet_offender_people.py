"""Headings 1 to 4: who it is about, who matters to them, who took part, what was made together."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.household import Household, Link, find_household
from sjtool.model.decision import Event
from sjtool.model.people import Officer, Person
from sjtool.report.internet_offender_view import View
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Note, Pair, Pairs
from sjtool.report.standing_in_law import say_risk_to_children, say_section_47
from sjtool.report.wording import RELATED, is_guarded, join_sentences, say_code, say_date, say_list

_PARENTAL = {
    True: "has parental responsibility",
    False: "has no parental responsibility",
}
_ADDRESSES = "Addresses of others are not printed, so that nobody is found by way of this report."


def build_person(view: View) -> Iterator[Block]:
    """Heading 1."""
    person = view.context.standing.subject
    if person is None:
        yield view.gap("the person this is about", "add CASE person")
        return
    basis = Basis(records=(person.id,))
    rows = [Pair("Name", person.label or person.id, basis=basis)]
    missing = []
    for label, words in (("Date of birth", say_date(person.born)), ("Ethnicity", person.ethnicity)):
        if words and not is_guarded(person):
            rows.append(Pair(label, words, basis=basis))
        elif not words:
            missing.append(label.lower())
    if person.address and not is_guarded(person):
        rows.append(Pair("Address", person.address, basis=basis))
    else:
        missing.append("address")
    rows.append(Pair("Standing", say_code(person.standing) or "not recorded", basis=basis))
    rows += say_risk_to_children(view.context, person)
    yield from view.screened([Pairs(tuple(rows))])
    if missing:
        yield view.gap(say_list(missing), f"add CASE person --supersedes {person.id}")


def build_others(view: View) -> Iterator[Block]:
    """Heading 2: of a victim, or of anybody kept confidential, the label alone."""
    if not view.people:
        yield view.gap("anybody around the person, or that they live alone", "add CASE person")
        return
    for person in view.people:
        label = person.label or person.id
        if is_guarded(person):
            yield Group(label, "no more is printed here", ())
            continue
        roles = say_list(say_code(role) for role in person.roles) or "no role recorded"
        rows = (*_facts(person), *_relations(view, person))
        yield Group(label, roles, (Pairs(rows),) if rows else ())
    yield Note(_ADDRESSES, "restricted")
    yield from _missing(view)


def _facts(person: Person) -> Iterator[Pair]:
    basis = Basis(records=(person.id,))
    if person.born:
        yield Pair("Date of birth", say_date(person.born), basis=basis)
    if person.ethnicity:
        yield Pair("Ethnicity", person.ethnicity, basis=basis)
    if person.parental_responsibility is not None:
        yield Pair("As a parent", _PARENTAL[person.parental_responsibility], basis=basis)


def _missing(view: View) -> Iterator[Block]:
    """What is not recorded of whom, once for each key and not once for each person."""
    adults = [one for one in view.open_people if {"partner", "carer"} & set(one.roles)]
    said = []
    for what, people, key in (
        ("date of birth", view.open_people, "born"),
        ("ethnicity", view.open_people, "ethnicity"),
        ("parental responsibility", adults, "parental_responsibility"),
    ):
        lacking = [say_short(one.label or one.id) for one in people if getattr(one, key) is None]
        said += [f"{what} of {say_list(lacking)}"] if lacking else []
    if said:
        yield view.gap("; ".join(said), "add CASE person --supersedes ID")


def _relations(view: View, person: Person) -> Iterator[Pair]:
    """How they stand to others, read from the relations; nothing in free words of somebody guarded."""
    context = view.context
    household = find_household(context.standing, context.built_on)
    mine = context.standing.root(person.id)
    links = [link for link in household.links if mine in {link.person, link.to}]
    if links:
        said = "; ".join(_say_link(view, household, link, mine) for link in links)
        yield Pair("Relations", said, basis=Basis(records=tuple(link.relation.id for link in links)))


def _say_link(view: View, household: Household, link: Link, mine: str) -> str:
    """A relation as it is said of one of its two ends; whole where it can be said of the other end only."""
    ends = [view.context.standing.person(one) for one in (link.person, link.to)]
    hides = not link.back and any(one and is_guarded(one) for one in ends)
    first, second = (say_short(household.names.get(one, one)) for one in (link.person, link.to))
    state = "" if link.state == "open" else f" ({link.state})"
    if hides:
        return f"{RELATED} {second if mine == link.person else first}{state}"
    if mine == link.person:
        return f"{link.words} {second}{state}"
    return f"{link.back} {first}{state}" if link.back else f"{first} {link.words} {second}{state}"


def say_short(label: str) -> str:
    """A label without what stands in brackets after it, where it has been given in full before."""
    return label.partition(" (")[0] or label


def build_contributors(view: View) -> Iterator[Block]:
    """Heading 3."""
    standing = view.context.standing
    rows = []
    for officer in standing.of(Officer):
        role = ", ".join(filter(None, (officer.role, officer.agency))) or "role and agency not recorded"
        rows.append(Pair(officer.name or officer.id, role, basis=Basis(records=(officer.id,))))
    others = [one for one in standing.persons("professional") if set(one.roles) == {"professional"}]
    rows += [Pair(one.label or one.id, "professional", basis=Basis(records=(one.id,))) for one in others]
    told = [words for event in standing.of(Event) for words in event.told]
    if rows:
        yield from view.screened([Pairs(tuple(rows))])
    else:
        yield view.gap("who contributed", "add CASE officer")
    if told:
        items = tuple(Item(words) for words in dict.fromkeys(told))
        yield from view.screened([Group("Agencies that were told of something", "", (Bullets(items),))])
    yield view.gap("how each can be reached, and when they were last spoken to", "add CASE narrative")


def build_joint_assessment(view: View) -> Iterator[Block]:
    """Heading 4: sheets, tools and enquiries by name, day and paper; no level of any of them."""
    context = view.context
    rows = []
    for ref, views in context.lens.views.items():
        days = [one.latest.held_on or "" for one in views if one.latest]
        if days:
            title = context.lens.factor_sets[ref].set.title
            rows.append(Pair("Sheet", f"{title}, rated by judgement", basis=Basis("last rated", "", max(days))))
    for outcome in context.outcomes:
        result = outcome.result
        paper = f"Document: {result.document}" if result.document else None
        basis = Basis(context.who(result.assessor), result.agency or "", result.dated_on or "", (result.id,))
        rows.append(Pair("Tool", join_sentences([outcome.title, paper]), basis=basis))
    rows += say_section_47(context)
    yield from view.screened([Pairs(tuple(rows))] if rows else [])
    if not any(ref.partition("@")[0] == "assessment-framework" for ref in context.lens.views):
        yield view.gap(
            "each child's needs, the care they get and their surroundings, as one sheet",
            "rate CASE assessment-framework",
        )
