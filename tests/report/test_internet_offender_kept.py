"""The assessment for conference or court: what is kept apart is named with why, and its author is told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.report.conftest import TODAY

from sjtool.report import as_text
from sjtool.report.catalogue import find_builder
from sjtool.report.context import Context
from sjtool.report.internet_offender_grounds import say_counted, say_ground
from sjtool.report.internet_offender_screen import KEPT, Screen
from sjtool.report.report import Basis, Bullets, Group, Pair, Pairs, Paragraph, Report

NAME = "internet-offender-assessment"
MENTION = {"nature": "reported", "kind": "other", "obtained": True, "dated_on": "2026-03-01"}


def build(case: Any, *, for_author: bool = False) -> Report:
    given = {"reveal": False, "for_author": for_author, "as_at": "", "recipient": "", "access": ()}
    return find_builder(NAME)(Context(case.load(), TODAY, **given))


def flat(report: Report, number: int | None = None) -> str:
    """One section, or all, as flat text."""
    sections = report.sections if number is None else (report.sections[number],)
    return " ".join(as_text.render(replace(report, sections=sections), 100).split())


def correct(case: Any, kind: str, of: str, **keys: Any) -> None:
    case.add(kind, supersedes=of, reason="corrected", **keys)


class TestJudgement:
    def judge(self, case: Any, **keys: Any) -> Report:
        given = {"stage": "final", "harm_staff": "low", "confidence": "moderate", "overrides": "none"}
        case.judge_first()
        case.judge_final(**{**given, **keys})
        return build(case)

    def test_levels_stand_though_the_rationale_is_kept(self, unjudged: Any) -> None:
        told = flat(self.judge(unjudged, rationale="Ms R cannot watch him."), 15)
        assert "Harm to children high" in told
        assert "Harm to staff low" in told
        assert "Confidence moderate" in told
        assert "cannot watch" not in told

    def test_each_heading_kept_apart_is_named_with_why_and_its_record(self, unjudged: Any) -> None:
        keys = {"rationale": "Ms R cannot watch him.", "limits": "No device was seen.", "extent": "One child."}
        told = flat(self.judge(unjudged, **keys), 15)
        assert "Kept apart rationale: names Ms R, who may read this; in the file [j-002]" in told
        assert "Limits No device was seen." in told
        assert "Extent One child." in told

    @pytest.mark.parametrize(
        "words", ["His wife works late.", "For higher: he said now and then.", "Both accounts fit."]
    )
    def test_beside_it_what_speaks_of_others_is_kept_too(self, unjudged: Any, words: str) -> None:
        told = flat(self.judge(unjudged, rationale="Ms R cannot watch him.", limits=words), 15)
        assert words not in told
        assert "limits: speaks of others or of what was said" in told

    def test_alone_such_words_stand(self, unjudged: Any) -> None:
        told = flat(self.judge(unjudged, rationale="The phone.", limits="His wife works late."), 15)
        assert "Limits His wife works late." in told

    def test_whoever_prints_it_is_told_by_record_and_label_and_no_word_of_the_case(self, unjudged: Any) -> None:
        report = self.judge(unjudged, rationale="Ms R cannot watch him.")
        told = " ".join(report.told)
        assert "j-002 (rationale)" in told
        assert "sjtool add harbour narrative" in told
        assert "reasons of 3 ratings are kept apart too" in told
        assert "Ms R" not in told
        assert "Ms R cannot" not in flat(report)

    def test_at_the_officers_own_screen_nothing_needs_to_be_told(self, judged: Any) -> None:
        assert build(judged, for_author=True).told == ()


def test_a_formulation_kept_apart_leaves_its_heading_and_why(judged: Any) -> None:
    judged.add("formulation", assessment="a-001", heading="why now", text="Ms R took a job.")
    told = flat(build(judged), 14)
    assert "Why now Kept apart names Ms R, who may read this; in the file [f-002]" in told
    assert "took a job" not in told


def test_of_a_list_of_evidence_what_is_not_set_out_is_counted_with_why(judged: Any) -> None:
    held = judged.add("evidence", title="A call from Ms R", **MENTION)
    log = judged.add("evidence", title="A log", grade="1AP", **MENTION)
    keys = {"judgement": "j-002", "tool_result": "tr-002", "construct": "level", "direction": "upward"}
    correct(judged, "override", "o-002", rationale="So.", evidence=["e-002", held, log, "r-0001"], **keys)
    told = flat(build(judged), 15)
    assert "Evidence Home visit, 4 March" in told
    assert (
        "3 more are not set out: 1 names an adult of the family, who may read this, 1 is information held by police, 1 "
        "is from an interview."
    ) in told


def test_evidence_kept_apart_is_counted_and_an_official_report_keeps_its_title(judged: Any) -> None:
    judged.add("evidence", **{**MENTION, "kind": "pre-sentence-report"}, title="Pre-sentence report", text="Ms R wept.")
    judged.add("evidence", title="A call to the line", text="Ms R rang.", **MENTION)
    told = flat(build(judged), 5)
    assert "Pre-sentence report. Kept apart: names Ms R, who may read this; it is in the file." in told
    assert "1 more is not set out: it names an adult of the family, who may read this." in told
    for words in ("wept", "A call to the line", "rang"):
        assert words not in told


class TestIntelligence:
    def remark(self, case: Any, **keys: Any) -> str:
        words = "The woman next door has seen a boy at his gate in the afternoons."
        name = str(case.add("evidence", title="A remark over the gate", text=words, **{**MENTION, **keys}))
        case.add("event", kind="intelligence", held_on="2026-03-01", what="A neighbour spoke.", evidence=[name])
        return name

    def test_what_it_rests_on_is_kept_apart_too(self, judged: Any) -> None:
        self.remark(judged)
        told = flat(build(judged))
        assert "Information held by police." in told
        assert "A remark over the gate" not in told
        assert "next door" not in told

    def test_under_an_override_too(self, judged: Any) -> None:
        name = self.remark(judged)
        keys = {"judgement": "j-002", "tool_result": "tr-002", "construct": "level", "direction": "upward"}
        correct(judged, "override", "o-002", rationale="So it is.", evidence=["e-002", name], **keys)
        told = flat(build(judged), 15)
        assert "A remark over the gate" not in told
        assert "1 more is not set out: it is information held by police." in told
        assert "rationale, justification and mitigation: rests on something that is kept apart" in told

    def test_words_that_repeat_it_are_kept(self, judged: Any) -> None:
        self.remark(judged)
        said = "The woman next door has seen a boy at his gate in the afternoons."
        judged.add("formulation", assessment="a-001", heading="why now", text=said)
        assert "next door" not in flat(build(judged))

    def test_an_event_that_touches_it_loses_its_words(self, judged: Any) -> None:
        self.remark(judged)
        event = judged.load().standing.case.entries[-1].record.id
        judged.add("event", kind="meeting", held_on="2026-03-02", what="It was weighed.", touches=[event])
        told = flat(build(judged), 8)
        assert "Meeting. The words are kept apart." in told
        assert "It was weighed" not in told

    def test_what_may_be_handled_openly_stands(self, judged: Any) -> None:
        self.remark(judged, handling="open")
        assert "A remark over the gate" in flat(build(judged), 5)

    def test_its_author_is_told(self, judged: Any) -> None:
        name = self.remark(judged)
        assert any(f"intelligence rests on {name}" in words for words in build(judged).told)


class TestChild:
    def test_how_a_child_was_and_what_a_child_said_stays_in_the_file(self, judged: Any) -> None:
        keys = {**MENTION, "kind": "other-agencies", "nature": "observed"}
        judged.add("evidence", title="D at school", text="Quiet. Does not want Mum in trouble.", **keys)
        told = flat(build(judged), 5)
        assert "D at school. How the child was, and what the child said, is kept apart: it is in the file." in told
        assert "Mum in trouble" not in flat(build(judged))
        assert "Not printed: Quiet. Does not want Mum in trouble." in flat(build(judged, for_author=True), 5)

    @pytest.mark.parametrize(
        ("text", "keeps"),
        [
            ("D told her teacher.", True),
            ("D often says so.", True),
            ("D was tired; in June she told the teacher of it.", True),
            ("D's mother told us.", False),
            ("D was collected. She told nobody.", False),
            ("D, or any boy whom he is asked to mind.", False),
            ("The boy D, whom somebody asks him to mind.", False),
        ],
    )
    def test_words(self, judged: Any, text: str, *, keeps: bool) -> None:
        screen = Screen(judged.load().standing, TODAY, is_officers=False)
        assert screen.quotes_child(text) is keeps

    def test_in_an_officers_words_too(self, judged: Any) -> None:
        block = Paragraph("D told nobody.", "opinion")
        assert not tuple(Screen(judged.load().standing, TODAY, is_officers=False).blocks([block]))


class TestChronology:
    def test_a_bare_event_says_that_words_are_kept_apart(self, judged: Any) -> None:
        judged.add("event", kind="strategy-discussion", held_on="2026-03-05", what="Ms R rang.")
        assert "Strategy discussion. The words are kept apart." in flat(build(judged), 8)

    @pytest.mark.parametrize(
        ("what", "keeps"),
        [("Supervision with DS Okafor: a colleague.", True), ("Supervision of contact was agreed.", False)],
    )
    def test_supervision_of_an_officer_is_no_event_of_the_family(self, judged: Any, what: str, *, keeps: bool) -> None:
        judged.add("event", kind="meeting", held_on="2026-03-05", what=what)
        assert (what not in flat(build(judged), 8)) is keeps

    def test_an_order_is_told_as_made_and_by_its_name(self, judged: Any) -> None:
        judged.add("order", kind="Five years' imprisonment; released in 2008", made_on="2004-11-19")
        judged.add("order", kind="Notification, without limit of time", made_on="2004-10-15", discharged_on="2020")
        told = flat(build(judged), 8)
        assert "Made: Five years' imprisonment." in told
        assert "Made: Notification, without limit of time." in told
        assert "Discharged: Notification, without limit of time." in told
        assert "released in 2008" not in told


class TestRefused:
    def test_what_another_adult_refused_is_not_this_persons(self, judged: Any) -> None:
        refused = ["Ms R would not have the tablet looked at."]
        event = judged.add("event", kind="visit", held_on="2026-03-10", what="Both in.", refused=refused)
        report = build(judged)
        told = flat(report, 13)
        assert "Refused in person" not in told
        assert "it is not always one" not in told
        assert any(f"left out of heading 13: {event}" in words for words in report.told)
        screened = flat(build(judged, for_author=True), 13)
        assert "Not printed: Ms R would not have the tablet" in screened
        assert "it is not always one" not in screened

    def test_what_stands_is_counted(self, judged: Any) -> None:
        refused = ["Ms R would not have the tablet looked at.", "his phone"]
        judged.add("event", kind="visit", held_on="2026-03-10", what="Both in.", refused=refused)
        told = flat(build(judged), 13)
        assert "Refused in person 1; who refused is as the words say" in told
        assert "it is not always one" in told


def test_the_plan_in_brief_says_how_much_more_there_is(judged: Any) -> None:
    keys = {"assessment": "a-001", "pillar": "supervision", "kind": "visits", "owner": "pc-4412"}
    for number in range(8):
        judged.add("action", objective=f"Goal {number}.", due_on=f"2027-01-0{number + 1}", **keys)
    judged.add("action", objective="A refuge is found.", due_on="2027-02-01", **keys)
    report = build(judged)
    items = flat(report, 16)
    assert "1 more action is not set out: the words are not meant for this report." in items
    assert "refuge" not in items
    listed = next(part for part in report.sections[16].blocks if isinstance(part, Group)).blocks[0]
    assert isinstance(listed, Bullets)
    assert f"{len(listed.items) - 5 + 1} more actions: see heading 16." in flat(report, 0)


def test_an_open_enquiry_by_police_is_told_to_its_author(judged: Any) -> None:
    keys = {"assessment": "a-001", "pillar": "monitoring-and-control", "kind": "enquiry", "owner": "pc-4412"}
    name = judged.add("action", objective="Asked.", menu_entry="restrictive@1.0.0/prosecution", **keys)
    assert any(f"an enquiry by police is open ({name})" in words for words in build(judged).told)


def test_grounds_in_words() -> None:
    assert say_counted([]) == ""
    assert say_counted(["covert", "covert"]) == ""
    assert say_counted(["names", "names"]) == (
        "2 more are not set out: they name adults of the family, who may read this."
    )
    assert say_ground("names") == "names an adult of the family, who may read this"
    assert say_ground("covert") == "kept apart"


def test_ratings_in_one_line_are_marked_as_the_officers_own(judged: Any) -> None:
    from sjtool.report.internet_offender_screen import REASONS_KEPT

    found = [
        (block, after)
        for section in build(judged).sections
        for group in section.blocks
        for block, after in zip(getattr(group, "blocks", ()), getattr(group, "blocks", ())[1:], strict=False)
        if isinstance(block, Paragraph) and block.text == REASONS_KEPT
    ]
    assert found
    assert all(isinstance(after, Paragraph) and after.voice == "opinion" for _block, after in found)


def test_words_that_name_a_section_of_anything_else_are_not_changed(unjudged: Any) -> None:
    unjudged.judge_first()
    unjudged.judge_final(limits="As the protocol has it (section 10).", overrides="none")
    assert "As the protocol has it (section 10)." in flat(build(unjudged), 15)


def test_the_command_tells_it_beside_the_print(judged: Any, run: Any, tmp_path: Any) -> None:
    out = tmp_path / "print.txt"
    done = run("report", judged.path, "--report", NAME, "--for", "core group", "--by", "pc-4412", "--out", out)
    assert done.status == 0
    assert "note: the reasons of" in done.stderr
    assert "note:" not in out.read_text(encoding="utf-8")


def test_a_heading_that_speaks_of_abuse_is_a_title_and_stands(judged: Any) -> None:
    """A factor of a sheet may be called so; it is the words of an officer that can tell who asked for help."""
    block = Group("Domestic abuse", "not known", (Paragraph("Asked for on 2 March.", "opinion"),))
    screen = Screen(judged.load().standing, TODAY, is_officers=False)
    assert tuple(screen.blocks([block])) == (block,)
    assert not tuple(screen.blocks([Paragraph("A safe number is kept.", "opinion")]))


def test_a_heading_that_names_an_adult_goes_with_its_words_and_says_so(judged: Any) -> None:
    words = Paragraph("She works.", "opinion", Basis(records=("f-001",)))
    screen = Screen(judged.load().standing, TODAY, is_officers=False)
    (told,) = screen.blocks([Group("Ms R and her hours", "", (words,))])
    assert told == Pairs(
        (Pair(KEPT, "names Ms R, who may read this; in the file", "sjtool", Basis(records=("f-001",))),)
    )
    assert screen.kept == [("f-001", "")]


def test_a_purpose_kept_apart_is_named(judged: Any) -> None:
    correct(judged, "assessment", "a-001", opened_on="2026-03-02", trigger="review", purpose="Is a refuge needed?")
    report = build(judged)
    assert "purpose: holds something not meant for this report; in the file" in flat(report, 7)
    assert "refuge" not in flat(report)
    assert any("(purpose)" in words for words in report.told)


def test_a_passage_of_the_author_that_is_kept_is_told(judged: Any) -> None:
    name = judged.add("narrative", assessment="a-001", heading="Conclusion", text="V1 was there.")
    assert any(name in words for words in build(judged).told)


def test_of_covert_work_a_list_says_nothing_and_counts_nothing(judged: Any) -> None:
    rows = (Pair("Rests on", "A log"), Pair("Rests on", "An action", basis=Basis(records=("ac-003",))))
    screen = Screen(judged.load().standing, TODAY, is_officers=False)
    assert tuple(screen.blocks([Pairs(rows)])) == (Pairs(rows[:1]),)
    hidden = Pair("Rationale", "So it is.", "opinion", Basis(records=("ac-003",)))
    assert not tuple(screen.blocks([Pairs((hidden,))]))
