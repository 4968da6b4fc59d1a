"""Edges of the checks of interviews: order, workers, clearance, alone and together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sjtool.check.catalogue import BY_CODE
from sjtool.check.finding import run_check
from sjtool.checking import make_view
from sjtool.loader import load_case
from sjtool.problem import Problem
from sjtool.store.append import Draft
from sjtool.store.library import Library

TODAY = date(2026, 3, 4)
Found = Callable[..., list[Problem]]
PARTNER = ("person", {"id": "partner", "roles": ["partner"]})


def sitting(who: str, day: str | None = None, **more: Any) -> tuple[str, dict[str, Any]]:
    keys = {"assessment": "a-1", "informant": who, "interviewers": ["pc-1", "sw-1"], **more}
    return ("session", keys | ({"held_on": day} if day else {}))


@pytest.fixture
def order(found: Found) -> Callable[..., list[str]]:
    return lambda *records: [p.what for p in found("partner-after-person", PARTNER, *records)]


def test_the_order_is_looked_at_only_once_the_person_was_interviewed(order: Any, found: Found) -> None:
    assert order() == []
    assert order(sitting("partner", "2026-03-04")) == []
    assert found("partner-after-person", PARTNER, sitting("partner"), bare=True) == []
    assert found("partner-after-person", sitting("subject")) == []


def test_a_partner_who_was_never_interviewed_is_found(order: Any) -> None:
    assert order(sitting("subject", id="s-9")) == [
        'the person was interviewed in "s-9", and the partner "partner" was not interviewed at all'
    ]


def test_the_day_decides_and_not_the_order_in_the_file(order: Any) -> None:
    assert order(sitting("subject", "2026-03-05"), sitting("partner", "2026-03-04")) == []
    assert len(order(sitting("partner", "2026-03-05"), sitting("subject", "2026-03-04"))) == 1


def test_on_the_same_day_the_order_of_recording_decides(order: Any) -> None:
    one, other = sitting("subject", "2026-03-02"), sitting("partner", "2026-03-02")
    assert order(other, one) == []
    assert len(order(one, other)) == 1
    assert len(order(one, sitting("partner"))) == 1, "without a day, the day of recording stands for it"


def test_where_only_the_month_is_known_the_order_of_recording_decides(order: Any) -> None:
    assert order(sitting("partner", "2026-03"), sitting("subject", "2026-03-01")) == []
    assert len(order(sitting("subject", "2026-03-20"), sitting("partner", "2026-03"))) == 1
    assert order(sitting("subject", "2026-03-20"), sitting("partner", "2026-02")) == []


def test_a_session_that_was_amended_keeps_its_place(order: Any) -> None:
    partner, person = sitting("partner", "2026-03-02", id="s-1"), sitting("subject", "2026-03-02")
    amended = sitting("partner", "2026-03-02", supersedes="s-1", cleared_with="the sergeant")
    assert order(partner, person, amended) == []


def test_a_partner_interviewed_in_an_earlier_assessment_was_interviewed_before(order: Any) -> None:
    review = ("assessment", {"id": "a-2"})
    assert order(sitting("partner", "2026-03-04"), review, sitting("subject", "2026-03-09", assessment="a-2")) == []
    assert order(sitting("subject", "2026-03-04"), review) == [], "sittings of an older assessment are not looked at"


def test_answers_from_papers_are_no_interview(order: Any) -> None:
    papers = sitting("subject", "2026-03-01", mode="document")
    assert order(papers) == []
    assert order(papers, sitting("partner", "2026-03-02"), sitting("subject", "2026-03-03")) == []


@pytest.mark.parametrize(
    ("keys", "who"),
    [
        ({"interviewers": ["pc-1"]}, "one interviewer"),
        ({"interviewers": ["pc-1", "pc-1"]}, "one interviewer"),
        ({"interviewers": [], "assessment": None}, "no interviewer"),
        ({"interviewers": ["pc-1"], "supervision": "the sergeant"}, ""),
        ({}, ""),
    ],
)
def test_one_worker_needs_supervision(found: Found, keys: dict[str, Any], who: str) -> None:
    whats = [p.what for p in found("single-worker-unsupervised", sitting("subject", id="s-1", **keys))]
    assert whats == ([f'session "s-1" with the person names {who} and no supervision'] if who else [])


def test_one_worker_with_the_partner_is_not_found(found: Found) -> None:
    assert found("single-worker-unsupervised", PARTNER, sitting("partner", interviewers=["pc-1"])) == []
    assert found("single-worker-unsupervised", sitting("subject", interviewers=["pc-1"]), bare=True) == []


@pytest.mark.parametrize("present", [None, "Nobody.", "No one else", "None", "nobody; a dog", "Alone", "no-one", "-"])
def test_an_adult_is_alone_where_the_first_word_says_so_or_nothing_does(found: Found, present: str | None) -> None:
    together = sitting("subject", others_present="Ms Q")
    alone = sitting("subject", others_present=present)
    assert found("adults-only-seen-together", PARTNER, together, alone) == []


def test_an_adult_whom_nobody_saw_alone_is_found(found: Found) -> None:
    one, other = (sitting(who, id=f"s-{who}", others_present="Both were there") for who in ("subject", "partner"))
    assert [p.what for p in found("adults-only-seen-together", PARTNER, one, other)] == [
        '"subject" was never seen alone: others were present in "s-subject"',
        '"partner" was never seen alone: others were present in "s-partner"',
    ]


@pytest.mark.parametrize(
    ("present", "is_alone"),
    [
        ("Social worker J. Ellis", True),
        ("her solicitor and an interpreter", True),
        ("two officers", True),
        ("Social worker and Ms Q", False),
        ("His mother, an officer", False),
        ("J. Ellis", False),
    ],
)
def test_a_professional_leaves_an_adult_free_to_speak_and_family_does_not(
    found: Found, present: str, is_alone: bool
) -> None:
    seen = sitting("subject", others_present=present)
    assert (found("adults-only-seen-together", PARTNER, seen) == []) is is_alone


def test_without_a_partner_there_is_nobody_to_be_seen_with(found: Found) -> None:
    assert found("adults-only-seen-together", sitting("subject", others_present="His sister")) == []
    assert found("adults-only-seen-together", PARTNER, bare=True) == []
    assert found("adults-only-seen-together", PARTNER) == []


def answered(**keys: Any) -> Draft:
    return Draft("response", {"session": "s-001", "item": "13", "basis": "told", **keys})


SESSION = {"assessment": "a-001", "informant": "subject", "set": "section-12@1.0.0", "mode": "in-person"}


def cleared(path: Path, *, known: bool = True) -> list[str]:
    view = make_view(load_case(path, Library())[0], [], TODAY)
    view = view if known else replace(view, question_sets={})
    return [p.what for p in run_check(BY_CODE["disclosing-item-not-cleared"], view)]


@pytest.mark.parametrize(
    ("keys", "is_found"),
    [
        ({"value": True}, True),
        ({"missing": "refused"}, True),
        ({"missing": "no-comment"}, True),
        ({"missing": "not-known"}, True),
        ({"missing": "unable"}, True),
        ({"value": True, "basis": None}, True),
        ({"missing": "not-asked"}, False),
        ({"missing": "deferred"}, False),
        ({"missing": "withheld"}, False),
        ({"missing": "not-applicable"}, False),
        ({"value": True, "basis": "record"}, False),
        ({"value": True, "item": "20"}, False),
    ],
)
def test_only_a_question_that_was_put_can_disclose(make_case: Any, keys: dict[str, Any], is_found: bool) -> None:
    what = 'session "s-001" put item 13, which gives away what is alleged, and names nobody who cleared it'
    path = make_case("put", [Draft("session", SESSION), answered(**keys)])
    assert cleared(path) == ([what] if is_found else [])
    assert cleared(path, known=False) == []


def test_clearance_recorded_afterwards_counts_and_papers_disclose_nothing(make_case: Any) -> None:
    drafts = [Draft("session", SESSION), answered(value=True)]
    amended = Draft("session", {**SESSION, "cleared_with": "the sergeant", "supersedes": "s-001", "reason": "left out"})
    assert cleared(make_case("amended", [*drafts, amended])) == []
    assert cleared(make_case("partner", [Draft("session", {**SESSION, "informant": "partner"}), *drafts[1:]])) != []
    assert cleared(make_case("papers", [Draft("session", {**SESSION, "mode": "document"}), *drafts[1:]])) == []


def test_items_are_named_once_and_in_the_order_of_the_set(make_case: Any) -> None:
    again = Draft("response", {"session": "s-001", "item": "13", "basis": "told", "value": False})
    path = make_case(
        "several", [Draft("session", SESSION), answered(item="22", value=True), answered(value=True), again]
    )
    assert "put items 13, 22, which give away" in cleared(path)[0]


def test_a_partner_never_interviewed_is_told_at_the_persons_sitting_with_what_to_type(found: Found) -> None:
    (problem,) = found("partner-after-person", PARTNER, sitting("subject", id="s-9"))
    assert problem.place.line == 4
    assert problem.fix == ("sjtool interview CASE SET --informant partner , or say why not:  sjtool add CASE narrative")


def test_a_partner_who_is_the_person_too_is_not_interviewed_after_themselves(found: Found) -> None:
    both = ("person", {"id": "both", "roles": ["subject", "partner"]})
    own = sitting("both", "2026-03-04")
    assert found("partner-after-person", both, ("assessment", {"id": "a-1"}), own, bare=True) == []


def test_a_sitting_with_two_workers_hides_no_later_one_with_one(found: Found) -> None:
    two, one = sitting("subject", "2026-03-02"), sitting("subject", "2026-03-03", id="s-9", interviewers=["pc-1"])
    assert [p.place.line for p in found("single-worker-unsupervised", two, one)] == [4]


def test_every_sitting_at_which_an_adult_was_not_alone_is_named_in_order(found: Found) -> None:
    later = sitting("subject", "2026-03-05", id="s-1", others_present="Ms R")
    earlier = sitting("subject", "2026-03-04", id="s-2", others_present="Ms R")
    (problem,) = found("adults-only-seen-together", PARTNER, later, earlier)
    assert problem.what == '"subject" was never seen alone: others were present in "s-2", "s-1"'
    assert problem.place.line == 4
    assert problem.fix == "see them alone:  sjtool interview CASE SET --informant subject"


def test_where_nobody_is_under_assessment_the_sittings_of_others_are_not_taken_for_theirs(found: Found) -> None:
    opened = ("assessment", {"id": "a-1"})
    aunt = ("person", {"id": "aunt", "roles": ["relative"]})
    records = (opened, aunt, PARTNER, sitting("aunt", "2026-03-04", interviewers=["pc-1"]))
    assert found("partner-after-person", *records, bare=True) == []
    assert found("single-worker-unsupervised", *records, bare=True) == []


def test_a_sitting_without_a_day_stands_where_it_was_recorded_among_those_of_that_day(found: Found) -> None:
    undated = sitting("subject", id="s-9", others_present="Ms R")
    dated = sitting("subject", "2026-03-02", id="s-1", others_present="Ms R")
    (problem,) = found("adults-only-seen-together", PARTNER, undated, dated)
    assert problem.what.endswith('in "s-9", "s-1"')
    (problem,) = found("adults-only-seen-together", PARTNER, dated, undated)
    assert problem.what.endswith('in "s-1", "s-9"')
