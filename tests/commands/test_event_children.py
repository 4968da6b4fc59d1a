"""`sjtool event` where children are concerned: section 47, strategy discussions, conferences held and planned."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft
from sjtool.store.unfinished import Unfinished

pytestmark = pytest.mark.usefixtures("at_desk")
A = Draft("person", {"id": "child-a", "roles": ["child"], "standing": "other", "label": "Child A"})
B = Draft("person", {"id": "child-b", "roles": ["child"], "standing": "other", "label": "Child B"})
ENQUIRY = Draft(
    "event",
    {
        "kind": "section-47",
        "held_on": "2026-03-02",
        "what": "All reports.",
        "touches": ["child-a"],
        "outcome": "section-47-outcomes@1.0.0/substantiated-continuing-risk",
    },
)
INITIAL = Draft(
    "event", {"kind": "conference", "held_on": "2026-03-01", "what": "All there.", "touches": ["initial-conference"]}
)


@pytest.fixture
def case(make_case: Any) -> Path:
    return make_case("harbour", [A, B])  # type: ignore[no-any-return]


class TestSection47:
    REST = ("1", "All reports.", "", "", "2026-03-20")

    @pytest.mark.parametrize("typed_name", ["child a", "Child-A", "1"])
    def test_a_child_is_taken_however_it_is_written_and_shown_back(
        self, run: Any, case: Path, typed: Any, records: Any, typed_name: str
    ) -> None:
        done = run("event", case, "section-47", "--plain", input=typed("", typed_name, *self.REST))
        assert done.status == 0, done.stderr
        assert records(case, "event")[0]["touches"] == ["child-a"]
        assert "Child A (child-a)." in done.stderr

    def test_a_child_who_is_not_in_the_case_is_refused_and_what_was_typed_is_kept(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = ("2026-03-03", "Kelly's kids", "chld a", "1 2", ":quit")
        done = run("event", case, "section-47", "--plain", input=typed(*lines))
        assert "No child of this case is called that.\n" in done.stderr
        assert f"sjtool add {case} person" in done.stderr
        assert "Name one only; each is recorded by itself." in done.stderr
        assert not records(case, "event")
        assert Unfinished(case, "event-section-47").left("section-47")["held_on"] == "2026-03-03"

    def test_the_nearest_is_named(self, run: Any, make_case: Any, typed: Any) -> None:
        path = make_case("harbour", [A])
        done = run("event", path, "section-47", "--plain", input=typed("", "chilld a", ":quit"))
        assert "Did you mean Child A (child-a)?" in done.stderr

    def test_the_day_agreed_shows_in_what_follows_and_in_due(self, run: Any, case: Path, typed: Any) -> None:
        done = run("event", case, "section-47", "--plain", input=typed("", "1", *self.REST))
        words = "Section 47: the conference, or the next step, on the day agreed: 20 March 2026"
        assert words in " ".join(done.stderr.split())
        assert words in " ".join(run("due", case).stdout.split())

    def test_a_strategy_discussion_is_for_several_children_and_says_what_was_decided(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = (
            "",
            "child a and 2",
            "Police and school.",
            "1",
            "Joint; both see the GP.",
            "Ms L",
            "",
            "min",
            "2026-03-09",
        )
        done = run("event", case, "strategy-discussion", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        (saved,) = records(case, "event")
        assert (saved["kind"], saved["touches"], saved["told"]) == (
            "strategy-discussion",
            ["child-a", "child-b"],
            ["Ms L"],
        )
        assert saved["outcome"] == "Section 47 enquiries begin. Joint; both see the GP."
        assert "9 March 2026" in " ".join(done.stderr.split())

    def test_numbers_of_children_need_no_comma(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        lines = ("", "1 2", "Police.", "none", "Looked at again in May.", "", "", "")
        assert run("event", case, "strategy-discussion", "--plain", input=typed(*lines)).status == 0
        (saved,) = records(case, "event")
        assert saved["touches"] == ["child-a", "child-b"]
        assert saved["outcome"].startswith("No section 47 enquiries for now.")


class TestAPlannedConference:
    def test_it_becomes_the_next_step_of_the_enquiry_it_was_agreed_at(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("harbour", [A, ENQUIRY])
        done = run("event", path, "conference", "--plain", input=typed("1", "2026-03-20", ""))
        assert done.status == 0, done.stderr
        first, corrected = records(path, "event")
        assert (corrected["supersedes"], corrected["next_on"]) == (first["id"], "2026-03-20")
        assert corrected["reason"] == "The day of the initial conference is settled: 20 March 2026."
        assert {**corrected, "kind": "section-47"}["outcome"] == first["outcome"]
        assert "section 47 of 2 March 2026, ev-001" in done.stderr
        assert "on the day agreed: 20 March 2026" in " ".join(done.stderr.split())

    def test_a_review_becomes_the_next_one_of_the_conference_before(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        path = make_case("harbour", [A, INITIAL])
        assert run("event", path, "conference", "--plain", input=typed("2", "2026-05-20", "1")).status == 0
        assert records(path, "event")[-1]["next_on"] == "2026-05-20"
        assert records(path, "event")[-1]["touches"] == ["initial-conference"]

    @pytest.mark.parametrize(("which", "command"), [("1", "section-47"), ("3", "conference")])
    def test_where_it_was_agreed_nowhere_what_to_record_first_is_named(
        self, run: Any, case: Path, typed: Any, records: Any, which: str, command: str
    ) -> None:
        done = run("event", case, "conference", "--plain", input=typed(which, "2026-03-20", "yes", ":quit"))
        assert f"sjtool event {case} {command}" in " ".join(done.stderr.split())
        assert not records(case, "event")

    def test_who_goes_back_records_one_that_was_held(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        lines = ("1", "2026-03-20", ":back", "2026-03-02", "All there.", "", "", "", "", "", "n")
        done = run("event", case, "conference", "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert records(case, "event")[0]["held_on"] == "2026-03-02"


class TestFromAFile:
    EVENT = '[[event]]\nheld_on = "2026-03-02"\nwhat = "MARKER"\n'

    def test_the_child_may_be_added_in_the_same_file(self, run: Any, case: Path, answers: Any, records: Any) -> None:
        child = '[[person]]\nid = "child-c"\nroles = ["child"]\nstanding = "other"\nlabel = "C"\n'
        event = self.EVENT + 'touches = ["child-c"]\noutcome = "None."\n'
        done = run("event", case, "strategy-discussion", "--answers", answers(child + event))
        assert done.status == 0, done.stderr
        assert records(case, "event")[0]["touches"] == ["child-c"]

    @pytest.mark.parametrize(
        ("kind", "text", "codes", "words"),
        [
            ("strategy-discussion", EVENT, ["event-touches-unsaid"], "the id of the child"),
            ("strategy-discussion", EVENT + 'touches = ["Child A"]\n', ["event-child-unknown"], '"child-a"'),
            ("strategy-discussion", EVENT + 'touches = ["x"]\n', ["event-child-unknown"], "sjtool add CASE person"),
            ("other", EVENT + 'touches = ["ac-099", "ev-7 x"]\n', ["event-touches-unknown"], "show CASE --all"),
            (
                "conference",
                EVENT.replace("2026-03-02", "2026-05-02") + 'touches = ["initial-conference"]\n',
                ["event-ahead"],
                "of the section-47 event it was agreed at",
            ),
        ],
    )
    def test_what_is_wrong_is_said_with_what_mends_it(
        self, run: Any, case: Path, answers: Any, codes_of: Any, kind: str, text: str, codes: list[str], words: str
    ) -> None:
        done = run("event", case, kind, "--answers", answers(text))
        assert (done.status, codes_of(done)) == (3, codes), done.stderr
        assert words in done.stderr
        assert "MARKER" not in done.stderr
