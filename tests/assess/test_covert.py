"""A case as others may know it: nothing covert stands in it, and nothing covert voids a signature."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sjtool.assess.belonging import look_at
from sjtool.assess.covert import find_covert
from sjtool.assess.signing import Signing, find_signing
from sjtool.assess.standing import Standing
from sjtool.model.decision import Action

Stand = Callable[..., Standing]
Record = tuple[str, dict[str, Any]]
ASSESSMENT: Record = ("assessment", {"id": "a-001"})
OPEN: Record = ("action", {"id": "ac-001", "assessment": "a-001"})
COVERED: Record = ("action", {"id": "ac-002", "assessment": "a-001", "supersedes": "ac-001", "handling": "covert"})
NEWS: Record = ("action_update", {"id": "au-001", "action": "ac-001", "status": "open"})
OTHER: Record = ("action", {"id": "ac-009", "assessment": "a-001"})
OTHER_NEWS: Record = ("action_update", {"id": "au-009", "action": "ac-009", "status": "open"})
LOOSE_NEWS: Record = ("action_update", {"id": "au-010", "status": "open"})


def covert_in(case: Standing) -> set[str]:
    return set(find_covert(case))


def told(case: Standing) -> Standing:
    return case.leaving_out(find_covert(case))


def test_an_action_that_has_become_covert_is_hidden_in_every_version_with_its_news(stand: Stand) -> None:
    case = stand(ASSESSMENT, OPEN, NEWS, COVERED, OTHER, OTHER_NEWS, LOOSE_NEWS)
    assert covert_in(case) == {"ac-001", "ac-002", "au-001"}
    assert [action.id for action in told(case).of(Action)] == ["ac-009"]


def test_one_that_is_covert_no_longer_is_seen_as_it_is(stand: Stand) -> None:
    again = ("action", {"id": "ac-003", "assessment": "a-001", "supersedes": "ac-002"})
    case = stand(ASSESSMENT, OPEN, NEWS, COVERED, again)
    assert covert_in(case) == {"ac-002", "au-001"}
    assert [action.id for action in told(case).of(Action)] == ["ac-003"]


def test_an_acknowledged_edit_of_it_is_hidden_too(stand: Stand) -> None:
    edited = {"expected": "0" * 32, "found": "1" * 32, "why": "a slip"}
    of_it = ("acknowledgement", {"id": "ak-001", "record": "ac-002", **edited})
    of_another = ("acknowledgement", {"id": "ak-002", "record": "ac-009", **edited})
    assert "ak-001" in covert_in(stand(ASSESSMENT, OPEN, COVERED, OTHER, of_it, of_another))
    assert "ak-002" not in covert_in(stand(ASSESSMENT, OPEN, COVERED, OTHER, of_it, of_another))


def test_where_nothing_is_covert_nothing_is_hidden(stand: Stand) -> None:
    assert covert_in(stand(ASSESSMENT, OTHER, OTHER_NEWS)) == set()


@pytest.fixture
def signed(stand: Stand) -> Callable[..., Signing]:
    """How the signing of a case is told to others: signed after `before`, with `after` recorded since."""

    def state(*after: Record, before: tuple[Record, ...] = (), broken: tuple[str, ...] = ()) -> Signing:
        head = "a" * 32
        last = ("person", {"id": "subject", "chain": head})
        signature = ("signature", {"id": "sg-001", "assessment": "a-001", "head": head})
        case = stand(ASSESSMENT, *before, last, signature, *after)
        case = Standing(replace(case.case, broken=broken))
        assert find_signing(case, "a-001").state in {"signed", "changed-since"}
        return find_signing(told(case), "a-001")

    return state


def test_nothing_covert_voids_a_signature_or_is_told_since(signed: Callable[..., Signing]) -> None:
    covert = ("action", {**OPEN[1], "handling": "covert"})
    found = signed(covert, NEWS)
    assert (found.state, found.changed, found.since) == ("signed", (), ())
    assert signed(before=(covert,), broken=("ac-001",)).state == "signed"


def test_what_is_not_covert_voids_it_as_ever_and_is_all_that_is_named(signed: Callable[..., Signing]) -> None:
    found = signed(("action", {**OPEN[1], "handling": "covert"}), OTHER, OTHER_NEWS)
    assert (found.state, found.changed, found.since) == ("changed-since", ("ac-009",), ("au-009",))


def test_an_earlier_assessment_is_looked_at_in_the_same_way(stand: Stand) -> None:
    case = stand(ASSESSMENT, OPEN, COVERED, OTHER, ("assessment", {"id": "a-002"}))
    assert [action.id for action in look_at(told(case), "a-001").of(Action)] == ["ac-009"]
