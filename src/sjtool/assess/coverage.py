"""What the plan of an assessment answers: every factor, scenario and follow-up that wants an answer, with its actions.

One definition for every command: which label of a factor wants an answer, and when an action answers it. The plan
follows from the assessment (College of Policing APP, risk management plans and interventions); which labels, is ours.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from sjtool.assess.accounts import split_ref
from sjtool.assess.actions import ActionState, find_contingencies, find_plan
from sjtool.assess.clock_event import earliest_day
from sjtool.assess.ratings import NOT_KNOWN, FactorView, views_by_ref
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Scenario
from sjtool.model.enquiry import Reading
from sjtool.model.template import Factor, FactorSet, Scale

WantKind = Literal["act-now", "factor", "scenario", "reading"]
HISTORY = frozenset({"static-history", "offender-background"})
"""Sheets of what has been and does not change: they weigh in the judgement, and no action can answer them."""
ACT_NOW = "act-now"
_HIGH = frozenset({"high", "very-high"})


@dataclass(frozen=True)
class Want:
    """One thing that wants an answer of the plan, and the actions that answer it.

    `ref` is what an action names in `answers`; `record` the rating, scenario or reading itself; `person` the id of whom
    a rating is about; `label` the rating in the words of its scale. `older` are actions that name what cannot wait and
    were neither recorded nor told of since it was rated: they answer it once somebody says that they still fit.
    `is_in_words`: a scenario that says itself what is done if it begins.
    """

    kind: WantKind
    ref: str
    record: str
    title: str
    label: str = ""
    person: str = ""
    held_on: str = ""
    by: tuple[ActionState, ...] = ()
    older: tuple[ActionState, ...] = ()
    is_in_words: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing answers it."""
        return not self.by and not self.is_in_words


def find_worst(scale: Scale, factor: Factor) -> frozenset[str]:
    """The labels of a factor that want an answer, of those that raise concern.

    Of a strength every one of them: weak and absent alike. Of anything else the worst, which stands at the end of its
    scale where the others raise none, and high where the scale has it; all of them where every label raises concern.
    """
    labels = [label.id for label in scale.label if label.id not in NOT_KNOWN]
    concerns = [label for label in labels if label in factor.raises_concern_when]
    if factor.side == "protective" or concerns == labels:
        return frozenset(concerns)
    worst = concerns[:1] if labels[:1] == concerns[:1] else concerns[-1:]
    return frozenset(worst) | (_HIGH & set(concerns))


def wants_answer(view: FactorView) -> bool:
    """Whether the present rating of a factor wants an answer of the plan. History wants none: see `HISTORY`."""
    if split_ref(view.ref)[0] in HISTORY or not view.raises_concern or view.latest is None:
        return False
    return view.latest.recent in find_worst(view.scale, view.factor)


def find_answering(standing: Standing, view: FactorView, actions: Iterable[ActionState]) -> tuple[ActionState, ...]:
    """The actions that answer a factor: they name it, with or without its sheet, or a rating of it for this person.

    One that was withdrawn or not done answers nothing. What was rated act-now is answered only by an action recorded on
    the day of that rating or later, or of which news that does not end it was told since.
    """
    since = _day_of_urgency(view)
    return tuple(state for state in _naming_factor(standing, view, actions) if not since or state.is_since(since))


def find_older(standing: Standing, view: FactorView, actions: Iterable[ActionState]) -> tuple[ActionState, ...]:
    """The actions that name a factor rated act-now, and are older than that rating: to be confirmed, or replaced."""
    since = _day_of_urgency(view)
    return tuple(state for state in _naming_factor(standing, view, actions) if since and not state.is_since(since))


def _day_of_urgency(view: FactorView) -> date | None:
    """The first day on which a factor may have been rated act-now, where that is how it is rated now."""
    latest = view.latest
    if latest is None or latest.recent != ACT_NOW:
        return None
    if latest.held_on:
        return earliest_day(latest.held_on)
    return latest.at.date() if latest.at else date.min


