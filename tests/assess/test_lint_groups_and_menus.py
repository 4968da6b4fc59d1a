"""Faults of groups, menus, scales that are not graded, and of text too long to be said or read at once."""

from __future__ import annotations

from typing import Any

import pytest

from sjtool.assess.lint import Finding, lint_template
from sjtool.assess.lint_part import LONGEST_ASK, LONGEST_WHY, blank, duplicates, grouped, too_long
from sjtool.model.template import Factor, FactorGroup, Menu
from sjtool.store.library import Library

LIBRARY = Library()
FACTORS = LIBRARY.factor_set("arms-style")
QUESTIONS = LIBRARY.question_set("section-12")
SOURCE = FACTORS.source[0]
CITED: dict[str, Any] = {"source": SOURCE.id, "pinpoint": "p. 1"}
NO_GROUP = ("it is in no group of this template", "name one of its [[group]] ids")
NOTHING_IN_IT = ("nothing is in this group", "leave the group out, or name it where it belongs")
NOT_LISTED = ("the source is not among the [[source]] tables", "add the [[source]], or mend its id")
NO_PINPOINT = ("there is no pinpoint", "say where in the source: section and ordinal")
LEAVE_OUT = "say it, or leave the key out"
ONE_ID = "an id names one thing for good: choose another"


def group(name: str, **keys: Any) -> dict[str, Any]:
    return {"id": name, "title": "Homes", **CITED, **keys}


def entry(name: str, **keys: Any) -> dict[str, Any]:
    return {"id": name, "title": "Visit", "text": "See the home.", "standing": "editorial", **CITED, **keys}


def menu(*entries: dict[str, Any], groups: tuple[dict[str, Any], ...] = (), use: str = "tick") -> Menu:
    head = {"id": "own-menu", "version": "1.0.0", "kind": "menu", "title": "Menu", "purpose": "To choose from."}
    head |= {"use": use, "standing": "editorial", "standing_note": "Ours.", "licence": "ours", "source": SOURCE.id}
    return Menu.model_validate({"set": head, "source": (SOURCE,), "group": groups, "entry": entries})


def found(template: Any) -> list[Finding]:
    return list(lint_template(template))


def test_a_sound_menu_has_no_faults_with_groups_or_without() -> None:
    assert found(menu(entry("e-1"), entry("e-2"))) == []
    assert found(menu(entry("e-1", group="g-1"), entry("e-2", group="g-1"), groups=(group("g-1"),))) == []
    assert found(menu(entry("e-1", ask=("Who?",)), use="fill")) == []


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        (menu(entry("e-1"), entry("e-1")), (("entry", 1, "id"), "the id of this entry stands twice", ONE_ID)),
        (menu(entry("e-1"), entry("e-2", source="nowhere")), (("entry", 1, "source"), *NOT_LISTED)),
        (menu(entry("e-1"), entry("e-2", pinpoint=" ")), (("entry", 1, "pinpoint"), *NO_PINPOINT)),
        (menu(entry("e-1"), entry("e-2", title=" ")), (("entry", 1, "title"), '"title" is blank', LEAVE_OUT)),
        (menu(entry("e-1"), entry("e-2", text="")), (("entry", 1, "text"), '"text" is blank', LEAVE_OUT)),
        (menu(entry("e-1", group="g-9")), (("entry", 0, "group"), *NO_GROUP)),
        (
            menu(entry("e-1", group="g-1"), groups=(group("g-1", source="nowhere"),)),
            (("group", 0, "source"), *NOT_LISTED),
        ),
        (
            menu(entry("e-1", group="g-1"), groups=(group("g-1", pinpoint=""),)),
            (("group", 0, "pinpoint"), *NO_PINPOINT),
        ),
        (
            menu(entry("e-1", ask=("Who?",)), entry("e-2"), use="fill"),
            (("entry", 1, "ask"), "a heading to be filled in says nothing to write", "add  ask = [ … ]"),
        ),
    ],
)
def test_a_fault_of_a_menu_is_found_where_it_is_and_alone(template: Menu, fault: Finding) -> None:
    assert found(template) == [fault]


def test_where_there_are_groups_everything_is_in_one_and_each_holds_something() -> None:
    groups = (group("g-1"), group("g-2"))
    assert found(menu(entry("e-1", group="g-1"), entry("e-2"), groups=groups)) == [
        (("entry", 1, "group"), *NO_GROUP),
        (("group", 1, "id"), *NOTHING_IN_IT),
    ]
    doubled = (group("g-1"), group("g-1"))
    assert found(menu(entry("e-1", group="g-1"), groups=doubled)) == [
        (("group", 1, "id"), "the id of this group stands twice", ONE_ID)
    ]


def test_what_is_grouped_under_another_key_is_told_at_that_key() -> None:
    assert list(grouped("item", ["g-1"], ["g-1", None], "heading")) == [(("item", 1, "heading"), *NO_GROUP)]


def test_of_an_id_that_stands_three_times_the_last_place_is_told_once() -> None:
    assert [where for where, *_rest in duplicates("item", ["a", "b", "a", "c", "a", "c"])] == [
        ("item", 4, "id"),
        ("item", 5, "id"),
    ]


def test_only_text_can_be_blank_and_nothing_is_not_blank() -> None:
    values = {"a": " ", "b": None, "c": 0, "d": "x", "e": "\n"}
    assert list(blank(("set",), values)) == [
        (("set", "a"), '"a" is blank', LEAVE_OUT),
        (("set", "e"), '"e" is blank', LEAVE_OUT),
    ]


