"""Section 7: the people around the person under assessment. Of victims and others confidential, the label only."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.ratings import view_sheet
from sjtool.model.people import Person, Relation
from sjtool.report.context import Context
from sjtool.report.factors import rate_blocks, section_of
from sjtool.report.report import Basis, Block, Group, Note, Pair, Pairs, Section
from sjtool.report.wording import is_guarded, say_code, say_date, say_list

_VICTIMS = (
    "Of a victim only the name used here is printed. Who they are, what they wish and how to reach them is kept apart."
)
_NO_SHEETS = "Not rated here: each adult's capacity to protect, and each child's needs."


def build_household(context: Context) -> Section:
    """Section 7."""
    subject = context.standing.subject
    others = [p for p in context.standing.of(Person) if subject is None or not context.standing.same(p.id, subject.id)]
    blocks: list[Block] = [_person(context, person) for person in others if "professional" not in person.roles]
    for ref, views in context.lens.views.items():
        if section_of(ref, views) == 7:  # noqa: PLR2004
            blocks += rate_blocks(context, views)
    if any("victim" in person.roles for person in others):
        blocks.append(Note(_VICTIMS, "restricted"))
    rated = any(_ratings(context, person) for person in others)
    notes = () if rated or not others else (Note(_NO_SHEETS, "gap"),)
    return Section(7, "Household and others", "facts, as recorded", (*blocks, *context.gap_notes(7), *notes))


def _person(context: Context, person: Person) -> Group:
    roles = say_list(say_code(role) for role in person.roles) or "no role recorded"
    label = person.label or person.id
    if is_guarded(person):
        return Group(label, roles, ())
    rows = [*_details(person), *_relations(context, person)]
    blocks: list[Block] = [Pairs(tuple(rows))] if rows else []
    return Group(label, roles, (*blocks, *_ratings(context, person)))


def _details(person: Person) -> Iterator[Pair]:
    basis = Basis(records=(person.id,))
    if person.standing:
        yield Pair("Standing", say_code(person.standing), basis=basis)
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
    words = f"{label(relation.person)}: {say_code(relation.kind)} {label(relation.to)}"
    for word, day in (("from", relation.from_on), ("until", relation.until_on)):
        words += f", {word} {say_date(day)}" if day else ""
    return words


def _ratings(context: Context, person: Person) -> tuple[Block, ...]:
    """Ratings made of this person, whatever the sheet."""
    if is_guarded(person):
        return ()
    found: list[Block] = []
    for ref in {name.partition("@")[0]: name for name in context.lens.factor_sets}.values():
        sheet = context.lens.factor_sets[ref]
        views = [v for v in view_sheet(context.standing, sheet, ref, person.id) if v.latest]
        if views:
            found.append(Group(sheet.set.title, "", tuple(rate_blocks(context, views))))
    return tuple(found)
