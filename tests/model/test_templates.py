"""The grammar of templates: nothing unknown, no type guessed, marks replaced as a whole."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from sjtool.model.template import Item, Mark, MarkSet, QuestionSet, ResultScale

SOURCE = {
    "id": "s",
    "title": "t",
    "publisher": "p",
    "published": "2026",
    "locator": "l",
    "licence": "l",
    "standing": "published",
}
HEAD = {
    "id": "q",
    "version": "1",
    "title": "t",
    "standing": "published",
    "standing_note": "note",
    "licence": "l",
    "source": "s",
}
MARK = {"asks": "partner", "standing": "editorial", "reason": "ours"}
ITEM = {"title": "t", "ask": "a?", "why": "w", "source": "s", "pinpoint": "1"}


def question_set() -> QuestionSet:
    """Three items: two marked, one not."""
    return QuestionSet.model_validate(
        {
            "set": HEAD
            | {"kind": "question-set", "purpose": "p", "asked_of": ["person", "partner"], "marks_note": "old"},
            "source": [SOURCE],
            "item": [ITEM | {"id": "1", "mark": MARK}, ITEM | {"id": "2", "mark": MARK}, ITEM | {"id": "3"}],
        }
    )


def test_marks_are_replaced_as_a_whole_and_the_questions_stay() -> None:
    new = {"item": "2", "asks": "partner-lightly", "standing": "published", "reason": "theirs", "parts": ["a"]}
    marks = MarkSet.model_validate(
        {"set": HEAD | {"kind": "marks", "marks_of": "q"}, "source": [SOURCE], "mark": [new]}
    )
    before = question_set()
    after = before.with_marks(marks)
    plain = Mark(asks="person-only", standing="published", reason="note")
    other = Mark(asks="partner-lightly", standing="published", reason="theirs", parts=("a",))
    assert [item.mark for item in after.item] == [plain, other, plain]
    assert after.set.marks_note == "note"
    assert [item.model_copy(update={"mark": None}) for item in after.item] == [
        item.model_copy(update={"mark": None}) for item in before.item
    ]
    assert before == question_set()


@pytest.mark.parametrize(
    "change",
    [
        {"colour": "x"},
        {"answer": "txt"},
        {"minimum": "1"},
        {"look_for": "x"},
        {"clear_with_police_first": "yes"},
        {"id": 1},
        {"why": None},
    ],
)
def test_an_item_takes_what_it_knows_and_guesses_no_type(change: dict[str, object]) -> None:
    assert Item.model_validate(ITEM | {"id": "1", "look_for": ["a", "b"]}).look_for == ("a", "b")
    with pytest.raises(ValidationError):
        Item.model_validate(ITEM | {"id": "1"} | change)


def test_a_scale_names_its_construct_as_the_file_does() -> None:
    table = {"id": "dc", "title": "t", "predicts": "p", "level": []}
    assert ResultScale.model_validate(table | {"construct": "likelihood"}).construct_ == "likelihood"
    with pytest.raises(ValidationError):
        ResultScale.model_validate(table | {"construct_": "likelihood"})
