"""`sjtool visit`: the briefing, then the visit, the eight acute factors, what changed; and going on later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.model.appraisal import Rating
from sjtool.store.append import Draft, Ledger
from sjtool.store.unfinished import Unfinished

VISIT = ("", "n", "1", "1", "", "He opened the door at once.", "", "3 April")
"""Today, unannounced, let in, the person alone, what was seen, nothing refused, the next visit."""
EIGHT = ("2w New job.", *(f"1, Asked and looked, {n}." for n in range(2, 9)))
NOTHING = ("",)
PROMPTS = (*(["n"] * 10), "n", "n", "Nothing of the plan is touched.", "")
"""The ten prompts of a significant change, the test, no review, why, and what it rests on."""


@pytest.fixture
def visit(run: Any, harbour: Path, typed: Any) -> Callable[..., Any]:
    """`visit("line", …)` goes through `visit --after` with these lines."""
    return lambda *lines: run("visit", harbour, "--after", "--plain", input=typed(*lines))


def flat(text: str) -> str:
    return " ".join(text.split())


class TestBriefing:
    def test_it_is_printed_and_nothing_is_asked(self, run: Any, harbour: Path) -> None:
        before = harbour.read_bytes()
        done = run("visit", harbour, "--briefing")
        assert done.status == 0
        assert "Visit briefing" in done.stdout
        assert "Have you been?" not in done.stderr
        assert harbour.read_bytes() == before

    def test_it_comes_first_and_quit_stops_before_the_visit(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        done = run("visit", harbour, "--plain", input=typed(":quit"))
        assert done.status == 0
        assert "Visit briefing" in done.stdout
        assert "Have you been?" in done.stderr
        assert "When was the visit?" not in done.stderr
        assert records(harbour, "event") == []

    def test_no_stops_and_says_what_to_type_afterwards(self, run: Any, harbour: Path, typed: Any, records: Any) -> None:
        done = run("visit", harbour, "--plain", input=typed("no"))
        assert done.status == 0
        assert "When you have been: sjtool visit" in flat(done.stderr)
        assert "--after" in done.stderr
        assert "When was the visit?" not in done.stderr
        assert records(harbour, "event") == []

    def test_enter_goes_on_to_the_visit(self, run: Any, harbour: Path, typed: Any, records: Any) -> None:
        run("visit", harbour, "--plain", input=typed("", *VISIT, ":quit"))
        assert [event["kind"] for event in records(harbour, "event")] == ["visit"]

    def test_it_is_logged_like_any_report(self, run: Any, harbour: Path) -> None:
        run("visit", harbour, "--briefing")
        log = harbour.with_name("harbour.access.jsonl").read_text("utf-8")
        assert '"disclosure"' in log


class TestRefused:
    def test_two_ways_at_once(self, run: Any, harbour: Path) -> None:
        done = run("visit", harbour, "--briefing", "--after")
        assert "one-way-only" in done.stderr
        assert done.status == 2

    def test_without_a_terminal_nothing_is_printed_or_written(self, run: Any, harbour: Path) -> None:
        before = harbour.read_bytes()
        done = run("visit", harbour)
        assert "not-a-terminal" in done.stderr
        assert done.stdout == ""
        assert done.status == 2
        assert harbour.read_bytes() == before


class TestVisit:
    def test_the_visit_and_its_eight_factors_are_saved_one_by_one(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        done = visit(*VISIT, *EIGHT, *NOTHING)
        assert done.status == 0
        (event,) = records(harbour, "event")
        assert event["held_on"] == "2026-03-04"
        assert event["announced"] is False
        assert event["entry"] == "given"
        assert event["present"] == ["subject"]
        assert event["what"] == "He opened the door at once."
        assert event["next_on"] == "2026-04-03"
        assert "refused" not in event
        ratings = records(harbour, "rating")
        assert len(ratings) == 8
        assert all(rating["evidence"] == ["ev-001"] for rating in ratings)
        assert {rating["held_on"] for rating in ratings} == {"2026-03-04"}
        assert (ratings[0]["recent"], ratings[0]["direction"], ratings[0]["rationale"]) == (
            "emerging",
            "worsening",
            "New job.",
        )
        assert "direction" not in ratings[1]
        assert [pin["ref"] for pin in records(harbour, "template")] == ["acute@1.0.0"]
        assert "Next visit: agreed for 3 April 2026" in flat(done.stderr)
        assert list(harbour.parent.glob("harbour.unfinished-*")) == []

    def test_all_eight_are_listed_once_with_what_they_were(self, visit: Any) -> None:
        visit(*VISIT, *EIGHT, *NOTHING)
        again = visit(*VISIT, ":quit")
        assert "1 Access to actual or potential victims: Emerging, 4 March 2026" in flat(again.stderr)
        assert "Nothing is carried over." in again.stderr

    def test_refusals_are_kept_one_by_one_with_their_reasons(self, visit: Any, harbour: Path, records: Any) -> None:
        lines = ("", "y", "1", "1 2", "a neighbour", "Tidy.", "the phone, at a friend's", "-", "the loft", "", "")
        done = visit(*lines, ":quit")
        (event,) = records(harbour, "event")
        assert event["refused"] == ["the loft"]
        assert event["present"] == ["subject", "partner"]
        assert event["others_present"] == "a neighbour"
        assert "Recorded as not cooperating" in flat(done.stderr)

    def test_a_number_alone_asks_for_the_words(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*VISIT, "3", "Met her outside.", ":quit")
        (rating,) = records(harbour, "rating")
        assert (rating["recent"], rating["rationale"]) == ("present", "Met her outside.")

    def test_a_number_and_a_word_are_asked_back_and_a_full_line_may_be_typed_instead(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        done = visit(*VISIT, "5 cans on the side.", "3w, 5 cans on the side.", ":quit")
        assert 'Label 5 (Not enough information), direction not said, with the words "cans on the side."?' in flat(
            done.stderr
        )
        (rating,) = records(harbour, "rating")
        assert (rating["recent"], rating["direction"], rating["rationale"]) == (
            "present",
            "worsening",
            "5 cans on the side.",
        )

    def test_what_was_asked_back_is_taken_by_enter_and_a_letter_adds_the_direction(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        visit(*VISIT, "3 met her outside", "", "2 a new job", "nonsense", "w", ":quit")
        first, second = records(harbour, "rating")
        assert (first["recent"], first["rationale"]) == ("present", "met her outside")
        assert "direction" not in first
        assert (second["recent"], second["direction"], second["rationale"]) == ("emerging", "worsening", "a new job")

    def test_what_cannot_be_read_when_it_is_asked_back_is_said(self, visit: Any, harbour: Path, records: Any) -> None:
        done = visit(*VISIT, "3 met her outside", "he was", ":quit")
        assert "Else type the line again" in done.stderr
        assert records(harbour, "rating") == []

    def test_back_from_what_is_asked_back_leads_to_the_line(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*VISIT, "3 met her outside", ":back", "2, saw her.", ":quit")
        (rating,) = records(harbour, "rating")
        assert (rating["recent"], rating["rationale"]) == ("emerging", "saw her.")

    def test_the_echo_holds_label_direction_and_words(self, visit: Any, harbour: Path, records: Any) -> None:
        done = visit(*VISIT, "3 w smell of drink", "1, Calm.", ":quit")
        assert 'Present, worsening: "smell of drink". :back corrects it' in flat(done.stderr)
        assert 'None seen, direction not said: "Calm.". :back corrects it' in flat(done.stderr)
        assert [one.get("direction") for one in records(harbour, "rating")] == ["worsening", None]

    def test_a_factor_rated_twice_is_counted_once(self, visit: Any, harbour: Path, records: Any) -> None:
        done = visit(*VISIT, "1, Calm.", ":back", "2, Not so calm.", ":skip", ":quit")
        assert len(records(harbour, "rating")) == 2
        assert "Left: 1 rated, 1 skipped this time" in flat(done.stderr)

    def test_which_factor_is_the_persons_own_is_said_before_it_is_rated(self, visit: Any) -> None:
        visit(*VISIT, *EIGHT[:7], "3, The anniversary of the arrest.", *NOTHING)
        done = visit(*VISIT, *EIGHT, *NOTHING)
        assert "of this person, as last rated: The anniversary of the arrest." in flat(done.stderr)

    @pytest.mark.parametrize("line", ["He was calm.", "7 calm", "2x calm", "12 calm", "not asked", "!"])
    def test_a_line_without_a_label_is_asked_again_and_nothing_is_guessed(
        self, visit: Any, harbour: Path, records: Any, line: str
    ) -> None:
        done = visit(*VISIT, line, ":quit")
        assert "Begin with the number of a label, 1 to 5" in flat(done.stderr)
        assert records(harbour, "rating") == []

    def test_a_label_may_be_its_word(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*VISIT, "present, met her outside", ":quit")
        (rating,) = records(harbour, "rating")
        assert (rating["recent"], rating["rationale"]) == ("present", "met her outside")

    def test_help_shows_what_each_label_looks_like_here(self, visit: Any) -> None:
        done = visit(*VISIT, "?", ":quit")
        assert "4 Act now: Signs of seeking somebody out" in flat(done.stderr)
        assert "Caution: Contact that is agreed" in flat(done.stderr)

    def test_more_asks_everything_and_back_leads_to_the_one_line(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*VISIT, ":more", "3", "Met her.", "ev-001 e-001", "3", "w", "Another week.", ":quit")
        (rating,) = records(harbour, "rating")
        assert (rating["evidence"], rating["direction"], rating["would_change"]) == (
            ["ev-001", "e-001"],
            "worsening",
            "Another week.",
        )
        done = visit("", ":more", ":more", ":back", "1, Calm.", ":quit")
        assert "There is no :more." in done.stderr
        assert [one["recent"] for one in records(harbour, "rating")] == ["present", "none-seen"]

    def test_act_now_says_so_at_once_and_again_at_the_end(self, visit: Any) -> None:
        done = visit(*VISIT, "4: A child is with him alone.", *EIGHT[1:], *NOTHING)
        said = flat(done.stderr)
        assert "ACT NOW: Somebody is within reach now" in said
        assert said.index("sjtool plan") < said.index("2 of 8")
        assert "--add ACT NOW: Access to actual or potential victims" in said

    def test_of_the_persons_own_factor_it_is_said_which_it_is_where_it_cannot_wait(self, visit: Any) -> None:
        done = visit(*VISIT, *EIGHT[:7], "4, The anniversary of the arrest.", *NOTHING)
        assert "ACT NOW: Factors unique to the person (The anniversary of the arrest.)" in flat(done.stderr)

    @pytest.mark.usefixtures("at_desk")
    def test_without_an_assessment_the_visit_is_saved_and_it_is_said_why_nothing_is_rated(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        person = Draft("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr H"})
        case = make_case("quay", [person], beginning=())
        done = run("visit", case, "--after", "--plain", input=typed(*VISIT, *NOTHING))
        assert done.status == 0
        assert len(records(case, "event")) == 1
        assert "No assessment is open" in done.stderr

    @pytest.mark.usefixtures("at_desk")
    def test_where_nobody_is_under_assessment_the_visit_alone_is_recorded(
        self, run: Any, make_case: Any, typed: Any, records: Any
    ) -> None:
        officer = Draft("officer", {"id": "pc-4412", "name": "PC H", "role": "manager", "agency": "Police"})
        case = make_case("quay", [officer], beginning=())
        lines = ("", "n", "1", "", "Nothing of note.", "", "")
        done = run("visit", case, "--after", "--plain", input=typed(*lines, *NOTHING))
        assert done.status == 0
        assert "present" not in records(case, "event")[0]
        assert "Number and what you saw" not in done.stderr


class TestNobodySeen:
    LINES = ("", "n", "2", "", "", "He spoke through the door.", "entry, said he was busy", "", "")

    def test_entry_refused_is_recorded_and_eight_are_rated_in_one_answer(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        done = visit(*self.LINES, "", "", *NOTHING)
        assert done.status == 0
        assert "Recorded as not cooperating" in flat(done.stderr)
        (event,) = records(harbour, "event")
        assert (event["entry"], event["refused"]) == ("refused", ["entry, said he was busy"])
        ratings = records(harbour, "rating")
        assert [rating["recent"] for rating in ratings] == ["not-enough-information"] * 8
        assert {rating["rationale"] for rating in ratings} == {
            "Not seen: entry was refused at the visit of 4 March 2026."
        }
        assert all(rating["evidence"] == ["ev-001"] for rating in ratings)
        assert [pin["ref"] for pin in records(harbour, "template")] == ["acute@1.0.0"]

    def test_the_officer_may_rate_one_by_one_all_the_same(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*self.LINES, "n", "1, Heard him say so.", ":quit")
        assert [rating["recent"] for rating in records(harbour, "rating")] == ["none-seen"]

    def test_whoever_was_met_at_the_door_is_rated_one_by_one_unless_the_officer_says_otherwise(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        done = visit("", "n", "2", "1", "", "He came to the door.", "", "", "", "1, Calm.", ":quit")
        assert "You were not let in." in done.stderr
        assert [rating["recent"] for rating in records(harbour, "rating")] == ["none-seen"]

    def test_nobody_in_is_no_refusal_and_asks_nothing_of_people(self, visit: Any, harbour: Path, records: Any) -> None:
        done = visit("", "n", "3", "", "", "y", "", *NOTHING)
        (event,) = records(harbour, "event")
        assert (event["entry"], event["what"]) == ("nobody-in", "Nobody answered.")
        assert "not cooperating" not in done.stderr
        assert "Who of the case was there?" not in done.stderr
        assert records(harbour, "rating")[0]["rationale"].startswith("Not seen: nobody was in")


class TestChanged:
    def test_a_change_is_an_event_of_its_own_that_rests_on_the_visit(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        done = visit(*VISIT, *EIGHT, "He has left the choir.", "n")
        changed = records(harbour, "event")[-1]
        assert (changed["kind"], changed["what"]) == ("other", "He has left the choir.")
        assert changed["evidence"] == ["ev-001"]
        assert changed["opens_review"] is False
        assert "significant-change" not in done.stderr

    def test_a_significant_one_put_off_is_recorded_as_one_and_how_to_settle_it_is_said(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        done = visit(*VISIT, *EIGHT, "He has a new partner with a child.", "y", "n")
        event = records(harbour, "event")[-1]
        assert (event["kind"], event["what"]) == ("significant-change", "He has a new partner with a child.")
        assert event["evidence"] == ["ev-001"]
        assert "opens_review" not in event
        assert "event --supersedes ev-002 whether the significant change ev-002 opens a review" in flat(done.stderr)

    def test_check_names_one_of_which_it_is_not_said_whether_it_opens_a_review(
        self, run: Any, visit: Any, harbour: Path, held_clock: Any
    ) -> None:
        planned = Draft("action", {"assessment": "a-001", "pillar": "supervision", "kind": "home visits"})
        Ledger(harbour).append([planned], by="pc-4412", at=datetime(2026, 3, 4, 15, 0, tzinfo=UTC))
        held_clock.move(datetime(2026, 3, 4, 16, 0, tzinfo=UTC))
        visit(*VISIT, *EIGHT, "He has a new partner with a child.", "y", "n")
        assert "plan-older-than-significant-change" in run("check", harbour).stdout

    def test_recorded_now_its_form_begins_with_what_was_typed(self, visit: Any, harbour: Path, records: Any) -> None:
        done = visit(*VISIT, *EIGHT, "He has joined a choir.", "y", "", "", "", *PROMPTS)
        assert done.status == 0
        event = records(harbour, "event")[-1]
        assert event["kind"] == "significant-change"
        assert event["what"].startswith("He has joined a choir.")
        assert event["opens_review"] is False
        assert event["evidence"] == ["ev-001"]
        assert event["rationale"].startswith("Nothing of the plan is touched.")
        assert records(harbour, "template")[-1]["ref"].startswith("significant-change@")
        assert "--supersedes" not in done.stderr
        assert list(harbour.parent.glob("harbour.unfinished-*")) == []

    def test_left_in_the_middle_of_it_everything_stands_again(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*VISIT, *EIGHT, "He has joined a choir.", "y", "", "", "", "n", ":quit")
        assert [event["kind"] for event in records(harbour, "event")] == ["visit"]
        visit("", "", "", "", "", "", *PROMPTS[1:])
        event = records(harbour, "event")[-1]
        assert event["kind"] == "significant-change"
        assert event["what"].startswith("He has joined a choir.")

    def test_put_off_in_the_middle_no_word_of_it_is_dropped(self, visit: Any, harbour: Path, records: Any) -> None:
        there = ("He has a new partner.", "y", "", "", "", "y, as in 2019", ":back", ":back", ":back", ":back", "n")
        visit(*VISIT, *EIGHT, *there)
        event = records(harbour, "event")[-1]
        assert event["kind"] == "significant-change"
        assert event["what"].startswith("He has a new partner.\n\nPrompts answered so far:\n- ")
        assert event["what"].endswith("yes, as in 2019")

    def test_words_changed_on_the_way_back_are_the_ones_that_count(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        there = ("He has joined a choir.", "y", "", "", "", ":back", ":back", ":back", ":back", ":back")
        visit(*VISIT, *EIGHT, *there, "He leads a choir.", "y", "", "", "", *PROMPTS)
        assert records(harbour, "event")[-1]["what"].startswith("He leads a choir.")

    def test_no_next_visit_is_said_too(self, visit: Any) -> None:
        done = visit(*VISIT[:-1], "", *EIGHT, *NOTHING)
        assert "Next visit: not settled yet" in flat(done.stderr)


class TestGoingOn:
    def test_what_was_typed_of_a_visit_stands_and_is_gone_once_it_is_saved(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        stopped = visit(*VISIT[:6], ":quit")
        assert "To go on: sjtool visit" in flat(stopped.stderr)
        assert Unfinished(harbour, "visit").left("visit")["what"] == "He opened the door at once."
        visit("", "", "", "", "", "", "", "", ":quit")
        assert records(harbour, "event")[0]["what"] == "He opened the door at once."
        assert not Unfinished(harbour, "visit").holds_words

    def test_refusals_typed_one_by_one_outlive_an_interruption(
        self, run: Any, harbour: Path, interrupted: Any, records: Any
    ) -> None:
        interrupted(*VISIT[:6], "the phone", "the loft")
        done = run("visit", harbour, "--after", "--plain")
        assert done.status == 130
        assert Unfinished(harbour, "visit").left("visit")["refused"] == ["the phone", "the loft"]
        assert records(harbour, "event") == []

    def test_it_goes_on_at_the_first_factor_not_rated_since_the_visit(
        self, visit: Any, harbour: Path, records: Any
    ) -> None:
        visit(*VISIT, *EIGHT[:3], ":quit")
        done = visit("", *EIGHT[3:], *NOTHING)
        assert "5 of 8 factors not rated since" in flat(done.stderr)
        assert "1 of 5 Hostility" in flat(done.stderr)
        assert len(records(harbour, "event")) == 1
        assert len(records(harbour, "rating")) == 8

    def test_a_half_typed_line_comes_back_with_its_factor(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*VISIT, "3", ":quit")
        done = visit("", "", "Met her.", ":quit")
        assert "Left unfinished on this factor" in flat(done.stderr)
        assert [rating["recent"] for rating in records(harbour, "rating")] == ["present"]

    def test_another_visit_may_be_meant(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*VISIT, ":quit")
        visit("n", *VISIT, ":quit")
        assert len(records(harbour, "event")) == 2

    def test_a_visit_long_past_is_not_gone_on_with(
        self, visit: Any, harbour: Path, held_clock: Any, records: Any
    ) -> None:
        visit(*VISIT, ":quit")
        held_clock.move(datetime(2026, 3, 20, 9, 0, tzinfo=UTC))
        done = visit(*VISIT, ":quit")
        assert "Go on with it?" not in done.stderr
        assert [event["held_on"] for event in records(harbour, "event")] == ["2026-03-04", "2026-03-20"]

    def test_the_line_on_what_changed_is_come_back_to(self, visit: Any, harbour: Path, records: Any) -> None:
        visit(*VISIT, *EIGHT, "He has left the choir.", ":quit")
        done = visit("", "n")
        assert "When was the visit?" not in done.stderr
        assert records(harbour, "event")[-1]["what"] == "He has left the choir."

    def test_a_file_edited_meanwhile_stops_it_and_the_words_are_kept(
        self, run: Any, harbour: Path, typed: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from sjtool.ask.line_source import LineSource

        original, count = LineSource.read_line, iter(range(100))

        def meanwhile(source: LineSource) -> str:
            if next(count) == 5:
                harbour.write_bytes(harbour.read_bytes().replace(b"Ms R", b"Ms Q"))
            return original(source)

        monkeypatch.setattr(LineSource, "read_line", meanwhile)
        done = run("visit", harbour, "--after", "--plain", input=typed(*VISIT))
        assert "file-changed" in done.stderr
        assert done.status == 3
        assert "He opened the door at once." in (harbour.parent / "harbour.kept-1.toml").read_text("utf-8")
        assert "opened the door" not in done.stderr


def test_the_ratings_are_those_of_the_person_under_assessment(visit: Any, harbour: Path) -> None:
    from sjtool.store.read import read_case

    visit(*VISIT, *EIGHT, *NOTHING)
    case, problems = read_case(harbour)
    assert problems == []
    assert {(rating.person, rating.assessment) for rating in case.of(Rating)} == {("subject", "a-001")}
