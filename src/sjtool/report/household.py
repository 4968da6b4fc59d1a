"""Section 7: the people around the person under assessment. Of victims and others confidential, the label only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.household import is_known_kind
from sjtool.assess.ratings import FactorView, view_sheet
from sjtool.model.people import Person, Relation
from sjtool.report.context import Context
from sjtool.report.factors import grouped_blocks, section_of, sheet_blocks
from sjtool.report.report import Basis, Block, Group, Note, Pair, Pairs, Paragraph, Section
from sjtool.report.set_words import say_title
from sjtool.report.wording import RELATED, is_guarded, say_code, say_date, say_kind, say_list

SECTION = 7
_SAID = "facts, as recorded; ratings are the officer's judgement"
_VICTIMS = (
    "Of a victim only the name used here is printed. Who they are, what they wish and how to reach them is kept apart."
)
_STANDINGS = {"other": "other than suspect, convicted person, victim or witness"}
_NO_SHEETS = "Not rated here: each adult's capacity to protect, and each child's needs."


def build_household(context: Context) -> Section:
    """Section 7."""
    subject = context.standing.subject
    others = [p for p in context.standing.of(Person) if subject is None or not context.standing.same(p.id, subject.id)]
    blocks: list[Block] = [_person(context, person) for person in others if set(person.roles) != {"professional"}]
    for ref, views in context.lens.views.items():
        mine = [v for v in views if subject and v.person == subject.id]
        if mine and section_of(ref, views) == SECTION:
            blocks += sheet_blocks(context, ref, mine)
    if any("victim" in person.roles for person in others):
        blocks.append(Note(_VICTIMS, "restricted"))
    rated = any(_ratings(context, person) for person in others)
    has_ratings = rated or any(section_of(ref, v) == SECTION for ref, v in context.lens.views.items() if _told(v))
    notes = () if rated or not others else (Note(_NO_SHEETS, "gap"),)
    return Section(
        SECTION,
        "Household and others",
        _SAID if has_ratings else "facts, as recorded",
        (*blocks, *context.gap_notes(SECTION), *notes),
    )


def _told(views: Sequence[FactorView]) -> bool:
    return any(view.latest for view in views)


def _person(context: Context, person: Person) -> Group:
    roles = say_list(say_code(role) for role in person.roles) or "no role recorded"
    label = person.label or person.id
    if is_guarded(person):
        return Group(label, roles, _ratings(context, person))
    rows = [*_details(person), *_relations(context, person)]
    blocks: list[Block] = [Pairs(tuple(rows))] if rows else []
    return Group(label, roles, (*blocks, *_ratings(context, person)))


def _details(person: Person) -> Iterator[Pair]:
    basis = Basis(records=(person.id,))
    if person.standing:
        yield Pair("Standing", _STANDINGS.get(person.standing, say_code(person.standing)), basis=basis)
    if person.born:
        yield Pair("Born", say_date(person.born))
    if person.parental_responsibility is not None:
        yield Pair("As a parent", f"{'has' if person.parental_responsibility else 'has no'} parental responsibility")
    if person.risk_to_children:
        yield Pair("Risk to children", person.risk_to_children)


def _relations(context: Context, person: Person) -> Iterator[Pair]:
    standing = context.standing
    for relation in standing.of(Relation):
        if standing.same(relation.person, person.id) or standing.same(relation.to, person.id):
            yield Pair("Relation", _relation(context, relation), basis=Basis(records=(relation.id,)))


def _relation(context: Context, relation: Relation) -> str:
    label = context.standing.label
    ends = [context.standing.person(end) for end in (relation.person, relation.to)]
    hides = any(end and is_guarded(end) for end in ends) and not is_known_kind(relation.kind or "")
    kind = RELATED if hides else _kind(relation)
    words = f"{label(relation.person)}: {kind} {label(relation.to)}"
    days = (("from", relation.from_on), ("until", relation.until_on))
    said = " ".join(f"{word} {say_date(day)}" for word, day in days if day)
    return f"{words}, {said}" if said else words


def _kind(relation: Relation) -> str:
    """A coded kind as people write it, of what is over as of the past; a kind in somebody's own words as it is."""
    words = say_kind(relation.kind)
    return {"formerly lives with": "lived with"}.get(words, words)


def _ratings(context: Context, person: Person) -> tuple[Block, ...]:
    """Ratings made of this person on sheets of this section, and on any that is meant for somebody else.

    Of somebody guarded only the labels: reasons hold words by which they could be known.
    """
    found: list[Block] = []
    for ref in {name.partition("@")[0]: name for name in context.lens.factor_sets}.values():
        sheet = context.lens.factor_sets[ref]
        views = [v for v in view_sheet(context.standing, sheet, ref, person.id) if v.latest]
        elsewhere = section_of(ref, views) != SECTION and ref in context.lens.views
        if elsewhere and any(view.person == person.id for view in context.lens.views[ref]):
            continue
        if views and is_guarded(person):
            found.append(Group(say_title(sheet.set.title), "labels only", tuple(_labels(views))))
        elif views:
            found.append(Group(say_title(sheet.set.title), "", tuple(grouped_blocks(context, ref, views))))
    return tuple(found)


def _labels(views: list[FactorView]) -> Iterator[Block]:
    by_label: dict[str, list[str]] = {}
    for view in views:
        if view.latest:
            by_label.setdefault(view.title_of(view.latest.recent), []).append(view.factor.title)
    for label, titles in by_label.items():
        yield Paragraph(f"{label}: {'; '.join(titles)}.", "opinion")