def _naming_factor(standing: Standing, view: FactorView, actions: Iterable[ActionState]) -> tuple[ActionState, ...]:
    names = {split_ref(view.ref), ("", view.factor.id), *(("", standing.root(rating.id)) for rating in view.ratings)}
    return _naming(standing, names, actions)


def _naming(
    standing: Standing, names: Iterable[tuple[str, str]], actions: Iterable[ActionState]
) -> tuple[ActionState, ...]:
    wanted = {*names}
    return tuple(
        state
        for state in actions
        if not state.is_given_up and wanted & {_name(standing, word) for word in state.action.answers}
    )


def _name(standing: Standing, word: str) -> tuple[str, str]:
    """A word of `answers` as it is compared: (sheet, factor), or ("", the first id of a record)."""
    return split_ref(word) if "/" in word else ("", standing.root(word))


def newest_sheets(sheets: Mapping[str, FactorSet]) -> dict[str, FactorSet]:
    """One version of each sheet, the one named last."""
    newest = {ref.partition("@")[0]: ref for ref in sheets}
    return {ref: sheets[ref] for ref in newest.values()}


def find_coverage(
    standing: Standing, sheets: Mapping[str, FactorSet], actions: tuple[ActionState, ...]
) -> tuple[Want, ...]:
    """Everything that wants an answer: what cannot wait, factors, scenarios, then follow-ups.

    `actions` are those of the whole case that may be seen. A factor and a scenario are answered by the plan of the open
    assessment, which is its own actions and earlier ones that still run; a follow-up by any action.
    """
    plan = find_plan(standing, actions)
    factors = [*_factors(standing, sheets, plan)]
    factors.sort(key=lambda want: want.kind != "act-now")
    return (*factors, *_scenarios(standing, plan), *_readings(standing, actions))


def _factors(standing: Standing, sheets: Mapping[str, FactorSet], plan: tuple[ActionState, ...]) -> Iterator[Want]:
    subject = standing.subject.id if standing.subject else None
    for views in views_by_ref(standing, newest_sheets(sheets)).values():
        for view in views:
            if view.latest is None or not wants_answer(view):
                continue
            yield Want(
                "act-now" if view.latest.recent == ACT_NOW else "factor",
                view.ref if standing.same(view.person, subject) else view.latest.id,
                view.latest.id,
                view.factor.title,
                view.title_of(view.latest.recent),
                view.person,
                view.latest.held_on or "",
                find_answering(standing, view, plan),
                find_older(standing, view, plan),
            )


def _scenarios(standing: Standing, plan: tuple[ActionState, ...]) -> Iterator[Want]:
    opened = standing.assessment.id if standing.assessment else None
    for scenario in standing.of(Scenario):
        if standing.same(scenario.assessment, opened):
            by = find_contingencies(standing, scenario, plan)
            words = bool((scenario.contingency or "").strip())
            if not (by or words or wants_contingency(scenario)):
                continue
            yield Want("scenario", scenario.id, scenario.id, scenario.kind or "", by=by, is_in_words=words)


def wants_contingency(scenario: Scenario) -> bool:
    """Whether it must be settled what is done if a scenario begins; one of improvement is a thing to hope for."""
    return scenario.kind != "improvement"


def _readings(standing: Standing, actions: tuple[ActionState, ...]) -> Iterator[Want]:
    for reading in standing.of(Reading):
        if (reading.follow_up or "").strip():
            item = split_ref(reading.item or "")
            names = [("", standing.root(reading.id)), *([item] if all(item) else [])]
            yield Want("reading", reading.id, reading.id, reading.item or "", by=_naming(standing, names, actions))


def is_loose(standing: Standing, state: ActionState) -> bool:
    """Whether an action answers nothing that is in the case: it names nothing, or only ids that lead nowhere."""
    return not any("/" in word or standing.current(word) for word in state.action.answers)
