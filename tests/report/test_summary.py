"""What the summary says, what it hides, and what it names as missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from sjtool.report.report import Pair, Report


def words_of(block: object) -> Iterator[str]:
    """Every word a block holds, in order."""
    for part in getattr(block, "__dataclass_fields__", ()):
        value = getattr(block, part)
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for inner in value:
                yield from _words_inside(inner)


def _words_inside(inner: object) -> Iterator[str]:
    if isinstance(inner, Pair):
        yield f"{inner.label}: {inner.text}"
    elif isinstance(inner, tuple):
        title, letters = inner if len(inner) == 2 else ("", inner)
        yield f"{title}: {''.join(letters)}" if isinstance(letters, tuple) and title else "\n".join(inner)
    else:
        yield from words_of(inner)


def words(report: Report, number: int) -> str:
    return "\n".join(words_of(next(s for s in report.sections if s.number == number)))


def all_words(report: Report) -> str:
    return "\n".join(word for section in report.sections for word in words_of(section))


def test_page_one_comes_first_then_the_seventeen_sections_in_order(judged: Any) -> None:
    assert [section.number for section in judged.report().sections] == [*range(18)]


def test_no_section_is_an_empty_heading_even_in_an_empty_case(builder: Callable[..., Any]) -> None:
    report = builder(parts=0).report()
    assert all(section.blocks for section in report.sections)
    assert "Not recorded: the person under assessment." in words(report, 1)


def test_page_one_has_level_whom_why_tools_against_plan_and_gaps(judged: Any) -> None:
    page = words(judged.report(), 0)
    assert "Level: HIGH" in page
    assert "To whom: D, and children who could be shown to him online" in page
    assert "D is alone with him each weekday afternoon" in page
    assert "ARMS (official, 12 January 2026): overall level medium. Judged high: overridden up." in page
    assert "Why: ARMS was made in January, before the child came to live there." in page
    assert "Two years without any report of offending" in page
    assert "Ms R or the school club collects D, never Mr H alone (children's services, by 13 March 2026)" in page
    assert "levels; knowing DC-SRP [tr-001]" in page
    assert "Refused: 1 answer by Ms R and 1 answer by Mr H." in page


def test_levels_of_tools_are_hidden_until_the_final_judgement(unjudged: Any) -> None:
    report = unjudged.report()
    assert "(hidden until you have judged)" in words(report, 0)
    assert "(hidden until you have judged)" in words(report, 4)
    assert "Band" not in words(report, 4)
    assert [tool.level for tool in report.gist.tools] == [None, None]
    unjudged.judge_first()
    assert all(tool.hidden for tool in unjudged.report().gist.tools)


def test_another_reader_is_told_that_the_officer_has_still_to_judge(unjudged: Any) -> None:
    assert "(hidden until the officer has judged)" in words(unjudged.report(for_author=False), 0)


def test_reveal_shows_levels_early_and_says_so(unjudged: Any) -> None:
    report = unjudged.report(reveal=True)
    assert [tool.level for tool in report.gist.tools] == ["low", "medium"]
    assert "likelihood of reoffending low" in words(report, 0)
    assert "Shown before the judgement" in words(report, 0)


def test_a_first_judgement_alone_is_not_passed_off_as_final(unjudged: Any) -> None:
    unjudged.judge_first()
    report = unjudged.report()
    assert "HIGH, first judgement only" in words(report, 0)
    assert (report.gist.level, report.gist.first_level) == (None, "high")


def test_first_and_final_that_differ_both_stand(unjudged: Any) -> None:
    unjudged.judge_first(level="medium", harm_children="medium")
    unjudged.judge_final()
    report = unjudged.report()
    assert "First judged: medium, likelihood medium, before sjtool showed the tools' levels" in words(report, 0)
    assert "First judgement, before sjtool showed the tools' levels; knowing DC-SRP [tr-001]\nMEDIUM" in words(
        report, 13
    )


def judge_with_the_tools(case: Any, **more: Any) -> None:
    case.judge_first(level="medium", likelihood="low")
    case.judge_final(level="medium", likelihood="low", **more)


def test_no_override_is_said_outright(unjudged: Any) -> None:
    judge_with_the_tools(unjudged, overrides="none")
    report = unjudged.report()
    assert "No override: the judgement departs from no tool result on its own question." in words(report, 0)
    assert "No override." in words(report, 14)
    assert report.gist.no_override


def test_silence_on_overrides_is_named_as_a_gap(unjudged: Any) -> None:
    judge_with_the_tools(unjudged)
    assert "Not said: whether the judgement overrides a tool." in words(unjudged.report(), 0)


def test_no_override_is_not_believed_where_a_tool_differs(unjudged: Any) -> None:
    unjudged.judge_first()
    unjudged.judge_final(overrides="none")
    report = unjudged.report()
    assert "Recorded as no override, although a tool result differs." in words(report, 0)
    assert "differs (up), with no override" in words(report, 0)
    assert not report.gist.no_override


def test_the_override_record_is_whole(judged: Any) -> None:
    section = words(judged.report(), 14)
    for said in (
        "Tool said: medium",
        "Decided: high",
        "Justification: APP asks that tools be weighed",
        "Mitigation: Collection by another adult from 13 March; device check.",
        "Agreed by: DS Okafor, by telephone, 10 March",
        "Review on: 10 April 2026",
        "Evidence: School attendance officer",
    ):
        assert said in section


def test_a_downward_override_shows_what_protects_and_that_nobody_countersigned(unjudged: Any) -> None:
    unjudged.judge_first(level="low", likelihood="low")
    final = unjudged.judge_final(level="low", likelihood="low")
    override = {"judgement": final, "tool_result": "tr-002", "construct": "level", "tool_level": "medium"}
    override |= {"decided_level": "low", "direction": "downward", "rationale": "He has moved abroad."}
    unjudged.add("override", **override, evidence=["e-001"], protective_evidence=["e-005"])
    section = words(unjudged.report(), 14)
    assert "Protective: End-of-programme report" in section
    assert "Countersigned: not yet; a downward override asks for it" in section


def test_covert_actions_are_a_reference_for_the_officer_and_nothing_for_others(judged: Any) -> None:
    own, shared = judged.report(), judged.report(for_author=False)
    assert "Covert action, held in the officer view" in words(own, 15)
    assert "ac-003" in words(own, 15)
    assert "SECRET" not in all_words(own)
    assert "overt" not in all_words(shared).replace("Covert", "overt")
    assert "ac-003" not in all_words(shared)


def test_of_a_victim_only_the_label_is_printed(judged: Any) -> None:
    report = judged.report()
    assert "V1" in words(report, 7)
    assert "an address that must never be printed" not in all_words(report)


def test_answers_that_were_not_given_are_listed_by_reason(judged: Any) -> None:
    section = words(judged.report(), 3)
    assert "Refusals" in section
    assert "Ms R on 3 Interest in partner: refused. Note: said “ask him”" in section
    assert "Put off" in section
    assert "Never asked" not in section
    assert "D came in from school" in section


def test_an_item_left_open_and_asked_later_is_no_longer_put_off(judged: Any) -> None:
    session = judged.add(
        "session",
        assessment="a-001",
        set="section-12@1.0.0",
        informant="partner",
        about="subject",
        interviewers=["pc-4412"],
        mode="telephone",
        held_on="2026-03-11",
    )
    judged.add("response", session=session, item="22", value="Never that I saw", basis="told")
    assert "Put off" not in words(judged.report(), 3)


def test_withheld_answers_are_counted_without_content(judged: Any) -> None:
    judged.add(
        "response",
        session="s-002",
        item="6",
        missing="withheld",
        missing_note="the reason must stay out",
        note="and this",
        basis="told",
    )
    text = all_words(judged.report())
    assert "Withheld" in text
    assert "must stay out" not in text
    assert "and this" not in text


def test_sources_not_obtained_and_sources_nobody_mentioned(judged: Any) -> None:
    section = words(judged.report(), 3)
    assert "Information from victims, Victim's statement of 2023: held by the investigation team" in section
    assert "police intelligence, previous police interviews, pre-sentence reports, prison intelligence" in section


def test_ratings_show_their_course_their_reasons_and_what_they_rest_on(judged: Any) -> None:
    section = words(judged.report(), 5)
    assert "High priority (raises concern)" in section
    assert "Past to recent: Medium priority → High priority" in section
    assert "Rests on: Ms R on Hours online, Hours a week: 35 hours a week. Note: most nights until two" in section
    assert "Never rated:" in section


def test_acute_factors_are_shown_over_time(judged: Any) -> None:
    section = words(judged.report(), 6)
    assert "Access to actual or potential victims: NEA" in section
    assert "Hostility: N.P" in section


def test_accounts_stand_side_by_side_with_the_reading_and_for_the_practitioner_only(judged: Any) -> None:
    section = words(judged.report(), 8)
    assert "Practitioner only: not for either adult" in section
    assert "Ms R: 35 hours a week" in section
    assert "Mr H: 8 hours a week" in section
    assert "Reading: The partner's figure fits the router log better than his." in section
    assert "Reading: none yet" in section
    assert "original marks were lost" in section


def test_a_reading_made_before_the_latest_account_says_so(judged: Any) -> None:
    judged.add("response", session="s-002", item="1", part="hours", value=20, basis="told")
    assert "made before the latest account" in words(judged.report(), 8)


def test_passages_go_under_the_section_their_heading_names(judged: Any) -> None:
    judged.add("narrative", assessment="a-001", heading="Impact on the family", text="They have lost friends.")
    judged.add("narrative", assessment="a-001", heading="Dissent", text="The social worker would go lower.")
    report = judged.report()
    assert "Triangle of risk" in words(report, 11)
    assert "They have lost friends." in words(report, 12)
    assert "The social worker would go lower." in words(report, 9)
    assert "Not recorded: severity" in words(report, 10)


def test_disclosures_come_from_the_access_log(judged: Any) -> None:
    lines = [
        {"at": "2026-03-10T10:00:00+00:00", "act": "consultation", "by": "pc-4412", "command": "show"},
        {
            "at": "2026-03-11T10:00:00+00:00",
            "act": "disclosure",
            "by": "pc-4412",
            "command": "report",
            "recipient": "core group",
        },
    ]
    assert "11 March 2026\nPC Hughes\nreport\ncore group" in words(judged.report(access=lines), 17)
    again = {**lines[-1], "report": "visit-briefing"}
    told = words(judged.report(access=[*lines, again, again, again]), 17)
    assert "PC Hughes\nreport\ncore group\n11 March 2026\nPC Hughes\nvisit briefing, 3 times\ncore group" in told
    assert "nothing is in the access log" in words(judged.report(), 17)


def test_reactive_management_that_is_claimed_asks_for_its_check(builder: Callable[..., Any]) -> None:
    case = builder(parts=1)
    case.add("status", management="reactive")
    assert "conditions for reactive management" in words(case.report(), 16)


def test_earlier_assessments_are_listed_with_what_was_judged(judged: Any) -> None:
    judged.add("assessment", opened_on="2026-06-01", trigger="review", purpose="Quarterly")
    report = judged.report()
    assert "review, opened 2 March 2026: judged high" in words(report, 13)
    assert report.gist.level is None
    assert all(tool.hidden for tool in report.gist.tools)


def test_erasure_and_acknowledged_edits_show_on_every_print(judged: Any) -> None:
    judged.add("erasure", record="r-0007", kind="response", digest="0" * 64, authority="Court order 7")
    judged.add("acknowledgement", record="e-001", expected="0" * 32, found="1" * 32, why="typing error")
    section = words(judged.report(), 17)
    assert "Authority: Court order 7" in section
    assert "typing error" in section


def test_earlier_results_of_a_tool_stand_behind_the_current_one(judged: Any) -> None:
    judged.add(
        "tool_result",
        assessment="a-001",
        instrument="arms@1.0.0",
        scale="overall",
        origin="received",
        construct="level",
        level="high",
        dated_on="2026-03-20",
        limits="none",
    )
    section = words(judged.report(), 4)
    assert "Earlier results" in section
    assert "ARMS, 12 January 2026: medium" in section


def test_a_result_without_passport_is_named_and_not_compared(judged: Any) -> None:
    judged.add(
        "tool_result", instrument="old-tool", origin="received", construct="level", level="grim", dated_on="2020"
    )
    report = judged.report()
    assert "old-tool (official, 2020): overall level grim. Judged high: cannot be compared." in words(report, 0)
    assert "Not at hand: the passport of old-tool" in words(report, 4)


@pytest.mark.parametrize("stage", ["empty", "unjudged", "judged"])
def test_the_same_case_gives_the_same_report(builder: Callable[..., Any], stage: str) -> None:
    case = builder(parts=0) if stage == "empty" else builder()
    if stage == "judged":
        case.finish()
    once, twice = case.report(), case.report()
    assert once == twice


def sign(case: Any, **more: Any) -> None:
    head = case.head()
    keys = {"assessment": "a-001", "head": head, "method": "typed", "statement": "This is mine.", "role": "author"}
    case.add("signature", id="sg-001", **keys)
    if more:
        more = {"signature": "sg-001", "by": "ds-2090", **more}
        case.add("countersignature", **keys, **more)


def test_signed_countersigned_and_changed_since(judged: Any) -> None:
    sign(judged, decision="approve")
    judged.add("event", id="ev-100", kind="visit", held_on="2026-03-12", what="All well.")
    report = judged.report()
    typed = "typed, not cryptographic"
    by, second = f"PC Hughes (pc-4412), {typed}", f"DS Okafor (ds-2090), {typed}"
    assert report.status.words == f"SIGNED by {by}; countersigned by {second}"
    assert report.status.lines == ("Since signing, without changing it: visit 12 March 2026 ev-100",)
    assert report.status.since == ("ev-100",)
    assert "Signed by: PC Hughes (pc-4412)" in words(report, 1)
    assert "Countersigned by: DS Okafor (ds-2090)" in words(report, 1)
    judged.add("evidence", nature="fact", kind="other", title="A late find", obtained=True)
    changed = judged.report()
    assert changed.status.words == f"DRAFT: changed since it was signed by {by}"
    assert changed.status.lines[0].startswith(
        "Changed since signing, so that the signature no longer holds: evidence e-"
    )
    assert "Still holds: no" in words(changed, 1)


def test_a_returned_assessment_says_why(judged: Any) -> None:
    sign(judged, decision="return", reasons="The school was not asked.")
    report = judged.report()
    assert report.status.id == "returned"
    assert "Their reasons: The school was not asked." in words(report, 1)


def test_an_update_of_a_covert_action_since_signing_is_for_the_officer_alone(judged: Any) -> None:
    sign(judged)
    judged.add("action_update", id="au-100", action="ac-003", status="done", what_happened="SECRET")
    assert judged.report().status.since == ("au-100",)
    assert judged.report(for_author=False).status.since == ()


def test_a_rating_may_rest_on_any_kind_of_record(judged: Any) -> None:
    basis = ["e-001", "r-0008", "s-001", "ev-001", "tr-002", "r-0003"]
    judged.add(
        "rating",
        assessment="a-001",
        factor="acute@1.0.0/substance-misuse",
        person="subject",
        recent="emerging",
        rationale="See below.",
        evidence=basis,
        held_on="2026-03-11",
    )
    section = words(judged.report(), 6)
    for said in (
        "Rests on: PNC print",
        "Rests on: Mr H on Hours online, Hours a week: 8 hours a week",
        "Rests on: interview with Ms R",
        "Rests on: significant change (section 16)",
        "Rests on: the result of ARMS",
        "Rests on: Ms R on Interest in partner: refused.",
    ):
        assert said in section


def test_an_override_may_rest_on_a_rating(unjudged: Any) -> None:
    unjudged.judge_first()
    final = unjudged.judge_final()
    keys = {"judgement": final, "tool_result": "tr-002", "construct": "level", "direction": "upward"}
    unjudged.add("override", **keys, evidence=["ra-001"])
    assert "Evidence: the rating of Opportunity" in words(unjudged.report(), 14)


def test_everything_a_result_came_with_is_printed(judged: Any) -> None:
    judged.add(
        "tool_result",
        assessment="a-001",
        instrument="srp-official@1.0.0",
        scale="iic",
        origin="computed",
        construct="likelihood",
        band="medium",
        points=12,
        percentage=3.5,
        interval=[2.0, 5.0],
        inputs=["age 38"],
        missing_items=["first sanction"],
        dated_on="2026-03-11",
    )
    section = words(judged.report(), 4)
    for said in (
        "Points: 12",
        "Percentage: 3.50 %",
        "Interval: 2 to 5",
        "Entered: age 38",
        "Items missing: first sanction",
    ):
        assert said in section
    assert "worked out here; the official result comes first" in section


def test_ratings_of_others_stand_in_the_household(judged: Any) -> None:
    judged.add(
        "rating",
        assessment="a-001",
        factor="acute@1.0.0/hostility",
        person="partner",
        recent="none-seen",
        rationale="Tired, not hostile.",
        held_on="2026-03-11",
    )
    section = words(judged.report(), 7)
    assert "Rationale: Tired, not hostile." in section
    assert "Not rated here" not in section


def test_a_reading_of_an_item_not_listed_is_kept(judged: Any) -> None:
    judged.add(
        "reading", item="section-12@1.0.0/9", responses=["r-0008"], outcome="one-sided", reading="Only his word."
    )
    assert "Reading: Only his word." in words(judged.report(), 8)


def test_a_case_without_people_names_or_dates_still_prints(builder: Callable[..., Any]) -> None:
    case = builder(parts=0)
    for kind in ("person", "officer"):
        case.add(kind, id=f"{kind}-x")
    for kind in ("assessment", "session", "response", "evidence", "rating", "tool_result", "formulation", "narrative"):
        case.add(kind, **({"assessment": "a-001"} if kind in {"session", "formulation", "narrative"} else {}))
    for stage in ("first", "final"):
        case.add("judgement", assessment="a-001", stage=stage)
    for kind in ("scenario", "action"):
        case.add(kind, assessment="a-001")
    for kind in ("override", "action_update", "event", "reading", "status", "order", "governance", "erasure"):
        case.add(kind)
    case.add("person", id="subject", roles=["subject"])
    report = case.report()
    assert "Level: not said" in words(report, 0)
    assert "No title" in words(report, 3)
    assert report.subject == "subject"


def open_review(case: Any) -> Any:
    case.add("assessment", trigger="significant-change", opened_on="2026-03-12", purpose="What changed.")
    return case


def test_an_open_review_keeps_the_level_that_stands_with_whom_and_by_whom(judged: Any) -> None:
    report = open_review(judged).report()
    for number in (0, 13):
        page = words(report, number)
        assert "Level: not judged yet in this review; HIGH stands from 11 March 2026 (j-003)" in page
        assert "To whom: D, and children who could be shown to him online" in page
        assert "Judged by: PC Hughes (pc-4412)" in page
    assert "There is no final judgement yet in this review" in words(report, 14)
    assert "(hidden until you have judged)" in words(report, 0)
    assert report.gist.level is None


def test_beside_the_first_judgement_of_a_review_what_is_in_force_is_one_line(judged: Any) -> None:
    case = open_review(judged)
    case.judge_first(assessment="a-002", level="medium")
    report = case.report()
    for number in (0, 13):
        assert "In force: HIGH stands from 11 March 2026 (j-003), to: D, and children" in words(report, number)
    assert "Level: MEDIUM, first judgement only" in words(report, 0)
    case.judge_final(assessment="a-002", level="medium")
    assert "stands from" not in all_words(case.report())


def test_an_open_review_keeps_the_plan_that_runs_and_says_where_it_is_from(judged: Any) -> None:
    plan = words(judged.report(), 15)
    report = open_review(judged).report()
    assert "by 13 March 2026; from a-001)" in words(report, 0)
    assert "Not recorded: a risk management plan." not in all_words(report)
    assert "The plan is that of a-001 so far: go through it." in words(report, 15)
    assert "open; from a-001" in words(report, 15)
    assert "from a-001" not in plan


def test_the_review_that_was_set_is_named_until_this_one_is_judged(unjudged: Any) -> None:
    unjudged.judge_first()
    unjudged.judge_final(review_on="2026-09-01")
    assert "Earlier review" not in words(unjudged.report(), 16)
    text = words(open_review(unjudged).report(), 16)
    assert "Earlier review: 1 September 2026, set in j-002; met once this review is judged" in text


def test_acute_factors_of_the_last_contact_count_as_they_stand_in_a_review(judged: Any) -> None:
    assert "before the review was opened" not in words(judged.report(), 6)
    judged.add("assessment", trigger="review", opened_on="2026-03-01", purpose="Again.")
    text = words(judged.report(), 6)
    assert "before the review was opened (" in text
    assert "they count as they stand." in text
