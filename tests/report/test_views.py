"""Copies for a conference and for the person, and the two prints that leave no record out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from typing import Any

import pytest
from tests.report.conftest import TODAY, CaseBuilder

from sjtool.assess.seen_by import View, see_as
from sjtool.assess.standing import Standing
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded, load_case, load_sound
from sjtool.model.people import Person
from sjtool.model.record import Record
from sjtool.report import as_json, as_text
from sjtool.report.catalogue import find_builder
from sjtool.report.context import Context
from sjtool.report.report import Bullets, Group, Pairs, Report
from sjtool.report.view_copy import limit
from sjtool.report.view_note import fit_to_view
from sjtool.report.view_recipient import refuse_recipient
from sjtool.store.library import Library
from sjtool.store.shipped import find_shipped

HUSHED = "SECRET"


def context_of(loaded: Loaded, *, for_author: bool = False) -> Context:
    access = ({"act": "disclosure", "at": "2026-03-11T10:00:00", "by": "pc-4412", "recipient": "RECIPIENT"},)
    return Context(loaded, TODAY, reveal=False, for_author=for_author, as_at="", recipient="", access=access)


def build(loaded: Loaded, view: Any, named: str = "summary") -> Report:
    context = limit(context_of(loaded), view)
    return fit_to_view(find_builder(named)(context), context.seen)


def text_of(report: Report, width: int = 100) -> str:
    return " ".join(as_text.render(report, width).split())


def plant(case: CaseBuilder) -> CaseBuilder:
    """Words that one copy or the other must not hold."""
    intel = case.add(
        "evidence", nature="reported", kind="police-intelligence", title="INTEL TITLE", text="INTEL", obtained=True
    )
    case.add("event", kind="intelligence", held_on="2026-03-05", what="INTEL EVENT")
    case.add("session", assessment="a-001", set="section-12@1.0.0", informant="victim-1", mode="in-person")
    case.add("evidence", nature="fact", kind="victim-information", title="VICTIM TITLE", obtained=True)
    case.add("evidence", nature="fact", kind="other-agencies", title="CLOSED TITLE", grade="1AC", obtained=True)
    case.add(
        "rating",
        assessment="a-001",
        factor="acute@1.0.0/hostility",
        person="subject",
        recent="present",
        rationale="r",
        held_on="2026-03-05",
        evidence=[intel],
    )
    return case


def test_the_officer_s_own_copy_is_as_it_was(judged: CaseBuilder) -> None:
    context = context_of(judged.load())
    assert limit(context, "officer") is context
    report = find_builder("summary")(context)
    assert fit_to_view(report, None) is report
    assert not context.is_left_out("e-001")
    assert context.whole_standing is context.standing
    assert limit(context, "person").whole_standing is context.standing


def test_the_person_s_copy_holds_nothing_of_others(judged: CaseBuilder) -> None:
    said = text_of(build(plant(judged).load(), "person"))
    for word in ("INTEL", "VICTIM TITLE", "CLOSED TITLE", "V1", "victim-1", HUSHED, "RECIPIENT", "2016", "must never"):
        assert word not in said
    assert "This is the copy for the person it is about. It leaves out, in whole or in part: " in said
    assert "what concerns other people, or what they said or gave (" in said
    assert "kept confidential (" not in said
    assert "information from police, prisons or other agencies, and how things are watched, not for this copy (" in said
    assert "a record not in this copy" in said
    assert "What is missing" not in said
    assert "Disclosed so far" not in said
    assert "not for the person" not in said
    assert "The comparison of accounts is not in this copy." in said


def test_the_person_is_not_told_what_is_watched_for(judged: CaseBuilder) -> None:
    words = {"kind": "twist", "who": "a child", "how": "HUSHED WAY", "harm": "h", "imminence": "soon"}
    judged.add(
        "scenario",
        assessment="a-001",
        **words,
        warning_signs="HUSHED SIGNS",
        contingency="Ms R rings the HUSHED number.",
    )
    loaded = judged.load()
    for named in ("summary", "subject-access"):
        said = text_of(build(loaded, "person", named))
        assert "HUSHED" not in said
        assert "how scenarios would go, their warning signs and what is done then (" in said
        assert "(its words are not in this copy)" in said
    said = text_of(build(loaded, "conference"))
    assert "HUSHED SIGNS" in said
    assert "how scenarios would go" not in said


def code_of(loaded: Loaded, view: View, recipient: str, named: str = "summary") -> str:
    """The code a print is refused with; "" where it may be made."""
    try:
        refuse_recipient(loaded, view, recipient, named)
    except SjtoolError as stopped:
        (problem,) = stopped.problems
        assert recipient not in problem.render()
        return problem.code
    return ""


@pytest.mark.parametrize(
    ("view", "recipient", "code"),
    [
        ("officer", "Mr H", "print-for-somebody-in-case"),
        ("officer", "ms  r.", "print-for-somebody-in-case"),
        ("officer", "his mother", "print-for-somebody-in-case"),
        ("officer", "DS Okafor", ""),
        ("officer", "self", ""),
        ("conference", "the partner", "print-for-somebody-in-case"),
        ("conference", "conference of 9 April", ""),
        ("person", "Mr H", ""),
        ("person", "Mr H's solicitor", ""),
        ("person", "data protection officer", ""),
        ("person", "Ms R", "copy-for-somebody-else"),
        ("person", "Mr H and Ms R", "copy-for-somebody-else"),
    ],
)
def test_a_print_is_refused_to_whom_of_the_case_it_is_not_for(
    judged: CaseBuilder, view: View, recipient: str, code: str
) -> None:
    loaded = judged.load()
    assert code_of(loaded, view, recipient) == code
    if view == "officer":
        assert [code_of(loaded, view, recipient, name) for name in ("full-history", "visit-briefing")] == [code, code]
        assert code_of(loaded, view, recipient, "safety-plan") == ""
    else:
        context = replace(context_of(loaded), recipient=recipient)
        stopped = pytest.raises(SjtoolError) if code else nullcontext()
        with stopped:
            assert limit(context, view).seen is not None


def test_of_the_work_of_agencies_the_person_s_copy_has_kind_and_day_and_says_so(judged: CaseBuilder) -> None:
    words = {"what": "D told her teacher. Neighbour Daz said more.", "told": ["HUSHED SCHOOL"]}
    judged.add("event", kind="section-47", held_on="2026-03-05", touches=["HUSHED CHILD"], **words)
    judged.add("event", kind="visit", held_on="2026-03-06", what="Neighbour Daz said more.", refused=["the loft"])
    judged.add("event", kind="visit", held_on="2026-03-07", what="A tidy flat.")
    for named in ("summary", "subject-access"):
        said = text_of(build(judged.load(), "person", named))
        for word in ("teacher", "Daz", "HUSHED", "the loft"):
            assert word not in said
        assert "(its words are not in this copy)" in said
        assert "5 March 2026" in said
        assert "A tidy flat." in said
        assert "may tell what others said, or are of other agencies' work (3 records)" in said
        assert "Of those events it has the kind and the day." in said
    assert "Neighbour Daz said more." in text_of(build(judged.load(), "conference"))


def test_the_conference_s_copy_holds_no_intelligence_and_no_workings(judged: CaseBuilder) -> None:
    whole = plant(judged).load()
    said = text_of(build(whole, "conference"))
    for word in ("INTEL", "CLOSED TITLE", HUSHED):
        assert word not in said
    assert "VICTIM TITLE" in said
    assert "police and prison intelligence, what it rests on, and information graded C (" in said
    assert "The comparison of accounts is not in this copy." in said
    assert "RECIPIENT" in said
    assert "not for the person" not in said


def test_what_is_missing_is_told_of_the_case_and_never_of_the_copy(judged: CaseBuilder) -> None:
    loaded = plant(judged).load()
    whole, copy = context_of(loaded), limit(context_of(loaded), "conference")
    assert {gap.code for gap in copy.gaps} <= {gap.code for gap in whole.gaps}
    assert not [gap for gap in copy.gaps if any(name in f"{gap.text} " for name in copy.seen.gone)]  # type: ignore[union-attr]
    person = limit(context_of(loaded), "person")
    assert person.gaps == ()
    assert build(loaded, "person").gist.missing == ()  # type: ignore[union-attr]


def test_whether_it_is_signed_is_told_of_the_case(judged: CaseBuilder) -> None:
    judged.add(
        "signature", assessment="a-001", head=judged.head(), method="typed", statement="I stand by it", role="manager"
    )
    assert build(judged.load(), "person").status.id == "signed"
    judged.add("evidence", nature="fact", kind="police-intelligence", title="INTEL", obtained=True)
    report = build(judged.load(), "person")
    assert (report.status.id, report.status.changed) == ("changed-since", ())
    assert "INTEL" not in text_of(report)


def test_since_signing_a_victim_is_told_by_label_and_never_by_an_id_that_was_made_up(judged: CaseBuilder) -> None:
    judged.add(
        "signature", assessment="a-001", head=judged.head(), method="typed", statement="I stand by it", role="manager"
    )
    judged.add("person", id="tamara-canary", roles=["victim"], standing="victim", label="V7")
    report = build(judged.load(), "conference")
    assert report.status.since == ("V7",)
    assert "person V7" in text_of(report)
    assert "canary" not in as_json.render(report)


def test_levels_stay_hidden_in_a_copy(unjudged: CaseBuilder) -> None:
    context = limit(context_of(unjudged.load(), for_author=True), "conference")
    assert context.hidden
    assert not context.for_author
    assert context.hidden_words == "(hidden until the officer has judged)"


def test_where_only_a_covert_action_is_left_out_the_copy_says_nothing_of_it(
    builder: Callable[..., CaseBuilder],
) -> None:
    case = builder(parts=0)
    case.add("person", id="subject", roles=["subject"], label="Mr H", standing="convicted")
    case.add("assessment", opened_on="2026-03-02", trigger="review", purpose="p")
    plain = text_of(build(case.load(), "conference"))
    case.add("action", assessment="a-001", pillar="contingency", kind="watch", objective=HUSHED, handling="covert")
    with_covert = text_of(build(case.load(), "conference"))
    assert "This is the copy for a conference." in plain
    assert "leaves out" not in with_covert
    assert HUSHED not in with_covert


def test_subject_access_has_every_record_of_the_person_by_kind(judged: CaseBuilder) -> None:
    report = build(plant(judged).load(), "person", "subject-access")
    said = text_of(report)
    assert "Draft for the force's answer" in said
    assert "to be verified by the force" in said
    assert "(DPA 2018 s.35)" in said
    for word in ("INTEL", "V1", "victim-1", HUSHED, "RECIPIENT", "VICTIM TITLE", "must never"):
        assert word not in said
    titles = [section.title for section in report.sections]
    assert titles[:3] == ["In brief", "Why it is held", "The legal footing as recorded"]
    assert {"Judgements of officers", "What officers rated", "Answers", "Orders"} <= set(titles)
    assert not {"Officer", "Officers"} & set(titles)
    assert "Stands no longer corrected by j-003" in said
    assert "Corrects j-002: names the overrides" in said


@pytest.mark.parametrize("demo", ["demo-birch", "demo-harbour", "demo-meadow"])
def test_subject_access_is_in_words_that_somebody_outside_can_read(demo: str) -> None:
    loaded = load_sound(find_shipped("casefiles") / f"{demo}.toml", Library())
    report = build(loaded, "person", "subject-access")
    groups = [block for section in report.sections for block in section.blocks if isinstance(block, Group)]
    rows = [row for group in groups for block in group.blocks if isinstance(block, Pairs) for row in block.rows]
    assert not [row.text for row in rows if re.search(r"[a-z]@\d", row.text)]
    assert not [row.text for row in rows if re.fullmatch(r"[a-z]+(-[a-z]+)+", row.text)]
    assert not [row.text for row in rows if row.text.count("a record not in this copy") > 1]
    labels = {row.label for row in rows}
    assert not labels & {"Opens review", "Recent", "Factor", "Menu entry", "Informant", "Set", "Pillar"}
    assert not {section.title for section in report.sections} & {"Governance", "Relation", "Status", "Tool result"}
    said = text_of(report)
    for words in ("Sexual preoccupation", "not enough information", "records not in this copy"):
        assert words in said


def test_what_has_no_title_here_is_said_without_its_version(judged: CaseBuilder) -> None:
    judged.add("action", pillar="interventions-and-treatment", kind="k", menu_entry="gone@1.0.0/night-walks")
    judged.add("event", kind="visit", held_on="2026-03-05", what="Tidy.", touches=["gone@1.0.0", "ac-001"])
    said = text_of(build(judged.load(), "person", "subject-access"))
    assert "Kind of measure Night walks" in said
    assert "What it bears on Gone" in said


def test_subject_access_says_how_much_is_left_out_and_on_which_ground_and_not_of_which_kind(
    judged: CaseBuilder,
) -> None:
    loaded = plant(judged).load()
    seen = see_as(loaded.standing, "person")
    report = build(loaded, "person", "subject-access")
    said = text_of(report)
    assert "What is held, by kind" not in said
    opening = {block.title: block for block in report.sections[0].blocks if isinstance(block, Group)}
    in_copy, left_out = opening["In this copy, by kind"], opening["Left out of this copy"]
    assert isinstance(left_out.blocks[0], Bullets)
    rows = dict(item.text.removesuffix(".").rsplit(": ", 1) for item in left_out.blocks[0].items)
    total = sum(seen.counts.values())
    assert rows["In all"] == f"{total} records, in whole or in part"
    of_grounds = [int(text.split()[0]) for label, text in rows.items() if label != "In all"]
    assert (len(of_grounds), sum(of_grounds)) == (2, total)
    kinds = {row.label for row in in_copy.blocks[0].rows}  # type: ignore[union-attr]
    assert not kinds & set(rows)
    assert not any(word in f"{rows}".casefold() for word in ("intelligence", "victim", "evidence", "action"))


def test_subject_access_of_a_case_that_leaves_nothing_out_says_so(builder: Callable[..., CaseBuilder]) -> None:
    assert "Nothing is left out of it." in text_of(build(builder(parts=0).load(), "person", "subject-access"))


def test_subject_access_says_where_the_footing_is_not_recorded(builder: Callable[..., CaseBuilder]) -> None:
    case = builder(parts=0)
    assert "On what basis it is held is not recorded." in text_of(build(case.load(), "person", "subject-access"))
    case.add("person", id="subject", roles=["subject"])
    assert "subject" in text_of(build(case.load(), "person", "subject-access"))


def test_full_history_has_every_record_in_order_with_its_corrections(judged: CaseBuilder) -> None:
    loaded = plant(judged).load()
    report = find_builder("full-history")(context_of(loaded))
    said = text_of(report)
    shown = [group.title.rpartition(" ")[2] for section in report.sections[1:] for group in section.blocks]  # type: ignore[union-attr]
    covert = {entry.record.id for entry in loaded.case if getattr(entry.record, "handling", "") == "covert"}
    assert shown == [entry.record.id for entry in loaded.case if entry.record.id not in covert]
    assert covert
    assert HUSHED not in said
    assert "INTEL TITLE" in said
    assert "must never be printed" not in said
    assert "Corrects j-002 of 11 March 2026: names the overrides" in said
    assert "Stands no longer corrected by j-003 of 11 March 2026" in said
    assert "Person Ms R To Mr H Kind lives-with" in said
    assert "corrections beside what they correct" not in said
    assert "Times of recording are UTC" in said
    assert [section.title for section in report.sections[1:]] == ["Recorded on 11 March 2026"]


def test_full_history_on_its_officer_s_screen_has_the_covert_action(judged: CaseBuilder) -> None:
    report = find_builder("full-history")(context_of(judged.load(), for_author=True))
    assert HUSHED in text_of(report)


def test_full_history_keeps_levels_hidden_and_victims_apart(unjudged: CaseBuilder) -> None:
    unjudged.add("relation", person="subject", to="victim-1", kind="the one WHO TOLD of")
    unjudged.add(
        "session",
        id="s-900",
        assessment="a-001",
        set="section-12@1.0.0",
        informant="victim-1",
        place="HER PLACE",
        mode="in-person",
        held_on="2026-03-04",
    )
    unjudged.add("response", session="s-900", item="1", value="HER WORDS", basis="told", note="HER NOTE")
    unjudged.add("response", session="s-901x", item="99", missing="refused")
    unjudged.add("rating", factor="acute@1.0.0/hostility", person="victim-1", recent="present", rationale="HER REASON")
    unjudged.add(
        "tool_result", instrument="x@1", construct="level", level="HIDDEN LEVEL", percentage=7.5, interval=[1.5, 2.0]
    )
    unjudged.add("override", tool_result="tr-001", tool_level="HIDDEN TOO", rationale="HIDDEN REASON")
    unjudged.add("judgement", assessment="a-000", stage="final", overrides="none", harm_staff="low")
    unjudged.add("session_end", session="s-001", ended_at=unjudged.at, how="finished")
    loaded, _problems = load_case(unjudged.path, Library())
    report = find_builder("full-history")(context_of(loaded))
    said = text_of(report)
    for word in ("HER PLACE", "HER WORDS", "HER NOTE", "HER REASON", "HIDDEN", "WHO TOLD"):
        assert word not in said
    assert "not printed: of somebody who is kept confidential" in said
    assert "Kind related to" in said
    assert "Overrides none" in said
    assert "Asked item 99" in said
    assert "(hidden until the officer has judged)" in said


def test_full_history_says_what_was_changed_by_hand(builder: Callable[..., CaseBuilder]) -> None:
    case = builder(parts=0)
    case.add("event", kind="visit", held_on="2026-03-04", what="w", announced=True)
    case.add("event", kind="visit", held_on="2026-03-05", what="w")
    loaded = case.load()
    entries = [entry._replace(record=entry.record.model_copy(update={"at": None, "by": None})) for entry in loaded.case]
    changed = replace(loaded.case, broken=("ev-001",), acknowledged=("ev-002",), entries=tuple(entries))
    report = find_builder("full-history")(context_of(replace(loaded, case=changed, standing=Standing(changed))))
    said = text_of(report)
    assert "NOT AS RECORDED: ev-001 changed since." in said
    assert "edited by hand, and acknowledged" in said
    assert "Written by hand, no time" in said
    assert "Announced yes" in said


@pytest.mark.parametrize("named", ["summary", "subject-access"])
@pytest.mark.parametrize("view", ["person"])
def test_a_case_with_nothing_in_it_has_a_copy_too(builder: Callable[..., CaseBuilder], named: str, view: Any) -> None:
    said = text_of(build(builder(parts=0).load(), view, named))
    assert "nobody recorded" in said


DEMOS = ("demo-harbour", "demo-orchard", "demo-quay")


@pytest.mark.parametrize("named", ["summary", "subject-access"])
@pytest.mark.parametrize("demo", DEMOS)
def test_no_text_that_was_left_out_is_printed_anywhere(demo: str, named: str) -> None:
    """Every text of every record left out, and of every key left out, against the whole print as JSON."""
    loaded = load_sound(find_shipped("casefiles") / f"{demo}.toml", Library())
    views: tuple[View, ...] = ("person",) if named == "subject-access" else ("person", "conference")
    for view in views:
        seen = see_as(loaded.standing, view)
        said = as_json.render(build(loaded, view, named))
        kept = {text for entry in seen.case for text in texts_of(entry.record)}
        left = {text for entry in loaded.case for text in texts_of(entry.record)} - kept
        long = [text for text in left if len(text) > 20 and " " in text]
        assert len(long) > 5
        assert [text for text in long if json.dumps(text, ensure_ascii=False)[1:-1] in said] == []
        people = [p for p in loaded.case.of(Person) if p.id in seen.people]
        words = " ".join(kept)
        assert [p.id for p in people if p.label and p.label in said and p.label not in words] == []


def texts_of(record: Record) -> Iterator[str]:
    for value in record.model_dump(exclude={"id", "by", "salt", "chain", "supersedes"}).values():
        yield from (part for part in (value if isinstance(value, tuple) else (value,)) if isinstance(part, str))
