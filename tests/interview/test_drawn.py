"""What one answer already says is confirmed, not asked again; an item applies by an earlier answer."""

from __future__ import annotations

from typing import Any

import pytest

from sjtool.assess.accounts import Account
from sjtool.interview.drawn import Drawn, find_drawn
from sjtool.interview.plan import Question, build_plan
from sjtool.interview.session import Interview
from sjtool.interview.tally import count_states
from sjtool.model.enquiry import Response, Session
from sjtool.model.template import QuestionSet
from sjtool.store.library import Library

CHANGE = Library().question_set("change-and-motivation")


def own_set(**items: dict[str, Any]) -> QuestionSet:
    """A set whose items are given by id, each asked of the person."""
    made = [
        CHANGE.item[0].model_copy(update={"draws_on": (), "follow_up": (), "id": name, **keys})
        for name, keys in items.items()
    ]
    return CHANGE.model_copy(update={"item": tuple(made)})


def plan_of(questions: QuestionSet) -> tuple[Question, ...]:
    return build_plan(questions, "person", "Mr H")


def response(name: str, item: str, value: Any, **keys: Any) -> Response:
    return Response(id=name, item=item, value=value, basis="told", **keys)


def account(given: Response) -> Account:
    return Account(given, Session(id="s-001", held_on="2026-03-04"), "subject", "Mr H", is_subject=True)


def drawn(answer: str, *said: Response, options: tuple[str, ...] = ()) -> Drawn | None:
    keys: dict[str, Any] = {"draws_on": ("section-12/5",), "answer": answer, "options": options}
    (question,) = plan_of(own_set(**{"9": keys}))
    return find_drawn(question, "own-set", (), {"section-12": {"5": tuple(map(account, said))}})


def test_an_answer_given_in_this_session_is_offered_and_confirmed_with_where_it_was_said() -> None:
    interview = Interview(plan_of(CHANGE), "s-001", {}, set_id=CHANGE.set.id)
    first = interview.answer("I looked at them [/] for a year")
    assert first.draft is not None
    interview.record(Response(id="r-0001", item="1", **{k: first.draft.keys[k] for k in ("value", "basis")}), first)
    interview.jump(10)
    question = interview.question
    assert question is not None
    assert question.item.draws_on == ("1",)
    offered = interview.drawn(question)
    assert offered is not None
    assert (offered.words, offered.where, offered.held_on) == ("I looked at them [/] for a year", "item 1", "")
    outcome = interview.confirm()
    assert outcome.draft is not None
    assert outcome.draft.keys["value"] == "I looked at them [/] for a year"
    assert outcome.draft.keys["basis"] == "told"
    assert outcome.draft.keys["note"] == "confirmed: as said in item 1 (r-0001)"


def test_where_there_is_nothing_to_confirm_it_is_said_and_nothing_is_recorded() -> None:
    interview = Interview(plan_of(CHANGE), "s-001")
    outcome = interview.confirm()
    assert outcome.draft is None
    assert outcome.trouble == "There is no earlier answer on the screen to confirm. :last shows what was said before."


def test_a_question_with_an_answer_of_its_own_offers_no_other() -> None:
    questions = own_set(**{"1": {}, "2": {"draws_on": ("1",)}})
    given = {("1", ""): response("r-1", "1", "yes"), ("2", ""): response("r-2", "2", "no")}
    interview = Interview(plan_of(questions), "s-001", given, set_id=CHANGE.set.id)
    assert [interview.drawn(question) for question in interview.plan] == [None, None]


