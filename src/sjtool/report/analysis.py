"""Sections 9 to 12: formulation and scenarios, then the passages for which the protocols set their own headings."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sjtool.assess.family_plan import is_of_outline
from sjtool.assess.images import concerns_images
from sjtool.model.appraisal import Formulation as FormulationRecord
from sjtool.model.appraisal import Narrative, Scenario
from sjtool.report.context import Context
from sjtool.report.factors import section_of, sheet_blocks
from sjtool.report.report import Block, Group, Note, Pair, Pairs, Paragraph, Section
from sjtool.report.wording import capitalise, say_code

_PLAIN = re.compile(r"[a-z][a-z]* *[a-zA-Z ,;:'()-]*")
OWN_HEADINGS: dict[int, tuple[str, str, tuple[str, ...]]] = {
    10: (
        "Severity, vulnerability, likelihood, safety",
        "severity, vulnerability, likelihood and safety, and how grave and how probable the harm would be",
        ("severity", "vulnerability", "likelihood", "safety", "consequence", "probability", "specialist analysis"),
    ),
    11: (
        "The person, the child, the protection",
        "the person's risk, the child's vulnerability and the quality of protection, held together",
        ("triangle", "quality of protection", "protection"),
    ),
    12: (
        "Four questions on images",
        "whether downloading goes on, whether contact offending may follow, emotional harm, impact on the family",
        ("key areas", "four questions", "download", "hands-on", "hands on", "emotional harm", "impact on"),
    ),
}
"""Sections with headings of their own: title, what is missing where they are empty, words a heading is known by."""


_ON_IMAGES = 12
_NO_IMAGES = "Nothing recorded here speaks of images of children: the questions are not asked of this case."


def build_formulation(context: Context) -> Section:
    """Section 9."""
    standing = context.standing
    blocks: list[Block] = []
    for made in standing.of(FormulationRecord):
        if context.of_assessment(made):
            words = Paragraph(made.text or "nothing recorded", "opinion", context.recorded(made))
            blocks.append(Group(_as_heading(made.heading or "") or "Formulation", "", (words,)))
    scenarios = [s for s in standing.of(Scenario) if context.of_assessment(s)]
    blocks += [_scenario(context, scenario) for scenario in scenarios]
    blocks += [_passage(context, n) for n in _narratives(context) if section_of_heading(n.heading or "") == 9]  # noqa: PLR2004
    return Section(9, "Formulation and scenarios", "officer's judgement", (*blocks, *context.gap_notes(9)))


def _as_heading(heading: str) -> str:
    """A heading of plain words with a capital, as of a heading; anything else, such as a code, as it was written."""
    return capitalise(heading) if _PLAIN.fullmatch(heading) else heading


def _scenario(context: Context, scenario: Scenario) -> Group:
    """One way things could go; the words as the officer put them."""
    labels = {
        "who": "Who",
        "how": "How",
        "harm": "Harm",
        "imminence": "How soon",
        "frequency": "How often",
        "likelihood": "Likelihood",
        "warning_signs": "Warning signs",
        "contingency": "If it begins",
    }
    rows = [Pair(label, getattr(scenario, key), "opinion") for key, label in labels.items() if getattr(scenario, key)]
    unsaid = [label.lower() for key, label in labels.items() if key in scenario.needs and not getattr(scenario, key)]
    if unsaid:
        rows.append(Pair("Not said", ", ".join(unsaid), "sjtool"))
    rows.append(context.recorded_by(scenario))
    return Group(f"Scenario: {say_code(scenario.kind) or 'kind not recorded'}", "", (Pairs(tuple(rows)),))


def section_of_heading(heading: str) -> int:
    """Which section a passage belongs to, by the words of its heading; 9 where it has no section of its own."""
    folded = heading.casefold()
    return next((n for n, (_t, _m, words) in OWN_HEADINGS.items() if any(word in folded for word in words)), 9)


def _narratives(context: Context) -> Iterator[Narrative]:
    """The passages of this assessment; those of a plan for the family are printed by the plan's own report."""
    own = (n for n in context.standing.of(Narrative) if context.of_assessment(n))
    return (n for n in own if not is_of_outline(n.heading))


def _passage(context: Context, narrative: Narrative) -> Group:
    words = Paragraph(narrative.text or "nothing recorded", "opinion", context.recorded(narrative))
    return Group(_as_heading(_title_of(context, narrative.heading or "")) or "Passage", "", (words,))


def _title_of(context: Context, heading: str) -> str:
    """A heading in words; one that names an entry of an outline within reach by the title of that entry."""
    ref, _, entry = heading.partition("/")
    if ref not in context.loaded.library.found or not entry:
        return heading
    menu = context.loaded.library.menu(ref)
    return next((f"{menu.set.title}: {one.title}" for one in menu.entry if one.id == entry), heading)


def build_own_headings(context: Context) -> tuple[Section, ...]:
    """Sections 10 to 12, from passages and from sheets rated for them."""
    return tuple(_own_section(context, number) for number in OWN_HEADINGS)


def _own_section(context: Context, number: int) -> Section:
    title, missing, _words = OWN_HEADINGS[number]
    passages = [_passage(context, n) for n in _narratives(context) if section_of_heading(n.heading or "") == number]
    blocks: list[Block] = []
    for passage in passages:  # a heading that is that of the section is not said again
        blocks += passage.blocks if passage.title.casefold() == title.casefold() else [passage]
    for ref, views in context.lens.views.items():
        if section_of(ref, views) == number:
            blocks += sheet_blocks(context, ref, views)
    if not blocks and number == _ON_IMAGES and not concerns_images(context.standing):
        blocks.append(Paragraph(_NO_IMAGES, "sjtool"))
    gap = () if blocks else (Note(f"Not recorded: {missing}.", "gap"),)
    return Section(number, title, "officer's judgement", (*blocks, *gap, *context.gap_notes(number)))
