"""Passports of instruments: whose they are, what they are for, and what their words mean here."""

from typing import Literal

from pydantic import Field

from sjtool.model.template_part import Construct, LevelWord, Source, Standing, TemplatePart


class LevelMap(TemplatePart):
    """One level word of an instrument, and the word of ours it is compared with; none where it answers no question."""

    word: str
    maps_to: LevelWord | None = None
    note: str | None = None


class ResultScale(TemplatePart):
    """One scale an instrument reports on, what it predicts, and its level words."""

    id: str
    title: str
    construct_: Construct = Field(alias="construct")
    predicts: str
    level: tuple[LevelMap, ...] = ()
    gives_points: str | None = None
    """What its points or its count are, in words, where the tool gives any; asked for when one is received."""


class Evidence(TemplatePart):
    """A study of an instrument: who was studied, how many, for how long."""

    finding: str
    study: str
    n: str | None = None
    follow_up: str | None = None
    source: str
    standing: Standing


class Step(TemplatePart):
    """Points from a value upwards, until the next step: a count, an age in completed years."""

    at_least: int
    points: int


class ChoicePoints(TemplatePart):
    """Points for one answer of a closed list."""

    answer: str
    points: int


class RuleItem(TemplatePart):
    """One thing an instrument counts: what it is, and what each value comes to.

    `takes` is a count, a date whose age counts, or one answer of `choice`; an item without points only decides.
    """

    id: str
    title: str
    means: str
    takes: Literal["count", "age-at", "answer"]
    step: tuple[Step, ...] = ()
    choice: tuple[ChoicePoints, ...] = ()
    how_to_find: str | None = None
    source: str
    pinpoint: str
    to_verify: str | None = None


class Band(TemplatePart):
    """The level word from so many points upwards."""

    at_least: int
    word: LevelWord


class Tier(TemplatePart):
    """One line of a hierarchy, the first that fits: `item` reaches `at_least`, or one of `any_of` is above 0."""

    words: str
    item: str | None = None
    at_least: int = 1
    any_of: tuple[str, ...] = ()
    percentage: float
    word: LevelWord


class Percentage(TemplatePart):
    """A logistic curve from points to a percentage, and what it is a percentage of."""

    intercept: float
    slope: float
    zero_at_no_points: bool
    of_what: str
    in_whom: str
    period: str


class Reduction(TemplatePart):
    """One band down for time free of offences: the completed years that each date must lie back."""

    years: int
    not_in: tuple[str, ...]
    lower: dict[str, str]


class Rule(TemplatePart):
    """The published rule of an instrument that is computed: its version, its parts, and where it says so."""

    dated_on: str
    inputs: str
    least_age: int
    item: tuple[RuleItem, ...]
    maximum: int | None = None
    band: tuple[Band, ...] = ()
    tier: tuple[Tier, ...] = ()
    percentage: Percentage | None = None
    reduction: Reduction | None = None
    may_miss: int = 0
    met_at: int | None = None
    limits: str
    source: str
    pinpoint: str


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
    yields_to: str | None = None
    """An instrument and scale (`srp-official/dc`) whose outcome leads where both are recorded."""
    licensed_titles: tuple[str, ...] = ()
    """Fingerprints of the titles of licensed items, by which a set that holds them is known without their words."""


class Instrument(TemplatePart):
    """A published tool: what its outcome means and what it may be compared with."""

    set: InstrumentHead
    source: tuple[Source, ...]
    scale: tuple[ResultScale, ...]
    evidence: tuple[Evidence, ...] = Field(default=())
    rule: Rule | None = None
