"""What goes with a change or a move: where the person lives now, who knows of the children, what is left open."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sjtool.commands.event_services import names_children
from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
CHILD = Draft("person", {"id": "child-a", "roles": ["child"], "standing": "other", "label": "Child A"})
VICTIM = Draft("person", {"id": "v1", "roles": ["victim"], "standing": "victim", "label": "V1"})
HOME = Draft("relation", {"person": "partner", "to": "subject", "kind": "lives-with", "from_on": "2024-05-01"})
CHANGE = ("", "Moved to Fore Street.")
OPPORTUNITY = ("n", "n", "n", "n", "y", "n", "n", "n", "n", "n")
END = ("n", "n", "It is as before.", "")


@pytest.fixture
def case(make_case: Any) -> Path:
    return make_case("harbour", [CHILD, VICTIM, HOME])  # type: ignore[no-any-return]


def change(run: Any, case: Path, typed: Any, *lines: str) -> Any:
    done = run("event", case, "significant-change", "--plain", input=typed(*CHANGE, *OPPORTUNITY, *lines, *END))
    assert done.status == 0, done.stderr
    return done


class TestTheHome:
    def test_address_and_household_become_records_of_the_day(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("2026-03-02", "To a flat of his own.", "2 High St", "1", "1", "", "", "n")
        done = run("event", case, "move", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        person = records(case, "person")[-1]
        assert (person["supersedes"], person["address"], person["reason"]) == (
            "subject",
            "2 High St",
            "Told in the event of 2 March 2026.",
        )
        first, begun, ended = records(case, "relation")
        assert (begun["person"], begun["to"], begun["kind"], begun["from_on"]) == (
            "child-a",
            "subject",
            "lives-with",
            "2026-03-02",
        )
        assert (ended["supersedes"], ended["until_on"], ended["from_on"]) == (first["id"], "2026-03-02", "2024-05-01")
        assert "V1" not in done.stderr

    def test_all_of_it_may_be_left(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        done = run("event", case, "move", "--plain", input=typed("", "To a flat.", "", "", "", "", "", "n"))
        assert done.status == 0, done.stderr
        assert len(records(case, "relation")) == 1
        assert "rationale" not in records(case, "event")[0]
        assert f"sjtool add {case} person\n  sjtool add {case} relation" in done.stderr

    def test_the_address_that_stands_is_not_recorded_again(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("", "To a flat.", "2 High St", "", "", "", "", "n")
        for _again in range(2):
            assert run("event", case, "move", "--plain", input=typed(*lines)).status == 0
        assert [one["id"] for one in records(case, "person")][-1] == "subject-2"

    def test_without_a_subject_nothing_of_it_is_asked(self, run: Any, make_case: Any, typed: Any, records: Any) -> None:
        path = make_case("bare", [], beginning=())
        done = run("event", path, "move", "--plain", input=typed("", "To a flat.", "", "", "n"))
        assert done.status == 0, done.stderr
        assert [one["kind"] for one in records(path, "event")] == ["move"]


class TestChildrensServices:
    @pytest.mark.parametrize(
        ("words", "is_of_children"),
        [
            ("Kelly and her two kids", True),
            ("A boy of about ten", True),
            ("his stepsons", True),
            ("no contact with under-16s", True),
            ("Her babies", True),
            ("The boycott", False),
            ("A kidney stone", False),
            ("Sonia rang", False),
            (None, False),
        ],
    )
    def test_words_that_speak_of_children_bring_the_question(self, words: str | None, *, is_of_children: bool) -> None:
        assert names_children(words) is is_of_children

    def test_who_is_to_be_told_is_an_action_with_its_day(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        done = change(run, case, typed, "", "", "", "3", "Of Kelly's two.", "pc-4412", "2026-03-06")
        (action,) = records(case, "action")
        assert (action["objective"], action["owner"], action["due_on"], action["assessment"]) == (
            "Of Kelly's two.",
            "pc-4412",
            "2026-03-06",
            "a-001",
        )
        (event,) = records(case, "event")
        said = "Children's services are to be told: Of Kelly's two. By pc-4412, until 6 March 2026."
        assert event["rationale"].endswith(said)
        assert "referral" not in done.stderr.rpartition("saved")[2]
        assert f"sjtool event {case} information-shared" in done.stderr

    def test_without_an_assessment_the_words_alone_say_it(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("bare", [], beginning=())
        lines = ("", "Moved in with two children.", "3", "Of the two.", "pc-4412", "", "", "", "n")
        done = run("event", path, "move", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert records(path, "action") == []
        assert records(path, "event")[0]["rationale"].startswith("Children's services are to be told: Of the two.")

    def test_who_was_told_now_is_a_referral(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        done = change(run, case, typed, "", "", "", "2", "Of Kelly's two.", "Ms L, duty team")
        _change, referral = records(case, "event")
        assert (referral["kind"], referral["what"], referral["told"], referral["held_on"]) == (
            "referral",
            "Of Kelly's two.",
            ["Ms L, duty team"],
            "2026-03-04",
        )
        assert "Comprehensive assessment" in done.stderr

    def test_no_need_wants_its_reason(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        change(run, case, typed, "", "", "", "4", "", "They are grown up.")
        assert records(case, "event")[0]["rationale"].endswith("need not be told: They are grown up.")

    def test_where_it_was_not_answered_the_referral_is_left_open(self, run: Any, case: Path, answers: Any) -> None:
        text = '[[event]]\nheld_on = "2026-03-02"\nwhat = "Moved in with two boys."\n'
        text += 'opens_review = false\nrationale = "x"\nconsidered = ["significant-change@1.0.0/own-home"]\n'
        relation = '[[relation]]\nperson = "child-a"\nto = "subject"\nkind = "lives-with"\n'
        done = run("event", case, "significant-change", "--answers", answers(text + relation))
        assert done.status == 0, done.stderr
        assert f"sjtool event {case} referral" in done.stderr
        assert f"sjtool add {case} relation" in done.stderr

    def test_a_change_that_speaks_of_none_leaves_nothing_open(self, run: Any, case: Path, typed: Any) -> None:
        lines = ("", "He drinks more.", *("n",) * 10, *END)
        done = run("event", case, "significant-change", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert "referral" not in done.stderr
        assert "sjtool add" not in done.stderr


class TestHowAPromptIsAnswered:
    @pytest.mark.parametrize(
        ("answer", "line"),
        [
            ("yes drinking again", "- Like the time of an earlier offence? drinking again"),
            ("y: drinking again", "- Like the time of an earlier offence? drinking again"),
            ("y", "- Like the time of an earlier offence?"),
        ],
    )
    def test_words_are_free_and_need_no_comma(
        self, run: Any, case: Path, typed: Any, records: Any, answer: str, line: str
    ) -> None:
        lines = ("", "He drinks more.", answer, *("n",) * 9, *END)
        done = run("event", case, "significant-change", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert records(case, "event")[0]["what"].split("\n")[-1] == line
        assert ("  yes: drinking again" in done.stderr) is ("drinking" in answer)

    @pytest.mark.parametrize("answer", ["yesterday", "yy, his sister", "maybe"])
    def test_other_words_are_asked_again(self, run: Any, case: Path, typed: Any, answer: str) -> None:
        lines = typed("", "He drinks more.", answer, ":quit")
        done = run("event", case, "significant-change", "--plain", input=lines)
        assert "Type y, n or k (not known); a few words may follow:  y, old company again" in done.stderr
