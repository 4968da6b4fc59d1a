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


TITLES = {"restrictive@1.0.0/home-visits": "Home visits"}


def words(standing: Standing, **how: Any) -> str:
    """What the last record of a case did."""
    return [*tell_history(standing, titles=TITLES, **how)][-1].words


def judged(*, final: bool) -> list[Record]:
    return [("judgement", {"assessment": "a-1", "stage": "final"})] if final else []


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            {"tool_result": "tr-1", "construct": "harm_children", "direction": "upward", "decided_level": "very-high"},
            "override of tr-1, harm to children: upward, not said → very high",
        ),
        ({"tool_result": "tr-1"}, "override of tr-1, another question: not said, not said → not said"),
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
            "action under monitoring and control, owner nobody named, due 15 March 2026",
        ),
        ("action", {}, "action under not said, owner nobody named, due not said"),
        ("officer", {"id": "ds-1", "name": "DS B."}, "officer ds-1"),
        ("person", {"id": "p-1", "roles": ["partner", "victim"], "label": "Ms R"}, "person Ms R"),
        ("person", {"id": "p-1", "roles": ["partner"], "label": "Ms R", "confidential": True}, "person Ms R"),
        ("person", {"id": "p-1", "roles": ["partner", "carer"], "label": "Ms R"}, "person Ms R (partner, carer)"),
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
        (
            "rating",
            {"factor": "acute@1.0.0/access", "person": "subject", "recent": "present", "direction": "getting-worse"}
            | {"evidence": ["e-1", "e-2"]},
            "rated access of Mr H: present, getting worse; evidence e-1, e-2",
        ),
        (
            "judgement",
            {"stage": "final", "level": "high", "likelihood": "low", "harm_children": "very-high"}
            | {"harm_self": "not-applicable", "known_outcomes": ["tr-1", "tr-2"], "overrides": ["o-1", "o-2"]},
            (
                "final judgement: level high, likelihood low, harm to children very high, harm to self not applicable; "
                "made knowing tr-1, tr-2; overrides: o-1, o-2"
            ),
        ),
        (
            "judgement",
            {"stage": "final", "level": "high", "likelihood": "low", "overrides": "none"},
            "final judgement: level high, likelihood low; overrides: none",
        ),
        (
            "action",
            {
                "pillar": "supervision",
                "kind": "WORDS",
                "menu_entry": "restrictive@1.0.0/home-visits",
                "owner": "pc-4412",
            }
            | {"due_on": "2026-03", "review_on": "2026-05-01"}
            | {"answers": ["s-1", "acute@1.0.0/access", "arms-style/access", "WORDS of mine", "sheet@1.0.0/self-care"]},
            (
                "action under supervision: Home visits, owner pc-4412, due March 2026, looked at again 1 May 2026; "
                "answers s-1, access, self care"
            ),
        ),
        (
            "action",
            {"pillar": "supervision", "kind": "WORDS", "menu_entry": "own@1.0.0/x", "owner": "Ms Farrow"},
            "action under supervision, owner named in the case, due not said",
        ),
        (
            "action_update",
            {"action": "ac-1", "status": "in-progress", "checked_by": "ds-2"},
            "action ac-1: in progress, checked by ds-2",
        ),
        (
            "event",
            {"kind": "visit", "held_on": "2026-03-02", "what": "WORDS", "announced": False, "entry": "nobody-in"}
            | {"refused": ["WORDS", "WORDS"], "opens_review": True, "told": ["WORDS"], "next_on": "2026-04-01"},
            (
                "visit, 2 March 2026, not announced, nobody in, 2 things refused, opens a review, told to 1, "
                "the next on 1 April 2026"
            ),
        ),
        (
            "event",
            {"kind": "visit", "held_on": "2026-03-02", "announced": True, "entry": "refused", "opens_review": False},
            "visit, 2 March 2026, announced, entry refused, opens no review",
        ),
        (
            "event",
            {"kind": "reactive-end", "held_on": "2026-03-02", "cause": "sexual-offence", "entry": "given"}
            | {"effects": ["visits-stopped", "person-told"]},
            "reactive end, 2 March 2026, let in, cause: sexual offence, followed: visits stopped; person told",
        ),
        (
            "status",
            {"mappa_category": 1, "mappa_level": 2, "lead_agency": "Police", "lead_agency_since": "2026-02"}
            | {"convicted_on": "2024-01-22", "sentenced_on": "2024-02-27", "management": "reactive"},
            (
                "status, MAPPA category 1, MAPPA level 2, lead agency Police, leading since February 2026, "
                "convicted 22 January 2024, sentenced 27 February 2024, reactive management"
            ),
        ),
        ("status", {"lead_agency": "WORDS"}, "status, lead agency another agency"),
        ("status", {}, "status"),
        (
            "order",
            {"kind": "WORDS", "made_on": "2024-02-27", "ends_on": "2029-02-27", "discharged_on": "2026-03-01"},
            "order made 27 February 2024, ends 27 February 2029, discharged 1 March 2026",
        ),
        ("order", {}, "order made not said"),
        ("governance", {"lawful_basis": "WORDS"}, "legal footing"),
        (
            "governance",
            {"retention_review_on": "2036-03-02"},
            "legal footing, retention looked at again 2 March 2036",
        ),
        ("scenario", {"kind": "twist"}, "scenario: twist"),
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


