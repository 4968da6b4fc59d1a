"""`sjtool calculate`: inputs from a file or a pipe, one result a line; one bad input never stops the rest."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

Run = Callable[..., SimpleNamespace]
MAN: dict[str, Any] = {
    "gender": "male",
    "ever_sexual_offence": True,
    "adult_contact_sanctions": 1,
    "child_contact_sanctions": 0,
    "non_contact_sanctions": 0,
    "image_sanctions": 0,
}
LOW, MEDIUM, HIGH = MAN, MAN | {"image_sanctions": 1}, MAN | {"image_sanctions": 2}
THREE = "".join(f"{json.dumps(one)}\n" for one in (LOW, MEDIUM, HIGH))
TOML = """gender = "male"
ever_sexual_offence = true
adult_contact_sanctions = 1
child_contact_sanctions = 0
non_contact_sanctions = 0
image_sanctions = %d
"""


@pytest.fixture
def results(run: Run, tmp_path: Path) -> Callable[..., tuple[list[dict[str, Any]], SimpleNamespace]]:
    """`results(content, "x.jsonl")` works out iic-srp for a file (a pipe where no name is given)."""

    def calculate(content: str | bytes, name: str = "", *more: str, of: str = "iic-srp") -> Any:
        raw = content.encode() if isinstance(content, str) else content
        if name:
            (tmp_path / name).write_bytes(raw)
        result = run("calculate", of, "--inputs", tmp_path / name if name else "-", *more, input=None if name else raw)
        return [json.loads(line) for line in result.stdout.split("\n") if line], result

    return calculate


def told(found: list[dict[str, Any]]) -> list[tuple[int, Any]]:
    """Of each line its number, and its band or what is wrong with it."""
    return [(one["line"], one["problems"] or one["band"]) for one in found]


@pytest.mark.parametrize("name", ["x.jsonl", "x.ndjson", "X.JSONL", "x.txt", "x", ""])
@pytest.mark.parametrize(
    "content",
    [
        THREE,
        THREE.rstrip("\n"),
        THREE.replace("\n", "\r\n"),
        "\ufeff" + THREE,
        THREE.replace("\n", " \t\n"),
    ],
    ids=["plain", "no last end", "crlf", "mark", "space"],
)
def test_one_result_a_line_in_the_order_of_the_inputs(name: str, content: str, results: Any) -> None:
    found, result = results(content, name)
    assert told(found) == [(1, "low"), (2, "medium"), (3, "high")]
    assert result.status == 0
    assert result.stderr == "3 inputs: 3 worked out or not applicable, 0 with problems\n"


@pytest.mark.parametrize("name", ["x.jsonl", ""])
def test_blank_lines_are_passed_over_and_counted(name: str, results: Any) -> None:
    first, second, third = THREE.splitlines()
    found, result = results(f"\n\r\n{first}\n   \n{second}\n\n\n{third}\n\n", name)
    assert told(found) == [(3, "low"), (5, "medium"), (8, "high")]
    assert result.status == 0


@pytest.mark.parametrize("name", ["x.json", "x.dat", ""])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("indent", [None, 2])
def test_a_list_in_json_has_the_number_of_each(name: str, mark: str, indent: int | None, results: Any) -> None:
    found, result = results(mark + json.dumps([LOW, MEDIUM, HIGH], indent=indent), name)
    assert told(found) == [(1, "low"), (2, "medium"), (3, "high")]
    assert result.status == 0


@pytest.mark.parametrize("name", ["x.json", "x.dat", ""])
@pytest.mark.parametrize("mark", ["", "\ufeff", "\n\n"])
@pytest.mark.parametrize("indent", [None, 2])
def test_an_object_in_json_is_one_input(name: str, mark: str, indent: int | None, results: Any) -> None:
    found, _ = results(mark + json.dumps(MEDIUM, indent=indent), name)
    assert [(one["band"], one["problems"]) for one in found] == [("medium", [])]


@pytest.mark.parametrize("name", ["x.toml", "x.dat", ""])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables_in_toml_have_the_line_they_begin_on(name: str, mark: str, end: str, results: Any) -> None:
    text = "# three\n\n" + "\n".join(f"[[input]]\n{TOML % n}" for n in range(3))
    found, result = results(mark + text.replace("\n", end), name)
    assert told(found) == [(3, "low"), (11, "medium"), (19, "high")]
    assert result.status == 0


@pytest.mark.parametrize("name", ["x.toml", "x.dat", ""])
@pytest.mark.parametrize("before", ["", "[input]\n", "# one\n", "\n"])
def test_one_input_in_toml_needs_no_table(name: str, before: str, results: Any) -> None:
    found, _ = results(before + TOML % 1, name)
    assert [(one["band"], one["problems"]) for one in found] == [("medium", [])]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('x = [\n{gender = "female"},\n{gender = "female"},\n]\n'.replace("x", "input"), 1),
        ('\ninput = [{gender = "female"}, {gender = "female"}]\n', 2),
        ('[["input"]]\ngender = "female"\n[["input"]]\ngender = "female"\n', 1),
    ],
)
@pytest.mark.parametrize("name", ["x.toml", ""])
def test_tables_of_toml_may_be_written_in_other_ways(name: str, text: str, line: int, results: Any) -> None:
    found, result = results(text, name)
    assert told(found) == [(line, "not-applicable")] * 2
    assert result.status == 0


def test_tables_within_an_input_are_no_inputs_and_dates_of_toml_are_days(results: Any) -> None:
    gate = 'gender = "male"\nage_at_offence = 40\nstanding = "convicted"\nimages_offence = true\n'
    text = f'[[input]]\n{gate}\n[input.casic]\nvideos = "yes"\n[[input]]\n{gate}'
    found, _ = results(text, "x.toml", "--full", of="cport")
    assert [(one["line"], one["inputs"].get("casic")) for one in found] == [(1, {"videos": "yes"}), (9, None)]
    found, _ = results(
        "date_of_birth = 1980-02-29\nassessment_date = 2026-01-01T00:00:00\n", "x.toml", "--full", of="dc-srp"
    )
    assert found[0]["inputs"] == {"date_of_birth": "1980-02-29"}
    assert found[0]["problems"] == ["assessment_date must be a day, as 2026-03-04"]


def test_what_stands_beside_the_tables_is_a_fault(results: Any) -> None:
    found, result = results(f'\ngender = "male"\n[[input]]\n{TOML % 0}', "x.toml")
    assert told(found) == [
        (2, ["line 2: something stands beside the inputs, where nobody would read it"]),
        (3, "low"),
    ]
    assert result.status == 1


# --- Bad inputs ---

LONG = '{"gender": "' + "x" * (1024 * 1024) + '"}'
NOT_JSON, NOT_NAMED = "it is not JSON", "it is not a set of named inputs"
BAD = {
    "oops": NOT_JSON,
    "{": NOT_JSON,
    '{"gender": "male"': NOT_JSON,
    '{"gender": male}': NOT_JSON,
    '{"gender": "male"} {}': NOT_JSON,
    "{'gender': 'male'}": NOT_JSON,
    '{"image_sanctions": NaN}': NOT_JSON,
    '{"image_sanctions": -Infinity}': NOT_JSON,
    '{"image_sanctions": ' + "9" * 5000 + "}": NOT_JSON,
    "[" * 100_000 + "]" * 100_000: NOT_JSON,
    "null": NOT_NAMED,
    "5": NOT_NAMED,
    '"zebra"': NOT_NAMED,
    "[]": NOT_NAMED,
    '[{"gender": "male"}]': NOT_NAMED,
    '{"gender": "male", "gender": "female"}': "a key stands twice in it, and only one of the two would count",
    '{"casic": {"videos": "no", "videos": "yes"}}': "a key stands twice in it, and only one of the two would count",
    LONG: "the line is longer than 1 MB",
}


@pytest.mark.parametrize("name", ["x.jsonl", ""])
@pytest.mark.parametrize("at", [1, 2, 3])
@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad[:30])
def test_a_bad_line_gets_its_own_error_with_its_number_and_the_rest_go_on(
    bad: str, at: int, name: str, results: Any
) -> None:
    lines = [json.dumps(LOW), json.dumps(HIGH)]
    lines.insert(at - 1, bad)
    found, result = results("\n".join(lines) + "\n", name)
    assert [one["line"] for one in found] == [1, 2, 3]
    wrong = found.pop(at - 1)
    assert [one["band"] for one in found] == ["low", "high"]
    assert wrong["problems"] == [f"line {at}: {BAD[bad]}"]
    none = ("applicable", "reason", "points", "band", "percentage", "interval", "met")
    assert [wrong[key] for key in none] == [None] * len(none)
    assert (wrong["missing"], wrong["item_points"]) == ([], {})
    assert result.status == 1
    assert result.stderr == "3 inputs: 2 worked out or not applicable, 1 with problems\n"


@pytest.mark.parametrize("name", ["x.jsonl", ""])
def test_bytes_that_are_no_text_are_told(name: str, results: Any) -> None:
    found, _ = results(json.dumps(LOW).encode() + b'\n{"gender": "\xff\xfe"}\n' + json.dumps(HIGH).encode(), name)
    assert told(found) == [(1, "low"), (2, ["line 2: it is not text in UTF-8"]), (3, "high")]


@pytest.mark.parametrize("only", ['{"gender": male}', "5", '"zebra"'])
def test_a_pipe_of_one_bad_line_is_one_bad_input(only: str, results: Any) -> None:
    found, result = results(only)
    assert told(found) == [(1, [f"line 1: {BAD.get(only, NOT_JSON)}"])]
    assert result.status == 1


def test_a_bad_one_of_a_list_is_told_and_the_rest_go_on(results: Any) -> None:
    found, result = results(json.dumps([LOW, 5, HIGH, {"gender": 1}]), "x.json")
    problems = [f"line 2: {NOT_NAMED}"]
    assert told(found)[:3] == [(1, "low"), (2, problems), (3, "high")]
    assert found[3]["problems"] == ["gender must be one of male, female"]
    assert result.status == 1


@pytest.mark.parametrize(
    ("content", "told_of"),
    [
        ('{\n"gender": "male",\n}', "line 3: it is not JSON"),
        ("oops", "line 1: it is not JSON"),
        ('[{"gender": "male"},\n{"gender": NaN}]', "line 1: it is not JSON"),
        ('{"gender": "male",\n"gender": "male"}', "line 1: a key stands twice in it"),
        ("[" * 100_000, "line 1: it is not JSON"),
        (b'{"gender":\n"\xff"}', "line 2: it is not text in UTF-8"),
    ],
)
def test_a_document_that_is_no_json_is_one_error(content: str | bytes, told_of: str, results: Any) -> None:
    found, result = results(content, "x.json")
    assert len(found) == 1
    assert told_of in found[0]["problems"][0]
    assert result.status == 1


@pytest.mark.parametrize("text", ['gender = male\n[[input]]\nzebra = "x"', "[[input]]\n[[input]", "oops oops\nzebra"])
@pytest.mark.parametrize("name", ["x.toml", "x.txt", ""])
def test_toml_that_cannot_be_read_is_refused(text: str, name: str, results: Any, codes_of: Any) -> None:
    found, result = results(text, name)
    assert (result.status, codes_of(result), found) == (3, ["not-toml"], [])
    assert "zebra" not in result.stderr
