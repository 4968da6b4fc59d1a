"""Checks of ratings: every label rests on something, says why, and is answered where it cannot wait."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sjtool.assess.accounts import split_ref
from sjtool.assess.coverage import find_answering, find_older
from sjtool.assess.id_list import list_ids
from sjtool.assess.ratings import FactorView, needs_evidence
from sjtool.check.finding import Check, Finding
from sjtool.check.overrides import obtained, say_correction
from sjtool.check.view import View
from sjtool.model.appraisal import Rating
from sjtool.model.decision import Event
from sjtool.model.template import FactorSet

_URGENT = "act-now"
_HIGHEST = frozenset({"high", "very-high"})
_THEM = {"is": "it", "are": "them"}
_PLAN = 'sjtool add CASE action  with  answers = ["{ref}"]'


class InForce(NamedTuple):
    """A factor of a sheet, and the rating of it that holds for the person now."""

    sheet: FactorSet
    view: FactorView
    rating: Rating


def in_force(view: View) -> Iterator[InForce]:
    """The present rating of each factor, from the newest version of each sheet."""
    newest = {ref.partition("@")[0]: ref for ref in view.factor_sets}
    for ref in newest.values():
        for factor in view.views.get(ref, ()):
            if factor.latest is not None:
                yield InForce(view.factor_sets[ref], factor, factor.latest)


def is_earlier(one: str, other: str) -> bool:
    """Whether a date is certainly before another; a month and a day in it are not told apart."""
    known = min(len(one), len(other))
    return one[:known] < other[:known]


def _name(view: View, rating: Rating) -> str:
    """What to call a rating: its id, and its factor where a sheet has it, for the key may hold any words."""
    factor = split_ref(rating.factor or "")[1]
    known = {known.id for sheet in view.factor_sets.values() for known in sheet.factor}
    return f'rating "{rating.id}" of "{factor}"' if factor in known else f'rating "{rating.id}"'


def find_without_evidence(view: View) -> Iterator[Finding]:
    """A rating that says more than "nothing seen" rests on evidence.

    A reader years later has to see what a label rested on. Not-enough-information and the labels that say nothing was
    found need none. Evidence may be an evidence record, a response, a session or an event. What was sought and not
    obtained is none: a label that names nothing else rests on nothing yet.

    It cannot see whether what is named bears the label out. How old it is and from how many sources it comes are
    looked at by stale-evidence and single-source-judgement.
    """
    for rating in view.of_assessment(Rating):
        if needs_evidence(view.factor_of(rating), rating.recent, rating.past) and not obtained(view, rating.evidence):
            nothing = "only on what was not obtained" if rating.evidence else "on nothing"
            yield Finding(
                rating.id,
                f"{_name(view, rating)} rests {nothing}",
                say_correction(rating, 'evidence = ["e-…"]  (or as not-enough-information)'),
            )


def find_without_rationale(view: View) -> Iterator[Finding]:
    """A rating says why.

    A label alone cannot be weighed, tested or carried forward. Every rating of the open assessment is looked at, also
    those that a later rating has replaced, and also not-enough-information: there the reason is what is missing.

    It sees that words are there, not whether they are reasons.
    """
    for rating in view.of_assessment(Rating):
        if not (rating.rationale or "").strip():
            yield Finding(
                rating.id,
                f"{_name(view, rating)} gives no reasons",
                say_correction(rating, 'rationale = "…"'),
            )


def _is_bare(view: View, factor: FactorView) -> bool:
    """Whether no action of the plan answers a factor."""
    return not find_answering(view.standing, factor, view.plan)


def find_high_without_action(view: View) -> Iterator[Finding]:
    """A risk domain rated high is answered by an action of the plan.

    An assessment that ends in a list of worries and not in a plan protects nobody. It looks at risk domains whose
    present rating is high and raises concern, once the final judgement stands. An action answers a domain if its
    "answers" names the factor, with or without its sheet, or a rating of it; one that was withdrawn or not done
    answers nothing, and one of an earlier assessment counts while it runs. Protective and acute factors are left to
    the summary's gaps and to act-now-without-action.

    It cannot see whether the action would help.
    """
    for _sheet, factor, rating in in_force(view) if view.final else ():
        high = factor.factor.side == "risk" and factor.raises_concern and rating.recent in _HIGHEST
        if high and _is_bare(view, factor):
            yield Finding(
                rating.id,
                f'"{factor.factor.id}" is rated {rating.recent}, and no action answers it',
                _PLAN.format(ref=factor.ref),
            )


def _urgent(view: View) -> Iterator[InForce]:
    return (found for found in in_force(view) if found.view.factor.side == "acute" and found.rating.recent == _URGENT)


def find_act_now_without_action(view: View) -> Iterator[Finding]:
    """An acute factor rated act-now is answered by an action at once.

    The label says that something is done today. It looks at the present rating of each acute factor, judged or not,
    and at the plan, which is the actions of the open assessment and earlier ones that still run: one answers the
    factor if its "answers" names the factor, with or without its sheet, or a rating of it, and it was not withdrawn or
    left undone. It has to be recorded on the day of the rating or later, or news of it that is not its end told since.
    What is older was chosen for another day, and is named so that somebody says whether it still fits.

    It cannot see what was done and not recorded, nor whether what is done is enough.
    """
    for _sheet, factor, rating in _urgent(view):
        if _is_bare(view, factor):
            older = find_older(view.standing, factor, view.plan)
            running = [state.action.id for state in older if not state.is_ended and not state.is_covert]
            yield Finding(
                rating.id,
                f'"{factor.factor.id}" is rated {_URGENT}, and no action answers it{_say_older(running)}',
                f"act, then record it:  {_PLAN.format(ref=factor.ref)}{_say_confirming(running)}",
            )


def _say_older(running: Sequence[str]) -> str:
    if not running:
        return ""
    are = "is" if len(running) == 1 else "are"
    return f" since; {list_ids(running)} {are} older than the rating, and nothing was said of {_THEM[are]} since"


def _say_confirming(running: Sequence[str]) -> str:
    return f" ; or, where it still fits, say so:  sjtool plan CASE --update {running[0]}" if running else ""


def find_low_with_act_now(view: View) -> Iterator[Finding]:
    """A final level of low does not stand beside an acute factor rated act-now without a second look.

    Low says that there is no clear sign at present; act-now says that there is one. Both may be right, where what
    cannot wait is a harm to the person alone. So this asks and does not decide: the level is the officer's. It looks
    at the final level and at the present rating of each acute factor, also one made after the judgement.

    It cannot see to whom the acute factor points.
    """
    urgent = [found.view.factor.id for found in _urgent(view)]
    if view.final is not None and view.final.level == "low" and urgent:
        yield Finding(
            view.final.id,
            f'judgement "{view.final.id}" is low while {_URGENT} is rated for {", ".join(urgent)}',
            "rate what has passed again, sjtool rate CASE acute ; or judge anew, sjtool add CASE assessment , then "
            " sjtool judge CASE",
        )


def find_acute_before_visit(view: View) -> Iterator[Finding]:
    """Acute factors are rated anew after each visit.

    They change within days, so that a rating from before the last contact describes somebody else's week. It looks at
    sheets whose ratings are never carried forward, and at events of kind visit: a factor whose present rating is
    certainly older than the last visit is found. Where a date is only a month or a year, the benefit of the doubt is
    given. A factor that was never rated is a gap of the summary and not found here.

    It cannot see a visit that is recorded as evidence only, nor contact of another kind.
    """
    visits = [e for e in view.standing.of(Event) if e.kind == "visit" and e.held_on]
    if not visits:
        return
    last = max(visits, key=lambda visit: visit.held_on or "")
    rated = [found for found in in_force(view) if not found.sheet.set.carry_forward]
    for sheet in dict.fromkeys(found.sheet.set.id for found in rated):
        mine = [found for found in rated if found.sheet.set.id == sheet]
        old = [f.view.factor.id for f in mine if is_earlier(f.rating.held_on or "", last.held_on or "")]
        if old:
            yield Finding(
                last.id,
                f'since the visit "{last.id}" nobody has rated, of "{sheet}": {", ".join(old)}',
                f"sjtool rate CASE {sheet}",
            )


CHECKS: tuple[Check, ...] = (
    Check(
        "rating-without-evidence",
        "error",
        "a recorded judgement must show what it rests on (College of Policing APP, accuracy; DPA 2018 s.38)",
        find_without_evidence,
    ),
    Check(
        "rating-without-rationale",
        "error",
        "decisions that go into assessing risk are auditable (College of Policing APP, accuracy)",
        find_without_rationale,
    ),
    Check(
        "high-domain-without-action",
        "error",
        "an assessment draws together what needs to be done about the risk, as the ground of the plan (College of "
        "Policing APP, active risk management system)",
        find_high_without_action,
    ),
    Check(
        "act-now-without-action",
        "error",
        "a change triggers reassessment and a plan that is fit for the risk (College of Policing APP, potential "
        "negative consequences); the label says that it cannot wait",
        find_act_now_without_action,
    ),
    Check(
        "low-with-act-now",
        "warning",
        "low means no clear sign at present of serious harm (North Wales protocol 2018, Appendix 4)",
        find_low_with_act_now,
    ),
    Check(
        "acute-older-than-last-visit",
        "warning",
        "staff review assessments regularly and on a change (College of Policing APP, dynamic risk factors)",
        find_acute_before_visit,
    ),
)
