"""Every kind of record is told in words; two moments differ in what was judged, rated, done and recorded."""

from __future__ import annotations

from datetime import UTC, datetime
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
        told = list(tell_history(Standing(case), at_screen=True))
        assert len(told) == len(case.entries)
        assert any(h.words.startswith("covert action, held") for h in told) == ("harbour" in path.name)
        away = list(tell_history(Standing(case)))
        assert max(len(h.words) for h in away) < 300
        assert not [h for h in away if "covert" in h.words]


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
        "joined: child (child)",
        "joined: child-b (child)",
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


def rated(name: str, factor: str | None, label: str | None, day: str | None, person: str | None = "subject") -> Rating:
    return Rating(id=name, factor=factor, person=person, recent=label, held_on=day)


def test_a_factor_that_was_not_rated_before_is_told_with_its_label() -> None:
    known = rated("ra-1", "acute@1.0.0/hostility", "none-seen", "2026-03-02")
    made = [
        rated("ra-2", "acute@1.0.0/sexual-preoccupation", "act-now", "2026-03-09"),
        rated("ra-3", "acute@1.0.0/hostility", "none-seen", "2026-03-09", person="partner"),
        rated("ra-4", "arms-style@1.0.0/hostility", None, "2026-03-09"),
    ]
    partner = Person(id="partner", label="Ms R")
    assert list(tell_difference(standing(partner, known), standing(partner, known, *made))) == [
        "sexual preoccupation, subject: rated act now (ra-2)",
        "hostility, Ms R: rated none seen (ra-3)",
        "hostility, subject: rated not said (ra-4)",
        "recorded: 3 ratings",
    ]


def test_a_label_that_came_or_went_is_told_as_not_said() -> None:
    first, second = rated("ra-1", "acute@1.0.0/access", None, "2026-03-02"), rated("ra-2", "access", "no", "2026-03-02")
    came = rated("ra-3", "acute@1.0.0/access", "very-near", "2026-03-09")
    went = rated("ra-4", "access", None, "2026-03-09")
    assert list(tell_difference(standing(first, second), standing(first, second, came, went)))[:2] == [
        "access, subject: not said → very near (ra-3)",
        "access, subject: no → not said (ra-4)",
    ]


def test_a_newer_version_of_a_sheet_rates_the_same_factor() -> None:
    old = rated("ra-1", "acute@1.0.0/access", "act-now", "2026-03-02")
    new = rated("ra-2", "acute@2.0.0/access", "no", "2026-03-09")
    assert list(tell_difference(standing(old), standing(old, new))) == [
        "access, subject: act now → no (ra-2)",
        "recorded: 1 rating",
    ]


def test_the_rating_of_the_latest_day_is_the_one_in_force_whichever_was_recorded_last() -> None:
    older = rated("ra-1", "acute@1.0.0/access", "no", "2026-03-02")
    newer = rated("ra-2", "acute@1.0.0/access", "act-now", "2026-03-09")
    undated = rated("ra-3", "acute@1.0.0/access", "emerging", None)
    assert list(tell_difference(standing(newer), standing(newer, older, undated))) == ["recorded: 2 ratings"]


def test_of_two_ratings_of_one_day_the_one_recorded_later_is_in_force() -> None:
    def at(hour: int, name: str, label: str) -> Rating:
        made = rated(name, "acute@1.0.0/access", label, "2026-03-02")
        return made.model_copy(update={"at": datetime(2026, 3, 2, hour, tzinfo=UTC)})

    late, early = at(11, "ra-1", "act-now"), at(9, "ra-2", "no")
    assert list(tell_difference(standing(late), standing(late, early))) == ["recorded: 1 rating"]


def test_a_rating_of_nobody_and_of_nothing_is_told_as_it_is() -> None:
    bare = [rated("ra-1", None, "no", None, person=None), rated("ra-2", None, "act-now", None, person=None)]
    assert list(tell_difference(standing(bare[0]), standing(*bare))) == [
        ", not named: no → act now (ra-2)",
        "recorded: 1 rating",
    ]


def test_a_judgement_that_leaves_things_out_is_told_so() -> None:
    opened = Assessment(id="a-001")
    unsaid = Judgement(id="j-001", assessment="a-001", stage="final")
    mended = Judgement(id="j-002", assessment="a-001", stage="final", level="very-high", supersedes="j-001")
    emptied = Judgement(id="j-003", assessment="a-001", stage="final", supersedes="j-002")
    bare = Judgement(id="j-004")
    before = [opened, unsaid]
    assert list(tell_difference(standing(*before), standing(*before, mended))) == [
        "final judgement made: level very high (j-002)",
        "level: not said → very high",
        "corrected: 1 record",
    ]
    before = [*before, mended]
    assert list(tell_difference(standing(*before), standing(*before, emptied, bare))) == [
        "final judgement made: level not said (j-003)",
        "a judgement made: level not said (j-004)",
        "level: very high → not said",
        "corrected: 1 record",
    ]


def test_an_update_that_leaves_out_its_status_is_told_so() -> None:
    update = ActionUpdate(id="au-001", action="ac-001")
    assert list(tell_difference(standing(), standing(update))) == ["action ac-001: not said (au-001)"]


def test_what_came_in_is_counted_by_kind_in_the_order_of_the_work() -> None:
    def some(kind: str, count: int) -> list[Record]:
        return [KINDS[kind](id=f"{kind}-{number}") for number in range(count)]

    came = [
        record
        for kind, count in (
            ("session", 1),
            ("person", 1),
            ("event", 2),
            ("action", 1),
            ("override", 2),
            ("scenario", 1),
            ("formulation", 2),
            ("tool_result", 1),
            ("reading", 1),
            ("evidence", 2),
            ("response", 1),
            ("narrative", 3),
        )
        for record in some(kind, count)
    ]
    counted = [*tell_difference(standing(), standing(*came))][-1]
    assert counted == (
        "recorded: 1 answer, 2 pieces of evidence, 1 reading, 1 tool outcome, 2 formulations, 1 scenario, "
        "2 overrides, 1 action, 2 events, 1 person, 1 session"
    )
    one = standing(*some("evidence", 1), *some("event", 1))
    assert list(tell_difference(one, standing(*(e.record for e in one.case), *some("person", 1)))) == [
        "joined: person-0 ()",
        "recorded: 1 person",
    ]


def test_only_corrections_made_since_are_counted() -> None:
    made = [Person(id="p-1"), Person(id="p-2", supersedes="p-1")]
    later = [*made, Person(id="p-3", supersedes="p-2"), Person(id="p-4", supersedes="p-3")]
    assert list(tell_difference(standing(*made), standing(*later))) == ["recorded: 2 people", "corrected: 2 records"]
    assert list(tell_difference(standing(*made), standing(*made))) == []


def test_factors_of_one_name_on_two_sheets_are_two_though_no_version_is_named() -> None:
    one, other = rated("ra-1", "acute/access", "no", "2026-03-02"), rated("ra-2", "own/access", "act-now", "2026-03-09")
    assert list(tell_difference(standing(one), standing(one, other))) == [
        "access, subject: rated act now (ra-2)",
        "recorded: 1 rating",
    ]
