"""`verify` names a covert action on an officer's own screen alone; elsewhere it is counted, without id or line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.commands import verify as verify_command
from sjtool.store.append import Draft

Run = Callable[..., SimpleNamespace]
HIDDEN = Draft("action", {"id": "ac-007", "assessment": "a-001", "handling": "covert", "kind": "2026/118"})
OPEN = Draft("action", {"id": "ac-001", "assessment": "a-001", "pillar": "supervision"})
WHY = 'why = "A slip."\n'


@pytest.fixture
def case(make_case: Callable[..., Path], at_desk: Path) -> Path:
    path = make_case("quay", [HIDDEN, OPEN])
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace("2026/118", "2026/119").replace('"supervision"', '"victim-safety"').encode())
    return path


def test_a_pipe_is_told_how_many_and_not_which(run: Run, case: Path) -> None:
    done = run("verify", case)
    assert done.status == 1
    assert "ac-007" not in done.stdout + done.stderr
    assert '"ac-001"' in done.stderr
    assert done.stderr.count("error[chain-broken]") == 2
    assert f"{case}: error[chain-broken]: a record, told on an officer's own screen alone" in done.stderr


def test_json_counts_it_without_its_id_or_line(run: Run, case: Path) -> None:
    text = run("verify", case, "--json").stdout
    data = json.loads(text)
    assert "ac-007" not in text
    assert data["holds"] is False
    assert [(one["record"], one["kind"]) for one in data["mismatches"]] == [(None, "record"), ("ac-001", "action")]
    assert data["mismatches"][0]["line"] == 0
    assert sorted(problem["line"] == 0 for problem in data["problems"]) == [False, True]


def test_an_officers_own_screen_names_it(run: Run, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    screen = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(verify_command, "sys", SimpleNamespace(stdout=screen, stderr=screen))
    assert 'action "ac-007"' in run("verify", case).stderr


def test_an_edit_that_is_owned_up_to_is_told_without_its_id(run: Run, case: Path, tmp_path: Path) -> None:
    why = tmp_path / "why.toml"
    why.write_text(WHY, encoding="utf-8")
    done = run("verify", case, "--acknowledge", "--answers", why)
    assert "Acknowledged: a record, ac-001." in done.stderr
    assert "edits by hand acknowledged: a record, ac-001" in done.stdout
    assert "ac-007" not in done.stdout + done.stderr
