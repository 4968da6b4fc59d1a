"""Passports of instruments: whose they are, what they are for, and what their words mean here."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from sjtool.model.template_part import Construct, LevelWord, Source, Standing, TemplatePart


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
