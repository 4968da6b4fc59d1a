"""The rules of rating: a word of the scale, and evidence for whatever says more than that nothing was seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.assess.standing import Standing
from sjtool.loader import Loaded
from sjtool.model.case import Case
from sjtool.model.record import Header
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet
from sjtool.recording.rating_rules import check_rating_drafts, find_rating_problems
from sjtool.store.append import Later
from sjtool.store.library import Library

LIBRARY = Library()
NOTHING_SEEN = {"none-identified", "none-evident", "none-seen", "not-enough-information"}
ARMS, ACUTE = LIBRARY.factor_set("arms-style"), LIBRARY.factor_set("acute")
RISK = next(f for f in ARMS.factor if f.side == "risk")
PROTECTIVE = next(f for f in ARMS.factor if f.side == "protective")
HOSTILITY = next(f for f in ACUTE.factor if f.id == "hostility")
FACTORS = [(sheet, factor) for sheet in (ARMS, ACUTE) for factor in sheet.factor]
Make = Callable[..., Sheet]


def codes(sheet: Sheet, factors: Any = ARMS, factor: Any = RISK) -> list[str]:
    return [problem.code for problem in find_rating_problems(sheet, factors, factor)]


@pytest.mark.parametrize(("factors", "factor"), FACTORS, ids=lambda value: getattr(value, "id", ""))
def test_every_label_of_every_factor_is_accepted_and_wants_evidence_unless_nothing_was_seen(
    factors: Any, factor: Any, sheet: Make
) -> None:
    scale = next(s for s in factors.scale if s.id == factor.scale)
    for label in scale.label:
        bare = codes(sheet("rating", recent=label.id), factors, factor)
        assert bare == ([] if label.id in NOTHING_SEEN else ["rating-without-evidence"])
        assert codes(sheet("rating", recent=label.id, evidence=["e-001"]), factors, factor) == []


def test_evidence_made_in_the_same_file_counts(sheet: Make) -> None:
    assert codes(sheet("rating", recent="high", evidence=[Later(0)])) == []


def test_an_empty_list_is_no_evidence(sheet: Make) -> None:
    assert codes(sheet("rating", recent="high", evidence=[])) == ["rating-without-evidence"]


def test_the_past_needs_evidence_as_the_present_does(sheet: Make) -> None:
    assert codes(sheet("rating", recent="none-identified", past="high")) == ["rating-without-evidence"]
    assert codes(sheet("rating", recent="none-identified", past="not-enough-information")) == []


@pytest.mark.parametrize("period", ["recent", "past"])
def test_a_word_outside_the_scale_is_refused_where_it_stands(period: str, sheet: Make) -> None:
    given = sheet("rating", 4, **{period: "amber", "evidence": ["e-001"]})
    (found,) = find_rating_problems(given, ARMS, RISK)
    assert (found.code, found.place.line) == ("label-not-of-scale", 5)
    assert "none-identified, low, medium, high" in found.fix
    assert "amber" not in found.render()


def test_a_label_of_the_other_scale_of_the_sheet_is_refused(sheet: Make) -> None:
    assert codes(sheet("rating", recent="strong", evidence=["e-001"])) == ["label-not-of-scale"]
    assert codes(sheet("rating", recent="high", evidence=["e-001"]), ARMS, PROTECTIVE) == ["label-not-of-scale"]


def test_what_is_rated_at_each_contact_has_no_past(sheet: Make) -> None:
    (found,) = find_rating_problems(sheet("rating", recent="none-seen", past="none-seen"), ACUTE, HOSTILITY)
    assert (found.code, found.fix) == ("label-not-of-scale", "leave past out")


def test_a_direction_is_one_of_the_words_for_it(sheet: Make) -> None:
    assert codes(sheet("rating", recent="none-identified", direction="worsening")) == []
    assert codes(sheet("rating", recent="none-identified", direction="sideways")) == ["direction-unknown"]


def test_all_faults_of_a_rating_come_at_once(sheet: Make) -> None:
    given = sheet("rating", recent="amber", past="high", direction="sideways")
    assert codes(given) == ["label-not-of-scale", "direction-unknown", "rating-without-evidence"]


EMPTY = Case("case.toml", Header(format=1, case="c"), (), "")
LOADED = Loaded(Path("case.toml"), EMPTY, Standing(EMPTY), LIBRARY)


def checked(problems: Any, *sheets: Sheet) -> list[Problem]:
    found: list[Problem] = problems(check_rating_drafts, LOADED, sheets)
    return found


@pytest.mark.parametrize("ref", ["arms-style@1.0.0/opportunity"])
def test_ratings_added_from_a_file_are_held_to_the_same_rules(ref: str, sheet: Make, problems: Any) -> None:
    assert checked(problems, sheet("rating", factor=ref, recent="none-identified"), sheet("event", kind="visit")) == []
    assert [p.code for p in checked(problems, sheet("rating", factor=ref, recent="high"))] == [
        "rating-without-evidence"
    ]


@pytest.mark.parametrize(
    "ref",
    [
        "opportunity",
        "arms-style/opportunity",
        "arms-style@1.0.0/luck",
        "tarot@1.0.0/opportunity",
        "section-12x/1",
        None,
    ],
)
def test_a_rating_added_from_a_file_names_its_factor_in_full(ref: str | None, sheet: Make, problems: Any) -> None:
    (found,) = checked(problems, sheet("rating", factor=ref, recent="none-identified"))
    assert found.code == "no-such-factor"
