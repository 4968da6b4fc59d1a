"""Lines as they come from a pipe, a terminal or a console, and whether more came with one."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sjtool.ask import line_source
from sjtool.ask.line_source import LONGEST_LINE, LineSource
from sjtool.ask.plain_lines import LineAsker
from sjtool.ask.stop import Stop


class Pipe:
    """Standard input that is a pipe; `give` writes to it, `end` closes it."""

    def __init__(self, encoding: str) -> None:
        self._out, self._in = os.pipe()
        errors = "surrogateescape" if encoding == "utf-8" else "strict"
        self.stdin = os.fdopen(self._out, "r", encoding=encoding, errors=errors)
        self._open = True
        self._late = threading.Timer(20, self.end)
        self._late.daemon = True
        self._late.start()

    def give(self, content: bytes) -> None:
        os.write(self._in, content)

    def end(self) -> None:
        """Close it; also after a while by itself, so that a test that waits for more than it gave does not hang."""
        self._late.cancel()
        if self._open:
            self._open = False
            os.close(self._in)

    def close(self) -> None:
        self.end()
        self.stdin.close()


@pytest.fixture
def pipe(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Pipe]]:
    """`pipe()` puts a pipe in the place of standard input; `pipe("latin-1")` one with other letters."""
    made = []

    def make(encoding: str = "utf-8") -> Pipe:
        made.append(Pipe(encoding))
        monkeypatch.setattr(sys, "stdin", made[-1].stdin)
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def console(monkeypatch: pytest.MonkeyPatch) -> Callable[..., io.StringIO]:
    """Standard input of a Windows console that holds `text`; more of it has been typed after `waits` looks."""

    def make(text: str, *, waits: int | None = None, is_console: bool = True) -> io.StringIO:
        class Console(io.StringIO):
            def fileno(self) -> int:
                return 0

            def isatty(self) -> bool:
                return is_console

        looks = iter(range(10_000))
        stand_in = SimpleNamespace(kbhit=lambda: waits is not None and next(looks) >= waits)
        monkeypatch.setitem(sys.modules, "msvcrt", stand_in)
        monkeypatch.setattr(sys, "platform", "win32")
        monkeypatch.setattr(sys, "stdin", Console(text))
        return sys.stdin  # type: ignore[return-value]

    return make


def test_lines_come_one_by_one_and_the_end_stops(pipe: Callable[..., Pipe]) -> None:
    pipe().give(b"one\n\n  two \n")
    source = LineSource()
    assert source.read_line() == "one"
    assert source.has_more()
    assert source.read_line() == ""
    assert source.read_line() == "  two "
    assert not source.has_more()


def test_a_line_that_comes_in_pieces_is_one(pipe: Callable[..., Pipe]) -> None:
    here = pipe()
    here.give("her caf\u00e9".encode()[:-1])
    late = threading.Timer(0.1, lambda: here.give("\u00e9".encode()[1:] + b" and\nmore\n"))
    late.start()
    source = LineSource()
    assert source.read_line() == "her caf\u00e9 and"
    late.join()
    assert source.read_line() == "more"


def test_windows_line_ends_are_taken_off_and_others_stay(pipe: Callable[..., Pipe]) -> None:
    pipe().give(b"one\r\ntwo\rthree\r\r\n")
    source = LineSource()
    assert [source.read_line(), source.read_line()] == ["one", "two\rthree\r"]


def test_the_last_line_needs_no_end(pipe: Callable[..., Pipe]) -> None:
    here = pipe()
    here.give(b"one\ntwo")
    here.end()
    source = LineSource()
    assert source.read_line() == "one"
    assert source.has_more()
    assert source.read_line() == "two"
    assert not source.has_more()
    for _ in range(2):
        with pytest.raises(Stop):
            source.read_line()


def test_an_empty_pipe_stops_at_once(pipe: Callable[..., Pipe]) -> None:
    pipe().end()
    source = LineSource()
    assert not source.has_more()
    with pytest.raises(Stop):
        source.read_line()


def test_letters_are_those_of_the_terminal(pipe: Callable[..., Pipe]) -> None:
    pipe("latin-1").give("caf\u00e9\n".encode("latin-1"))
    assert LineSource().read_line() == "caf\u00e9"


def test_letters_that_cannot_be_read_come_as_they_are_to_be_refused(pipe: Callable[..., Pipe]) -> None:
    pipe().give("caf\u00e9\n".encode("latin-1"))
    assert LineSource().read_line() == "caf\udce9"


def test_a_line_far_longer_than_what_is_read_at_once(pipe: Callable[..., Pipe]) -> None:
    here = pipe()
    words = "\u00e9" * 200_000
    writer = threading.Thread(
        target=lambda: [here.give(f"{words}\n".encode()[n : n + 9999]) for n in range(0, 400_001, 9999)]
    )
    writer.start()
    assert LineSource().read_line() == words
    writer.join()


@given(lines=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n")), max_size=8))
def test_any_lines_come_back_as_they_were_sent(lines: list[str]) -> None:
    here = Pipe("utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "stdin", here.stdin)
        here.give("".join(f"{line}\n" for line in lines).encode())
        here.end()
        source = LineSource()
        assert [source.read_line() for _ in lines] == lines
        with pytest.raises(Stop):
            source.read_line()
    here.close()


def test_what_stands_in_for_standard_input_is_read_line_by_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("one\r\ntwo"))
    source = LineSource()
    assert source.read_line() == "one"
    assert not source.has_more()
    assert source.read_line() == "two"
    with pytest.raises(Stop):
        source.read_line()


def test_no_standard_input_at_all_holds_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert not LineSource().has_more()


def test_on_windows_a_console_is_asked_whether_more_was_typed(console: Callable[..., io.StringIO]) -> None:
    console("one\ntwo\n", waits=2)
    source = LineSource()
    assert source.read_line() == "one"
    assert source.has_more()
    assert source.read_line() == "two"
    with pytest.raises(Stop):
        source.read_line()


def test_on_windows_nothing_more_is_told_after_a_moment(
    console: Callable[..., io.StringIO], monkeypatch: pytest.MonkeyPatch
) -> None:
    console("one\n")
    ticks = iter(range(1000))
    monkeypatch.setattr(
        line_source, "time", SimpleNamespace(monotonic=lambda: next(ticks) / 100, sleep=lambda _s: None)
    )
    source = LineSource()
    assert source.read_line() == "one"
    assert not source.has_more()
    assert next(ticks) >= 5


def test_on_windows_a_pipe_cannot_be_asked(console: Callable[..., io.StringIO]) -> None:
    console("one\r\ntwo\r\n", waits=0, is_console=False)
    source = LineSource()
    assert source.read_line() == "one"
    assert not source.has_more()
    assert source.read_line() == "two"


def asked(capsys: pytest.CaptureFixture[str], **how: Any) -> tuple[str, str, list[str]]:
    """The answer, what was said, and what `watch` was told."""
    told: list[str] = []
    asker = LineAsker()
    asker.watch = told.append
    answer = asker.ask_line("> ", **how)
    return answer, capsys.readouterr().err, told


@pytest.mark.parametrize("said", ["y", "Y", " yes "])
def test_lines_that_came_at_once_are_one_answer_where_the_officer_says_so(
    pipe: Callable[..., Pipe], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], said: str
) -> None:
    here = pipe()
    here.give(b"one\ntwo\nthree\n")
    after(monkeypatch, "Press Enter", lambda: here.give(b"\n"))
    after(monkeypatch, "Are they one answer", lambda: here.give(f"{said}\n".encode()))
    answer, err, told = asked(capsys, multiline=True)
    assert answer == "one\ntwo\nthree"
    assert "3 lines. Are they one answer" in err
    assert told == ["one\ntwo\nthree"] * 2


def test_the_last_piece_of_what_was_sent_and_empty_lines_in_it_belong_to_it(
    pipe: Callable[..., Pipe], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = pipe()
    here.give(b"one\ntwo\n")
    after(monkeypatch, "Press Enter", lambda: here.give(b"three\n\nfour\n"))
    after(monkeypatch, "Are they one answer", lambda: here.give(b"y\n"))
    answer, err, _told = asked(capsys, multiline=True)
    assert answer == "one\ntwo\nthree\n\nfour"
    assert err.count("Are they one answer") == 1


def test_neither_yes_nor_no_is_asked_again(
    pipe: Callable[..., Pipe], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = pipe()
    here.give(b"one\ntwo\n")
    replies = iter([b"perhaps\n", b"\n", b"y\n"])
    after(monkeypatch, "Press Enter", lambda: here.give(b"\n"))
    after(monkeypatch, "Are they one answer", lambda: here.give(next(replies)))
    answer, err, _told = asked(capsys, multiline=True)
    assert answer == "one\ntwo"
    assert err.count("Are they one answer") == 3


def test_lines_that_came_at_once_are_no_answer_where_the_officer_says_so(
    pipe: Callable[..., Pipe], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = pipe()
    here.give(b"one\ntwo\n")
    after(monkeypatch, "Press Enter", lambda: here.give(b"\n"))
    after(monkeypatch, "Are they one answer", lambda: here.give(b"n\n"))
    after(monkeypatch, "Not taken", lambda: here.give(b"only this\n"))
    answer, err, told = asked(capsys, multiline=True)
    assert answer == "only this"
    assert "  Not taken.\n" in err
    assert told == ["one\ntwo", "one\ntwo", ""]


def test_where_one_line_is_asked_for_none_of_several_is_taken(
    pipe: Callable[..., Pipe], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    here = pipe()
    here.give(b"one\ntwo\n")
    after(monkeypatch, "Press Enter", lambda: here.give(b"\n"))
    after(monkeypatch, "and one was asked for", lambda: here.give(b"three\n"))
    answer, err, _told = asked(capsys)
    assert answer == "three"
    assert "2 lines came, and one was asked for" in err


@pytest.mark.parametrize("watched", [True, False])
def test_lines_that_came_at_once_are_kept_where_the_input_ends(pipe: Callable[..., Pipe], watched: bool) -> None:
    here = pipe()
    here.give(b"one\ntwo\n")
    here.end()
    told: list[str] = []
    asker = LineAsker()
    asker.watch = told.append if watched else None
    with pytest.raises(Stop):
        asker.ask_line("> ", multiline=True)
    assert told == (["one\ntwo"] * 2 if watched else [])
    assert asker.typed == ([] if watched else [{"unfinished": "one\ntwo"}])


def test_every_line_between_quotes_is_watched(pipe: Callable[..., Pipe], capsys: pytest.CaptureFixture[str]) -> None:
    pipe().give(b'"""\none\n\ntwo\n"""\n')
    answer, _err, told = asked(capsys, multiline=True)
    assert answer == "one\n\ntwo"
    assert told == ["one", "one\n", "one\n\ntwo"]


@pytest.mark.parametrize(("length", "is_told"), [(LONGEST_LINE - 1, False), (LONGEST_LINE, True)])
def test_a_line_as_long_as_a_terminal_takes_is_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], length: int, is_told: bool
) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdin", Terminal("a" * length + "\n"))
    answer, err, _told = asked(capsys, multiline=True)
    assert answer == "a" * length
    assert ("may be missing" in err) is is_told


def after(monkeypatch: pytest.MonkeyPatch, words: str, then: Callable[[], None]) -> None:
    """Do something once the asker has said these words: a reply does not come with what it replies to."""
    say = LineAsker.say

    def saying(self: LineAsker, text: str = "") -> None:
        say(self, text)
        if words in text:
            then()

    monkeypatch.setattr(LineAsker, "say", saying)
