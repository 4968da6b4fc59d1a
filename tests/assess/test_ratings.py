"""Ratings over time, per person and per assessment. Nothing is totalled."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sjtool.assess.ratings import find_act_now, find_scale, rated_in, view_sheet, views_by_ref
from sjtool.assess.standing import Standing
from sjtool.loader import load_sound
from sjtool.store.append import Draft, Ledger
from sjtool.store.library import Library

Stand = Callable[..., Standing]
REF = "acute@1.0.0"
ACUTE = Library().factor_set("acute")
SUBJECT = ("person", {"id": "subject", "roles": ["subject"]})


def rating(name: str, recent: str, held_on: str | None = "2026-03-04", **keys: Any) -> tuple[str, dict[str, Any]]:
    given = {"id": name, "factor": f"{REF}/hostility", "person": "subject", "recent": recent, "assessment": "a-1"}
    return ("rating", {**given, **({"held_on": held_on} if held_on else {}), **keys})


def hostility(standing: Standing, person: str = "subject") -> Any:
    return next(view for view in view_sheet(standing, ACUTE, REF, person) if view.factor.id == "hostility")


def test_every_factor_is_there_in_the_order_of_the_sheet_rated_or_not(stand: Stand) -> None:
    views = view_sheet(stand(SUBJECT), ACUTE, REF, "subject")
    assert [view.factor.id for view in views] == [factor.id for factor in ACUTE.factor]
    assert all(view.latest is None and not view.raises_concern and view.ratings == () for view in views)
    assert views[0].ref == f"{REF}/{ACUTE.factor[0].id}"
    assert views[0].title_of(None) == "not rated"


def test_ratings_stand_oldest_first_by_the_day_they_are_about(stand: Stand) -> None:
    view = hostility(
        stand(
            SUBJECT,
            rating("ra-1", "present", "2026-03-04"),
            rating("ra-2", "none-seen", "2026-01-10"),
            rating("ra-3", "emerging", None),
        )
    )
    assert [r.id for r in view.ratings] == ["ra-3", "ra-2", "ra-1"]
    assert view.latest.id == "ra-1"
    assert view.raises_concern
    assert view.title_of("present") == "Present"
    assert view.title_of("something-else") == "something-else"


def test_two_ratings_of_one_day_stand_in_the_order_they_were_recorded(stand: Stand) -> None:
    view = hostility(stand(SUBJECT, rating("ra-1", "present"), rating("ra-2", "act-now")))
    assert view.latest.id == "ra-2"


def test_a_correction_replaces_and_does_not_add_to_the_history(stand: Stand) -> None:
    corrected = rating("ra-2", "none-seen", supersedes="ra-1", reason="the wrong factor")
    view = hostility(stand(SUBJECT, rating("ra-1", "act-now"), corrected))
    assert [r.id for r in view.ratings] == ["ra-2"]
    assert not view.raises_concern


def test_each_person_has_ratings_of_their_own(stand: Stand) -> None:
    standing = stand(
        SUBJECT,
        ("person", {"id": "carer", "roles": ["carer"]}),
        ("person", {"id": "subject-2", "supersedes": "subject", "reason": "name", "roles": ["subject"]}),
        rating("ra-1", "present"),
        rating("ra-2", "none-seen", person="carer"),
    )
    assert hostility(standing, "subject-2").latest.id == "ra-1"
    assert hostility(standing, "carer").latest.id == "ra-2"


def test_ratings_of_other_sheets_and_of_nothing_are_left_out(stand: Stand) -> None:
    standing = stand(
        SUBJECT, rating("ra-1", "present", factor="arms-style@1.0.0/hostility"), ("rating", {"person": "subject"})
    )
    assert hostility(standing).latest is None


def test_a_rating_under_an_older_version_of_the_sheet_belongs_to_the_history(stand: Stand) -> None:
    assert hostility(stand(SUBJECT, rating("ra-1", "present", factor="acute@0.9.0/hostility"))).latest.id == "ra-1"


def test_what_was_rated_for_an_assessment_is_its_own(stand: Stand) -> None:
    standing = stand(
        SUBJECT,
        ("assessment", {"id": "a-1"}),
        rating("ra-1", "present", "2026-01-10"),
        rating("ra-2", "emerging", "2026-02-10"),
        ("assessment", {"id": "a-2"}),
        rating("ra-3", "none-seen", "2026-03-04", assessment="a-2"),
    )
    view = hostility(standing)
    assert rated_in(view, standing, "a-1").id == "ra-2"
    assert rated_in(view, standing, "a-2").id == "ra-3"
    assert rated_in(view, standing, "a-3") is None
    assert rated_in(view, standing, None) is None


def test_the_sheets_in_use_are_viewed_for_the_person_under_assessment(stand: Stand) -> None:
    views = views_by_ref(stand(SUBJECT, rating("ra-1", "present")), {REF: ACUTE})
    assert {ref: sum(view.latest is not None for view in found) for ref, found in views.items()} == {REF: 1}
    assert views_by_ref(stand(), {REF: ACUTE}) == {}


def test_a_factor_is_rated_on_the_scale_it_names() -> None:
    assert all(find_scale(ACUTE, factor).id == factor.scale for factor in ACUTE.factor)


def test_what_was_rated_act_now_comes_first_until_it_is_rated_otherwise(make_case: Callable[..., Path]) -> None:
    def rated(label: str, day: str) -> Draft:
        keys = {"assessment": "a-001", "factor": "acute@1.0.0/hostility", "person": "subject", "recent": label}
        return Draft("rating", {**keys, "held_on": day, "rationale": "seen"})

    path = make_case("urgent", [rated("act-now", "2026-03-02")])
    library = Library()
    sheets = {"acute@1.0.0": library.factor_set("acute")}
    assert find_act_now(load_sound(path, library).standing, sheets, "subject") == [("Hostility", "2026-03-02")]
    Ledger(path).append([rated("emerging", "2026-03-03")], by="pc-1", at=datetime(2026, 3, 3, tzinfo=UTC))
    assert find_act_now(load_sound(path, library).standing, sheets, "subject") == []
