"""A run says in one line that templates are not used as they stand, or are not those that a case was made with."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.commands import library_note
from sjtool.store.append import Draft
from sjtool.store.shipped import find_shipped

Run = Callable[..., SimpleNamespace]
SHEET = next(find_shipped("templates").rglob("acute@1.0.0.toml"))


@pytest.fixture(autouse=True)
def nothing_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(library_note, "_TOLD", set())


@pytest.fixture
def own(at_desk: Path) -> Path:
    folder = at_desk / "own"
    folder.mkdir()
    shutil.copy(SHEET, folder)
    return folder


def test_a_file_that_is_not_read_is_told_once_and_named_by_sets_check(run: Run, harbour: Path, own: Path) -> None:
    (own / "loose.toml").write_text("x = 1\n", encoding="utf-8")
    (own / "broken@1.0.0.toml").write_text("[broken", encoding="utf-8")
    told = run("report", harbour, "--templates", own, "--for", "self").stderr
    assert told.count(f"In {own} 2 files are not read") == 1
    checked = run("sets", "check", "--templates", own)
    assert checked.status == 1
    assert f"{own / 'loose.toml'}: error[template-not-found]" in checked.stderr
    assert checked.stderr.count(f"{own / 'broken@1.0.0.toml'}:1: error[not-toml]") == 1


def test_a_sound_folder_is_not_spoken_of(run: Run, harbour: Path, own: Path) -> None:
    assert "not read" not in run("report", harbour, "--templates", own, "--for", "self").stderr


def test_a_template_that_is_not_the_one_pinned_is_told_once(
    run: Run, make_case: Callable[..., Path], at_desk: Path, own: Path
) -> None:
    pin = Draft("template", {"ref": "acute@1.0.0", "sha256": "0" * 64})
    for name in ("harbour", "quay"):
        make_case(name, [pin])
    words = "the template acute@1.0.0 is not the same here as when it was used"
    told = run("report", at_desk, "--for", "self", "--out", at_desk / "prints", "--templates", own).stderr
    assert told.count(words) == 1
    assert words not in run("report", at_desk, "--for", "self", "--out", at_desk / "more").stderr  # published ones stay
