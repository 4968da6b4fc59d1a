"""`sjtool judge`: the officer first, then the tools, then the strongest evidence against, then every departure."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.store.append import Draft, Ledger

pytestmark = pytest.mark.usefixtures("at_desk")
FIRST = """
[[first]]
level = "high"
likelihood = "medium"
whom = "children of the household [/]"
rationale = "he lost his home"
confidence = "moderate"
"""
FINAL = FIRST.replace("first", "final") + 'strongest_against = "four quiet years"\nreview_on = "2026-04-02"\n'
OVERRIDE = """
[[override]]
tool_result = "{}"
rationale = "it does not know of the move"
justification = "three visits"
evidence = ["e-001"]
mitigation = "extra visits"
agreed_by = "ds-2207"
review_on = "2026-04-02"
"""
NONE = 'overrides = "none"\n'
DOWN = OVERRIDE.format("tr-002") + 'protective_evidence = ["e-001"]\n'
UP = OVERRIDE.format("tr-001")
ACROSS = 'reconciliation = "grave, though not likely"\n'
ASKED = (
    "high",
    "medium",
    "children of the household",
    "contact",
    "weeks",
    "",
    "",
    "3",
    "",
    "",
    "",
    "",
    "",
    "He lost his home.",
    "2",
    "One visit.",
    "",
)


class TestFromFiles:
    def test_an_officer_without_a_record_is_told_once(self, run: Any, with_tools: Path, answers: Any) -> None:
        both = answers(FIRST + FINAL + ACROSS + UP + DOWN)
        done = run("judge", with_tools, "--answers", both, "--by", "pc-9")
        assert done.status == 0
        note = "pc-9 has no officer record in this case: prints will show the id alone. sjtool add CASE officer"
        assert " ".join(done.stderr.split()).count(note) == 1

    def test_first_then_the_tools_then_final_with_overrides_up_and_down(
        self, run: Any, with_tools: Path, answers: Any, records: Any
    ) -> None:
        done = run("judge", with_tools, "--answers", answers(FIRST))
        assert done.status == 0
        assert "overall level: medium     you: high       differs" in done.stdout
        assert "likelihood of reoffending: very high  you: medium     differs" in done.stdout
        done = run("judge", with_tools, "--answers", answers(FINAL + ACROSS + UP + DOWN))
        assert done.status == 0
        first, final = records(with_tools, "judgement")
        assert (first["stage"], final["stage"]) == ("first", "final")
        assert "known_outcomes" not in first
        assert final["overrides"] == ["o-001", "o-002"]
        up, down = records(with_tools, "override")
        facts = ("judgement", "tool_result", "construct", "tool_level", "decided_level", "direction")
        assert [up[key] for key in facts] == ["j-002", "tr-001", "level", "medium", "high", "upward"]
        assert [down[key] for key in facts] == ["j-002", "tr-002", "likelihood", "very-high", "medium", "downward"]
        assert down["protective_evidence"] == ["e-001"]

    def test_all_in_one_file_in_any_format_and_through_a_pipe(
        self, run: Any, make_case: Callable[..., Path], records: Any
    ) -> None:
        everything = {
            "first": [{"level": "low", "likelihood": "low", "whom": "nobody known", "rationale": "why"}],
            "final": [
                {
                    "level": "low",
                    "likelihood": "low",
                    "whom": "nobody known",
                    "rationale": "why",
                    "strongest_against": "x",
                    "overrides": "none",
                }
            ],
        }
        one, two = make_case("one"), make_case("two")
        assert run("judge", one, "--answers", "-", input=json.dumps(everything)).status == 0
        rows = "record,level,likelihood,whom,rationale,strongest_against,overrides\nfirst,low,low,nobody,why,,\n"
        rows += "final,low,low,nobody,why,x,none\n"
        (two.parent / "j.csv").write_text(rows, encoding="utf-8")
        assert run("judge", two, "--answers", two.parent / "j.csv").status == 0
        for path in (one, two):
            assert [j["stage"] for j in records(path, "judgement")] == ["first", "final"]
            assert records(path, "judgement")[1]["overrides"] == "none"

    def test_json_tells_the_tools_to_a_script_once_the_first_stands(
        self, run: Any, with_tools: Path, answers: Any, codes_of: Any
    ) -> None:
        early = run("judge", with_tools, "--json")
        assert (early.status, codes_of(early), early.stdout) == (3, ["judgement-without-first"], "")
        done = run("judge", with_tools, "--answers", answers(FIRST), "--json")
        tools = json.loads(done.stdout)["tools"]
        assert [(t["tool_result"], t["level"], t["judged"], t["differs"]) for t in tools] == [
            ("tr-001", "medium", "high", True),
            ("tr-002", "very-high", "medium", True),
        ]
        assert json.loads(run("judge", with_tools, "--json").stdout)["tools"] == tools

    def test_what_the_officer_knew_before_stands_in_the_first_judgement(
        self, run: Any, with_tools: Path, answers: Any, records: Any
    ) -> None:
        run("show", with_tools, "--reveal", "--by", "ps-1")
        run("show", with_tools)
        run("judge", with_tools, "--answers", answers(FIRST + 'known_outcomes = ["tr-002"]\n'), "--by", "pc-9")
        assert records(with_tools, "judgement")[0]["known_outcomes"] == ["tr-002"]

    @pytest.mark.parametrize(
        ("officer", "known"), [("ps-1", ["tr-001", "tr-002"]), ("ds-2090", ["tr-001", "tr-002"]), ("pc-4412", None)]
    )
    def test_what_was_revealed_to_or_recorded_by_the_officer_is_known(
        self, officer: str, known: list[str] | None, run: Any, with_tools: Path, answers: Any, records: Any
    ) -> None:
        run("show", with_tools, "--reveal", "--by", "ps-1")
        run("judge", with_tools, "--answers", answers(FIRST), "--by", officer)
        run("judge", with_tools, "--answers", answers(FINAL + ACROSS + UP + DOWN), "--by", officer)
        assert [j.get("known_outcomes") for j in records(with_tools, "judgement")] == [known, known]

    def test_a_slip_is_corrected_with_its_reason_and_the_override_stays(
        self, run: Any, with_tools: Path, answers: Any, records: Any
    ) -> None:
        run("judge", with_tools, "--answers", answers(FIRST))
        run("judge", with_tools, "--answers", answers(FINAL + ACROSS + UP + DOWN))
        slip = 'limits = "one visit only"\nsupersedes = "j-002"\nreason = "left out"\noverrides = ["o-001", "o-002"]\n'
        done = run("judge", with_tools, "--answers", answers(FINAL + ACROSS + slip))
        assert done.status == 0
        assert records(with_tools, "judgement")[-1]["supersedes"] == "j-002"
        assert len(records(with_tools, "override")) == 2
        assert "judged: high" in run("next", with_tools).stdout

    def test_a_review_is_judged_first_again(
        self, run: Any, with_tools: Path, answers: Any, codes_of: Any, records: Any
    ) -> None:
        run("judge", with_tools, "--answers", answers(FIRST))
        run("judge", with_tools, "--answers", answers(FINAL + ACROSS + UP + DOWN))
        review = Draft("assessment", {"opened_on": "2026-04-02", "trigger": "review", "purpose": "Again."})
        Ledger(with_tools).append([review], by="pc-4412", at=datetime(2026, 4, 2, tzinfo=UTC))
        early = run("judge", with_tools, "--answers", answers(FINAL + ACROSS + UP + DOWN))
        assert codes_of(early) == ["judgement-without-first"]
        assert run("judge", with_tools, "--answers", answers(FIRST)).status == 0
        again = records(with_tools, "judgement")[-1]
        assert (again["assessment"], again["known_outcomes"]) == ("a-002", ["tr-001", "tr-002"])

    @pytest.mark.parametrize(
        ("before", "text", "codes"),
        [
            ("", FINAL + NONE, {"judgement-without-first"}),
            (FIRST, FIRST, {"first-stands"}),
            (FIRST, FINAL + ACROSS + NONE, {"override-missing"}),
            (FIRST, FINAL + ACROSS + UP, {"override-missing"}),
            (FIRST, FINAL + UP + DOWN, {"reconciliation-missing"}),
            (FIRST, FINAL.replace("strongest_against", "limits") + ACROSS + UP + DOWN, {"no-strongest-against"}),
            (FIRST, FINAL + ACROSS + UP + OVERRIDE.format("tr-002"), {"downward-without-protective-evidence"}),
            (FIRST, FINAL + ACROSS + UP + DOWN + 'direction = "upward"\n', {"override-misstated"}),
            (FIRST, FINAL + ACROSS + UP + DOWN + OVERRIDE.format("tr-009"), {"override-of-nothing"}),
            (FIRST, FINAL + ACROSS + UP.replace('["e-001"]', '["e-009"]') + DOWN, {"unknown-id"}),
            (FIRST, FINAL + ACROSS + UP.replace("rationale", "rational") + DOWN, {"unknown-key", "key-missing"}),
            (FIRST, FINAL.replace('"high"', '"MARKER"') + ACROSS + UP + DOWN, {"value-wrong-kind"}),
            ("", FIRST + FIRST, {"two-of-one"}),
            ("", FIRST + UP, {"override-alone"}),
            ("", FIRST.replace("whom", "whim"), {"unknown-key", "key-missing"}),
            ("", FIRST + 'known_outcomes = "MARKER"\n', {"value-wrong-kind"}),
            ("", FIRST + 'known_outcomes = ["tr-009"]\n', {"unknown-id"}),
            ("", FIRST + 'assessment = "a-009"\n', {"unknown-id"}),
            ("", 'note = "MARKER"\n' + FIRST, {"unknown-key"}),
            ("", "[[rating]]\nrecent = 'MARKER'\n", {"unknown-kind"}),
            ("", "x = 1\n", {"unknown-key"}),
        ],
    )
    def test_what_breaks_a_rule_is_told_and_nothing_is_recorded(
        self,
        before: str,
        text: str,
        codes: set[str],
        run: Any,
        with_tools: Path,
        answers: Any,
        codes_of: Any,
        nothing_written: Any,
    ) -> None:
        if before:
            run("judge", with_tools, "--answers", answers(before))
        given = answers(text)
        with nothing_written(with_tools):
            done = run("judge", with_tools, "--answers", given)
        assert done.status == 3
        assert set(codes_of(done)) == codes
        for words in ("MARKER", "he lost his home", "four quiet years"):
            assert words not in done.stderr

    def test_a_result_is_read_by_the_passport_it_was_recorded_with_or_the_newest(
        self, run: Any, make_case: Callable[..., Path], answers: Any
    ) -> None:
        older = {"instrument": "arms@0.9.0", "origin": "received", "construct": "level", "level": "high"}
        path = make_case("harbour", [Draft("tool_result", {**older, "dated_on": "2026", "limits": "x"})], by="ds-1")
        assert "ARMS" in run("judge", path, "--answers", answers(FIRST)).stdout
        told = json.loads(run("judge", path, "--json").stdout)["tools"]
        assert (told[0]["level"], told[0]["differs"]) == ("high", False)

    def test_without_an_assessment_there_is_nothing_to_judge(self, run: Any, make_case: Any, codes_of: Any) -> None:
        done = run("judge", make_case("bare", beginning=()), "--plain", input="")
        assert (done.status, codes_of(done)) == (3, ["no-assessment"])


class TestAtATerminal:
    def test_no_level_of_a_tool_shows_before_the_first_judgement_is_saved(
        self, run: Any, with_tools: Path, typed: Any, records: Any
    ) -> None:
        done = run("judge", with_tools, "--plain", input=typed(*ASKED))
        before, _saved, after = done.stderr.partition("saved j-001")
        assert "differs" not in before
        assert "SRP" not in before
        assert "Now the tools:" in after
        assert after.count("differs") == 2
        assert "You already know" not in done.stderr
        (first,) = records(with_tools, "judgement")
        assert (first["level"], first["harm_children"], first["confidence"]) == ("high", "high", "moderate")

    def test_what_is_known_already_is_said_at_the_start(self, run: Any, with_tools: Path, typed: Any) -> None:
        done = run("judge", with_tools, "--plain", "--by", "ds-2090", input=typed(":quit"))
        assert "You already know: ARMS, 12 January 2026; DC-SRP, 12 January 2026. The print will say so." in " ".join(
            done.stderr.split()
        )

    def test_the_definitions_of_the_levels_are_at_hand(self, run: Any, with_tools: Path, typed: Any) -> None:
        done = run("judge", with_tools, "--plain", input=typed("?", ":quit"))
        said = " ".join(done.stderr.split())
        assert "high: recognisable signs of serious harm; it may come at any moment" in said
        assert "North Wales protocol (June 2018), Appendix 4" in said

    def test_stay_with_an_override_up_and_an_override_down(
        self, run: Any, with_tools: Path, typed: Any, records: Any
    ) -> None:
        up = ("The tool is old.", "Three visits.", "e-001", "Extra visits.", "ds-2207", "2/4/2026")
        piece = ("observed", "home-visit", "Visit", "", "")
        down = ("Groups, not him.", "Ten years.", "e-001", "new", *piece, "Extra checks.", "", "2 April 2026")
        lines = (*ASKED, "stay", "2 April 2026", "Four quiet years.", "Grave, though not likely.", *up, *down)
        done = run("judge", with_tools, "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert f"Now print it:  sjtool report {with_tools}" in done.stderr
        said = " ".join(done.stderr.split())
        assert "ARMS said medium; you decided high on overall level (upward)." in said
        assert "DC-SRP said very high; you decided medium on likelihood of reoffending (downward)." in said
        assert "Judging lower than a tool needs the protective evidence by name" in said
        final = records(with_tools, "judgement")[1]
        assert (final["stage"], final["whom"], final["review_on"]) == (
            "final",
            "children of the household",
            "2026-04-02",
        )
        assert final["overrides"] == ["o-001", "o-002"]
        first, second = records(with_tools, "override")
        assert (first["direction"], first["evidence"], first["agreed_by"]) == ("upward", ["e-001"], "ds-2207")
        assert (second["direction"], second["protective_evidence"]) == ("downward", ["e-002"])
        assert records(with_tools, "evidence")[-1]["title"] == "Visit"

    def test_revise_until_no_tool_differs_and_say_that_no_override_is_made(
        self, run: Any, with_tools: Path, typed: Any, records: Any
    ) -> None:
        revised = ("medium", "4", *[""] * 15)
        lines = (*ASKED, "revise", *revised, "2026-04-02", "He told us himself.", "Likely, not grave.", "n", "y")
        done = run("judge", with_tools, "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        final = records(with_tools, "judgement")[1]
        assert (final["level"], final["likelihood"], final["overrides"]) == ("medium", "very-high", "none")
        assert (final["whom"], final["rationale"]) == ("children of the household", "He lost his home.")
        assert records(with_tools, "override") == []

    def test_back_leads_from_an_override_to_the_level_without_retyping(
        self, run: Any, with_tools: Path, typed: Any, records: Any
    ) -> None:
        up = (
            "The tool is old.",
            ":back",
            ":back",
            "revise",
            "medium",
            "very high",
            *[""] * 15,
            "",
            "",
            "Likely, not grave.",
            "y",
        )
        lines = (*ASKED, "stay", "2 April 2026", "Four quiet years.", "Grave, though not likely.", *up)
        done = run("judge", with_tools, "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        final = records(with_tools, "judgement")[1]
        assert (final["level"], final["strongest_against"], final["overrides"]) == (
            "medium",
            "Four quiet years.",
            "none",
        )

    def test_back_between_overrides_keeps_both(self, run: Any, with_tools: Path, typed: Any, records: Any) -> None:
        up = ("The tool is old.", "Three visits.", "e-001", "Extra visits.", "", "2/4/2026")
        again = (":back", "Better said.", *[""] * 5)
        down = ("Groups, not him.", "Ten years.", "e-001", "e-001", "Extra checks.", "", "2 April 2026")
        lines = (*ASKED, "stay", ":back", "stay", "2 April 2026", "Four quiet years.", "Grave.", *up, *again, *down)
        done = run("judge", with_tools, "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert [o["rationale"] for o in records(with_tools, "override")] == ["Better said.", "Groups, not him."]
        assert records(with_tools, "override")[0]["mitigation"] == "Extra visits."

    def test_a_question_only_a_tool_answers_is_asked_even_when_staying(
        self, run: Any, make_case: Callable[..., Path], typed: Any, records: Any
    ) -> None:
        harm = {
            "instrument": "oasys@9",
            "origin": "received",
            "construct": "harm_staff",
            "level": "low",
            "dated_on": "2026",
            "limits": "x",
        }
        path = make_case("harbour", [Draft("tool_result", harm)], by="ds-1")
        lines = (*ASKED, "stay", "", "low", "2 April 2026", "Quiet years.", "Another question.", "y")
        done = run("judge", path, "--plain", input=typed(*lines))
        assert done.status == 0, done.stderr
        assert "This one is needed." in done.stderr
        assert records(path, "judgement")[1]["harm_staff"] == "low"

    def test_without_any_tool_the_way_is_the_same(self, run: Any, harbour: Path, typed: Any, records: Any) -> None:
        lines = (*ASKED, "stay", "2 April 2026", "Four quiet years.", "y")
        done = run("judge", harbour, "--plain", input=typed(*lines))
        assert done.status == 0
        assert "No tool outcome is recorded." in done.stderr
        assert records(harbour, "judgement")[1]["overrides"] == "none"

    def test_it_goes_on_where_it_was_left_and_ends_once_judged(
        self, run: Any, harbour: Path, typed: Any, records: Any, nothing_written: Any
    ) -> None:
        assert run("judge", harbour, "--plain", input=typed(*ASKED, ":quit")).status == 0
        assert len(records(harbour, "judgement")) == 1
        assert run("judge", harbour, "--plain", input=typed("stay", "2 April 2026", "Quiet.", "y")).status == 0
        with nothing_written(harbour):
            done = run("judge", harbour, "--plain", input="")
        assert done.status == 0
        assert f"sjtool add {harbour} assessment" in done.stderr

    def test_ctrl_c_in_the_first_judgement_keeps_the_words(
        self, run: Any, with_tools: Path, interrupted: Any, nothing_written: Any
    ) -> None:
        interrupted("high", "medium", "children [of] the household")
        with nothing_written(with_tools, beside=("harbour.unfinished-judge-a-001-pc-4412.toml",)):
            done = run("judge", with_tools, "--plain")
        assert done.status == 130
        kept = (with_tools.parent / "harbour.unfinished-judge-a-001-pc-4412.toml").read_text("utf-8")
        assert "children [of] the household" in kept
        assert "children" not in done.stderr

    def test_ctrl_c_in_an_override_keeps_the_first_judgement_and_all_words_since(
        self, run: Any, with_tools: Path, interrupted: Any, records: Any
    ) -> None:
        interrupted(
            *ASKED, "stay", "2026-04-02", "Four quiet years.", "Grave.", "The tool is old.", "Three visits.", "e-001"
        )
        assert run("judge", with_tools, "--plain").status == 130
        assert len(records(with_tools, "judgement")) == 1
        kept = (with_tools.parent / "harbour.unfinished-judge-a-001-pc-4412.toml").read_text("utf-8")
        for words in ("Four quiet years.", "Grave.", "The tool is old.", "Three visits."):
            assert words in kept

    def test_without_a_terminal_there_is_nobody_to_ask(
        self, run: Any, harbour: Path, codes_of: Any, nothing_written: Any
    ) -> None:
        with nothing_written(harbour):
            done = run("judge", harbour)
        assert (done.status, codes_of(done)) == (2, ["not-a-terminal"])
