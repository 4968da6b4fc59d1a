"""The section-12 set and plans made of it, and an officer at a pseudo-terminal with a case before them."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from sjtool.interview.plan import Question, build_plan
from sjtool.interview.session import Interview, Outcome
from sjtool.model.enquiry import Response
from sjtool.model.template import QuestionSet
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.ledger import read_ledger
from sjtool.store.library import Library
from sjtool.store.read import read_case
from sjtool.store.verify import verify_ledger

READY = r"(?s)\x1b\[\?2004h.*?\x1b\[\?25h"  # keys are read one by one, and the cursor shows: the prompt is drawn
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]|\r")
_OURS = ("SJTOOL", "ACCESSIBLE", "NO_COLOR", "VISUAL", "EDITOR", "PYTHON", "LC_", "LANG", "COLUMNS", "COV_")


@pytest.fixture(scope="session")
def section_12() -> QuestionSet:
    return Library().question_set("section-12")


@pytest.fixture
def partner_plan(section_12: QuestionSet) -> tuple[Question, ...]:
    return build_plan(section_12, "partner", "Mr H")


class Notebook:
    """Saves what an interview drafts, as the ledger would, in memory."""

    def __init__(self, interview: Interview) -> None:
        self.interview = interview
        self.saved: list[Response] = []
        self._number = count(1)

    def keep(self, outcome: Outcome | None) -> Response:
        assert outcome is not None
        assert outcome.draft is not None, outcome.trouble
        keys: dict[str, Any] = {key: value for key, value in outcome.draft.keys.items() if value != ()}
        response = Response(id=f"r-{next(self._number):04d}", **keys)
        self.saved.append(response)
        self.interview.record(response, outcome)
        return response

    def say(self, text: str) -> Response:
        return self.keep(self.interview.answer(text))

    def standing(self) -> dict[tuple[str, str], Response]:
        return {(r.item or "", r.part or ""): r for r in self.saved}


@pytest.fixture
def notebook(partner_plan: tuple[Question, ...]) -> Notebook:
    return Notebook(Interview(partner_plan, "s-001"))


@pytest.fixture
def person_notebook(section_12: QuestionSet) -> Notebook:
    return Notebook(Interview(build_plan(section_12, "person", "Mr H"), "s-001"))


class Officer:
    """Somebody at a pseudo-terminal who waits until the screen is ready before they type."""

    def __init__(self, child: Any, *, plain: bool) -> None:
        self.child = child
        self._ready = "> $" if plain else READY
        self.seen = ""

    def sees(self, words: str) -> str:
        """Wait for words, as a pattern; what came before them and with them."""
        self.child.expect(words)
        seen = _ESCAPES.sub("", f"{self.child.before}{self.child.after}")
        self.seen += seen
        return seen

    def is_asked(self, words: str) -> str:
        """Wait for words, and then for the prompt under them."""
        return self.sees(words) + self.sees(self._ready)

    def types(self, text: str) -> None:
        """Type, and Enter after it."""
        self.presses(f"{text}\r")

    def begins(self, text: str) -> None:
        """Type and do not enter; the words stand on the screen when this returns."""
        self.presses(text)
        self.sees(re.escape(text.rsplit(maxsplit=1)[-1]))

    def presses(self, keys: str | bytes) -> None:
        """Keys as the terminal sends them, however many."""
        sent = keys if isinstance(keys, bytes) else keys.encode(self.child.encoding or "utf-8")
        while sent:
            sent = sent[os.write(self.child.child_fd, sent) :]

    def is_done(self, status: int = 0) -> str:
        """Wait for the end; all that came before it."""
        import pexpect

        seen = self._rest(pexpect.EOF)
        assert (self.child.exitstatus, self.child.signalstatus) == (status, None)
        return seen

    def is_killed(self, number: int) -> None:
        """Send a signal and wait for the end it makes."""
        import pexpect

        self.child.kill(number)
        self._rest(pexpect.EOF)
        assert self.child.signalstatus == number

    def _rest(self, end: Any) -> str:
        self.child.expect(end)
        seen = _ESCAPES.sub("", self.child.before)
        self.seen += seen
        self.child.wait()
        self.child.ptyproc.delayafterclose = 0
        self.child.close()
        return seen


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A case with the two of them, an officer and an assessment."""
    path = tmp_path / "harbour.toml"
    create_case(path, {"format": 1, "case": "harbour", "training": True})
    drafts = [
        Draft("officer", {"id": "pc-1", "name": "PC Hughes", "role": "manager", "agency": "Demo"}),
        Draft("officer", {"id": "ds-3", "name": "DS Okafor", "role": "sergeant", "agency": "Demo"}),
        Draft("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
        Draft("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "Initial"}),
    ]
    Ledger(path).append(drafts, by="pc-1", at=datetime(2026, 3, 2, tzinfo=UTC))
    return path


@pytest.fixture
def begun(harbour: Path) -> Callable[..., Path]:
    """The case with a session under way: `begun()`, or with more of it recorded: `begun(cleared_with="DI Shaw")`."""

    def begin(*drafts: Draft, **more: Any) -> Path:
        keys = {
            "assessment": "a-001",
            "set": "section-12@1.0.0",
            "informant": "partner",
            "about": "subject",
            "interviewers": ["pc-1"],
            "mode": "home-visit",
            "held_on": "2026-03-02",
            **more,
        }
        session = Draft("session", {key: value for key, value in keys.items() if value is not None})
        Ledger(harbour).append([session, *drafts], by="pc-1", at=datetime(2026, 3, 2, 14, 2, tzinfo=UTC))
        return harbour

    return begin


@pytest.fixture
def at_terminal(harbour: Path) -> Iterator[Callable[..., Officer]]:
    """Start `sjtool interview` at a terminal of its own: `at_terminal("--item", "5", plain=True, NO_COLOR="1")`."""
    pexpect = pytest.importorskip("pexpect")
    started = []

    def start(
        *args: str, who: str = "partner", by: str = "pc-1", plain: bool = False, columns: int = 80, **env: str
    ) -> Officer:
        encoding = env.pop("encoding", "utf-8")
        words = ["-m", "sjtool", "interview", str(harbour), "section-12", "--informant", who, "--by", by, *args]
        around = {key: value for key, value in os.environ.items() if not key.startswith(_OURS)}
        around |= {"TERM": "xterm", "SJTOOL_CONFIG": str(harbour.parent / "none.toml"), "PYTHONUTF8": "1"}
        around |= {"PROMPT_TOOLKIT_NO_CPR": "1", **env}
        words += ["--plain"] if plain and not {"ACCESSIBLE", "TERM"} & env.keys() else []
        size = (24, columns)
        child = pexpect.spawn(sys.executable, words, env=around, dimensions=size, encoding=encoding, timeout=30)
        child.delaybeforesend = None
        started.append(child)
        return Officer(child, plain=plain)

    yield start
    for child in started:
        child.close(force=True)


@pytest.fixture
def recorded(harbour: Path) -> Callable[[type[Any]], list[Any]]:
    """`recorded(Response)` gives every record of a kind, the file having been read and verified."""

    def read(kind: type[Any]) -> list[Any]:
        case, problems = read_case(harbour)
        assert problems == []
        assert verify_ledger(read_ledger(harbour)).problems == ()
        return [*case.of(kind)]

    return read
