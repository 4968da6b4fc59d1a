"""What came after a visit or a record, and which factor is the person's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.assess.briefing import find_visits
from sjtool.assess.ratings import view_sheet
from sjtool.assess.since_visit import find_overtaken, find_personal, find_since
from sjtool.assess.standing import Standing
from sjtool.store.library import Library

ACUTE = Library().factor_set("acute")
SUBJECT = ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"})
Stand = Callable[..., Standing]


def event(kind: str, held_on: str | None = "2026-03-04", **keys: Any) -> tuple[str, dict[str, Any]]:
    return "event", {"kind": kind, "held_on": held_on, "what": "x", **keys}


def since(standing: Standing) -> list[str]:
    visits = find_visits(standing)
    return [one.id for one in find_since(standing, visits[-1] if visits else None)]


def test_news_is_what_was_recorded_after_the_visit_whatever_its_day_the_latest_first(stand: Stand) -> None:
    standing = stand(event("order"), event("visit"), event("intelligence", "2026-02-01"), event("other", None))
    assert since(standing) == ["ev-4", "ev-3"]


def test_what_was_recorded_before_and_held_after_is_news_too(stand: Stand) -> None:
    assert since(stand(event("conference", "2026-03-05"), event("visit"))) == ["ev-1"]


def test_after_a_visit_without_a_day_the_order_of_recording_alone_counts(stand: Stand) -> None:
    assert since(stand(event("order"), event("visit", None), event("move"))) == ["ev-3"]


def test_without_a_visit_everything_is_news(stand: Stand) -> None:
    assert since(stand(event("order"), event("move"))) == ["ev-2", "ev-1"]


def test_an_address_is_overtaken_by_a_later_move_or_change_and_by_nothing_else(stand: Stand) -> None:
    standing = stand(event("move"), SUBJECT, event("order"))
    assert find_overtaken(standing, ["subject"]) is None
    standing = stand(SUBJECT, event("move"), event("significant-change"), event("order"))
    found = find_overtaken(standing, ["subject"])
    assert found is not None
    assert found.id == "ev-3"


def test_where_nothing_was_recorded_any_move_overtakes_it(stand: Stand) -> None:
    found = find_overtaken(stand(event("move")), [])
    assert found is not None
    assert found.id == "ev-1"


@pytest.mark.parametrize(
    ("recent", "rationale", "is_found"),
    [("present", "The anniversary.", True), ("not-enough-information", "Not asked.", False), ("present", None, False)],
)
def test_the_persons_own_factor_is_known_by_its_reasons(
    stand: Stand, recent: str, rationale: str | None, is_found: bool
) -> None:
    keys = {"factor": "acute@1.0.0/unique-to-person", "person": "subject", "held_on": "2026-03-04"}
    standing = stand(SUBJECT, ("rating", {**keys, "recent": recent, "rationale": rationale}))
    assert (find_personal(view_sheet(standing, ACUTE, "acute@1.0.0", "subject")) is not None) is is_found


@pytest.mark.parametrize(
    ("keys", "is_found"),
    [
        ({"touches": ["child-f", "arms-style@1.0.0/opportunity"]}, False),
        ({"considered": ["significant-change@1.0.0/echo-of-offending"]}, False),
        ({"considered": ["significant-change@1.0.0/own-home"]}, True),
        ({"touches": ["Housing"]}, True),
        ({"touches": ["subject"]}, True),
        ({}, True),
    ],
)
def test_a_change_that_touches_no_place_overtakes_no_address(
    stand: Stand, keys: dict[str, Any], is_found: bool
) -> None:
    standing = stand(SUBJECT, event("significant-change", **keys))
    assert (find_overtaken(standing, ["subject"], of_place=True) is not None) is is_found
    assert find_overtaken(standing, ["subject"]) is not None
