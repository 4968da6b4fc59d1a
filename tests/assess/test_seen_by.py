"""What a conference and the person are not given: every rule, with what stays beside it, and what is never counted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sjtool.assess.seen_by import Seen, see_as
from sjtool.assess.seen_by_words import find_to_read
from sjtool.assess.standing import Standing

Record = tuple[str, dict[str, Any]]
Stand = Callable[..., Standing]
PEOPLE: tuple[Record, ...] = (
    ("person", {"id": "subject", "roles": ["subject"], "label": "Mr H", "born": "1987", "address": "his own"}),
    (
        "person",
        {
            "id": "partner",
            "roles": ["partner"],
            "label": "Ms R (of Mill Lane)",
            "born": "1990",
            "address": "a flat",
            "standing": "witness",
        },
    ),
    ("person", {"id": "child-d", "roles": ["child", "potential-victim"], "label": "D (girl, 6)"}),
    ("person", {"id": "victim-v", "roles": ["victim"], "label": "V"}),
    ("person", {"id": "hidden-1", "roles": ["relative"], "label": "Aunt Q", "confidential": True}),
    ("session", {"id": "s-1", "informant": "subject", "set": "section-12@1.0.0", "others_present": "a friend"}),
    ("session", {"id": "s-2", "informant": "partner", "set": "section-12@1.0.0", "about": "subject"}),
)


def gone(seen: Seen, *without: str) -> set[str]:
    return set(seen.gone) - set(without)


def see(stand: Stand, view: Any, *records: Record) -> Seen:
    return see_as(stand(*PEOPLE, *records), view)


BASE_PERSON = ("victim-v", "hidden-1", "s-2")


@pytest.mark.parametrize(
    ("kind", "keys", "why"),
    [
        ("evidence", {"kind": "police-intelligence"}, "held-back"),
        ("evidence", {"kind": "prison-intelligence"}, "held-back"),
        ("evidence", {"kind": "victim-information"}, "victims"),
        ("evidence", {"kind": "other-agencies", "grade": "1AC"}, "held-back"),
        ("evidence", {"kind": "national-databases", "grade": "1AP"}, "held-back"),
        ("evidence", {"kind": "other-agencies", "handling": "not for him"}, "held-back"),
        ("evidence", {"kind": "other-agencies", "nature": "reported"}, "accounts"),
        ("event", {"kind": "intelligence"}, "held-back"),
        ("reading", {"item": "1"}, "comparisons"),
        ("rating", {"person": "partner"}, "people"),
        ("rating", {}, "people"),
        ("rating", {"person": "victim-v"}, "victims"),
        ("relation", {"person": "partner", "to": "child-d"}, "people"),
        ("relation", {"person": "subject", "to": "victim-v"}, "victims"),
        ("session", {"informant": "victim-v"}, "victims"),
        ("session", {"informant": "pc-4412"}, "accounts"),
        ("session", {}, "accounts"),
        ("action", {"pillar": "victim-safety"}, "safety"),
        ("action", {"pillar": "victim-safety", "objective": "V is told of the day"}, "victims"),
        ("action", {"pillar": "supervision"}, "supervision"),
        ("action", {"pillar": "supervision", "owner": "subject", "purpose": "without notice"}, "supervision"),
        ("action", {"pillar": "monitoring-and-control"}, "supervision"),
        ("action", {"pillar": "contingency"}, "supervision"),
        ("action", {"pillar": "interventions-and-treatment", "objective": "a talk with Ms R"}, "safety"),
        (
            "action",
            {"pillar": "interventions-and-treatment", "menu_entry": "partner-interventions@1.0.0/family-support"},
            "safety",
        ),
        ("response", {"session": "s-2"}, "accounts"),
        ("session_end", {"session": "s-2"}, "accounts"),
        ("person", {"roles": ["child"], "confidential": True}, "victims"),
    ],
)
def test_the_person_is_not_given_it(stand: Stand, kind: str, keys: dict[str, Any], why: str) -> None:
    seen = see(stand, "person", (kind, {"id": "x-1", **keys}))
    assert gone(seen, *BASE_PERSON) == {"x-1"}
    before = see(stand, "person")
    assert seen.counts[why] == before.counts.get(why, 0) + 1  # type: ignore[index, call-overload]
    assert seen.case.find("x-1") is None


@pytest.mark.parametrize(
    ("kind", "keys"),
    [
        ("evidence", {"kind": "other-agencies", "nature": "fact", "handling": "open"}),
        ("evidence", {"kind": "previous-interviews", "nature": "reported"}),
        ("event", {"kind": "visit"}),
        ("rating", {"person": "subject"}),
        ("relation", {"person": "partner", "to": "subject"}),
        ("response", {"session": "s-1"}),
        ("action", {"pillar": "interventions-and-treatment", "objective": "six talks"}),
        ("action", {"pillar": "contingency", "suitability": "Mr H agreed to it."}),
        ("action", {"pillar": "supervision", "owner": "subject"}),
        ("action", {"pillar": "victim-safety", "purpose": "signed by Mr H"}),
        ("judgement", {"stage": "final"}),
    ],
)
def test_the_person_is_given_it(stand: Stand, kind: str, keys: dict[str, Any]) -> None:
    seen = see(stand, "person", (kind, {"id": "x-1", **keys}))
    assert gone(seen) == set(BASE_PERSON)
    assert seen.case.find("x-1") is not None


def test_a_person_who_is_kept_confidential_is_still_given_their_own(stand: Stand) -> None:
    keys = {"id": "subject", "roles": ["subject"], "confidential": True, "label": "Mr H"}
    seen = see_as(stand(("person", keys), ("rating", {"id": "ra-1", "person": "subject"})), "person")
    assert (seen.gone, seen.case.find("subject") is not None) == (frozenset(), True)


def test_a_case_without_a_subject_gives_nobody_s_account_away(stand: Stand) -> None:
    seen = see_as(stand(("session", {"id": "s-1", "informant": "anybody"})), "person")
    assert seen.gone == {"s-1"}


def test_nobody_has_agreed_to_an_action_where_there_is_no_subject(stand: Stand) -> None:
    seen = see_as(stand(("action", {"id": "ac-1", "pillar": "supervision", "purpose": "they agreed"})), "person")
    assert seen.counts["supervision"] == 1


@pytest.mark.parametrize(("of_subject", "left_out"), [(False, True), (True, False)])
def test_evidence_that_only_others_answers_rest_on_is_theirs(stand: Stand, of_subject: bool, left_out: bool) -> None:
    own = [("response", {"id": "r-1", "session": "s-1", "evidence": ["e-1"]})] if of_subject else []
    seen = see(
        stand,
        "person",
        ("evidence", {"id": "e-1", "kind": "other", "nature": "fact"}),
        *own,
        ("response", {"id": "r-2", "session": "s-2", "evidence": ["e-1"]}),
        ("response", {"id": "r-3"}),
    )
    assert ("e-1" in seen.gone) is left_out


OBSERVED: dict[str, Any] = {"kind": "other-agencies", "nature": "observed", "title": "A visit"}


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ({"title": "Ms R when told"}, "people"),
        ({"text": "Warm with D (girl, 6)."}, "people"),
        ({"text": "She cannot picture living without him."}, "people"),
        ({"text": "His daughter opened."}, "people"),
        ({"text": "Mrs Poole waved."}, "people"),
        ({"text": "A man called Lewis was there."}, "people"),
        ({"text": "No domestic abuse record for either adult."}, "people"),
        ({"reference": "Through his sister"}, "people"),
        ({"obtained": False, "why_not": "Her aunt asked us not to."}, "people"),
        ({"text": "Mr H was in; no order about a child is broken."}, None),
        ({"text": "The flat was tidy in May. PC Lyle went on Monday."}, None),
        ({"text": "No conviction, no intelligence since 2023."}, "held-back"),
        ({"title": "What a caller said"}, "held-back"),
        ({"text": "No intelligence.", "handling": "open to the person"}, None),
        ({"text": "His daughter opened.", "handling": "Open to the person"}, None),
        ({"text": "His daughter opened.", "handling": "open"}, "people"),
        ({"nature": "reported", "handling": "open to the person"}, None),
        ({"kind": "police-intelligence", "handling": "open to the person"}, "held-back"),
    ],
)
def test_evidence_is_in_the_person_s_copy_where_it_speaks_of_nobody_else(
    stand: Stand, words: dict[str, Any], why: str | None
) -> None:
    seen = see(stand, "person", ("evidence", {"id": "x-1", **OBSERVED, **words}))
    assert gone(seen, *BASE_PERSON) == ({"x-1"} if why else set())
    before = see(stand, "person").counts
    assert not why or seen.counts[why] == before.get(why, 0) + 1  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("person", "left_out"),
    [
        ({"label": "Sam"}, False),
        ({"label": "Sam", "gender": "male"}, True),
        ({"label": "Sam", "gender": "female"}, False),
        ({"label": "Mrs S"}, False),
        ({"label": "Mr S"}, True),
    ],
)
def test_whose_pronoun_it_is_follows_from_the_person(stand: Stand, person: dict[str, Any], left_out: bool) -> None:
    subject = ("person", {"id": "subject", "roles": ["subject"], **person})
    seen = see_as(stand(subject, ("evidence", {"id": "e-1", "kind": "other", "text": "She slept."})), "person")
    assert ("e-1" in seen.gone) is left_out
    both = see_as(stand(subject, ("evidence", {"id": "e-1", "kind": "other", "text": "She saw him."})), "person")
    assert "e-1" in both.gone


@pytest.mark.parametrize("view", ["conference", "person"])
@pytest.mark.parametrize("key", ["evidence", "touches"])
def test_what_intelligence_rests_on_is_left_out_with_it(stand: Stand, view: Any, key: str) -> None:
    remark = ("evidence", {"id": "e-1", "kind": "other", "nature": "fact", "text": "Over the gate."})
    later = ("evidence", {"id": "e-2", "kind": "other", "supersedes": "e-1", "reason": "r"})
    change = ("event", {"id": "ev-2", "kind": "significant-change", "evidence": ["e-1"]})
    assert "e-1" not in see(stand, view, remark, later, change).gone
    seen = see(stand, view, remark, later, change, ("event", {"id": "ev-1", "kind": "intelligence", key: ["e-2"]}))
    assert {"e-1", "e-2", "ev-1"} <= seen.gone


def test_what_only_the_work_of_agencies_rests_on_is_not_the_person_s(stand: Stand) -> None:
    note = ("evidence", {"id": "e-1", "kind": "other", "nature": "fact"})
    work = ("event", {"id": "ev-1", "kind": "section-47", "evidence": ["e-1"]})
    assert "e-1" in see(stand, "person", note, work).gone
    rated = ("rating", {"person": "subject", "evidence": ["e-1"]})
    assert "e-1" not in see(stand, "person", note, work, rated).gone


@pytest.mark.parametrize("view", ["conference", "person"])
def test_a_covert_action_leaves_no_trace_and_is_not_counted(stand: Stand, view: Any) -> None:
    covert: tuple[Record, ...] = (
        ("action", {"id": "ac-1"}),
        ("action", {"id": "ac-2", "supersedes": "ac-1", "reason": "r", "handling": "covert"}),
        ("action_update", {"id": "au-1", "action": "ac-1"}),
        ("acknowledgement", {"id": "ak-1", "record": "ac-2"}),
        ("erasure", {"id": "er-1", "record": "au-1"}),
        ("action", {"id": "ac-3"}),
        ("action_update", {"id": "au-2", "action": "ac-3"}),
        ("acknowledgement", {"id": "ak-2", "record": "nowhere"}),
    )
    seen, before = see(stand, view, *covert), see(stand, view)
    assert gone(seen) - set(before.gone) == {"ac-1", "ac-2", "au-1", "ak-1", "er-1"}
    assert seen.counts == before.counts
    assert "covert" not in seen.counts


def test_where_one_version_is_left_out_all_of_them_are(stand: Stand) -> None:
    seen = see(
        stand,
        "person",
        ("evidence", {"id": "e-1", "kind": "other"}),
        ("evidence", {"id": "e-2", "kind": "police-intelligence", "supersedes": "e-1", "reason": "r"}),
        ("evidence", {"id": "e-3", "kind": "other", "supersedes": "e-2", "reason": "r"}),
    )
    assert gone(seen, *BASE_PERSON) == {"e-1", "e-2", "e-3"}


def test_of_other_people_the_person_is_given_name_and_part_only(stand: Stand) -> None:
    seen = see(stand, "person")
    partner, child, own = (seen.case.find(one) for one in ("partner", "child-d", "subject"))
    assert partner is not None
    assert child is not None
    assert own is not None
    assert partner.model_dump(exclude_none=True, exclude={"at", "by"}) == {
        "id": "partner",
        "roles": ("partner",),
        "label": "Ms R",
    }
    assert child.model_dump(include={"roles", "label"}) == {"roles": ("child",), "label": "D"}
    assert own.model_dump(include={"born", "address"}) == {"born": "1987", "address": "his own"}
    assert seen.stripped == {"partner", "child-d", "s-1"}
    assert seen.counts["people"] == 3


def test_the_person_is_not_told_who_cleared_which_questions(stand: Stand) -> None:
    keys = {"id": "s-9", "informant": "subject", "cleared_with": "DS; nothing of what she said", "supervision": "DS"}
    session = see(stand, "person", ("session", keys)).case.find("s-9")
    assert session is not None
    assert session.model_dump(include={"cleared_with", "supervision"}) == {"cleared_with": None, "supervision": None}


def test_a_person_without_a_label_stays_so(stand: Stand) -> None:
    seen = see(stand, "person", ("person", {"id": "nobody", "roles": ["relative"]}))
    assert seen.case.find("nobody") is not None
    assert "nobody" not in seen.stripped


def test_no_id_of_somebody_left_out_stays(stand: Stand) -> None:
    seen = see(
        stand,
        "person",
        ("event", {"id": "ev-1", "kind": "visit", "present": ["subject", "victim-v"], "reference": "minutes"}),
        ("session", {"id": "s-3", "informant": "subject", "about": "hidden-1"}),
        ("governance", {"id": "g-1", "visor_reference": "V-1"}),
    )
    event, session, footing = (seen.case.find(one) for one in ("ev-1", "s-3", "g-1"))
    assert event is not None
    assert session is not None
    assert footing is not None
    assert event.model_dump(include={"present", "reference"}) == {"present": ("subject",), "reference": None}
    assert session.model_dump(include={"about"}) == {"about": None}
    assert footing.model_dump(include={"visor_reference"}) == {"visor_reference": None}
    assert seen.people == {"victim-v", "hidden-1"}


@pytest.mark.parametrize(
    ("kind", "keys", "left_out"),
    [
        ("evidence", {"kind": "police-intelligence"}, True),
        ("evidence", {"kind": "other", "grade": "2BC"}, True),
        ("evidence", {"kind": "other", "grade": "2BP"}, False),
        ("evidence", {"kind": "victim-information"}, False),
        ("event", {"kind": "intelligence"}, True),
        ("event", {"kind": "visit"}, False),
        ("reading", {}, True),
        ("rating", {"person": "partner"}, False),
        ("response", {"session": "s-2"}, True),
        ("session", {"informant": "partner", "set": "protective-carer@1.0.0"}, False),
        ("session", {"informant": "child-d", "set": "section-12@1.0.0"}, False),
        ("session", {"informant": "pc-4412", "set": "section-12@1.0.0"}, False),
        ("session", {"informant": "partner"}, False),
    ],
)
def test_a_conference(stand: Stand, kind: str, keys: dict[str, Any], left_out: bool) -> None:
    seen = see(stand, "conference", (kind, {"id": "x-1", **keys}))
    assert gone(seen, "s-2") == ({"x-1"} if left_out else set())
    assert "s-2" in seen.gone


def test_a_conference_is_given_levels_and_limits_without_workings(stand: Stand) -> None:
    keys = {"level": "low", "limits": "groups", "points": 3, "inputs": ["a=1"], "document": "print"}
    seen = see(stand, "conference", ("tool_result", {"id": "tr-1", **keys}), ("tool_result", {"id": "tr-2"}))
    result = seen.case.find("tr-1")
    assert result is not None
    said = result.model_dump(include={"level", "limits", "points", "inputs", "document"})
    assert said == {"level": "low", "limits": "groups", "points": None, "inputs": (), "document": None}
    assert (seen.stripped, seen.counts["workings"]) == ({"tr-1"}, 1)


def test_the_officer_is_given_the_case_itself(stand: Stand) -> None:
    standing = stand(*PEOPLE)
    seen = see_as(standing, "officer")
    assert seen.case is standing.case
    assert (seen.gone, seen.counts) == (frozenset(), {})


def test_what_the_chain_says_of_records_left_out_is_left_out_too(stand: Stand) -> None:
    whole = stand(*PEOPLE)
    case = replace(whole.case, broken=("s-1", "s-2"), acknowledged=("s-2",), by_hand=("victim-v", "subject"))
    seen = see_as(Standing(case), "person")
    assert (seen.case.broken, seen.case.acknowledged, seen.case.by_hand) == (("s-1",), (), ("subject",))


INTELLIGENCE = "a caller said that he was seen by the school gate at three"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("As told, he was seen by the school gate.", "repeats words left out"),
        ("Met V on the way.", "names somebody left out"),
        ("AUNT  q was there.", "names somebody left out"),
        ("See hidden-1.", "names somebody left out"),
        ("victim-v, again", "names somebody left out"),
        ("Seen by the shop, at the gate.", ""),
        ("the v of the screw", ""),
        ("July's caller and this are two.", "may tell where information came from"),
        ("The neighbour's call was read.", "may tell where information came from"),
        ("See log DEMO-88.", "may tell where information came from"),
        ("As in DEMO-9 it was quiet.", "may tell where information came from"),
        ("See ev-1.", "may tell where information came from"),
        ("Three times, by Ms R; he told of one.", "names somebody else, and may tell what they said"),
        ("It came out because Ms R told us herself.", "names somebody else, and may tell what they said"),
        ("Evenings go to Ms R.", "names somebody else"),
        ("Poole was there, and Mrs Poole.", "names somebody else"),
        ("Her sister minds them.", "speaks of somebody else"),
        ("His brother has a van.", "speaks of somebody else"),
        ("The five nights were told on the 3rd.", "may tell what somebody said"),
        ("lives in a flat and was born there", ""),
    ],
)
def test_words_that_could_tell_are_found_by_record_and_key(stand: Stand, text: str, why: str) -> None:
    standing = stand(
        *PEOPLE,
        ("event", {"id": "ev-1", "kind": "intelligence", "what": INTELLIGENCE, "reference": "note DEMO-9"}),
        ("formulation", {"id": "f-1", "text": text}),
    )
    found = find_to_read(standing, see_as(standing, "person"))
    assert [(one.record, one.key, one.why) for one in found] == ([("f-1", "text", why)] if why else [])


def test_in_a_conference_s_copy_others_may_be_named(stand: Stand) -> None:
    standing = stand(
        *PEOPLE,
        ("event", {"id": "ev-1", "kind": "intelligence", "what": INTELLIGENCE}),
        ("formulation", {"id": "f-1", "text": "Ms R told us."}),
        ("formulation", {"id": "f-2", "text": "The caller knew."}),
    )
    found = find_to_read(standing, see_as(standing, "conference"))
    assert [(one.record, one.why) for one in found] == [("f-2", "may tell where information came from")]


def test_coded_words_and_names_of_people_are_not_read(stand: Stand) -> None:
    coded = ("rating", {"id": "ra-1", "person": "subject", "factor": "acute@1.0.0/victim-access", "recent": "no"})
    standing = stand(*PEOPLE, coded, ("officer", {"id": "pc-1", "name": "Ms Green", "role": "manager"}))
    assert find_to_read(standing, see_as(standing, "person")) == ()


def test_a_key_left_out_of_a_record_that_stays_is_looked_for_too(stand: Stand) -> None:
    address = "the second house on the left past the mill"
    standing = stand(
        *PEOPLE,
        ("person", {"id": "carer", "roles": ["carer"], "address": address}),
        ("narrative", {"id": "n-1", "text": f"He goes to {address}."}),
        ("event", {"id": "ev-1", "kind": "visit", "touches": ["one-two-three-four-five-six-seven"]}),
        ("event", {"id": "ev-2", "kind": "intelligence", "touches": ["one-two-three-four-five-six-seven"]}),
    )
    found = find_to_read(standing, see_as(standing, "person"))
    assert [(one.record, one.key) for one in found] == [("n-1", "text")]


def test_what_names_somebody_is_to_be_read_first(stand: Stand) -> None:
    standing = stand(
        *PEOPLE,
        ("event", {"id": "ev-1", "kind": "intelligence", "what": INTELLIGENCE}),
        ("formulation", {"id": "f-1", "text": f"So: {INTELLIGENCE}"}),
        ("formulation", {"id": "f-2", "text": "Aunt Q again"}),
        ("formulation", {"id": "f-3", "text": f"And {INTELLIGENCE}"}),
    )
    found = find_to_read(standing, see_as(standing, "person"))
    assert [one.record for one in found] == ["f-2", "f-1", "f-3"]


SCENARIO = {
    "kind": "repeat",
    "who": "a child",
    "how": "HOW",
    "harm": "h",
    "warning_signs": "SIGNS",
    "contingency": "IF",
}


def test_of_a_scenario_the_person_is_not_given_what_is_watched_for(stand: Stand) -> None:
    whole: Record = ("scenario", {"id": "sc-1", **SCENARIO})
    brief: Record = ("scenario", {"id": "sc-2", "kind": "repeat", "who": "a child"})
    seen = see(stand, "person", whole, brief)
    assert seen.counts["scenarios"] == 1
    kept, unsaid = seen.case.find("sc-1"), seen.case.find("sc-2")
    left = "(its words are not in this copy)"
    assert [getattr(kept, key) for key in ("who", "harm", "how", "warning_signs", "contingency")] == [
        "a child",
        "h",
        left,
        left,
        left,
    ]
    assert [getattr(unsaid, key) for key in ("how", "warning_signs", "contingency")] == [None, None, None]
    conference = see(stand, "conference", whole)
    assert "scenarios" not in conference.counts
    assert getattr(conference.case.find("sc-1"), "how", "") == "HOW"
