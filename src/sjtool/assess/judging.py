"""Where the judgement and the tools stand to each other: what is known, what differs, what must be said.

A tool's level is compared with the judgement on its own construct only: predictors with likelihood, the official ARMS
with the level, OASys with the harm to each group (DESIGN 6). Current results only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from sjtool.assess.independence import who_is
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Judgement, Override
from sjtool.model.template import Instrument

_ABBREVIATION = re.compile(r"\(([A-Z]{2,}(?:-[A-Z]+)*)")
LEVELS = ("low", "medium", "high", "very-high")
LEVEL_MEANS = {
    "low": "no clear sign at present of serious harm",
    "medium": "recognisable signs of serious harm; not expected unless something changes (housing, a relationship, "
    "medication, drinking)",
    "high": "recognisable signs of serious harm; it may come at any moment, and the effect would be grave",
    "very-high": "serious harm is close: expected soon rather than not, and the effect would be grave",
}
LEVEL_SOURCE = "North Wales protocol (June 2018), Appendix 4, levels of risk of harm; words ours"
LEVEL_WORDS = {"low": "low", "medium": "medium", "high": "high", "very-high": "very high"}
CONSTRUCT_WORDS = {
    "level": "overall level",
    "likelihood": "likelihood of reoffending",
    "harm_public": "harm to the public",
    "harm_prisoners": "harm to prisoners",
    "harm_known_adult": "harm to a known adult",
    "harm_children": "harm to children",
    "harm_staff": "harm to staff",
    "harm_self": "harm to self",
    "other": "another question",
}


@dataclass(frozen=True)
class Outcome:
    """One current tool result with its level in our words, where its passport maps it."""

    result: ToolResult
    title: str
    level: str | None

    @property
    def construct(self) -> str:
        """What the result is about."""
        return self.result.construct_ or "other"

    @property
    def short(self) -> str:
        """The name officers use, where the passport gives it in brackets: DC-SRP, ARMS."""
        return next(reversed(_ABBREVIATION.findall(self.title)), self.title)


@dataclass(frozen=True)
class Difference:
    """A current outcome that differs from the judgement on its own construct."""

    outcome: Outcome
    decided: str
    direction: Literal["upward", "downward"]
    override: Override | None


def find_outcomes(standing: Standing, passports: Mapping[str, Instrument]) -> tuple[Outcome, ...]:
    """The current result of each instrument, scale and construct: the latest dated, corrections applied."""
    latest: dict[tuple[str, str, str], ToolResult] = {}
    for result in standing.of(ToolResult):
        key = (instrument_id(result), result.scale or "", result.construct_ or "other")
        before = latest.get(key)
        if before is None or (result.dated_on or "") >= (before.dated_on or ""):
            latest[key] = result
    return tuple(_outcome(result, passports) for result in latest.values())


def instrument_id(result: ToolResult) -> str:
    """The instrument without its version."""
    return (result.instrument or "").split("@")[0]


def _outcome(result: ToolResult, passports: Mapping[str, Instrument]) -> Outcome:
    passport = passports.get(instrument_id(result))
    said = result.level or result.band
    if passport is None:
        return Outcome(result, result.instrument or "a tool", said if said in LEVELS else None)
    scales = [s for s in passport.scale if result.scale in (None, s.id)]
    scale = next((s for s in scales if s.construct_ == result.construct_), None)
    title = passport.set.title + (f", {scale.title}" if scale and len(passport.scale) > 1 else "")
    mapped = next((m.maps_to for m in scale.level if m.word == said), None) if scale else None
    return Outcome(result, title, mapped)


def judged_on(judgement: Judgement, construct: str) -> str | None:
    """What a judgement says on a construct, if it is one of the four level words."""
    if construct == "other":
        return None
    said = getattr(judgement, construct, None)
    return said if said in LEVELS else None


def find_differences(standing: Standing, judgement: Judgement, outcomes: Iterable[Outcome]) -> tuple[Difference, ...]:
    """Every outcome the judgement departs from on its own construct, with the override that answers it."""
    found = []
    for outcome in outcomes:
        decided = judged_on(judgement, outcome.construct)
        if decided is None or outcome.level is None or decided == outcome.level:
            continue
        upward = LEVELS.index(decided) > LEVELS.index(outcome.level)
        found.append(
            Difference(
                outcome, decided, "upward" if upward else "downward", find_override(standing, judgement, outcome.result)
            )
        )
    return tuple(found)


def find_override(standing: Standing, judgement: Judgement, result: ToolResult) -> Override | None:
    """The standing override of a result by a judgement, the latest where there are several."""
    for override in reversed(standing.of(Override)):
        if standing.same(override.judgement, judgement.id) and standing.same(override.tool_result, result.id):
            return override
    return None


def find_unsaid(judgement: Judgement, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes on a question of which the judgement says nothing at all, so that they cannot be compared."""
    return tuple(o for o in outcomes if o.construct != "other" and o.level and getattr(judgement, o.construct) is None)


def differs_across(judgement: Judgement, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Outcomes on another construct whose word is not that of the overall level: one sentence must reconcile them."""
    return tuple(o for o in outcomes if o.construct != "level" and o.level is not None and o.level != judgement.level)


def find_known(
    standing: Standing, outcomes: Iterable[Outcome], officer: str, revealed: Sequence[str]
) -> tuple[Outcome, ...]:
    """Outcomes this officer knew before judging: recorded by them, shown to them, or used in an earlier judgement."""
    open_id = standing.assessment.id if standing.assessment else None
    known = []
    me = who_is(standing, officer)
    for outcome in outcomes:
        result = outcome.result
        line = [made for made in standing.case.of(ToolResult) if standing.same(made.id, result.id)]
        earlier = result.assessment is not None and not standing.same(result.assessment, open_id)
        if any(me in _who_made(standing, made) or made.id in revealed for made in line) or (
            earlier and standing.judgement("final", result.assessment) is not None
        ):
            known.append(outcome)
    return tuple(known)


def _who_made(standing: Standing, made: ToolResult) -> set[str]:
    return {who_is(standing, name) for name in (made.by, made.assessor) if name}


def hides_levels(standing: Standing) -> bool:
    """Whether tool levels must stay off the screen: until the open assessment has its final judgement."""
    return not standing.is_judged()
