"""The access log beside a case: who looked, what left, to whom. One chained line each, never any content.

DPA 2018 s.62: collection, alteration, consultation, disclosure, combination, erasure. Collection and alteration are the
ledger itself; the rest is here, outside anything a report is made from.
"""

from __future__ import annotations

import contextlib
import errno
import getpass
import hashlib
import json
import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Literal

from sjtool.errors import SjtoolError
from sjtool.problem import Place, Problem
from sjtool.store.chain import CHAIN_DIGITS, canonical_json
from sjtool.store.durable import hold_lock, resolve_links, write_all

Act = Literal["consultation", "disclosure", "combination", "erasure", "reveal"]
_TAIL = 65536


def access_path(case_path: Path) -> Path:
    """`CASE.access.jsonl` beside the case."""
    case_path = resolve_links(case_path)
    return case_path.with_name(case_path.name.removesuffix(".toml") + ".access.jsonl")


def login_name() -> str:
    """The account at this machine, where no officer id is known: identity so far as possible."""
    try:
        return f"login:{getpass.getuser()}"
    except (KeyError, OSError, ImportError):
        return "login:unknown"


def append_access(
    case_path: Path, act: Act, command: str, *, by: str | None, at: datetime, head: str, **more: object
) -> Problem | None:
    """Add one line. A log that cannot be written is a problem to tell, never a reason to lose the work."""
    path = access_path(case_path)
    line: dict[str, Any] = {
        "at": at.isoformat(),
        "by": by or login_name(),
        "act": act,
        "command": command,
        "head": head,
    }
    line |= {key: value for key, value in more.items() if value}
    try:
        with hold_lock(path, seconds=5):
            last, is_whole = _read_end(path)
            line["chain"] = _link(last, line)
            handle = _open_plain(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
            try:
                write_all(handle, (b"" if is_whole else b"\n") + canonical_json(line) + b"\n")
                os.fsync(handle)
            finally:
                os.close(handle)
    except (OSError, ValueError, SjtoolError):
        return Problem(
            "access-not-logged",
            Place(str(path)),
            f"this {act} could not be written to the access log",
            "DPA 2018 s.62 asks for a log of consultation and disclosure",
            "note it elsewhere; the folder must be one to write in, and the log a plain file, no link or pipe",
            severity="warning",
        )
    return None


def refuse_disclosure(problem: Problem, act: Act) -> Problem:
    """What is told of an act that could not be logged. Raises SjtoolError for a disclosure: none is made unlogged."""
    if act != "disclosure":
        return problem
    what = "this disclosure could not be written to the access log, so nothing was given"
    fix = (
        "make the folder of the case one to write in, with room on the disk and a plain file as its log, or copy the "
        "case and its log to such a folder; then do the same again"
    )
    raise SjtoolError([replace(problem, severity="error", what=what, fix=fix)])


def read_access(case_path: Path) -> tuple[list[dict[str, Any]], list[Problem]]:
    """All lines, and each that does not match its chain. A torn or foreign line is a problem, not a stop.

    After it the reading goes on from the value in the file, as that of the case does.
    """
    path = access_path(case_path)
    lines: list[dict[str, Any]] = []
    problems: list[Problem] = []
    previous = ""
    try:
        with _open_to_read(path) as file:
            for number, raw in enumerate(file, 1):
                if not raw.strip():
                    continue
                line = _parse(raw)
                if line is None or line["chain"] != _link(previous, line):
                    problems.append(_broken(path, number))
                if line is not None:
                    previous = line["chain"]
                    lines.append(line)
    except FileNotFoundError:
        return [], []
    except OSError:
        problems.append(_unread(path))
    return lines, problems


def _open_plain(path: Path, flags: int) -> int:
    """A handle on the log itself. Raises OSError where a link, a pipe or anything but a plain file is in its place.

    Whoever may write in the folder could lead the log elsewhere with a link, or hold every command up with a pipe:
    neither is followed, and nothing waits for another end. Where the system cannot refuse a link as it opens (Windows),
    the look before must do.
    """
    with contextlib.suppress(FileNotFoundError):
        _demand_plain(path.lstat().st_mode)
    flags |= getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o600)
    try:
        _demand_plain(os.fstat(handle).st_mode)
    except OSError:
        os.close(handle)
        raise
    return handle


def _demand_plain(mode: int) -> None:
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "not a plain file")


def _open_to_read(path: Path) -> BinaryIO:
    return os.fdopen(_open_plain(path, os.O_RDONLY), "rb")


def _parse(raw: bytes) -> dict[str, Any] | None:
    """A line as it can be chained: a table with a chain value, of text that can be written down again."""
    try:
        line = json.loads(raw)
        canonical_json({"line": line})
    except (ValueError, RecursionError):
        return None
    return line if isinstance(line, dict) and isinstance(line.get("chain"), str) else None


def _link(previous: str, line: Mapping[str, Any]) -> str:
    content = {key: value for key, value in line.items() if key != "chain"}
    return hashlib.sha256(previous.encode() + canonical_json(content)).hexdigest()[:CHAIN_DIGITS]


def _read_end(path: Path) -> tuple[str, bool]:
    """The chain value of the last whole line, and whether the file ends with it; the end of the file is enough."""
    with contextlib.ExitStack() as opened:
        try:
            file = opened.enter_context(_open_to_read(path))
        except FileNotFoundError:
            return "", True
        size = file.seek(0, os.SEEK_END)
        wanted = _TAIL
        while True:
            file.seek(max(0, size - wanted))
            tail = file.read()
            parts = tail.split(b"\n")
            lines = parts if wanted >= size else parts[1:]
            chain = next((line["chain"] for raw in reversed(lines) if (line := _parse(raw))), "")
            if chain or wanted >= size:
                return chain, not tail or tail.endswith(b"\n")
            wanted *= 4


def _broken(path: Path, line: int) -> Problem:
    return Problem(
        "access-chain-broken",
        Place(str(path), line),
        "this line of the access log, or one before it, is not as it was written",
        "each line is chained to the one before it (docs/verify.md)",
        "compare with a backup; the case file itself is verified apart from this",
    )


def _unread(path: Path) -> Problem:
    return Problem(
        "access-unread",
        Place(str(path)),
        "the access log cannot be read to its end",
        "what cannot be read cannot be verified",
        "see who may read the file, and that it is a plain file, no link or pipe; the case is verified apart from this",
        severity="warning",
    )
