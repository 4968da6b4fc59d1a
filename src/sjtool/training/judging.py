"""Judgements of an invented case: formulation, scenarios, first and final judgement, overrides where tools differ."""

from __future__ import annotations

from typing import NamedTuple

from sjtool.assess.judging import LEVELS
from sjtool.training import words_deciding as words
from sjtool.training.scene import Said, Scene

_TOP = len(LEVELS) - 1
_REVIEW_IN = (60, 91, 120, 182)


class Verdict(NamedTuple):
    """The words of a judgement on each question."""

    level: str
    likelihood: str
    harms: dict[str, str]

    def on(self, construct: str) -> str | None:
        """What it says on the question a tool speaks about."""
        return {"level": self.level, "likelihood": self.likelihood, **self.harms}.get(construct)


def set_out(scene: Scene) -> None:
    """The short account, the household, and four ways it could go."""
    scene.book.turn_to(scene.day, 11)
    for heading, patterns in words.FORMULATION.items():
        scene.add("formulation", assessment=scene.assessment, heading=heading, text=scene.voice.say(patterns))
    for heading, patterns in words.NARRATIVE.items():
        scene.add("narrative", assessment=scene.assessment, heading=heading, text=scene.voice.say(patterns))
    say = scene.voice.sentence
    for kind, patterns in words.SCENARIOS.items():
        made = scene.add(
            "scenario",
            assessment=scene.assessment,
            kind=kind,
            who=say(words.WHO),
            how=scene.voice.say(patterns),
            harm=say(words.HARM),
            imminence=say(words.IMMINENCE),
            frequency=say(words.FREQUENCY),
            likelihood=scene.dice.pick(("low", "low to medium", "medium", "possible")),
            warning_signs=scene.voice.say(words.SIGNS, most=2),
            contingency=say(words.CONTINGENCY),
        )
        scene.scenarios.append(made)


def reach(scene: Scene, step: int, *, may_fall: bool) -> Verdict:
    """What is judged: as the tools have it on their own questions, but one step up or down where that is wanted.

    Up where there is no room below, and down where there is none above. Unless it `may_fall`, below no tool.
    """
    by_construct: dict[str, int] = {}
    for said in scene.said.values():
        level = LEVELS.index(said.level)
        before = by_construct.setdefault(said.construct, level)
        by_construct[said.construct] = before if may_fall else max(before, level)
    base = {key: by_construct.get(key, scene.trend) for key in ("level", "likelihood", "harm_children")}
    adult = by_construct.get("harm_known_adult", 0)
    moved = next((key for key in ("level", "likelihood", "harm_children") if key in by_construct), "level")
    base[moved] += step if 0 <= base[moved] + step <= _TOP else -step
    harms = {
        "harm_public": LEVELS[max(0, base["harm_children"] - 1)],
        "harm_prisoners": "not-applicable",
        "harm_known_adult": LEVELS[adult],
        "harm_children": LEVELS[base["harm_children"]],
        "harm_staff": "low",
        "harm_self": scene.dice.pick(("low", "low", "medium")),
    }
    return Verdict(LEVELS[base["level"]], LEVELS[base["likelihood"]], harms)


def judge_first(scene: Scene, verdict: Verdict) -> None:
    """Before the tools are shown; results of earlier rounds are known and said to be."""
    scene.book.turn_to(scene.day, 14)
    known = [said.id for said in scene.said.values() if said.assessment != scene.assessment]
    scene.add("judgement", **_judgement(scene, "first", verdict), known_outcomes=known)


def judge_final(scene: Scene, verdict: Verdict) -> None:
    """After the tools: with overrides where it departs from one of them, or saying that there is none."""
    scene.book.turn_to(scene.day, 15)
    differing = [said for said in scene.said.values() if verdict.on(said.construct) not in {None, said.level}]
    overrides = [scene.book.next_id("override", n + 1) for n in range(len(differing))]
    made = scene.add(
        "judgement",
        **_judgement(scene, "final", verdict),
        known_outcomes=[said.id for said in scene.said.values()],
        reconciliation=scene.voice.sentence(words.RECONCILED),
        overrides=overrides or "none",
    )
    for said in differing:
        _override(scene, made, said, verdict.on(said.construct) or "")


def _judgement(scene: Scene, stage: str, verdict: Verdict) -> dict[str, object]:
    say = scene.voice
    return {
        "assessment": scene.assessment,
        "stage": stage,
        "level": verdict.level,
        "likelihood": verdict.likelihood,
        **verdict.harms,
        "whom": say.sentence(words.WHOM),
        "nature": say.sentence(words.NATURE),
        "imminence": say.sentence(words.IMMINENCE),
        "frequency": say.sentence(words.FREQUENCY),
        "extent": "As far as is known.",
        "rationale": say.say(words.RATIONALE),
        "strongest_against": say.say(words.AGAINST, most=2),
        "confidence": scene.dice.pick(("low", "moderate", "moderate", "high")),
        "limits": say.say(words.LIMITS, most=2),
        "would_change": say.say(words.WOULD_CHANGE, most=2),
        "review_on": scene.on(scene.dice.pick(_REVIEW_IN)),
    }


def _override(scene: Scene, judgement: str, said: Said, decided: str) -> None:
    """Why the judgement departs from one tool; going down names what protects."""
    direction = "upward" if LEVELS.index(decided) > LEVELS.index(said.level) else "downward"
    scene.add(
        "override",
        judgement=judgement,
        tool_result=said.id,
        construct=said.construct,
        tool_level=said.level,
        decided_level=decided,
        direction=direction,
        rationale=scene.voice.say(words.OVERRIDE[direction]),
        justification=scene.voice.say(words.JUSTIFIED),
        evidence=scene.basis(4),
        protective_evidence=scene.dice.some(scene.fresh, 3) if direction == "downward" else [],
        mitigation=scene.voice.sentence(words.MITIGATION),
        agreed_by="The supervisor, in supervision; countersignature to follow.",
        review_on=scene.on(scene.dice.pick(_REVIEW_IN)),
    )
