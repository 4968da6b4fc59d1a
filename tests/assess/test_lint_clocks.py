"""A fault of a set of clocks is found where it is and alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sjtool.assess.lint import lint_template
from sjtool.model.clocks import ClockSet
from sjtool.store.library import Library

SHIPPED = Library().clocks()
PLACES = {clock.id: n for n, clock in enumerate(SHIPPED.clock)}


def changed(clock: str, **keys: Any) -> ClockSet:
    clocks = tuple(c.model_copy(update=keys) if c.id == clock else c for c in SHIPPED.clock)
    return SHIPPED.model_copy(update={"clock": clocks})


def test_the_shipped_clocks_are_sound() -> None:
    assert [*lint_template(SHIPPED)] == []


@pytest.mark.parametrize(
    ("clock", "keys", "key", "words"),
    [
        ("review", {"source": "nowhere"}, "source", "not among"),
        ("review", {"pinpoint": " "}, "pinpoint", "no pinpoint"),
        ("review", {"prompt": " "}, "prompt", "blank"),
        ("review", {"count": 3}, "count", "nothing is counted"),
        ("review", {"unit": "weeks"}, "count", "nothing is counted"),
        ("review", {"mappa_level": 1}, "mappa_level", "do not go together"),
        ("arms-lead-agency", {"count": None}, "count", "not how far"),
        ("arms-lead-agency", {"count": 0}, "count", "not how far"),
        ("arms-lead-agency", {"unit": None}, "count", "not how far"),
        ("arms-lead-agency", {"stop_sheet": None}, "stop_sheet", "only when it is whole"),
        ("arms-lead-agency", {"stop_factors": None}, "stop_sheet", "only when it is whole"),
        ("comprehensive-assessment", {"start_words": ()}, "start_words", "no event can start it"),
        ("mappa-level-3", {"mappa_level": None}, "mappa_level", "do not go together"),
    ],
)
def test_a_fault_is_found(clock: str, keys: dict[str, Any], key: str, words: str) -> None:
    found = [*lint_template(changed(clock, **keys))]
    assert [path[:2] for path, *_ in found] == [("clock", PLACES[clock])] * len(found)
    assert any(path[-1] == key and words in what for path, what, _fix in found)
    assert len(found) == 1 or key == "pinpoint"


def test_an_id_that_stands_twice_is_found_in_both_tables() -> None:
    twice = SHIPPED.model_copy(
        update={"clock": (*SHIPPED.clock, SHIPPED.clock[0]), "holiday": (*SHIPPED.holiday, SHIPPED.holiday[0])}
    )
    places = {path[0]: path[1] for path, what, _fix in lint_template(twice) if "stands twice" in what}
    assert places == {"clock": len(SHIPPED.clock), "holiday": len(SHIPPED.holiday)}


def test_every_stop_sheet_has_as_many_factors_as_the_clock_says() -> None:
    sheets = [(clock.stop_sheet, clock.stop_factors) for clock in SHIPPED.clock if clock.stop_sheet]
    assert sheets
    for name, count in sheets:
        assert len(Library().factor_set(name).factor) == count


def test_a_clock_whose_rule_or_start_is_open_in_the_source_says_what_is_taken() -> None:
    for name in ("comprehensive-assessment", "first-review-conference", "specialist-assessment"):
        clock = SHIPPED.clock[PLACES[name]]
        assert clock.standing == "editorial"
        assert "Taken: " in (clock.start_taken or "")
        assert f"{name}-start" in (clock.start_taken or "")
    assert [clock.id for clock in SHIPPED.clock if not clock.enabled] == [
        f"legacy-visit-{level}" for level in ("very-high", "high", "medium", "low")
    ]


def test_the_page_on_what_is_due_names_every_clock() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "due.md").read_text(encoding="utf-8")
    assert [c.id for c in SHIPPED.clock if c.enabled and f"`{c.id}`" not in page] == []
    words = {word for clock in SHIPPED.clock for word in (*clock.start_words, *clock.stop_words)}
    assert {word for word in words if f"`{word}`" not in page} == set()


def test_a_source_that_is_not_listed_is_called_by_its_id() -> None:
    assert SHIPPED.source_title("nowhere") == "nowhere"
