"""What tests of the commands share: an officer at work, files of answers, and what a case holds afterwards."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from sjtool.ask.line_source import LineSource
from sjtool.store.append import Draft
from sjtool.store.ledger import read_ledger
from sjtool.store.verify import verify_ledger

ARMS = Draft(
    "tool_result",
    {
        "instrument": "arms@1.0.0",
        "origin": "received",
        "construct": "level",
        "level": "medium",
        "dated_on": "2026-01-12",
        "limits": "before the move",
        "assessment": "a-001",
    },
)
SRP = Draft(
    "tool_result",
    {
        "instrument": "srp-official@1.0.0",
        "origin": "received",
        "construct": "likelihood",
        "scale": "dc",
        "band": "very-high",
        "points": 12,
        "percentage": 7.5,
        "dated_on": "2026-01-12",
        "limits": "groups only",
        "assessment": "a-001",
    },
)
LETTER = Draft("evidence", {"nature": "fact", "kind": "other", "title": "Letter", "obtained": True})


@pytest.fixture
def at_desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An officer who is known, in a folder of their own."""
    monkeypatch.setenv("SJTOOL_BY", "pc-4412")
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def harbour(make_case: Callable[..., Path], at_desk: Path) -> Path:
    """A case with an officer, the person, a partner, an assessment and a letter (`e-001`)."""
    return make_case("harbour", [LETTER])


@pytest.fixture
def with_tools(make_case: Callable[..., Path], at_desk: Path) -> Path:
    """The same with an ARMS of medium (`tr-001`) and an SRP of very high (`tr-002`), both recorded by somebody else."""
    return make_case("harbour", [LETTER, ARMS, SRP], by="ds-2090")


@pytest.fixture
def answers(tmp_path: Path) -> Callable[..., Path]:
    """`answers("...", "x.json")` writes a file of answers."""

    def write(text: str, name: str = "answers.toml") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        return path

    return write


def tables(path: Path, kind: str = "") -> list[dict[str, Any]]:
    return [dict(link.table) for link in read_ledger(path).links if kind in {"", link.kind}]


@pytest.fixture
def records() -> Callable[..., list[dict[str, Any]]]:
    """`records(path, "evidence")` gives every record of a kind as it stands in the file, the chain having held."""

    def read(path: Path, kind: str = "") -> list[dict[str, Any]]:
        assert verify_ledger(read_ledger(path)).problems == ()
        return tables(path, kind)

    return read


@pytest.fixture
def nothing_written() -> Callable[[Path], Any]:
    """`with nothing_written(path): …` fails where a byte of the case changed or a file appeared beside it."""

    @contextlib.contextmanager
    def watch(path: Path, beside: tuple[str, ...] = ()) -> Iterator[None]:
        before = path.read_bytes() if path.exists() else None
        names = {p.name for p in path.parent.iterdir()}
        yield
        assert (path.read_bytes() if path.exists() else None) == before
        log = {f"{path.stem}.access.jsonl", f".{path.stem}.access.jsonl.lock", f".{path.name}.lock"}
        assert {p.name for p in path.parent.iterdir()} - names - log == set(beside)

    return watch


@pytest.fixture
def interrupted(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """After `interrupted("first", "second")` these lines are typed, and then Ctrl-C is pressed."""

    def script(*lines: str) -> None:
        left = list(lines)

        def read(_source: LineSource) -> str:
            if not left:
                raise KeyboardInterrupt
            return left.pop(0)

        monkeypatch.setattr(LineSource, "read_line", read)

    return script


@pytest.fixture
def typed() -> Callable[..., str]:
    """Lines as they are typed: `typed("1", "", ":back")`."""
    return lambda *lines: "".join(f"{line}\n" for line in lines)


def codes(result: SimpleNamespace) -> list[str]:
    """The codes of the problems on stderr, in order."""
    return [line.split("[", 1)[1].split("]", 1)[0] for line in result.stderr.split("\n") if ": error[" in line]


@pytest.fixture
def codes_of() -> Callable[[SimpleNamespace], list[str]]:
    return codes
