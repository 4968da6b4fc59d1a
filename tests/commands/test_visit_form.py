"""The questions of a visit, which `visit` and `event` share."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sjtool.ask.form import Back, ask_form
from sjtool.commands.visit_form import list_people, visit_fields
from sjtool.loader import Loaded, load_sound
from sjtool.store.append import Draft
from sjtool.store.library import Library

TODAY = date(2026, 3, 4)
OTHERS = (
    Draft("person", {"id": "worker", "roles": ["professional"], "standing": "other", "label": "Ms L"}),
    Draft("person", {"id": "v1", "roles": ["victim"], "standing": "victim", "label": "V1", "confidential": True}),
    Draft("person", {"id": "child-a", "roles": ["child"], "standing": "other", "label": "A"}),
)


class Lines:
    """An asker that has its lines ready."""

    plain = True

    def __init__(self, *lines: str) -> None:
        self.typed: list[dict[str, Any]] = []
        self.watch = None
        self.left, self.said = list(lines), list[str]()

    def say(self, text: str = "") -> None:
        self.said.append(text)

    def ask_line(
        self,
        prompt: str,
        *,
        default: str = "",
        multiline: bool = False,
        keys: Mapping[str, str] | None = None,
        select: bool = False,
    ) -> str:
        del default, multiline, keys, select
        self.said.append(prompt)
        return self.left.pop(0)


@pytest.fixture
def loaded(make_case: Any) -> Loaded:
    path: Path = make_case("harbour", OTHERS)
    return load_sound(path, Library())


def ask(loaded: Loaded, *lines: str, given: dict[str, Any] | None = None) -> dict[str, Any]:
    return ask_form(Lines(*lines), visit_fields(loaded, TODAY), given)


def test_people_are_listed_with_the_household_first_and_no_professionals(loaded: Loaded) -> None:
    assert [person.id for person in list_people(loaded)] == ["subject", "partner", "child-a"]


def test_a_victim_is_listed_only_where_somebody_there_knows_them(make_case: Any) -> None:
    known = Draft("relation", {"person": "v1", "to": "subject", "kind": "sibling-of"})
    path: Path = make_case("harbour", (*OTHERS, known))
    found = [person.id for person in list_people(load_sound(path, Library()))]
    assert found == ["subject", "partner", "child-a", "v1"]


def test_today_stands_as_the_day_and_a_day_to_come_is_refused(loaded: Loaded) -> None:
    keys = ask(loaded, "tomorrow", "5 March 2026", "", "n", "1", "", "", "Tidy.", "", "")
    assert keys["held_on"] == "2026-03-04"


def test_people_are_named_by_number_or_id(loaded: Loaded) -> None:
    assert ask(loaded, "", "y", "1", "1 child-a", "", "Tidy.", "", "")["present"] == ("subject", "child-a")


def test_a_next_visit_that_has_passed_is_asked_again(loaded: Loaded) -> None:
    keys = ask(loaded, "", "y", "1", "1", "", "Tidy.", "", "1 March 2026", "1 April 2026")
    assert keys["next_on"] == "2026-04-01"


def test_refusals_that_stand_are_shown_kept_and_may_be_taken_away(loaded: Loaded) -> None:
    fields = [one for one in visit_fields(loaded, TODAY) if one.key == "refused"]
    asker = Lines("-", "the loft", "")
    assert ask_form(asker, fields, {"refused": ("the phone",)}) == {"refused": ("the loft",)}
    assert "  stands: the phone" in asker.said


def test_back_leads_out_of_the_refusals(loaded: Loaded) -> None:
    fields = [one for one in visit_fields(loaded, TODAY) if one.key == "refused"]
    with pytest.raises(Back):
        ask_form(Lines(":back"), fields, may_leave=True)


def test_where_nobody_was_in_people_and_refusals_are_not_asked(loaded: Loaded) -> None:
    assert ask(loaded, "", "n", "3", "Curtains drawn.", "") == {
        "held_on": "2026-03-04",
        "announced": False,
        "entry": "nobody-in",
        "what": "Curtains drawn.",
    }
