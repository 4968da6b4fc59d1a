"""Which rating counts under the open assessment: that of an acute factor by contact, the others by assessment."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.rated_now import find_counting, is_before_review
from sjtool.assess.ratings import view_sheet
from sjtool.assess.standing import Standing
from sjtool.store.library import Library

Stand = Callable[..., Standing]
Record = tuple[str, dict[str, Any]]
SHEETS = {name: Library().factor_set(name) for name in ("acute", "arms-style")}
SUBJECT = ("person", {"id": "subject", "roles": ["subject"]})
FIRST = ("assessment", {"id": "a-1", "opened_on": "2026-03-02"})
REVIEW = ("assessment", {"id": "a-2", "opened_on": "2026-11-27"})


def rating(held_on: str | None, sheet: str = "acute", assessment: str = "a-1") -> Record:
    ref = f"{sheet}@1.0.0/{SHEETS[sheet].factor[0].id}"
    keys = {"id": "ra-1", "factor": ref, "person": "subject", "assessment": assessment, "recent": "present"}
    return ("rating", {**keys, "held_on": held_on})


def visit(held_on: str | None) -> Record:
    return ("event", {"kind": "visit", "held_on": held_on})


def counts(standing: Standing, sheet: str = "acute") -> str | None:
    factors = SHEETS[sheet]
    view = view_sheet(standing, factors, f"{sheet}@1.0.0", "subject")[0]
    found = find_counting(standing, factors, view)
    return found.id if found else None


@pytest.mark.parametrize(
    ("held_on", "visits", "expected"),
    [
        ("2026-11-27", [], "ra-1"),
        ("2026-11-26", [], None),
        ("2026-11", [], "ra-1"),
        ("2026-11-26", ["2026-11-26", "2026-05-01"], "ra-1"),
        ("2026-11-25", ["2026-11-26", "2026-05-01"], None),
        ("2026-11-25", ["2026-11"], "ra-1"),
        ("2026-11-27", [None], "ra-1"),
        (None, [], None),
    ],
)
def test_an_acute_factor_rated_at_the_last_contact_counts_in_a_review(
    held_on: str | None, visits: list[str | None], expected: str | None, stand: Stand
) -> None:
    standing = stand(SUBJECT, FIRST, rating(held_on), *map(visit, visits), REVIEW)
    assert counts(standing) == expected


def test_one_made_for_the_open_assessment_counts_whatever_its_day(stand: Stand) -> None:
    standing = stand(SUBJECT, FIRST, REVIEW, rating("2026-01-01", assessment="a-2"), visit("2026-11-26"))
    assert counts(standing) == "ra-1"


def test_another_factor_is_rated_anew_in_each_assessment(stand: Stand) -> None:
    assert counts(stand(SUBJECT, FIRST, rating("2026-11-27", "arms-style"), REVIEW), "arms-style") is None


def test_nothing_counts_where_nothing_was_rated_or_no_assessment_is_open(stand: Stand) -> None:
    assert counts(stand(SUBJECT, FIRST)) is None
    assert counts(stand(SUBJECT, rating("2026-11-27"))) is None


def test_the_day_of_opening_is_that_of_recording_where_it_is_not_said(stand: Stand) -> None:
    assert counts(stand(SUBJECT, FIRST, rating("2026-03-02"), ("assessment", {"id": "a-2"}))) == "ra-1"
    assert counts(stand(SUBJECT, FIRST, rating("2026-03-01"), ("assessment", {"id": "a-2"}))) is None
    assert counts(stand(SUBJECT, FIRST, rating("2026-03-02"), ("assessment", {"id": "a-2", "at": None}))) is None


def test_a_rating_is_of_before_the_review_where_it_was_made_for_another_assessment(stand: Stand) -> None:
    standing = stand(SUBJECT, FIRST, rating("2026-11-27"), REVIEW)
    view = view_sheet(standing, SHEETS["acute"], "acute@1.0.0", "subject")[0]
    assert is_before_review(standing, view.ratings[0])
    ours = stand(SUBJECT, FIRST, rating("2026-11-27"))
    assert not is_before_review(ours, view.ratings[0])
    assert is_before_review(stand(SUBJECT), view.ratings[0])
