"""No figure stands alone: points with the most, a percentage with what it is of, a result with its age."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from sjtool.assess.judging import Outcome
from sjtool.model.appraisal import ToolResult
from sjtool.report.tool_words import figures, say_age, say_interval, say_percentage, say_stand
from sjtool.store.library import Library

LIBRARY = Library()
DAY = date(2026, 3, 12)


def result(**keys: Any) -> ToolResult:
    return ToolResult.model_validate({"id": "tr-1", "origin": "computed", "construct": "likelihood", **keys})


@pytest.mark.parametrize(
    ("dated_on", "said"),
    [
        ("2026-03-12", ""),
        ("2026-03-11", "1 day old"),
        ("2026-02-27", "13 days old"),
        ("2026-02-20", "2 weeks old"),
        ("2026-01-12", "8 weeks old"),
        ("2026-01-11", "2 months old"),
        ("2024-03-13", "23 months old"),
        ("2024-03-12", "2 years old"),
        ("2022-02-12", "4 years and 1 month old"),
        ("2026-01", "at least 5 weeks old"),
        ("2026-03", ""),
        ("2024", "at least 14 months old"),
        ("2026", ""),
        ("2026-03-13", "dated after this day"),
        (None, ""),
        ("2024-02", "at least 2 years old"),
    ],
)
def test_the_age_of_a_result(dated_on: str | None, said: str) -> None:
    assert say_age(dated_on, DAY) == said


@pytest.mark.parametrize(
    ("keys", "said"),
    [
        ({"interval": [2.0, 3.0], "missing_items": ["x"]}, "2 to 3, one item missing"),
        ({"interval": [2.0, 4.0], "missing_items": ["x", "y"]}, "2 to 4, 2 items missing"),
        ({"interval": [2.5, 5.0]}, "2.5 to 5"),
        ({"interval": [3.0, 3.0]}, ""),
        ({"missing_items": ["x", "y"]}, ""),
    ],
)
def test_an_interval_says_what_is_missing(keys: dict[str, Any], said: str) -> None:
    assert say_interval(result(**keys)) == said


def test_a_percentage_says_of_what_in_whom_and_that_its_period_is_open() -> None:
    dc, iic = LIBRARY.instrument("dc-srp"), LIBRARY.instrument("iic-srp")
    said = say_percentage(dc, result(percentage=3.92))
    for words in ("3.92 %", "direct contact", "men whose records", "two years", "not been checked", "to verify"):
        assert words in said.replace("Two", "two")
    said = say_percentage(iic, result(percentage=10.31))
    for words in ("10.31 %", "indecent images", "groups of men with like records", "over what time is to be verified"):
        assert words in said
    assert "does not say" in say_percentage(None, result(percentage=4.0))


def test_the_figures_of_a_predictor() -> None:
    made = result(
        level="medium",
        band_before_reduction="very-high",
        decided_by="reduced",
        points=34,
        item_points=["adult_contact_sanctions 5", "unheard_of 1"],
    )
    assert dict(figures(LIBRARY.instrument("dc-srp"), made)) == {
        "Before lowering": "very high",
        "Decided by": "reduced",
        "Points": "34 of 64",
        "Items": "Contact sanctions, adult victims 5; unheard_of 1",
    }


def test_a_band_that_was_not_lowered_is_said_once() -> None:
    assert list(figures(None, result(level="low", band_before_reduction="low", points=2))) == [("Points", "2")]


def test_a_count_with_no_rate_says_so_and_what_stands_in() -> None:
    keys = {"construct": "other", "points": 3, "interval": [3.0, 3.0], "decided_by": "CASIC stands in"}
    said = dict(figures(LIBRARY.instrument("cport"), result(**keys)))
    assert said["How counted"] == "CASIC stands in"
    assert said["Points"] == "3 of 7"
    assert said["Rate"].startswith("none: no rate and no level")
    assert "Interval" not in said
    assert "Rate" not in dict(figures(LIBRARY.instrument("casic"), result(construct="other", band="met", points=3)))
    assert "Rate" not in dict(figures(LIBRARY.instrument("cport"), result(construct="other", origin="received")))


def test_how_a_result_stands_to_others() -> None:
    official = ToolResult(id="tr-9", origin="received")
    assert say_stand(Outcome(official, "t", None)) == "official"
    assert say_stand(Outcome(result(), "t", "low")) == "indicative"
    assert say_stand(Outcome(result(), "t", None, leads=official)) == (
        "indicative; yields to the official result (tr-9)"
    )
