"""The table of record kinds: the one place that says which tables a case file may hold, and their id prefixes."""

from sjtool.model.appraisal import Formulation, Narrative, Rating, Scenario, ToolResult
from sjtool.model.decision import (
    Action,
    ActionUpdate,
    Countersignature,
    Event,
    Judgement,
    Override,
    Signature,
)
from sjtool.model.enquiry import Assessment, EvidenceRecord, Reading, Response, Session, SessionEnd
from sjtool.model.people import Governance, Officer, Order, Person, Relation, Status, Victim
from sjtool.model.record import Record
from sjtool.model.upkeep import Acknowledgement, Erased, Erasure, TemplatePin

_CASE_KINDS: tuple[type[Record], ...] = (
    Officer,
    Governance,
    Person,
    Relation,
    Status,
    Order,
    Assessment,
    Session,
    SessionEnd,
    Response,
    EvidenceRecord,
    Reading,
    Rating,
    ToolResult,
    Formulation,
    Narrative,
    Scenario,
    Judgement,
    Override,
    Action,
    ActionUpdate,
    Event,
    Signature,
    Countersignature,
    TemplatePin,
    Acknowledgement,
    Erased,
    Erasure,
)

KINDS: dict[str, type[Record]] = {kind.kind_name: kind for kind in _CASE_KINDS}
"""Kinds of the main case file."""

VICTIM_KINDS: dict[str, type[Record]] = {
    kind.kind_name: kind for kind in (Officer, Victim, Acknowledgement, Erased, Erasure)
}
"""Kinds of the victims file beside it."""

RESERVED_KEYS = ("id", "at", "by", "salt", "chain")
"""Keys the ledger fills in; an officer never types them."""


def number_width(kind: str) -> int:
    """How many digits a new id has: responses are many."""
    return 4 if kind == "response" else 3
