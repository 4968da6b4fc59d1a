"""Edges of the checks of the judgement: the order of things, and what was known by then."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sjtool.problem import Problem

Found = Callable[..., list[Problem]]
Record = tuple[str, dict[str, Any]]
PARTNER: Record = ("person", {"id": "partner", "roles": ["partner"], "standing": "other"})


def judged(stage: str = "first", name: str = "", **keys: Any) -> Record:
    given = {"id": name or {"first": "j-1", "final": "j-2"}[stage], "assessment": "a-1", "stage": stage}
    return ("judgement", {**given, "level": "medium", "whom": "Adults he lives with.", **keys})


def session(informant: str | None, name: str = "s-1", **keys: Any) -> Record:
    return ("session", {"id": name, "assessment": "a-1", "informant": informant, **keys})


def said(in_session: str | None = "s-1", **keys: Any) -> Record:
    return ("response", {"session": in_session, "item": "5", **(keys or {"value": "Two friends."})})


def tool(name: str = "tr-1", **keys: Any) -> Record:
    given = {"id": name, "instrument": "arms@1.0.0", "scale": "overall", "construct": "level", "level": "high"}
    return ("tool_result", {**given, "assessment": "a-1", "dated_on": "2026-01-12", "by": "dc-2", **keys})


def named(problems: list[Problem]) -> list[str]:
    return [p.what.split('"')[3] for p in problems]


def test_the_person_and_each_partner_are_heard_before_the_first_judgement(found: Found) -> None:
    code = "judgement-before-interviews"
    assert named(found(code, PARTNER, judged())) == ["subject", "partner"]
    assert named(found(code, PARTNER, session("subject"), said(), judged())) == ["partner"]
    assert not found(code, session("subject"), said(), judged())
    assert not found(code)


def test_a_partner_who_came_into_the_case_later_could_not_be_asked(found: Found) -> None:
    assert not found("judgement-before-interviews", session("subject"), said(), judged(), PARTNER)


def test_an_answer_after_the_judgement_came_too_late(found: Found) -> None:
    assert named(found("judgement-before-interviews", session("subject"), judged(), said())) == ["subject"]


@pytest.mark.parametrize(
    ("keys", "is_heard"),
    [
        ({"missing": "refused"}, True),
        ({"missing": "no-comment"}, True),
        ({"missing": "not-asked"}, False),
        ({"missing": "deferred"}, False),
        ({"note": "Nothing yet."}, False),
    ],
)
def test_a_refusal_is_a_response_and_an_open_item_is_not(found: Found, keys: dict[str, Any], is_heard: bool) -> None:
    problems = found("judgement-before-interviews", session("subject"), said(**keys), judged())
    assert (not problems) is is_heard


@pytest.mark.parametrize(
    "records",
    [
        (session("subject", assessment="a-0"), said()),
        (session(None), said()),
        (said("s-9"),),
        (said(None),),
        (session("partner"), said()),
    ],
)
def test_only_a_session_with_the_person_in_this_assessment_counts(found: Found, records: tuple[Record, ...]) -> None:
    assert named(found("judgement-before-interviews", *records, judged())) == ["subject"]


def test_corrections_keep_their_place_in_time(found: Found) -> None:
    subject = ("person", {"id": "subject-2", "roles": ["subject", "partner"], "supersedes": "subject"})
    corrected = judged(name="j-3", supersedes="j-1")
    heard = (subject, session("subject"), said(), judged(), PARTNER, said(), corrected)
    assert not found("judgement-before-interviews", *heard)
    assert not found("judgement-before-interviews", subject, session("subject-2"), said(), judged())
    (problem,) = found("judgement-before-interviews", subject, judged(), session("subject"), said(), corrected)
    assert '"j-3"' in problem.what
    assert '"subject"' in problem.what


def test_a_final_judgement_follows_a_first_one_of_its_assessment(found: Found) -> None:
    code = "judgement-without-first"
    assert not found(code, judged(), judged("final"))
    assert not found(code, judged())
    assert found(code, judged("final"))
    assert found(code, judged("final"), judged())
    assert found(code, judged(), ("assessment", {"id": "a-2"}), judged("final", assessment="a-2"))
    assert not found(code, judged(), judged("final"), judged(name="j-3", supersedes="j-1"))


@pytest.mark.parametrize(
    ("result", "known", "expected"),
    [
        (tool(by="pc-1"), [], 1),
        (tool(by="pc-1"), ["tr-1"], 0),
        (tool(assessor="pc-1"), [], 1),
        (tool(), [], 0),
    ],
)
def test_what_the_officer_recorded_or_made_was_known(
    found: Found, result: Record, known: list[str], expected: int
) -> None:
    assert len(found("known-outcome-not-declared", result, judged(known_outcomes=known))) == expected


def test_what_was_recorded_after_the_first_judgement_was_not_known(found: Found) -> None:
    assert not found("known-outcome-not-declared", judged(), tool(by="pc-1"))
    assert not found("known-outcome-not-declared", tool(by="pc-1"))


def test_what_served_an_earlier_judgement_was_known(found: Found) -> None:
    again = ("assessment", {"id": "a-2"})
    first = judged(name="j-3", assessment="a-2")
    assert found("known-outcome-not-declared", tool(), judged(), judged("final"), again, first)
    assert not found("known-outcome-not-declared", tool(), judged(), again, first)


def test_a_result_declared_by_an_id_since_corrected_is_declared(found: Found) -> None:
    corrected = tool("tr-2", by="pc-1", supersedes="tr-1")
    for known in ("tr-1", "tr-2"):
        assert not found("known-outcome-not-declared", tool(by="pc-1"), corrected, judged(known_outcomes=[known]))


def test_the_first_judgement_may_own_up_in_a_correction_by_somebody_else(found: Found) -> None:
    later = judged(name="j-3", supersedes="j-1", by="dc-2")
    (problem,) = found("known-outcome-not-declared", tool(by="pc-1"), judged(), later)
    assert problem.place.line == 5
    owned = judged(name="j-3", supersedes="j-1", by="dc-2", known_outcomes=["tr-1"])
    assert not found("known-outcome-not-declared", tool(by="pc-1"), judged(), owned)


def test_a_judgement_by_nobody_knew_nothing(found: Found) -> None:
    lost = judged(name="j-3", supersedes="j-0", by=None)
    assert not found("known-outcome-not-declared", tool(by="pc-1"), lost)


def test_no_level_of_a_tool_is_ever_said(found: Found) -> None:
    (problem,) = found("known-outcome-not-declared", tool(by="pc-1", level="very-high"), judged())
    assert "high" not in problem.render()


@pytest.mark.parametrize(
    ("kinds", "expected"), [([], 1), (["repeat"], 1), ([None], 1), (["repeat", "improvement"], 0), (["twist"], 0)]
)
def test_one_scenario_is_not_a_repeat(found: Found, kinds: list[str | None], expected: int) -> None:
    scenarios = [("scenario", {"assessment": "a-1", "kind": kind}) for kind in kinds]
    assert len(found("no-scenario-beyond-repeat", *scenarios, judged("final"))) == expected
    assert not found("no-scenario-beyond-repeat", *scenarios, judged())


def test_the_final_judgement_alone_faces_what_speaks_against_it(found: Found) -> None:
    assert not found("no-strongest-against", judged())
    assert found("no-strongest-against", judged("final", strongest_against=" "))
    assert not found("no-strongest-against", judged("final", strongest_against="Two quiet years."))


def test_each_level_says_to_whom(found: Found) -> None:
    nobody = {"whom": None}
    problems = found("level-without-whom", judged(**nobody), judged("final", whom="\n"))
    assert [p.what.split('"')[1] for p in problems] == ["j-1", "j-2"]
    assert not found("level-without-whom", judged(level=None, **nobody))
    assert not found("level-without-whom")


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        ([judged("final")], 1),
        ([judged("final", review_on="2026-09")], 0),
        ([judged()], 0),
        ([("status", {"management": "reactive"}), judged("final")], 0),
        ([("status", {"management": "reactive"}), ("status", {"management": "active"}), judged("final")], 1),
    ],
)
def test_a_review_date_is_asked_for_under_active_management(found: Found, records: list[Record], expected: int) -> None:
    assert len(found("review-date-missing", *records)) == expected


def test_the_latest_footing_says_the_basis_and_the_retention_review(found: Found) -> None:
    whole = ("governance", {"lawful_basis": "DPA 2018 s.35(2)(b)", "retention_review_on": "2036"})
    assert not found("governance-missing", whole)
    (missing,) = found("governance-missing")
    assert missing.place.line == 0
    (unsaid,) = found("governance-missing", whole, ("governance", {"id": "g-9"}))
    assert unsaid.what == 'governance record "g-9" does not say lawful_basis or retention_review_on'


@pytest.mark.parametrize(
    ("roles", "expected"),
    [(["victim"], 1), (["potential-victim", "child"], 1), (["partner"], 1), (["relative"], 0), (["child"], 0), ([], 0)],
)
def test_whoever_must_be_told_apart_has_a_standing(found: Found, roles: list[str], expected: int) -> None:
    assert len(found("standing-missing", ("person", {"id": "p-1", "roles": roles}))) == expected


def test_a_standing_given_in_a_correction_is_enough(found: Found) -> None:
    bare = ("person", {"id": "p-1", "roles": ["victim"]})
    assert not found(
        "standing-missing", bare, ("person", {**bare[1], "id": "p-2", "standing": "victim", "supersedes": "p-1"})
    )


def test_a_case_without_a_footing_is_told_of_as_a_whole_and_a_bare_one_where_it_stands(found: Found) -> None:
    (missing,) = found("governance-missing")
    assert (missing.what, missing.fix) == ("the case has no governance record", "sjtool add CASE governance")
    bare = [("governance", {"id": f"g-{number}"}) for number in (1, 2, 3)]
    (unsaid,) = found("governance-missing", *bare)
    assert unsaid.place.line == 5
    assert unsaid.what == 'governance record "g-3" does not say lawful_basis or retention_review_on'
    assert unsaid.fix == "sjtool add CASE governance --supersedes g-3"
    basis = ("governance", {"id": "g-4", "lawful_basis": "DPA 2018 s.35(2)(b)"})
    (half,) = found("governance-missing", basis)
    assert half.what == 'governance record "g-4" does not say retention_review_on'


def test_somebody_in_two_roles_is_told_with_both(found: Found) -> None:
    (problem,) = found("standing-missing", ("person", {"id": "p-1", "roles": ["partner", "victim"]}))
    assert problem.what == 'person "p-1" (partner, victim) has no standing'
    assert problem.fix == "sjtool add CASE person --supersedes p-1"


def test_the_first_judgement_is_looked_for_in_the_assessment_of_the_final_one(found: Found) -> None:
    late = judged("final", assessment="a-2")
    opened = ("assessment", {"id": "a-2"})
    again = ("assessment", {"id": "a-2-2", "supersedes": "a-2"})
    first = judged(name="j-0", assessment="a-2")
    assert not found("judgement-without-first", opened, first, again, late)
    assert found("judgement-without-first", judged(), opened, again, late)


def test_a_session_of_nobody_makes_nobody_heard(found: Found) -> None:
    nobody = ("person", {"id": "XXXX", "roles": ["partner"], "standing": "other"})
    records = (session("subject"), said(), session(None, "s-2"), said("s-2"))
    assert named(found("judgement-before-interviews", nobody, *records, judged())) == ["XXXX"]


def test_a_judgement_recorded_before_its_assessment_is_held_to_the_one_it_names(found: Found) -> None:
    early = (judged(assessment="a-2"), judged("final", assessment="a-2"), ("assessment", {"id": "a-2"}))
    assert not found("judgement-without-first", *early)
    assert found("judgement-without-first", judged(), *early[1:])
