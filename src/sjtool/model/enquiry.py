"""Records of finding out: assessments, sessions, responses, evidence and how accounts were read."""

from typing import Annotated, ClassVar, Literal

from pydantic import AwareDatetime, Field, field_validator

from sjtool.model.missing import Missing
from sjtool.model.record import Id, Ids, PartialDate, Record, Texts, Words

LARGEST_COUNT = 10**15
Number = Annotated[int, Field(ge=-LARGEST_COUNT, le=LARGEST_COUNT)] | Annotated[float, Field(allow_inf_nan=False)]
Value = bool | Number | Words | Texts
Trigger = Literal[
    "initial", "review", "significant-change", "lead-agency-change", "sentence-delay", "conference", "other"
]
Basis = Literal["told", "observed", "record", "inferred"]
Mode = Literal["in-person", "home-visit", "telephone", "video", "document"]
EvidenceKind = Literal[
    "police-intelligence",
    "national-databases",
    "previous-interviews",
    "victim-information",
    "home-visit",
    "other-agencies",
    "pre-sentence-report",
    "prison-intelligence",
    "programme-report",
    "other",
]
HYPHENATED = {"pre-sentence-report": "pre-sentence report", "post-programme-report": "post-programme report"}
"""Codes whose words keep a hyphen."""


class Assessment(Record):
    """One round of judging: a review is a new assessment."""

    kind_name: ClassVar[str] = "assessment"
    prefix: ClassVar[str] = "a"
    needs: ClassVar[tuple[str, ...]] = ("opened_on", "trigger", "purpose")

    opened_on: PartialDate | None = None
    trigger: Trigger | None = None
    asked_by: Words | None = None
    purpose: Words | None = None


class Session(Record):
    """One sitting with one informant and one question set."""

    kind_name: ClassVar[str] = "session"
    prefix: ClassVar[str] = "s"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "set", "informant", "about", "interviewers", "mode", "held_on")

    assessment: Id | None = None
    set: Words | None = None
    informant: Id | None = None
    about: Id | None = None
    interviewers: Ids = ()
    others_present: Words | None = None
    place: Words | None = None
    mode: Mode | None = None
    held_on: PartialDate | None = None
    caution: Words | None = None
    cleared_with: Words | None = None
    supervision: Words | None = None


class SessionEnd(Record):
    """When and how a sitting ended, or that it was left and can be taken up again (`paused`)."""

    kind_name: ClassVar[str] = "session_end"
    prefix: ClassVar[str] = "se"
    needs: ClassVar[tuple[str, ...]] = ("session", "ended_at", "how")

    session: Id | None = None
    ended_at: AwareDatetime | None = None
    how: Literal["finished", "stopped", "abandoned", "paused"] | None = None


class Response(Record):
    """What one informant or document gave for one item: a value, or a named reason why there is none."""

    kind_name: ClassVar[str] = "response"
    prefix: ClassVar[str] = "r"
    needs: ClassVar[tuple[str, ...]] = ("session", "item", "basis")

    session: Id | None = None
    item: Words | None = None
    part: Words | None = None
    value: Value | None = None
    missing: Missing | None = None
    missing_note: Words | None = None
    note: Words | None = None
    basis: Basis | None = None
    evidence: Ids = ()

    @field_validator("value", mode="before")
    @classmethod
    def _counts_stay_whole(cls, value: object) -> object:
        """A whole number past counting would be taken as a measured one, and changed."""
        if isinstance(value, int) and abs(value) > LARGEST_COUNT:
            message = f"write a number of at most {LARGEST_COUNT:,}, or as text"
            raise ValueError(message)
        return value


class EvidenceRecord(Record):
    """A document, record or observation that a response or rating rests on, or one that was not obtained."""

    kind_name: ClassVar[str] = "evidence"
    prefix: ClassVar[str] = "e"
    needs: ClassVar[tuple[str, ...]] = ("nature", "kind", "title", "obtained")

    nature: Literal["fact", "reported", "observed", "inference", "opinion"] | None = None
    kind: EvidenceKind | None = None
    title: Words | None = None
    reference: Words | None = None
    dated_on: PartialDate | None = None
    obtained: bool | None = None
    why_not: Words | None = None
    text: Words | None = None
    grade: Annotated[str, Field(pattern=r"^[1-3][A-E][PC]$")] | None = None
    handling: Words | None = None


class Reading(Record):
    """The officer's reading of how the accounts of one item compare."""

    kind_name: ClassVar[str] = "reading"
    prefix: ClassVar[str] = "rd"
    needs: ClassVar[tuple[str, ...]] = ("item", "responses", "outcome", "reading")

    item: Words | None = None
    responses: Ids = ()
    outcome: Literal["agree", "differ", "one-sided", "refused-by-one", "refused-by-all", "not-comparable"] | None = None
    reading: Words | None = None
    follow_up: Words | None = None
