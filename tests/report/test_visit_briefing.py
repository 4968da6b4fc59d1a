"""The visit briefing: one page, the urgent first, nothing of victims, of covert actions or of tools' levels."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sjtool.loader import load_sound
from sjtool.report import as_json, as_markdown, as_text
from sjtool.report.briefing_words import clip, first_sentences, list_some, sentence
from sjtool.report.catalogue import find_builder
from sjtool.report.context import Context
from sjtool.report.report import Pairs, Report, Strip
from sjtool.report.visit_briefing import HANDLING, build_visit_briefing
from sjtool.store.library import Library
from sjtool.text import cell_width

TODAY = date(2026, 3, 12)
CASEFILES = Path(__file__).resolve().parents[2] / "casefiles"
MOST_LINES = 67
"""A page of A4 at 80 columns; the line that says for whom it was made is there only where it leaves the screen."""


def brief(case: Any, *, for_author: bool = True, today: date = TODAY) -> Report:
    context = Context(case.load(), today, reveal=False, for_author=for_author, as_at="", recipient="", access=())
    return build_visit_briefing(context)


def rows(report: Report, label: str) -> list[str]:
    pairs = [pair for block in report.sections[0].blocks if isinstance(block, Pairs) for pair in block.rows]
    return [pair.text for pair in pairs if pair.label == label]


def labels(report: Report) -> list[str]:
    pairs = [pair.label for block in report.sections[0].blocks if isinstance(block, Pairs) for pair in block.rows]
    return list(dict.fromkeys(pairs))


def strip_of(report: Report) -> Strip:
    (found,) = [block for block in report.sections[0].blocks if isinstance(block, Strip)]
    return found


@pytest.mark.parametrize("name", ["demo-harbour", "demo-orchard", "demo-quay"])
@pytest.mark.parametrize("width", [80, 100])
def test_a_demo_case_fits_one_page(name: str, width: int) -> None:
    loaded = load_sound(CASEFILES / f"{name}.toml", Library())
    context = Context(loaded, date(2026, 11, 23), False, True, "", "the officer", ())
    lines = as_text.render(build_visit_briefing(context), width).rstrip("\n").split("\n")
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if cell_width(line) > width] == []


def test_it_is_in_the_catalogue() -> None:
    assert find_builder("visit-briefing") is build_visit_briefing


def test_the_urgent_stands_first(judged: Any) -> None:
    report = brief(judged)
    assert report.warnings[0].startswith("ACT NOW, as last rated: Access to actual or potential victims (4 March 2026)")
    found = labels(report)
    wanted = ["Assessment", "Stop at", "Caution", "Do not ask", "Never say", "Acute", "Refused", "To probe"]
    wanted += ["Last visit", "Due", "Identity", "At home"]
    assert [label for label in found if label in wanted] == wanted


def test_it_is_for_practitioners_and_no_script_takes_it_for_the_summary(judged: Any) -> None:
    report = brief(judged)
    assert report.handling == HANDLING
    assert "Practitioner only" in HANDLING
    assert "cannot see it" in HANDLING
    assert report.gist is None
    assert report.status.words == "DRAFT: not signed"


class TestHead:
    def test_the_level_is_that_of_the_final_judgement_only(self, unjudged: Any) -> None:
        unjudged.judge_first(harm_staff="high")
        before = brief(unjudged)
        assert rows(before, "Assessment") == ["a-001, review, opened 2 March 2026. Not judged yet."]
        unjudged.judge_final()
        assert "Judged HIGH (j-002), to whom: D, and children" in rows(brief(unjudged), "Assessment")[0]

    def test_a_judgement_without_level_or_whom_says_so(self, unjudged: Any) -> None:
        unjudged.judge_final(level=None, whom=None)
        assert rows(brief(unjudged), "Assessment")[0].endswith("Judged level not said (j-001)")

    def test_no_tool_is_named_and_no_level_of_one(self, unjudged: Any) -> None:
        text = as_text.render(brief(unjudged))
        assert "SRP" not in text
        assert "medium" not in text

    def test_the_address_only_where_it_is_recorded_and_not_guarded(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=1)
        assert rows(brief(case), "Address") == []
        keys = {"roles": ["subject"], "standing": "convicted", "label": "Mr H", "address": "2 Quay Street"}
        case.add("person", id="s-2", supersedes="subject", reason="moved", **keys)
        assert rows(brief(case), "Address") == ["2 Quay Street"]
        case.add("person", id="s-3", supersedes="s-2", reason="at risk", confidential=True, **keys)
        assert rows(brief(case), "Address") == []

    def test_orders_that_run_and_the_mappa_level(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=1)
        case.add("order", kind="Community order", made_on="2020-01-01", ends_on="2023-01")
        case.add("order", kind="Another order", made_on="2020-01-01", discharged_on="2023-01-01")
        case.add("order", kind="Endless order", made_on="2020-01-01")
        (words,) = rows(brief(case), "Footing")
        assert words == "MAPPA category 1, level 1; Sexual Harm Prevention Order to 14 June 2033; Endless order"

    def test_a_case_with_nothing_in_it_says_what_is_not_there(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=0)
        report = brief(case)
        assert report.subject == "nobody recorded"
        assert rows(report, "Acute") == ["Never rated. All eight are rated after this visit."]
        assert rows(report, "At home") == ["Nobody is recorded as living there: look who is."]
        assert rows(report, "Identity") == []

    def test_a_changed_record_and_a_changed_template_are_warned_of(self, judged: Any) -> None:
        judged.add("template", ref="acute@1.0.0", sha256="0" * 64)
        judged.path.write_text(judged.path.read_text("utf-8").replace("Unannounced visit", "Announced visit"), "utf-8")
        said = " ".join(brief(judged).warnings)
        assert "NOT AS RECORDED" in said
        assert "CAUTION: the template acute@1.0.0 is not the same here" in said


class TestSigns:
    def test_stop_signs_and_the_caution_come_from_the_set_of_the_visit(self, builder: Callable[..., Any]) -> None:
        report = brief(builder(parts=1))
        assert rows(report, "Stop at") == ["Distress; a child speaks of harm; danger to self."]
        (caution,) = rows(report, "Caution")
        assert caution.startswith("A visit is not an interview.")
        assert caution.endswith("its safeguards.")

    def test_items_that_disclose_with_whom_and_for_whom_they_were_cleared(self, judged: Any) -> None:
        (words,) = rows(brief(judged), "Do not ask")
        assert words.startswith("section-12 13, 14, 15, 16, 22, 23, 25, 27 until cleared with the officer in the case")
        assert words.endswith("Last cleared: for Ms R, 4 March 2026.")

    def test_what_was_last_recorded_of_a_caution_stands_as_it_is_and_is_not_interpreted(self, judged: Any) -> None:
        judged.add("session", set="visit@1.0.0", informant="partner", held_on="2026-03-09", caution="Not a suspect.")
        judged.add("session", set="visit@1.0.0", informant="subject", held_on="2026-03-10", caution="Not suspected.")
        report = brief(judged)
        assert rows(report, "Caution")[1:] == ["10 March 2026: Not suspected."]
        assert "officer in the case" in rows(report, "Do not ask")[0]

    def test_of_a_suspect_those_of_the_protocol_are_named_though_none_was_asked(
        self, builder: Callable[..., Any]
    ) -> None:
        case = builder(parts=1)
        assert rows(brief(case), "Do not ask") == []
        case.add(
            "person", id="s-2", roles=["subject"], standing="suspect", label="H", supersedes="subject", reason="arrest"
        )
        (words,) = rows(brief(case), "Do not ask")
        assert words.endswith("with the investigation lead. Nobody is named who cleared them.")

    def test_whose_account_is_not_told_and_of_whom_nothing_is_said(self, judged: Any) -> None:
        said = rows(brief(judged), "Never say")
        assert said == [
            "To Mr H or others there: what Ms R told, or that it was asked.",
            "Anything of V1.",
            "Before children: anything of offences or of this assessment.",
        ]

    def test_many_guarded_people_are_counted(self, judged: Any) -> None:
        for number in range(2, 6):
            judged.add("person", id=f"victim-{number}", roles=["victim"], standing="victim", label=f"V{number}")
        assert "Anything of V1; V2; V3; and 2 more: sjtool show harbour." in rows(brief(judged), "Never say")

    @pytest.mark.parametrize(("level", "is_said"), [("high", True), ("very-high", True), ("medium", False)])
    def test_harm_to_staff_as_judged(self, unjudged: Any, level: str, is_said: bool) -> None:
        unjudged.judge_first(harm_staff=level)
        said = rows(brief(unjudged), "Staff safety")
        assert bool(said) is is_said
        assert not said or "first judgement" in said[0]
        unjudged.judge_final(harm_staff=level)
        said = rows(brief(unjudged), "Staff safety")
        assert not said or "first judgement" not in said[0]

    def test_harm_to_a_known_adult_as_judged(self, unjudged: Any) -> None:
        unjudged.judge_final(harm_known_adult="high")
        assert rows(brief(unjudged), "Partner") == ["Harm to a known adult judged high. Speak to Ms R apart."]

    def test_without_a_partner_nobody_is_named(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=0)
        case.add("assessment", opened_on="2026-03-02", trigger="initial", purpose="x")
        case.judge_final(harm_known_adult="high", known_outcomes=[])
        assert rows(brief(case), "Partner") == ["Harm to a known adult judged high."]

    def test_entry_refused_before(self, judged: Any) -> None:
        judged.add("event", kind="visit", held_on="2026-03-10", what="x", entry="refused", refused=["entry: busy"])
        report = brief(judged)
        assert rows(report, "Entry") == ["Refused on 10 March 2026."]
        assert rows(report, "Refused")[-1] == "entry: busy (10 March 2026)"
        assert rows(report, "Last visit")[0].startswith("10 March 2026, ENTRY REFUSED, no next visit agreed")

    def test_a_library_without_the_set_of_the_visit_gives_no_stop_signs(
        self, judged: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        newest = Library.newest
        gone = {"visit", "identity-and-travel", "identity-actions"}
        monkeypatch.setattr(Library, "newest", lambda self, name: None if name in gone else newest(self, name))
        report = brief(judged)
        assert not {"Stop at", "Caution", "Identity"} & {*labels(report)}


class TestOpen:
    def test_the_strip_shows_the_last_contacts_and_the_letters_in_it(self, judged: Any) -> None:
        for day in range(1, 9):
            judged.add(
                "rating",
                assessment="a-001",
                factor="acute@1.0.0/hostility",
                person="subject",
                recent="none-seen",
                rationale="x",
                held_on=f"2026-02-1{day}",
            )
        strip = strip_of(brief(judged))
        assert len(strip.dates) == 5
        assert strip.dates[-1] == "2026-03-04"
        assert {letter for letter, _words in strip.legend} == {letter for _t, row in strip.rows for letter in row}

    def test_what_was_act_now_before_is_said_though_it_is_not_now(self, judged: Any) -> None:
        assert rows(brief(judged), "Was act-now") == []
        keys = {"assessment": "a-001", "factor": "acute@1.0.0/victim-access", "person": "subject", "rationale": "x"}
        judged.add("rating", recent="present", held_on="2026-03-11", **keys)
        report = brief(judged)
        assert rows(report, "Was act-now") == ["Access to actual or… (4 March 2026)"]
        assert rows(report, "Acute") == [
            "Last rated 11 March 2026; 5 of 8 never. All eight are rated afresh.",
        ]

    def test_refused_and_never_asked_of_the_person_alone_with_counts(self, judged: Any) -> None:
        report = brief(judged)
        (refused,) = rows(report, "Refused")
        assert refused == "1 question: section-12 1 Hours online (no comment)"
        (never,) = rows(report, "Never asked")
        assert " questions: section-12 6 " in never
        assert never.endswith("more: sjtool interview harbour section-12 --only-unanswered")

    def test_acute_older_than_the_last_visit(self, judged: Any) -> None:
        assert rows(brief(judged), "Out of date") == []
        judged.add("event", kind="visit", held_on="2026-03-11", what="x")
        assert rows(brief(judged), "Out of date") == [
            "3 acute factors rated before the last visit, since 4 March 2026."
        ]

    def test_what_differs_with_what_is_to_be_done_or_that_nobody_read_it(self, judged: Any) -> None:
        said = rows(brief(judged), "To probe")
        assert any(words.startswith("1 Hours online (hours): differ. Ask about the second phone") for words in said)
        assert any("not read yet" in words for words in said)
        assert not any("35" in words for words in said)

    def test_more_than_three_are_counted(self, judged: Any) -> None:
        for item in ("6", "7", "8", "9"):
            judged.add("response", session="s-001", item=item, value="a-lot", basis="told")
            judged.add("response", session="s-002", item=item, value="not-at-all", basis="told")
        said = rows(brief(judged), "To probe")
        assert len(said) <= 4
        assert "sjtool crosscheck harbour" in said[-1] or len(said) < 4

    def test_an_account_of_somebody_guarded_is_in_no_row(self, judged: Any) -> None:
        keys = {"roles": ["partner"], "standing": "witness", "label": "Ms R", "confidential": True}
        judged.add("person", id="p-2", supersedes="partner", reason="at risk", **keys)
        assert rows(brief(judged), "To probe") == []


class TestDue:
    def test_what_is_overdue_comes_with_how_long_and_more_is_counted(self, judged: Any) -> None:
        said = rows(brief(judged, today=date(2026, 3, 25)), "Due")
        assert len(said) == 5
        assert any("days overdue" in words for words in said)
        assert said[-1].endswith("more: sjtool due harbour")

    def test_a_covert_action_is_for_its_officer_at_a_screen_only_and_without_words(self, judged: Any) -> None:
        alone = as_text.render(brief(judged, today=date(2026, 3, 21), for_author=False))
        for word in ("ac-003", "overt", "SECRET"):
            assert word not in alone
        report = brief(judged, today=date(2026, 3, 21))
        assert "SECRET" not in as_text.render(report)

    def test_the_last_visit_with_who_was_there_and_what_was_agreed(self, judged: Any) -> None:
        judged.add(
            "event",
            kind="visit",
            held_on="2026-03-10",
            what="Tidy. " * 40,
            announced=False,
            entry="given",
            present=["subject", "partner"],
            others_present="a cousin, about thirty",
            next_on="2026-04-02",
        )
        report = brief(judged)
        (words,) = rows(report, "Last visit")
        assert words.startswith("10 March 2026, unannounced, let in, with Mr H and Ms R, next agreed for 2 April 2026.")
        assert words.endswith("…")
        assert rows(report, "Met before") == ["a cousin, about thirty (10 March 2026)"]

    def test_an_announced_one_says_so(self, judged: Any) -> None:
        judged.add("event", kind="visit", held_on="2026-03-10", what="x", announced=True, entry="nobody-in")
        assert rows(brief(judged), "Last visit")[0].startswith("10 March 2026, announced, nobody in,")


class TestPeople:
    def test_who_lives_there_and_who_may_be_there_with_their_ages(self, judged: Any) -> None:
        report = brief(judged)
        assert rows(report, "At home") == ["Ms R"]
        assert rows(report, "May be there") == ["D, 9 or 10"]

    def test_a_known_birthday_gives_one_age_and_somebody_guarded_none(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=1)
        case.add("person", id="e", roles=["child"], standing="other", label="E", born="2020-01-01")
        case.add("person", id="v", roles=["child", "victim"], standing="victim", label="V", born="2020-01-01")
        case.add("relation", person="e", to="subject", kind="lives-with")
        case.add("relation", person="v", to="subject", kind="lives-with")
        assert rows(brief(case), "At home") == ["Ms R; E, 6; V"]

    def test_many_met_before_are_counted(self, judged: Any) -> None:
        for day in range(1, 6):
            judged.add("event", kind="visit", held_on=f"2026-02-0{day}", what="x", others_present=f"guest {day}")
        said = rows(brief(judged), "Met before")
        assert said[0] == "guest 5 (5 February 2026)"
        assert said[-1] == "and 2 more: sjtool show harbour"

    def test_identity_is_prompted_where_nobody_rated_it(self, judged: Any) -> None:
        (words,) = rows(brief(judged), "Identity")
        assert words == (
            "Never rated. Ask about travel abroad, work or calling and changed identity. Asking about identity "
            "documents more than once."
        )

    @pytest.mark.parametrize(
        ("label", "begins"),
        [("present", "Work that takes them abroad regularly. Asking"), ("not-present", "Nothing raised concern. Ask")],
    )
    def test_and_what_raised_concern_is_named(self, judged: Any, label: str, begins: str) -> None:
        keys = {"assessment": "a-001", "person": "subject", "rationale": "x", "held_on": "2026-03-04"}
        judged.add("rating", factor="identity-and-travel@1.0.0/work-abroad", recent=label, **keys)
        assert rows(brief(judged), "Identity")[0].startswith(begins)

    def test_nothing_of_a_victim_but_the_label(self, judged: Any) -> None:
        text = as_text.render(brief(judged)) + as_markdown.render(brief(judged)) + as_json.render(brief(judged))
        assert "an address that must never be printed" not in text
        assert "victim-1" not in text


def test_the_other_formats_carry_the_same_rows(judged: Any) -> None:
    report = brief(judged)
    told = json.loads(as_json.render(report))
    assert told["report"] == "visit-briefing"
    assert "Stop at" in as_markdown.render(report)


class TestWords:
    @pytest.mark.parametrize(
        ("words", "clipped"),
        [(None, ""), ("one two", "one two"), ("one  two\nthree", "one two…"), ("abcdefghijkl", "abcdefghi…")],
    )
    def test_clip_marks_what_goes_on(self, words: str | None, clipped: str) -> None:
        assert clip(words, 10) == clipped

    def test_list_some_counts_the_rest(self) -> None:
        assert list_some(["a", "b"], 2, "x") == "a; b"
        assert list_some(["a", "b", "c"], 2, "sjtool show x") == "a; b; and 1 more: sjtool show x"

    def test_sentence_begins_and_ends_as_one(self) -> None:
        assert [sentence(one) for one in ("", "a b", "A!")] == ["", "A b.", "A!"]

    def test_first_sentences_are_whole_and_at_least_one(self) -> None:
        assert first_sentences("One. Two. Three is long.", 10) == "One. Two."
        assert first_sentences("A long one. Two.", 3) == "A long one."
        assert first_sentences("One. Two.", 99) == "One. Two."
