"""Finding out, in an invented case: assessments opened, evidence obtained or not, what happened, and one erasure."""

from __future__ import annotations

from datetime import timedelta

from sjtool.training.scene import Scene
from sjtool.training.words_enquiry import AUTHORITY, GRADES, HANDLING, HAPPENED, MORE, PURPOSE, SOURCES, STRAY
from sjtool.training.words_visits import EVENTS_MORE

_AFTER_CONVICTION = frozenset({"pre-sentence-report", "prison-intelligence", "programme-report"})
_ALWAYS = frozenset({"national-databases", "home-visit", "other-agencies", "other"})
_BEFORE_SENTENCE, _BEFORE_CONVICTION = timedelta(days=7), timedelta(days=200)


def open_assessment(scene: Scene) -> None:
    """A new round of judging; nothing of the round before counts as fresh."""
    is_first = not scene.assessment
    trigger = "initial" if is_first else scene.dice.pick(("review", "review", "significant-change"))
    scene.book.turn_to(scene.day, 9, scene.dice.below(50))
    scene.assessment = scene.add(
        "assessment",
        opened_on=scene.day.isoformat(),
        trigger=trigger,
        asked_by=scene.dice.pick(("Supervisor", "Chair of the conference", None)),
        purpose=scene.voice.sentence(PURPOSE["initial" if is_first else "review"]),
    )
    scene.fresh, scene.told, scene.readings, scene.scenarios = [], [], [], []


def gather_evidence(scene: Scene) -> None:
    """Each of the nine sources and one other: obtained, or why not."""
    scene.book.turn_to(scene.day, 10)
    for kind in SOURCES:
        never = scene.cast.is_suspect and kind in _AFTER_CONVICTION
        if kind in _ALWAYS or (not never and scene.dice.chance(0.7)):
            add_evidence(scene, kind)
            continue
        source = SOURCES[kind]
        why = source.why_not[-1] if never else scene.voice.sentence(source.why_not)
        scene.add("evidence", nature=source.nature, kind=kind, title=source.titles[0], obtained=False, why_not=why)


def add_evidence(scene: Scene, kind: str) -> str:
    """One thing that was obtained; intelligence is graded 3x5x2."""
    dice, source = scene.dice, SOURCES[kind]
    grade = dice.pick(GRADES) if kind in {"police-intelligence", "prison-intelligence"} else None
    made = scene.add(
        "evidence",
        scene.cast.social_worker if kind == "other-agencies" and dice.chance(0.5) else "",
        nature=source.nature,
        kind=kind,
        title=dice.pick(source.titles),
        reference=f"TRAINING-{dice.between(1000, 9999)}",
        dated_on=_dated_on(scene, kind, dice.between(0, 25)),
        obtained=True,
        text=scene.voice.say(source.texts, MORE, 3),
        grade=grade,
        handling=scene.voice.sentence(HANDLING) if grade and grade.endswith("C") else None,
    )
    scene.fresh.append(made)
    return made


def _dated_on(scene: Scene, kind: str, days: int) -> str:
    """What was written for the court is older than the sentence, and interviews are older than the trial."""
    if scene.sentence and kind == "pre-sentence-report":
        return (scene.sentence.sentenced - _BEFORE_SENTENCE).isoformat()
    if scene.sentence and kind == "previous-interviews":
        return (scene.sentence.convicted - _BEFORE_CONVICTION).isoformat()
    return scene.on(-days)


def add_stray(scene: Scene) -> None:
    """A note that should not have been kept: it was erased later, and stands as erased."""
    scene.erased = scene.book.add_erased(
        "evidence",
        scene.cast.manager,
        nature="reported",
        kind="other",
        title="Note filed by mistake",
        obtained=True,
        text=scene.voice.sentence(STRAY),
    )


def erase_stray(scene: Scene) -> None:
    """Who took it out, and on what authority."""
    if scene.erased is None:
        return
    gone, scene.erased = scene.erased, None
    authority = scene.dice.pick(AUTHORITY)
    scene.add("erasure", scene.cast.supervisor, record=gone.id, kind=gone.kind, digest=gone.digest, authority=authority)


def add_edited(scene: Scene) -> None:
    """A record that was edited by hand, and the acknowledgement that owns up to it."""
    edited = scene.book.add_edited(
        "evidence",
        scene.cast.manager,
        {"title": "Rota, copy, with the week put right"},
        nature="fact",
        kind="other",
        title="Rota, copy",
        obtained=True,
        text=scene.voice.sentence(SOURCES["other"].texts),
    )
    scene.fresh.append(edited.id)
    scene.add(
        "acknowledgement",
        record=edited.id,
        expected=edited.expected,
        found=edited.found,
        why="The week was typed wrong; put right in the editor the same day.",
    )


def add_event(scene: Scene, kind: str) -> str:
    """Something that happened."""
    return scene.add(
        "event",
        kind=kind,
        held_on=scene.day.isoformat(),
        what=scene.voice.say(HAPPENED[kind], EVENTS_MORE, 2),
        touches=scene.dice.some(scene.cast.children, 1),
        opens_review=kind == "significant-change",
    )