def test_the_direction_of_a_rating_says_what_it_was(stand: Stand) -> None:
    before = rated("ra-1", "emerging", 3, direction="stable")
    now = rated("ra-2", "emerging", 5, direction="worsening")
    assert words(stand(*BASE, before, now)) == "rated hostility of Mr H: emerging, worsening (was stable)"
    first = rated("ra-1", "emerging", 3)
    assert words(stand(*BASE, first, now)) == "rated hostility of Mr H: emerging, worsening (was not said)"


def test_of_somebody_guarded_there_is_the_label_of_the_rating_alone(stand: Stand) -> None:
    victim = ("person", {"id": "v-1", "roles": ["victim"], "label": "Victim 1"})
    rating = rated("ra-1", "present", 3, person="v-1", direction="worsening", evidence=["e-1"])
    assert words(stand(*BASE, victim, rating)) == "rated hostility of Victim 1: present"


def test_an_override_names_the_tool_and_both_levels(stand: Stand) -> None:
    result = ("tool_result", {"id": "tr-1", **RESULT})
    keys = {"tool_result": "tr-1", "tool_level": "low", "decided_level": "very-high", "direction": "upward"}
    standing = stand(*BASE, result, *judged(final=True), ("override", {**keys, "construct": "likelihood"}))
    told = "override of tr-1 (srp-official), likelihood of reoffending: upward, low → very high"
    assert words(standing) == told


@pytest.mark.parametrize(
    ("kind", "keys", "told"),
    [
        (
            "action",
            {"pillar": "supervision", "kind": "a walk", "owner": "Ms Farrow", "due_on": "2026-03-15"},
            "action under supervision: a walk, owner Ms Farrow, due 15 March 2026",
        ),
        ("order", {"kind": "SHPO", "made_on": "2026-03-15"}, "order (SHPO) made 15 March 2026"),
        ("status", {"lead_agency": "Ministry of Defence"}, "status, lead agency Ministry of Defence"),
    ],
)
def test_at_a_screen_an_officer_reads_what_a_thing_is_called(
    kind: str, keys: dict[str, Any], told: str, stand: Stand
) -> None:
    assert words(stand(*BASE, (kind, keys)), at_screen=True) == told


def test_an_officer_known_by_a_record_alone_owns_an_action(stand: Stand) -> None:
    officer = ("officer", {"id": "ds-9"})
    assert words(stand(*BASE, officer, ("action", {"owner": "ds-9"}))) == (
        "action under not said, owner ds-9, due not said"
    )


class TestCovert:
    GIVEN: tuple[Record, ...] = (
        ("action", {"id": "ac-1", "pillar": "supervision"}),
        ("action", {"id": "ac-2", "pillar": "supervision", "handling": "covert", "due_on": "2026-03-15"}),
        ("action_update", {"id": "au-1", "action": "ac-2", "status": "open"}),
        ("action", {"id": "ac-3", "supersedes": "ac-2", "reason": "x"}),
        ("acknowledgement", {"id": "k-1", "record": "ac-3"}),
        ("erasure", {"id": "x-1", "record": "au-1"}),
        ("action_update", {"id": "au-2", "action": "ac-1", "status": "open"}),
        ("acknowledgement", {"id": "k-2", "record": "ac-1"}),
        ("erasure", {"id": "x-2", "record": "gone"}),
        ("action_update", {"id": "au-3"}),
    )

    def test_away_from_a_screen_no_version_no_news_and_no_upkeep_of_one_is_told(self, stand: Stand) -> None:
        told = [*tell_history(stand(*self.GIVEN))]
        assert [happening.record for happening in told] == ["ac-1", "au-2", "k-2", "x-2", "au-3"]
        assert not [happening for happening in told if "covert" in happening.words]

    def test_at_a_screen_it_is_there_and_nothing_of_it(self, stand: Stand) -> None:
        told = {h.record: h.words for h in tell_history(stand(*self.GIVEN), at_screen=True)}
        assert told.keys() == {given["id"] for _kind, given in self.GIVEN}
        assert told["ac-2"] == "covert action, held in the officer view"
