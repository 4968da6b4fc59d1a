"""What the officer of an invented case makes of accounts that differ, were refused, or are free words."""

from __future__ import annotations

from collections.abc import Sequence

from sjtool.model.question_set import Item
from sjtool.training.accounts import SET, Accounts, is_compared
from sjtool.training.scene import Scene
from sjtool.training.words_section_12 import FOLLOW_UPS, READINGS, READINGS_MORE

_AGREED, _FOLLOWED = 0.25, 0.6


def read_accounts(scene: Scene, accounts: Accounts, items: Sequence[Item], hour: int) -> None:
    """A reading of each of these items that has two accounts and needs one; of some that agree as well."""
    scene.book.turn_to(scene.day, hour)
    ref = scene.shelf.ref(SET)
    for item in items:
        held = scene.accounts.get(item.id, {})
        if len(held) < len(("subject", "partner")):
            continue
        outcome = _outcome(scene, accounts, item)
        if outcome == "agree" and is_compared(item) and not scene.dice.chance(_AGREED):
            continue
        made = scene.add(
            "reading",
            item=f"{ref}/{item.id}",
            responses=[*held["partner"], *held["subject"]],
            outcome=outcome,
            reading=scene.voice.say(READINGS[outcome], READINGS_MORE),
            follow_up=scene.voice.sentence(FOLLOW_UPS) if scene.dice.chance(_FOLLOWED) else None,
        )
        scene.readings.append(made)


def _outcome(scene: Scene, accounts: Accounts, item: Item) -> str:
    """How the officer has it; of free words it is their own view."""
    if item.id in accounts.refused:
        return "refused-by-one"
    if item.id in accounts.contested:
        return "differ"
    return "agree" if is_compared(item) else scene.dice.pick(("agree", "differ"))