def test_text_is_too_long_from_one_word_more_than_the_longest() -> None:
    assert list(too_long(("item", 3), "why", "one two three", 3)) == []
    assert list(too_long(("item", 3), "why", None, 0)) == []
    assert list(too_long(("item", 3), "why", "one two\nthree  four", 3)) == [
        (("item", 3, "why"), '"why" has 4 words', "at most 3: say it shorter, or move some to follow_up")
    ]


def with_factor(number: int, **changes: Any) -> Any:
    factors = [f.model_copy(update=changes) if n == number else f for n, f in enumerate(FACTORS.factor)]
    return FACTORS.model_copy(update={"factor": tuple(factors)})


def with_item(number: int, **changes: Any) -> Any:
    items = [i.model_copy(update=changes) if n == number else i for n, i in enumerate(QUESTIONS.item)]
    return QUESTIONS.model_copy(update={"item": tuple(items)})


LONG_WHY, LONG_ASK = "word " * (LONGEST_WHY + 1), "word " * (LONGEST_ASK + 1)
SHORTER_WHY = f"at most {LONGEST_WHY}: say it shorter, or move some to follow_up"
SHORTER_ASK = f"at most {LONGEST_ASK}: say it shorter, or move some to follow_up"


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        (with_factor(2, why=LONG_WHY), (("factor", 2, "why"), f'"why" has {LONGEST_WHY + 1} words', SHORTER_WHY)),
        (with_item(3, why=LONG_WHY), (("item", 3, "why"), f'"why" has {LONGEST_WHY + 1} words', SHORTER_WHY)),
        (with_item(3, ask=LONG_ASK), (("item", 3, "ask"), f'"ask" has {LONGEST_ASK + 1} words', SHORTER_ASK)),
        (
            with_item(3, ask_carer=LONG_ASK),
            (("item", 3, "ask_carer"), f'"ask_carer" has {LONGEST_ASK + 1} words', SHORTER_ASK),
        ),
        (
            with_item(3, ask_partner=LONG_ASK),
            (("item", 3, "ask_partner"), f'"ask_partner" has {LONGEST_ASK + 1} words', SHORTER_ASK),
        ),
        (with_factor(2, why=" "), (("factor", 2, "why"), '"why" is blank', LEAVE_OUT)),
        (with_factor(2, title=""), (("factor", 2, "title"), '"title" is blank', LEAVE_OUT)),
    ],
)
def test_a_text_of_a_sheet_or_set_that_is_blank_or_too_long_is_found_where_it_is(template: Any, fault: Finding) -> None:
    assert found(template) == [fault]


def test_as_many_words_as_are_allowed_are_not_too_long() -> None:
    assert found(with_item(3, why="word " * LONGEST_WHY, ask="word " * LONGEST_ASK)) == []
    assert found(with_factor(2, why="word " * LONGEST_WHY)) == []


def grouped_sheet(*groups: dict[str, Any], member: str | None = "g-1") -> Any:
    made = tuple(FactorGroup.model_validate(one) for one in groups)
    factors = tuple(factor.model_copy(update={"group": member}) for factor in FACTORS.factor)
    return FACTORS.model_copy(update={"group": made, "factor": factors})


def test_the_groups_of_a_sheet_are_cited_and_hold_its_factors() -> None:
    assert found(grouped_sheet(group("g-1"))) == []
    assert found(grouped_sheet(group("g-1"), group("g-2"))) == [(("group", 1, "id"), *NOTHING_IN_IT)]
    assert found(grouped_sheet(group("g-1", source="nowhere", pinpoint=" "))) == [
        (("group", 0, "source"), *NOT_LISTED),
        (("group", 0, "pinpoint"), *NO_PINPOINT),
    ]
    told = found(grouped_sheet(group("g-1"), member=None))
    assert told[:-1] == [(("factor", n, "group"), *NO_GROUP) for n in range(len(FACTORS.factor))]


@pytest.mark.parametrize("key", ["title", "means"])
def test_a_label_that_says_nothing_is_found(key: str) -> None:
    scale = FACTORS.scale[1]
    labels = (scale.label[0], scale.label[1].model_copy(update={key: " "}), *scale.label[2:])
    scales = (FACTORS.scale[0], scale.model_copy(update={"label": labels}), *FACTORS.scale[2:])
    assert found(FACTORS.model_copy(update={"scale": scales})) == [
        (("scale", 1, "label", 1, key), f'"{key}" is blank', LEAVE_OUT)
    ]


ANCHORS = ("there is not one anchor for each label of the scale", "an anchor for each, and no other")


def ungraded(first: Factor) -> Any:
    scales = tuple(scale.model_copy(update={"is_graded": False}) for scale in FACTORS.scale)
    return FACTORS.model_copy(update={"scale": scales, "factor": (first, *FACTORS.factor[1:])})


def test_a_scale_that_is_not_graded_needs_no_anchors_but_all_of_them_where_there_is_one() -> None:
    first = FACTORS.factor[0]
    assert found(ungraded(first)) == []
    assert found(ungraded(first.model_copy(update={"anchors": {}}))) == []
    label, text = next(iter(first.anchors.items()))
    assert found(ungraded(first.model_copy(update={"anchors": {label: text}}))) == [
        (("factor", 0, "anchors"), *ANCHORS)
    ]
    assert found(with_factor(0, anchors={})) == [(("factor", 0, "anchors"), *ANCHORS)]


@pytest.mark.parametrize(("caution", "faults"), [(None, 1), ("  ", 1), ("Its source says two things.", 0)])
def test_a_factor_used_in_no_rule_says_why(caution: str | None, faults: int) -> None:
    told = (("factor", 4), "it is used in no rule, and nothing says why", "add  caution = …")
    assert found(with_factor(4, is_context_only=True, caution=caution)) == [told] * faults
    assert found(with_factor(4, is_context_only=False, caution=caution)) == []
