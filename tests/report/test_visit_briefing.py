"""The visit briefing: one page, the urgent first, nothing of victims, of covert actions or of tools' levels."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, ClassVar

import pytest

from sjtool.loader import load_sound
from sjtool.model.people import Relation
from sjtool.report import as_json, as_markdown, as_pdf, as_text
from sjtool.report.briefing_words import ROOMS, Room, begin, clip, first_sentences, list_some, sentence
from sjtool.report.catalogue import find_builder
from sjtool.report.context import Context
from sjtool.report.report import Group, Pairs, Report, Strip
from sjtool.report.visit_briefing import HANDLING, build_in, build_visit_briefing
from sjtool.store.library import Library
from sjtool.text import cell_width

TODAY = date(2026, 3, 12)
CASEFILES = Path(__file__).resolve().parents[2] / "casefiles"
DEMOS = sorted(path.stem for path in CASEFILES.glob("demo-*.toml"))
MOST_LINES = 70
"""About a page at 80 columns on a screen, where it can be moved; on paper it is one page (below)."""


def look(case: Any, *, for_author: bool = True, today: date = TODAY) -> Context:
    return Context(case.load(), today, reveal=False, for_author=for_author, as_at="", recipient="", access=())


def brief(case: Any, *, for_author: bool = True, today: date = TODAY) -> Report:
    return build_visit_briefing(look(case, for_author=for_author, today=today))


def roomy(case: Any, room: Room = ROOMS[0], *, for_author: bool = True, today: date = TODAY) -> Report:
    """The briefing where there is room enough, whatever the page."""
    return build_in(look(case, for_author=for_author, today=today), room)


def rows(report: Report, label: str) -> list[str]:
    pairs = [pair for block in report.sections[0].blocks if isinstance(block, Pairs) for pair in block.rows]
    return [pair.text for pair in pairs if pair.label == label]


def labels(report: Report) -> list[str]:
    pairs = [pair.label for block in report.sections[0].blocks if isinstance(block, Pairs) for pair in block.rows]
    return list(dict.fromkeys(pairs))


def strip_of(report: Report) -> Strip:
    (found,) = [block for block in report.sections[0].blocks if isinstance(block, Strip)]
    return found


def brief_demo(name: str, *, for_author: bool) -> Report:
    loaded = load_sound(CASEFILES / f"{name}.toml", Library())
    return build_visit_briefing(Context(loaded, date(2026, 11, 28), False, for_author, "", "the officer", ()))


@pytest.mark.parametrize("name", DEMOS)
@pytest.mark.parametrize("width", [80, 100])
def test_a_demo_case_fits_one_page(name: str, width: int) -> None:
    lines = as_text.render(brief_demo(name, for_author=True), width).rstrip("\n").split("\n")
    assert len(lines) <= MOST_LINES
    assert [line for line in lines if cell_width(line) > width] == []


@pytest.mark.parametrize("name", DEMOS)
def test_on_paper_it_is_one_page_too_and_names_no_command(name: str) -> None:
    report = brief_demo(name, for_author=False)
    assert report.warnings == tuple(words for words in report.warnings if "sjtool" not in words)
    assert "sjtool" not in repr(report.sections).replace("'sjtool'", "")
    pages = re.findall(rb"/Type\s*/Page\b", as_pdf.render(report))
    assert len(pages) == 1
    lines = as_text.render(report, 100).rstrip("\n").split("\n")
    assert 57 <= len(lines) <= 63, "HTML and DOCX hold a page of so many lines; fewer leave a part of it blank"


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
        case.add("event", kind="move", held_on="2026-03-10", what="To a friend.")
        assert rows(brief(case), "Address") == ["2 Quay Street Recorded before ev-001 (move)."]
        case.add("person", id="s-3", supersedes="s-2", reason="at risk", confidential=True, **keys)
        assert rows(brief(case), "Address") == []

    def test_orders_that_run_and_the_mappa_level(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=1)
        case.add("order", kind="Community order", made_on="2020-01-01", ends_on="2023-01")
        case.add("order", kind="Another order", made_on="2020-01-01", discharged_on="2023-01-01")
        case.add("order", kind="Endless order", made_on="2020-01-01")
        case.add("order", kind="endless  order", made_on="2021-01-01")
        report = brief(case)
        assert rows(report, "MAPPA") == ["category 1, level 1"]
        assert rows(report, "Order") == ["Sexual Harm Prevention Order. To 14 June 2033.", "Endless  order."]

    def test_the_conditions_of_an_order_stand_in_full(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=1)
        words = f"Prevention order: {'no device that was not declared, ' * 8}and no contact with under 16s."
        case.add("order", kind=words, made_on="2026-01-01")
        assert rows(brief(case), "Order")[-1] == words

    def test_of_a_review_that_is_not_judged_the_level_that_stands_is_told(self, judged: Any) -> None:
        judged.add("assessment", opened_on="2026-03-12", trigger="review", purpose="x")
        (words,) = rows(brief(judged), "Assessment")
        assert words.startswith("a-002, review, opened 12 March 2026. Not judged yet. Still stands, of 11 March 2026: ")
        assert "HIGH (j-003)" in words

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


def news(report: Report) -> list[str]:
    groups = [block for block in report.sections[0].blocks if isinstance(block, Group)]
    return [item.text for group in groups for block in group.blocks for item in block.items]  # type: ignore[union-attr]


class TestNews:
    @pytest.fixture
    def visited(self, builder: Callable[..., Any]) -> Any:
        case = builder(parts=1)
        case.add("event", kind="visit", held_on="2026-03-10", what="x", entry="given")
        return case

    def test_it_stands_first_and_holds_every_event_since_the_visit(self, visited: Any) -> None:
        assert rows(brief(visited), "News") == ["None recorded since the last visit (10 March 2026, ev-001)."]
        visited.add("event", kind="conference", held_on="2026-03-11", what="By telephone.", next_on="2026-06-11")
        visited.add("event", kind="significant-change", held_on="2026-03-09", what="He has moved.\nPrompts: none")
        report = brief(visited)
        first = report.sections[0].blocks[0]
        assert isinstance(first, Group)
        assert first.title == "Since the last visit (10 March 2026, ev-001)"
        assert news(report) == [
            "9 Mar 26, significant change: He has moved.",
            "11 Mar 26, conference: Next 11 June 2026. By telephone.",
        ]
        assert rows(report, "News") == []

    def test_without_a_visit_all_that_happened_is_news(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=1)
        assert rows(brief(case), "News") == ["None recorded since the case was begun (no visit is recorded)."]
        case.add("event", kind="recall", what="Recalled.")
        assert news(brief(case)) == ["no date, recall: Recalled."]

    def test_of_intelligence_only_an_officer_at_a_screen_reads_more_than_that_there_is_some(self, visited: Any) -> None:
        visited.add("event", kind="intelligence", held_on="2026-03-11", what="A girl stays over.\nFrom a neighbour.")
        assert news(brief(visited)) == ["11 Mar 26, intelligence: A girl stays over."]
        assert news(brief(visited, for_author=False)) == ["11 Mar 26, intelligence: some came in"]

    def test_of_somebody_guarded_no_word(self, visited: Any) -> None:
        visited.add("person", id="v", roles=["victim"], standing="victim", label="V")
        visited.add("event", kind="section-47", held_on="2026-03-11", what="SECRET words", touches=["v"])
        visited.add("event", kind="meeting", held_on="2026-03-11", what="SECRET words", present=["v"])
        assert news(brief(visited)) == ["11 Mar 26, meeting", "11 Mar 26, section 47"]

    def test_what_was_decided_is_whole_and_first(self, visited: Any) -> None:
        outcome = "Child protection plan; core group on 23 October"
        visited.add("event", kind="conference", held_on="2026-03-11", what="She spoke. " * 30, outcome=outcome)
        (told,) = news(roomy(visited, ROOMS[-1]))
        assert told.startswith(f"11 Mar 26, conference: {outcome}. She spoke.")
        assert told.endswith(". …")

    def test_a_decision_on_somebody_guarded_or_of_intelligence_is_not_told(self, visited: Any) -> None:
        visited.add("person", id="v", roles=["victim"], standing="victim", label="V")
        keys = {"held_on": "2026-03-11", "what": "x", "outcome": "SECRET words"}
        visited.add("event", kind="meeting", touches=["v"], **keys)
        visited.add("event", kind="section-47", touches=["v"], **keys)
        visited.add("event", kind="intelligence", **keys)
        assert "SECRET" not in repr(news(brief(visited, for_author=False)))
        assert sum("SECRET" in words for words in news(brief(visited))) == 1

    def test_an_order_that_is_listed_is_not_told_twice(self, visited: Any) -> None:
        order = visited.add("order", kind="A new order", made_on="2026-03-11")
        visited.add("event", kind="order", held_on="2026-03-11", what="A new order", touches=[order])
        visited.add("event", kind="order", held_on="2026-03-11", what="Applied for.")
        assert news(brief(visited)) == ["11 Mar 26, order: Applied for.", "11 Mar 26, order: see the orders below"]

    def test_many_are_a_line_each_and_the_routine_gives_way(self, visited: Any) -> None:
        visited.add("event", kind="significant-change", held_on="2026-03-11", what="long words " * 30)
        for number in range(13):
            visited.add("event", kind="other", held_on="2026-03-11", what=f"{number} long words " * 9)
        told = news(brief(visited))
        assert told[-1].endswith("more: sjtool report harbour")
        assert told[-2].startswith("11 Mar 26, significant change: long words")
        assert len(told[-2]) > len(told[0])
        assert max(map(len, told[:-2])) <= 110

    def test_section_47_and_a_conference_before_the_visit_are_told_below(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=1)
        outcome = "section-47-outcomes@1.0.0/substantiated-continuing-risk"
        case.add("event", kind="section-47", held_on="2026-03-01", what="x", outcome=outcome)
        case.add("event", kind="conference", held_on="2026-03-02", what="x", next_on="2026-06-02")
        case.add("event", kind="visit", held_on="2026-03-10", what="x")
        report = brief(case)
        assert rows(report, "Section 47")[0].startswith("1 March 2026, Borne out")
        assert rows(report, "Conference") == ["2 March 2026, next 2 June 2026."]
        assert news(report) == []

    def test_nobody_recorded_at_home_and_no_address_where_something_changed_since(
        self, builder: Callable[..., Any]
    ) -> None:
        case = builder(parts=1)
        for relation in case.load().standing.of(Relation):
            if relation.kind == "lives-with":
                keys = {"person": relation.person, "to": relation.to, "until_on": "2026-01-01"}
                case.add("relation", supersedes=relation.id, reason="left", kind="formerly-lives-with", **keys)
        case.add("event", kind="move", held_on="2026-03-10", what="To a friend.")
        report = brief(case)
        assert rows(report, "Address") == ["Not recorded; see ev-001 (move)."]
        assert rows(report, "At home") == ["Nobody is recorded as living there: look who is, and see ev-001."]


class TestOnePage:
    def test_a_crowded_case_is_cut_elsewhere_and_its_orders_stand_in_full(self, judged: Any) -> None:
        judged.add("event", kind="visit", held_on="2026-03-10", what="words " * 40, others_present="an uncle")
        judged.add("event", kind="visit", held_on="2026-03-11", what="words " * 40, others_present="an aunt")
        for number in range(8):
            judged.add("event", kind="recall", held_on="2026-03-11", what=f"{number} words " * 30)
        conditions = "no device that was not declared, " * 6
        judged.add("order", kind=f"An order: {conditions}and more", made_on="2026-03-11")
        report = brief(judged)
        assert len(as_text.render(report, 80).rstrip("\n").split("\n")) <= MOST_LINES
        assert not [block for block in report.sections[0].blocks if isinstance(block, Strip)]
        assert rows(report, "Act now") == ["Access to actual or potential victims"]
        assert f"{conditions}and more" in rows(report, "Order")[-1]
        assert rows(report, "Met before")[-1].startswith("and 1 more")
        assert rows(report, "Due")[-1].startswith("and ")
        assert rows(report, "To probe")[0].endswith("more: sjtool crosscheck harbour.")
        assert rows(report, "Questions")


class TestOwnFactor:
    KEYS: ClassVar = {"assessment": "a-001", "factor": "acute@1.0.0/unique-to-person", "person": "subject"}

    def test_which_one_it_is_stands_by_the_factors(self, judged: Any) -> None:
        judged.add("rating", recent="present", rationale="The anniversary.", held_on="2026-03-12", **self.KEYS)
        report = brief(judged)
        assert rows(report, "Their own") == ["The anniversary."]
        assert "anniversary" not in report.warnings[0]

    def test_and_at_the_top_where_it_cannot_wait(self, judged: Any) -> None:
        judged.add("rating", recent="act-now", rationale="The anniversary.", held_on="2026-03-12", **self.KEYS)
        report = brief(judged)
        assert rows(report, "Their own") == []
        assert "Factors unique to the person: The anniversary. (12 March 2026)" in report.warnings[0]


class TestSigns:
    def test_stop_signs_and_the_caution_come_from_the_set_of_the_visit(self, builder: Callable[..., Any]) -> None:
        report = brief(builder(parts=1))
        assert rows(report, "Stop at") == ["Distress; a child speaks of harm; danger to self."]
        (caution,) = rows(report, "Caution")
        assert caution.startswith("A visit is not an interview.")
        assert caution.endswith("its safeguards.")

    def test_items_that_disclose_with_whom_and_for_whom_they_were_cleared(self, judged: Any) -> None:
        (words,) = rows(roomy(judged), "Do not ask")
        assert words.startswith("section-12 13, 14, 15, 16, 22, 23, 25, 27 until cleared with the officer in the case")
        assert words.endswith("Last cleared: for Ms R, 4 March 2026.")

    def test_what_was_last_recorded_of_a_caution_stands_as_it_is_and_is_not_interpreted(self, judged: Any) -> None:
        judged.add("session", set="visit@1.0.0", informant="partner", held_on="2026-03-09", caution="Not a suspect.")
        judged.add("session", set="visit@1.0.0", informant="subject", held_on="2026-03-10", caution="Not suspected.")
        report = roomy(judged)
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
        unjudged.add("assessment", opened_on="2026-03-12", trigger="review", purpose="x")
        said = rows(brief(unjudged), "Staff safety")
        assert bool(said) is is_said
        assert not said or "before this review" in said[0]

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
        assert rows(report, "Was act-now") == ["Access to actual or potential victims (4 March 2026)"]
        assert rows(report, "Acute") == [
            "Last rated 11 March 2026; 5 of 8 never. All eight are rated afresh.",
        ]

    def test_refused_and_never_asked_of_the_person_alone_with_counts(self, judged: Any) -> None:
        report = roomy(judged)
        (refused,) = rows(report, "Refused")
        assert refused == "1 question: section-12 1 Hours online (no comment)"
        (never,) = rows(report, "Never asked")
        assert never.startswith("27 questions: section-12 6 to 19, 21 to 33")
        assert never.endswith(": sjtool interview harbour section-12 --only-unanswered")
        assert rows(roomy(judged, for_author=False), "Never asked")[0].endswith("21 to 33.")

    def test_where_there_is_little_room_all_open_questions_stand_in_one_row(self, judged: Any) -> None:
        said = rows(roomy(judged, ROOMS[-1]), "Questions")
        assert said == ["section-12: refused 1; never asked 6 to 19, 21 to 33."]

    def test_put_off_and_asked_in_part_is_not_never_asked(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=2)
        session = case.add("session", set="section-12@1.0.0", informant="subject", held_on="2026-03-09")
        case.add("response", session=session, item="17", missing="deferred", basis="told")
        case.add("response", session=session, item="1", part="hours", value=8, basis="told")
        report = roomy(case)
        assert rows(report, "Put off") == ["1 question: section-12 17 Re-living the past."]
        assert rows(report, "Asked in part") == ["1 question: section-12 1 Hours online."]
        assert "section-12 2" in rows(report, "Never asked")[0]

    def test_acute_older_than_the_last_visit(self, judged: Any) -> None:
        assert rows(brief(judged), "Out of date") == []
        judged.add("event", kind="visit", held_on="2026-03-11", what="x")
        assert rows(brief(judged), "Out of date") == [
            "3 acute factors rated before the last visit, since 4 March 2026."
        ]

    def test_what_differs_with_what_is_to_be_done_or_that_nobody_read_it(self, judged: Any) -> None:
        report = roomy(judged)
        unread, told = rows(report, "To probe"), rows(report, "Follow-up")
        assert any(words.startswith("1 Hours online (hours): Ask about the second") for words in told)
        assert unread
        assert all("not read yet" in words for words in unread)
        assert not any("35" in words for words in [*unread, *told])

    def test_what_the_visits_of_the_plan_answer_comes_first(self) -> None:
        meadow = rows(brief_demo("demo-meadow", for_author=False), "Follow-up")
        assert meadow[0].startswith("12 Time spent offline: The bolt off the door, and looked at on each visit.")
        ferry = rows(brief_demo("demo-ferry", for_author=False), "Follow-up")
        assert ferry == ["8 Online services used: To DC Penrose; not put to him by us."]

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
        assert any("days overdue" in words for words in said)
        assert said[-1].startswith("and ")
        assert said[-1].endswith("): sjtool due harbour")

    def test_each_thing_once_and_every_record_that_is_overdue_by_its_id(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=0)
        keys = {"pillar": "supervision", "kind": "x", "owner": "pc-4412", "review_on": "2026-03-09"}
        for day in range(1, 5):
            case.add("action", objective=f"Aim {day}.", due_on=f"2026-03-0{day}", **keys)
        case.add("event", kind="visit", held_on="2026-02-20", what="x", next_on="2026-03-06")
        said = rows(roomy(case, ROOMS[3], for_author=False), "Due")
        assert said[:3] == [f"Aim {day}: {12 - day} days overdue" for day in range(1, 4)]
        assert said[3:] == ["and 2 more overdue (ac-004, ev-001); summary, section 16"]

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
            what="Tidy. " * 80,
            announced=False,
            entry="given",
            present=["subject", "partner"],
            others_present="a cousin, about thirty",
            next_on="2026-04-02",
        )
        report = roomy(judged)
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
        assert rows(report, "At home") == ["Ms R. Recorded before ev-001 (significant change)."]
        assert rows(report, "May be there") == []

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
        (words,) = rows(roomy(judged), "Identity")
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
        assert rows(roomy(judged), "Identity")[0].startswith(begins)

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
        assert list_some(["a", "b", "c"], 2, ": sjtool show x") == "a; b; and 1 more: sjtool show x"

    @pytest.mark.parametrize(
        ("words", "begun"),
        [
            (None, ""),
            ("One. Two.", "One. Two."),
            ("One and more.  Two and more.", "One and more. …"),
            ("One that is longer than there is room for.", "One that is longer…"),
        ],
    )
    def test_begin_gives_whole_sentences_with_a_mark_where_more_follow(self, words: str | None, begun: str) -> None:
        assert begin(words, 20) == begun

    def test_sentence_begins_and_ends_as_one(self) -> None:
        assert [sentence(one) for one in ("", "a b", "A!")] == ["", "A b.", "A!"]

    def test_first_sentences_are_whole_and_at_least_one(self) -> None:
        assert first_sentences("One. Two. Three is long.", 10) == "One. Two."
        assert first_sentences("A long one. Two.", 3) == "A long one."
        assert first_sentences("One. Two.", 99) == "One. Two."


class TestApart:
    """Who should not be there is told with the plan's own words and whom to tell, and nothing that is not recorded."""

    @pytest.fixture
    def case(self, builder: Callable[..., Any]) -> Any:
        case = builder(parts=0)
        case.add("officer", id="sw-1", name="Ms Bright", role="social worker", agency="Council")
        case.add("person", id="subject", roles=["subject"], standing="convicted", label="Mr H")
        case.add("person", id="mother", roles=["carer"], standing="other", label="Ms B")
        keys = {"roles": ["child", "potential-victim"], "standing": "other"}
        case.add("person", id="child-f", label="Child F (girl, 11)", born="2015-01", **keys)
        case.add("relation", person="mother", to="child-f", kind="lives-with")
        return case

    def plan(self, case: Any, objective: str, **keys: Any) -> str:
        keys = {"pillar": "victim-safety", "kind": "contact", "owner": "sw-1", "due_on": "2026-03-10"} | keys
        return str(case.add("action", objective=objective, **keys))

    def test_the_plan_its_owner_and_what_is_done_then(self, case: Any) -> None:
        self.plan(case, "Child F sees him at the centre.")
        self.plan(case, "If Child F is there, the duty team goes.", pillar="contingency", owner="ds-1")
        report = roomy(case)
        (words,) = rows(report, "Look out for")
        assert words == (
            "Child F (girl, 11): should not be there, save as the orders and the plan (ac-001) have it: Child F sees "
            "him at the centre. If there: tell Ms Bright. ac-002: If Child F is there, the duty team goes."
        )
        assert rows(report, "May be there") == []
        assert rows(report, "Others") == ["Recorded as living elsewhere: Ms B."]
        assert rows(report, "Due")[0] == "What the plan says of Child F, above: 2 days overdue"

    def test_where_nothing_says_so_only_what_is_recorded_is_told(self, case: Any) -> None:
        (words,) = rows(roomy(case), "Look out for")
        said = "recorded as potential victim, not recorded as living here. Go by the orders and the plan."
        assert words == f"Child F (girl, 11): {said}"
        case.add("relation", person="child-f", to="subject", kind="formerly-lives-with", until_on="2026-02-01")
        assert "lived here until 1 February 2026, recorded as" in rows(roomy(case), "Look out for")[0]

    def test_a_contingency_in_general_words_is_pointed_to(self, case: Any) -> None:
        case.add("scenario", id="sc-9", kind="repeat", who="Child F", how="x", warning_signs="y")
        self.plan(case, "Everybody knows whom to ring.", pillar="contingency", answers=["sc-9"])
        assert rows(roomy(case), "Look out for")[0].endswith("If there: tell Ms Bright. See ac-001.")

    def test_of_somebody_guarded_the_label_alone(self, case: Any) -> None:
        keys = {"roles": ["child", "victim"], "standing": "victim", "label": "V2", "confidential": True}
        case.add("person", id="v-2", **keys)
        case.add("relation", person="mother", to="v-2", kind="parent-of")
        self.plan(case, "V2 is not rung by him.")
        said = rows(roomy(case), "Look out for")
        assert (
            "V2: should not be there, save as the orders and the plan (ac-001) have it. If there: tell Ms Bright."
            in said
        )

    def test_a_partner_without_a_home_on_record_may_be_there_and_whoever_was_met(self, case: Any) -> None:
        case.add("person", id="p", roles=["partner"], standing="other", label="Ms R")
        case.add("relation", person="p", to="subject", kind="partner-of")
        assert rows(roomy(case), "May be there") == ["Ms R"]
        case.add("event", kind="visit", held_on="2026-03-10", what="x", present=["subject", "mother"])
        assert rows(roomy(case), "May be there") == ["Ms B (met 10 March 2026); Ms R"]


