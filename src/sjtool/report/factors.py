"""Sections 5 and 6: the dynamic domains with their evidence; the acute factors now and over time. Nothing is summed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sjtool.assess.gap_rating import SECTION_OF_SHEET
from sjtool.assess.rated_now import find_counting, is_before_review
from sjtool.assess.ratings import GAPS, NOT_KNOWN, FactorView, needs_evidence
from sjtool.model.appraisal import Rating
from sjtool.model.template import Label
from sjtool.report.context import Context
from sjtool.report.records import list_records
from sjtool.report.report import Basis, Block, Group, Note, Pair, Pairs, Paragraph, Profile, ProfileRow, Section, Strip
from sjtool.report.set_words import say_title
from sjtool.report.wording import capitalise, say_code, say_date, say_list

_NO_TOTAL = "Rated by judgement, factor by factor. Nothing is totalled, and no factor outweighs another by rule."
_OVER_TIME = (
    "Each letter is one contact. The history counts: over time it told more than the last rating alone (a secondary "
    "account of a large study; see the sheet)."
)
DOMAINS = "arms-style"
_FEWEST_DRAWN = 2


def section_of(ref: str, views: Sequence[FactorView]) -> int:
    """Which section of the summary a sheet belongs to."""
    named = SECTION_OF_SHEET.get(ref.partition("@")[0])
    if named:
        return named
    return 6 if views and all(view.factor.side == "acute" for view in views) else 5


def build_dynamic(context: Context) -> Section:
    """Section 5: the domains first, then every other sheet under its own name."""
    sheets = {ref: views for ref, views in context.lens.views.items() if section_of(ref, views) == 5}  # noqa: PLR2004
    domains = {ref: views for ref, views in sheets.items() if ref.partition("@")[0] == DOMAINS}
    others = {ref: views for ref, views in sheets.items() if ref not in domains}
    blocks: list[Block] = [Note(_NO_TOTAL, "caution")] if sheets else []
    for views in domains.values():
        sides = {"risk": "Risk domains", "protective": "Protective domains"}
        for side, title in sides.items():
            of_side = [v for v in views if v.factor.side == side]
            if of_side:
                drawn = build_profile(of_side)
                pictures: tuple[Block, ...] = (Group("Past beside recent", "", (drawn,)),) if drawn else ()
                blocks.append(Group(title, "", (*pictures, *rate_blocks(context, of_side))))
        blocks += rate_blocks(context, [v for v in views if v.factor.side not in sides])
    for ref, views in others.items():
        blocks += sheet_blocks(context, ref, views)
    title = "Dynamic domains and other factors" if others else "Dynamic domains"
    return Section(5, title, "officer's ratings, with evidence", (*blocks, *context.gap_notes(5)))


def sheet_blocks(context: Context, ref: str, views: Sequence[FactorView]) -> Iterator[Block]:
    """A sheet under its title, for each person it was rated for; somebody of whom nothing was rated is left out."""
    title = say_title(context.lens.factor_sets[ref].set.title)
    subject = context.standing.subject
    for person in dict.fromkeys(view.person for view in views):
        mine = [view for view in views if view.person == person]
        if any(view.latest for view in mine):
            whose = "" if subject and person == subject.id else context.standing.label(person)
            yield Group(title, whose, tuple(grouped_blocks(context, ref, mine)))


def grouped_blocks(context: Context, ref: str, views: Sequence[FactorView]) -> Iterator[Block]:
    """The factors of a sheet under the headings of its source, where it has any."""
    groups = context.lens.factor_sets[ref].group
    if not groups:
        yield from rate_blocks(context, views)
    for group in groups:
        mine = [view for view in views if view.factor.group == group.id]
        if mine:
            yield Group(group.title, "", tuple(rate_blocks(context, mine)))


def build_acute(context: Context) -> Section:
    """Section 6."""
    sheets = {ref: views for ref, views in context.lens.views.items() if section_of(ref, views) == 6}  # noqa: PLR2004
    blocks: list[Block] = []
    for ref, views in sheets.items():
        strip = build_strip(views)
        if strip:
            blocks += [Group("Over time", "", (strip, Paragraph(_OVER_TIME, "sjtool")))]
        blocks.append(
            Group("At the last rating", "", (*_before_review(context, ref, views), *rate_blocks(context, views)))
        )
    return Section(6, "Acute factors", "officer's ratings, with evidence", (*blocks, *context.gap_notes(6)))


def _before_review(context: Context, ref: str, views: Sequence[FactorView]) -> Iterator[Block]:
    """That ratings count which were made at the last contact, before the review was opened."""
    sheet = context.lens.factor_sets[ref]
    counting = [find_counting(context.standing, sheet, view) for view in views]
    before = [made for made in counting if made and is_before_review(context.standing, made)]
    if before:
        days = say_list(dict.fromkeys(say_date(made.held_on) for made in before))
        words = f"Rated {days}, before the review was opened ({len(before)} of {len(views)}): they count as they stand."
        yield Paragraph(words, "sjtool")


def rate_blocks(context: Context, views: Iterable[FactorView]) -> Iterator[Block]:
    """A group for each rated factor, then one line for the unrated.

    Of a sheet that only says whether a thing is there, what is not there or not known stands in one line a label: the
    reasons are in the case.
    """
    unrated: list[str] = []
    quiet: dict[str, list[str]] = {}
    for view in views:
        latest = view.latest
        if latest is None:
            unrated.append(view.factor.title)
        elif view.scale.is_graded or needs_evidence(view.factor, latest.recent, latest.past):
            yield _factor(context, view, latest)
        else:
            quiet.setdefault(view.title_of(latest.recent), []).append(view.factor.title)
    for label, titles in quiet.items():
        yield Paragraph(f"{label}: {'; '.join(titles)}.", "opinion")
    if unrated:
        yield Paragraph(f"Never rated: {'; '.join(unrated)}.", "sjtool")


def _factor(context: Context, view: FactorView, rating: Rating) -> Group:
    label = view.title_of(rating.recent)
    aside = f"{label} (raises concern)" if view.raises_concern else label
    if view.factor.is_context_only:
        aside = f"{label} (recorded as the source has it; used in no rule)"
    rows = (*_rating_rows(context, view, rating), *list_records(context, rating.evidence, "Rests on"))
    return Group(view.factor.title, aside, (Pairs(rows),), strong=view.raises_concern)


def _rating_rows(context: Context, view: FactorView, rating: Rating) -> Iterator[Pair]:
    basis = Basis(context.name(rating.by), "", rating.held_on or "", (rating.id,))
    if rating.past:
        yield Pair("Past to recent", f"{view.title_of(rating.past)} → {view.title_of(rating.recent)}", "opinion")
    if rating.direction:
        yield Pair("Direction", say_code(rating.direction), "opinion")
    if rating.relevance:
        yield Pair("Relevance", rating.relevance, "opinion")
    yield Pair("Rationale", rating.rationale or "not recorded", "opinion", basis)
    if rating.would_change:
        yield Pair("Would change", rating.would_change, "opinion")
    if not rating.evidence:
        yield Pair("Rests on", "nothing named", "sjtool")


def build_profile(views: Sequence[FactorView]) -> Profile | None:
    """Past beside recent of the rated factors of one scale; None where fewer than two were rated."""
    rated = [(view, view.latest) for view in views if view.latest]
    scale = views[0].scale
    if len(rated) < _FEWEST_DRAWN or not scale.is_graded or any(view.scale.id != scale.id for view in views):
        return None
    labels = [label for label in scale.label if label.id not in NOT_KNOWN]
    place = {label.id: number for number, label in enumerate(labels)}
    rows = tuple(
        ProfileRow(
            view.factor.title,
            place.get(latest.past or ""),
            place.get(latest.recent or ""),
            view.title_of(latest.past) if latest.past else "not said",
            view.title_of(latest.recent) if latest.recent else "not said",
        )
        for view, latest in rated
    )
    return Profile(tuple(capitalise(say_code(label.id)) for label in labels), rows)


def build_strip(views: Sequence[FactorView]) -> Strip | None:
    """The ratings of every factor over dates, one letter a contact; None where nothing was rated."""
    days = sorted({r.held_on or "" for view in views for r in view.ratings})
    if not days:
        return None
    legend = _legend(views)
    rows = []
    for view in views:
        by_day = {r.held_on or "": r.recent or "" for r in view.ratings}
        rows.append((view.factor.title, tuple(legend.get(by_day.get(day, ""), ".") for day in days)))
    words = [(letter, _title_of(views, label)) for label, letter in legend.items()]
    if any("." in letters for _title, letters in rows):
        words.append((".", "Not rated then"))
    return Strip(tuple(days), tuple(rows), tuple(words))


def _legend(views: Sequence[FactorView]) -> dict[str, str]:
    """A letter for each label of the scales, as short as tells them apart."""
    letters: dict[str, str] = {}
    for label in _labels(views):
        size = 1
        word = label.id.replace("-", "").upper()
        while word[:size] in letters.values() and size < len(word):
            size += 1
        letters[label.id] = "?" if label.id in GAPS else word[:size]
    return letters


def _labels(views: Sequence[FactorView]) -> tuple[Label, ...]:
    return tuple({label.id: label for view in views for label in view.scale.label}.values())


def _title_of(views: Sequence[FactorView], label_id: str) -> str:
    return next(label.title for label in _labels(views) if label.id == label_id)
