"""Records of deciding: judgement, override, plan, what happened, and who signed."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sjtool.model.record import Hex32, Id, Ids, PartialDate, Record, Texts, Words
from sjtool.model.template_part import Construct, LevelWord

HarmWord = Literal["low", "medium", "high", "very-high", "not-applicable"]
EventKind = Literal[
    "visit",
    "significant-change",
    "intelligence",
    "meeting",
    "lead-agency-change",
    "order",
    "recall",
    "move",
    "notification",
    "sexual-offence",
    "other-offence",
    "information-shared",
    "referral",
    "strategy-discussion",
    "section-47",
    "conference",
    "core-group",
    "reactive-proposal",
    "reactive-start",
    "reactive-refusal",
    "reactive-check",
    "reactive-end",
    "other",
]
ReactiveCause = Literal[
    "significant-change", "sexual-offence", "relevant-offence", "order-not-discharged", "condition-not-met", "other"
]
"""Why reactive management ended; a further sexual offence, or a relevant other one, means three more years (004)."""
ReactiveEffect = Literal[
    "review-date-blank", "visits-stopped", "arms-stopped", "visor-front-page-marked", "yearly-checks-set", "person-told"
]
"""What follows once reactive management is approved (004, recording reactive management)."""
Pillar = Literal["supervision", "monitoring-and-control", "interventions-and-treatment", "victim-safety", "contingency"]


class Judgement(Record):
    """The officer's structured conclusion. `first` is made before the tools are shown, `final` after."""

    kind_name: ClassVar[str] = "judgement"
    prefix: ClassVar[str] = "j"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "stage", "level", "likelihood", "whom", "rationale")

    assessment: Id | None = None
    stage: Literal["first", "final"] | None = None
    level: LevelWord | None = None
    likelihood: LevelWord | None = None
    harm_public: HarmWord | None = None
    harm_prisoners: HarmWord | None = None
    harm_known_adult: HarmWord | None = None
    harm_children: HarmWord | None = None
    harm_staff: HarmWord | None = None
    harm_self: HarmWord | None = None
    whom: Words | None = None
    nature: Words | None = None
    imminence: Words | None = None
    frequency: Words | None = None
    extent: Words | None = None
    rationale: Words | None = None
    strongest_against: Words | None = None
    confidence: Literal["low", "moderate", "high"] | None = None
    limits: Words | None = None
    would_change: Words | None = None
    known_outcomes: Ids = ()
    reconciliation: Words | None = None
    overrides: Literal["none"] | Ids | None = None
    review_on: PartialDate | None = None


class Override(Record):
    """The judgement departs from what a tool said, up or down, and says why."""

    kind_name: ClassVar[str] = "override"
    prefix: ClassVar[str] = "o"
    needs: ClassVar[tuple[str, ...]] = (
        "judgement",
        "tool_result",
        "construct",
        "tool_level",
        "decided_level",
        "direction",
        "rationale",
        "justification",
        "evidence",
        "mitigation",
        "review_on",
    )

    judgement: Id | None = None
    tool_result: Id | None = None
    construct_: Construct | None = Field(default=None, alias="construct")
    tool_level: Words | None = None
    decided_level: LevelWord | None = None
    direction: Literal["upward", "downward"] | None = None
    rationale: Words | None = None
    justification: Words | None = None
    evidence: Ids = ()
    protective_evidence: Ids = ()
    mitigation: Words | None = None
    agreed_by: Words | None = None
    review_on: PartialDate | None = None


class Action(Record):
    """One thing the risk management plan does, why it suits, and who does it by when."""

    kind_name: ClassVar[str] = "action"
    prefix: ClassVar[str] = "ac"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "pillar", "kind", "objective", "purpose", "owner", "due_on")

    assessment: Id | None = None
    pillar: Pillar | None = None
    kind: Words | None = None
    menu_entry: Words | None = None
    objective: Words | None = None
    purpose: Words | None = None
    enforcement: Words | None = None
    suitability: Words | None = None
    proportionality: Words | None = None
    negative_consequences: Words | None = None
    answers: Texts = ()
    owner: Words | None = None
    due_on: PartialDate | None = None
    review_on: PartialDate | None = None
    handling: Literal["open", "covert"] | None = None


class ActionUpdate(Record):
    """What became of an action."""

    kind_name: ClassVar[str] = "action_update"
    prefix: ClassVar[str] = "au"
    needs: ClassVar[tuple[str, ...]] = ("action", "status", "what_happened")

    action: Id | None = None
    status: Literal["open", "in-progress", "done", "not-done", "withdrawn"] | None = None
    what_happened: Words | None = None
    checked_by: Id | None = None


class Event(Record):
    """Something that happened: a visit, a change, intelligence, a meeting, an order."""

    kind_name: ClassVar[str] = "event"
    prefix: ClassVar[str] = "ev"
    needs: ClassVar[tuple[str, ...]] = ("kind", "held_on", "what")

    kind: EventKind | None = None
    held_on: PartialDate | None = None
    what: Words | None = None
    announced: bool | None = None
    entry: Literal["given", "refused", "nobody-in"] | None = None
    present: Ids = ()
    others_present: Words | None = None
    refused: Texts = ()
    considered: Texts = ()
    touches: Texts = ()
    opens_review: bool | None = None
    rationale: Words | None = None
    outcome: Words | None = None
    told: Texts = ()
    cause: ReactiveCause | None = None
    effects: Annotated[tuple[ReactiveEffect, ...], Field(strict=False)] = ()
    evidence: Ids = ()
    reference: Words | None = None
    next_on: PartialDate | None = None


class Signature(Record):
    """The author stands by exactly what the chain held at `head`."""

    kind_name: ClassVar[str] = "signature"
    prefix: ClassVar[str] = "sg"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "head", "method", "statement", "role")

    assessment: Id | None = None
    head: Hex32 | None = None
    victims_head: Hex32 | None = None
    method: Literal["typed", "sshsig"] | None = None
    statement: Words | None = None
    role: Words | None = None
    sshsig: Words | None = None


class Countersignature(Record):
    """An independent trained supervisor approves a signature, or returns it with reasons."""

    kind_name: ClassVar[str] = "countersignature"
    prefix: ClassVar[str] = "cs"
    needs: ClassVar[tuple[str, ...]] = ("assessment", "head", "method", "statement", "role", "signature", "decision")

    assessment: Id | None = None
    head: Hex32 | None = None
    victims_head: Hex32 | None = None
    method: Literal["typed", "sshsig"] | None = None
    statement: Words | None = None
    role: Words | None = None
    sshsig: Words | None = None
    signature: Id | None = None
    decision: Literal["approve", "return"] | None = None
    reasons: Words | None = None
