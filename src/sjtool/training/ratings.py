"""Ratings of an invented case: acute factors at each visit, the dynamic sheet at each assessment, other sheets once."""

from __future__ import annotations

from sjtool.assess.ratings import NOT_KNOWN, needs_evidence
from sjtool.training import words_ratings as words
from sjtool.training.scene import Held, Scene
from sjtool.training.shelf import RatedFactor

ACUTE = "acute"
ONCE = ("static-history", "key-areas", "identity-and-travel", "carer-qualities", "triangle-of-risk")
_KNOWN, _DYNAMIC = 0.92, ("acute", "arms-style", "dynamic")
_DRIFT = (-1, 0, 0, 0, 1)


def main_sheet(scene: Scene) -> str:
    """The dynamic sheet: the ARMS-style one was drawn up for convicted men."""
    return "dynamic" if scene.cast.is_woman or scene.cast.is_suspect else "arms-style"


def rate_acute(scene: Scene, *, urgent: bool, bare: int = 0) -> list[str]:
    """The eight acute factors after a visit; the references of those that cannot wait. `bare` rest on nothing."""
    factors = scene.shelf.factors(ACUTE)
    scene.pin(scene.shelf.ref(ACUTE))
    at_once = scene.dice.pick(factors).ref if urgent else ""
    found = []
    for number, rated in enumerate(factors):
        step = scene.dice.pick((0, 0, 0, 1, 1, 2)) if number >= bare else 1
        label = "act-now" if rated.ref == at_once else _label(scene, rated, step, sure=number < bare)
        _rate(scene, rated, label, "subject", bare=number < bare and label != "act-now")
        found += [rated.ref] if label == "act-now" else []
    return found


def rate_main(scene: Scene, stale: int, bare: int) -> int:
    """The dynamic sheet, but for `stale` of its factors; how many of the `bare` ratings it took up."""
    factors = scene.shelf.factors(main_sheet(scene))
    scene.pin(scene.shelf.ref(main_sheet(scene)))
    kept = scene.dice.some(factors, len(factors) - stale)
    for number, rated in enumerate(kept):
        is_bare = number < bare
        step = max(1, scene.trend) if is_bare else max(0, scene.trend + scene.dice.pick(_DRIFT))
        _rate(scene, rated, _label(scene, rated, step, sure=is_bare), "subject", bare=is_bare)
    return min(bare, len(kept))


def rate_once(scene: Scene) -> None:
    """Two of the sheets on what does not change, on the household and on the analysis."""
    people = {"subject": ("subject",), "carer": ("partner", scene.cast.carer), "child": scene.cast.children}
    fit = [sheet for sheet in ONCE if not (sheet == "identity-and-travel" and scene.cast.is_suspect)]
    for sheet in scene.dice.some(fit, 2):
        scene.pin(scene.shelf.ref(sheet))
        for rated in scene.shelf.factors(sheet):
            for person in people.get(rated.per, ()):
                _rate(scene, rated, _label(scene, rated, scene.dice.below(3), sure=False), person)


def _label(scene: Scene, rated: RatedFactor, step: int, *, sure: bool) -> str:
    """A label of the factor's scale: `step` up from the calmest, towards what raises concern."""
    known = [label for label in rated.labels if label not in NOT_KNOWN and label != "act-now"]
    unknown = [label for label in rated.labels if label in NOT_KNOWN and label != "not-applicable"]
    if unknown and not sure and not scene.dice.chance(_KNOWN):
        return unknown[0]
    if rated.labels[0] in rated.factor.raises_concern_when:
        known.reverse()
    if sure:
        known = [label for label in known if needs_evidence(rated.factor, label)]
    return known[min(step, len(known) - 1)]


def _rate(scene: Scene, rated: RatedFactor, label: str, person: str, *, bare: bool = False) -> None:
    """One rating; which way it goes follows from the one before."""
    before = scene.held.get((rated.ref, person))
    step = rated.labels.index(label)
    is_dynamic = rated.ref.partition("@")[0] in _DYNAMIC
    is_known = label not in NOT_KNOWN
    scene.add(
        "rating",
        assessment=scene.assessment,
        factor=rated.ref,
        person=person,
        recent=label,
        past=before.label if before and not rated.ref.startswith(ACUTE) else None,
        direction=_direction(rated, before, step, is_known=is_known) if is_dynamic else None,
        relevance=scene.voice.sentence(words.RELEVANCE) if is_dynamic and scene.dice.chance(0.6) else None,
        rationale=_reasons(scene, rated, label),
        would_change=scene.voice.sentence(words.WOULD_CHANGE) if scene.dice.chance(0.5) else None,
        evidence=[] if bare else scene.basis(scene.dice.between(2, 4)),
        held_on=scene.day.isoformat(),
    )
    scene.held[rated.ref, person] = Held(rated, label, step, scene.assessment)


def _direction(rated: RatedFactor, before: Held | None, step: int, *, is_known: bool) -> str:
    if not is_known or before is None or before.label in NOT_KNOWN:
        return "unknown"
    if step == before.step:
        return "stable"
    rises = rated.labels[0] not in rated.factor.raises_concern_when
    return "worsening" if (step > before.step) == rises else "improving"


def _reasons(scene: Scene, rated: RatedFactor, label: str) -> str:
    """What was seen, in words of the factor where there are any."""
    name, is_concern = rated.factor.id, label in rated.factor.raises_concern_when or label == "emerging"
    if label in NOT_KNOWN:
        return scene.voice.sentence(words.UNKNOWN)
    own, any_ = (words.CONCERN, words.CONCERN_ANY) if is_concern else (words.CALM, words.CALM_ANY)
    said = scene.voice.say(own.get(name, any_), any_)
    return f"{scene.voice.sentence(words.URGENT)} {said}" if label == "act-now" else said
