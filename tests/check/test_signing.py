"""Edges of the checks of signatures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.checking import check_file
from sjtool.problem import Problem
from sjtool.store.append import Draft, Ledger
from sjtool.store.library import Library

TODAY = date(2026, 3, 4)
Found = Callable[..., list[Problem]]
Row = tuple[str, dict[str, Any]]
HEAD = "a" * 32
JUDGED: Row = ("judgement", {"id": "j-1", "assessment": "a-1", "stage": "final", "by": "pc-7", "chain": HEAD})
SIGNED: Row = ("signature", {"id": "sg-1", "assessment": "a-1", "head": HEAD, "by": "pc-1", "chain": "b" * 32})
TRAINED: Row = ("officer", {"id": "ds-1", "trained": ["acute", "Supervisor@2026"]})


def countersigned(by: str | None, **keys: Any) -> Row:
    given = {"assessment": "a-1", "signature": "sg-1", "head": HEAD, "decision": "approve", "by": by, **keys}
    return ("countersignature", given)


@pytest.fixture
def finds(found: Found) -> Callable[..., list[str]]:
    return lambda code, *rows: [p.what for p in found(code, JUDGED, *rows)]


@pytest.mark.parametrize("by", ["pc-1", "pc-7"])
def test_neither_signer_nor_judge_may_approve(finds: Any, by: str) -> None:
    expected = [f'"cs-1" approves "sg-1", and "{by}" had a part in what it approves']
    assert finds("countersigned-by-author", SIGNED, countersigned(by, id="cs-1")) == expected


def test_an_independent_approval_heals_it(finds: Any) -> None:
    assert finds("countersigned-by-author", SIGNED, countersigned("pc-1"), countersigned("ds-1")) == []


def test_only_approvals_of_the_present_signature_are_looked_at(finds: Any) -> None:
    rows = [countersigned("pc-1", decision="return"), countersigned("pc-1", signature="sg-0"), countersigned(None)]
    assert finds("countersigned-by-author", SIGNED, *rows) == []
    assert finds("countersigned-by-author") == []


def test_a_supervisor_who_returned_it_does_not_heal_the_authors_approval(finds: Any) -> None:
    rows = [SIGNED, countersigned("pc-1"), countersigned("ds-1", decision="return")]
    assert len(finds("countersigned-by-author", *rows)) == 1


def test_a_signature_by_nobody_leaves_the_judge_barred(finds: Any) -> None:
    nobody = ("signature", {**SIGNED[1], "by": None})
    assert finds("countersigned-by-author", nobody, countersigned("pc-1")) == []
    assert len(finds("countersigned-by-author", nobody, countersigned("pc-7"))) == 1


def test_the_word_supervisor_makes_a_trained_supervisor(finds: Any) -> None:
    assert finds("countersigner-untrained", TRAINED, SIGNED, countersigned("ds-1")) == []
    untrained = ("officer", {"id": "ds-1", "trained": ["acute", "arms"]})
    (what,) = finds("countersigner-untrained", untrained, SIGNED, countersigned("ds-1", id="cs-1"))
    assert what == '"cs-1" is by "ds-1", whose record does not say that they are trained to supervise'


def test_the_officers_record_as_it_stands_now_counts(finds: Any, found: Found) -> None:
    before = ("officer", {"id": "ds-1"})
    now = ("officer", {"id": "ds-1-2", "supersedes": "ds-1", "trained": ["supervisor"]})
    assert finds("countersigner-untrained", before, now, SIGNED, countersigned("ds-1")) == []
    (problem,) = found("countersigner-untrained", JUDGED, SIGNED, countersigned("ds-1", id="cs-1"))
    assert problem.what == '"cs-1" is by "ds-1", of whom the case has no officer record'
    assert "sjtool add CASE officer  with the id ds-1" in problem.fix


def test_only_an_approval_that_counts_needs_training(finds: Any) -> None:
    assert finds("countersigner-untrained", SIGNED) == []
    assert finds("countersigner-untrained", SIGNED, countersigned("ds-1", decision="return")) == []
    assert finds("countersigner-untrained", SIGNED, countersigned("pc-1")) == []


def test_a_signature_holds_until_something_that_matters_is_recorded(finds: Any) -> None:
    assert finds("signature-void") == []
    assert finds("signature-void", SIGNED, ("event", {}), countersigned("ds-1")) == []
    evidence = [("evidence", {"id": f"e-{n}"}) for n in range(1, 8)]
    assert finds("signature-void", SIGNED, *evidence[:1]) == ['"sg-1" holds no longer, because of "e-1"']
    (what,) = finds("signature-void", SIGNED, *evidence)
    assert what == '"sg-1" holds no longer, because of "e-1", "e-2", "e-3", "e-4", "e-5" and 2 more'


def test_a_head_that_was_never_in_this_file_is_told_as_such(finds: Any) -> None:
    strange = ("signature", {**SIGNED[1], "head": "c" * 32})
    assert finds("signature-void", strange) == ['"sg-1" vouches for a chain value that no record of this file has']


def test_a_signature_that_was_edited_itself_has_a_head_in_the_file(make_case: Callable[..., Path]) -> None:
    path = make_case("edited")
    ledger = Ledger(path)
    keys = {"assessment": "a-001", "head": ledger.head, "method": "typed", "statement": "Mine.", "role": "author"}
    ledger.append([Draft("signature", keys)], by="pc-4412", at=datetime(2026, 3, 4, 15, 0, tzinfo=UTC))
    path.write_text(path.read_text(encoding="utf-8").replace("Mine.", "Not mine."), encoding="utf-8", newline="\n")
    (problem,) = check_file(path, Library(), ["signature-void"], today=TODAY)
    assert problem.what == '"sg-001" holds no longer, because of "sg-001"'


def test_an_approval_that_counts_for_nothing_hides_no_later_one(finds: Any) -> None:
    rows = [countersigned("pc-1", id="cs-0", signature="sg-0"), countersigned("pc-1", id="cs-1")]
    assert finds("countersigned-by-author", SIGNED, *rows) == [
        '"cs-1" approves "sg-1", and "pc-1" had a part in what it approves'
    ]


def test_an_approval_by_somebody_independent_of_another_head_is_not_the_authors(finds: Any) -> None:
    assert finds("countersigned-by-author", SIGNED, countersigned("ds-1", head="c" * 32)) == []


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (5, '"e-1", "e-2", "e-3", "e-4", "e-5"'),
        (6, '"e-1", "e-2", "e-3", "e-4", "e-5" and 1 more'),
    ],
)
def test_five_records_that_void_a_signature_are_named_and_the_rest_counted(finds: Any, count: int, names: str) -> None:
    evidence = [("evidence", {"id": f"e-{number}"}) for number in range(1, count + 1)]
    assert finds("signature-void", SIGNED, *evidence) == [f'"sg-1" holds no longer, because of {names}']
