"""What was done, in words: one exact line for each kind of record, with all it says and with nothing it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from sjtool.assess.history import Happening, tell_history
from sjtool.assess.standing import Standing

Stand = Callable[..., Standing]
Record = tuple[str, dict[str, Any]]
BASE: tuple[Record, ...] = (
    ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
    ("session", {"id": "s-1", "informant": "subject"}),
    ("assessment", {"id": "a-1"}),
)


def words(standing: Standing) -> str:
    """What the last record of a case did."""
    return [*tell_history(standing)][-1].words


def judged(*, final: bool) -> list[Record]:
    return [("judgement", {"assessment": "a-1", "stage": "final"})] if final else []


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            {"tool_result": "tr-1", "construct": "harm_children", "direction": "upward", "decided_level": "very-high"},
            "override of tr-1, harm to children: upward, to very high",
        ),
        ({"tool_result": "tr-1"}, "override of tr-1, another question: not said, to not said"),
    ],
)
def test_an_override_is_told_once_its_level_may_be_seen(stand: Any, keys: dict[str, Any], told: str) -> None:
    standing = stand(("override", keys))
    assert [*tell_history(standing, hidden=False)][-1].words == told
    assert [*tell_history(standing, hidden=True)][-1].words == "override of tr-1, hidden until judged"
    assert "hidden until judged" in words(standing)


@pytest.mark.parametrize(
    ("kind", "keys", "told"),
    [
        ("response", {"session": "s-1", "item": "3", "value": True}, "Mr H on item 3: answered"),
        ("response", {"session": "s-1", "item": "3", "part": "b", "value": 1}, "Mr H on item 3, b: answered"),
        ("response", {"session": "s-1", "item": "3", "missing": "refused"}, "Mr H on item 3: refused"),
        ("response", {"item": "3", "value": True}, "somebody on item 3: answered"),
        ("response", {"session": "a-1", "item": "3", "value": True}, "somebody on item 3: answered"),
        (
            "rating",
            {"factor": "arms-style@1.0.0/social-influences", "person": "subject", "recent": "very-high"},
            "rated social influences of Mr H: very high",
        ),
        ("rating", {}, "rated  of not named: not said"),
        (
            "judgement",
            {"stage": "first", "level": "very-high", "likelihood": "low"},
            "first judgement: level very high, likelihood low",
        ),
        ("judgement", {}, "judgement: level not said, likelihood not said"),
        (
            "action",
            {"pillar": "monitoring-and-control", "due_on": "2026-03-15", "handling": "open"},
            "action under monitoring and control, due 15 March 2026",
        ),
        ("action", {}, "action under not said, due not said"),
        (
            "action",
            {"pillar": "supervision", "due_on": "2026-03-15", "handling": "covert"},
            "covert action, held in the officer view",
        ),
        ("officer", {"id": "ds-1", "name": "DS B."}, "officer ds-1"),
        ("person", {"id": "p-1", "roles": ["partner", "victim"], "label": "Ms R"}, "person Ms R (partner, victim)"),
        ("person", {"id": "p-1"}, "person p-1 ()"),
        ("assessment", {"trigger": "significant-change"}, "assessment opened: significant change"),
        (
            "session",
            {"informant": "subject", "set": "section-12@1.0.0", "held_on": "2026-03-02"},
            "session with Mr H, section-12@1.0.0, 2 March 2026",
        ),
        ("session", {}, "session with not named, , "),
        ("session_end", {"session": "s-1", "how": "finished"}, "session s-1 ended: finished"),
        (
            "evidence",
            {"kind": "police-intelligence", "nature": "fact"},
            "evidence, police intelligence: fact",
        ),
        ("evidence", {"kind": "other", "obtained": True, "nature": "opinion"}, "evidence, other: opinion"),
        ("evidence", {"kind": "other", "obtained": False, "nature": "opinion"}, "evidence, other: not obtained"),
        ("evidence", {}, "evidence, not said: not said"),
        (
            "reading",
            {"item": "section-12@1.0.0/2", "outcome": "refused-by-one"},
            "read the accounts of section-12@1.0.0/2: refused by one",
        ),
        ("action_update", {"action": "ac-1", "status": "not-done"}, "action ac-1: not done"),
        ("event", {"kind": "significant-change", "held_on": "2026-03"}, "significant change, March 2026"),
        ("signature", {"assessment": "a-1", "method": "typed"}, "signed a-1 (typed)"),
        ("countersignature", {"signature": "sg-1", "decision": "approve"}, "countersigned sg-1: approve"),
        ("template", {"ref": "acute@1.0.0"}, "template acute@1.0.0 pinned"),
        ("acknowledgement", {"record": "e-1"}, "acknowledged an edit by hand of e-1"),
        ("erasure", {"record": "e-1"}, "erased e-1 by law"),
        ("scenario", {"kind": "twist"}, "scenario"),
        ("evidence", {"supersedes": "e-0", "reason": "slip"}, "corrected e-0: evidence, not said: not said"),
    ],
)
def test_a_record_is_told_in_these_words(kind: str, keys: dict[str, Any], told: str, stand: Stand) -> None:
    assert words(stand(*BASE, (kind, keys))) == told


def test_a_happening_says_when_by_whom_and_which_record(stand: Stand) -> None:
    at = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    made = [
        ("event", {"id": "ev-1", "at": at, "by": "pc-9", "kind": "visit"}),
        ("event", {"id": "ev-2", "at": None, "by": None}),
    ]
    assert [*tell_history(stand(*made))] == [
        Happening(at, "pc-9", "ev-1", "event", "visit, "),
        Happening(None, "", "ev-2", "event", "not said, "),
    ]


RESULT = {"instrument": "srp-official@1.0.0", "scale": "dc", "origin": "received", "dated_on": "2026-01-12"}


@pytest.mark.parametrize(
    ("keys", "final", "told"),
    [
        ({"level": "very-high"}, True, "received the outcome of srp-official (dc), 12 January 2026: very high"),
        ({"band": "band-3"}, True, "received the outcome of srp-official (dc), 12 January 2026: band 3"),
        ({"level": "low", "band": "b"}, True, "received the outcome of srp-official (dc), 12 January 2026: low"),
        ({"scale": None}, True, "received the outcome of srp-official, 12 January 2026: not said"),
        ({"origin": None}, True, "not said the outcome of srp-official (dc), 12 January 2026: not said"),
        (
            {"level": "very-high"},
            False,
            "received the outcome of srp-official (dc), 12 January 2026: level hidden until judged",
        ),
    ],
)
def test_the_level_of_a_tool_is_told_only_once_the_case_is_judged(
    keys: dict[str, Any], final: bool, told: str, stand: Stand
) -> None:
    assert words(stand(*BASE, *judged(final=final), ("tool_result", {**RESULT, **keys}))) == told


def rated(name: str, recent: str, day: int, **keys: Any) -> Record:
    at = datetime(2026, 3, day, 9, 0, tzinfo=UTC)
    return (
        "rating",
        {"id": name, "factor": "acute@1.0.0/hostility", "person": "subject", "recent": recent, "at": at, **keys},
    )


def test_a_rating_that_changed_says_what_it_was_and_the_last_one_before_it_counts(stand: Stand) -> None:
    standing = stand(*BASE, rated("ra-1", "none-seen", 3), rated("ra-2", "act-now", 4), rated("ra-3", "emerging", 5))
    assert words(standing) == "rated hostility of Mr H: emerging (was act now)"


@pytest.mark.parametrize(
    "before",
    [
        rated("ra-1", "emerging", 3),
        rated("ra-1", "act-now", 3, factor="acute@1.0.0/access"),
        rated("ra-1", "act-now", 3, person="partner"),
        rated("ra-1", "act-now", 5),
        rated("ra-1", "act-now", 6),
    ],
    ids=["the same label", "another factor", "another person", "recorded at the same time", "recorded later"],
)
def test_a_rating_that_replaces_no_other_label_says_nothing_of_one(before: Record, stand: Stand) -> None:
    standing = stand(*BASE, before, rated("ra-2", "emerging", 5))
    assert words(standing) == "rated hostility of Mr H: emerging"
