"""Question sets: what is asked, of whom, how answers are compared; and marks that replace those of a set."""

from typing import Literal

from pydantic import Field, field_validator

from sjtool.model.template_part import AnswerKind, AskedOf, CompareKind, MarkKind, Source, Standing, TemplatePart


class Conduct(TemplatePart):
    """A note on how to hold the interview, shown at the moment it matters."""

    when: Literal["start", "before-person", "before-partner", "disclosing-item", "throughout"]
    who: Literal["person", "partner", "carer", "both", "everyone"]
    text: str
    source: str
    pinpoint: str


class Credit(TemplatePart):
    """An author to whom the published list itself gives credit."""

    citation: str
    source: str
    pinpoint: str


class QuestionSetHead(TemplatePart):
    """What a question set is, for whom, and where it stands."""

    id: str
    version: str
    kind: Literal["question-set"]
    title: str
    purpose: str
    asked_of: tuple[AskedOf, ...]
    standing: Standing
    standing_note: str
    marks_note: str | None = None
    licence: str
    source: str
    is_prefilled: bool = True
    credit: tuple[Credit, ...] = ()
    conduct: tuple[Conduct, ...] = ()


class Mark(TemplatePart):
    """Whether the partner may be asked too, and who decided so."""

    asks: MarkKind
    standing: Standing
    reason: str
    parts: tuple[str, ...] = ()


class Wording(TemplatePart):
    """What an item and each of its parts share: how it is asked, answered and compared."""

    ask: str
    ask_partner: str | None = None
    ask_carer: str | None = None
    answer: AnswerKind = "text"
    unit: str | None = None
    minimum: float | None = None
    maximum: float | None = None
    options: tuple[str, ...] = ()
    compare: CompareKind | None = None
    tolerance: float | None = None


class Part(Wording):
    """One of several answers an item asks for."""

    id: str
    title: str


class AppliesIf(TemplatePart):
    """When an item is asked: where an earlier item of the set has one of these answers, or none of them."""

    item: str
    part: str | None = None
    any_of: tuple[str | bool | int, ...] = ()
    none_of: tuple[str | bool | int, ...] = ()


class Item(Wording):
    """One thing to ask, with the place in the source it comes from.

    `follow_up` are prompts under the question, `follow_up_by` more of them for one role alone. `draws_on` names items,
    `6` or `section-12/6`, whose answer may already say it: the officer confirms instead of asking again.
    """

    id: str
    title: str
    why: str
    look_for: tuple[str, ...] = ()
    follow_up: tuple[str, ...] = ()
    follow_up_by: dict[AskedOf, tuple[str, ...]] = Field(default_factory=dict)
    draws_on: tuple[str, ...] = ()
    applies_if: AppliesIf | None = None
    hint: str | None = None
    sensitivity: str | None = None
    source: str
    pinpoint: str
    clear_with_police_first: bool = False
    mark: Mark | None = None
    part: tuple[Part, ...] = ()

    @field_validator("follow_up_by", mode="before")
    @classmethod
    def _prompts_become_tuples(cls, value: object) -> object:
        """TOML gives lists; frozen models hold tuples."""
        if isinstance(value, dict):
            return {key: tuple(part) if isinstance(part, list) else part for key, part in value.items()}
        return value


class QuestionSet(TemplatePart):
    """A versioned list of items for one interview."""

    set: QuestionSetHead
    source: tuple[Source, ...]
    item: tuple[Item, ...]

    def with_marks(self, marks: "MarkSet") -> "QuestionSet":
        """The same questions with all marks replaced: an item the new marks do not name is for the person only."""
        by_item = {mark.item: mark for mark in marks.mark}
        plain = Mark(asks="person-only", standing=marks.set.standing, reason=marks.set.standing_note)
        items = []
        for item in self.item:
            new = by_item.get(item.id)
            mark = Mark(asks=new.asks, standing=new.standing, reason=new.reason, parts=new.parts) if new else plain
            items.append(item.model_copy(update={"mark": mark}))
        head = self.set.model_copy(update={"marks_note": marks.set.standing_note})
        return self.model_copy(update={"item": tuple(items), "set": head})


class MarkSetHead(TemplatePart):
    """Marks a force holds, in place of the shipped ones of one question set."""

    id: str
    version: str
    kind: Literal["marks"]
    title: str
    marks_of: str
    standing: Standing
    standing_note: str
    licence: str
    source: str


class ItemMark(Mark):
    """A mark and the item it belongs to."""

    item: str


class MarkSet(TemplatePart):
    """All marks of a question set, replacing those in it as a whole."""

    set: MarkSetHead
    source: tuple[Source, ...]
    mark: tuple[ItemMark, ...]
