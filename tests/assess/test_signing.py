"""What voids a signature, and what merely happens after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sjtool.assess.signing import Signing, find_signing
from sjtool.assess.standing import Standing
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS
from sjtool.model.record import Header

START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
Record = tuple[str, dict[str, Any]]
BEFORE: tuple[Record, ...] = (
    ("assessment", {"id": "a-001"}),
    ("session", {"id": "s-001", "assessment": "a-001"}),
    ("judgement", {"id": "j-001", "assessment": "a-001", "stage": "final"}),
)


def chain(number: int) -> str:
    return f"{number:032x}"


SIGNED: Record = ("signature", {"id": "sg-001", "assessment": "a-001", "head": chain(3), "by": "pc-4412"})
APPROVED: Record = (
    "countersignature",
    {
        "id": "cs-001",
        "assessment": "a-001",
        "signature": "sg-001",
        "head": chain(3),
        "by": "ds-2090",
        "decision": "approve",
    },
)


def signing(*records: Record, assessment: str | None = "a-001") -> Signing:
    entries = []
    for number, (kind, keys) in enumerate((*BEFORE, *records), 1):
        made = {"id": f"{kind}-{number}", "at": START + timedelta(minutes=number), "chain": chain(number), **keys}
        entries.append(Entry(kind, KINDS[kind].model_validate(made), number))
    return find_signing(Standing(Case("c.toml", Header(format=1, case="c"), tuple(entries), chain(99))), assessment)


def test_without_a_signature_it_is_a_draft() -> None:
    assert signing().state == "draft"
    assert signing(assessment=None).state == "draft"


def test_signed_countersigned_returned() -> None:
    assert signing(SIGNED).state == "signed"
    assert signing(SIGNED, APPROVED).state == "countersigned"
    returned = ("countersignature", {**APPROVED[1], "decision": "return", "reasons": "too thin"})
    assert signing(SIGNED, returned).state == "returned"


def test_nobody_countersigns_their_own_signature() -> None:
    own = ("countersignature", {**APPROVED[1], "by": "pc-4412"})
    assert signing(SIGNED, own).state == "signed"


def test_a_countersignature_of_another_head_counts_for_nothing() -> None:
    other = ("countersignature", {**APPROVED[1], "head": chain(2)})
    assert signing(SIGNED, other).state == "signed"


@pytest.mark.parametrize(
    "record",
    [
        ("response", {"session": "s-001"}),
        ("evidence", {}),
        ("reading", {}),
        ("rating", {"assessment": "a-001"}),
        ("tool_result", {"assessment": "a-001"}),
        ("tool_result", {}),
        ("formulation", {"assessment": "a-001"}),
        ("narrative", {"assessment": "a-001"}),
        ("scenario", {"assessment": "a-001"}),
        ("judgement", {"assessment": "a-001"}),
        ("override", {"judgement": "j-001"}),
        ("action", {"assessment": "a-001"}),
        ("template", {}),
        ("session", {"supersedes": "s-001", "assessment": "a-001"}),
        ("assessment", {"supersedes": "a-001"}),
    ],
    ids=lambda record: record[0],
)
def test_what_could_change_a_readers_mind_voids_it(record: Record) -> None:
    found = signing(SIGNED, APPROVED, ("event", {}), record)
    assert found.state == "changed-since"
    assert len(found.changed) == 1


def test_what_merely_happens_is_listed() -> None:
    found = signing(
        SIGNED, ("event", {"id": "ev-1"}), ("action_update", {"id": "au-1"}), ("officer", {}), ("status", {})
    )
    assert found.state == "signed"
    assert found.since == ("ev-1", "au-1", "status-8")


def test_records_of_the_next_assessment_leave_the_last_signature_alone() -> None:
    following: tuple[Record, ...] = (
        ("assessment", {"id": "a-002"}),
        ("evidence", {}),
        ("session", {"id": "s-002", "assessment": "a-002"}),
        ("response", {"session": "s-002"}),
        ("rating", {"assessment": "a-002"}),
        ("judgement", {"id": "j-002", "assessment": "a-002"}),
        ("override", {"judgement": "j-002"}),
    )
    assert signing(SIGNED, *following).state == "signed"
    assert signing(SIGNED, *following, assessment="a-002").state == "draft"


def test_a_record_added_between_the_head_and_the_signature_voids_it() -> None:
    assert signing(("rating", {"assessment": "a-001"}), SIGNED).state == "changed-since"


def test_a_head_that_is_not_in_the_file_vouches_for_nothing() -> None:
    stray = ("signature", {**SIGNED[1], "head": "f" * 32})
    found = signing(stray)
    assert (found.state, found.changed) == ("changed-since", ("sg-001",))


def test_signing_again_makes_it_good() -> None:
    again = ("signature", {**SIGNED[1], "id": "sg-002", "head": chain(5)})
    assert signing(SIGNED, ("rating", {"assessment": "a-001"}), again).state == "signed"
