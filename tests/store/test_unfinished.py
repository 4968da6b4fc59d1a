"""What is being typed is kept with every change, for its owner only, and comes back as it was typed."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.store import unfinished as module
from sjtool.store.unfinished import Unfinished

WORDS = 'She said "no".\n# none\n[[event]]\n\\ [/] \x1b \u05e9\u05dc\u05d5\u05dd \U0001f44d\U0001f3fd\r\n"""\n\'\'\' '


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return tmp_path / "harbour.toml"


def test_nothing_is_written_before_anything_is_typed(case: Path) -> None:
    file = Unfinished(case, "s-001")
    assert (file.path.name, file.at, file.holds_words) == ("harbour.unfinished-s-001.toml", "", False)
    assert file.left("1") == {}
    assert [*case.parent.iterdir()] == []


def test_words_come_back_in_another_run_with_the_place_the_officer_was_at(case: Path) -> None:
    file = Unfinished(case, "s-001")
    file.keep("1/hours", {"text": "about 35", "held": ["30 to 40", WORDS]})
    file.keep("5", {"text": WORDS, "aside": "", "held": (), "more": None})
    file.go_to("1/hours")
    again = Unfinished(case, "s-001")
    assert again.at == "1/hours"
    assert again.left("5")["text"] == WORDS.replace("\r\n", "\n")
    assert again.left("1/hours") == {"text": "about 35", "held": ["30 to 40", WORDS.replace("\r\n", "\n")]}
    assert set(again.left("5")) == {"text"}
    assert "5" in again
    assert "7" not in again
    assert again.places == ("5", "1/hours")
    assert again.holds_words


def test_what_is_given_out_can_be_changed_without_changing_what_is_kept(case: Path) -> None:
    file = Unfinished(case, "s-001")
    file.keep("5", {"text": "Her sister"})
    file.left("5")["text"] = "nobody"
    assert file.left("5") == {"text": "Her sister"}


def test_each_sitting_has_a_file_of_its_own_with_a_name_that_can_be_one(case: Path) -> None:
    assert Unfinished(case, "ra/../x y").path == case.parent / "harbour.unfinished-ra----x-y.toml"
    Unfinished(case, "s-001").keep("5", {"text": "one"})
    Unfinished(case, "s-002").keep("5", {"text": "two"})
    assert Unfinished(case, "s-001").left("5") == {"text": "one"}
    assert Unfinished(case.with_name("quay.toml"), "s-001").left("5") == {}


@pytest.mark.skipif(sys.platform == "win32", reason="owner-only is a Unix thing")
def test_only_its_owner_may_read_it_whatever_the_umask_is(case: Path) -> None:
    old = os.umask(0)
    try:
        file = Unfinished(case, "s-001")
        file.keep("5", {"text": "Her"})
        file.keep("5", {"text": "Her sister"})
    finally:
        os.umask(old)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [path.name for path in case.parent.iterdir()] == ["harbour.unfinished-s-001.toml"]


def test_words_recorded_are_dropped_and_the_place_stays(case: Path) -> None:
    file = Unfinished(case, "s-001")
    file.keep("5", {"text": "Her sister"})
    file.keep("7", {"text": "often"})
    file.drop("5")
    file.drop("no such place")
    assert Unfinished(case, "s-001").left("5") == {}
    file.keep("7", {"text": ""})
    again = Unfinished(case, "s-001")
    assert (again.at, again.holds_words, again.left("7")) == ("7", False, {})


def test_the_end_removes_it(case: Path) -> None:
    file = Unfinished(case, "s-001")
    file.keep("5", {"text": "Her sister"})
    file.remove()
    assert (file.holds_words, [*case.parent.iterdir()]) == (False, [])
    file.remove()
    file.keep("5", {"text": "Her sister"})
    assert Unfinished(case, "s-001").left("5") == {"text": "Her sister"}


def test_what_a_killed_run_left_half_written_goes_with_it(case: Path) -> None:
    here = case.with_name("har[b]our.toml")
    file = Unfinished(here, "s-001")
    file.keep("5", {"text": "Her sister"})
    half = here.with_name(f".{file.path.name}.4711.sjtool-tmp")
    other = here.with_name(".harbour.toml.4711.sjtool-tmp")
    for path in (half, other):
        path.write_bytes(b"[[unf")
    file.remove()
    assert [*case.parent.iterdir()] == [other]


