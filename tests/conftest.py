"""Fixtures every test may use: a clock that stands still, an empty home, no network, a case file, the command line."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis
import pytest
from typer.testing import CliRunner

from sjtool import clock
from sjtool.store.append import Draft, Ledger, create_case

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as a shell has it for what it runs in the background
    signal.signal(signal.SIGINT, signal.default_int_handler)  # or no process a test starts would hear Ctrl-C

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)
TODAY = date(2026, 3, 4)
OFFICER = "pc-4412"
BEGINNING = (
    Draft("officer", {"id": OFFICER, "name": "PC A. Hughes", "role": "offender manager", "agency": "Example Police"}),
    Draft(
        "person",
        {
            "id": "subject",
            "roles": ["subject"],
            "standing": "convicted",
            "label": "Mr H",
            "gender": "male",
            "born": "1987-05-19",
        },
    ),
    Draft("person", {"id": "partner", "roles": ["partner"], "standing": "other", "label": "Ms R"}),
    Draft(
        "assessment",
        {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "To plan how Mr H is managed after release."},
    ),
)
_OURS = ("SJTOOL_CONFIG", "SJTOOL_BY", "NO_COLOR", "ACCESSIBLE", "FORCE_COLOR", "CLICOLOR_FORCE", "COLUMNS", "LINES")
_HOMES = (
    "HOME",
    "USERPROFILE",
    "APPDATA",
    "LOCALAPPDATA",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
)

hypothesis.settings.register_profile(
    "quick",
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture, hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "deep", parent=hypothesis.settings.get_profile("quick"), max_examples=2000, derandomize=False
)
hypothesis.settings.load_profile(os.environ.get("SJTOOL_TEST_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def held_clock(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The clock stands at 2026-03-04 14:12:09 UTC; `held_clock.move(...)` sets another moment."""
    held = SimpleNamespace(now=NOW, today=TODAY)

    def move(moment: datetime) -> None:
        held.now, held.today = moment, moment.date()

    held.move = move
    monkeypatch.setattr(clock, "now", lambda: held.now)
    monkeypatch.setattr(clock, "today", lambda: held.today)
    return held


@pytest.fixture(autouse=True)
def home(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty home folder; nothing of the settings or the environment of whoever runs the tests."""
    folder = tmp_path_factory.mktemp("home")
    for name in _OURS:
        monkeypatch.delenv(name, raising=False)
    for name in _HOMES:
        monkeypatch.setenv(name, str(folder))
    return folder


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches another machine. Socket pairs within the process stay, for event loops need them."""

    def refuse(*_args: object, **_kwargs: object) -> None:
        raise AssertionError("a test tried to use the network")

    for method in ("connect", "connect_ex", "bind", "sendto"):
        monkeypatch.setattr(socket.socket, method, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.fixture
def make_case(tmp_path: Path) -> Callable[..., Path]:
    """Builder of a case file: head, officer, subject, partner, an assessment (`a-001`), then `drafts` as given.

    `make_case("harbour", [Draft(...)], folder=..., header={"training": True}, beginning=())` returns the path.
    """

    def make(
        name: str = "harbour",
        drafts: Sequence[Draft] = (),
        *,
        folder: Path | None = None,
        header: Mapping[str, Any] | None = None,
        beginning: Sequence[Draft] = BEGINNING,
        by: str = OFFICER,
        at: datetime = NOW,
    ) -> Path:
        path = (folder or tmp_path) / f"{name}.toml"
        create_case(path, {"format": 1, "case": name, "marking": "OFFICIAL-SENSITIVE", **(header or {})})
        ledger = Ledger(path)
        for batch in (beginning, drafts):
            if batch:
                ledger.append(batch, by=by, at=at)
        return path

    return make


@pytest.fixture
def run() -> Iterator[Callable[..., SimpleNamespace]]:
    """Run `sjtool` in this process: `run("show", path, input="…")` gives `stdout`, `stderr` and `status`.

    Arguments may be paths. A fault of the program is raised, not turned into a status.
    """
    from sjtool.cli import app

    runner = CliRunner()

    def invoke(*args: object, input: str | bytes | None = None) -> SimpleNamespace:  # noqa: A002 - as CliRunner has it
        result = runner.invoke(app, [str(arg) for arg in args], input=input)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return SimpleNamespace(
            stdout=result.stdout, stderr=result.stderr, status=result.exit_code, exit_code=result.exit_code
        )

    return invoke


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--update-golden` rewrites the golden files instead of comparing with them."""
    parser.addoption("--update-golden", action="store_true", help="rewrite golden files")
