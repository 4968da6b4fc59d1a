"""Answers files: one shape from TOML, JSON and CSV; lines where there are any; nothing lost on the way."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from sjtool.errors import SjtoolError
from sjtool.model.appraisal import Rating, ToolResult
from sjtool.model.decision import Event, Judgement
from sjtool.model.enquiry import Response
from sjtool.model.people import Status
from sjtool.problem import Problem
from sjtool.store.answers import Answers, parse_answers, read_answers, read_typed

MARKER = "Zanzibar"
TOML = (
    '\ufeffheld_on = "2026-03-05"\n\n[[rating]]\nfactor = "a"\nevidence = ["e-1"]\n\n'
    '[[other]]\nx = true\n\n[[rating]]\nfactor = "b"\n'
)
SAME = {
    "held_on": "2026-03-05",
    "rating": [{"factor": "a", "evidence": ["e-1"]}, {"factor": "b"}],
    "other": [{"x": True}],
}


def parsed(text: str | bytes, name: str, default: str = "rating") -> Answers:
    """Answers from text, as if in a file of this name."""
    return parse_answers(text.encode() if isinstance(text, str) else text, name, default)


# one shape


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (TOML, "a.toml"),
        (TOML, "standard input"),
        (json.dumps(SAME), "a.json"),
        ("\ufeff" + json.dumps(SAME, indent=2), "a.JSON"),
        (json.dumps(SAME), "standard input"),
    ],
)
def test_toml_and_json_say_the_same(text: str, name: str) -> None:
    answers = parsed(text, name)
    assert answers.top == {"held_on": "2026-03-05"}
    assert answers.tables == {"rating": SAME["rating"], "other": SAME["other"]}
    assert answers.count() == 3
    assert not answers.is_typed_text


@pytest.mark.parametrize("name", ["a.json", "standard input"])
@pytest.mark.parametrize(
    "text",
    ['[{"factor": "a", "recent": 2}]', '[\n {"factor": "a", "recent": 2}\n]', '\ufeff [{"factor": "a", "recent": 2}]'],
)
def test_a_json_list_alone_is_the_list_of_the_command(text: str, name: str) -> None:
    assert parsed(text, name).tables == {"rating": [{"factor": "a", "recent": 2}]}


@pytest.mark.parametrize("name", ["a.csv", "A.CSV", "standard input"])
def test_csv_rows_are_tables_of_the_list_they_name(name: str) -> None:
    text = '\ufeffrecord, factor ,rationale\nrating,a,one\n,b,\r\nother,c,"x, y"\n,,\n\n'
    answers = parsed(text, name)
    assert answers.top == {}
    assert answers.tables == {
        "rating": [{"factor": "a", "rationale": "one"}, {"factor": "b"}],
        "other": [{"factor": "c", "rationale": "x, y"}],
    }
    assert answers.is_typed_text


CELLS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)


@given(
    rows=st.lists(st.dictionaries(st.sampled_from(["note", "item", "part"]), CELLS, min_size=1), min_size=1, max_size=5)
)
def test_any_text_comes_through_toml_json_and_csv_as_it_was(rows: list[dict[str, str]]) -> None:
    assert parsed(json.dumps({"rating": rows}), "a.json").tables["rating"] == rows
    assert parsed(json.dumps(rows, ensure_ascii=False), "standard input").tables["rating"] == rows
    assert parsed(tomli_w.dumps({"rating": rows}), "a.toml").tables["rating"] == rows
    sheet = io.StringIO(newline="")
    writer = csv.DictWriter(sheet, ["note", "item", "part"], quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    assert parsed(sheet.getvalue(), "a.csv").tables["rating"] == rows


def test_a_cell_as_long_as_a_statement_is_read_whole() -> None:
    words = 'He said "no".\n' * 20_000
    answers = parsed('factor,rationale\na,"' + words.replace('"', '""') + '"\n', "a.csv")
    assert answers.tables["rating"][0]["rationale"] == words


def test_answers_come_from_a_file_or_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.toml"
    path.write_text(TOML, encoding="utf-8")
    assert read_answers(str(path), "rating").tables == parsed(TOML, "a.toml").tables
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(TOML.encode())))
    assert read_answers("-", "rating").path == "standard input"


def test_standard_input_has_a_limit_too(monkeypatch: pytest.MonkeyPatch, problem_of: Callable[..., Problem]) -> None:
    monkeypatch.setattr("sjtool.store.answers.MAX_BYTES", 100)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"#" * 101)))
    assert problem_of(read_answers, "-", "rating").code == "file-too-large"
    assert problem_of(read_answers, "/nothing/a.toml", "rating").code == "file-missing"


# lines


def test_every_table_and_key_of_a_toml_file_has_its_line() -> None:
    answers = parsed(TOML, "a.toml")
    assert [answers.line("rating", n) for n in range(2)] == [3, 10]
    assert answers.line("rating", 0, "evidence") == 5
    assert answers.line("rating", 0, "recent") == 3
    assert answers.line("other", 0, "x") == 8
    assert answers.line("", 0, "held_on") == 1
    assert answers.line("rating", 7) == 0
    assert answers.key_lines("rating", 0) == {"factor": 4, "evidence": 5}
    assert answers.key_lines("rating", 9) == {}


def test_every_row_of_a_sheet_has_the_line_it_begins_on() -> None:
    answers = parsed('factor,rationale\na,"one\ntwo\nthree"\n\n,,\nb,x\n'.replace(",,\n", ",\n"), "a.csv")
    assert [answers.line("rating", n) for n in range(2)] == [2, 7]


def test_json_has_no_lines() -> None:
    assert parsed(json.dumps(SAME), "a.json").line("rating", 0, "factor") == 0


# bad answers files

BAD = {
    "nothing": ("", "a.toml", "answers-empty", 0),
    "white space": (" \n\t\n", "standard input", "answers-empty", 0),
    "no toml": (f"x = {MARKER}\n", "a.toml", "not-toml", 1),
    "no toml, from a pipe": (f"x = 1\ny = {MARKER}\n", "standard input", "not-toml", 2),
    "a key twice in toml": (f'x = 1\nx = "{MARKER}"\n', "a.toml", "not-toml", 2),
    "no json": (f'{{"x":\n {MARKER}}}', "a.json", "not-json", 2),
    "json that ends too soon": ('{"x": [', "standard input", "not-json", 1),
    "a json list that ends too soon": (f'[{{"x": "{MARKER}"', "standard input", "not-json", 1),
    "a key twice in json": (f'{{"rating": [{{"note": "{MARKER}", "note": "b"}}]}}', "a.json", "key-twice", 0),
    "a list twice in json": ('{"rating": [{"a": 1}], "rating": [{"a": 2}]}', "a.json", "key-twice", 0),
    "a number too long for json": ('{"x": ' + "9" * 5000 + "}", "a.json", "not-json", 0),
    "json as deep as a well": ("[" * 100_000, "a.json", "too-deep", 0),
    "json text alone": (f'"{MARKER}"', "a.json", "answers-shape", 0),
    "a json list of texts": (f'["{MARKER}"]', "a.json", "answers-shape", 0),
    "a json text for a list": (f'{{"rating": "{MARKER}"}}', "a.json", "answers-shape", 0),
    "another encoding in json": (b'{"x": "caf\xe9"}', "a.json", "not-utf-8", 0),
    "another encoding in csv": (b"factor\ncaf\xe9\n", "a.csv", "not-utf-8", 0),
    "another encoding in toml": (b'x = "caf\xe9"\n', "a.toml", "not-utf-8", 1),
    "a cell too many": (f"a,b\n1,2\n1,2,{MARKER}\n", "a.csv", "csv-ragged", 3),
    "a cell too few": (f"a,b\n1,2\n\n{MARKER}\n", "a.csv", "csv-ragged", 4),
    "quotes that do not close": (f'a,b\n1,"2\n{MARKER}\n', "a.csv", "not-csv", 2),
    "a column twice": (f"note,b, note\n1,2,{MARKER}\n", "a.csv", "csv-columns", 1),
    "a column without a name": (f"note,\n1,{MARKER}\n", "a.csv", "csv-columns", 1),
    "toml as deep as a well": ("x = " + "[" * 100, "a.toml", "too-deep", 0),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_answers_are_told_without_their_words(name: str) -> None:
    text, path, code, line = BAD[name]
    with pytest.raises(SjtoolError) as stopped:
        parsed(text, path)
    (problem,) = stopped.value.problems
    assert (problem.code, problem.place.path, problem.place.line) == (code, path, line)
    assert MARKER not in problem.what + problem.why + problem.fix
    assert stopped.value.status == 3


def test_a_sheet_of_headings_holds_no_tables() -> None:
    assert parsed("factor,recent\n", "a.csv").count() == 0


# from cells to values


@pytest.mark.parametrize(
    ("model", "key", "cell", "value"),
    [
        (Rating, "evidence", " e-1; r-0002 ;", ["e-1", "r-0002"]),
        (Rating, "evidence", "e-1", ["e-1"]),
        (Rating, "rationale", "yes; 12", "yes; 12"),
        (Rating, "unknown", "12", "12"),
        (Event, "opens_review", "Yes", True),
        (Event, "opens_review", "FALSE", False),
        (Event, "opens_review", "perhaps", "perhaps"),
        (Event, "kind", "intelligence", "intelligence"),
        (Status, "mappa_level", "2", 2),
        (Status, "mappa_level", "two", "two"),
        (ToolResult, "points", "-12", -12),
        (ToolResult, "points", "12.5", 12.5),
        (ToolResult, "percentage", " 12.50 ", 12.5),
        (ToolResult, "trained", "yes", "yes"),
        (ToolResult, "interval", "0; 1.5; 2; x", [0, 1.5, 2, "x"]),
        (Judgement, "overrides", "None", "none"),
        (Judgement, "overrides", "o-001; o-002", ["o-001", "o-002"]),
        (Response, "value", "no", False),
        (Response, "value", "35", 35),
        (Response, "value", "0", 0),
        (Response, "value", "-0.5", -0.5),
        (Response, "value", "007", "007"),
        (Response, "value", "07700900123", "07700900123"),
        (Response, "value", "1e5", "1e5"),
        (Response, "value", "1_000", "1_000"),
        (Response, "value", "inf", "inf"),
        (Response, "value", "nan", "nan"),
        (Response, "value", "+5", "+5"),
        (Response, "value", "٣", "٣"),
        (Response, "value", "9" * 20, "9" * 20),
        (Response, "value", "a;b", ["a", "b"]),
        (Response, "value", "most nights", "most nights"),
    ],
)
def test_a_cell_becomes_what_its_key_takes_and_is_otherwise_left_alone(
    model: Any, key: str, cell: str, value: object
) -> None:
    read = read_typed(model, {key: cell}, typed_text=True)[key]
    assert read == value
    assert type(read) is type(value)


def test_values_of_toml_and_json_are_never_guessed_at() -> None:
    table = {"value": "35", "evidence": "e-1; e-2"}
    assert read_typed(Response, table, typed_text=False) == table
    assert read_typed(Response, {"value": 35}, typed_text=True) == {"value": 35}
