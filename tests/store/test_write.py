"""How a record is written down: our own header, readable by people, checked before it leaves."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest

from sjtool.problem import Problem
from sjtool.store.explain import explain_errors
from sjtool.store.toml import parse_toml
from sjtool.store.write import accept_text, accept_value, render_header, render_record

NOW = datetime(2026, 3, 4, 14, 12, 9, tzinfo=UTC)


def test_a_record_is_written_as_a_person_would_write_it() -> None:
    table = {
        "id": "r-0001",
        "value": 35,
        "note": 'She said "most nights"\nuntil two',
        "evidence": ["e-001", "e-002"],
        "percentage": 2.5,
        "obtained": True,
        "at": NOW,
    }
    assert render_record("response", table) == (
        '\n[[response]]\nid = "r-0001"\nvalue = 35\nnote = """\nShe said \\"most nights\\"\nuntil two"""\n'
        'evidence = ["e-001", "e-002"]\npercentage = 2.5\nobtained = true\nat = 2026-03-04T14:12:09+00:00\n'
    )


def test_a_long_list_has_a_line_for_each_part() -> None:
    parts = [f"part number {n}" for n in range(20)]
    text = render_record("event", {"touches": parts})
    assert text.count("\n") > 20
    assert parse_toml(text.encode(), "x").data["event"] == [{"touches": parts}]


def test_times_keep_their_offset_and_their_fractions() -> None:
    for moment in (
        NOW,
        NOW.replace(microsecond=500),
        datetime(2026, 3, 4, 1, 2, tzinfo=timezone(timedelta(hours=-9, minutes=-30))),
    ):
        back = parse_toml(render_record("event", {"at": moment}).encode(), "x").data["event"][0]["at"]
        assert back == moment
        assert back.utcoffset() == moment.utcoffset()


@pytest.mark.parametrize("value", [float("nan"), {"a": 1}, [{"a": 1}]])
def test_what_would_not_come_back_the_same_is_refused(problem_of: Callable[..., Problem], value: object) -> None:
    problem = problem_of(render_record, "event", {"id": "x", "what": value})
    assert problem.code in {"record-would-change", "not-toml"}


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a\r\nb", "a\nb"),
        ("a\r\r\nb", "a\nb"),
        ("a\rb", "a\rb"),
        ("a\n\rb", "a\n\rb"),
        ("a\r", "a\r"),
        ("\x00", "\x00"),
        ("", ""),
    ],
)
def test_windows_line_ends_become_line_ends_and_nothing_else_changes(text: str, kept: str) -> None:
    assert accept_text(text) == kept
    assert accept_value([text, (text, 1)]) == [kept, [kept, 1]]


def test_values_that_are_no_text_are_left_alone() -> None:
    for value in (1, 2.5, True, None, NOW):
        assert accept_value(value) is value


def test_half_a_letter_is_refused(problem_of: Callable[..., Problem]) -> None:
    problem = problem_of(accept_value, ["a", "\ud800"])
    assert problem.code == "text-not-storable"


def test_a_head_is_written_plainly() -> None:
    assert (
        render_header({"format": 1, "case": "x", "marking": "A\r\nB"}) == 'format = 1\ncase = "x"\nmarking = "A\\nB"\n'
    )


def test_explaining_asks_for_lines_by_the_path_in_the_file() -> None:
    from pydantic import ValidationError

    from sjtool.model.enquiry import Response

    asked: list[tuple[str | int, ...]] = []

    def line_of(spot: tuple[str | int, ...]) -> int:
        asked.append(spot)
        return 7

    with pytest.raises(ValidationError) as wrong:
        Response.model_validate({"id": "r-1", "value": {"a": 1}, "evidence": ["e 1", 2]})
    problems = explain_errors(wrong.value, Response, "x.toml", "[[response]]", line_of)
    assert [(p.place.line, p.excerpt) for p in problems] == [(7, "")] * 2
    assert [p.what.split('"')[1] for p in problems] == ["value", "evidence"]
    assert asked[-1] == ("evidence", 0)
