"""The same interview under a real terminal, with prompt_toolkit reading the keys."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from sjtool.model.enquiry import Response, SessionEnd
from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.read import read_case

pexpect = pytest.importorskip("pexpect")
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are a Unix thing")
PASTE = "\x1b[200~{}\x1b[201~"
CTRL_C = "\x03"
READY = r"(?s)\x1b\[\?2004h.*?\x1b\[\?25h"  # keys are read one by one, and the cursor shows: the prompt is drawn


@pytest.fixture
def case(tmp_path: Path) -> Path:
    path = tmp_path / "harbour.toml"
    create_case(path, {"format": 1, "case": "harbour", "training": True})
    drafts = [
        Draft("person", {"id": "subject", "roles": ["subject"], "label": "Mr H"}),
        Draft("person", {"id": "partner", "roles": ["partner"], "label": "Ms R"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "initial", "purpose": "Initial"}),
    ]
    Ledger(path).append(drafts, by="pc-1", at=datetime(2026, 3, 2, tzinfo=UTC))
    return path


@pytest.fixture
def officer(case: Path) -> Iterator[Callable[..., Any]]:
    started = []

    def start(*args: str) -> Any:
        words = ["-m", "sjtool", "interview", str(case), "section-12", "--informant", "partner", "--by", "pc-1", *args]
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("SJTOOL", "ACCESSIBLE", "NO_COLOR"))}
        env = kept | {"TERM": "xterm", "SJTOOL_CONFIG": str(case.parent / "none.toml"), "PROMPT_TOOLKIT_NO_CPR": "1"}
        child = pexpect.spawn(sys.executable, words, env=env, dimensions=(24, 80), encoding="utf-8", timeout=20)
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def begin(start: Callable[..., Any], *args: str) -> Any:
    child = start("--mode", "home-visit", "--held-on", "2026-03-04", "--with", "ds-2", *args)
    asked = ("Where\\?", "Who else") if "--item" in args else ("Where\\?", "Who else", "Who cleared")
    for words in asked:
        child.expect(words)
        child.expect(READY)
        child.send("\r")
    return child


def responses(case: Path) -> list[Response]:
    return list(read_case(case)[0].of(Response))


def test_three_pasted_lines_are_one_answer_and_back_corrects_it(officer: Callable[..., Any], case: Path) -> None:
    child = begin(officer, "--item", "5", "--item", "30")
    child.expect("1 of 2")
    child.expect(READY)
    child.send(PASTE.format("Her sister.\r\nA man called [Lee].\r\nNobody else."))
    child.send("\r")
    child.expect("3 lines, as typed")
    child.expect("saved r-0001")
    child.expect("2 of 2")
    child.expect(READY)
    assert [r.value for r in responses(case)] == ["Her sister.\nA man called [Lee].\nNobody else."]
    child.send(":back\r")
    child.expect("Enter leaves it so")
    child.expect(READY)
    child.send("Her sister only.\r")
    child.expect("saved r-0002")
    child.expect("2 of 2")
    child.expect(READY)
    child.send("Less of it.\r")
    child.expect("Enter ends the session")
    child.expect(READY)
    child.send("\r")
    child.expect("the session is over")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    assert [(r.value, r.supersedes) for r in responses(case)][1:] == [
        ("Her sister only.", "r-0001"),
        ("Less of it.", None),
    ]
    assert [end.how for end in read_case(case)[0].of(SessionEnd)] == ["finished"]


def test_ctrl_c_at_the_third_question_leaves_two_and_the_next_run_resumes(
    officer: Callable[..., Any], case: Path
) -> None:
    child = begin(officer)
    for words, typed in (("1 of 12", "about 35\r"), ("2 of 12", "3\r"), ("3 of 12", CTRL_C)):
        child.expect(words)
        child.expect(READY)
        child.send(typed)
    child.expect(re.escape("Saved up to item 2 of 12. This resumes there:"))
    child.expect("Interrupted")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert [r.item for r in responses(case)] == ["1", "2"]
    again = officer()
    again.expect(re.escape("Resuming at item 3 of 12"))
    again.expect("3 of 12")
    again.expect(READY)
    again.send(":quit\r")
    again.expect("Saved up to item 2 of 12")
    again.expect(pexpect.EOF)
    again.close()
    assert again.exitstatus == 0


def test_a_half_typed_answer_is_kept_beside_the_case_on_ctrl_c_and_offered_back(
    officer: Callable[..., Any], case: Path
) -> None:
    child = begin(officer, "--item", "5")
    child.expect("1 of 1")
    child.expect(READY)
    child.send("Her sister, and")
    child.expect("and")
    child.send(CTRL_C)
    child.expect("Interrupted")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 130
    assert responses(case) == []
    kept = case.parent / "harbour.unfinished-s-001.toml"
    assert "Her sister, and" in kept.read_text(encoding="utf-8")
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    again = officer("--item", "5")
    again.expect("Left unfinished")
    again.expect(READY)
    again.send(" her mother.\r")
    again.expect("saved r-0001")
    again.expect("Enter ends the session")
    again.expect(READY)
    again.send("\r")
    again.expect(pexpect.EOF)
    assert [r.value for r in responses(case)] == ["Her sister, and her mother."]
    assert not kept.exists()
