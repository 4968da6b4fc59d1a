"""How much is typed for a whole visit: the promise that it does not grow."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sjtool.commands import desk

BENCH = Path(__file__).resolve().parents[2] / "bench" / "keystrokes_visit.py"
FOR_EIGHT, IN_ALL = 32, 47
"""An Enter for each of the five lines that begin with a bare number: it says that the number was the label."""


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.setattr(desk, "choose_asker", desk.choose_asker)  # the script puts its own there
    monkeypatch.setenv("SJTOOL_BY", "")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spec = importlib.util.spec_from_file_location("keystrokes_visit", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_visit_with_eight_factors_and_their_evidence_takes_few_keys_beside_the_words(bench: ModuleType) -> None:
    officer, path = bench.count(show=False)
    assert len(bench.check(path)) == 8
    assert officer.rating <= FOR_EIGHT
    assert officer.rest <= IN_ALL
