"""The assessment for conference or court: eighteen headings, what fills each, and what never leaves the officer."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sjtool.loader import Loaded
from sjtool.report import as_html, as_json, as_markdown, as_text
from sjtool.report.catalogue import find_builder
from sjtool.report.context import Context
from sjtool.report.internet_offender import HEADINGS
from sjtool.report.internet_offender_accounts import ACCOUNTS, TOPICS
from sjtool.report.internet_offender_screen import KEPT, NOT_PRINTED, REASONS_KEPT, Screen
from sjtool.report.report import Bullets, Group, Item, Note, Pair, Pairs, Paragraph, Report, Table
from sjtool.store.library import Library

TODAY = date(2026, 3, 12)
NAME = "internet-offender-assessment"
MENU = Library().menu(NAME)
WIDTHS = (60, 80, 100)


def context(case: Any, **more: Any) -> Context:
    loaded = case if isinstance(case, Loaded) else case.load()
    given = {"reveal": False, "for_author": False, "as_at": "", "recipient": "", "access": (), **more}
    return Context(loaded, TODAY, **given)


def build(case: Any, **more: Any) -> Report:
    return find_builder(NAME)(context(case, **more))


def flat(text: str) -> str:
    return " ".join(text.split())


def part(report: Report, number: int) -> str:
    """One section as flat text."""
    shown = as_text.render(replace(report, sections=(report.sections[number],)), 100)
    return flat(shown.split("\n", 6)[-1])


def part_named(report: Report, entry: str) -> str:
    return part(report, [one.id for one in MENU.entry].index(entry) + 1)


def every_print(report: Report) -> Iterator[str]:
    yield from (as_text.render(report, width) for width in WIDTHS)
    yield as_markdown.render(report)
    yield as_html.render(report)
    yield json.dumps(json.loads(as_json.render(report)), ensure_ascii=False)


def gaps(report: Report) -> list[str]:
    return [b.text for s in report.sections for b in s.blocks if isinstance(b, Note) and b.kind == "gap"]


def screen(case: Any, *, at_screen: bool = False) -> Screen:
    return Screen(case.load().standing, TODAY, at_screen)


def test_the_headings_are_those_of_the_outline_in_the_order_of_the_form(judged: Any) -> None:
    report = build(judged)
    assert [one.id for one in MENU.entry] == list(HEADINGS)
    assert [s.number for s in report.sections] == [*range(19)]
    assert [s.title for s in report.sections[1:]] == [one.title for one in MENU.entry]
    assert set(ACCOUNTS) < set(HEADINGS)


def test_no_heading_is_left_empty_even_where_nothing_is_recorded(builder: Any) -> None:
    report = build(builder(parts=0))
    assert all(section.blocks for section in report.sections)
    assert "Not recorded: the person this is about." in part(report, 1)
    assert "Not recorded: an assessment to report on." in part_named(report, "reason")
    assert "Judgement not made yet" in part(report, 0)


def test_each_heading_is_filled_from_what_is_recorded_for_it(judged: Any) -> None:
    report = build(judged)
    assert "Mr H" in part(report, 1)
    assert "19 May 1987" in part(report, 1)
    assert "Ms R partner As a parent has parental responsibility" in part(report, 2)
    assert "Not recorded: date of birth of Ms R; ethnicity of Ms R and D." in part(report, 2)
    assert "lives with Mr H" in part(report, 2)
    assert "has parental responsibility" in part(report, 2)
    assert "PC Hughes offender manager, Northshire Police" in part(report, 3)
    assert "Active Risk Management System (ARMS), official outcome" in part(report, 4)
    assert "Ms R 4 March 2026, home visit, by PC Hughes and DS Okafor" in part(report, 6)
    assert "Review after the household changed" in part(report, 7)
    assert "27 February 2026 Lead agency: police." in part(report, 8)
    assert "4 March 2026 Visit. Unannounced visit with DS Okafor." in part(report, 8)
    assert "making indecent images of children" in part(report, 10)
    assert "Sexual Harm Prevention Order (made 14 June 2023, ends 14 June 2033)" in part(report, 10)
    assert "Living together with the person: Ms R" in part(report, 11)
    assert "Triangle of risk" in part(report, 14)
    assert "The judgement HIGH" in part(report, 15)
    assert "ARMS (official, 12 January 2026): overall level medium. Judged high: overridden up." in part(report, 15)
    assert "1 Ms R or the school club collects D" in part(report, 16)
    assert "Review 10 April 2026" in part(report, 17)
    assert "Written by PC Hughes, offender manager, Northshire Police" in part(report, 18)


def test_every_line_of_fact_says_what_it_rests_on(judged: Any) -> None:
    report = build(judged)
    rows = [
        row
        for number in (6, 8)
        for block in report.sections[number].blocks
        if isinstance(block, Pairs)
        for row in block.rows
    ]
    assert len(rows) == 9
    assert all(row.basis and row.basis.records for row in rows)


def test_a_tool_goes_with_its_limits_and_hides_its_level_until_it_is_judged(unjudged: Any) -> None:
    early = part_named(build(unjudged), "analysis")
    assert "(hidden until the officer has judged)" in early
    assert "Made before the child moved in." in early
    assert "Level medium" not in early
    assert "Level medium" in part_named(build(unjudged, reveal=True), "analysis")
    shown = part_named(build(unjudged.finish()), "analysis")
    assert "Level medium" in shown
    assert "No tool can say what one person will do" in shown


def test_the_first_judgement_is_never_the_conclusion(unjudged: Any) -> None:
    unjudged.judge_first(rationale="A reason given before the tools were shown.")
    report = build(unjudged)
    assert "Not recorded: the final judgement." in part_named(report, "conclusion")
    assert "A reason given before" not in as_text.render(report, 100)
    assert "HIGH" not in part(report, 0)


def test_what_is_missing_is_named_and_at_the_screen_with_what_to_type(judged: Any) -> None:
    printed, shown = gaps(build(judged)), gaps(build(judged, for_author=True))
    assert "Not recorded: ethnicity and address." in printed
    assert (
        "Not recorded: ethnicity and address.  sjtool add CASE person --supersedes subject".replace("CASE", "harbour")
        in shown
    )
    assert not [words for words in printed if "sjtool " in words]
    assert len([words for words in shown if "  sjtool " in words]) > 8
    assert any(words.startswith("Not recorded: that D was seen, or why not. Looked at are") for words in printed)
    for number in (1, 6, 9, 14):
        assert f"{number} {MENU.entry[number - 1].title}" in part(build(judged), 0)


def test_words_written_for_a_heading_stand_there_and_close_the_gap(judged: Any) -> None:
    entry = next(one for one in MENU.entry if one.id == "history")
    assert "in words for this report" in part_named(build(judged), "history")
    judged.add("narrative", assessment="a-001", heading=f"{NAME}@1.0.0/history", text="He grew up with Ms R's aunt.")
    judged.add("narrative", assessment="a-001", heading=entry.title.upper(), text="School was hard.")
    said = part_named(build(judged), "history")
    assert "He grew up with Ms R's aunt." in said
    assert "School was hard." in said
    assert "in words for this report" not in said
    assert "He grew up" not in part_named(build(judged), "analysis")


def test_a_passage_that_repeats_what_is_kept_back_is_kept_apart(judged: Any) -> None:
    judged.add(
        "narrative", assessment="a-001", heading="Conclusion", text="We hold that SECRET WORDS NOBODY ELSE MAY READ."
    )
    printed = part_named(build(judged), "conclusion")
    assert "A passage written for this heading is kept apart" in printed
    assert "SECRET" not in printed
    assert f"{NOT_PRINTED}We hold that" in part_named(build(judged, for_author=True), "conclusion")


def test_what_anybody_answered_is_in_no_print_and_at_the_screen_by_topic(judged: Any) -> None:
    for shown in every_print(build(judged)):
        for words in ("most nights until two", "ask him", "a man called Lee", "four or five times", "35 hours"):
            assert words not in flat(shown)
        assert "The partner's figure fits" not in flat(shown)
    screened = build(judged, for_author=True)
    assert f"{NOT_PRINTED}what Ms R said" in part_named(screened, "family-support")
    assert "most nights until two" in part_named(screened, "family-support")
    told = part_named(screened, "change")
    assert f"{NOT_PRINTED}what Mr H said" in told
    assert "Partner, friends and being alone" in told
    assert "My brother. That's about it." in told


def test_every_item_of_section_12_has_one_topic() -> None:
    items = [one for ids in TOPICS.values() for one in ids]
    assert sorted(items, key=int) == [one.id for one in Library().question_set("section-12").item]


def test_a_set_without_topics_is_listed_as_it_was_asked(judged: Any) -> None:
    sitting = {"assessment": "a-001", "informant": "subject", "about": "subject", "interviewers": ["pc-4412"]}
    one = judged.add("session", set="change-and-motivation@1.0.0", held_on="2026-03-10", mode="in-person", **sitting)
    judged.add("response", session=one, item="9", value="He grew up by the sea.", basis="told")
    judged.add("response", session=one, item="5", value="The nights.", basis="told")
    screened = build(judged, for_author=True)
    assert "Family and own history: He grew up by the sea." in part_named(screened, "history")
    assert "He grew up" not in part_named(screened, "change")
    assert "What needs to change: The nights." in part_named(screened, "change")
    assert not [words for words in gaps(screened) if "interview on change" in words]


@pytest.mark.parametrize("for_author", [True, False])
def test_nothing_tells_of_covert_work(judged: Any, *, for_author: bool) -> None:
    judged.add("action_update", action="ac-003", status="in-progress", what_happened="SECRET NEWS OF IT ALL TOLD HERE")
    for shown in every_print(build(judged, for_author=for_author)):
        for word in ("SECRET", "covert", "surveillance", "ac-003"):
            assert word not in shown


def test_intelligence_is_only_said_to_be_held_unless_it_may_be_handled_openly(judged: Any) -> None:
    keys = {"nature": "reported", "kind": "police-intelligence", "obtained": True, "dated_on": "2026-03-01"}
    judged.add("evidence", title="Log 7 of the week", text="A van was seen.", grade="2BC", **keys)
    judged.add("evidence", title="Log 8 of the week", text="A blue bicycle stood there.", handling="open", **keys)
    judged.add("event", kind="intelligence", held_on="2026-03-01", what="He was seen at the fair.")
    for shown in every_print(build(judged)):
        assert "Information held by police." in flat(shown)
        assert "A blue bicycle stood there." in flat(shown)
        for words in ("A van was seen", "Log 7", "2BC", "the fair"):
            assert words not in flat(shown)
    screened = as_text.render(build(judged, for_author=True), 100)
    assert f"{NOT_PRINTED}Log 7 of the week. A van was seen." in flat(screened)
    assert f"{NOT_PRINTED}He was seen at the fair." in flat(screened)


def test_of_a_victim_the_label_and_labels_of_ratings_alone(judged: Any) -> None:
    judged.add("relation", person="subject", to="victim-1", kind="hurt in 2023 the neighbour's child")
    judged.add("person", id="kid", roles=["child", "victim"], standing="victim", label="Kid Q", born="2015-05-05")
    sitting = {"assessment": "a-001", "informant": "victim-1", "about": "subject", "interviewers": ["pc-4412"]}
    judged.add("session", set="section-12@1.0.0", held_on="2026-03-07", mode="in-person", **sitting)
    for per, sheet, factor, label in (
        ("kid", "capacity-to-protect@1.0.0", "victim-vulnerability-increased-1", "present"),
        ("kid", "triangle-of-risk@1.0.0", "vulnerability", "raised"),
    ):
        known = [one.id for one in Library().factor_set(sheet).factor]
        name = factor if factor in known else known[0]
        judged.add(
            "rating",
            assessment="a-001",
            factor=f"{sheet}/{name}",
            person=per,
            recent=label,
            rationale="Because of THE THING THAT HAPPENED.",
            held_on="2026-03-10",
        )
    for for_author in (True, False):
        report = build(judged, for_author=for_author)
        shown = as_text.render(report, 100)
        assert "V1" in shown
        assert "labels only" in shown
        for words in ("an address that must never", "the neighbour's child", "2015", "THE THING", "7 March 2026"):
            assert words not in shown


def test_an_address_of_anybody_else_is_in_no_print(judged: Any) -> None:
    judged.add(
        "person", id="r2", supersedes="partner", reason="moved", roles=["partner"], standing="other", label="Ms R",
        address="The refuge in Hill Road",
    )  # fmt: skip
    for for_author in (True, False):
        assert "Hill Road" not in as_text.render(build(judged, for_author=for_author), 100)


def test_a_rating_that_rests_on_an_answer_is_one_line_in_a_print(judged: Any) -> None:
    told = part_named(build(judged), "health-relationships")
    assert REASONS_KEPT in told
    assert "Opportunity: high priority (raises concern); before: medium priority; worsening" in told
    assert "a second device was left out" not in told
    whole = part_named(build(judged, for_author=True), "health-relationships")
    assert f"Rationale {NOT_PRINTED}A child now lives in the home" in whole


def test_the_plan_for_after_a_scenario_begins_is_for_those_who_watch(judged: Any) -> None:
    printed = part_named(build(judged), "analysis")
    assert "Scenario: escalation" in printed
    assert "Sexual harm to a child who has nobody else at home" in printed
    assert "presents, D unwilling" not in printed
    assert f"{KEPT} how and warning signs: for those who watch; in the file [sc-002]" in printed
    assert "how soon: names Ms R, who may read this; in the file [sc-002]" in printed


def test_words_that_name_an_adult_of_the_family_stay_at_the_screen(judged: Any) -> None:
    judged.add("formulation", assessment="a-001", heading="what protects", text="Ms R rang before she was asked.")
    assert "rang before" not in part_named(build(judged), "analysis")
    assert f"{NOT_PRINTED}Ms R rang before she was asked." in part_named(build(judged, for_author=True), "analysis")


class TestScreen:
    @pytest.mark.parametrize(
        ("text", "keeps"),
        [
            ("He lost the Saturday job.", False),
            ("MS R says so.", True),
            ("Ms Rowan says so.", False),
            ("V1 was there.", True),
            ("We know his brother, and a man called Lee he met online.", True),
            ("Support after domestic abuse is arranged.", True),
            ("The cross-check shows it.", True),
        ],
    )
    def test_words(self, judged: Any, text: str, *, keeps: bool) -> None:
        assert screen(judged).keeps_words(text) is keeps

    def test_whoever_it_is_about_may_be_named(self, judged: Any) -> None:
        assert not screen(judged).keeps_words("Ms R is tired.", about="partner")
        assert not screen(judged).keeps_words("Ms R is tired.", may_name=True)

    @pytest.mark.parametrize(
        ("keys", "keeps"),
        [
            ({"nature": "fact", "title": "Register of Ms R"}, False),
            ({"nature": "reported", "title": "A call from Ms R"}, True),
            ({"nature": "observed", "title": "The home", "text": "Ms R was tired."}, True),
            ({"nature": "fact", "title": "A log", "reference": "sent by Ms R"}, True),
            ({"nature": "fact", "title": "A log", "grade": "1AP"}, True),
            ({"nature": "fact", "title": "A log", "handling": "restricted"}, True),
            ({"nature": "fact", "title": "A log", "handling": "restricted", "obtained": False}, True),
            ({"nature": "fact", "title": "A log", "kind": "prison-intelligence", "obtained": False}, False),
            ({"nature": "fact", "title": "A log", "kind": "prison-intelligence"}, True),
            ({"nature": "fact", "title": "A log", "kind": "prison-intelligence", "handling": "open"}, False),
        ],
    )
    def test_evidence(self, judged: Any, keys: dict[str, Any], *, keeps: bool) -> None:
        name = judged.add("evidence", **{"kind": "other", "obtained": True, **keys})
        assert screen(judged).keeps_record(name) is keeps

    def test_records(self, judged: Any) -> None:
        kept = screen(judged).keeps_record
        assert all(kept(name) for name in ("r-0001", "s-001", "rd-001", "ac-003"))
        assert not any(kept(name) for name in ("ac-001", "ra-001", "nothing-here", "ev-001"))

    def test_blocks_lose_what_is_kept_and_at_the_screen_say_so(self, judged: Any) -> None:
        bad, good = "Ms R told us.", "A register."
        blocks = (
            Paragraph(bad, "opinion"),
            Bullets((Item(bad), Item(good))),
            Bullets((Item(bad),)),
            Pairs((Pair("Because", bad, "opinion"), Pair("Rests on", good))),
            Group(bad, "", (Paragraph(good),)),
            Group("Empty", "", (Paragraph(bad),)),
            Table(("A",), (("b",),)),
            Pairs((Pair("Rests on", "visit (section 16)"),)),
        )
        printed = tuple(screen(judged).blocks(blocks))
        assert printed == (
            Bullets((Item(good),)),
            Pairs(
                (
                    Pair("Rests on", good),
                    Pair(KEPT, "because: names Ms R, who may read this; in the file", "sjtool"),
                )
            ),
            Table(("A",), (("b",),)),
            Pairs((Pair("Rests on", "visit"),)),
        )
        shown = tuple(screen(judged, at_screen=True).blocks(blocks))
        assert len(shown) == len(blocks)
        assert shown[0] == Paragraph(f"{NOT_PRINTED}{bad}", "opinion")
        assert isinstance(shown[4], Group)
        assert shown[4].title == f"{NOT_PRINTED}{bad}"


def test_meetings_agreed_last_are_named_and_what_has_passed_says_so(judged: Any) -> None:
    judged.add("event", kind="conference", held_on="2026-02-01", what="Held.", next_on="2026-03-01")
    judged.add("event", kind="core-group", held_on="2026-02-01", what="Held.", next_on="2026-04-01")
    judged.add("event", kind="meeting", held_on="2026-02-02", what="Level 2.", touches=["mappa"], next_on="2026-05-01")
    judged.add("event", kind="visit", held_on="2026-02-02", what="Seen.", next_on="2026-06-01")
    told = part_named(build(judged), "next-meetings")
    assert "Conference 1 March 2026 (has passed)" in told
    assert "Core group 1 April 2026" in told
    assert "May 2026" not in told
    assert "June 2026" not in told
    assert "Level 2." not in part_named(build(judged), "chronology")
    assert "Last MAPPA meeting" not in part_named(build(judged), "offences")
    assert "Last MAPPA meeting" in part_named(build(judged, for_author=True), "offences")


def test_a_suspect_is_not_written_of_as_convicted(builder: Any) -> None:
    case = builder(parts=1)
    case.add(
        "person", id="s2", supersedes="subject", reason="corrected", roles=["subject"], standing="suspect", label="H"
    )
    assert "nothing here says that an offence was committed" in part_named(build(case), "offences")


def test_urgent_words_are_for_the_officer_and_changed_records_are_counted(judged: Any) -> None:
    assert not build(judged).warnings
    assert any("ACT NOW" in words for words in build(judged, for_author=True).warnings)
    loaded = judged.load()
    changed = replace(loaded, case=replace(loaded.case, broken=("ac-001", "ac-003")))  # ac-003 is covert
    assert build(changed).warnings == ("NOT AS RECORDED: 1 of the records changed since.",)
    told = build(changed, for_author=True).warnings
    assert any(words.endswith("See  sjtool verify harbour") for words in told)


def test_signatures_are_told_by_name(judged: Any) -> None:
    head = judged.head()
    keys = {"assessment": "a-001", "head": head, "method": "typed", "statement": "Mine."}
    judged.add("signature", **keys, role="author")
    assert "Signed by PC Hughes" in part_named(build(judged), "authors")
    assert "Countersigned by nobody yet" in part_named(build(judged), "authors")
    judged.add(
        "countersignature", by="ds-2090", **keys, role="supervisor", signature="sg-001", decision="return", reasons="D."
    )
    assert "Returned by DS Okafor" in part_named(build(judged), "authors")
    judged.add("narrative", assessment="a-001", heading="Dissent", text="One more word.")
    assert "changed since, so that it no longer holds" in part_named(build(judged), "authors")


def test_running_words_name_no_record(judged: Any) -> None:
    shown = flat(as_text.render(build(judged), 100))
    outside = re.sub(r"\[[^\]]*\]", "", shown)
    assert not re.findall(r"\b(?:ra|tr|ev|ac|e|r|s|j|sc|rd)-\d{3,4}\b", outside)


def test_hostile_words_do_nothing(judged: Any) -> None:
    judged.add("narrative", assessment="a-001", heading="Conclusion", text="[/] <script>x</script> \x1b[31m \u202e")
    for shown in every_print(build(judged)):
        assert "\x1b" not in shown
    assert "<script>x" not in as_html.render(build(judged))
    assert "[/] <script>x</script>" in as_text.render(build(judged), 100)


def test_an_outline_of_a_force_with_a_heading_of_its_own_is_filled_by_its_author(judged: Any) -> None:
    from sjtool.report import internet_offender
    from sjtool.report.internet_offender_view import View

    entry = MENU.entry[0].model_copy(update={"id": "local", "title": "Local heading"})
    there = context(judged)
    view = View(there, Screen(there.standing, TODAY, is_officers=False), MENU)
    section = internet_offender._section(view, 19, entry)
    assert section.blocks == (Note("Not recorded: local heading.", "gap"),)


def rate(case: Any, sheet: str, person: str, number: int = 0, **more: Any) -> None:
    factor_set = Library().factor_set(sheet)
    factor = factor_set.factor[number]
    label = next(scale.label[0].id for scale in factor_set.scale if scale.id == factor.scale)
    keys = {"recent": label, "rationale": f"Seen for {sheet}.", "held_on": "2026-03-10", "evidence": ["e-001"], **more}
    case.add("rating", assessment="a-001", factor=f"{sheet}/{factor.id}", person=person, **keys)


def test_each_adult_and_each_child_has_their_own_sheets(judged: Any) -> None:
    for sheet, person in (
        ("capacity-to-protect@1.0.0", "partner"),
        ("assessment-framework@1.0.0", "child-d"),
        ("significant-harm-early@1.0.0", "subject"),
        ("static-history@1.0.0", "subject"),
        ("triangle-of-risk@1.0.0", "child-d"),
        ("key-areas@1.0.0", "subject"),
    ):
        rate(judged, sheet, person, evidence=[])
    judged.add(
        "narrative", assessment="a-001", heading="household and each child", text="D is quiet and likes drawing."
    )
    report = build(judged)
    family = part_named(report, "family-support")
    assert "Ms R Capacity to protect" in family
    assert "D The child, the care and the surroundings" in family
    assert family.index("Ms R Capacity") < family.index("D The child, the care")
    assert "Household and each child D is quiet and likes drawing." in family
    assert "can protect, on the sheet" not in family
    assert "each child apart, on the sheet" not in family
    assert "each child's needs" not in part_named(report, "joint-assessment")
    assert "Not recorded: the four questions" not in part_named(report, "analysis")
    assert "D Triangle of risk, for one child" in part_named(report, "analysis")
    assert "History that does not change" in part_named(report, "offences")


def test_what_was_refused_in_person_stands_with_its_caution(judged: Any) -> None:
    judged.add("event", kind="visit", held_on="2026-03-10", what="At the door.", entry="refused", refused=["his phone"])
    told = part_named(build(judged), "change")
    assert "his phone" in told
    assert "it is not always one" in told


def test_the_command_prints_it_without_what_is_for_the_screen(judged: Any, run: Any) -> None:
    done = run("report", judged.path, "--report", NAME, "--for", "core group", "--by", "pc-4412")
    assert done.status == 0
    assert "Made for: core group" in done.stdout
    assert NOT_PRINTED.strip() not in done.stdout
    assert "SECRET" not in done.stdout
