"""Every set of answers to the instruments with few: against the written rules, DOMAIN 3.3.4 and 4.1 to 4.5."""

from __future__ import annotations

import itertools
from collections import Counter

import pytest

from sjtool.score.register import find_compute
from sjtool.store.library import Library

IIC, CPORT, CASIC = (find_compute(name, Library().instrument) for name in ("iic-srp", "cport", "casic"))

# --- IIC-SRP: DOMAIN 3.3.4 ---


def iic_line(adult: int, child: int, other: int, image: int) -> tuple[float, str]:
    if image:
        return (10.31, "high") if image >= 2 else (3.33, "medium")
    if child:
        return (0.93, "low") if child >= 2 else (0.63, "low")
    assert adult or other
    return 0.28, "low"


def test_every_four_counts_meet_the_line_that_fits_first(places: dict[str, int]) -> None:
    lines: Counter[tuple[float, str]] = Counter()
    for counts in itertools.product(range(5), repeat=4):
        keys = ("adult_contact_sanctions", "child_contact_sanctions", "non_contact_sanctions", "image_sanctions")
        found = IIC({"gender": "male", "ever_sexual_offence": True, **dict(zip(keys, counts, strict=True))})
        if not any(counts):
            assert found.problems
            assert found.band is None
            continue
        expected = iic_line(*counts)
        assert (found.problems, found.percentage, found.band, found.points) == ((), *expected, None), counts
        lines[expected] += 1
    assert len(lines) == 5
    assert lines.total() + 1 == places["iic-srp"]


# --- CPORT and CASIC: DOMAIN 4.1 to 4.5 ---

ANSWERS = ("yes", "no", "missing")
CPORT_ITEMS = (
    "age_35_or_younger",
    "prior_criminal_history",
    "conditional_release_failure",
    "contact_sexual_offending",
    "sexual_interest_indicated",
    "more_boy_images",
    "more_boy_other_content",
)
CASIC_ITEMS = (
    "never_married",
    "videos",
    "sex_stories",
    "interest_two_years",
    "volunteer_high_access",
    "online_sexual_communication",
)
GATE = {"gender": "male", "age_at_offence": 35, "standing": "convicted", "images_offence": True}


def casic_of(*answers: str) -> dict[str, str]:
    return dict(zip(CASIC_ITEMS, answers, strict=True))


STAND_INS = {
    "met": casic_of("yes", "yes", "yes", "no", "missing", "missing"),
    "not-met": casic_of("yes", "yes", "no", "no", "no", "no"),
    "undetermined": casic_of("yes", "yes", "no", "missing", "no", "no"),
    "absent": None,
}


@pytest.mark.parametrize("stand_in", STAND_INS)
def test_every_set_of_answers_to_cport_has_its_total_and_range(stand_in: str, places: dict[str, int]) -> None:
    totals: Counter[object] = Counter()
    for age, answers in itertools.product((35, 36), itertools.product(ANSWERS, repeat=7)):
        given = {**GATE, "age_at_offence": age, **dict(zip(CPORT_ITEMS, answers, strict=True))}
        found = CPORT({**given, "casic": STAND_INS[stand_in]})
        if age == 36 and answers[0] == "yes":
            assert (len(found.problems), found.points, found.interval, found.applicable) == (1, None, None, None)
            continue
        stands_in = answers[4] == "missing" and stand_in == "met"
        missing = [
            item
            for item, said in zip(CPORT_ITEMS, answers, strict=True)
            if said == "missing" and not (stands_in and item == "sexual_interest_indicated")
        ]
        known = answers.count("yes") + stands_in
        total, between = (known, (known, known + len(missing))) if len(missing) < 2 else (None, None)
        assert (found.problems, found.points, found.interval) == ((), total, between), given
        assert (list(found.missing), bool(found.stands_in)) == (missing, stands_in)
        assert (found.band, found.percentage) == (None, None)
        totals[total] += 1
    assert set(totals) == {None, *range(8)}
    assert totals.total() == 2187 + 2187 * 2 // 3
    assert len(STAND_INS) * 2 * 3 ** len(CPORT_ITEMS) == places["cport"]


def test_every_set_of_answers_to_casic_is_met_or_not_or_undetermined(places: dict[str, int]) -> None:
    outcomes: Counter[str] = Counter()
    for answers in itertools.product(ANSWERS, repeat=6):
        found = CASIC({**GATE, **casic_of(*answers)})
        yes, unknown = answers.count("yes"), answers.count("missing")
        expected = "met" if yes >= 3 else "undetermined" if yes + unknown >= 3 else "not-met"
        assert (found.problems, found.met, found.points, found.interval) == ((), expected, yes, (yes, yes + unknown))
        assert len(found.missing) == unknown
        outcomes[expected] += 1
    assert outcomes.total() == places["casic"]
    assert len(outcomes) == 3
