"""One band down, only where every condition holds: days on either side of every edge, leap days among them."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from sjtool.score.register import find_compute
from sjtool.store.library import Library

DC = find_compute("dc-srp", Library().instrument)
LOWER = {"very-high": "high", "high": "medium", "medium": "low"}
MAN = {
    "gender": "male",
    "ever_sexual_offence": True,
    "date_of_birth": date(1975, 1, 1),
    "adult_contact_sanctions": 0,
    "child_contact_sanctions": 0,
    "non_contact_sanctions": 0,
    "image_sanctions": 1,
    "total_sanctions": 7,
    "stranger_victim": "no",
}
ON = date(2026, 3, 1)
EDGES = {  # day of the event, day of assessment: five completed years or not
    (date(2021, 3, 1), ON): True,
    (date(2021, 3, 2), ON): False,
    (date(2021, 2, 28), ON): True,
    (date(2020, 2, 29), date(2025, 2, 28)): False,
    (date(2020, 2, 29), date(2025, 3, 1)): True,
    (date(2019, 2, 28), date(2024, 2, 28)): True,
    (date(2019, 2, 28), date(2024, 2, 27)): False,
    (date(2019, 3, 1), date(2024, 2, 29)): False,
    (date(2019, 3, 1), date(2024, 3, 1)): True,
    (date(2019, 2, 28), date(2024, 2, 29)): True,
    (date(2021, 1, 1), date(2025, 12, 31)): False,
}
BY_BAND = {  # with 10 for age at the last offence, 3 to 6 for age at follow-up, 6 for more than one sanction
    "low": {"total_sanctions": 1},
    "medium": {"adult_contact_sanctions": 1},
    "high": {"adult_contact_sanctions": 2, "child_contact_sanctions": 1},
    "very-high": {"adult_contact_sanctions": 3, "child_contact_sanctions": 1, "non_contact_sanctions": 1},
}
SUPERVISION = {"community": True, "remand": True, "custody": False}


def conditions() -> Iterator[tuple[dict[str, Any], bool]]:
    """Each of three days on either side of an edge, or not known where that may be, for each supervision."""
    for (event, on), is_five in EDGES.items():
        days = {event: is_five, date(event.year - 2, event.month, 1): True, on: False}
        starts = {**days, date(on.year + 1, 1, 1): False}
        for last, sexual, start in itertools.product((*days, None), days, starts):
            if last and last < sexual:
                continue
            free = starts[start] and days[sexual] and (last is None or days[last])
            for (supervision, may), on_day in itertools.product(SUPERVISION.items(), (on, None)):
                if on_day or start != on:
                    given = {"last_offence_on": last, "last_sexual_offence_on": sexual, "start_of_follow_up": start}
                    falls = free and may and on_day is not None
                    yield {**given, "assessment_date": on_day, "supervision": supervision}, falls


def test_the_band_falls_by_one_only_where_all_conditions_hold(places: dict[str, int]) -> None:
    outcomes: Counter[tuple[str, bool]] = Counter()
    for (band, more), (given, falls) in itertools.product(BY_BAND.items(), conditions()):
        found = DC({**MAN, **more, **given})
        fell = falls and band != "low"
        told = (found.problems, found.band_before_reduction, found.band, found.reduction_applied)
        assert told == ((), band, LOWER[band] if fell else band, fell), given
        assert found.decided_by
        outcomes[band, fell] += 1
    assert len(outcomes) == 7
    assert min(outcomes.values()) >= 100
    assert outcomes.total() == places["dc-srp reduction"]


@pytest.mark.parametrize("supervision", SUPERVISION)
def test_the_percentage_is_the_same_before_and_after_the_years(supervision: str) -> None:
    given = {**MAN, **BY_BAND["high"], "last_sexual_offence_on": date(2015, 1, 1), "supervision": supervision}
    found = [
        DC({**given, "start_of_follow_up": date(2020, 1, 1), "assessment_date": on})
        for on in (date(2024, 12, 31), date(2025, 1, 1))
    ]
    assert [one.band for one in found] == ["high", "medium" if SUPERVISION[supervision] else "high"]
    assert [(one.points, one.percentage) for one in found] == [(34, 3.92)] * 2


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {"adult_contact_sanctions": 0, "child_contact_sanctions": 0, "total_sanctions": 1},
            "the band is the lowest already",
        ),
        ({"supervision": "custody"}, "not reduced: in custody"),
        ({"assessment_date": None}, "not reduced: without assessment_date nothing shows that the years have passed"),
        (
            {"last_offence_on": date(2021, 1, 2)},
            "not reduced: less than 5 completed years since the last offence of any kind",
        ),
        (
            {"last_sexual_offence_on": date(2021, 1, 2)},
            "not reduced: less than 5 completed years since the last sexual offence",
        ),
        (
            {"start_of_follow_up": date(2021, 1, 2)},
            "not reduced: less than 5 completed years since the start of follow-up",
        ),
        ({}, "reduced by one band: 5 completed years and more on every count"),
    ],
)
def test_what_decided_is_said_in_words(more: dict[str, Any], told: str) -> None:
    days = {"last_sexual_offence_on": date(2021, 1, 1), "start_of_follow_up": date(2021, 1, 1)}
    given = {**MAN, **BY_BAND["high"], **days, "assessment_date": date(2026, 1, 1), "supervision": "remand", **more}
    assert DC(given).decided_by == told
