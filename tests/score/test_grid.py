"""Every combination of a grid against tables copied by hand from the written rules, not from the passports.

The number of combinations is counted and held, so that no loop can quietly come to nothing. The reduction and the other
instruments have grids of their own beside this file.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from sjtool.score.register import find_compute
from sjtool.store.library import Library

DC = find_compute("dc-srp", Library().instrument)

# --- DC-SRP: the tables of DOMAIN 3.3.1 to 3.3.3 ---

ADULT, CHILD, NON_CONTACT = (0, 5, 10, 15, 15), (0, 3, 6, 9, 9), (0, 2, 4, 6, 6)
YOUNGER = {18: 14, 20: 14, 21: 13, 23: 13, 24: 12, 26: 12, 27: 11, 29: 11, 30: 10, 32: 10, 33: 9, 35: 9, 36: 8, 38: 8}
OLDER = {39: 7, 41: 7, 42: 6, 44: 6, 45: 5, 47: 5, 48: 4, 50: 4, 51: 3, 53: 3, 54: 2, 56: 2, 57: 1, 59: 1, 60: 0, 61: 0}
AT_FOLLOW_UP = YOUNGER | OLDER
AT_LAST_OFFENCE = {15: 0, 16: 5, 17: 5, 18: 10, 30: 10}
STRANGER = {"yes": 4, "no": 0, "unknown": 0}
BORN = 1950
COUNTS = list(itertools.product(range(5), repeat=3))
BANDS = ("low", "medium", "high", "very-high")


def band(points: int) -> str:
    return "low" if points <= 21 else "medium" if points <= 29 else "high" if points <= 35 else "very-high"


def percentage(points: int) -> float:
    z = -8.633 + 0.1598 * points
    return round(100 * math.exp(z) / (1 + math.exp(z)), 2) if points else 0.0


def further(counted: int) -> tuple[int, ...]:
    """Sanctions for other offences: none; and one or two where they make the difference between one and more."""
    return (0,) if counted > 1 else (0, 1, 2)


def man(**more: Any) -> dict[str, Any]:
    """A man with no points for sanctions; no day of assessment, so no reduction."""
    return {
        "gender": "male",
        "ever_sexual_offence": True,
        "date_of_birth": date(BORN, 6, 15),
        "start_of_follow_up": date(BORN + 60, 6, 15),
        "adult_contact_sanctions": 0,
        "child_contact_sanctions": 0,
        "non_contact_sanctions": 0,
        "image_sanctions": 1,
        "total_sanctions": 1,
        "last_sexual_offence_on": date(BORN + 15, 6, 15),
        "stranger_victim": "no",
        "supervision": "community",
        **more,
    }


def people() -> Iterator[tuple[tuple[Any, ...], dict[str, Any], int]]:
    """Each place of the grid, the inputs there, and the points that the tables give."""
    for adult, child, other in COUNTS:
        counted = adult + child + other
        base = ADULT[adult] + CHILD[child] + NON_CONTACT[other]
        counts = {
            "adult_contact_sanctions": adult,
            "child_contact_sanctions": child,
            "non_contact_sanctions": other,
            "image_sanctions": 0 if counted else 1,
        }
        for more, now, then, stranger in itertools.product(further(counted), AT_FOLLOW_UP, AT_LAST_OFFENCE, STRANGER):
            total = max(counted, 1) + more
            ages = AT_FOLLOW_UP[now] + AT_LAST_OFFENCE[then]
            days = {
                "start_of_follow_up": date(BORN + now, 6, 15),
                "last_sexual_offence_on": date(BORN + then, 6, 15),
            }
            given = man(**counts, **days, total_sanctions=total, stranger_victim=stranger)
            expected = base + ages + (6 if total >= 2 else 0) + STRANGER[stranger]
            yield (adult, child, other, more, now, then, stranger), given, expected


def test_every_place_of_the_grid_has_what_the_tables_give(places: dict[str, int]) -> None:
    bands: Counter[str] = Counter()
    seen: dict[tuple[Any, ...], int] = {}
    percentages = {points: percentage(points) for points in range(65)}
    for place, given, expected in people():
        found = DC(given)
        told = (found.problems, found.points, found.band, found.percentage, found.reduction_applied)
        assert told == ((), expected, band(expected), percentages[expected], False), place
        assert found.points == sum(value or 0 for value in found.item_points.values())
        bands[str(found.band)] += 1
        seen[place] = expected
    assert len(seen) == places["dc-srp"] == (121 * 1 + 4 * 3) * 30 * 5 * 3 == 59_850
    assert set(bands) == set(BANDS)
    check_monotone(seen)


def check_monotone(seen: dict[tuple[Any, ...], int]) -> None:
    """More sanctions of a kind never lower the points; a greater age at the start of follow-up never raises them."""
    older = dict(itertools.pairwise(sorted(AT_FOLLOW_UP)))
    compared = 0
    for place, points in seen.items():
        for which in range(4):
            more = seen.get((*place[:which], place[which] + 1, *place[which + 1 :]), points)
            assert more >= points, place
            compared += more != points
        if place[4] in older:
            assert seen[(*place[:4], older[place[4]], *place[5:])] <= points, place
            compared += 1
    assert compared > 150_000


@pytest.mark.parametrize("given", [man(), man(stranger_victim="yes", total_sanctions=2)])
def test_points_fall_on_birthdays_only(given: dict[str, Any]) -> None:
    found = [DC({**given, "start_of_follow_up": date(BORN + age, 6, 15)}).points or 0 for age in range(18, 110)]
    before = [DC({**given, "start_of_follow_up": date(BORN + age, 6, 14)}).points or 0 for age in range(19, 110)]
    assert found == [given["total_sanctions"] * 10 - 10 + max(0, 14 - (age - 18) // 3) for age in range(18, 110)]
    assert before == found[:-1]


def test_each_number_of_points_on_either_side_of_an_edge_has_its_band_and_percentage() -> None:
    by_points = {expected: given for _, given, expected in itertools.islice(people(), 0, None, 7)}
    told = {
        points: (DC(by_points[points]).band, DC(by_points[points]).percentage) for points in (21, 22, 29, 30, 35, 36)
    }
    assert told == {
        21: ("low", 0.51),
        22: ("medium", 0.60),
        29: ("medium", 1.80),
        30: ("high", 2.11),
        35: ("high", 4.57),
        36: ("very-high", 5.31),
    }


def test_the_grids_hold_as_many_places_as_the_documents_say(places: dict[str, int]) -> None:
    print(f"grid points tested: {sum(places.values()):,}", places)  # noqa: T201 - with pytest -s
    assert sum(places.values()) == 87_016
