"""Who is asked what, and in which words."""

from __future__ import annotations

import pytest

from sjtool.interview.plan import build_plan, find_role
from sjtool.model.people import Person
from sjtool.model.template import QuestionSet


def test_the_partner_is_asked_the_twelve_marked_items(section_12: QuestionSet) -> None:
    plan = build_plan(section_12, "partner", "Mr H")
    assert [q.item.id for q in plan] == ["1", "2", "3", "4", "5", "6", "7", "20", "21", "22", "24", "30"]


def test_with_all_marks_the_partner_is_asked_twenty_three(section_12: QuestionSet) -> None:
    plan = build_plan(section_12, "partner", "Mr H", marks="all")
    assert len(plan) == 23
    assert len({q.item.id for q in plan}) == 23


def test_the_person_is_asked_all_thirty_three_in_thirty_five_parts(section_12: QuestionSet) -> None:
    plan = build_plan(section_12, "person", "Mr H")
    assert len(plan) == 35
    assert len({q.item.id for q in plan}) == 33


def test_the_partner_is_asked_only_the_marked_part(section_12: QuestionSet) -> None:
    plan = build_plan(section_12, "partner", "Mr H", marks="all")
    assert [q.key for q in plan if q.part] == [("1", "hours"), ("10", "names")]


def test_the_partner_hears_the_partner_s_wording_with_the_label(section_12: QuestionSet) -> None:
    plan = build_plan(section_12, "partner", "Mr H", marks="all")
    assert all("{person}" not in q.ask + q.lead for q in plan)
    assert all("your sexual interest in them" not in q.ask for q in plan)
    assert "is Mr H online" in plan[0].ask


def test_without_a_label_it_is_the_person(section_12: QuestionSet) -> None:
    plan = build_plan(section_12, "partner", "")
    assert "is the person online" in plan[0].ask


def test_a_divided_item_is_introduced_once(section_12: QuestionSet) -> None:
    first, second = build_plan(section_12, "person", "", only=["1"])
    assert first.lead.startswith("I would like to ask")
    assert second.lead == ""


def test_items_by_pattern_and_without_what_was_answered(section_12: QuestionSet) -> None:
    plan = build_plan(section_12, "partner", "", only=["2*"], leave_out={("21", "")})
    assert [q.item.id for q in plan] == ["2", "20", "22", "24"]


@pytest.mark.parametrize(
    ("roles", "role"),
    [
        (["subject"], "person"),
        (["partner"], "partner"),
        (["relative", "partner"], "partner"),
        (["child"], None),
        ([], None),
    ],
)
def test_the_role_comes_from_the_person_s_record(section_12: QuestionSet, roles: list[str], role: str | None) -> None:
    assert find_role(Person.model_validate({"id": "p", "roles": roles}), section_12) == role


def test_a_set_for_partners_alone_needs_no_marks(section_12: QuestionSet) -> None:
    head = section_12.set.model_copy(update={"asked_of": ("partner", "carer")})
    alone = section_12.model_copy(update={"set": head})
    assert len(build_plan(alone, "partner", "")) > 23
    assert find_role(Person(id="c", roles=("carer",)), alone) == "carer"
    assert build_plan(alone, "carer", "Mr H")[0].ask == build_plan(alone, "partner", "Mr H")[0].ask
