"""Headings 1 to 6: who it is about, who matters to them, who took part, on which papers it rests, who was seen."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.gap_enquiry import SOURCES
from sjtool.assess.household import Household, Link, find_household
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord, Session
from sjtool.model.people import Officer, Person
from sjtool.report.internet_offender_screen import INTELLIGENCE, NOT_PRINTED
from sjtool.report.internet_offender_view import View
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Note, Pair, Pairs
from sjtool.report.standing_in_law import say_risk_to_children, say_section_47
from sjtool.report.wording import MODES, RELATED, capitalise, is_guarded, join_sentences, say_code, say_date, say_list

POLICE = ("national-databases", "previous-interviews")
"""Kinds of evidence that heading 10 prints with their words; heading 5 names them."""
_NATURES = {
    "fact": "Facts",
    "observed": "Observed",
    "reported": "Reported by others",
    "inference": "Inferences",
    "opinion": "Opinions",
    None: "Nature not recorded",
}
_HELD = {
    "police-intelligence": "Information held by police.",
    "prison-intelligence": "Information held by the prison service.",
    "victim-information": "Information from or about victims, held by police.",
}
_PARENTAL = {
    True: "has parental responsibility",
    False: "has no parental responsibility",
    None: "not recorded whether they have parental responsibility",
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
        yield Group(label, roles, (Pairs(rows),))
    yield Note(_ADDRESSES, "restricted")


def _facts(person: Person) -> Iterator[Pair]:
    basis = Basis(records=(person.id,))
    yield Pair("Date of birth", say_date(person.born) or "not recorded", basis=basis)
    yield Pair("Ethnicity", person.ethnicity or "not recorded")
    if person.parental_responsibility is not None or {"partner", "carer"} & set(person.roles):
        yield Pair("As a parent", _PARENTAL[person.parental_responsibility])


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


def build_earlier_reports(view: View) -> Iterator[Block]:
    """Heading 5: papers and information by nature; of what is held back only that it is held."""
    held = [one for one in view.context.standing.of(EvidenceRecord) if one.obtained is not False]
    printed = [one for one in held if not view.screen.keeps_evidence(one)]
    for nature, title in _NATURES.items():
        items = tuple(say_evidence(one, with_text=one.kind not in POLICE) for one in printed if one.nature == nature)
        if items:
            yield Group(title, "", (Bullets(items),))
    kept = [one for one in held if view.screen.keeps_evidence(one)]
    lines = dict.fromkeys(_HELD.get(one.kind or "", _HELD["police-intelligence"]) for one in kept if _is_held(one))
    if lines:
        yield Group("Held, and not set out here", "", (Bullets(tuple(Item(words) for words in lines)),))
    if kept and view.context.for_author:
        items = tuple(say_evidence(one, lead=NOT_PRINTED) for one in kept)
        yield Group("On this screen only", "", (Bullets(items),))
    yield from _not_obtained(view)
    if not held:
        yield view.gap("any report, record or other evidence", "add CASE evidence")


def _is_held(record: EvidenceRecord) -> bool:
    """Whether it is intelligence, or graded as such: that there is some may be said."""
    return record.kind in INTELLIGENCE or bool(record.grade)


def say_evidence(record: EvidenceRecord, *, with_text: bool = True, lead: str = "") -> Item:
    """One piece of evidence with its nature, its kind of source and its day; never its grade or its reference."""
    words = join_sentences([f"{lead}{record.title or 'No title'}", record.text if with_text else "See heading 10."])
    voice = "opinion" if record.nature in {"inference", "opinion"} else "record"
    basis = Basis(record.nature or "", SOURCES.get(record.kind or "", ""), record.dated_on or "", (record.id,))
    return Item(words, voice, basis)  # type: ignore[arg-type]


def _not_obtained(view: View) -> Iterator[Block]:
    items = []
    for one in view.context.standing.of(EvidenceRecord):
        if one.obtained is False and not view.screen.keeps_evidence(one):
            what = capitalise(SOURCES.get(one.kind or "", "")) or one.title or "No title"
            items.append(Item(f"{what}: {one.why_not or 'no reason recorded'}", basis=Basis(records=(one.id,))))
    yield from view.screened([Group("Looked for and not had", "", (Bullets(tuple(items)),))] if items else [])


def build_who_was_seen(view: View) -> Iterator[Block]:
    """Heading 6: sittings and visits by day; not what was said."""
    standing = view.context.standing
    subject = standing.subject
    rows, unseen = [], []
    for person in (*([subject] if subject and not is_guarded(subject) else []), *view.open_people):
        mine = sorted(_seen(view, person))
        label = person.label or person.id
        rows += [Pair(label, words, basis=Basis(records=(name,))) for _day, words, name in mine]
        if not mine and ({"child", "partner", "carer"} & set(person.roles) or person is subject):
            unseen.append(say_short(label))
    if rows:
        yield Pairs(tuple(rows))
    if unseen:
        yield view.gap(f"that {say_list(unseen)} {'was' if len(unseen) == 1 else 'were'} seen, or why not")


def _seen(view: View, person: Person) -> Iterator[tuple[str, str, str]]:
    """Each day somebody was seen: for sorting, in words, and the record that says so."""
    context, standing = view.context, view.context.standing
    for session in standing.of(Session):
        if standing.same(session.informant, person.id) and session.mode != "document":
            asked = say_list(context.name(one) for one in session.interviewers) or "nobody named"
            where = MODES.get(session.mode or "", "")
            words = ", ".join(filter(None, (say_date(session.held_on) or "no date", where, f"by {asked}")))
            yield session.held_on or "", words, session.id
    for event in standing.of(Event):
        if any(standing.same(one, person.id) for one in event.present):
            words = f"{say_date(event.held_on) or 'no date'}, {say_code(event.kind)}, by {context.name(event.by)}"
            yield event.held_on or "", words, event.id
