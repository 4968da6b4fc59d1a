"""What the summary tells of answers: what was corrected, what was never put, which sitting an account is from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import pytest

from sjtool.report import as_text
from sjtool.report.as_json import render
from sjtool.report.report import Report

SET = "section-12@1.0.0"


def held(case: Any, informant: str, held_on: str = "2026-03-11") -> str:
    who = {"informant": informant, "about": "subject", "interviewers": ["pc-4412"]}
    found: str = case.add("session", assessment="a-001", set=SET, mode="telephone", held_on=held_on, **who)
    return found


def correct(case: Any, **keys: Any) -> str:
    """Mr H's answer on how much his life is disrupted (`a-little`), corrected."""
    old = next(e.record for e in case.load().case if getattr(e.record, "value", None) == "a-little")
    given = {"session": "s-002", "item": "2", "basis": "told", "supersedes": old.id, **keys}
    found: str = case.add("response", **given)
    return found


def words(report: Report, number: int) -> str:
    """Every word of a section, piece by piece."""
    return "\n".join(_strings(asdict(next(s for s in report.sections if s.number == number))))


def _strings(part: object) -> Iterator[str]:
    if isinstance(part, str):
        yield part
    elif isinstance(part, dict | tuple | list):
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _strings(inner)


def text_of(report: Report) -> str:
    return " ".join(as_text.render(report, 100).split())


def test_a_corrected_answer_says_what_it_was_when_it_was_changed_and_why(judged: Any) -> None:
    correct(judged, value="not-at-all", reason="misheard", note="Not at all, I said.")
    report = judged.report()
    told = 'not at all. Corrected 11 March 2026, was: a little ("misheard"). Note: Not at all, I said.'
    assert told in words(report, 8)
    assert " without, 1 corrected, " in words(report, 3)
    assert 'Corrected 11 March 2026, was: a little (\\"misheard\\")' in render(report)


def test_a_refusal_in_place_of_an_answer_is_a_correction_too(judged: Any) -> None:
    correct(judged, missing="refused", reason="thought better of it", missing_note="no more of this")
    section = words(judged.report(), 3)
    assert 'refused. Corrected 11 March 2026, was: a little ("thought better of it"). Note: no more' in section


def test_what_was_withheld_after_all_is_told_by_nothing(judged: Any) -> None:
    correct(judged, missing="withheld", reason="told in confidence")
    report = judged.report()
    assert "Corrected" not in text_of(report)
    assert "told in confidence" not in text_of(report)


def test_a_note_added_is_no_correction(judged: Any) -> None:
    correct(judged, value="a-little", reason="note added in the session", note="and smiled")
    assert "orrected" not in words(judged.report(), 3)
    assert "orrected" not in words(judged.report(), 8)


def test_answers_a_step_apart_are_not_headed_as_simply_agreeing(judged: Any) -> None:
    assert "agree, one step apart" in words(judged.report(), 8)


def test_two_accounts_of_one_day_are_known_by_their_sessions(judged: Any) -> None:
    again = held(judged, "subject", "2026-03-09")
    judged.add("response", session=again, item="2", value="a-great-deal", basis="told")
    text = text_of(judged.report())
    assert "[told, in person, 9 March 2026; r-0010, s-002]" in text
    assert f"[told, by telephone, 9 March 2026; r-0015, {again}]" in text


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("stopped", "1 answer, 1 without, 31 not put: stopped"),
        ("abandoned", "1 answer, 1 without, 31 not put: abandoned"),
        ("paused", "1 answer, 1 without, 31 not put yet: paused"),
        (None, "1 answer, 1 without, 31 not put yet: not closed"),
        ("finished", "1 answer, 1 without, finished"),
    ],
)
def test_a_session_says_how_many_questions_were_not_put(builder: Any, how: str | None, told: str) -> None:
    case = builder(parts=2)
    session = held(case, "subject")
    case.add("response", session=session, item="2", value="a-little", basis="told")
    case.add("response", session=session, item="3", missing="refused", basis="told")
    if how:
        case.add("session_end", session=session, ended_at=case.at, how=how)
    report = case.report()
    assert told in words(report, 3)
    assert "Not put to Mr H: 31 of 33 questions of Online behaviour and home life (1, 4 to 33)." in words(report, 3)
    assert "Not put to Mr H" in words(report, 0)
