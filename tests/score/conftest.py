"""What tests of the instruments share: how to compute each, sound inputs for it, and how many places each grid has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from sjtool.score.register import COMPUTED, Compute, find_compute
from sjtool.store.library import Library

PREDICTOR: dict[str, Any] = {
    "gender": "male",
    "ever_sexual_offence": True,
    "date_of_birth": "1980-02-03",
    "start_of_follow_up": "2022-05-01",
    "assessment_date": "2026-03-04",
    "adult_contact_sanctions": 1,
    "child_contact_sanctions": 0,
    "non_contact_sanctions": 0,
    "image_sanctions": 0,
    "total_sanctions": 3,
    "last_sexual_offence_on": "2021-01-09",
    "last_offence_on": "2021-01-10",
    "stranger_victim": "no",
    "supervision": "community",
}
GATE: dict[str, Any] = {"gender": "male", "age_at_offence": 30, "standing": "convicted", "images_offence": True}


@pytest.fixture(scope="session")
def compute() -> dict[str, Compute]:
    """How to compute each instrument, by its id."""
    return {name: find_compute(name, Library().instrument) for name in COMPUTED}


@pytest.fixture
def sound() -> dict[str, dict[str, Any]]:
    """Inputs without a fault for each instrument."""
    return {
        "dc-srp": dict(PREDICTOR),
        "iic-srp": dict(PREDICTOR),
        "cport": {**GATE, "prior_criminal_history": "no", "casic": {"videos": "yes"}},
        "casic": {**GATE, "videos": "yes"},
    }


@pytest.fixture
def problems_of(compute: dict[str, Compute], sound: dict[str, dict[str, Any]]) -> Callable[..., list[str]]:
    """`problems_of("casic", videos=1)`: what is wrong with sound inputs once some are changed; no points then."""

    def find(instrument: str, **more: Any) -> list[str]:
        found = compute[instrument](sound[instrument] | more)
        if found.problems:
            told = (found.applicable, found.points, found.band, found.percentage, found.interval, found.met)
            assert told == (None,) * 6
            assert dict(found.item_points) == {}
        return list(found.problems)

    return find


@pytest.fixture
def places() -> Mapping[str, int]:
    """Places of each grid; every grid counts its own and holds it against this."""
    return {"dc-srp": 59_850, "dc-srp reduction": 8_316, "iic-srp": 625, "cport": 4 * 2 * 2_187, "casic": 729}
