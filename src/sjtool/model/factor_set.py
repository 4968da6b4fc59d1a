"""Factor sets: factors rated by judgement on scales of words, never totalled."""

from __future__ import annotations

from typing import Literal

from sjtool.model.template_part import Source, Standing, TemplatePart


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
