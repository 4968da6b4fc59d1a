"""The two conditions on levels: managed as low for three years, and a current ARMS that is low.

For a woman both give way to professional judgement of all there is (004, female offenders); then the proposal has to
name what that rests on. An official ARMS counts only as it was received: its level is never worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sjtool.assess.clock_event import earliest_day, latest_day
from sjtool.assess.judging import instrument_id
from sjtool.assess.reactive_ground import Condition, Ground, say_day, say_ids, years_on
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Event, Judgement

LOW_FOR, ARMS_LOW = "low-for-three-years", "current-arms-low"
_WOMEN = (
    "For a woman this gives way to professional judgement of everything that is known; assessments of other agencies, "
    "such as a pre-sentence report, SRP, ASSET or a psychologist's, may inform it"
)


@dataclass(frozen=True)
class _Level:
    """A level as it was decided or received: the record, its day, whether it is low."""

    record: str
    on: date | None
    is_low: bool


def judge_low(ground: Ground) -> Condition:
    """Every level of the three years was low, and so was the one in force on their first day (our reading)."""
    if ground.is_woman:
        return _by_judgement(ground, LOW_FOR)
    levels = [*_judged(ground.standing)]
    results = find_arms(ground.standing)
    if not ground.hidden:
        levels += [_Level(r.id, latest_day(r.dated_on) if r.dated_on else None, r.level == "low") for r in results]
    other = tuple(
        level.record for level in levels if not level.is_low and (level.on is None or level.on > ground.first)
    )
    if other:
        return Condition(
            LOW_FOR, "not-met", f"A level other than low since {say_day(ground.first)}: {say_ids(other)}.", other
        )
    if ground.hidden and results:
        why = (
            "The official ARMS results are hidden until the open assessment is judged; without them this is not shown."
        )
        return Condition(LOW_FOR, "not-shown", why, tuple(r.id for r in results))
    return _say_low(ground, levels)


def _say_low(ground: Ground, levels: list[_Level]) -> Condition:
    """Since when the levels show low, nothing else having been decided in the three years."""
    dated = [(level.on, level) for level in levels if level.on is not None]
    last_other = max((on for on, level in dated if not level.is_low), default=date.min)
    low = sorted((on, level.record) for on, level in dated if level.is_low and on > last_other)
    if not low:
        why = (
            "No final judgement and no official ARMS of low is recorded. Earlier ones in ViSOR are recorded here first."
        )
        return Condition(LOW_FOR, "not-shown", why)
    since, records = low[0][0], tuple(record for _on, record in low)
    if since > ground.first:
        full = say_day(years_on(since))
        why = (
            f"Low is shown since {say_day(since)} only; the three years begin on {say_day(ground.first)}. If earlier "
            f"levels were low, record them; by these records alone the three years are full on {full}."
        )
        return Condition(LOW_FOR, "not-shown", why, records)
    why = f"Low on {say_day(since)}, and every level recorded since {say_day(ground.first)} is low."
    return Condition(LOW_FOR, "met", why, records)


def _judged(standing: Standing) -> list[_Level]:
    """Final judgements of all assessments, each with the day on which it was first recorded."""
    found = []
    for judgement in standing.of(Judgement):
        if judgement.stage == "final" and judgement.level:
            made = standing.case.find(standing.root(judgement.id)) or judgement
            found.append(_Level(judgement.id, made.at.date() if made.at else None, judgement.level == "low"))
    return found


def find_arms(standing: Standing) -> tuple[ToolResult, ...]:
    """The official ARMS outcomes that were received and give a level, the latest dated last."""
    found = [r for r in standing.of(ToolResult) if instrument_id(r) == "arms" and r.origin == "received" and r.level]
    return tuple(sorted(found, key=lambda r: r.dated_on or ""))


def judge_arms(ground: Ground) -> Condition:
    """The last official ARMS is low, and no significant change has come after it (our reading of "current")."""
    if ground.is_woman:
        return _by_judgement(ground, ARMS_LOW)
    results = find_arms(ground.standing)
    if not results:
        return Condition(ARMS_LOW, "not-shown", "No official ARMS is recorded here.")
    last = results[-1]
    changes = tuple(event.id for event in ground.events.all if _is_change(event) and _is_after(event, last))
    if changes:
        why = f"The last ARMS, of {say_day(last.dated_on)}, is older than a significant change ({say_ids(changes)})."
        return Condition(ARMS_LOW, "not-met", f"{why} ARMS is reviewed first.", (last.id, *changes))
    if ground.hidden:
        why = f"The ARMS of {say_day(last.dated_on)} is hidden until the open assessment is judged."
        return Condition(ARMS_LOW, "not-shown", why, (last.id,))
    if last.level != "low":
        return Condition(ARMS_LOW, "not-met", f"The ARMS of {say_day(last.dated_on)} is not low.", (last.id,))
    why = f"The ARMS of {say_day(last.dated_on)} is low, and no significant change is recorded after it."
    return Condition(ARMS_LOW, "met", why, (last.id,))


def _is_change(event: Event) -> bool:
    """Whether an event was held to be a significant change, or opened a review."""
    return event.opens_review is True or (event.kind == "significant-change" and event.opens_review is not False)


def _is_after(event: Event, result: ToolResult) -> bool:
    """Whether an event came after a result, or may have: a day half known speaks against the result."""
    return not event.held_on or not result.dated_on or latest_day(event.held_on) > earliest_day(result.dated_on)


def _by_judgement(ground: Ground, condition: str) -> Condition:
    """For a woman: shown by a proposal that names the information it rests on."""
    named = ground.proposal.evidence if ground.proposal else ()
    if not named:
        return Condition(condition, "not-shown", f"{_WOMEN}. No proposal names what it rests on.")
    proposal = ground.proposal.id if ground.proposal else ""
    return Condition(condition, "met", f"{_WOMEN}. {proposal} names what it rests on.", (proposal, *named))
