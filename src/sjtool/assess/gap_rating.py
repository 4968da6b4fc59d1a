"""Gaps in rating: sheets and factors that were not rated, of whom, and ratings for want of information."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.accounts import split_ref
from sjtool.assess.gap import Gap, Lens, Rule, short_title
from sjtool.assess.rated_now import find_counting
from sjtool.assess.ratings import GAPS, FactorView
from sjtool.model.appraisal import Rating

_BASIC = {"arms-style": (5, "dynamic domains"), "acute": (6, "acute factors")}
_IN_PLACE_OF = {"arms-style": ("dynamic",)}
"""What may be rated instead: the domains were drawn up for men, and the changeable factors are for any adult."""
SECTION_OF_SHEET = {
    "specialist-analysis": 10,
    "risk-of-serious-harm": 10,
    "risk-description": 10,
    "triangle-of-risk": 11,
    "key-areas": 12,
    "capacity-to-protect": 7,
    "carer-concern": 7,
    "carer-qualities": 7,
    "assessment-framework": 7,
}
"""Sheets that belong to a section of their own in the summary; the others are dynamic, or acute."""


def find_rating_gaps(lens: Lens) -> Iterator[Gap]:
    """Which sheets and factors are not rated in this assessment, or rated for want of information."""
    used = {ref.partition("@")[0] for ref in lens.views}
    for sheet, (section, words) in _BASIC.items():
        if not used.intersection((sheet, *_IN_PLACE_OF.get(sheet, ()))):
            yield Gap(f"not-rated-{sheet}", section, f"Not rated: the {words}.", lens.command(f"rate CASE {sheet}"))
    for ref, views in lens.views.items():
        for person in dict.fromkeys(view.person for view in views):
            yield from _gaps_of(lens, ref, person, [view for view in views if view.person == person])
    yield from _stray_ratings(lens)


def _gaps_of(lens: Lens, ref: str, person: str, views: list[FactorView]) -> Iterator[Gap]:
    """The gaps of one sheet for one person, said of whom where it is not the person under assessment."""
    sheet, subject = ref.partition("@")[0], lens.standing.subject
    title = short_title(lens.factor_sets[ref].set.title)
    section, words = _BASIC.get(sheet, (SECTION_OF_SHEET.get(sheet, 5), title))
    factors = words if sheet in _BASIC else f"factors of {title}"
    whose = "" if subject and subject.id == person else f" on {lens.standing.label(person)}"
    rate = lens.command(f"rate CASE {sheet}")
    unrated = [v for v in views if find_counting(lens.standing, lens.factor_sets[ref], v) is None]
    if unrated:
        text = f"Not rated in this assessment{whose and ','}{whose}: {len(unrated)} of the {len(views)} {factors}."
        yield Gap("factors-unrated", section, text, rate)
    thin = [v.factor.title for v in views if v.latest and v.latest.recent in GAPS]
    if thin:
        text = f"Not enough information{whose}, {words}: {'; '.join(thin)}."
        yield Gap("not-enough-information", section, text, rate)


def _stray_ratings(lens: Lens) -> Iterator[Gap]:
    """Ratings that no sheet can place would otherwise be in no print."""
    known = {f"{q.set.id}/{f.id}" for q in lens.factor_sets.values() for f in q.factor}
    stray = [r.id for r in lens.standing.of(Rating) if "/".join(split_ref(r.factor or "")) not in known]
    if stray:
        text = f"Not shown, for no sheet has the factor they name: {', '.join(stray)}."
        yield Gap("ratings-without-factor", 5, text, lens.command("show CASE --all"))


RULES: tuple[Rule, ...] = (find_rating_gaps,)
