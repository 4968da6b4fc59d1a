"""Findings as text: one line a part for a script, wrapped between words for a reader."""

from __future__ import annotations

from sjtool.problem import Place, Problem
from sjtool.report import check_text
from sjtool.report.checked import Checked, CheckedFile

WHAT = "the accounts of item section-12@1.0.0/20 stand as: differ; and no reading of them says what may explain it"
FIX = "say what it rests on:  sjtool crosscheck CASE --set section-12@1.0.0 --read 20 , once the evidence is there"
PROBLEM = Problem("reading-missing", Place("harbour.toml", 3), WHAT, "why " * 30, FIX, excerpt="x = \x1b[2J")
CHECKED = Checked((CheckedFile("harbour.toml", (PROBLEM,)), CheckedFile("quay.toml", ())), ("reading-missing",), ())


def test_for_a_script_each_part_is_one_line() -> None:
    lines = check_text.render(CHECKED).split("\n")
    assert lines[0] == f"harbour.toml:3: error[reading-missing]: {WHAT}"
    assert lines[3] == f"  fix: {FIX}"
    assert "\x1b" not in "".join(lines)


def test_for_a_reader_no_word_is_broken_and_later_lines_stand_under_their_words() -> None:
    whole, wrapped = check_text.render(CHECKED), check_text.render(CHECKED, width=80)
    lines = wrapped.split("\n")
    assert max(map(len, lines)) <= 80
    assert wrapped.split() == whole.split()
    fix = next(n for n, line in enumerate(lines) if line.startswith("  fix: "))
    assert lines[fix + 1].startswith("       ")
    assert lines[-1] == ""
    assert "quay.toml: nothing found" in lines
