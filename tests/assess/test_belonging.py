"""Which assessment a record belongs to, and an earlier assessment seen without what came later."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sjtool.assess.belonging import find_owners, look_at
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import ToolResult
from sjtool.model.decision import Judgement
from sjtool.model.enquiry import Assessment, EvidenceRecord

Stand = Callable[..., Standing]
CASE: tuple[tuple[str, dict[str, Any]], ...] = (
    ("evidence", {"id": "e-0"}),
    ("assessment", {"id": "a-1"}),
    ("evidence", {"id": "e-1"}),
    ("session", {"id": "s-1", "assessment": "a-1"}),
    ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final"}),
    ("assessment", {"id": "a-2"}),
    ("response", {"id": "r-1", "session": "s-1"}),
    ("override", {"id": "o-1", "judgement": "j-1"}),
    ("tool_result", {"id": "tr-1"}),
    ("evidence", {"id": "e-2", "supersedes": "e-1"}),
    ("judgement", {"id": "j-2", "assessment": "a-2", "stage": "final"}),
    ("response", {"id": "r-2", "session": "nobody"}),
    ("assessment", {"id": "a-3", "supersedes": "a-1"}),
)


def test_a_record_belongs_to_what_it_names_else_to_what_was_open_a_correction_to_what_it_corrects(stand: Stand) -> None:
    owners = find_owners(stand(*CASE))
    assert owners["e-0"] is None
    assert {name: owners[name] for name in ("e-1", "s-1", "j-1", "r-1", "o-1", "e-2")} == {
        "e-1": "a-1",
        "s-1": "a-1",
        "j-1": "a-1",
        "r-1": "a-1",
        "o-1": "a-1",
        "e-2": "a-1",
    }
    assert (owners["tr-1"], owners["r-2"], owners["j-2"], owners["a-3"]) == ("a-2", "a-2", "a-2", "a-3")


def test_an_earlier_assessment_is_seen_without_what_was_recorded_for_a_later_one(stand: Stand) -> None:
    seen = look_at(stand(*CASE), "a-1")
    assert seen.assessment is not None
    assert seen.assessment.id == "a-3"
    assert [a.id for a in seen.of(Assessment)] == ["a-3"]
    assert [j.id for j in seen.of(Judgement)] == ["j-1"]
    assert [e.id for e in seen.of(EvidenceRecord)] == ["e-0", "e-2"]
    assert seen.of(ToolResult) == ()
    final = seen.judgement("final")
    assert final is not None
    assert final.id == "j-1"
    assert [e.record.id for e in seen.case] == [keys["id"] for _kind, keys in CASE]


def test_the_latest_assessment_sees_everything(stand: Stand) -> None:
    whole = stand(*CASE)
    seen = look_at(whole, "a-2")
    assert [e.record.id for e in seen.case if seen.stands(e.record)] == [
        e.record.id for e in whole.case if whole.stands(e.record)
    ]
    final = seen.judgement("final")
    assert final is not None
    assert final.id == "j-2"


def test_correcting_an_earlier_assessment_does_not_open_it_again(stand: Stand) -> None:
    whole = stand(*CASE, ("evidence", {"id": "e-9"}))
    assert whole.assessment is not None
    assert whole.assessment.id == "a-2"
    assert find_owners(whole)["e-9"] == "a-2"


def test_a_correction_made_for_a_later_assessment_does_not_replace_what_an_earlier_one_saw(stand: Stand) -> None:
    records = (
        ("assessment", {"id": "a-1"}),
        ("tool_result", {"id": "tr-1"}),
        ("assessment", {"id": "a-2"}),
        ("tool_result", {"id": "tr-2", "assessment": "a-2", "supersedes": "tr-1"}),
    )
    whole = stand(*records)
    assert [r.id for r in whole.of(ToolResult)] == ["tr-2"]
    assert [r.id for r in look_at(whole, "a-1").of(ToolResult)] == ["tr-1"]
