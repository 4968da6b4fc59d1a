"""What was rated, for whom, now and over time. Nothing is totalled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sjtool.assess.accounts import split_ref
from sjtool.assess.once import once_per_case
from sjtool.assess.rated import factors_for, people_of
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.template import Factor, FactorSet, Scale

NOT_KNOWN = frozenset({"not-enough-information", "not-known", "not-applicable"})
"""Labels that say nothing of the person: too little is known, or the factor does not apply."""
GAPS = NOT_KNOWN - {"not-applicable"}
"""Those of them that are a gap."""
_ABSENT = frozenset({"not-present", "no"})
_NONE = frozenset({"none-identified", "none-evident", "none-seen"})


def needs_evidence(factor: Factor | None, *labels: str | None) -> bool:
    """Whether any of these labels must rest on something: it says more than that nothing was found.

    That a strength is absent is such a label too, where its absence raises concern; `factor` says whether it does.
    """
    concerns = frozenset(factor.raises_concern_when) if factor else frozenset()
    said = {label for label in labels if isinstance(label, str)}
    return bool(said - NOT_KNOWN - _NONE - (_ABSENT - concerns))


@dataclass(frozen=True)
class FactorView:
    """One factor of a sheet for one person: every standing rating, oldest first, the last being the present one."""

    ref: str
    factor: Factor
    scale: Scale
    person: str
    ratings: tuple[Rating, ...]

    @property
    def latest(self) -> Rating | None:
        """The rating in force."""
        return self.ratings[-1] if self.ratings else None

    @property
    def raises_concern(self) -> bool:
        """Whether the present label is one that raises concern for this factor."""
        factor = self.factor
        return bool(self.latest and self.latest.recent in factor.raises_concern_when and not factor.is_context_only)

    def title_of(self, label: str | None) -> str:
        """A label in words."""
        return next((known.title for known in self.scale.label if known.id == label), label or "not rated")


def find_scale(sheet: FactorSet, factor: Factor) -> Scale:
    """The scale a factor is rated on."""
    return next(scale for scale in sheet.scale if scale.id == factor.scale)


@once_per_case
def view_sheet(standing: Standing, sheet: FactorSet, ref: str, person: str) -> tuple[FactorView, ...]:
    """The factors of a sheet that are about one person, and any other rated for them, in the sheet's order."""
    by_factor = _rated(standing).get((standing.root(person), sheet.set.id), {})
    about = {factor.id for factor in factors_for(standing, sheet, person)}
    return tuple(
        FactorView(
            f"{ref}/{factor.id}",
            factor,
            find_scale(sheet, factor),
            person,
            tuple(by_factor.get(factor.id, ())),
        )
        for factor in sheet.factor
        if factor.id in about or factor.id in by_factor
    )


@once_per_case
def _rated(standing: Standing) -> dict[tuple[str, str], dict[str, list[Rating]]]:
    """Every standing rating by (person, sheet) and factor, oldest first."""
    found: dict[tuple[str, str], dict[str, list[Rating]]] = {}
    for rating in standing.of(Rating):
        if rating.factor and rating.person:
            sheet, factor = split_ref(rating.factor)
            found.setdefault((standing.root(rating.person), sheet), {}).setdefault(factor, []).append(rating)
    for factors in found.values():
        for made in factors.values():
            made.sort(key=lambda r: (r.held_on or "", r.recorded_at()))
    return found


def rated_in(view: FactorView, standing: Standing, assessment: str | None) -> Rating | None:
    """The rating made for one assessment, the latest where there are several."""
    made = [r for r in view.ratings if standing.same(r.assessment, assessment)]
    return made[-1] if made else None


def views_by_ref(standing: Standing, sheets: Mapping[str, FactorSet]) -> dict[str, tuple[FactorView, ...]]:
    """Every sheet in use, for everybody it is rated for, one person after the other."""
    return {
        ref: tuple(view for person in people for view in view_sheet(standing, sheet, ref, person.id))
        for ref, sheet in sheets.items()
        if (people := people_of(standing, sheet))
    }


def find_act_now(standing: Standing, sheets: Mapping[str, FactorSet], person: str) -> list[tuple[str, str]]:
    """Factors whose present rating is act-now, with the day they were rated: what cannot wait."""
    return [
        (view.factor.title, view.latest.held_on or "")
        for ref, sheet in sheets.items()
        for view in view_sheet(standing, sheet, ref, person)
        if view.latest and view.latest.recent == "act-now"
    ]
