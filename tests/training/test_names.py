"""Invented names: the same for the same key, none that is taken, and enough of them."""

from __future__ import annotations

from sjtool.training.names import NameBook


def free(_name: str) -> bool:
    return False


def test_the_same_key_gives_the_same_name_to_the_same_person() -> None:
    one, other = NameBook("k", free), NameBook("k", free)
    assert one.name("surname", "a") == other.name("surname", "a") == one.name("surname", "a")
    assert one.name("surname", "b") != one.name("surname", "a")
    assert [NameBook(key, free).name("surname", "a") for key in "abcdefgh"].count(one.name("surname", "a")) < 8


def test_a_name_that_is_taken_is_given_to_nobody() -> None:
    given = NameBook("k", free).name("place", "a")
    assert NameBook("k", lambda name: name == given).name("place", "a") != given


def test_when_names_run_out_they_go_round_with_a_number() -> None:
    book = NameBook("k", free)
    names = [book.name("forename", str(number)) for number in range(60)]
    assert len(set(names)) == 60
    assert any("-" in name for name in names)
