"""`sjtool rate`: factor by factor, each rating saved at once; from a file all or none."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft
from sjtool.store.library import Library

pytestmark = pytest.mark.usefixtures("at_desk")
LIBRARY = Library()
ACUTE = LIBRARY.factor_set("acute")
ARMS = LIBRARY.factor_set("arms-style")
HOSTILITY = next(f for f in ACUTE.factor if f.id == "hostility")
GOOD = """
held_on = "2026-03-05"

[[rating]]
factor = "opportunity"
recent = "high"
past = "medium"
direction = "worsening"
relevance = "his victims' homes"
rationale = "notice given [/]"
would_change = "an address"
evidence = ["e-001"]

[[rating]]
factor = "arms-style@1.0.0/hostile-orientation"
recent = "not-enough-information"
rationale = "asked of nobody yet"
"""


def rating(factor: str, recent: str, held_on: str = "2026-02-04", **keys: Any) -> Draft:
    given = {"assessment": "a-001", "factor": factor, "person": "subject", "recent": recent, "rationale": "as seen"}
    return Draft("rating", {**given, "held_on": held_on, "evidence": ["e-001"], **keys})


class TestFromAFile:
    def test_each_row_becomes_a_rating_and_the_sheet_is_pinned(
        self, run: Any, harbour: Path, answers: Any, records: Any
    ) -> None:
        done = run("rate", harbour, "arms-style", "--answers", answers(GOOD), "--json")
        assert done.status == 0
        assert [s["id"] for s in json.loads(done.stdout)["saved"]] == ["t-001", "ra-001", "ra-002"]
        assert "saved ra-001 ra-002" in done.stderr
        first, second = records(harbour, "rating")
        assert (first["factor"], first["held_on"], first["person"]) == (
            "arms-style@1.0.0/opportunity",
            "2026-03-05",
            "subject",
        )
        assert first["rationale"] == "notice given [/]"
        assert second["assessment"] == "a-001"

    def test_csv_and_json_and_a_pipe_will_do(self, run: Any, harbour: Path, answers: Any, records: Any) -> None:
        rows = (
            'factor,recent,direction,rationale,evidence\nopportunity,high,worsening,"Notice, no address",e-001; e-001\n'
        )
        assert run("rate", harbour, "arms-style", "--answers", answers(rows, "r.csv")).status == 0
        row = {"factor": "hostility", "recent": "none-seen", "rationale": "calm"}
        assert run("rate", harbour, "acute", "--answers", "-", input=json.dumps([row])).status == 0
        named = {"person": "subject", "rating": [row]}
        assert run("rate", harbour, "acute", "--answers", answers(json.dumps(named), "r.json")).status == 0
        one, two, three = records(harbour, "rating")
        assert one["evidence"] == ["e-001", "e-001"]
        assert (two["held_on"], two["person"]) == ("2026-03-04", "subject")
        assert three["person"] == "subject"
        assert [t["ref"] for t in records(harbour, "template")] == ["arms-style@1.0.0", "acute@1.0.0"]

    @pytest.mark.parametrize(
        ("text", "code", "line"),
        [
            (
                '[[rating]]\nfactor = "opportunity"\nrecent = "high"\nrationale = "MARKER"\n',
                "rating-without-evidence",
                1,
            ),
            ('[[rating]]\nfactor = "oportunity"\nrecent = "low"\nrationale = "MARKER"\n', "no-such-factor", 1),
            (
                '[[rating]]\nfactor = "opportunity"\nrecent = "MARKER"\nrationale = "x"\nevidence = ["e-001"]\n',
                "label-not-of-scale",
                3,
            ),
            (
                '[[rating]]\nfactor = "opportunity"\nrecent = "low"\nrationale = "MARKER"\nevidence = ["e-009"]\n',
                "unknown-id",
                5,
            ),
            (
                '[[rating]]\nfactor = "opportunity"\nrecent = "low"\nrationale = "MARKER"\nevidence = ["subject"]\n',
                "unknown-id",
                5,
            ),
            ('[[rating]]\nfactor = "opportunity"\nrecent = "none-identified"\n', "key-missing", 1),
            (
                'person = "nobody"\n[[rating]]\nfactor = "opportunity"\nrecent = "none-identified"\nrationale = "x"\n',
                "unknown-id",
                2,
            ),
            (
                'note = "MARKER"\n[[rating]]\nfactor = "opportunity"\nrecent = "none-identified"\nrationale = "x"\n',
                "unknown-key",
                1,
            ),
            ('[[ratings]]\nfactor = "opportunity"\n', "unknown-kind", 1),
            ('held_on = "2026-03-04"\n', "answers-empty", 0),
        ],
    )
    def test_a_fault_in_one_row_and_nothing_is_recorded(
        self,
        text: str,
        code: str,
        line: int,
        run: Any,
        harbour: Path,
        answers: Any,
        codes_of: Any,
        nothing_written: Any,
    ) -> None:
        given = answers(text)
        with nothing_written(harbour):
            done = run("rate", harbour, "arms-style", "--answers", given)
        assert done.status == 3
        assert code in codes_of(done)
        assert f"answers.toml{f':{line}' if line else ''}: error[{code}]" in done.stderr
        assert "MARKER" not in done.stderr

    def test_the_nearest_factor_is_offered_and_else_the_list(self, run: Any, harbour: Path, answers: Any) -> None:
        near = run("rate", harbour, "arms-style", "--answers", answers('[[rating]]\nfactor = "oportunity"\n'))
        assert 'did you mean "opportunity"?' in near.stderr
        far = run("rate", harbour, "arms-style", "--answers", answers('[[rating]]\nfactor = "zzz"\n'))
        assert "sjtool sets show arms-style" in far.stderr


class TestRefusals:
    def test_without_an_assessment_nothing_is_rated(self, run: Any, make_case: Any, codes_of: Any) -> None:
        path = make_case("bare", beginning=(Draft("person", {"id": "subject", "roles": ["subject"]}),))
        done = run("rate", path, "acute", "--plain", input="")
        assert (done.status, codes_of(done)) == (3, ["no-assessment"])

    def test_without_a_person_nobody_is_rated(self, run: Any, make_case: Any, codes_of: Any) -> None:
        done = run("rate", make_case("bare", beginning=()), "acute", "--plain", input="")
        assert (done.status, codes_of(done)) == (3, ["unknown-person"])

    @pytest.mark.parametrize(
        ("more", "status", "code"),
        [
            (["acute", "--person", "nobody"], 3, "unknown-person"),
            (["acute", "--factor", "luck*"], 2, "no-such-factor"),
            (["tarot"], 3, "unknown-template"),
            (["section-12"], 3, "wrong-template"),
        ],
    )
    def test_what_is_not_there_is_told(
        self, more: list[str], status: int, code: str, run: Any, harbour: Path, codes_of: Any, nothing_written: Any
    ) -> None:
        with nothing_written(harbour):
            done = run("rate", harbour, *more, "--plain", input="")
        assert done.status == status
        assert codes_of(done) == [code]


class TestAtATerminal:
    NONE = ("1", "Asked and looked for; calm.", "")

    def test_each_rating_is_saved_before_the_next_factor_shows(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        done = run("rate", harbour, "acute", "--plain", input=typed(*self.NONE, *self.NONE, ":quit"))
        assert done.status == 0
        assert [r["factor"].split("/")[1] for r in records(harbour, "rating")] == [f.id for f in ACUTE.factor[:2]]
        assert [r["recent"] for r in records(harbour, "rating")] == ["none-seen", "none-seen"]
        assert "1 of 8   Access to actual or potential victims" in done.stderr
        assert "ACUTE-2007" in done.stderr

    def test_what_says_more_than_nothing_seen_is_asked_what_it_rests_on_and_why_it_matters(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        lines = (
            "3",
            "Shouted [mother] at the door.",
            "",
            "e-999",
            "subject",
            "list",
            "e-001",
            "worsening",
            "v w",
            "He has before.",
            "A calm month.",
        )
        done = run("rate", harbour, "acute", "--factor", "hostility", "--plain", input=typed(*lines))
        assert done.status == 0
        assert "Not evidence in this case: e-999" in done.stderr
        assert "Not evidence in this case: subject" in done.stderr
        assert "1 e-001  undated  Letter" in done.stderr
        (saved,) = records(harbour, "rating")
        assert saved["evidence"] == ["e-001"]
        assert (saved["recent"], saved["relevance"], saved["would_change"]) == (
            "present",
            "He has before.",
            "A calm month.",
        )

    def test_act_now_is_said_at_once(self, run: Any, harbour: Path, typed: Any) -> None:
        done = run(
            "rate",
            harbour,
            "acute",
            "--factor",
            "hostility",
            "--plain",
            input=typed("act", "Threats.", "e-001", "3", "", ""),
        )
        assert f"ACT NOW: {HOSTILITY.act_now}"[:60] in " ".join(done.stderr.split())
        calm = run("rate", harbour, "acute", "--factor", "hostility", "--plain", input=typed(*self.NONE))
        assert "ACT NOW" not in calm.stderr

    def test_help_shows_the_anchors_and_why_shows_the_source(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        lines = ("?", ":why", *self.NONE)
        done = run("rate", harbour, "acute", "--factor", "hostility", "--plain", input=typed(*lines))
        said = " ".join(done.stderr.split())
        for anchor in HOSTILITY.anchors.values():
            assert " ".join(anchor.split()) in said
        assert " ".join(HOSTILITY.why.split()) in said
        assert f"look for: {HOSTILITY.look_for[0]}" in said
        assert f"source: {HOSTILITY.source}, " in said
        assert HOSTILITY.pinpoint in said
        assert len(records(harbour, "rating")) == 1

    def test_skip_leaves_a_factor_unrated_and_back_returns_to_the_one_before(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        lines = (":skip", *self.NONE, ":back", "3", "On second thoughts.", "e-001", "", "", ":quit")
        done = run("rate", harbour, "acute", "--plain", input=typed(*lines))
        assert done.status == 0
        found = records(harbour, "rating")
        assert [r["factor"].split("/")[1] for r in found] == [ACUTE.factor[1].id] * 2
        assert [r["recent"] for r in found] == ["none-seen", "present"]
        assert "last: None seen. 4 March 2026, PC A. Hughes." in done.stderr

    def test_back_at_the_first_factor_stays_there(self, run: Any, harbour: Path, typed: Any) -> None:
        done = run("rate", harbour, "acute", "--plain", input=typed(":back", ":back", ":quit"))
        assert done.stderr.count("1 of 8") == 3

    def test_back_within_a_rating_keeps_what_was_typed(self, run: Any, harbour: Path, typed: Any, records: Any) -> None:
        lines = ("3", "Shouted at the door.", ":back", ":back", "2", "", "e-001", "3", "", "")
        done = run("rate", harbour, "acute", "--factor", "hostility", "--plain", input=typed(*lines))
        assert done.status == 0
        (saved,) = records(harbour, "rating")
        assert (saved["recent"], saved["rationale"]) == ("emerging", "Shouted at the door.")

    def test_evidence_can_be_recorded_on_the_spot_and_used_for_the_next_factor(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        piece = ("observed", "home-visit", "Visit", "today", "")
        lines = ("3", "Shouted.", "new e-001", *piece, "3", "", "3", "Drunk.", "e-002", "3", "", ":quit")
        done = run("rate", harbour, "acute", "--plain", input=typed(*lines))
        assert done.status == 0
        assert [r["evidence"] for r in records(harbour, "rating")] == [["e-002", "e-001"], ["e-002"]]
        assert records(harbour, "evidence")[-1]["dated_on"] == "2026-03-04"
        assert "saved ra-001 e-002" in done.stderr

    def test_new_evidence_can_be_named_again_before_it_is_saved(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        piece = ("observed", "home-visit", "Visit", "", "")
        lines = ("3", "Shouted.", "new", *piece, ":back", "list", "new-2", "new-1 e-001", "3", "")
        done = run("rate", harbour, "acute", "--factor", "hostility", "--plain", input=typed(*lines))
        assert done.status == 0
        assert "Not evidence in this case: new-2" in done.stderr
        assert "new-1  not saved yet  Visit" in done.stderr
        assert records(harbour, "rating")[0]["evidence"] == ["e-002", "e-001"]
        assert len(records(harbour, "evidence")) == 2

    def test_ratings_over_time_stand_before_the_question(
        self, run: Any, make_case: Callable[..., Path], typed: Any
    ) -> None:
        ratings = [
            rating("acute@1.0.0/hostility", "none-seen", "2026-01-10"),
            rating("acute@1.0.0/hostility", "act-now", "2026-02-04"),
        ]
        letter = Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True})
        path = make_case("harbour", [letter, *ratings])
        done = run("rate", path, "acute", "--factor", "hostility", "--plain", input=typed(":quit"))
        assert "so far: None seen (10 January 2026), then Act now (4 February 2026)" in " ".join(done.stderr.split())


class TestCarryingForward:
    @pytest.fixture
    def rated(self, make_case: Callable[..., Path]) -> Path:
        letter = Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True})
        earlier = [
            rating("arms-style@1.0.0/opportunity", "high", past="low", relevance="his way"),
            rating("acute@1.0.0/hostility", "present"),
        ]
        review = Draft("assessment", {"opened_on": "2026-03-01", "trigger": "review", "purpose": "Again."})
        return make_case("harbour", [letter, *earlier, review])

    def test_an_unchanged_rating_is_carried_into_a_new_assessment_by_one_key(
        self, run: Any, rated: Path, typed: Any, records: Any
    ) -> None:
        done = run("rate", rated, "arms-style", "--factor", "opportunity", "--plain", input=typed("="))
        assert done.status == 0
        assert "(last: High priority; = as last time, with its reasons and evidence)" in " ".join(done.stderr.split())
        assert "That was the last factor: 1 carried forward." in done.stderr
        old, _acute, new = records(rated, "rating")
        kept = {"factor", "person", "recent", "past", "relevance", "rationale", "evidence"}
        assert {key: new[key] for key in kept} == {key: old[key] for key in kept}
        assert (new["assessment"], new["held_on"]) == ("a-002", "2026-03-04")

    def test_acute_factors_are_never_carried(self, run: Any, rated: Path, typed: Any, records: Any) -> None:
        done = run("rate", rated, "acute", "--factor", "hostility", "--plain", input=typed("=", "1", "Calm.", ""))
        assert done.status == 0
        assert "as last time" not in done.stderr
        assert "Type a number from 1 to 5" in done.stderr
        assert records(rated, "rating")[-1]["recent"] == "none-seen"

    def test_what_was_never_rated_cannot_be_carried(self, run: Any, rated: Path, typed: Any, records: Any) -> None:
        lines = ("=", "1", "1", "Nothing seen.", "")
        done = run("rate", rated, "arms-style", "--factor", "hostile-orientation", "--plain", input=typed(*lines))
        assert done.status == 0
        assert records(rated, "rating")[-1]["past"] == "none-identified"


class TestGoingOn:
    def test_a_sheet_goes_on_where_it_was_left(self, run: Any, harbour: Path, typed: Any, records: Any) -> None:
        none = ("1", "Calm.", "")
        run("rate", harbour, "acute", "--plain", input=typed(*none, *none, ":quit"))
        done = run("rate", harbour, "acute", "--plain", input=typed(*none, ":quit"))
        assert "2 of 8 rated already. To rate one of them again:  --factor ID" in done.stderr
        assert "1 of 6   " in done.stderr
        assert [r["factor"].split("/")[1] for r in records(harbour, "rating")] == [f.id for f in ACUTE.factor[:3]]

    def test_acute_factors_are_asked_anew_on_another_day(
        self, run: Any, harbour: Path, typed: Any, held_clock: Any
    ) -> None:
        from datetime import UTC, datetime

        run("rate", harbour, "acute", "--plain", input=typed(*("1", "Calm.", "") * 8))
        again = run("rate", harbour, "acute", "--plain", input=typed(":quit"))
        assert "1 of 8" in again.stderr
        held_clock.move(datetime(2026, 3, 9, 9, tzinfo=UTC))
        done = run("rate", harbour, "acute", "--plain", input=typed(":quit"))
        assert "1 of 8" in done.stderr
        assert "rated already" not in done.stderr

    def test_a_factor_named_is_asked_whether_rated_or_not(
        self, run: Any, harbour: Path, typed: Any, records: Any
    ) -> None:
        for _ in range(2):
            assert (
                run("rate", harbour, "acute", "--factor", "host*", "--plain", input=typed("1", "Calm.", "")).status == 0
            )
        assert len(records(harbour, "rating")) == 2


class TestInterruption:
    def test_ctrl_c_keeps_the_rating_begun_and_those_saved_stay_saved(
        self, run: Any, harbour: Path, interrupted: Any, records: Any
    ) -> None:
        interrupted("1", "Calm.", "", "3", "Shouted [/] at the door.")
        done = run("rate", harbour, "acute", "--plain")
        assert done.status == 130
        assert len(records(harbour, "rating")) == 1
        kept = (harbour.parent / "harbour.unfinished-rate-acute.toml").read_text("utf-8")
        assert f'place = "subject/{ACUTE.factor[1].id}"' in kept
        assert 'recent = "present"' in kept
        assert "Shouted [/] at the door." in kept
        assert "Shouted" not in done.stderr

    def test_ctrl_c_in_new_evidence_keeps_both(self, run: Any, harbour: Path, interrupted: Any) -> None:
        interrupted("3", "Shouted.", "new", "observed", "home-visit", "The visit")
        assert run("rate", harbour, "acute", "--plain").status == 130
        kept = (harbour.parent / "harbour.unfinished-rate-acute.toml").read_text("utf-8")
        assert "Shouted." in kept
        assert "The visit" in kept

    def test_quit_with_nothing_typed_keeps_nothing(
        self, run: Any, harbour: Path, typed: Any, nothing_written: Any
    ) -> None:
        with nothing_written(harbour):
            assert run("rate", harbour, "acute", "--plain", input=typed(":quit")).status == 0

    def test_without_a_terminal_and_without_answers_there_is_nobody_to_ask(
        self, run: Any, harbour: Path, codes_of: Any, nothing_written: Any
    ) -> None:
        with nothing_written(harbour):
            done = run("rate", harbour, "acute")
        assert (done.status, codes_of(done)) == (2, ["not-a-terminal"])
        assert "--answers FILE" in done.stderr

    def test_ctrl_c_after_new_evidence_names_it_as_it_was_named(
        self, run: Any, harbour: Path, interrupted: Any
    ) -> None:
        interrupted("3", "Shouted.", "new e-001", "observed", "home-visit", "The visit", "", "")
        assert run("rate", harbour, "acute", "--plain").status == 130
        kept = (harbour.parent / "harbour.unfinished-rate-acute.toml").read_text("utf-8")
        assert 'evidence = ["new-1", "e-001"]' in kept

    def test_of_much_evidence_the_latest_is_listed_and_the_rest_counted(
        self, run: Any, make_case: Callable[..., Path], typed: Any
    ) -> None:
        pieces = [{"nature": "fact", "kind": "other", "title": f"Piece {n}", "obtained": n != 3} for n in range(1, 16)]
        path = make_case("harbour", [Draft("evidence", keys) for keys in pieces])
        done = run("rate", path, "acute", "--plain", input=typed("3", "Shouted.", "list", ":quit"))
        assert done.stderr.index("Piece 15") < done.stderr.index("Piece 4")
        assert "Piece 3" not in done.stderr
        assert "and 2 older" in done.stderr


class TestWhoRates:
    """An officer nobody knows is told so once; it bars nothing."""

    LETTER = Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True})
    NOTE = "has no officer record in this case: prints will show the id alone."

    @staticmethod
    def said(run: Any, path: Path, answers: Any, by: str) -> str:
        done = run("rate", path, "arms-style", "--answers", answers(GOOD), "--by", by)
        assert done.status == 0
        return " ".join(done.stderr.split())

    @pytest.mark.parametrize("by", ["pc-9", "pc-4433", "ds-2090", "pc-44123", "4412"])
    def test_an_id_without_a_record_is_told_and_the_ratings_are_saved(
        self, by: str, run: Any, harbour: Path, answers: Any, records: Any
    ) -> None:
        near = 'Did you mean "pc-4412"? If not: ' if by == "pc-44123" else ""
        said = self.said(run, harbour, answers, by)
        assert said.startswith(f"{by} {self.NOTE} {near}sjtool add CASE officer saved ")
        assert "error" not in said
        assert {rating["by"] for rating in records(harbour, "rating")} == {by}

    @pytest.mark.parametrize("by", ["PC-4412", "pc-4413", "pc-442", "pc4412", "pcc-4412"])
    def test_a_slip_of_the_finger_is_asked_about(self, by: str, run: Any, harbour: Path, answers: Any) -> None:
        assert f'{by} {self.NOTE} Did you mean "pc-4412"? If not: ' in self.said(run, harbour, answers, by)

    def test_an_officer_with_a_record_is_told_nothing_also_once_it_was_corrected(
        self, run: Any, make_case: Any, answers: Any
    ) -> None:
        mended = {"id": "pc-4412-b", "name": "PC A. Hughes", "role": "x", "agency": "y"}
        path = make_case(
            "harbour", [self.LETTER, Draft("officer", {**mended, "supersedes": "pc-4412", "reason": "name"})]
        )
        assert self.NOTE not in self.said(run, path, answers, "pc-4412")

    def test_a_case_without_officers_says_nothing(self, run: Any, make_case: Any, answers: Any) -> None:
        subject = Draft("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"})
        begun = Draft("assessment", {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "To plan."})
        path = make_case("harbour", [self.LETTER], beginning=[subject, begun])
        assert self.NOTE not in self.said(run, path, answers, "pc-9")
