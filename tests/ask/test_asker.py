"""How lines are read: plainly from a pipe, with editing at a terminal, and never losing what was begun."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from prompt_toolkit.application import create_app_session
from prompt_toolkit.input import create_pipe_input
from prompt_toolkit.output import DummyOutput

from sjtool.ask.asker import Stop, choose_asker
from sjtool.ask.line_source import LineSource
from sjtool.ask.plain_lines import LineAsker
from sjtool.ask.prompted import PromptAsker
from sjtool.errors import SjtoolError


@pytest.fixture
def typing(monkeypatch: pytest.MonkeyPatch) -> Any:
    def give(text: str) -> LineAsker:
        monkeypatch.setattr(sys, "stdin", io.StringIO(text))
        return LineAsker()

    return give


def test_a_line_is_read_and_the_prompt_goes_to_stderr(typing: Any, capsys: pytest.CaptureFixture[str]) -> None:
    assert typing("about 35\r\n").ask_line("Hours\n> ") == "about 35"
    out, err = capsys.readouterr()
    assert (out, err) == ("", "Hours\n> ")


def test_an_empty_line_takes_the_default_and_the_default_is_shown(
    typing: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typing("\n").ask_line("Day\n> ", default="2026-03-04") == "2026-03-04"
    assert capsys.readouterr().err == "Day\n> [2026-03-04] "


def test_the_end_of_input_stops(typing: Any) -> None:
    with pytest.raises(Stop):
        typing("").ask_line("> ")


def test_several_lines_go_between_three_quotes(typing: Any) -> None:
    asker = typing('"""\nfirst\n\n  second\n"""\nnext\n')
    assert asker.ask_line("> ", multiline=True) == "first\n\n  second"
    assert asker.ask_line("> ") == "next"
    assert typing('"""\n').ask_line("> ") == '"""'


def test_lines_that_the_end_of_input_cuts_off_are_still_the_answer(typing: Any) -> None:
    asker = typing('"""\nfirst\nsecond\n')
    assert asker.ask_line("> ", multiline=True) == "first\nsecond"


def test_lines_that_ctrl_c_cuts_off_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = iter(['"""', "first", "second"])

    def read(_source: LineSource) -> str:
        for line in lines:
            return line
        raise KeyboardInterrupt

    monkeypatch.setattr(LineSource, "read_line", read)
    asker = LineAsker()
    with pytest.raises(KeyboardInterrupt):
        asker.ask_line("> ", multiline=True)
    assert asker.typed == [{"unfinished": "first\nsecond"}]


def test_talk_cannot_act_on_the_terminal(typing: Any, capsys: pytest.CaptureFixture[str]) -> None:
    asker = typing("x\n")
    asker.say("a\x1b[2Jb [mother] [/]")
    asker.ask_line("c\x1b[1md> ")
    assert capsys.readouterr().err == "a␛[2Jb [mother] [/]\nc␛[1md> "


def prompt(keys: str, **how: Any) -> tuple[PromptAsker, str]:
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text(keys)
        asker = PromptAsker()
        return asker, asker.ask_line("> ", **how)


@pytest.fixture(autouse=True)
def _quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("prompt_toolkit.output.create_output", lambda **_kw: DummyOutput())


def test_at_a_terminal_enter_ends_an_answer() -> None:
    assert prompt("about 35\r")[1] == "about 35"


def test_at_a_terminal_alt_enter_begins_a_line_and_a_paste_stays_together() -> None:
    assert prompt("first\x1b\rsecond\r", multiline=True)[1] == "first\nsecond"
    assert prompt("\x1b[200~first\nsecond\x1b[201~\r", multiline=True)[1] == "first\nsecond"


def test_at_a_terminal_what_stands_can_be_edited() -> None:
    assert prompt(" and more\r", default="as before")[1] == "as before and more"


def test_at_a_terminal_ctrl_d_stops() -> None:
    with pytest.raises(Stop):
        prompt("\x04")


def test_at_a_terminal_ctrl_c_keeps_the_line_that_was_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[PromptAsker] = []
    with create_pipe_input() as pipe, create_app_session(input=pipe, output=DummyOutput()):
        pipe.send_text("half a sent\x03")
        made.append(PromptAsker())
        with pytest.raises(KeyboardInterrupt):
            made[0].ask_line("> ", multiline=True)
    assert made[0].typed == [{"unfinished": "half a sent"}]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environment", "plain", "kind"),
    [
        ({}, False, PromptAsker),
        ({"ACCESSIBLE": "1"}, False, LineAsker),
        ({"TERM": "dumb"}, False, LineAsker),
        ({}, True, LineAsker),
    ],
)
def test_the_asker_fits_the_terminal(
    environment: dict[str, str], plain: bool, kind: type, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert type(choose_asker(plain=plain)) is kind


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_without_a_terminal_there_is_nobody_to_ask(stream: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stdin", "stderr"):
        monkeypatch.setattr(sys, name, io.StringIO() if name == stream else Terminal())
    with pytest.raises(SjtoolError) as caught:
        choose_asker()
    assert caught.value.problems[0].code == "not-a-terminal"
    assert caught.value.status == 2
