"""Headings 11 to 13: the family and its support, health and relationships, able and willing to change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sjtool.assess.household import find_household
from sjtool.assess.ratings import FactorView, view_sheet
from sjtool.model.people import Person
from sjtool.report.analysis import section_of_heading
from sjtool.report.cooperation import NOT_PROOF, list_refused
from sjtool.report.factors import DOMAINS, grouped_blocks, rate_blocks, sheet_blocks
from sjtool.report.internet_offender_past import HISTORY_SHEETS
from sjtool.report.internet_offender_people import say_short
from sjtool.report.internet_offender_view import View
from sjtool.report.report import Block, Bullets, Group, Note, Pair, Pairs, Paragraph
from sjtool.report.wording import is_guarded, say_list

ANALYSIS_SHEETS = frozenset(
    {"specialist-analysis", "risk-of-serious-harm", "risk-description", "triangle-of-risk", "key-areas"}
)
"""Sheets of heading 14; of everybody but the person, every other sheet stands under heading 11."""
PROTECTION_SHEETS = ("capacity-to-protect", "carer-qualities")
"""Sheets on how far a carer can protect: one of them rated is enough."""
_EARLY = "significant-harm-early"
_ELSEWHERE = ANALYSIS_SHEETS | {_EARLY, DOMAINS, *HISTORY_SHEETS}
"""Of the person, every sheet that no other heading has stands under heading 12: a force's own too."""
_FAMILY_WORDS = ("household", "family", "each child", "children")


def build_family(view: View) -> Iterator[Block]:
    """Heading 11: who lives there, passages on the household, each adult, each child by themselves."""
    yield from _home(view)
    yield from _early_signs(view)
    yield from _passages(view)
    adults = [one for one in view.people if "child" not in one.roles]
    children = [one for one in view.people if "child" in one.roles]
    for person in (*adults, *children):
        blocks = tuple(ratings_of(view, person, without=ANALYSIS_SHEETS))
        if blocks:
            yield Group(person.label or person.id, "", blocks)
    carers = [one for one in adults if {"partner", "carer"} & set(one.roles) and not is_guarded(one)]
    unrated = [say_short(one.label or one.id) for one in carers if not _is_rated(view, one, PROTECTION_SHEETS)]
    if unrated:
        yield view.gap(f"how far {say_list(unrated)} can protect, on the sheet", "rate CASE capacity-to-protect")
    open_children = [one for one in children if not is_guarded(one)]
    unseen = [
        say_short(one.label or one.id) for one in open_children if not _is_rated(view, one, ("assessment-framework",))
    ]
    if unseen:
        words = f"the needs of {say_list(unseen)}, each child apart, on the sheet"
        yield view.gap(words, "rate CASE assessment-framework")


def _home(view: View) -> Iterator[Block]:
    household = find_household(view.context.standing, view.context.built_on)
    home = [member for top in household.home for member in top.each() if not is_guarded(member.person)]
    names = say_list(say_short(member.person.label or member.id) for member in home)
    if home:
        alone = all(member.young or "child" in member.person.roles for member in home)
        lacking = "; no other adult is recorded as living there" if alone else ""
        yield Pairs((Pair("Living together", f"with the person: {names}{lacking}"),))
    else:
        yield Pairs((Pair("Living together", "nobody is recorded as living with the person", "sjtool"),))


def _early_signs(view: View) -> Iterator[Block]:
    for ref, views in view.context.lens.views.items():
        if ref.partition("@")[0] == _EARLY:
            mine = [one for one in views if view.is_subject(one.person)]
            yield from view.screened(sheet_blocks(view.context, ref, mine))


def _passages(view: View) -> Iterator[Block]:
    """Passages of the summary on the household, unless they were written for a heading of this report."""
    for one in view.other_passages:
        heading = (one.heading or "").casefold()
        if any(word in heading for word in _FAMILY_WORDS) and section_of_heading(heading) == 9:  # noqa: PLR2004
            words = Paragraph(one.text or "", "opinion", view.context.recorded(one))
            yield from view.screened([Group((one.heading or "").capitalize(), "", (words,))])


