"""The templates that invented cases use, read once for all of them."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from sjtool.assess.rated import rated_per
from sjtool.model.template import Factor, FactorSet, Item, QuestionSet
from sjtool.store.library import Library


class RatedFactor(NamedTuple):
    """A factor with the labels of its scale."""

    ref: str
    factor: Factor
    labels: tuple[str, ...]
    per: str


class Shelf:
    """Question sets, sheets and hashes by id."""

    def __init__(self, library: Library) -> None:
        """What is asked for is kept."""
        self.library = library
        self.questions = cache(self._questions)
        self.factors = cache(self._factors)
        self.pins = cache(self._pins)

    def ref(self, name: str) -> str:
        """`id@version` of the newest version of an id."""
        return self.library.find(name).ref

    def item(self, set_id: str, item: str) -> Item:
        """One item of a question set."""
        return next(known for known in self.questions(set_id).item if known.id == item)

    def _questions(self, set_id: str) -> QuestionSet:
        return self.library.question_set(set_id)

    def _factors(self, sheet_id: str) -> tuple[RatedFactor, ...]:
        sheet: FactorSet = self.library.factor_set(sheet_id)
        labels = {scale.id: tuple(label.id for label in scale.label) for scale in sheet.scale}
        ref = self.ref(sheet_id)
        return tuple(RatedFactor(f"{ref}/{f.id}", f, labels[f.scale], rated_per(sheet, f)) for f in sheet.factor)

    def _pins(self, ref: str) -> tuple[tuple[str, str], ...]:
        return tuple(self.library.hashes(ref))
