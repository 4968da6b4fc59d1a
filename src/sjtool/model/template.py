"""What a template may contain: question sets, factor sets and instrument passports.

A template is data that a force may replace; these models are its whole grammar. Unknown keys are refused so that a
misspelt key is found at once. Whether the content is good (a source on everything, no blank wording) is left to
`assess/lint.py`.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

Standing = Literal["published", "editorial", "to-verify"]
AskedOf = Literal["person", "partner", "carer"]
AnswerKind = Literal["text", "number", "yes_no", "ordinal", "set"]
CompareKind = Literal["number", "yes_no", "ordinal", "set", "read"]
MarkKind = Literal["partner", "partner-lightly", "person-only"]
LevelWord = Literal["low", "medium", "high", "very-high"]
Construct = Literal[
    "level",
    "likelihood",
    "harm_public",
    "harm_prisoners",
    "harm_known_adult",
    "harm_children",
    "harm_staff",
    "harm_self",
    "other",
]


class TemplatePart(BaseModel):
    """Base of everything in a template: frozen, no unknown keys, no guessing of types."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, defer_build=True)

    @field_validator("*", mode="before")
    @classmethod
    def _lists_become_tuples(cls, value: object) -> object:
        """TOML gives lists; frozen models hold tuples."""
        return tuple(value) if isinstance(value, list) else value


class Source(TemplatePart):
    """A publication that justifies what a template says."""

    id: str
    title: str
    publisher: str
    published: str
    locator: str
    licence: str
    standing: Standing
    note: str | None = None


class Conduct(TemplatePart):
    """A note on how to hold the interview, shown at the moment it matters."""

    when: Literal["start", "before-person", "before-partner", "disclosing-item", "throughout"]
    who: Literal["person", "partner", "both"]
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


class Item(Wording):
    """One thing to ask, with the place in the source it comes from."""

    id: str
    title: str
    why: str
    look_for: tuple[str, ...] = ()
    hint: str | None = None
    sensitivity: str | None = None
    source: str
    pinpoint: str
    clear_with_police_first: bool = False
    mark: Mark | None = None
    part: tuple[Part, ...] = ()


class QuestionSet(TemplatePart):
    """A versioned list of items for one interview."""

    set: QuestionSetHead
    source: tuple[Source, ...]
    item: tuple[Item, ...]


    def with_marks(self, marks: MarkSet) -> QuestionSet:
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


class Label(TemplatePart):
    """One word of a scale and what it means in general."""

    id: str
    title: str
    means: str


class Scale(TemplatePart):
    """The permitted rating labels, in order, and what each means."""

    id: str
    title: str
    standing: Standing
    note: str
    source: str
    pinpoint: str
    label: tuple[Label, ...]


class FactorSetHead(TemplatePart):
    """What a factor set is, what it is not, and how it is rated."""

    id: str
    version: str
    kind: Literal["factor-set"]
    title: str
    purpose: str
    not_this: str
    rated_for: str
    standing: Standing
    standing_note: str
    licence: str
    source: str
    periods: tuple[Literal["past", "recent"], ...]
    directions: tuple[str, ...] = ()
    carry_forward: bool
    notes: tuple[str, ...] = ()


class Factor(TemplatePart):
    """One factor, which way it points, and what each label looks like for it."""

    id: str
    title: str
    side: Literal["risk", "protective", "acute"]
    scale: str
    why: str
    look_for: tuple[str, ...]
    source: str
    pinpoint: str
    raises_concern_when: tuple[str, ...]
    act_now: str | None = None
    caution: str | None = None
    anchors_standing: Standing
    anchors: dict[str, str]


class FactorSet(TemplatePart):
    """A versioned sheet of factors, rated by judgement and never totalled."""

    set: FactorSetHead
    source: tuple[Source, ...]
    scale: tuple[Scale, ...]
    factor: tuple[Factor, ...]


class LevelMap(TemplatePart):
    """One level word of an instrument, and the word of ours it is compared with."""

    word: str
    maps_to: LevelWord
    note: str | None = None


class ResultScale(TemplatePart):
    """One scale an instrument reports on, what it predicts, and its level words."""

    id: str
    title: str
    construct_: Construct = Field(alias="construct")
    predicts: str
    level: tuple[LevelMap, ...]


class Evidence(TemplatePart):
    """A study of an instrument: who was studied, how many, for how long."""

    finding: str
    study: str
    n: str | None = None
    follow_up: str | None = None
    source: str
    standing: Standing


class InstrumentHead(TemplatePart):
    """The passport of an instrument: whose it is and what it is for."""

    id: str
    version: str
    kind: Literal["instrument"]
    title: str
    owner: str
    licence: str
    purpose: str
    treatment: Literal["computed", "recorded"]
    treatment_reason: str
    for_whom: str
    not_for: tuple[str, ...]
    training: str
    status: str
    replaced: str | None = None
    standing: Standing
    standing_note: str
    source: str
    to_verify: tuple[str, ...] = ()


class Instrument(TemplatePart):
    """A published tool: what its outcome means and what it may be compared with."""

    set: InstrumentHead
    source: tuple[Source, ...]
    scale: tuple[ResultScale, ...]
    evidence: tuple[Evidence, ...] = Field(default=())


Template = QuestionSet | FactorSet | Instrument | MarkSet
