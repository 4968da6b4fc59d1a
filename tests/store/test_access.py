"""The access log: chained lines, never content; torn, changed or unwritable, it is told and the work goes on."""

from __future__ import annotations

import errno
import getpass
import json
import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.problem import Problem
from sjtool.store.access import access_path, append_access, login_name, read_access

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with three lines in its log."""
    path = tmp_path / "harbour.toml"
    for command in ("show", "report", "next"):
        assert log(path, command) is None
    return path


def log(path: Path, command: str = "show", **more: object) -> Problem | None:
    """One line, of a consultation by pc-4412."""
    return append_access(path, "consultation", command, by="pc-4412", at=NOW, head="0f" * 16, **more)


def lines_of(path: Path) -> list[bytes]:
    """The lines of the log as they stand."""
    return access_path(path).read_bytes().split(b"\n")[:-1]


def put(path: Path, lines: list[bytes]) -> None:
    """The log with other lines."""
    access_path(path).write_bytes(b"".join(line + b"\n" for line in lines))


def test_a_line_says_who_when_what_and_at_which_head_and_nothing_else(case: Path) -> None:
    assert log(case, "report", recipient="MAPPA", records=[], reveal=None) is None
    lines, problems = read_access(case)
    assert problems == []
    assert [line["command"] for line in lines] == ["show", "report", "next", "report"]
    assert {k: v for k, v in lines[-1].items() if k != "chain"} == {
        "at": "2026-03-04T14:12:09+00:00",
        "by": "pc-4412",
        "act": "consultation",
        "command": "report",
        "head": "0f" * 16,
        "recipient": "MAPPA",
    }
    assert access_path(case).stat().st_mode & 0o777 == 0o600


def test_the_log_stands_beside_the_case_that_a_link_leads_to(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    real = tmp_path / "real" / "x.toml"
    real.write_text("")
    (tmp_path / "link.toml").symlink_to(real)
    assert access_path(tmp_path / "link.toml") == tmp_path / "real" / "x.access.jsonl"


def test_where_no_officer_is_known_the_account_is_named(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "hughes")
    append_access(case, "disclosure", "report", by=None, at=NOW, head="x")
    assert read_access(case)[0][-1]["by"] == "login:hughes"

    def unknown() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", unknown)
    assert login_name() == "login:unknown"


def test_a_case_without_a_log_has_no_lines(tmp_path: Path) -> None:
    assert read_access(tmp_path / "x.toml") == ([], [])


CHANGES: dict[str, tuple[Callable[[list[bytes]], list[bytes]], int]] = {
    "a word changed": (lambda lines: [lines[0], lines[1].replace(b"report", b"next"), lines[2]], 2),
    "the first line gone": (lambda lines: lines[1:], 1),
    "a line gone from the middle": (lambda lines: [lines[0], lines[2]], 2),
    "two lines changed places": (lambda lines: [lines[1], lines[0], lines[2]], 1),
    "a line twice": (lambda lines: [lines[0], lines[0], *lines[1:]], 2),
    "a chain value changed": (
        lambda lines: [lines[0], json.dumps(json.loads(lines[1]) | {"chain": "0" * 32}).encode(), lines[2]],
        2,
    ),
    "no chain value": (lambda lines: [lines[0], b'{"by": "x"}', *lines[1:]], 2),
    "a foreign line": (lambda lines: [lines[0], b"looked at it", *lines[1:]], 2),
    "a line torn in the middle": (lambda lines: [lines[0], lines[1][:30], lines[2]], 2),
    "half a letter": (lambda lines: [lines[0], b'{"by": "\\ud800", "chain": "x"}', *lines[1:]], 2),
    "as deep as a well": (lambda lines: [lines[0], b"[" * 100_000, *lines[1:]], 2),
    "no text at all": (lambda lines: [lines[0], b"\xff\xfe\x00", *lines[1:]], 2),
    "a list": (lambda lines: [lines[0], b"[1]", *lines[1:]], 2),
    "a number for the chain": (lambda lines: [lines[0], b'{"chain": 1}', *lines[1:]], 2),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_was_done_to_the_log_shows_at_its_line(case: Path, name: str) -> None:
    change, line = CHANGES[name]
    put(case, change(lines_of(case)))
    lines, problems = read_access(case)
    assert problems[0].code == "access-chain-broken"
    assert problems[0].place.line == line
    assert {"show", "next"} & {found.get("command") for found in lines}  # a bad line is no stop
    before = len(problems)
    assert log(case, "afterwards") is None
    lines, problems = read_access(case)
    assert lines[-1]["command"] == "afterwards"
    assert len(problems) == before


def test_a_cut_tail_of_the_log_is_not_noticed_as_the_manual_says(case: Path) -> None:
    put(case, lines_of(case)[:2])
    assert read_access(case)[1] == []


def test_empty_lines_and_windows_line_ends_are_no_change(case: Path) -> None:
    access_path(case).write_bytes(access_path(case).read_bytes().replace(b"\n", b"\r\n\r\n"))
    lines, problems = read_access(case)
    assert (len(lines), problems) == (3, [])
    assert log(case) is None
    assert read_access(case)[1] == []


@pytest.mark.parametrize("length", [1, 40, -1])
def test_after_a_power_cut_in_a_line_the_next_line_is_whole(case: Path, length: int) -> None:
    *whole, last = lines_of(case)
    access_path(case).write_bytes(b"".join(line + b"\n" for line in whole) + last[:length])
    assert log(case, "afterwards") is None
    lines, problems = read_access(case)
    assert [line["command"] for line in lines] == ["show", "report", "afterwards"]
    assert [problem.place.line for problem in problems] == [3]


def test_a_line_that_only_lost_its_end_of_line_is_whole(case: Path) -> None:
    access_path(case).write_bytes(access_path(case).read_bytes().rstrip(b"\n"))
    assert log(case, "afterwards") is None
    lines, problems = read_access(case)
    assert (len(lines), problems) == (4, [])


def test_a_line_longer_than_the_tail_that_is_read_is_chained_all_the_same(case: Path) -> None:
    assert log(case, "batch", records=[f"r-{n:06d}" for n in range(20_000)]) is None
    assert log(case, "afterwards") is None
    lines, problems = read_access(case)
    assert (len(lines), problems) == (5, [])


def test_a_log_of_many_lines_is_carried_on_from_its_end(case: Path) -> None:
    put(case, lines_of(case) + [b'{"foreign": "' + b"x" * 500 + b'"}'] * 400)
    assert log(case, "afterwards") is None
    lines, problems = read_access(case)
    assert [line["command"] for line in lines] == ["show", "report", "next", "afterwards"]
    assert len(problems) == 400


def put_link(log: Path) -> Path:
    target = log.with_name("notes.txt")
    target.write_bytes(b"not ours\n")
    log.symlink_to(target)
    return target


def put_pipe(log: Path) -> Path:
    os.mkfifo(log)
    return log


def put_folder(log: Path) -> Path:
    log.mkdir()
    return log


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes by name here")
@pytest.mark.parametrize("put_there", [put_link, put_pipe, put_folder])
@pytest.mark.parametrize("late", [False, True])
def test_what_is_no_plain_file_is_neither_waited_for_nor_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, put_there: Callable[[Path], Path], late: bool
) -> None:
    path = tmp_path / "harbour.toml"
    target = put_there(access_path(path))
    if late:  # put there between the look and the opening
        monkeypatch.setattr(Path, "lstat", lambda _path: Path(__file__).stat())
    problem = log(path)
    assert problem is not None
    assert problem.code == "access-not-logged"
    assert "no link or pipe" in problem.fix
    assert [problem.code for problem in read_access(path)[1]] == ["access-unread"]
    assert not target.is_file() or target.read_bytes() == b"not ours\n"


def test_a_link_that_leads_nowhere_is_no_empty_log(tmp_path: Path) -> None:
    path = tmp_path / "harbour.toml"
    access_path(path).symlink_to(tmp_path / "made-by-a-link")
    assert log(path) is not None
    assert not (tmp_path / "made-by-a-link").exists()
    assert [problem.code for problem in read_access(path)[1]] == ["access-unread"]


def failing(error: int) -> Callable[..., Any]:
    """A call that fails."""

    def call(*_args: object, **_more: object) -> Any:
        raise OSError(error, os.strerror(error))

    return call


@pytest.mark.parametrize("call", ["write", "fsync", "open"])
def test_a_log_that_cannot_be_written_is_told_and_is_no_stop(
    case: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    monkeypatch.setattr(os, call, failing(errno.ENOSPC))
    problem = log(case)
    assert problem is not None
    assert (problem.code, problem.severity) == ("access-not-logged", "warning")
    assert problem.place.path == str(access_path(case))


def test_words_that_cannot_be_stored_are_told_too(case: Path) -> None:
    before = access_path(case).read_bytes()
    problem = log(case, "report", recipient="\udc80")
    assert problem is not None
    assert problem.code == "access-not-logged"
    assert access_path(case).read_bytes() == before
    assert log(case) is None


def test_a_log_that_cannot_be_read_is_told(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "open", failing(errno.EACCES))
    lines, (problem,) = read_access(case)
    assert lines == []
    assert (problem.code, problem.severity) == ("access-unread", "warning")


def test_a_folder_in_the_place_of_the_log_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.toml"
    access_path(path).mkdir()
    problem = log(path)
    assert problem is not None
    assert problem.code == "access-not-logged"
    assert [p.code for p in read_access(path)[1]] == ["access-unread"]