def ratings_of(view: View, person: Person, *, without: frozenset[str] = frozenset()) -> Iterator[Block]:
    """Every sheet rated of somebody; of somebody guarded the labels alone."""
    context = view.context
    for ref in {name.partition("@")[0]: name for name in context.lens.factor_sets}.values():
        if ref.partition("@")[0] in without:
            continue
        sheet = context.lens.factor_sets[ref]
        views = [one for one in view_sheet(context.standing, sheet, ref, person.id) if one.latest]
        if not views:
            continue
        if is_guarded(person):
            yield Group(sheet.set.title, "labels only", tuple(_labels(views)))
        else:
            yield from view.screened(
                [Group(sheet.set.title, "", tuple(grouped_blocks(context, ref, views)))], person.id
            )


def _labels(views: Sequence[FactorView]) -> Iterator[Block]:
    by_label: dict[str, list[str]] = {}
    for one in views:
        if one.latest:
            by_label.setdefault(one.title_of(one.latest.recent), []).append(one.factor.title)
    for label, titles in by_label.items():
        yield Paragraph(f"{label}: {'; '.join(titles)}.", "opinion")


def _is_rated(view: View, person: Person, sheets: tuple[str, ...]) -> bool:
    lens = view.context.lens
    return any(
        one.latest
        for ref, sheet in lens.factor_sets.items()
        if ref.partition("@")[0] in sheets
        for one in view_sheet(view.context.standing, sheet, ref, person.id)
    )


def build_health(view: View) -> Iterator[Block]:
    """Heading 12: the acute and changeable factors, and the risk side of the domains."""
    context = view.context
    found = False
    for ref, views in context.lens.views.items():
        name = ref.partition("@")[0]
        of_person = [one for one in views if view.is_subject(one.person) and one.latest]
        if name not in _ELSEWHERE and of_person:
            found = True
            yield from view.screened(sheet_blocks(context, ref, of_person))
        elif name == DOMAINS:
            mine = [one for one in of_person if one.factor.side != "protective"]
            found = found or bool(mine)
            blocks = tuple(view.screened(rate_blocks(context, mine)))
            if blocks:
                yield Group("Domains of risk, rated by judgement", "", blocks)
    if not found:
        yield view.gap("acute or changeable factors, rated", "rate CASE acute")
    words = "health, learning disability, drink and drugs, and relationships, in words for this report"
    yield view.gap(words, "add CASE narrative")


def _refused(view: View) -> Iterator[Block]:
    """What was refused in person, but for what another adult refused: that says nothing of this person.

    Who refused has no key: a line that names another adult is taken for theirs.
    """
    for block in view.screened(list_refused(view.context)):
        if not isinstance(block, Group):
            continue
        items = [one for part in block.blocks if isinstance(part, Bullets) for one in part.items]
        theirs = [one for one in items if not view.screen.names_adult(one.text)]
        aside = f"{len(items)}; who refused is as the words say"
        yield replace(block, aside=aside)
        if theirs:
            yield Note(NOT_PROOF, "caution")


def build_change(view: View) -> Iterator[Block]:
    """Heading 13: what protects, and how they went along with what was asked of them."""
    context = view.context
    for ref, views in context.lens.views.items():
        mine = [one for one in views if one.factor.side == "protective" and one.latest]
        if ref.partition("@")[0] == DOMAINS and mine:
            blocks = tuple(view.screened(rate_blocks(context, mine)))
            yield Group("What protects, rated by judgement", "", blocks)
    yield from _refused(view)
    sets = {ref.partition("@")[0] for ref in context.lens.question_sets}
    unasked = [name for name in ("change-and-motivation", "accountability") if name not in sets]
    subject = context.standing.subject.id if context.standing.subject else "ID"
    for name in unasked:
        title = context.loaded.library.question_set(name).set.title.lower()
        yield view.gap(f"an interview on {title}", f"interview CASE {name} --informant {subject}")
    yield view.gap("how able and willing the person is to change, in words for this report", "add CASE narrative")
