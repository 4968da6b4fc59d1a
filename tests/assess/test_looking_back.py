"""Every kind of record is told in words; two moments differ in what was judged, rated, done and recorded."""

from __future__ import annotations

from pathlib import Path

from sjtool.assess.difference import tell_difference
from sjtool.assess.history import tell_history
from sjtool.assess.standing import Standing
from sjtool.model.appraisal import Rating
from sjtool.model.case import Case, Entry
from sjtool.model.decision import ActionUpdate, Judgement
from sjtool.model.enquiry import Assessment
from sjtool.model.kinds import KINDS
from sjtool.model.people import Person
from sjtool.model.record import Header, Record
from sjtool.store.read import read_case
from sjtool.store.shipped import find_shipped

HEADER = Header(format=1, case="c")


def standing(*records: Record) -> Standing:
    entries = tuple(Entry(record.kind_name, record, n) for n, record in enumerate(records, 1))
    return Standing(Case("c.toml", HEADER, entries, ""))


def test_every_kind_of_record_is_told_though_it_holds_nothing_but_an_id() -> None:
    every = standing(*(model(id=f"x-{n}") for n, model in enumerate(KINDS.values())))
    told = {h.kind: h.words for h in tell_history(every)}
    assert told.keys() == KINDS.keys()
    assert all(words.strip() for words in told.values())
    assert told["session_end"] == "session None ended: not said"
    assert told["formulation"] == "formulation"


def test_the_demo_cases_are_told_without_an_officers_sentence() -> None:
    for path in sorted(Path(find_shipped("casefiles")).glob("*.toml")):
        case, _problems = read_case(path)
        told = list(tell_history(Standing(case)))
        assert len(told) == len(case.entries)
        assert max(len(h.words) for h in told) < 120
        assert any(h.words.startswith("covert action, held") for h in told) == ("harbour" in path.name)


def test_two_moments_differ_in_judgement_actions_corrections_and_counts() -> None:
    judged = [
        Assessment(id="a-001"),
        Judgement(id="j-001", assessment="a-001", stage="first", level="low"),
        Judgement(id="j-002", assessment="a-001", stage="final", level="low"),
    ]
    later = [
        *judged,
        Judgement(id="j-003", assessment="a-001", stage="final", level="high", supersedes="j-002", reason="slip"),
        ActionUpdate(id="au-001", action="ac-001", status="not-done"),
        Person(id="child", roles=("child",)),
        Person(id="child-b", roles=("child",)),
    ]
    told = list(tell_difference(standing(*judged), standing(*later)))
    assert told == [
        "final judgement made: level high (j-003)",
        "level: low → high",
        "action ac-001: not done (au-001)",
        "recorded: 2 people",
        "corrected: 1 record",
    ]


def test_a_new_assessment_is_told_as_not_judged_yet() -> None:
    before = standing(Assessment(id="a-001"), Judgement(id="j-001", assessment="a-001", stage="final", level="low"))
    after = standing(*(e.record for e in before.case), Assessment(id="a-002"))
    assert list(tell_difference(before, after)) == ["a new assessment is open; it is not judged yet"]


def test_a_rating_that_changed_is_told_and_one_that_did_not_is_not() -> None:
    def rated(name: str, factor: str, label: str, day: str) -> Rating:
        return Rating(id=name, factor=f"acute@1.0.0/{factor}", person="subject", recent=label, held_on=day)

    known = ActionUpdate(id="au-001", action="ac-001", status="open")
    one, other = rated("ra-1", "hostility", "emerging", "2026-03-02"), rated("ra-2", "access", "present", "2026-03-02")
    before = standing(known, one, other)
    again = [rated("ra-3", "hostility", "act-now", "2026-03-09"), rated("ra-4", "access", "present", "2026-03-09")]
    after = standing(known, one, other, *again)
    assert list(tell_difference(before, after)) == [
        "hostility, subject: emerging → act now (ra-3)",
        "recorded: 2 ratings",
    ]
