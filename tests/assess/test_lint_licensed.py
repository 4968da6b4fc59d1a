"""A set that takes up a licensed tool, by its name or by the titles of its items, is refused; our own sets pass."""

from __future__ import annotations

from typing import Any

import pytest

from sjtool.assess.lint_licensed import fingerprint, lint_licensed
from sjtool.model.template import Instrument
from sjtool.store.library import Library

LIBRARY = Library()
PASSPORTS = tuple(template for ref in LIBRARY.found if isinstance(template := LIBRARY.read(ref).template, Instrument))
QUESTIONS = LIBRARY.question_set("visit")
SHEET = LIBRARY.factor_set("arms-style")
TITLES = ("First licensed thing", "Second  Licensed thing", "third licensed thing", "fourth licensed thing")


def named(template: Any, **head: str) -> Any:
    return template.model_copy(update={"set": template.set.model_copy(update=head)})


def titled(template: Any, table: str, *titles: str) -> Any:
    parts = list(getattr(template, table))
    for n, title in enumerate(titles):
        parts[n] = parts[n].model_copy(update={"title": title})
    return template.model_copy(update={table: tuple(parts)})


def licensed(*titles: str) -> tuple[Instrument, ...]:
    stable = next(passport for passport in PASSPORTS if passport.set.id == "stable-2007")
    prints = tuple(fingerprint(title) for title in titles)
    return (stable.model_copy(update={"set": stable.set.model_copy(update={"licensed_titles": prints})}),)


def places(template: Any, passports: Any = PASSPORTS) -> list[tuple[str | int, ...]]:
    return [path for path, what, fix in lint_licensed(template, passports) if what and "sjtool receive" in fix]


@pytest.mark.parametrize("ref", sorted(LIBRARY.found))
def test_every_shipped_set_passes(ref: str) -> None:
    assert places(LIBRARY.read(ref).template) == []


def test_the_shipped_passport_knows_thirteen_titles_and_none_of_their_words() -> None:
    (stable,) = [passport for passport in PASSPORTS if passport.set.licensed_titles]
    assert stable.set.id == "stable-2007"
    assert len(set(stable.set.licensed_titles)) == 13
    assert all(len(known) == 16 and set(known) <= set("0123456789abcdef") for known in stable.set.licensed_titles)
    assert fingerprint("Impulsive  acts") in stable.set.licensed_titles


@pytest.mark.parametrize(
    "set_id", ["stable-2007", "stable-2007-items", "our-svr-20", "kirat", "arms", "rm2000-s", "arms-styled"]
)
def test_an_id_that_names_a_tool_is_refused(set_id: str) -> None:
    assert places(named(SHEET, id=set_id, title="Ours")) == [("set", "id")]
    assert places(named(QUESTIONS, id=set_id, title="Ours")) == [("set", "id")]


@pytest.mark.parametrize(
    "set_id", ["arms-style", "arms-style-north", "acute", "stable", "firearms", "dashboard", "srp"]
)
def test_an_id_that_is_only_like_one_passes(set_id: str) -> None:
    assert places(named(SHEET, id=set_id, title="Ours")) == []


@pytest.mark.parametrize(
    "title",
    [
        "STABLE-2007, the items",
        "Items of ARMS",
        "Risk matrix 2000 for officers",
        "DASH questions",
        "Oasys levels",
        "AssetPlus",
        "RM2000/S",
        "Active Risk Management System",
    ],
)
def test_a_title_that_names_a_tool_is_refused(title: str) -> None:
    assert set(places(named(QUESTIONS, id="ours", title=title))) == {("set", "title")}


@pytest.mark.parametrize(
    "title", ["Dynamic domains (ARMS-style)", "Acute factors", "Up in arms", "A dash of salt", "Stable homes", "SRP"]
)
def test_a_title_that_is_only_like_one_passes(title: str) -> None:
    assert places(named(QUESTIONS, id="ours", title=title)) == []


def test_three_titles_of_one_tool_are_refused_and_two_are_not() -> None:
    known = licensed(*TITLES)
    assert places(titled(SHEET, "factor", "SECOND licensed  thing", TITLES[0], "Third licensed thing"), known) == [
        ("factor", 0, "title")
    ]
    assert places(titled(QUESTIONS, "item", "Ours", *TITLES), known) == [("item", 1, "title")]
    assert places(titled(SHEET, "factor", *TITLES[:2]), known) == []


def test_one_title_three_times_is_one_title() -> None:
    assert places(titled(SHEET, "factor", TITLES[0], TITLES[0], TITLES[0]), licensed(*TITLES)) == []


def test_menus_and_passports_hold_no_items() -> None:
    menu = named(LIBRARY.menu("restrictive"), id="arms", title="ARMS")
    assert places(menu) == places(LIBRARY.instrument("arms")) == []
