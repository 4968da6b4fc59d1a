"""Lines with editing: keys that stand for a word, what is watched, and the footer that names the keys."""

from __future__ import annotations

from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from sjtool.ask.asker import Stop
from sjtool.ask.prompted import PromptAsker, _footer
from sjtool.interview.moves import KEYS
from sjtool.text import cell_width

SEQUENCES = {
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
    "f5": "\x1b[15~",
    "f6": "\x1b[17~",
    "f7": "\x1b[18~",
    "f8": "\x1b[19~",
    "f9": "\x1b[20~",
}


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prompt_toolkit.output.create_output", lambda **_kw: DummyOutput())


def press(typed: str, asker: PromptAsker | None = None, **how: Any) -> str:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(typed)
        return (asker or PromptAsker()).ask_line("> ", multiline=True, **how)


@pytest.mark.parametrize("key", [*KEYS])
def test_a_key_gives_its_word_and_what_was_typed_was_watched(key: str) -> None:
    told: list[str] = []
    asker = PromptAsker()
    asker.watch = told.append
    assert press(f"half{SEQUENCES[key]}", asker, keys=KEYS) == KEYS[key]
    assert told == ["h", "ha", "hal", "half"]
    assert asker.typed == []


def test_the_sequences_are_of_all_the_keys_there_are() -> None:
    assert set(SEQUENCES) == set(KEYS)


def test_a_key_that_stands_for_nothing_is_no_answer() -> None:
    assert press(f"half{SEQUENCES['f6']} a word\r", keys={"f2": ":back"}) == "half a word"
    assert press(f"{SEQUENCES['f2']}word\r") == "word"


def test_a_paste_is_watched_as_one() -> None:
    told: list[str] = []
    asker = PromptAsker()
    asker.watch = told.append
    assert press("\x1b[200~one\r\ntwo\x1b[201~\r", asker) == "one\ntwo"
    assert told == ["one\ntwo"]


def test_what_stands_in_the_line_already_is_watched_from_the_first_change() -> None:
    told: list[str] = []
    asker = PromptAsker()
    asker.watch = told.append
    assert press("\x7f!\r", asker, default="as before") == "as befor!"
    assert told == ["as befor", "as befor!"]


@pytest.mark.parametrize(
    ("keys", "left"),
    [
        ("new", "new"),
        (":back", ":back"),
        ("\x1b[D!", "as befor!e"),
        ("\x05!", "as before!"),
        ("\x01!", "!as before"),
        ("\x1b\rmore", "as before\nmore"),
        ("\x15", ""),
        ("\x0b", ""),
        ("\x15new", "new"),
        ("\x7f", ""),
        ("\x1b[200~one\r\ntwo\x1b[201~", "one\ntwo"),
        ("", "as before"),
    ],
)
def test_what_stands_marked_is_replaced_emptied_or_led_into(keys: str, left: str) -> None:
    assert press(f"{keys}\r", default="as before", select=True) == left


def test_what_stands_unmarked_is_added_to() -> None:
    assert press(" and after\x15all anew\r", default="as before") == "all anew"
    assert press("\x1b[200~ and after\x1b[201~\r", default="as before") == "as before and after"


@pytest.mark.parametrize(("keys", "stopped"), [("half\x03", KeyboardInterrupt), ("half\x15\x04", Stop)])
def test_where_it_is_watched_nothing_is_kept_twice(keys: str, stopped: type[BaseException]) -> None:
    told: list[str] = []
    asker = PromptAsker()
    asker.watch = told.append
    with pytest.raises(stopped):
        press(keys, asker)
    assert told[3] == "half"
    assert asker.typed == []


def test_the_footer_names_as_many_keys_as_fit() -> None:
    whole = _footer(KEYS, 200)
    assert whole == " F2 back  F3 skip  F4 note  F5 map  F6 why  F9 quit  F7 last  F8 edit"
    assert _footer(KEYS, 80) == whole
    assert _footer(KEYS, 40) == " F2 back  F3 skip  F4 note  F5 map"
    assert _footer(KEYS, 8) == ""
    assert _footer({}, 80) == ""


@pytest.mark.parametrize("width", range(1, 80))
def test_the_footer_is_narrower_than_the_terminal_and_ends_with_a_whole_word(width: int) -> None:
    footer = _footer(KEYS, width)
    assert cell_width(footer) < width or not footer
    assert all(part in {word[1:] for word in KEYS.values()} | {key.upper() for key in KEYS} for part in footer.split())
