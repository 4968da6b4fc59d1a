"""Evidence that was sought and not had is told as that wherever something is said to rest on it."""

from __future__ import annotations

from typing import Any

from sjtool.report import as_text

LATE = {"assessment": "a-001", "person": "subject", "held_on": "2026-03-11", "rationale": "See below."}
"""`e-004` of the case is the victim's statement, asked for and not yet sent."""


def printed(case: Any) -> str:
    return " ".join(as_text.render(case.report(), 200).split())


def test_a_rating_says_that_what_it_rests_on_was_not_obtained(judged: Any) -> None:
    judged.add("rating", factor="acute@1.0.0/substance-misuse", recent="emerging", evidence=["e-004", "e-001"], **LATE)
    text = printed(judged)
    assert "Victim's statement of 2023 [not obtained; e-004]" in text
    assert "PNC print [fact, 2 March 2026; e-001]" in text
    assert "Victim's statement of 2023 [reported" not in text


def test_once_it_was_obtained_it_is_what_it_is(judged: Any) -> None:
    judged.add("rating", factor="acute@1.0.0/substance-misuse", recent="emerging", evidence=["e-004"], **LATE)
    keys = {"nature": "reported", "kind": "victim-information", "title": "Victim's statement of 2023"}
    judged.add("evidence", **keys, obtained=True, supersedes="e-004", reason="came by post")
    assert "[not obtained" not in printed(judged)
    assert "Rests on Victim's statement of 2023 [reported; e-006]" in printed(judged)
