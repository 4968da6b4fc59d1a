"""How much is typed to rate the eight acute factors with evidence: the promise that it does not grow."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sjtool.commands import desk
from sjtool.model.appraisal import Rating
from sjtool.store.read import read_case

BENCH = Path(__file__).resolve().parents[2] / "bench" / "keystrokes_rate.py"
MOST = 61


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.setattr(desk, "choose_asker", desk.choose_asker)  # the script puts its own there
    monkeypatch.setenv("SJTOOL_BY", "")
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    spec = importlib.util.spec_from_file_location("keystrokes_rate", BENCH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_eight_acute_factors_with_evidence_take_few_keys_beside_the_words(bench: ModuleType) -> None:
    officer, path = bench.count(show=False)
    case, problems = read_case(path)
    ratings = case.of(Rating)
    assert not problems
    assert [rating.evidence for rating in ratings] == [("e-001",)] * 8
    assert officer.rest <= MOST
