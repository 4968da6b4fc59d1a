"""Reactive management, condition by condition: met, not met or not shown, and the records that say so."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from sjtool.assess.reactive import CONDITIONS, find_conditions
from sjtool.assess.reactive_ground import Condition
from sjtool.assess.standing import Standing

TODAY = date(2026, 3, 4)
Stand = Callable[..., Standing]
Rec = tuple[str, dict[str, Any]]
SUBJECT: Rec = ("person", {"id": "subject", "roles": ["subject"], "gender": "male"})
REVIEW: Rec = ("assessment", {"id": "a-2", "opened_on": "2026-02-01"})
SEARCH: Rec = ("evidence", {"id": "e-1", "kind": "national-databases", "dated_on": "2026-02-10", "obtained": True})
SAYS = [f"reactive-conditions@1.0.0/{one}" for one in ("offence-free", "concern-free", "no-civil-order")]


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T09:00:00").replace(tzinfo=UTC)


def judged(level: str, day: str | None, **more: Any) -> Rec:
    when = {"at": at(day)} if day else {"at": None}
    return "judgement", {"stage": "final", "level": level, "assessment": "a-2", **when, **more}


def arms(level: str, day: str | None, **more: Any) -> Rec:
    keys = {"instrument": "arms@1.0.0", "origin": "received", "construct": "level", "level": level, "dated_on": day}
    return "tool_result", {**keys, **more}


def event(kind: str, day: str | None = "2025-05-01", **more: Any) -> Rec:
    return "event", {"kind": kind, "held_on": day, **more}


def proposal(**more: Any) -> Rec:
    keys = {"id": "p-1", "rationale": "satisfied", "considered": SAYS, "evidence": ["e-1"]}
    return event("reactive-proposal", "2026-03-01", **{**keys, **more})


def order(kind: str, **more: Any) -> Rec:
    return "order", {"id": "or-1", "kind": kind, "made_on": "2021-01-01", **more}


def police(since: str | None = "2020-01-01", agency: str = "Example Police", **more: Any) -> Rec:
    return "status", {"lead_agency": agency, "lead_agency_since": since, **more}


def find(standing: Standing, condition: str, today: date = TODAY, *, hidden: bool | None = None) -> Condition:
    return next(c for c in find_conditions(standing, today, hidden=hidden) if c.id == condition)


def test_an_empty_case_shows_nothing_and_breaks_nothing(stand: Stand) -> None:
    found = find_conditions(stand(), TODAY)
    assert tuple(c.id for c in found) == CONDITIONS
    assert {c.state for c in found} == {"not-shown"}
    assert [c.records for c in found] == [()] * 8


@pytest.mark.parametrize(
    ("records", "state", "named"),
    [
        ([], "not-shown", ()),
        ([judged("low", "2023-03-04", id="j-1")], "met", ("j-1",)),
        ([judged("low", "2023-03-05", id="j-1")], "not-shown", ("j-1",)),
        ([judged("low", None, id="j-1")], "not-shown", ()),
        ([judged("medium", None, id="j-1")], "not-met", ("j-1",)),
        ([judged("low", "2022-01-01"), judged("high", "2024-01-01", id="j-1")], "not-met", ("j-1",)),
        (
            [
                judged("medium", "2021-01-01", id="j-0"),
                judged("low", "2022-01-01", id="j-1"),
                judged("low", "2025-01-01", id="j-2"),
            ],
            "met",
            ("j-1", "j-2"),
        ),
        ([judged("low", "2021-01-01"), judged("medium", "2022-01-01")], "not-shown", ()),
        ([judged("medium", "2022-01-01"), arms("low", "2022-06", id="tr-1")], "met", ("tr-1",)),
        ([judged("low", "2022-01-01"), arms("medium", "2024", id="tr-1")], "not-met", ("tr-1",)),
        ([judged("low", "2022-01-01"), arms("medium", None, id="tr-1")], "not-met", ("tr-1",)),
        ([judged("low", "2022-01-01", stage="first")], "not-shown", ()),
        ([arms("low", "2022-01-01", origin="computed")], "not-shown", ()),
        ([arms("low", "2022-01-01", instrument="osp@1.0.0")], "not-shown", ()),
    ],
)
def test_managed_as_low_for_three_years(stand: Stand, records: list[Rec], state: str, named: tuple[str, ...]) -> None:
    found = find(stand(SUBJECT, *records), "low-for-three-years", hidden=False)
    assert (found.state, found.records) == (state, named)


def test_a_gap_says_since_when_low_is_shown_and_when_the_years_are_full(stand: Stand) -> None:
    found = find(stand(judged("low", "2024-02-29")), "low-for-three-years", hidden=False)
    assert "since 29 February 2024 only" in found.why
    assert "full on 1 March 2027" in found.why


def test_a_corrected_judgement_keeps_the_day_on_which_it_was_first_recorded(stand: Stand) -> None:
    first = judged("low", "2022-01-01", id="j-1")
    found = find(stand(first, judged("low", "2025-01-01", id="j-2", supersedes="j-1")), "low-for-three-years")
    assert (found.state, found.records) == ("met", ("j-2",))


@pytest.mark.parametrize("level", ["low", "very-high"])
def test_an_official_level_never_shows_while_levels_are_hidden(stand: Stand, level: str) -> None:
    case = stand(SUBJECT, judged("low", "2022-01-01", assessment="a-1"), REVIEW, arms(level, "2026-02-20", id="tr-1"))
    for condition in ("low-for-three-years", "current-arms-low"):
        found = find(case, condition)
        assert (found.state, found.records) == ("not-shown", ("tr-1",))
        assert "hidden until the open assessment is judged" in found.why
        assert found == find(case, condition, hidden=True)
        assert found != find(case, condition, hidden=False)


def test_what_was_judged_otherwise_is_no_level_of_a_tool_and_shows(stand: Stand) -> None:
    case = stand(judged("high", "2025-01-01", id="j-1", assessment="a-1"), REVIEW, arms("low", "2026-02-20"))
    assert (find(case, "low-for-three-years").state, find(case, "low-for-three-years").records) == ("not-met", ("j-1",))


@pytest.mark.parametrize(
    ("records", "state", "named"),
    [
        ([police()], "met", ("st-1",)),
        ([police("2023-03")], "not-met", ("st-1",)),
        ([police("2023-03-04")], "met", ("st-1",)),
        ([police(None)], "not-shown", ("st-1",)),
        ([police(agency="EXAMPLE CONSTABULARY")], "met", ("st-1",)),
        ([police(agency="Probation and police")], "not-shown", ()),
        ([police(agency="MOSOVO")], "not-shown", ()),
        ([police(agency="Policeman's friends")], "not-shown", ()),
        ([police(), police("2024-01-01", "Probation"), police("2025-01-01")], "not-met", ("st-3",)),
        ([police(), police(None, "Probation"), police("2025-01-01")], "not-shown", ()),
        ([police(), police("2024-01-01", "Another Police")], "met", ("st-1", "st-2")),
        ([police("2022-01-01"), police("2019-01-01", "HMPPS", at=None)], "met", ("st-1",)),
        ([("status", {"lead_agency": "Police", "at": None})], "not-shown", ("st-1",)),
        ([police(), event("recall", "2023-03")], "not-met", ("ev-2",)),
        ([police(), event("recall", "2023-02")], "met", ("st-1",)),
        ([police(), event("other", touches=["Custody"])], "not-met", ("ev-2",)),
        ([police(), order("Licence", ends_on="2023-03-04")], "not-met", ("or-1",)),
        ([police(), order("Licence", ends_on="2023-03-03")], "met", ("st-1",)),
        ([police(), order("Community order", discharged_on="2024")], "not-met", ("or-1",)),
        ([police(), order("Post-sentence supervision")], "not-met", ("or-1",)),
        ([police(), event("lead-agency-change")], "not-shown", ("st-1", "ev-2")),
        ([police(), event("lead-agency-change"), proposal(touches=["ev-2"])], "met", ("st-1",)),
        ([police(sentenced_on="2024-01-01"), police(sentenced_on="2024-01-01")], "not-shown", ("st-1", "st-2", "st-1")),
        ([police(sentenced_on="2016-01-01")], "met", ("st-1",)),
        ([police(sentenced_on="2024-01-01"), proposal(touches=["st-1"])], "met", ("st-1",)),
    ],
)
def test_managed_by_the_police(stand: Stand, records: list[Rec], state: str, named: tuple[str, ...]) -> None:
    found = find(stand(*records), "police-managed")
    assert (found.state, found.records) == (state, named)


@pytest.mark.parametrize(
    ("records", "state", "named"),
    [
        ([event("sexual-offence", "2023-03-04")], "not-met", ("ev-1",)),
        ([event("sexual-offence", None)], "not-met", ("ev-1",)),
        ([event("sexual-offence", "2023-03-03")], "not-shown", ()),
        ([event("other-offence"), SEARCH, proposal()], "met", ("p-1", "e-1")),
        ([("status", {"convicted_on": "2024"})], "not-met", ("st-1",)),
        ([("status", {"convicted_on": "2016"}), SEARCH, proposal()], "met", ("p-1", "e-1")),
        (
            [event("other-offence"), event("reactive-end", cause="relevant-offence", touches=["ev-1"])],
            "not-met",
            ("ev-2",),
        ),
        (
            [
                event("other-offence", "2022-01-01"),
                event("reactive-end", cause="relevant-offence", touches=["ev-1", "word"]),
            ],
            "not-shown",
            (),
        ),
        ([event("reactive-end", cause="relevant-offence")], "not-met", ("ev-1",)),
        ([event("reactive-end", cause="other")], "not-shown", ()),
        ([SEARCH, proposal()], "met", ("p-1", "e-1")),
        ([SEARCH, proposal(considered=[])], "not-shown", ()),
        ([SEARCH, proposal(considered=["reactive-checks@1.0.0/offence-free"])], "not-shown", ()),
        ([SEARCH, proposal(evidence=[])], "not-shown", ()),
        ([proposal(evidence=["e-9"])], "not-shown", ()),
        ([REVIEW, SEARCH, proposal()], "met", ("p-1", "e-1")),
        ([("assessment", {"id": "a-2"}), SEARCH, proposal()], "met", ("p-1", "e-1")),
        ([("assessment", {"opened_on": "2026-02-11"}), SEARCH, proposal()], "not-shown", ()),
        ([("evidence", {"id": "e-1", "kind": "home-visit", "dated_on": "2026-02-10"}), proposal()], "not-shown", ()),
        ([("evidence", {"id": "e-1", "kind": "other"}), proposal()], "not-shown", ()),
        (
            [("evidence", {"id": "e-1", "kind": "other", "dated_on": "2026", "obtained": False}), proposal()],
            "not-shown",
            (),
        ),
    ],
)
def test_no_further_sexual_offence(stand: Stand, records: list[Rec], state: str, named: tuple[str, ...]) -> None:
    found = find(stand(*records), "offence-free")
    assert (found.state, found.records) == (state, named)


@pytest.mark.parametrize(
    "concern",
    [
        event("significant-change", id="c-1"),
        event("intelligence", id="c-1"),
        event("recall", id="c-1"),
        event("other-offence", id="c-1"),
        event("visit", id="c-1", entry="refused"),
        event("visit", id="c-1", refused=["to show the phone"]),
        event("meeting", None, id="c-1", opens_review=True),
        ("rating", {"id": "c-1", "recent": "act-now", "held_on": "2025-01-01"}),
    ],
)
def test_every_concern_is_answered_in_the_proposal_or_the_condition_is_not_met(stand: Stand, concern: Rec) -> None:
    for more, state in (([], "not-shown"), ([proposal()], "not-met")):
        found = find(stand(concern, *more), "concern-free")
        assert (found.state, found.records) == (state, ("c-1",))
    found = find(stand(concern, proposal(touches=["c-1"])), "concern-free")
    assert (found.state, found.records) == ("met", ("p-1", "c-1"))
    assert found.why == "p-1 says that there was none, and answers c-1."


@pytest.mark.parametrize(
    ("records", "state"),
    [
        ([], "not-shown"),
        ([event("visit", entry="given"), proposal()], "met"),
        ([event("intelligence", "2023-03-03"), proposal()], "met"),
        ([("rating", {"recent": "act-now", "held_on": "2022"}), ("rating", {"recent": "some"}), proposal()], "met"),
        ([proposal(considered=[])], "not-shown"),
        ([proposal(), event("intelligence", opens_review=False, rationale="known")], "met"),
        ([proposal(), event("intelligence", opens_review=False)], "not-met"),
        ([proposal(), event("intelligence", rationale="known")], "not-met"),
        ([proposal(), event("recall", opens_review=False, rationale="known")], "not-met"),
        ([event("intelligence", opens_review=False, rationale="known"), proposal()], "not-met"),
        ([proposal(), ("rating", {"recent": "act-now", "held_on": "2026-03-02"})], "not-met"),
    ],
)
def test_no_concern(stand: Stand, records: list[Rec], state: str) -> None:
    assert find(stand(*records), "concern-free").state == state


@pytest.mark.parametrize(
    ("records", "state", "named"),
    [
        ([], "not-shown", ()),
        ([arms("low", "2026-01-12", id="tr-1")], "met", ("tr-1",)),
        ([arms("low", "2026-01-12"), arms("medium", "2026-02-12", id="tr-2")], "not-met", ("tr-2",)),
        ([arms("medium", "2026-02-12"), arms("low", "2026-02-13", id="tr-2")], "met", ("tr-2",)),
        ([arms("low", "2025-04-30", id="tr-1"), event("significant-change")], "not-met", ("tr-1", "ev-2")),
        ([arms("low", "2025-05-01", id="tr-1"), event("significant-change")], "met", ("tr-1",)),
        ([arms("low", "2025-05", id="tr-1"), event("significant-change", "2025-05")], "not-met", ("tr-1", "ev-2")),
        ([arms("low", None, id="tr-1"), event("intelligence", opens_review=True)], "not-met", ("tr-1", "ev-2")),
        ([arms("low", "2026", id="tr-1"), event("significant-change", None)], "not-met", ("tr-1", "ev-2")),
        ([arms("low", "2025", id="tr-1"), event("significant-change", opens_review=False)], "met", ("tr-1",)),
        ([arms("low", "2025", id="tr-1"), event("intelligence")], "met", ("tr-1",)),
    ],
)
def test_the_current_arms(stand: Stand, records: list[Rec], state: str, named: tuple[str, ...]) -> None:
    found = find(stand(*records), "current-arms-low", hidden=False)
    assert (found.state, found.records) == (state, named)


@pytest.mark.parametrize(
    "kind",
    ["SHPO", "Interim SHPO", "sexual risk order", "Sexual Offences Prevention Order", "RSHO", "foreign travel order"],
)
def test_a_sexual_civil_order_in_force_stands_in_the_way(stand: Stand, kind: str) -> None:
    found = find(stand(order(kind), proposal()), "no-civil-order")
    assert (found.state, found.records, found.exception) == ("not-met", ("or-1",), False)
    sought = find(stand(order(kind, discharge_sought=True)), "no-civil-order")
    assert (sought.state, sought.exception) == ("not-met", True)
    assert "goes back to active management" in sought.why
    assert "p-1 weighs it" in find(stand(order(kind, discharge_sought=True), proposal()), "no-civil-order").why


@pytest.mark.parametrize(
    ("records", "state", "named"),
    [
        ([], "not-shown", ()),
        ([proposal()], "met", ("p-1",)),
        ([proposal(considered=SAYS[:2])], "not-shown", ()),
        ([order("SHPO", discharged_on="2026-03-04"), proposal()], "met", ("p-1",)),
        ([order("SHPO", discharged_on="2026-03-05"), proposal()], "not-met", ("or-1",)),
        ([order("SHPO", ends_on="2026-03-03"), proposal()], "met", ("p-1",)),
        ([order("SHPO", ends_on="2026-03"), proposal()], "not-met", ("or-1",)),
        ([order("Restraining order"), proposal()], "not-shown", ("or-1",)),
        ([order("Restraining order"), proposal(touches=["or-1"])], "met", ("p-1", "or-1")),
        ([order("Sexual offences notification requirements"), proposal()], "met", ("p-1",)),
        ([order("Licence"), proposal()], "met", ("p-1",)),
        ([("order", {"id": "or-1"}), proposal()], "not-shown", ("or-1",)),
    ],
)
def test_civil_orders(stand: Stand, records: list[Rec], state: str, named: tuple[str, ...]) -> None:
    found = find(stand(*records), "no-civil-order")
    assert (found.state, found.records, found.exception) == (state, named, False)


SUPERVISOR: Rec = ("officer", {"id": "ds-2090", "trained": ["supervisor@2"]})
START = event("reactive-start", "2026-03-02", id="s-1", by="ds-2090")


@pytest.mark.parametrize(
    ("records", "satisfied", "approved"),
    [
        ([proposal()], "met", "not-shown"),
        ([proposal(rationale=None)], "not-shown", "not-shown"),
        ([proposal(rationale=" ", by=None)], "not-shown", "not-shown"),
        ([proposal(by=None)], "met", "not-shown"),
        ([proposal(), SUPERVISOR, START], "met", "met"),
        ([proposal(by=None), SUPERVISOR, START], "met", "met"),
        ([proposal(), START], "met", "not-met"),
        ([proposal(), ("officer", {"id": "ds-2090", "trained": ["arms"]}), START], "met", "not-met"),
        ([proposal(by="DS_2090"), SUPERVISOR, START], "met", "not-met"),
        ([proposal(), event("reactive-start", id="s-1", by=None)], "met", "not-met"),
        ([SUPERVISOR, START], "not-shown", "not-met"),
        ([SUPERVISOR, START, proposal()], "met", "not-met"),
        ([proposal(), event("reactive-refusal")], "not-shown", "not-shown"),
        ([proposal(), SUPERVISOR, START, event("reactive-end")], "not-shown", "not-shown"),
    ],
)
def test_the_officer_proposes_and_a_supervisor_approves(
    stand: Stand, records: list[Rec], satisfied: str, approved: str
) -> None:
    case = stand(*records)
    assert find(case, "officer-satisfied").state == satisfied
    assert find(case, "supervisor-approves").state == approved


@pytest.mark.parametrize("condition", ["low-for-three-years", "current-arms-low"])
def test_for_a_woman_levels_give_way_to_judgement_that_names_what_it_rests_on(stand: Stand, condition: str) -> None:
    woman: Rec = ("person", {"id": "subject", "roles": ["subject"], "gender": "Female"})
    levels = [judged("medium", "2025-01-01"), arms("medium", "2026-01-01")]
    assert find(stand(woman, *levels), condition).state == "not-shown"
    assert find(stand(woman, *levels, proposal(evidence=[])), condition).state == "not-shown"
    found = find(stand(woman, *levels, SEARCH, proposal()), condition)
    assert (found.state, found.records) == ("met", ("p-1", "e-1"))
    assert "professional judgement" in found.why


def test_the_years_are_counted_from_the_day_of_approval_while_it_lasts(stand: Stand) -> None:
    old = judged("low", "2020-06-01")
    later = [event("reactive-proposal", "2023-05-30"), event("reactive-start", "2023-06-01", by="ds-2090")]
    assert find(stand(old, judged("low", "2020-06-02"), *later), "low-for-three-years", hidden=False).state == "met"
    concern = event("intelligence", "2021-01-01", id="c-1")
    assert find(stand(concern, *later), "concern-free").records == ("c-1",)
    assert find(stand(concern, *later, event("reactive-end")), "concern-free").records == ()


def test_no_word_of_an_officer_stands_in_a_reason(stand: Stand) -> None:
    words = {"what": "MARKER", "rationale": "MARKER", "outcome": "MARKER", "others_present": "MARKER"}
    case = stand(
        ("person", {"id": "subject", "roles": ["subject"], "label": "MARKER"}),
        police(agency="MARKER Police"),
        order("MARKER sexual risk order", discharge_sought=True),
        judged("low", "2022-01-01", rationale="MARKER"),
        ("evidence", {"id": "e-1", "kind": "other", "title": "MARKER", "dated_on": "2026"}),
        event("intelligence", **words),
        proposal(what="MARKER", rationale="MARKER", reference="MARKER"),
    )
    assert all("MARKER" not in condition.why for condition in find_conditions(case, TODAY))
