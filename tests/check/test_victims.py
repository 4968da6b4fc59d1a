"""Edges of the check of a victim's wish to be told: what an application looks like, and what counts as told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.check.naming import is_named, texts_of
from sjtool.model.people import Victim
from sjtool.problem import Problem

Found = Callable[..., list[Problem]]
Row = tuple[str, dict[str, Any]]
CODE = "victim-wish-ignored"
WORDS = "words of the victims file"
STUB: Row = ("person", {"id": "v-stub-1", "roles": ["victim"], "standing": "victim", "confidential": True})
APPLIED: Row = ("event", {"id": "ev-1", "kind": "notification", "touches": ["Notification-Review "]})
ORDER: Row = ("order", {"id": "or-1", "kind": "Notification requirement", "made_on": "2010-05-04"})
TOLD: Row = ("event", {"id": "ev-2", "kind": "information-shared", "touches": ["v-stub-1"]})


def victim(wish: str | None = "wanted", person: str | None = "v-stub-1") -> Victim:
    return Victim(id="v-001", person=person, told_of_review=wish, wishes=WORDS, contact=WORDS, identity=WORDS)


@pytest.fixture
def finds(found: Found) -> Callable[..., list[str]]:
    def find(*rows: Row, victims: tuple[Victim, ...] = (victim(),)) -> list[str]:
        problems = found(CODE, STUB, *rows, victims=victims)
        assert all((problem.place.line, WORDS in problem.render()) == (0, False) for problem in problems)
        return [problem.what for problem in problems]

    return find


def say(step: str) -> list[str]:
    return [f'since "{step}", on a review of notification, nothing says whether "v-stub-1" was told of it']


def test_an_application_of_which_nobody_told_is_found(finds: Any) -> None:
    assert finds(APPLIED) == say("ev-1")
    assert finds(("order", {**ORDER[1], "discharge_sought": True})) == say("or-1")


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [("event", {"id": "ev-1", "kind": "notification", "touches": ["notification"]})],
        [ORDER],
        [("order", {**ORDER[1], "discharge_sought": False})],
        [("order", {**ORDER[1], "kind": "SHPO", "discharge_sought": True})],
        [("order", {"id": "or-1", "made_on": "2010-05-04", "discharge_sought": True})],
        [("assessment", {"id": "a-2", "trigger": "review"})],
        [TOLD, ("event", {"id": "ev-3", "kind": "information-shared", "touches": ["notification-review"]})],
    ],
)
def test_where_nobody_applied_nothing_is_found(finds: Any, rows: list[Row]) -> None:
    assert finds(*rows) == []


@pytest.mark.parametrize("wish", [None, "not-wanted", "not-asked"])
def test_only_a_wish_is_looked_at(finds: Any, wish: str | None) -> None:
    assert finds(APPLIED, victims=(victim(wish),)) == []
    assert finds(APPLIED, victims=(victim(person=None),)) == []
    assert finds(APPLIED, victims=()) == []


def test_each_victim_is_told_and_one_stub_is_found_once(finds: Any) -> None:
    assert finds(APPLIED, victims=(victim(), victim())) == say("ev-1")
    found = finds(APPLIED, TOLD, victims=(victim(), victim(person="v-stub-2")))
    assert len(found) == 1
    assert '"v-stub-2"' in found[0]


@pytest.mark.parametrize(
    "row",
    [
        TOLD,
        ("event", {"id": "ev-2", "kind": "information-shared", "what": "V-STUB-1 was told by letter."}),
        ("event", {"id": "ev-2", "kind": "information-shared", "present": ["v-stub-1"]}),
        ("action", {"id": "ac-1", "pillar": "victim-safety", "objective": "v-stub-1 hears of it first."}),
    ],
)
def test_what_was_shared_or_planned_since_counts(finds: Any, row: Row) -> None:
    assert finds(APPLIED, row) == []
    assert finds(row, APPLIED) == say("ev-1")


@pytest.mark.parametrize(
    "row",
    [
        ("event", {"id": "ev-2", "kind": "meeting", "touches": ["v-stub-1"]}),
        ("event", {"id": "ev-2", "kind": "information-shared", "touches": ["v-stub-10"]}),
        ("action", {"id": "ac-1", "pillar": "supervision", "objective": "v-stub-1 hears of it first."}),
        ("action", {"id": "ac-1", "pillar": "victim-safety", "objective": "Victims hear of it first."}),
    ],
)
def test_what_tells_of_somebody_or_something_else_does_not(finds: Any, row: Row) -> None:
    assert finds(APPLIED, row) == say("ev-1")


def test_news_of_an_older_action_counts_unless_it_was_given_up(finds: Any) -> None:
    planned = ("action", {"id": "ac-1", "pillar": "victim-safety", "purpose": "To tell v-stub-1."})
    news = {"id": "au-1", "action": "ac-1", "what_happened": "Told by letter."}
    assert finds(planned, APPLIED, ("action_update", {**news, "status": "done"})) == []
    assert finds(planned, APPLIED, ("action_update", {**news, "status": "not-done"})) == say("ev-1")


def test_the_last_step_is_the_one_to_tell_of(finds: Any) -> None:
    decided = ("event", {"id": "ev-3", "kind": "order", "touches": ["notification-review"]})
    assert finds(APPLIED, TOLD, decided) == say("ev-3")
    assert finds(APPLIED, decided, TOLD) == []


def test_a_correction_keeps_its_place(finds: Any) -> None:
    corrected = {"id": "ev-9", "kind": "notification", "touches": ["notification-review"], "supersedes": "ev-1"}
    assert finds(APPLIED, TOLD, ("event", corrected)) == []
    sought = ("order", {**ORDER[1], "id": "or-2", "supersedes": "or-1", "discharge_sought": True})
    assert finds(ORDER, TOLD, sought) == say("or-2")
    assert finds(ORDER, sought, TOLD, ("order", {**sought[1], "id": "or-3", "supersedes": "or-2"})) == []


def test_a_victim_is_named_by_every_id_they_have_had(finds: Any) -> None:
    renamed = ("person", {**STUB[1], "id": "v-stub-9", "supersedes": "v-stub-1"})
    told = ("event", {"id": "ev-2", "kind": "information-shared", "touches": ["v-stub-9"]})
    assert finds(renamed, APPLIED, told) == []


def test_what_the_ledger_fills_in_is_no_text_of_a_record() -> None:
    record = Victim(id="v-1", by="pc-1", person="v-stub-1", wishes="None.", salt="0" * 16)
    assert list(texts_of(record)) == [("person", "v-stub-1"), ("wishes", "None.")]
    assert callable(is_named)
