"""Sittings of an invented case: sessions, answers that fit the kind of their item, refusals, a correction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sjtool.assess.crosscheck import marked_items, parts_for, wording_of
from sjtool.model.question_set import Item
from sjtool.training import words_section_12 as words
from sjtool.training.accounts import SET, Accounts, is_compared
from sjtool.training.scene import Scene
from sjtool.training.words_visits import ABOUT_PARTNER, MORE, SETS

WITH_PERSON = ("Probation office", "Police station, by appointment", "Children's services office", "At home")
ON_VISIT = ("At home", "At home, in the kitchen", "At home, in the front room", "At home, on the step and then indoors")
WITH_PARTNER = ("Family centre", "Children's services office", "A place of {p_his} choice", "Health centre")
SUPERVISION = ("With the supervisor, set for the next day.", "With a manager, set for Friday.")
SLIPS = (
    "Misheard at the time; put right from the notes.",
    "Typed against the wrong option.",
    "The other worker's note has it so.",
)
_NOTED, _UNKNOWN = 0.55, 0.08


class Sitting(NamedTuple):
    """A session, who answers in it and who writes it down."""

    id: str
    informant: str
    by: str

    @property
    def is_partner(self) -> bool:
        """Whether the partner answers."""
        return self.informant == "partner"


def begin(scene: Scene, set_id: str, informant: str, hour: int) -> Sitting:
    """Open a sitting; the set is pinned first."""
    cast, ref, is_person = scene.cast, scene.shelf.ref(set_id), informant == "subject"
    scene.book.turn_to(scene.day, hour, scene.dice.below(50))
    scene.pin(ref)
    by = cast.manager if is_person else cast.social_worker
    at_home = set_id == "visit"
    places = ON_VISIT if at_home else WITH_PERSON if is_person else WITH_PARTNER
    made = scene.add(
        "session",
        by,
        assessment=scene.assessment,
        set=ref,
        informant=informant,
        about="subject",
        interviewers=[cast.manager, cast.probation if is_person else cast.social_worker],
        others_present="Nobody.",
        place=scene.voice.sentence(places),
        mode="home-visit" if at_home else "in-person",
        held_on=scene.day.isoformat(),
        caution="Not an interview about an offence; told to whom it may go.",
        cleared_with=f"The supervisor, {scene.day.isoformat()}: every item of this sitting.",
        supervision=scene.dice.pick(SUPERVISION),
    )
    return Sitting(made, informant, by)


def end(scene: Scene, sitting: Sitting) -> None:
    """It ended as meant."""
    scene.add("session_end", sitting.by, session=sitting.id, ended_at=scene.book.moment, how="finished")


def put_words(scene: Scene, set_id: str, informant: str, hour: int) -> None:
    """A sitting with a set whose answers are words; nothing in it is compared."""
    sitting = begin(scene, set_id, informant, hour)
    not_known = words.NOT_KNOWN if sitting.is_partner else words.PERSON_NOT_KNOWN
    for item in scene.shelf.questions(set_id).item:
        for part in parts_for(item, "person"):
            value = _words_for(scene, sitting, item, part, SETS[set_id])
            if value is None:
                respond(scene, sitting, item, part, missing="not-known", missing_note=scene.voice.sentence(not_known))
            else:
                respond(scene, sitting, item, part, value=value)
    end(scene, sitting)


def _words_for(scene: Scene, sitting: Sitting, item: Item, part: str, own: Mapping[str, tuple[str, ...]]) -> object:
    """Words, or one of the options; None where this informant does not know."""
    wording = wording_of(item, part)
    if wording.answer == "set":
        return [scene.dice.pick(wording.options)]
    if scene.dice.chance(_UNKNOWN / 2):
        return None
    return scene.voice.say(own[_key(item, part)], ABOUT_PARTNER if sitting.is_partner else MORE)


def _key(item: Item, part: str) -> str:
    return f"{item.id}/{part}" if part else item.id


def respond(scene: Scene, sitting: Sitting, item: Item, part: str, **keys: object) -> str:
    """One answer, or the reason for none."""
    spot = {"session": sitting.id, "item": item.id, "part": part}
    made = scene.add("response", sitting.by, **spot, **keys, basis="told")
    if "value" in keys and scene.dice.chance(0.3):
        scene.told.append(made)
    return made


def partner_items(scene: Scene) -> list[Item]:
    """Items put to the partner: those marked for them, and of the others those that a program can compare."""
    marked = marked_items(scene.shelf.questions(SET), lightly=True)
    return [item for item in marked if item.mark and (item.mark.asks == "partner" or is_compared(item))]


def put_section_12(scene: Scene, accounts: Accounts, informant: str, items: Sequence[Item], hour: int) -> None:
    """A sitting of section 12 with one of the two adults; one answer in it is corrected afterwards."""
    sitting = begin(scene, SET, informant, hour)
    role = "partner" if sitting.is_partner else "person"
    spots = [(item, part) for item in items for part in parts_for(item, role)]
    slip = scene.dice.below(len(spots))
    for number, (item, part) in enumerate(spots):
        keys = _answer(scene, accounts, sitting, item, part)
        if number == slip and "value" in keys:
            made = _corrected(scene, sitting, item, part, keys)
        else:
            made = respond(scene, sitting, item, part, **keys)
        if part in parts_for(item, "partner"):
            scene.accounts.setdefault(item.id, {}).setdefault(informant, []).append(made)
    end(scene, sitting)


def _corrected(scene: Scene, sitting: Sitting, item: Item, part: str, keys: dict[str, object]) -> str:
    """An answer that was taken down wrongly, and the one that stands for it."""
    value = keys["value"]
    was = not value if isinstance(value, bool) else value
    spot = {"session": sitting.id, "item": item.id, "part": part}
    wrong = scene.add(
        "response", sitting.by, **spot, value=was, note="Not sure that this was heard right.", basis="told"
    )
    reason = scene.dice.pick(SLIPS)
    return scene.add("response", sitting.by, supersedes=wrong, reason=reason, **spot, **keys, basis="told")


def _answer(scene: Scene, accounts: Accounts, sitting: Sitting, item: Item, part: str) -> dict[str, object]:
    """What an adult answers: a value that fits the item, words, a refusal, or that they do not know."""
    say, dice = scene.voice, scene.dice
    if not sitting.is_partner and item.id in accounts.refused:
        return {"missing": dice.pick(("refused", "refused", "no-comment")), "missing_note": say.sentence(words.REFUSED)}
    if sitting.is_partner and item.id not in accounts.contested and dice.chance(_UNKNOWN):
        return {"missing": "not-known", "missing_note": say.sentence(words.NOT_KNOWN)}
    value = accounts.value(item, part, is_partner=sitting.is_partner)
    if value is None:
        own, more = (words.PARTNER, words.PARTNER_MORE) if sitting.is_partner else (words.PERSON, words.PERSON_MORE)
        return {"value": say.say(own[_key(item, part)], more)}
    notes = words.PARTNER_NOTES if sitting.is_partner else words.NOTES
    note = say.say(notes, most=2) if dice.chance(_NOTED) else None
    return {"value": value, "note": note}
