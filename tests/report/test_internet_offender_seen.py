"""The assessment for conference or court: its title by the kind of case, who was seen, who lives and protects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.report.conftest import TODAY

from sjtool.model.enquiry import EvidenceRecord
from sjtool.model.people import Person
from sjtool.report import as_text
from sjtool.report.catalogue import find_builder
from sjtool.report.cautions import IMAGES
from sjtool.report.context import Context
from sjtool.report.internet_offender_kind import NOT_ONLINE, ONLINE, PLAIN, SUSPECTED
from sjtool.report.internet_offender_meeting import find_meeting
from sjtool.report.report import Report
from sjtool.store.library import Library

NAME = "internet-offender-assessment"


def build(case: Any) -> Report:
    given = {"reveal": False, "for_author": False, "as_at": "", "recipient": "", "access": ()}
    return find_builder(NAME)(Context(case.load(), TODAY, **given))


def flat(report: Report, number: int | None = None) -> str:
    """One section, or all, as flat text."""
    sections = report.sections if number is None else (report.sections[number],)
    return " ".join(as_text.render(replace(report, sections=sections), 100).split())


class TestKind:
    def offend(self, case: Any, *kinds: str) -> Report:
        case.add("status", supersedes="st-001", reason="corrected", offence_kinds=list(kinds))
        return build(case)

    def test_images(self, judged: Any) -> None:
        report = build(judged)
        assert report.title == ONLINE
        assert NOT_ONLINE not in flat(report)
        assert IMAGES in flat(report, 10)
        assert "the four questions" in flat(report, 14)

    def test_online_without_images(self, judged: Any) -> None:
        report = self.offend(judged, "sexual communication with a child")
        assert report.title == ONLINE
        assert IMAGES not in flat(report)
        assert "the four questions" not in flat(report)

    def test_neither(self, judged: Any) -> None:
        report = self.offend(judged, "sexual assault of a child under 13")
        assert report.title == PLAIN
        assert f"Caution: {NOT_ONLINE}" in flat(report, 0)
        assert IMAGES not in flat(report)
        assert any("no offence online is recorded" in words for words in report.told)

    def test_the_terms_of_an_order_make_nobody_an_offender_online(self, judged: Any) -> None:
        judged.add("order", kind="Sexual harm prevention order: no device that can reach the internet, no images.")
        assert self.offend(judged, "sexual assault").title == PLAIN

    def test_a_tool_for_images_does(self, judged: Any) -> None:
        judged.add(
            "tool_result",
            assessment="a-001",
            instrument="cport@2015",
            origin="received",
            construct="likelihood",
            band="low",
            dated_on="2026-03-02",
            assessor="PC Hughes",
            trained="yes",
            agency="police",
            document="A form",
            limits="Its own.",
        )
        assert self.offend(judged, "sexual assault").title == ONLINE

    def test_a_sheet_on_images_does(self, judged: Any) -> None:
        sheet = Library().factor_set("key-areas@1.0.0")
        keys = {"recent": sheet.scale[0].label[0].id, "rationale": "So.", "held_on": "2026-03-10"}
        judged.add(
            "rating", assessment="a-001", factor=f"key-areas@1.0.0/{sheet.factor[0].id}", person="subject", **keys
        )
        assert self.offend(judged, "sexual assault").title == ONLINE

    def test_an_event_of_offending_does(self, judged: Any) -> None:
        judged.add("event", kind="sexual-offence", held_on="2026-03-01", what="Charged: images found on a phone.")
        assert self.offend(judged, "sexual assault").title == ONLINE

    def test_a_suspect_is_not_said_to_have_offended(self, judged: Any) -> None:
        judged.add(
            "person", id="s2", supersedes="subject", reason="no", roles=["subject"], standing="suspect", label="Mr H"
        )
        assert build(judged).title == SUSPECTED


def evidence(title: str, **keys: Any) -> EvidenceRecord:
    given = {"id": "e-9", "nature": "reported", "kind": "other-agencies", "obtained": True, "title": title, **keys}
    return EvidenceRecord.model_validate(given)


class TestMeeting:
    @pytest.mark.parametrize(
        ("title", "how"),
        [
            ("Ms V, seen alone", "seen alone"),
            ("Ms V, seen alone with DS Okafor", "seen alone"),
            ("Ms V, rung at work", "by telephone"),
            ("Telephone call with Ms V", "by telephone"),
            ("Ms V and her school, seen by Ms B", "seen"),
            ("Ms V, heard apart", "heard apart"),
            ("Ms V with Child F, and heard apart twice", "heard"),
            ("What Ms V said before the set", "heard"),
            ("Ms Vane, seen alone", ""),
            ("Ms V's sister, seen alone", ""),
            ("Message from Ms V on the line", ""),
            ("Letter in which Ms V told us of it", ""),
            ("Referral about Ms V", ""),
        ],
    )
    def test_by_title(self, title: str, how: str) -> None:
        person = Person(id="v", label="Ms V (his daughter)")
        assert find_meeting(evidence(title), person) == how

    @pytest.mark.parametrize(
        ("keys", "how"),
        [
            ({"nature": "observed"}, "seen"),
            ({"nature": "reported"}, ""),
            ({"nature": "fact"}, ""),
            ({"nature": "observed", "obtained": False}, ""),
            ({"nature": "observed", "grade": "1AP"}, ""),
            ({"nature": "observed", "handling": "restricted"}, ""),
            ({"nature": "observed", "handling": "open"}, "seen"),
            ({"nature": "observed", "kind": "victim-information"}, ""),
        ],
    )
    def test_by_nature(self, keys: dict[str, Any], how: str) -> None:
        assert find_meeting(evidence("Child F at school", **keys), Person(id="f", label="Child F (boy, 6)")) == how
        assert find_meeting(evidence("Child F at school", **keys), Person(id="f")) == ""


class TestSeen:
    def test_evidence_counts_and_nothing_is_denied_that_is_held(self, judged: Any) -> None:
        keys = {"nature": "observed", "kind": "other-agencies", "obtained": True, "dated_on": "2026-03-06"}
        judged.add("evidence", title="D at school", reference="DS Okafor's note", **keys)
        told = flat(build(judged), 6)
        assert "D 6 March 2026, seen, recorded by PC Hughes [e-006]" in told
        assert "Not recorded: that D" not in told

    def test_officers_whom_the_record_names_are_named(self, judged: Any) -> None:
        keys = {"nature": "reported", "kind": "other", "obtained": True, "dated_on": "2026-03-06"}
        judged.add("evidence", title="Ms R, seen alone with DS Okafor", text="Ms R wept.", **keys)
        told = flat(build(judged), 6)
        assert "6 March 2026, seen alone, officers named: DS Okafor [e-006]" in told
        assert "wept" not in told

    def test_not_on_a_day_that_a_sitting_tells_of(self, judged: Any) -> None:
        keys = {"nature": "reported", "kind": "other", "obtained": True, "dated_on": "2026-03-04"}
        judged.add("evidence", title="What Ms R said before the set", **keys)
        assert "heard" not in flat(build(judged), 6)

    def test_who_made_a_visit_is_not_who_recorded_it(self, judged: Any) -> None:
        judged.add(
            "event", kind="visit", held_on="2026-02-18", present=["subject"], what="Yearly visit by PC Lomax, 14.00."
        )
        judged.add("event", kind="visit", held_on="2026-02-19", present=["subject"], what="House in order.")
        judged.add("event", kind="visit", held_on="2026-02-20", present=["subject"], what="A visit by PC Hughes.")
        told = flat(build(judged), 6)
        assert "18 February 2026, visit, by PC Lomax, recorded by PC Hughes" in told
        assert "19 February 2026, visit, recorded by PC Hughes" in told

    def test_a_visit_without_names_is_not_lost(self, judged: Any) -> None:
        judged.add("event", kind="visit", held_on="2026-02-18", what="In work, sober.")
        judged.add("event", kind="visit", held_on="2026-02-19", what="At the door.", entry="nobody-in")
        told = flat(build(judged), 6)
        assert "Visit 18 February 2026, who was there is not recorded by name, recorded by PC Hughes" in told
        assert "19 February 2026, nobody was in, recorded by PC Hughes" in told


class TestFamily:
    def test_one_sheet_on_protection_is_enough(self, judged: Any) -> None:
        assert "how far Ms R can protect" in flat(build(judged), 11)
        sheet = Library().factor_set("carer-qualities@1.0.0")
        factor = sheet.factor[0]
        scale = next(one for one in sheet.scale if one.id == factor.scale)
        keys = {"recent": scale.label[0].id, "rationale": "So.", "held_on": "2026-03-10"}
        judged.add("rating", assessment="a-001", factor=f"carer-qualities@1.0.0/{factor.id}", person="partner", **keys)
        assert "how far Ms R can protect" not in flat(build(judged), 11)

    def test_where_children_alone_are_recorded_that_is_said(self, judged: Any) -> None:
        assert "with the person: Ms R" in flat(build(judged), 11)
        judged.add(
            "relation",
            supersedes="rel-001",
            reason="no",
            person="child-d",
            to="subject",
            kind="lives-with",
            from_on="2021",
        )
        assert "with the person: D; no other adult is recorded as living there" in flat(build(judged), 11)

    def test_what_is_missing_of_people_is_one_line_and_on_page_one(self, judged: Any) -> None:
        report = build(judged)
        assert flat(report, 2).count("not recorded") + flat(report, 2).count("Not recorded") == 1
        assert "2 People who matter to the person" in flat(report, 0)
