"""What an officer sees and may do while rating: labels, history, moves, evidence picked from a list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft
from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk")
ACUTE = Library().factor_set("acute")
NAMES = [factor.id for factor in ACUTE.factor]
SESSION = Draft(
    "session",
    {
        "assessment": "a-001",
        "set": "section-12@1.0.0",
        "informant": "partner",
        "about": "subject",
        "interviewers": ["pc-4412"],
        "mode": "home-visit",
        "held_on": "2026-03-02",
    },
)
EARLIER = {"assessment": "a-001", "person": "subject", "held_on": "2026-02-04"}


def piece(title: str, **more: Any) -> Draft:
    return Draft("evidence", {"nature": "fact", "kind": "other", "title": title, "obtained": True, **more})


def rated(factor: str, recent: str, rationale: str = "As seen.", **more: Any) -> Draft:
    return Draft("rating", {**EARLIER, "factor": factor, "recent": recent, "rationale": rationale, **more})


def said(done: Any) -> str:
    return " ".join(done.stderr.split())


class TestWhatIsShown:
    def test_every_label_stands_with_its_anchor_before_the_question(self, run: Any, harbour: Path, typed: Any) -> None:
        done = run("rate", harbour, "acute", "--factor", "hostility", "--plain", input=typed(":quit"))
        shown = said(done).partition("What was seen?")[0]
        factor = next(one for one in ACUTE.factor if one.id == "hostility")
        for number, (label, anchor) in enumerate(factor.anchors.items(), 1):
            assert f"{number} {label.replace('-', ' ')}: {' '.join(anchor.split())}" in shown

    def test_what_labels_mean_is_not_said_again_for_each_of_many_signs(
        self, run: Any, harbour: Path, typed: Any
    ) -> None:
        means = Library().factor_set("capacity-to-protect").scale[0].label[0].means
        none = ("3", "Not asked yet.", "")
        lines = typed(*none, "3", "", "", "3", "", "", ":quit")
        done = run("rate", harbour, "capacity-to-protect", "--person", "partner", "--plain", input=lines)
        assert said(done).count(means) == 1
        assert done.stderr.count("   3 Not known\n") == 3

    def test_the_last_rating_stands_with_its_day_officer_reasons_and_evidence(
        self, run: Any, make_case: Callable[..., Path], typed: Any
    ) -> None:
        long = "Shouted at the door. " * 20
        path = make_case(
            "harbour", [piece("Letter"), rated("acute@1.0.0/hostility", "present", long, evidence=["e-001"])]
        )
        lines = typed(":last", ":quit")
        done = run("rate", path, "acute", "--factor", "hostility", "--plain", input=lines)
        first, _, last = said(done).partition("What was seen?")
        assert "last: Present. 4 February 2026, PC A. Hughes." in first
        assert "rests on: e-001 Letter" in first
        assert "(:last shows all)" in first
        assert first.count("Shouted at the door.") < 20
        assert last.count("Shouted at the door.") == 20

    def test_on_a_sheet_that_is_rated_afresh_there_is_nothing_to_carry(
        self, run: Any, make_case: Callable[..., Path], typed: Any, records: Any
    ) -> None:
        path = make_case("harbour", [piece("Letter"), rated("acute@1.0.0/hostility", "present", evidence=["e-001"])])
        done = run("rate", path, "acute", "--factor", "hostility", "--plain", input=typed("=", ":quit"))
        assert "as last time" not in done.stderr
        assert len(records(path, "rating")) == 1


class TestMoves:
    def test_map_last_and_why_lose_nothing_of_what_was_typed(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        lines = ("3", ":map", ":last", ":why", "Shouted.", ":map", "e-001", ":help", "3", ":notes", "")
        done = run("rate", harbour, "acute", "--factor", "hostility", "--plain", input=typed(*lines))
        assert done.status == 0
        assert "Hostility: not rated; begun" in done.stderr
        assert "It was not rated before." in done.stderr
        assert "look for:" in done.stderr
        assert "leave this factor unrated; what you typed of it is kept" in said(done)
        (saved,) = records(harbour, "rating")
        assert (saved["recent"], saved["rationale"], saved["evidence"]) == ("present", "Shouted.", ["e-001"])

    def test_the_map_says_how_each_factor_stands(self, run: Any, make_case: Callable[..., Path], typed: Any) -> None:
        low = rated("arms-style@1.0.0/opportunity", "high", past="low", evidence=["e-001"])
        review = Draft("assessment", {"opened_on": "2026-03-01", "trigger": "review", "purpose": "Again."})
        path = make_case("harbour", [piece("Letter"), low, review])
        done = run("rate", path, "arms-style", "--plain", input=typed(":map", "=", ":map", ":quit"))
        before, _, after = said(done).partition("saved ra-002")
        assert "not rated in this assessment; High priority on 4 February 2026" in before
        assert "carried forward, High priority on 4 March 2026" in after

    @pytest.mark.parametrize("where", ["hostility", "4", "hostil"])
    def test_jump_goes_to_a_factor_by_number_id_or_a_word(
        self, where: str, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        done = run("rate", harbour, "acute", "--plain", input=typed(f":jump {where}", "1", "Calm.", "", ":quit"))
        assert done.status == 0
        assert [r["factor"].rpartition("/")[2] for r in records(harbour, "rating")] == ["hostility"]

    def test_jump_within_a_factor_keeps_its_words_and_back_there_they_stand(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        lines = ("2", "A bread round.", ":jump 2", "1", "Calm.", "", ":jump 1", "", "", "e-001", "", "", ":quit")
        done = run("rate", harbour, "acute", "--plain", input=typed(*lines))
        assert "Left unfinished on this factor" in said(done)
        second, first = records(harbour, "rating")
        assert (second["recent"], first["recent"], first["rationale"]) == ("none-seen", "emerging", "A bread round.")

    def test_a_word_that_fits_several_or_none_is_told(self, run: Any, harbour: Path, typed: Any, records: Any) -> None:
        lines = typed(":jump collapse", ":jump weather", ":jump", ":quit")
        done = run("rate", harbour, "acute", "--plain", input=lines)
        assert "Which of these? Emotional collapse; Collapse of social supports" in said(done)
        assert said(done).count("There is no such factor here.") == 2
        assert records(harbour, "rating") == []

    def test_a_move_there_is_not_is_never_taken_as_text(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        lines = ("1", ":note he was calm", ":fly", " :fly, he said", "")
        done = run("rate", harbour, "acute", "--factor", "hostility", "--plain", input=typed(*lines))
        assert "There is no :fly." in said(done)
        assert records(harbour, "rating")[0]["rationale"] == " :fly, he said"

    def test_the_end_says_how_many_were_rated_and_what_is_next(self, run: Any, harbour: Path, typed: Any) -> None:
        lines = typed(":skip", *("1", "Calm.", "") * 7)
        done = run("rate", harbour, "acute", "--plain", input=lines)
        assert "That was the last factor: 7 rated, 1 skipped. Next:" in done.stderr
        assert f"sjtool next {harbour}" in done.stderr


class TestEvidence:
    @pytest.fixture
    def case(self, make_case: Callable[..., Path]) -> Path:
        answer = {"session": "s-001", "item": "1", "value": "until two most nights", "basis": "told"}
        event = Draft("event", {"kind": "visit", "held_on": "2026-03-03", "what": "Called unannounced"})
        tool = {"instrument": "arms@1.0.0", "origin": "received", "construct": "level", "level": "medium"}
        result = Draft("tool_result", {**tool, "dated_on": "2026-01-12", "limits": "old", "assessment": "a-001"})
        pieces = [piece("Letter from the landlord"), piece("Visit " + "long " * 40, reference="ref-77")]
        return make_case("harbour", [*pieces, SESSION, Draft("response", answer), event, result])

    def rate(self, run: Any, case: Path, typed: Any, *lines: str) -> Any:
        asked = typed("3", "Shouted.", *lines)
        return run("rate", case, "acute", "--factor", "hostility", "--plain", input=asked)

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("landlord", "e-001"),
            ("REF-77", "e-002"),
            ("two nights", "r-0001"),
            ("unannounced", "ev-001"),
            ("section-12 with", "s-001"),
        ],
    )
    def test_words_search_and_a_number_picks(
        self, words: str, found: str, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        done = self.rate(run, case, typed, words, "1", "", "")
        assert done.status == 0, done.stderr
        assert f"1 {found}  " in done.stderr
        assert records(case, "rating")[0]["evidence"] == [found]

    def test_several_are_picked_and_an_id_typed_with_the_words_stays(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        done = self.rate(run, case, typed, "r-0001 le", "1 2", "", "")
        assert done.status == 0
        assert len(records(case, "rating")[0]["evidence"]) == 2

    def test_a_title_is_cut_to_the_width_and_never_ends_a_line_beyond_it(
        self, run: Any, case: Path, typed: Any
    ) -> None:
        done = self.rate(run, case, typed, "visit", ":quit")
        shown = [line for line in done.stderr.split("\n") if "e-002" in line]
        assert shown
        assert shown[0].endswith("…")
        assert len(shown[0]) < 80

    def test_what_a_tool_said_is_not_shown_in_the_list(self, run: Any, case: Path, typed: Any) -> None:
        done = self.rate(run, case, typed, "list", "arms", ":quit")
        listed = [line for line in done.stderr.split("\n") if "tr-001" in line]
        assert len(listed) == 2
        assert all("medium" not in line for line in listed)

    def test_the_list_holds_the_latest_answers_and_sessions(self, run: Any, case: Path, typed: Any) -> None:
        done = self.rate(run, case, typed, "list", ":quit")
        for one in ("e-001", "e-002", "s-001", "r-0001", "ev-001"):
            assert f" {one}  " in done.stderr

    def test_an_empty_line_is_refused(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        done = self.rate(run, case, typed, "", "", ":quit")
        assert done.stderr.count("This one is needed.") == 2
        assert records(case, "rating") == []

    def test_what_was_named_before_is_named_again_by_a_word_and_never_by_silence(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        lines = (
            "3",
            "Shouted.",
            "e-001",
            "",
            "",
            "3",
            "Drunk.",
            "",
            "same",
            "",
            "",
            "1",
            "Calm.",
            "s",
            "1",
            "Calm.",
            "",
        )
        done = run("rate", case, "acute", "--plain", input=typed(*lines, ":quit"))
        assert "same = e-001" in done.stderr
        assert "This one is needed." in done.stderr
        assert [r.get("evidence") for r in records(case, "rating")] == [["e-001"]] * 3 + [None]

    def test_new_takes_its_title_on_the_line_and_is_recorded_as_obtained(
        self, run: Any, case: Path, typed: Any, records: Any
    ) -> None:
        new = ("n Home visit 4 March", "3", "5", "today", "t", "He shouted.")
        done = self.rate(run, case, typed, *new, "3", "")
        assert done.status == 0, done.stderr
        made = records(case, "evidence")[-1]
        kept = {key: made[key] for key in ("title", "nature", "kind", "dated_on", "text", "obtained")}
        assert kept == {
            "title": "Home visit 4 March",
            "nature": "observed",
            "kind": "home-visit",
            "dated_on": "2026-03-04",
            "text": "He shouted.",
            "obtained": True,
        }

    def test_back_leads_out_of_a_new_piece(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        done = self.rate(run, case, typed, "new", ":skip", ":back", "e-001", "", "")
        assert "Not within a new piece of evidence." in said(done)
        assert records(case, "rating")[0]["evidence"] == ["e-001"]
        assert len(records(case, "evidence")) == 2

    def test_letters_that_are_not_offered_are_told(self, run: Any, case: Path, typed: Any, records: Any) -> None:
        done = self.rate(run, case, typed, "e-001", "", "x", "w", "A calm month.")
        assert "Type letters of v w" in done.stderr
        assert records(case, "rating")[0]["would_change"] == "A calm month."
