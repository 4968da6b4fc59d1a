"""Records of weighing: ratings, what the tools said, formulation and scenarios."""

import math
from typing import Annotated, ClassVar, Literal

from pydantic import Field, field_validator

from sjtool.model.enquiry import Value
from sjtool.model.record import Id, Ids, PartialDate, Record, Texts, Words
from sjtool.model.template_part import Construct


class Rating(Record):
    """An officer's label for one factor of a sheet, with what it rests on."""

    kind_name: ClassVar[str] = "rating"
    prefix: ClassVar[str] = "ra"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "factor", "person", "recent", "rationale", "held_on")

    assessment: Id | None = None
    factor: Words | None = None
    person: Id | None = None
    recent: Words | None = None
    past: Words | None = None
    direction: Words | None = None
    relevance: Words | None = None
    rationale: Words | None = None
    would_change: Words | None = None
    evidence: Ids = ()
    held_on: PartialDate | None = None


class ToolResult(Record):
    """What a published instrument said, computed here or received from elsewhere."""

    kind_name: ClassVar[str] = "tool_result"
    prefix: ClassVar[str] = "tr"
    needs: ClassVar[tuple[str, ...]] = ("instrument", "origin", "construct", "dated_on", "limits")

    assessment: Id | None = None
    instrument: Words | None = None
    version: Words | None = None
    scale: Words | None = None
    origin: Literal["computed", "received"] | None = None
    construct_: Construct | None = Field(default=None, alias="construct")
    level: Words | None = None
    band: Words | None = None
    points: int | None = None
    percentage: float | None = None
    interval: Annotated[tuple[float, ...], Field(strict=False)] = ()
    inputs: Texts = ()
    item_points: Texts = ()
    band_before_reduction: Words | None = None
    decided_by: Words | None = None
    missing_items: Texts = ()
    dated_on: PartialDate | None = None
    assessor: Words | None = None
    trained: Literal["yes", "no", "not-known"] | None = None
    agency: Words | None = None
    document: Words | None = None
    limits: Words | None = None

    @field_validator("percentage", "interval", mode="after")
    @classmethod
    def _figures_are_finite(cls, value: float | tuple[float, ...] | None) -> float | tuple[float, ...] | None:
        """Infinity and not-a-number are no figures, and JSON has no way to write them."""
        figures = value if isinstance(value, tuple) else () if value is None else (value,)
        if not all(math.isfinite(figure) for figure in figures):
            message = "write a number"
            raise ValueError(message)
        return value


class Formulation(Record):
    """A short account under one heading: what, why, why now, what protects."""

    kind_name: ClassVar[str] = "formulation"
    prefix: ClassVar[str] = "f"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "heading", "text")

    assessment: Id | None = None
    heading: Words | None = None
    text: Words | None = None


class Narrative(Record):
    """A passage of the summary that no other record holds, under one heading."""

    kind_name: ClassVar[str] = "narrative"
    prefix: ClassVar[str] = "n"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "heading", "text")

    assessment: Id | None = None
    heading: Words | None = None
    text: Words | None = None


class Scenario(Record):
    """One way things could go, with what would be seen first."""

    kind_name: ClassVar[str] = "scenario"
    prefix: ClassVar[str] = "sc"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "kind", "who", "how", "harm", "imminence", "warning_signs")

    assessment: Id | None = None
    kind: Literal["repeat", "twist", "escalation", "improvement"] | None = None
    who: Words | None = None
    how: Words | None = None
    harm: Words | None = None
    imminence: Words | None = None
    frequency: Words | None = None
    likelihood: Words | None = None
    warning_signs: Words | None = None
    contingency: Words | None = None


def describe_value(value: Value) -> str:
    """A response's value in words: yes and no, numbers as typed, lists with commas."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(value)
    return f"{value:g}" if isinstance(value, float) else str(value)