class TestWarnings:
    def test_signs_of_what_is_feared_stand_whole(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=1)
        case.add("scenario", kind="repeat", who="D", how="x", warning_signs="Door shut, hours past midnight.")
        case.add("scenario", kind="twist", who="D", how="x", warning_signs="Saturdays missed")
        case.add("scenario", kind="improvement", who="D", how="x", warning_signs="He rings first.")
        assert rows(roomy(case), "Signs") == ["Door shut, hours past midnight.", "Saturdays missed"]
        assert rows(roomy(case, ROOMS[-1]), "Signs") == ["Door shut, hours past midnight. Saturdays missed."]

    def test_what_the_own_factor_is_stands_beside_how_it_is_now(self, judged: Any) -> None:
        keys = {"assessment": "a-001", "factor": "acute@1.0.0/unique-to-person", "person": "subject"}
        first = "Somebody who leans on her by message. More of it."
        judged.add("rating", recent="present", rationale=first, held_on="2026-03-05", **keys)
        judged.add("rating", recent="present", rationale="As then until the 8th.", held_on="2026-03-11", **keys)
        said = rows(roomy(judged), "Their own")
        assert said == ["Somebody who leans on her by message. (5 March 2026)", "As then until the 8th."]

    def test_an_address_beside_which_nobody_is_recorded(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=0)
        case.add("person", id="s", roles=["subject"], standing="convicted", label="Mr H", address="His house, alone")
        case.add("event", kind="significant-change", held_on="2026-03-10", what="A worry.", touches=["child-d"])
        report = roomy(case)
        assert rows(report, "Address") == ["His house, alone"]
        assert rows(report, "At home") == [
            "No relation says who lives there; see the address: look who is, and see ev-001."
        ]
