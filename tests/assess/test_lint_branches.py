"""Faults of what leads to what in a question set: items that depend on an answer, and items that draw on others."""

from __future__ import annotations

from typing import Any

import pytest

from sjtool.assess.lint import Finding, lint_template
from sjtool.model.template import AppliesIf, Item, Part, QuestionSet
from sjtool.store.library import Library

SHIPPED = Library().question_set("section-12")
NOT_BEFORE = ("it depends on an item that does not come before it", "name an earlier item, and its part")
NO_ANSWER = ("it names no answer, so it can never be reached", "add  any_of = [ … ]  or  none_of = [ … ]")
NEVER_GIVEN = ("it waits for an answer that cannot be given", "name answers of that item's own")
EVERY_ANSWER = ("it names every answer, so it is never left out", "leave applies_if out, or name fewer")
NOT_ALWAYS = ("it depends on an item that is not always asked", "let it depend on the same")
NOT_HERE = ("it draws on an item this set has not", "name one of its items, or  set/item  of another set")
IN_A_CIRCLE = ("items draw on each other in a circle", "let the one asked first draw on nothing")
NOT_FILLED_IN = ("this set is never filled in beforehand, and the item draws on another", "leave draws_on out")


def item(name: str, **keys: Any) -> Item:
    """A sound item nobody but the person is asked."""
    given = {"ask": "What?", "title": "T", "why": "W", "source": SHIPPED.source[0].id, "pinpoint": "p. 1"}
    return Item.model_validate({"id": name, **given, **keys})


def faults(*items: Item, **head: Any) -> list[Finding]:
    changed = SHIPPED.set.model_copy(update={"id": "own-set", **head})
    return list(lint_template(QuestionSet(set=changed, source=SHIPPED.source, item=items)))


def when(target: str, *any_of: Any, part: str | None = None, none_of: tuple[Any, ...] = ()) -> AppliesIf:
    return AppliesIf(item=target, part=part, any_of=any_of, none_of=none_of)


HOME = item("1", answer="ordinal", options=("alone", "with-others", "1"))
CHILDREN = item("2", answer="yes_no")
SPLIT = item("3", part=(Part(id="a", ask="A?", title="A", answer="yes_no"), Part(id="b", ask="B?", title="B")))


@pytest.mark.parametrize(
    "rule",
    [
        when("1", "alone"),
        when("1", "alone", "with-others"),
        when("1", none_of=("alone",)),
        when("1", 1),
        when("2", True),
        when("2", none_of=(False,)),
        when("3", True, part="a"),
    ],
)
def test_an_item_may_depend_on_an_answer_that_an_earlier_one_can_have(rule: AppliesIf) -> None:
    assert faults(HOME, CHILDREN, SPLIT, item("9", applies_if=rule)) == []


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        (when("8", True), NOT_BEFORE),
        (when("9", True), NOT_BEFORE),
        (when("10", "alone"), NOT_BEFORE),
        (when("3", True, part="c"), NOT_BEFORE),
        (when("1", "alone", part="a"), NOT_BEFORE),
        (when("1"), NO_ANSWER),
        (when("2", True, False), EVERY_ANSWER),
        (when("1", "at-sea"), NEVER_GIVEN),
        (when("1", "alone", "at-sea"), NEVER_GIVEN),
        (when("1", "alone", none_of=("at-sea",)), NEVER_GIVEN),
        (when("2", "yes"), NEVER_GIVEN),
        (when("2", 1), NEVER_GIVEN),
        (when("1", True), NEVER_GIVEN),
        (when("3", "x", part="b"), NEVER_GIVEN),
    ],
)
def test_an_item_that_can_never_be_reached_is_found_where_it_depends(rule: AppliesIf, told: tuple[str, str]) -> None:
    later = item("10", answer="ordinal", options=("alone", "with-others"))
    assert faults(HOME, CHILDREN, SPLIT, item("9", applies_if=rule), later) == [(("item", 3, "applies_if"), *told)]


def test_an_item_may_draw_on_earlier_and_later_ones_and_on_those_of_another_set() -> None:
    drawing = item("9", draws_on=("1", "own-set/2", "10", "section-12/77", "section-12/9"))
    assert faults(HOME, CHILDREN, drawing, item("10", draws_on=("1",))) == []


def test_an_item_that_is_not_always_asked_decides_nothing() -> None:
    sometimes = item("4", answer="yes_no", applies_if=when("2", True))
    assert faults(CHILDREN, sometimes, item("9", applies_if=when("4", True))) == [
        (("item", 2, "applies_if"), *NOT_ALWAYS)
    ]


def test_prompts_for_somebody_the_set_is_not_put_to_are_found() -> None:
    ((where, what, _fix),) = faults(item("9", follow_up_by={"police": ("When?",)}))
    assert where == ("item", 0, "follow_up_by")
    assert what == "it has prompts for somebody the set is not put to"
    assert faults(item("9", follow_up_by={"person": ("When?",)})) == []


@pytest.mark.parametrize("ref", ["77", "own-set/77"])
def test_an_item_that_draws_on_what_this_set_has_not_is_found(ref: str) -> None:
    assert faults(HOME, item("9", draws_on=("1", ref))) == [(("item", 1, "draws_on"), *NOT_HERE)]


def test_items_that_draw_on_each_other_in_a_circle_are_all_found_and_one_that_leads_to_them_is_not() -> None:
    ring = (item("1", draws_on=("own-set/2",)), item("2", draws_on=("3",)), item("3", draws_on=("9", "1")))
    leading = item("4", draws_on=("1",))
    assert faults(*ring, leading, item("9")) == [(("item", n, "draws_on"), *IN_A_CIRCLE) for n in range(3)]
    assert faults(item("1", draws_on=("1",))) == [(("item", 0, "draws_on"), *IN_A_CIRCLE)]


def test_two_ways_to_one_item_are_no_circle() -> None:
    both = (item("1"), item("2", draws_on=("1",)), item("3", draws_on=("1",)), item("4", draws_on=("2", "3")))
    assert faults(*both) == []


def test_a_set_that_is_never_filled_in_beforehand_draws_on_nothing() -> None:
    assert faults(HOME, item("9", draws_on=("1",)), is_prefilled=False) == [(("item", 1, "draws_on"), *NOT_FILLED_IN)]
    assert faults(HOME, item("9", draws_on=("77",)), is_prefilled=False) == [
        (("item", 1, "draws_on"), *NOT_FILLED_IN),
        (("item", 1, "draws_on"), *NOT_HERE),
    ]
    assert faults(HOME, item("9"), is_prefilled=False) == []


def test_an_answer_is_waited_for_in_the_letters_it_is_given_in() -> None:
    home = item("1", answer="ordinal", options=("Alone", "With others"))
    assert faults(home, item("9", applies_if=when("1", "Alone"))) == []
    assert faults(home, item("9", applies_if=when("1", "alone"))) == [(("item", 1, "applies_if"), *NEVER_GIVEN)]


def test_an_item_that_draws_on_one_with_a_fault_has_none_itself() -> None:
    assert faults(HOME, item("8", draws_on=("77",)), item("9", draws_on=("8", "1"))) == [
        (("item", 1, "draws_on"), *NOT_HERE)
    ]
