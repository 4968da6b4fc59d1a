"""What every kind of template shares: its base, its sources, and the words used in more than one."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

Standing = Literal["published", "editorial", "to-verify"]
AskedOf = Literal["person", "partner", "carer", "household", "police", "worker", "meeting"]
"""Whom a set is put to: an adult of the case, any adult of the household, or a professional who looks things up."""
AnswerKind = Literal["text", "number", "yes_no", "ordinal", "set", "date"]
CompareKind = Literal["number", "yes_no", "ordinal", "set", "date", "read"]
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

    @model_validator(mode="before")
    @classmethod
    def _lists_become_tuples(cls, keys: object) -> object:
        """TOML gives lists; frozen models hold tuples. In one step a table: a step a key is slow to build."""
        if not isinstance(keys, dict):
            return keys
        return {key: tuple(value) if isinstance(value, list) else value for key, value in keys.items()}


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