def test_the_same_words_are_not_written_twice(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = []
    monkeypatch.setattr(module, "write_all", lambda handle, content: written.append(os.write(handle, content)))
    file = Unfinished(case, "s-001")
    for text in ("Her", "Her", "Her sister", "Her sister"):
        file.keep("5", {"text": text})
    file.go_to("5")
    assert len(written) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"[[unfinished]]\nplace = ",
        b"\xff\xfe",
        b"[[unfinished]]\ntext = 'no place'\nmore = 1\n",
        b"unfinished = 3\n",
        b"unfinished = [3]\n",
        b"unfinished = ['text']\n",
        b"[unfinished]\nplace = '5'\ntext = 'x'\n",
    ],
)
def test_a_file_that_cannot_be_read_is_put_aside_whole_and_typing_goes_on(case: Path, content: bytes) -> None:
    path = case.with_name("harbour.unfinished-s-001.toml")
    case.with_name("harbour.kept-1.toml").write_bytes(b"older")
    path.write_bytes(content)
    file = Unfinished(case, "s-001")
    assert (file.holds_words, file.at, path.exists()) == (False, "", False)
    assert case.with_name("harbour.kept-2.toml").read_bytes() == content
    file.keep("5", {"text": "Her sister"})
    assert Unfinished(case, "s-001").left("5") == {"text": "Her sister"}


def test_a_file_that_can_neither_be_read_nor_put_aside_is_no_bar(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = case.with_name("harbour.unfinished-s-001.toml")
    path.write_bytes(b"[[")
    monkeypatch.setattr(Path, "replace", refuse)
    file = Unfinished(case, "s-001")
    assert (file.holds_words, path.read_bytes()) == (False, b"[[")


def test_an_empty_file_and_one_without_words_hold_none(case: Path) -> None:
    path = case.with_name("harbour.unfinished-s-001.toml")
    for content, at in ((b"", ""), (b"[[unfinished]]\nplace = '5'\n", "5")):
        path.write_bytes(content)
        file = Unfinished(case, "s-001")
        assert (file.holds_words, file.at, path.exists()) == (False, at, True)


def refuse(*_args: object, **_how: object) -> Any:
    raise PermissionError(13, "no")


def test_where_nothing_can_be_written_words_are_kept_as_long_as_the_program_runs(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.os, "open", refuse)
    file = Unfinished(case, "s-001")
    file.keep("5", {"text": "Her sister"})
    assert file.left("5") == {"text": "Her sister"}
    assert not file.is_safe
    assert [*case.parent.iterdir()] == []
    monkeypatch.undo()
    file.keep("5", {"text": "Her sister, and"})
    assert file.is_safe
    assert Unfinished(case, "s-001").left("5") == {"text": "Her sister, and"}


def test_a_folder_that_is_not_there_is_no_bar(tmp_path: Path) -> None:
    file = Unfinished(tmp_path / "nowhere" / "harbour.toml", "s-001")
    file.keep("5", {"text": "Her sister"})
    assert file.left("5") == {"text": "Her sister"}
    file.remove()
    assert not (tmp_path / "nowhere").exists()


def test_a_full_disk_leaves_the_words_before_and_no_half_of_the_new(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = Unfinished(case, "s-001")
    file.keep("5", {"text": "Her"})

    def half(handle: int, content: bytes) -> None:
        os.write(handle, content[: len(content) // 2])
        raise OSError(28, "full")

    monkeypatch.setattr(module, "write_all", half)
    file.keep("5", {"text": "Her sister"})
    assert Unfinished(case, "s-001").left("5") == {"text": "Her"}
    assert [path.name for path in case.parent.iterdir()] == ["harbour.unfinished-s-001.toml"]


def test_half_letters_are_kept_by_their_numbers(case: Path) -> None:
    Unfinished(case, "s-001").keep("5", {"text": "caf\udce9"})
    assert Unfinished(case, "s-001").left("5") == {"text": "caf\\udce9"}


TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))
PLACES = st.dictionaries(
    TEXT.filter(bool),
    st.fixed_dictionaries({}, optional={"text": TEXT, "aside": TEXT, "held": st.lists(TEXT, max_size=3)}),
    max_size=4,
)


@given(places=PLACES)
def test_any_words_at_any_places_come_back(places: dict[str, dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        case = Path(folder) / "harbour.toml"
        file = Unfinished(case, "s-001")
        for place, words in places.items():
            file.keep(place, words)
        again = Unfinished(case, "s-001")
        assert again.at == (list(places)[-1] if places else "")
        for place, words in places.items():
            assert again.left(place) == {key: value for key, value in words.items() if value not in ("", [])}
