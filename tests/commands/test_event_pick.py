"""What is picked from a list in `sjtool event`: ids among words, numbers, people however they are written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sjtool.commands import event as event_command
from sjtool.commands.event_pick import read_parts, read_person
from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
LISTED = ["ac-002", "or-001", "acute@1.0.0/hostility"]
KNOWN = [*LISTED, "ev-004", "partner", "child-a"]
CHILDREN = {"child-a": "Child A (girl, 6)", "child-b": "Sam"}
CHILD = Draft("person", {"id": "child-a", "roles": ["child"], "standing": "other", "label": "Child A"})
COVERT = Draft(
    "action",
    {"assessment": "a-001", "pillar": "supervision", "kind": "covert", "objective": "SECRET", "handling": "covert"}
    | {"purpose": "x", "owner": "pc-4412", "due_on": "2026-04-01"},
)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        ("ac-002 housing", ("ac-002", "housing")),
        ("AC-002, housing", ("ac-002", "housing")),
        ("housing and ac-002/or-001", ("housing", "ac-002", "or-001")),
        ("the move; acute@1.0.0/hostility + ev-004.", ("the move", "acute@1.0.0/hostility", "ev-004")),
        ("1 2", ("ac-002", "or-001")),
        ("1 and 2 & 3", ("ac-002", "or-001", "acute@1.0.0/hostility")),
        ("1, housing", ("ac-002", "housing")),
        ("ac-002 ac-002", ("ac-002",)),
        ("partner", ("partner",)),
        ("his partner moved", ("his partner moved",)),
        ("ac-0021", ("ac-0021",)),
        ("android phone", ("android phone",)),
        ("24 hour curfew", ("24 hour curfew",)),
        (" , ", ()),
    ],
)
def test_ids_are_found_whatever_stands_between_and_the_rest_stays_words(typed: str, taken: tuple[str, ...]) -> None:
    assert read_parts(typed, LISTED, KNOWN) == (taken, "")


def test_numbers_that_say_nothing_sure_are_asked_again() -> None:
    assert read_parts("9", LISTED, KNOWN) == ((), "There is no number 9 in the list.")
    assert "Put a comma between them" in read_parts("1 housing", LISTED, KNOWN)[1]
    assert read_parts("1", [], []) == ((), "There is no number 1 in the list.")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("1", ("child-a", "")),
        ("3", ("", "")),
        ("child-a", ("child-a", "")),
        ("Child  A", ("child-a", "")),
        ("CHILD_B", ("child-b", "")),
        ("sam", ("child-b", "")),
        ("Child A (girl, 6)", ("child-a", "")),
        ("samm", ("", "child-b")),
        ("child c", ("", "")),
        ("Kelly's kids", ("", "")),
    ],
)
def test_somebody_is_named_however_it_is_written_and_never_guessed(typed: str, found: tuple[str, str]) -> None:
    assert read_person(typed, CHILDREN) == found


def test_two_of_one_label_are_told_apart_by_id_alone() -> None:
    assert read_person("Sam", {"child-a": "Sam", "child-b": "Sam"}) == ("", "")
    assert read_person("Sam", {}) == ("", "")


class TestAtTheForm:
    @pytest.fixture
    def case(self, make_case: Any) -> Path:
        return make_case("harbour", [CHILD, COVERT])  # type: ignore[no-any-return]

    def touch(self, run: Any, case: Path, typed: Any, *lines: str) -> Any:
        return run("event", case, "other", "--plain", input=typed("", "He rang.", "", "", *lines, "y", "It is new."))

    def test_what_was_understood_is_said(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        done = self.touch(run, case, typed, "child-a housing and school")
        assert records(case, "event")[0]["touches"] == ["child-a", "housing and school"]
        assert "Taken: child-a Child A. In words: housing and school" in done.stderr

    def test_an_id_that_is_not_in_the_case_is_refused(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        done = self.touch(run, case, typed, "ac-099 housing", "housing")
        assert "Not in this case: ac-099" in done.stderr
        assert records(case, "event")[0]["touches"] == ["housing"]
        assert "In words: housing" in done.stderr

    def test_a_covert_action_is_not_told_of_where_nobody_sits_at_a_screen(
        self, run: Any, case: Path, typed: Any, records: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done = self.touch(run, case, typed, "ac-001")
        assert "In words: ac-001" in done.stderr
        assert "covert action" not in done.stderr
        monkeypatch.setattr(event_command, "at_terminal", lambda: True)
        assert "Taken: ac-001 covert action" in self.touch(run, case, typed, "ac-001").stderr
        assert [event["touches"] for event in records(case, "event")] == [["ac-001"], ["ac-001"]]

    def test_help_and_first_lines_name_the_case_as_it_was_typed(self, run: Any, case: Path, typed: Any) -> None:
        assert case.stem == "harbour"
        done = run("event", "harbour", "other", "--plain", input=typed("", "He rang.", "?", ":quit"))
        assert "sjtool show harbour --all" in " ".join(done.stderr.split())
        done = run("event", "harbour", "section-47", "--plain", input=typed(":quit"))
        assert "\n  sjtool event harbour strategy-discussion\n" in done.stderr
