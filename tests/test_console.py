"""What goes to the screen: product and talk apart, messages wrapped for a reader, words that do nothing."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable

import pytest

from sjtool import console
from sjtool.problem import Place, Problem

LONG = Problem("too-long", Place("harbour.toml", 3), "what " * 30, "why " * 30, "fix " * 30, excerpt="label = \x1b[2J")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Terminal]:
    """`terminal(70)` puts a screen of that width in place of both streams."""

    def give(columns: int) -> Terminal:
        shown = Terminal()
        for name in ("stdout", "stderr"):
            monkeypatch.setattr(sys, name, shown)
        monkeypatch.setenv("COLUMNS", str(columns))
        return shown

    return give


def test_at_a_terminal_a_message_is_wrapped_under_its_words(terminal: Callable[[int], Terminal]) -> None:
    shown = terminal(70)
    console.show_problems([LONG])
    lines = shown.getvalue().rstrip("\n").split("\n")
    assert max(map(len, lines)) <= 70
    assert lines[0].startswith("harbour.toml:3: error[too-long]: what")
    assert lines[1].startswith("    what")
    why = next(n for n, line in enumerate(lines) if line.startswith("  why: "))
    assert lines[why + 1].startswith("       why")
    assert "\x1b" not in shown.getvalue()


def test_for_a_script_each_part_of_a_message_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    console.show_problems([LONG], with_excerpt=False)
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.rstrip("\n").split("\n")) == 3
    console.show_problems([LONG])
    assert "label" not in capsys.readouterr().err


@pytest.mark.parametrize(("columns", "width"), [(30, 60), (60, 60), (90, 90), (200, 120)])
def test_the_width_is_the_terminals_within_what_reads_well(
    columns: int, width: int, terminal: Callable[[int], Terminal]
) -> None:
    terminal(columns)
    assert console.screen_width() == width


def test_without_a_terminal_the_width_is_80() -> None:
    assert console.screen_width() == 80


@pytest.mark.parametrize("name", ["NO_COLOR", "ACCESSIBLE", "TERM"])
def test_colour_can_be_declined(
    name: str, terminal: Callable[[int], Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(80)
    monkeypatch.setenv("TERM", "xterm")
    assert console.wants_colour()
    monkeypatch.setenv(name, "dumb" if name == "TERM" else "1")
    assert not console.wants_colour()


def test_without_a_terminal_there_is_no_colour() -> None:
    assert not console.wants_colour()


def test_the_product_goes_to_stdout_with_one_line_end_and_talk_to_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    console.write_out("product")
    console.write_out("more\n")
    console.say("talk [/]")
    console.say_wrapped("word " * 30, "  ")
    out, err = capsys.readouterr()
    assert out == "product\nmore\n"
    assert err.startswith("talk [/]\n  word")
    assert max(map(len, err.split("\n"))) <= 80


def test_streams_speak_utf_8_and_input_that_is_not_is_kept_to_be_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"M\xfcller\n"), encoding="ascii"))
    console.set_streams()
    console.write_out("Ms Ré \ud800")
    sys.stdout.flush()
    assert raw.getvalue() == "Ms Ré ?\n".encode()
    assert sys.stdin.readline() == "M\udcfcller\n"


class Console(io.TextIOWrapper):
    """A terminal that shows the letters of one encoding."""

    def isatty(self) -> bool:
        return True


def test_a_console_with_other_letters_keeps_them_and_our_marks_are_written_simpler(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "stdout", Console(raw, encoding="iso-8859-1"))
    monkeypatch.setattr(sys, "stdin", Console(io.BytesIO(b"caf\xe9\n"), encoding="iso-8859-1"))
    console.set_streams()
    console.write_out("Ré … “no” \u2013 香 ·")
    sys.stdout.flush()
    assert raw.getvalue() == 'Ré ... "no" - ? ·\n'.encode("iso-8859-1")
    assert sys.stdin.readline() == "café\n"


def test_on_windows_a_console_is_given_utf_8(monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "stdout", Console(raw, encoding="cp850"))
    console.set_streams()
    console.write_out("·")
    sys.stdout.flush()
    assert raw.getvalue() == "·\n".encode()


def test_talk_is_as_wide_as_the_terminal_it_goes_to(
    terminal: Callable[[int], Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal(90)
    assert console.talk_width() == 90
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert console.talk_width() == 80


def test_talk_is_wrapped_to_the_screen_it_goes_to_whatever_the_product_is_sent_to(
    terminal: Callable[[int], Terminal], monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = terminal(64)
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    console.show_problems([LONG])
    console.say_wrapped("word " * 30)
    assert 55 < max(map(len, shown.getvalue().split("\n"))) <= 64
