"""Dice, grammar, book and broken files, each by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sjtool.checking import examine
from sjtool.store.ledger import parse_ledger
from sjtool.store.library import Library
from sjtool.store.verify import verify_ledger
from sjtool.store.write import render_block, render_record
from sjtool.training import words_common, words_deciding, words_enquiry, words_ratings, words_section_12, words_visits
from sjtool.training.book import Book
from sjtool.training.broken import BROKEN, CODES
from sjtool.training.case import Made
from sjtool.training.dice import Dice
from sjtool.training.grammar import Voice

FACTS = {"person": "Mr H", "partner": "Ms R", "he": "he", "him": "him", "his": "his", "p_she": "she", "p_her": "her"}
FACTS |= {"p_his": "her", "child": "Child A", "carer": "Mrs P"}


def test_dice_fall_the_same_way_for_the_same_seed_on_every_machine() -> None:
    dice = Dice(7, "case")
    assert [dice.below(100) for _ in range(8)] == FALLEN
    assert [Dice(8, "case").below(100) for _ in range(2)] != FALLEN[:2]


FALLEN = [33, 91, 61, 63, 88, 4, 98, 54]


@given(st.integers(0, 50), st.integers(0, 12), st.integers())
def test_some_are_as_many_as_asked_for_in_their_order(size: int, count: int, seed: int) -> None:
    taken = Dice(seed).some(range(size), count)
    assert len(taken) == min(size, count)
    assert taken == sorted(set(taken))
    assert sorted(Dice(seed).shuffled(range(size))) == list(range(size))


@given(st.integers(-5, 5), st.integers(0, 9), st.integers())
def test_a_number_lies_between_its_bounds(low: int, width: int, seed: int) -> None:
    assert low <= Dice(seed).between(low, low + width) <= low + width


def test_every_slot_of_every_word_list_can_be_filled() -> None:
    voice, filled = Voice(Dice(1), FACTS), 0
    modules = (words_common, words_deciding, words_enquiry, words_ratings, words_section_12, words_visits)
    for module in modules:
        for name, value in vars(module).items():
            for pattern in texts(value) if name.isupper() else ():
                assert "{" not in voice.fill(pattern)
                filled += 1
    assert filled > 600


def texts(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return [text for part in parts for text in texts(part)]


def test_sentences_begin_with_a_capital_and_none_is_said_twice() -> None:
    for seed in range(40):
        said = Voice(Dice(seed), FACTS).say(("{he} left.", '"{his} own."', "{p_she} stayed."), ("{he} rang.",))
        assert said[0].isupper() or said[1].isupper()
        assert not set(said) & set("{}")
        assert ". h" not in said
        assert ". s" not in said


@given(st.text(max_size=60))
def test_text_is_written_as_the_toml_writer_has_it(text: str) -> None:
    text = text.replace("\r\n", "\n")
    assert (
        render_block("event", {"what": text}) == f"\n[[event]]\n{tomli_w.dumps({'what': text}, multiline_strings=True)}"
    )
    part = tomli_w.dumps({"part": text}).removeprefix("part = ").rstrip("\n")
    assert render_block("event", {"touches": [text]}) == f"\n[[event]]\ntouches = [{part}]\n"
    table = {"id": "ev-001", "what": text or "nothing", "touches": ["a", text or "b"]}
    assert render_record("event", table) == render_block("event", table)


def test_a_book_is_a_ledger_with_erasure_and_acknowledgement() -> None:
    book = Book("case-x", "seed", "# lead\n\n")
    book.turn_to(date(2023, 1, 9), 9)
    gone = book.add_erased("evidence", "pc-1", nature="fact", kind="other", title="Stray", obtained=True)
    edited = book.add_edited("narrative", "pc-1", {"text": "As edited"}, heading="h", text="As recorded")
    book.add("erasure", "ds-1", record=gone.id, kind=gone.kind, digest=gone.digest, authority="DPA")
    verdict = verify_ledger(parse_ledger(book.as_bytes(), "x"))
    assert [problem.code for problem in verdict.problems] == ["chain-broken"]
    book.add("acknowledgement", "pc-1", record=edited.id, expected=edited.expected, found=edited.found, why="Meant")
    verdict = verify_ledger(parse_ledger(book.as_bytes(), "x"))
    assert verdict.problems == ()
    assert (verdict.erased, verdict.acknowledged, verdict.head) == ((gone.id,), (edited.id,), book.head)
    assert b"Stray" not in book.as_bytes()


def test_time_in_a_book_only_moves_on() -> None:
    book = Book("case-x", "seed", "")
    book.turn_to(date(2023, 1, 9), 9)
    later = book.moment
    book.turn_to(date(2022, 1, 9), 9)
    assert book.moment == later
    book.add("event", "pc-1", kind="other", held_on="2023-01-09", what="x")
    assert book.moment > later


@pytest.mark.parametrize("kind", BROKEN)
@pytest.mark.parametrize("number", [1, 2])
def test_a_broken_file_is_refused_by_its_own_code(
    kind: str, number: int, make: Callable[..., Made], tmp_path: Path
) -> None:
    made = make(number=number, flaw=kind)
    path = tmp_path / f"{made.name}.toml"
    path.write_bytes(BROKEN[kind](made.case))
    problems = examine(path, Library(), today=date(2026, 3, 4)).problems
    found = [problem.code for problem in problems if problem.severity == "error"]
    assert CODES[kind] in found
    assert set(found) <= {CODES[kind], "signature-void"}
    assert made.name == f"broken-{kind}-{number:05d}"


def test_every_kind_of_broken_file_has_its_code() -> None:
    assert set(CODES) == set(BROKEN)
