"""Whatever JSON can hold: nothing raises, nothing comes to points beside a problem, no value is repeated."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.score.register import COMPUTED, Compute

_PREDICTOR = (
    "gender ever_sexual_offence date_of_birth start_of_follow_up assessment_date last_sexual_offence_on",
    "last_offence_on adult_contact_sanctions child_contact_sanctions non_contact_sanctions image_sanctions",
)
_OTHERS = (
    "total_sanctions supervision stranger_victim age_at_offence standing images_offence casic videos",
    "sexual_interest_indicated age_35_or_younger",
)
KEYS = " ".join(_PREDICTOR + _OTHERS).split()
WORDS = ["male", "female", "yes", "no", "missing", "convicted", "suspect", "custody", "2020-02-29", "1980-01-01"]
LEAVES = st.one_of(
    st.none(), st.booleans(), st.integers(), st.integers(0, 20), st.floats(), st.text(), st.sampled_from(WORDS)
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=6)
ANYTHING = st.dictionaries(st.sampled_from(KEYS) | st.text(), VALUES, max_size=20)


@pytest.mark.parametrize("instrument", COMPUTED)
@given(changed=ANYTHING, dropped=st.sets(st.sampled_from(KEYS)))
def test_nothing_that_json_can_hold_raises_or_comes_to_points_beside_a_problem(
    instrument: str,
    changed: Mapping[str, Any],
    dropped: set[str],
    compute: dict[str, Compute],
    sound: dict[str, dict[str, Any]],
) -> None:
    kept = {key: value for key, value in sound[instrument].items() if key not in dropped}
    for inputs in (changed, {**kept, **changed}):
        found = compute[instrument](inputs)
        assert found.applicable is None or not found.problems
        if found.problems or not found.applicable:
            told = (found.points, found.percentage, found.interval, found.met, dict(found.item_points))
            assert told == (None, None, None, None, {})
        assert (found.applicable is None) == bool(found.problems)
        json.dumps(found.as_json(), allow_nan=False)


SECRET = re.compile("zebra|777", re.IGNORECASE)


@pytest.mark.parametrize("instrument", COMPUTED)
@pytest.mark.parametrize(
    "value", ["zebra", "ZEBRA 777", "777-77-77", 777777, -777, 7.77e7, ["zebra"], {"zebra 7": 777}]
)
def test_no_value_is_repeated_in_a_problem_or_a_reason(
    instrument: str, value: object, compute: dict[str, Compute], sound: dict[str, dict[str, Any]]
) -> None:
    for key in (*sound[instrument], "zebra crossing"):
        found = compute[instrument]({**sound[instrument], key: value})
        assert SECRET.search(" ".join([*found.problems, found.reason, found.decided_by])) is None
