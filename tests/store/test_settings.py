"""An officer's settings: where they are, what they may say, what is told where they are wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sjtool.problem import Problem
from sjtool.store.settings import Settings, read_settings, settings_path


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file that SJTOOL_CONFIG names."""
    path = tmp_path / "config.toml"
    monkeypatch.setenv("SJTOOL_CONFIG", str(path))
    return path


def test_without_a_file_nothing_is_set(config: Path) -> None:
    assert read_settings() == Settings()
    config.mkdir()
    assert read_settings() == Settings()


def test_what_is_set_is_read(config: Path) -> None:
    config.write_text('by = "pc-4412"\ncases = "C:/cases"\ntemplates = "x"\nrecipient = "y"\n')
    assert settings_path() == config
    assert read_settings() == Settings(by="pc-4412", cases="C:/cases", templates="x", recipient="y")


@pytest.mark.skipif(sys.platform != "linux", reason="each system has a place of its own")
def test_settings_are_in_the_officers_own_folder(home: Path) -> None:
    assert settings_path() == home / "sjtool" / "config.toml"


@pytest.mark.parametrize(
    ("text", "code", "line", "fix"),
    [
        ('# x\nofficer = "Zanzibar"\n', "unknown-key", 2, "the keys here are by, cases, templates, recipient"),
        ('by = "pc"\ncase = "Zanzibar"\n', "unknown-key", 2, 'did you mean "cases"?'),
        ('by = "Zanzibar came"\n', "value-wrong-kind", 1, "letters, digits"),
        ("cases = 1\n", "value-wrong-kind", 1, "text in quotes"),
        ('cases = ""\n', "value-wrong-kind", 1, "leave the key out"),
        ('by = "Zanzibar\n', "not-toml", 1, "open the file"),
    ],
)
def test_settings_that_are_wrong_are_told_with_their_line(
    config: Path, problem_of: Callable[..., Problem], text: str, code: str, line: int, fix: str
) -> None:
    config.write_text(text)
    problem = problem_of(read_settings)
    assert (problem.code, problem.place.path, problem.place.line) == (code, str(config), line)
    assert fix in problem.fix
    assert "Zanzibar" not in problem.render()
