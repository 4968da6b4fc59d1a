"""What the two adults say to the items of section 12, so that they differ at as many marked items as was asked for.

At a contested item the answers are further apart than the item's tolerance; at every other they are within it, however
often somebody is asked. A refused item is refused each time.
"""

from __future__ import annotations

from dataclasses import dataclass

from sjtool.assess.crosscheck import marked_items, parts_for, wording_of
from sjtool.model.question_set import Item, Wording
from sjtool.training.dice import Dice
from sjtool.training.features import Features
from sjtool.training.shelf import Shelf

SET = "section-12"
NAMES = ("harbour_77", "oldbike", "mr_green", "quizmaster4", "tin_soldier", "northbound", "kettle99", "slowtrain")
_COMPARED = frozenset({"yes_no", "number", "ordinal", "set"})
_FEW = 3


@dataclass(frozen=True)
class Accounts:
    """Which items are contested and refused in one case, and how answers to the others fall."""

    dice: Dice
    contested: frozenset[str]
    refused: frozenset[str]
    base: dict[str, int]

    def value(self, item: Item, part: str, *, is_partner: bool) -> bool | int | str | list[str] | None:
        """An answer that can be compared; None where the item takes words."""
        wording, base = wording_of(item, part), self.base[item.id]
        is_contested = item.id in self.contested
        apart = is_partner and is_contested
        if wording.answer == "yes_no":
            return (base % 2 == 0) != apart
        if wording.answer == "number":
            near = 4 + base % 30 + self.dice.below(3)
            return near + 20 + base % 11 if apart else near
        if wording.answer == "ordinal":
            low = 0 if is_contested else base % (len(wording.options) - 1)
            return wording.options[-1] if apart else wording.options[low + self.dice.below(2)]
        return _several(wording, base, apart=apart) if wording.answer == "set" else None


def _several(wording: Wording, base: int, *, apart: bool) -> list[str]:
    """A run of the options, or of made-up names; where contested, the run begins one further on."""
    options = wording.options or NAMES
    length = 1 if len(options) <= _FEW else 1 + base % 3
    start = base + 1 if apart else base
    return [options[(start + step) % len(options)] for step in range(length)]


def is_compared(item: Item) -> bool:
    """Whether a program can tell if two answers to an item differ."""
    wordings = [wording_of(item, part) for part in parts_for(item, "partner")]
    return any((wording.compare or wording.answer) in _COMPARED for wording in wordings)


def accounts_of(dice: Dice, features: Features, shelf: Shelf) -> Accounts:
    """Settle before the first question who says what."""
    questions = shelf.questions(SET)
    marked = [item.id for item in marked_items(questions, lightly=True) if is_compared(item)]
    differ = features.discrepancies if features.discrepancies is not None else dice.between(2, 6)
    contested = frozenset(dice.some(marked, differ))
    refusals = features.refusals if features.refusals is not None else dice.between(1, 4)
    refused = frozenset(dice.some([item.id for item in questions.item if item.id not in contested], refusals))
    return Accounts(dice, contested, refused, {item.id: dice.below(60) for item in questions.item})
