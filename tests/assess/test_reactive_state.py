"""Where a case stands with reactive management: its stage, what has followed, the yearly check, and after an end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from sjtool.assess.reactive_ground import find_course, say_day, say_ids, years_back, years_on
from sjtool.assess.reactive_state import find_bars, find_state
from sjtool.assess.standing import Standing

TODAY = date(2026, 3, 4)
Stand = Callable[..., Standing]
Rec = tuple[str, dict[str, Any]]


def event(kind: str, day: str | None = "2026-01-01", **more: Any) -> Rec:
    return "event", {"kind": kind, "held_on": day, **more}


PROPOSAL, START, END = event("reactive-proposal"), event("reactive-start", by="ds-2090"), event("reactive-end")
REACTIVE: Rec = ("status", {"management": "reactive"})
ACTIVE: Rec = ("status", {"management": "active"})


@pytest.mark.parametrize(
    ("records", "stage"),
    [
        ([], "active"),
        ([("status", {"lead_agency": "Police"})], "active"),
        ([PROPOSAL], "proposed"),
        ([PROPOSAL, ACTIVE], "proposed"),
        ([PROPOSAL, event("reactive-refusal")], "active"),
        ([REACTIVE], "claimed"),
        ([REACTIVE, PROPOSAL], "claimed"),
        ([PROPOSAL, START, REACTIVE], "reactive"),
        ([PROPOSAL, START, event("reactive-refusal")], "reactive"),
        ([PROPOSAL, START, PROPOSAL], "reactive"),
        ([START], "reactive"),
        ([PROPOSAL, START, ACTIVE], "active"),
        ([PROPOSAL, START, REACTIVE, END, ACTIVE], "ended"),
        ([PROPOSAL, START, END, PROPOSAL], "proposed"),
    ],
)
def test_the_stage_is_what_was_recorded_last(stand: Stand, records: list[Rec], stage: str) -> None:
    state = find_state(stand(*records), TODAY)
    assert state.stage == stage
    assert state.course.is_proposed == (bool(state.course.proposal) and state.course.start is None)


def test_a_proposal_made_while_it_lasts_takes_no_place_of_the_one_it_rests_on(stand: Stand) -> None:
    course = find_course(stand(event("reactive-proposal", id="p-1"), START, event("reactive-proposal", id="p-2")))
    assert course.proposal is not None
    assert (course.proposal.id, course.since) == ("p-1", "2026-01-01")


def test_what_has_followed_and_what_is_open(stand: Stand) -> None:
    start = event("reactive-start", effects=["review-date-blank", "visits-stopped", "arms-stopped", "person-told"])
    state = find_state(stand(start), TODAY)
    assert state.followed[-1] == "person-told"
    assert state.open_effects == ("visor-front-page-marked", "yearly-checks-set")
    check = event("reactive-check", effects=["visor-front-page-marked"])
    assert find_state(stand(start, check), TODAY).open_effects == ("yearly-checks-set",)


@pytest.mark.parametrize(
    ("start", "checks", "checked", "due", "overdue"),
    [
        ("2025-03-04", [], None, date(2026, 3, 4), False),
        ("2025-03-03", [], None, date(2026, 3, 3), True),
        ("2024-02-29", ["2025-02-01", "2026-02-01"], "2026-02-01", date(2027, 2, 1), False),
        ("2024-02-29", [None], None, date(2025, 3, 1), True),
        (None, [], None, None, False),
    ],
)
def test_the_yearly_check(
    stand: Stand, start: str, checks: list[str], checked: str | None, due: date | None, overdue: bool
) -> None:
    state = find_state(stand(event("reactive-start", start), *(event("reactive-check", day) for day in checks)), TODAY)
    assert (state.checked_on, state.check_due, state.is_check_overdue) == (checked, due, overdue)


def test_what_came_in_since_waits_until_it_is_decided(stand: Stand) -> None:
    state = find_state(
        stand(
            event("intelligence", id="before"),
            START,
            event("intelligence", id="open"),
            event("intelligence", id="decided", opens_review=False, rationale="known"),
            event("other-offence", id="unsaid", opens_review=False),
            event("meeting", id="meeting"),
        ),
        TODAY,
    )
    assert state.news == ("open", "unsaid")


@pytest.mark.parametrize(
    ("records", "words", "on"),
    [
        ([event("reactive-end", cause="sexual-offence")], "sexual offence", date(2029, 1, 1)),
        ([event("reactive-end", None, cause="relevant-offence")], "another kind", None),
        (
            [event("other-offence", "2025-07"), event("reactive-end", cause="relevant-offence", touches=["ev-1"])],
            "after 31 July 2028",
            date(2028, 7, 31),
        ),
        ([event("reactive-end", cause="order-not-discharged")], "no sexual civil order", None),
        ([event("reactive-end", cause="condition-not-met")], "every condition is shown", None),
        ([event("reactive-end", cause="significant-change")], "the officer and the supervisor decide", None),
        ([event("reactive-end")], "the officer and the supervisor decide", None),
    ],
)
def test_when_it_may_be_considered_again(stand: Stand, records: list[Rec], words: str, on: date | None) -> None:
    state = find_state(stand(*records), TODAY)
    assert words in state.again
    assert state.again_on == on


def test_three_years_after_an_offence_it_no_longer_stands_in_the_way_the_day_after(stand: Stand) -> None:
    case = stand(event("sexual-offence", "2023-01-01"), event("reactive-end", cause="sexual-offence", touches=["ev-1"]))
    on = find_state(case, TODAY).again_on
    assert on == date(2026, 1, 1)
    assert "offence-free" in [c.id for c in find_state(case, on).of("not-met")]
    assert "offence-free" not in [c.id for c in find_state(case, date(2026, 1, 2)).of("not-met")]


def test_bars_are_what_no_proposal_could_show(stand: Stand) -> None:
    assert [c.id for c in find_bars(stand(), TODAY)] == ["low-for-three-years", "police-managed", "current-arms-low"]
    woman = ("person", {"roles": ["subject"], "gender": "female"})
    assert [c.id for c in find_bars(stand(woman), TODAY)] == ["police-managed"]
    order = ("order", {"kind": "SHPO", "made_on": "2022-01-01"})
    assert [c.id for c in find_bars(stand(woman, order), TODAY)] == ["police-managed", "no-civil-order"]
    sought = ("order", {"kind": "SHPO", "made_on": "2022-01-01", "discharge_sought": True})
    assert [c.id for c in find_bars(stand(woman, sought), TODAY)] == ["police-managed"]


def test_what_a_proposal_may_answer_is_no_bar(stand: Stand) -> None:
    found = find_bars(
        stand(
            ("person", {"roles": ["subject"], "gender": "female"}),
            ("status", {"lead_agency": "Police", "lead_agency_since": "2020", "sentenced_on": "2025"}),
            ("order", {"kind": "Restraining order"}),
            event("lead-agency-change"),
            event("intelligence"),
            event("significant-change"),
        ),
        TODAY,
    )
    assert found == ()


def test_days_and_ids_in_words() -> None:
    assert years_back(date(2028, 2, 29)) == date(2025, 2, 28)
    assert years_on(date(2024, 2, 29)) == date(2027, 3, 1)
    assert (years_back(TODAY), years_on(TODAY, 1)) == (date(2023, 3, 4), date(2027, 3, 4))
    assert [say_ids(ids) for ids in ((), ("a",), ("a", "b"), ("a", "b", "c"))] == [
        "nothing",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert [say_day(day) for day in (None, "2026-03", TODAY)] == ["a day not recorded", "March 2026", "4 March 2026"]
