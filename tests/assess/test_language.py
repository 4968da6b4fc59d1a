"""Words in another language: which lines stand, which are stale, and what is wrong with a language file."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest

from sjtool.assess.language import Coverage, current_lines, english_lines, find_coverage, hash_english, lint_language
from sjtool.model.language import LanguageFile, Line
from sjtool.store.language_file import read_language
from sjtool.store.library import Library

LIBRARY = Library()
DEMO = LIBRARY.question_set("demo-bilingual")
PATH = LIBRARY.find_language("demo-bilingual", "cy")
assert PATH is not None
WELSH = read_language(PATH)[0]


def with_line(number: int, **changes: Any) -> LanguageFile:
    lines = list(WELSH.line)
    lines[number] = lines[number].model_copy(update=changes)
    return WELSH.model_copy(update={"line": tuple(lines)})


def more(*lines: Line) -> LanguageFile:
    return WELSH.model_copy(update={"line": (*WELSH.line, *lines)})


def test_the_demo_set_has_two_of_its_three_items_and_no_fault() -> None:
    assert find_coverage(DEMO, WELSH) == Coverage(total=9, current=7, stale=0)
    assert find_coverage(DEMO, WELSH).missing == 2
    assert list(lint_language(DEMO, WELSH)) == []
    assert current_lines(DEMO, WELSH)["1", "ask", 0] == "Beth hoffech chi gael eich galw?"
    assert ("3", "ask", 0) not in current_lines(DEMO, WELSH)


def test_a_line_carries_the_first_16_digits_of_its_english_whatever_the_line_ends() -> None:
    assert hash_english("a\nb") == hashlib.sha256(b"a\nb").hexdigest()[:16] == hash_english("a\r\nb")


def test_a_line_whose_english_has_changed_is_stale_and_not_shown() -> None:
    items = [item.model_copy(update={"ask": f"{item.ask} Now?"}) if item.id == "1" else item for item in DEMO.item]
    changed = DEMO.model_copy(update={"item": tuple(items)})
    assert find_coverage(changed, WELSH) == Coverage(total=9, current=6, stale=1)
    assert find_coverage(changed, WELSH).missing == 2
    assert ("1", "ask", 0) not in current_lines(changed, WELSH)
    ((place, what, fix),) = lint_language(changed, WELSH)
    assert (place, what) == (1, "the English has changed since this line was made")
    assert hash_english("What would you like to be called? Now?") in fix


@pytest.mark.parametrize(
    ("language", "place", "what", "fix"),
    [
        (with_line(1, item="7"), 1, "the template has no such line", "one of its own: its items are 1, 2, 3"),
        (
            with_line(4, at=9),
            4,
            "the template has no such line",
            "one of its own: title, ask, option at 1",
        ),
        (more(WELSH.line[0]), 7, "this line stands twice", "keep one of the two"),
        (with_line(0, text=" "), 0, "the line says nothing", "say it, or leave the line out: English is shown then"),
    ],
)
def test_a_fault_is_found_where_it_stands(language: LanguageFile, place: int, what: str, fix: str) -> None:
    ((at, said, mend),) = lint_language(DEMO, language)
    assert (at, said) == (place, what)
    assert mend.startswith(fix)


def test_every_text_that_is_said_or_shown_can_be_put_in_another_language() -> None:
    section = english_lines(LIBRARY.question_set("section-12"))
    assert section["1/hours", "ask_partner", 0].startswith("In a normal week")
    assert ("1/share", "ask", 0) in section
    carer = english_lines(LIBRARY.question_set("protective-carer"))
    assert ("1", "ask_carer", 0) in carer
    prompts = LIBRARY.question_set("how-it-came-to-light").item[0].follow_up
    asked = english_lines(LIBRARY.question_set("how-it-came-to-light"))
    assert [asked["1", "follow_up", n] for n in range(1, len(prompts) + 1)] == list(prompts)
    sheet = english_lines(LIBRARY.factor_set("carer-concern"))
    assert [key for _item, key, _at in sheet] == ["label"] * 3 + ["title"] * 12
    menu = LIBRARY.menu("constructive")
    assert len(english_lines(menu)) == 2 * len(menu.entry)
    assert english_lines(LIBRARY.instrument("arms")) == {}