@pytest.mark.parametrize(
    ("answer", "said", "value", "words"),
    [
        ("text", True, "yes", "yes"),
        ("text", 3.5, "3.5", "3.5"),
        ("text", ("a", "b"), "a, b", "a, b"),
        ("yes_no", True, True, "yes"),
        ("yes_no", "a long story", None, "a long story"),
        ("number", True, None, "yes"),
        ("number", 12, 12, "12"),
        ("set", ("a", "b"), ("a", "b"), "a, b"),
        ("yes_no", 1, None, "1"),
        ("ordinal", "often", "often", "often"),
        ("date", "2019-03", "2019-03", "2019-03"),
        ("date", "March 2019, he thinks", "2019-03", "March 2019, he thinks"),
        ("date", "in the spring", None, "in the spring"),
        ("date", 2019, None, "2019"),
        ("text", "2019-03", "2019-03", "2019-03"),
    ],
)
def test_an_earlier_answer_is_taken_only_as_the_question_could_have_been_answered(
    answer: str, said: Any, value: Any, words: str
) -> None:
    options = ("never", "often") if answer == "ordinal" else ()
    found = drawn(answer, response("r-7", "5", said), options=options)
    assert found is not None
    assert (found.value, found.words) == (value, words)
    assert found.value is value or not isinstance(value, bool)
    assert (found.where, found.held_on, found.records) == ("section-12, item 5", "2026-03-04", ("r-7",))


def test_the_parts_of_an_answer_are_told_together_and_the_notes_of_the_officer_are_not() -> None:
    parts = (response("r-7", "5", 35, part="hours", note="about 35"), response("r-8", "5", "none", part="share"))
    found = drawn("text", *parts)
    assert found is not None
    assert found.words == "hours: 35; share: none"
    assert found.records == ("r-7", "r-8")
    assert "about" not in str(found.value)


def test_what_was_not_told_throughout_is_not_confirmed_as_told() -> None:
    seen = response("r-8", "5", "none", part="share").model_copy(update={"basis": "observed"})
    found = drawn("text", response("r-7", "5", 35, part="hours"), seen)
    assert found is not None
    assert found.basis == "observed"


def test_a_refusal_is_no_answer_to_draw_on() -> None:
    refused = Response(id="r-7", item="5", missing="refused")
    assert drawn("text", refused) is None


def test_an_item_applies_by_the_answer_before_it_and_by_its_absence_nothing_is_decided() -> None:
    rule = {"item": "1", "any_of": (True,)}
    questions = own_set(
        **{"1": {"answer": "yes_no"}, "2": {"applies_if": type_rule(rule)}, "3": {}},
    )
    plan = plan_of(questions)
    for value, asked in ((True, True), (False, False)):
        interview = Interview(plan, "s-001", {("1", ""): response("r-1", "1", value)})
        assert interview.applies(plan[1]) is asked
        assert (interview.question == plan[1]) is asked
        assert interview.state_of(plan[1]) == ("open" if asked else "does not apply")
    silent = Interview(plan, "s-001", {("1", ""): Response(id="r-1", item="1", missing="refused")})
    assert silent.applies(plan[1])
    done = {("1", ""): response("r-1", "1", value=False), ("3", ""): response("r-3", "3", "x")}
    assert Interview(plan, "s-001", done).is_complete
    assert count_states(Interview(plan, "s-001", done)) == {"answered": 2, "none": 1}


@pytest.mark.parametrize(
    ("rule", "value", "asked"),
    [
        ({"item": "1", "none_of": ("never",)}, "never", False),
        ({"item": "1", "none_of": ("never",)}, "often", True),
        ({"item": "1", "any_of": ("often", "daily")}, ("daily", "never"), True),
        ({"item": "1", "any_of": (1,)}, True, False),
    ],
)
def test_answers_are_held_against_what_is_named(rule: dict[str, Any], value: Any, asked: bool) -> None:
    plan = plan_of(own_set(**{"1": {}, "2": {"applies_if": type_rule(rule)}}))
    interview = Interview(plan, "s-001", {("1", ""): response("r-1", "1", value)})
    assert interview.applies(plan[1]) is asked


def type_rule(rule: dict[str, Any]) -> Any:
    from sjtool.model.template import AppliesIf

    return AppliesIf(**rule)
