"""What voids a signature, and what merely happens after it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sjtool.assess.signing import NEVER_VOIDS, VOIDS, Signing, find_approval, find_signing
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


def standing(
    *records: Record, before: tuple[Record, ...] = BEFORE, broken: tuple[str, ...] = (), known: tuple[str, ...] = ()
) -> Standing:
    entries = []
    for number, (kind, keys) in enumerate((*before, *records), 1):
        made = {"id": f"{kind}-{number}", "at": START + timedelta(minutes=number), "chain": chain(number), **keys}
        entries.append(Entry(kind, KINDS[kind].model_validate(made), number))
    return Standing(Case("c.toml", Header(format=1, case="c"), tuple(entries), chain(99), broken, known))


def signing(*records: Record, assessment: str | None = "a-001", **more: Any) -> Signing:
    return find_signing(standing(*records, **more), assessment)


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


def test_a_template_pinned_later_voids_only_where_what_was_signed_had_pinned_it() -> None:
    pin: Record = ("template", {"id": "t-9", "ref": "significant-change@1.0.0", "sha256": "0" * 64})
    assert signing(SIGNED, pin).state == "signed"
    other: Record = ("template", {"id": "t-1", "ref": "acute@1.0.0", "sha256": "0" * 64})
    before = (other, *BEFORE[:2])
    again: Record = ("template", {"id": "t-2", "ref": "acute@1.0.0", "sha256": "1" * 64})
    assert signing(SIGNED, again, before=before).changed == ("t-2",)


def test_a_plan_for_the_family_goes_on_being_changed_and_voids_nothing() -> None:
    pin: Record = ("template", {"id": "t-9", "ref": "safety-plan@1.0.0", "sha256": "0" * 64})
    passage: Record = (
        "narrative",
        {"id": "n-1", "assessment": "a-001", "heading": "safety-plan@1.0.0/sleeping", "text": "Each in their room."},
    )
    changed: Record = (
        "narrative",
        {"id": "n-2", "assessment": "a-001", "heading": "safety-plan@1.0.0/sleeping", "text": "x", "supersedes": "n-1"},
    )
    found = signing(SIGNED, pin, passage, changed)
    assert (found.state, found.since) == ("signed", ("n-1", "n-2"))
    other: Record = ("narrative", {"id": "n-3", "assessment": "a-001", "heading": "safety-plans", "text": "x"})
    assert signing(SIGNED, other).state == "changed-since"


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


NEW = {kind: {"id": f"new-{kind}"} for kind in KINDS}
NEW["override"]["judgement"] = "j-001"
NEW["response"]["session"] = NEW["session_end"]["session"] = "s-001"
NEW["signature"] |= {"assessment": "a-000"}
BEFORE_ALL: tuple[Record, ...] = (
    *((kind, {"id": f"old-{kind}"}) for kind in KINDS if kind not in {"assessment", "session", "judgement"}),
    *BEFORE,
)
SIGNED_ALL: Record = ("signature", {**SIGNED[1], "head": chain(len(BEFORE_ALL))})
CORRECTED = {"assessment": "a-001", "session": "s-001", "judgement": "j-001"}


def signed_all(record: Record) -> Signing:
    return find_signing(standing(SIGNED_ALL, record, before=BEFORE_ALL), "a-001")


def test_the_kinds_that_void_are_those_of_the_design() -> None:
    said = (
        "response evidence reading rating tool_result formulation narrative scenario judgement override action template"
    )
    assert set(said.split()) == VOIDS
    assert set(KINDS) >= VOIDS | NEVER_VOIDS
    assert not VOIDS & NEVER_VOIDS


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_later_record_of_every_kind_voids_or_does_not(kind: str) -> None:
    found = signed_all((kind, NEW[kind]))
    assert (found.state == "changed-since") is (kind in VOIDS)
    assert found.changed == ((f"new-{kind}",) if kind in VOIDS else ())


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"signature"}))
def test_a_later_correction_of_every_kind_voids_but_for_those_that_never_do(kind: str) -> None:
    corrected = CORRECTED.get(kind, f"old-{kind}")
    found = signed_all((kind, {**NEW[kind], "supersedes": corrected, "reason": "a slip"}))
    assert (found.state == "changed-since") is (kind not in NEVER_VOIDS)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - VOIDS))
def test_what_does_not_void_is_told_unless_it_is_about_signing_or_officers(kind: str) -> None:
    told = kind not in {"signature", "countersignature", "officer", "session_end"}
    assert signed_all((kind, NEW[kind])).since == ((f"new-{kind}",) if told else ())


def test_a_correction_of_evidence_during_a_review_voids_both_that_covered_it() -> None:
    records: tuple[Record, ...] = (
        ("evidence", {"id": "e-1"}),
        ("signature", {**SIGNED[1], "head": chain(4)}),
        ("assessment", {"id": "a-002"}),
        ("signature", {**SIGNED[1], "id": "sg-002", "assessment": "a-002", "head": chain(6)}),
    )
    correction: Record = ("evidence", {"id": "e-2", "supersedes": "e-1"})
    assert signing(*records).state == "signed"
    assert signing(*records, assessment="a-002").state == "signed"
    assert signing(*records, correction).changed == ("e-2",)
    assert signing(*records, correction, assessment="a-002").changed == ("e-2",)


def test_a_correction_of_what_came_later_leaves_the_earlier_signature_alone() -> None:
    later: tuple[Record, ...] = (("assessment", {"id": "a-002"}), ("evidence", {"id": "e-2"}))
    assert signing(SIGNED, *later, ("evidence", {"id": "e-3", "supersedes": "e-2"})).state == "signed"


def test_a_correction_that_names_its_assessment_belongs_to_that_one_only() -> None:
    records: tuple[Record, ...] = (
        ("rating", {"id": "ra-1", "assessment": "a-001"}),
        ("assessment", {"id": "a-002"}),
        ("signature", {**SIGNED[1], "id": "sg-002", "assessment": "a-002", "head": chain(5)}),
        ("rating", {"id": "ra-2", "assessment": "a-001", "supersedes": "ra-1"}),
    )
    assert signing(*records, assessment="a-002").state == "signed"


def test_what_belongs_to_the_next_assessment_is_not_told_of_this_one() -> None:
    found = signing(SIGNED, ("assessment", {"id": "a-002"}), ("session", {"id": "s-002", "assessment": "a-002"}))
    assert found.since == ("a-002",)


def test_a_record_that_is_not_as_recorded_voids_even_after_the_head() -> None:
    found = signing(SIGNED, ("event", {"id": "ev-1"}), broken=("j-001",))
    assert (found.state, found.changed) == ("changed-since", ("j-001",))
    assert signing(SIGNED, ("event", {"id": "ev-1"}), broken=("ev-1",)).changed == ("ev-1",)
    assert signing(SIGNED, ("rating", {"id": "ra-1"}), broken=("ra-1",)).changed == ("ra-1",)


def test_an_edit_acknowledged_after_signing_voids_and_one_acknowledged_before_does_not() -> None:
    told: Record = ("acknowledgement", {"id": "ak-1", "record": "j-001"})
    assert signing(SIGNED, told, known=("j-001",)).changed == ("ak-1",)
    assert signing(told, ("signature", {**SIGNED[1], "head": chain(4)}), known=("j-001",)).state == "signed"


def test_an_acknowledgement_that_only_covers_a_record_voids_nothing() -> None:
    assert signing(SIGNED, ("acknowledgement", {"id": "ak-1", "record": "ev-1"})).since == ("ak-1",)


def test_a_supervisors_training_can_be_put_on_record_without_signing_anew() -> None:
    officers: tuple[Record, ...] = (("officer", {"id": "ds-2090"}), ("officer", {"id": "x", "supersedes": "ds-2090"}))
    assert signing(SIGNED, *officers, APPROVED).state == "countersigned"


@pytest.mark.parametrize("by", ["pc-4412", "pc-4412-2", "ds-1", None])
def test_an_answer_by_whoever_signed_or_judged_counts_for_nothing(by: str | None) -> None:
    before: tuple[Record, ...] = (
        ("officer", {"id": "pc-4412"}),
        ("officer", {"id": "pc-4412-2", "supersedes": "pc-4412"}),
        ("assessment", {"id": "a-001"}),
        ("judgement", {"id": "j-001", "assessment": "a-001", "stage": "first", "by": "ds-1"}),
    )
    signature = ("signature", {**SIGNED[1], "head": chain(4)})
    answer = ("countersignature", {**APPROVED[1], "head": chain(4), **({"by": by} if by else {})})
    if by is None:
        del answer[1]["by"]
    assert signing(signature, answer, before=before).state == "signed"


def test_the_latest_answer_counts_and_the_next_signature_needs_its_own() -> None:
    returned = ("countersignature", {**APPROVED[1], "id": "cs-002", "decision": "return", "reasons": "thin"})
    again = ("signature", {**SIGNED[1], "id": "sg-002"})
    assert signing(SIGNED, APPROVED, returned).state == "returned"
    assert signing(SIGNED, returned, APPROVED).state == "countersigned"
    assert signing(SIGNED, returned, again).state == "signed"


def test_what_was_recorded_since_somebody_last_approved() -> None:
    returned = ("countersignature", {**APPROVED[1], "id": "cs-002", "decision": "return", "head": chain(6)})
    records = (SIGNED, APPROVED, ("event", {"id": "ev-1"}), returned, ("rating", {"id": "ra-1"}))
    last, since = find_approval(standing(*records), "ds-2090")
    assert last is not None
    assert (last.id, since) == ("cs-001", ("ev-1", "ra-1"))
    assert find_approval(standing(*records), "ds-9") == (None, ())


def test_an_approval_whose_head_is_gone_makes_everything_new() -> None:
    gone = ("countersignature", {**APPROVED[1], "head": "f" * 32})
    assert find_approval(standing(SIGNED, gone), "ds-2090")[1] == ("a-001", "s-001", "j-001")


def test_of_what_happens_since_a_signature_only_what_is_of_its_assessment_or_of_the_whole_case_is_told() -> None:
    found = signing(
        SIGNED,
        ("session", {"id": "s-002", "assessment": "a-001"}),
        ("session", {"id": "s-003", "assessment": "a-000"}),
        ("relation", {"id": "rel-1"}),
        ("assessment", {"id": "a-002"}),
        ("session", {"id": "s-004", "assessment": "a-002"}),
    )
    assert (found.state, found.since) == ("signed", ("s-002", "rel-1", "a-002"))


def test_where_the_head_is_not_in_the_file_what_the_supervisor_said_is_still_told() -> None:
    stray = ("signature", {**SIGNED[1], "head": "f" * 32})
    found = signing(stray, ("countersignature", {**APPROVED[1], "head": "f" * 32}))
    assert found.state == "changed-since"
    assert found.countersignature is not None
    assert found.countersignature.id == "cs-001"
