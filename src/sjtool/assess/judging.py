"""Where the judgement and the tools stand to each other: what is known, what differs, what must be said.

A tool's level is compared with the judgement on its own construct only: predictors with likelihood, the official ARMS
with the level, OASys with the harm to each group (DESIGN 6). Current results only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sjtool.assess.independence import who_is
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Judgement, Override
from sjtool.model.template import Instrument

_SHORT = re.compile(r"\(([A-Z][A-Za-z0-9/-]*[A-Z0-9])[;)]")
"""A name in brackets, as passports give it after the long title."""
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
    """One current tool result with its level in our words, where its passport maps it and it is to be compared.

    `mapped` is that word even where nothing is compared, because the official result `leads` stands in its place.
    """

    result: ToolResult
    title: str
    level: str | None
    short: str = ""
    mapped: str | None = None
    leads: ToolResult | None = None

    @property
    def construct(self) -> str:
        """What the result is about."""
        return self.result.construct_ or "other"


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
    found = [_outcome(result, passports) for result in latest.values()]
    return tuple(_yield(outcome, found, passports) for outcome in found)


def _yield(outcome: Outcome, outcomes: Sequence[Outcome], passports: Mapping[str, Instrument]) -> Outcome:
    """The same outcome; one that yields to an official result of its scale, where both are recorded, says so."""
    passport = passports.get(instrument_id(outcome.result))
    named = (passport.set.yields_to if passport else None) or ""
    same = (o.result for o in outcomes if f"{instrument_id(o.result)}/{o.result.scale}" == named)
    leads = next(same, None)
    return replace(outcome, level=None, leads=leads) if leads else outcome


def find_official_differences(outcomes: Iterable[Outcome]) -> tuple[tuple[Outcome, Outcome], ...]:
    """Each indicative result with the official one of its scale, where the two came to different levels."""
    found = tuple(outcomes)
    pairs = ((one, other) for one in found for other in found if one.leads is other.result)
    return tuple((one, other) for one, other in pairs if one.mapped and other.mapped and one.mapped != other.mapped)


def short_name(passport: Instrument | None, result: ToolResult) -> str:
    """The name officers use, of the scale where the tool has several, as passports give it in brackets: `DC-SRP`."""
    if passport is None:
        return result.instrument or "a tool"
    scales = [scale.title for scale in passport.scale if scale.id == result.scale] if len(passport.scale) > 1 else []
    for title in (*scales, passport.set.title):
        found = _SHORT.search(title)
        if found:
            return found[1]
    return passport.set.title


def instrument_id(result: ToolResult) -> str:
    """The instrument without its version."""
    return (result.instrument or "").split("@")[0]


def _outcome(result: ToolResult, passports: Mapping[str, Instrument]) -> Outcome:
    passport = passports.get(instrument_id(result))
    said, short = result.level or result.band, short_name(passport, result)
    if passport is None:
        own = said if said in LEVELS else None
        return Outcome(result, short, own, short, own)
    scales = [s for s in passport.scale if result.scale in (None, s.id)]
    scale = next((s for s in scales if s.construct_ == result.construct_), None)
    title = passport.set.title + (f", {scale.title}" if scale and len(passport.scale) > 1 else "")
    mapped = next((m.maps_to for m in scale.level if m.word == said), None) if scale else None
    return Outcome(result, title, mapped, short, mapped)


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
    """Outcomes this officer knew before judging: recorded by them, shown to them, or used in an earlier judgement.

    One that was worked out here stayed off the screen, so that to have recorded it is not to know it.
    """
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
    names = () if made.origin == "computed" else (made.by, made.assessor)
    return {who_is(standing, name) for name in names if name}


HIDDEN = "(hidden until you have judged)"
"""What stands for the level of a tool, to its officer, as long as `hides_levels` is true."""


def hides_levels(standing: Standing) -> bool:
    """Whether tool levels must stay off the screen: until the open assessment has its final judgement."""
    return not standing.is_judged()
