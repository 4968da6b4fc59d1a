"""Excerpts hold words of a case: they are for a screen, and stderr may be a log."""

from __future__ import annotations

import pytest

from sjtool import console
from sjtool.problem import Place, Problem

FOUND = Problem("unknown-key", Place("harbour.toml", 3), "what", "why", "fix", excerpt="label = \x1b[2J")


@pytest.mark.parametrize("is_screen", [True, False])
def test_words_of_a_case_are_shown_on_a_screen_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, is_screen: bool
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: is_screen)
    console.show_problems([FOUND])
    said = capsys.readouterr().err
    assert ("3 | label = ␛[2J" in said) is is_screen
    assert "error[unknown-key]: what" in said
