"""Factor sets: factors rated by judgement on scales of words, never totalled."""

from typing import Literal

from pydantic import Field

from sjtool.model.template_part import Source, Standing, TemplatePart

RatedPer = Literal["subject", "carer", "couple", "child", "sibling", "victim"]
"""For whom a sheet is rated: the person under assessment; each partner or carer; the couple, under the partner's id;
each child; each sibling of a victim or potential victim; each victim or potential victim."""


class Label(TemplatePart):
    """One word of a scale and what it means in general."""

    id: str
    title: str
    means: str


class Scale(TemplatePart):
    """The permitted rating labels, in order, and what each means.

    A scale with levels is `is_graded`: each of its factors says what every label looks like. One that only says whether
    a thing is there needs no more than the meaning of its labels.
    """

    id: str
    title: str
    standing: Standing
    note: str
    source: str
    pinpoint: str
    is_graded: bool = True
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
    rated_per: RatedPer = "subject"
    standing: Standing
    standing_note: str
    licence: str
    source: str
    periods: tuple[Literal["past", "recent"], ...]
    directions: tuple[str, ...] = ()
    carry_forward: bool
    notes: tuple[str, ...] = ()


class FactorGroup(TemplatePart):
    """A heading of the source over some of its factors; `rated_per` where it differs from the sheet's."""

    id: str
    title: str
    source: str
    pinpoint: str
    rated_per: RatedPer | None = None
    note: str | None = None


class Factor(TemplatePart):
    """One factor, which way it points, and what each label looks like for it.

    `describe` says what to write where the words matter more than the label. `is_context_only` marks what is recorded
    and shown but used in no rule, because its source contradicts itself.
    """

    id: str
    title: str
    side: Literal["risk", "protective", "acute", "either"]
    group: str | None = None
    scale: str
    why: str
    look_for: tuple[str, ...] = ()
    describe: str | None = None
    source: str
    pinpoint: str
    raises_concern_when: tuple[str, ...]
    is_context_only: bool = False
    act_now: str | None = None
    caution: str | None = None
    anchors_standing: Standing = "editorial"
    anchors: dict[str, str] = Field(default_factory=dict)


class FactorSet(TemplatePart):
    """A versioned sheet of factors, rated by judgement and never totalled."""

    set: FactorSetHead
    source: tuple[Source, ...]
    scale: tuple[Scale, ...]
    group: tuple[FactorGroup, ...] = ()
    factor: tuple[Factor, ...]
