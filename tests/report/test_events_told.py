"""Events in the summary: told in full in section 16, refusals apart, and where the person stands in section 1."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from sjtool.report.cooperation import NOT_PROOF
from sjtool.report.report import Bullets, Group, Item, Note, Pair, Pairs, Report

OUTCOME = "section-47-outcomes@1.0.0/substantiated-continuing-risk"


def section(report: Report, number: int) -> Any:
    return next(one for one in report.sections if one.number == number)


def inside(blocks: tuple[Any, ...]) -> Iterator[Any]:
    for block in blocks:
        yield block
        yield from inside(getattr(block, "blocks", ()))


def items(report: Report, number: int, title: str) -> list[Item]:
    found = [b for b in inside(section(report, number).blocks) if isinstance(b, Group) and b.title == title]
    return [item for group in found for block in group.blocks if isinstance(block, Bullets) for item in block.items]


def pairs(report: Report) -> list[Pair]:
    return [row for block in inside(section(report, 1).blocks) if isinstance(block, Pairs) for row in block.rows]


def said(report: Report, label: str) -> list[str]:
    return [row.text for row in pairs(report) if row.label == label]


@pytest.fixture
def case(builder: Callable[..., Any]) -> Any:
    """People, status and information; no judgement."""
    return builder(parts=2)


def event(case: Any, kind: str = "visit", on: str = "2026-03-04", **keys: Any) -> str:
    return case.add("event", kind=kind, held_on=on, what=keys.pop("what", "Seen."), **keys)  # type: ignore[no-any-return]


class TestSectionSixteen:
    def test_all_that_was_recorded_of_a_visit_is_told(self, case: Any) -> None:
        event(
            case,
            announced=False,
            entry="given",
            present=["subject", "victim-1"],
            others_present="a cousin",
            refused=["the phone: private", "the loft"],
            opens_review=False,
            rationale="It was one visit.",
            reference="log 4",
            next_on="2026-04-01",
        )
        (item,) = items(case.report(), 16, "What has happened")
        assert item.text == (
            "Seen. Not announced, let in. There: Mr H and V1. Also there: a cousin. Refused: the phone: private; "
            "the loft. Opens no review. Why: It was one visit. Reference: log 4. Next: 1 April 2026"
        )
        assert item.basis is not None
        assert (item.basis.how, item.basis.on) == ("visit", "2026-03-04")

    def test_what_it_touches_is_named(self, case: Any) -> None:
        action = case.add("action", assessment="a-001", pillar="supervision", kind="home-visits", owner="pc-4412")
        named = case.add("action", assessment="a-001", pillar="supervision", objective="He is seen.")
        bare = case.add("action", assessment="a-001", pillar="supervision")
        order = case.add("order", made_on="2026-01-01")
        touched = [
            "or-001",
            order,
            action,
            named,
            bare,
            "child-d",
            "st-001",
            "mappa",
            "housing",
            "acute@1.0.0/hostility",
        ]
        event(case, touches=touched, opens_review=True, told=["Ms L, children's services"], outcome="Go on.")
        (item,) = items(case.report(), 16, "What has happened")
        assert item.text == (
            f"Seen. Touches: Sexual Harm Prevention Order (or-001); {order}; home visits ({action}); He is seen. "
            f"({named}); {bare}; D; status st-001; MAPPA; housing; acute@1.0.0/hostility. Outcome: Go on. "
            "Told: Ms L, children's services. Opens a review"
        )

    def test_a_covert_action_is_named_to_its_officer_alone(self, case: Any) -> None:
        covert = case.add("action", assessment="a-001", objective="SECRET", pillar="supervision", handling="covert")
        event(case, touches=[covert])
        officer, other = case.report(for_author=True), case.report(for_author=False)
        assert items(officer, 16, "What has happened")[0].text == f"Seen. Touches: covert action ({covert})"
        assert items(other, 16, "What has happened")[0].text == "Seen."

    def test_prompts_are_named_unless_the_words_hold_them(self, case: Any) -> None:
        prompts = ["significant-change@1.0.0/own-home", "gone@1.0.0/x"]
        event(case, "significant-change", what="Moved.", considered=prompts)
        event(case, "significant-change", what="New.\n- A step forward, with less risk? yes", considered=prompts[:1])
        event(case, "reactive-end", cause="sexual-offence", effects=["person-told", "visits-stopped"], entry="refused")
        first, second, third = items(case.report(), 16, "What has happened")
        assert first.text == "Moved. Considered: A step forward, with less risk?; gone@1.0.0/x"
        assert second.text == "New.\n- A step forward, with less risk? yes"
        assert third.text == "Seen. Entry refused. Cause: sexual offence. Followed: person told and visits stopped"

    def test_intelligence_on_what_is_recorded_names_the_event_it_is_about(self, case: Any) -> None:
        change = event(case, "significant-change", what="Moved.")
        undated = case.add("event", kind="other", what="Rang.")
        event(case, "intelligence", what="Seen there.", touches=[change, undated])
        event(case, "intelligence", what="Seen.", touches=[change, "housing"])
        told = [item.text for item in items(case.report(), 16, "What has happened")]
        assert f"Seen there. Already recorded: significant change of 4 March 2026 ({change}); other ({undated})" in told
        assert f"Seen. Touches: significant change of 4 March 2026 ({change}); housing" in told

    def test_what_follows_several_lines_begins_a_new_one(self, case: Any) -> None:
        event(case, what="One.\n- two", reference="log 1")
        assert items(case.report(), 16, "What has happened")[0].text == "One.\n- two\nReference: log 1"


class TestRefusals:
    def test_they_stand_with_their_days_in_section_3_and_are_weighed_in_16(self, case: Any) -> None:
        event(case, entry="refused", refused=["the phone: private"])
        event(case, on="2026-03-02", refused=["the loft", "a question on work"])
        event(case, on="2026-03-01", entry="nobody-in")
        report = case.report()
        found = [(item.text, item.basis.on if item.basis else "") for item in items(report, 3, "Refused in person")]
        assert found == [
            ("the loft", "2026-03-02"),
            ("a question on work", "2026-03-02"),
            ("Entry refused", "2026-03-04"),
            ("the phone: private", "2026-03-04"),
        ]
        weighed = [item.text for item in items(report, 16, "Refused to officers")]
        assert weighed == ["Entry refused 1 time (section 3)", "the loft", "a question on work", "the phone: private"]
        assert Note(NOT_PROOF, "caution") in list(inside(section(report, 16).blocks))

    def test_where_nothing_was_refused_nothing_is_said(self, case: Any) -> None:
        event(case, entry="nobody-in")
        assert items(case.report(), 3, "Refused in person") == items(case.report(), 16, "Refused to officers") == []

    def test_old_refusals_are_history_unless_the_judgement_is_older(self, case: Any) -> None:
        event(case, on="2025-02-01", entry="refused")
        assert items(case.report(), 16, "Refused to officers") == []
        assert len(items(case.report(), 3, "Refused in person")) == 1

    def test_those_since_the_final_judgement_count_however_old(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=2)
        case.judge_first(known_outcomes=[])
        case.judge_final(known_outcomes=[])
        event(case, on=case.at.date().isoformat(), entry="refused")
        case.at += timedelta(days=800)
        event(case, on=case.at.date().isoformat(), entry="nobody-in")
        (weighed,) = items(case.report(), 16, "Refused to officers")
        assert weighed.text == "Entry refused 1 time (section 3)"

    def test_it_is_told_in_the_words_that_say_who_refused(self, case: Any) -> None:
        event(case, refused=["Ms R would not have the loft looked at"])
        assert items(case.report(), 16, "Refused to officers")[0].text == "Ms R would not have the loft looked at"

    def test_a_day_that_is_not_known_is_not_recent(self, case: Any) -> None:
        case.add("event", kind="visit", what="Seen.", entry="refused")
        assert items(case.report(), 16, "Refused to officers") == []


class TestSectionOne:
    def test_each_key_is_read_from_the_last_status_that_says_it(self, case: Any) -> None:
        case.add("status", lead_agency="probation", sentenced_on="2023-07-01")
        case.add("status", mappa_level=2, mappa_reason="Two agencies.")
        report = case.report()
        assert said(report, "Lead agency") == ["probation"]
        assert said(report, "In court") == ["convicted 14 June 2023, sentenced 1 July 2023"]
        assert said(report, "MAPPA") == ["category 1, level 2: Two agencies."]
        assert said(report, "Offences") == ["making indecent images of children"]
        assert said(report, "Management") == ["active"]
        (mappa,) = [row for row in pairs(report) if row.label == "MAPPA"]
        assert mappa.basis is not None
        assert mappa.basis.records == ("st-001", "st-003")

    def test_the_last_mappa_meeting_has_its_minutes_and_the_next_day(self, case: Any) -> None:
        event(case, "meeting", "2026-02-01", touches=["mappa"])
        assert said(case.report(), "Last MAPPA meeting") == ["1 February 2026. No reference of the minutes recorded"]
        event(case, "meeting", "2026-03-01", touches=["mappa"], reference="min 7", next_on="2026-06-01")
        assert said(case.report(), "Last MAPPA meeting") == ["1 March 2026. Minutes: min 7. Next: 1 June 2026"]

    def test_nothing_is_said_where_nothing_is_recorded(self, builder: Callable[..., Any]) -> None:
        report = builder(parts=0).report()
        labels = {row.label for row in pairs(report)}
        assert not labels & {"MAPPA", "Lead agency", "In court", "Section 47", "Conference", "ViSOR or MAPPS"}

    def test_a_status_that_says_little_is_told_as_far_as_it_goes(self, builder: Callable[..., Any]) -> None:
        case = builder(parts=0)
        case.add("person", id="subject", roles=["subject"], standing="convicted", label="Mr H")
        assert "MAPPA" not in {row.label for row in pairs(case.report())}
        case.add("status", mappa_category=3)
        case.add("status", sentenced_on="2024")
        assert said(case.report(), "MAPPA") == ["category 3"]
        assert said(case.report(), "In court") == ["sentenced 2024"]

    def test_the_system_of_record_is_named(self, case: Any) -> None:
        case.add("governance", lawful_basis="x", visor_reference="V 12")
        assert said(case.report(), "ViSOR or MAPPS") == ["V 12"]

    def test_a_risk_to_children_names_who_was_told(self, case: Any) -> None:
        case.add(
            "person",
            id="subject-2",
            supersedes="subject",
            reason="decided",
            roles=["subject"],
            standing="convicted",
            label="Mr H",
            risk_to_children="A risk, on all reports.",
        )
        event(case, "information-shared", touches=["risk-to-children"], told=["DS Marsh, child abuse unit"])
        event(case, "information-shared", touches=["risk-to-children"])
        report = case.report()
        assert said(report, "Risk to children") == ["A risk, on all reports."]
        assert said(report, "Told of that risk") == ["DS Marsh, child abuse unit", "nobody named"]

    def test_section_47_conferences_and_core_groups_stand_with_their_days(self, case: Any) -> None:
        event(case, "section-47", touches=["child-d"], outcome=OUTCOME, next_on="2026-03-20")
        event(case, "strategy-discussion", touches=["child-d"], outcome="Enquiries begin")
        event(case, "strategy-discussion", what="No stay until this is judged.")
        case.add("event", kind="strategy-discussion", held_on="2026-03-05")
        event(case, "section-47")
        event(case, "conference", "2026-03-01", touches=["initial-conference"], next_on="2026-05-28")
        event(case, "conference", "2026-03-02")
        event(case, "core-group", "2026-03-03", next_on="2026-04-03")
        case.add("event", kind="core-group", what="Planned only.")
        report = case.report()
        assert said(report, "Section 47") == [
            "D: Borne out, and the child is still at risk. Next step: 20 March 2026",
            "no child named: no outcome recorded",
        ]
        assert said(report, "Strategy discussion") == [
            "D: Enquiries begin",
            "no child named: told in section 16",
            "no child named: no decision recorded",
        ]
        assert said(report, "Conference") == [
            "initial conference, 1 March 2026, next 28 May 2026",
            "conference, 2 March 2026",
        ]
        assert said(report, "Last core group") == ["3 March 2026, next 3 April 2026"]
