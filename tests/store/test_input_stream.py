"""Inputs from a stream: which form it has by its first two lines, lines without end, a disk that fails."""

from __future__ import annotations

import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sjtool.errors import SjtoolError
from sjtool.store import input_stream
from sjtool.store.input_stream import Item, parse_line, read_inputs, read_whole

SUSPECT = '{"gender": "female"}\n'


class Broken(io.BytesIO):
    """A disk that fails after some lines."""

    def readline(self, size: int | None = -1, /) -> bytes:
        if self.tell() > 20:
            raise OSError(5, "Input/output error")
        return super().readline(size)

    def read(self, size: int | None = -1, /) -> bytes:
        raise OSError(5, "" if size else None)


@pytest.mark.parametrize(("name", "reason"), [("x.jsonl", "Input/output error"), ("x.json", "unknown reason")])
def test_a_file_that_breaks_off_is_told(name: str, reason: str) -> None:
    with pytest.raises(SjtoolError) as caught:
        list(read_inputs(Broken(SUSPECT.encode() * 2), name))
    assert caught.value.problems[0].what == f"it cannot be read to its end ({reason})"


def test_a_list_on_one_long_line_is_read_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(input_stream, "_LONGEST_LINE", 30)
    text = json.dumps([{"gender": "female"}] * 3).encode()
    assert [item.line for item in read_inputs(io.BytesIO(text), "-") if not isinstance(item, tuple)] == [1, 2, 3]
    long = b'{"gender": "female", "x": "' + b"x" * 200 + b'"}\n'
    found = list(read_inputs(io.BytesIO(long + SUSPECT.encode() + long), "-"))
    assert [(item[0], len(item[1])) for item in found if isinstance(item, tuple)] == [(1, 31), (2, 21), (3, 31)]


@pytest.mark.parametrize(
    "text",
    [
        '{"a": 1}',
        '{"a": 1}\noops',
        'oops\n{"a": 1}',
        '{\n{"a": 1}',
        '{"a": 1\n{"a": 1}',
        '{"a": oops}\n"a": 1}',
        '5\n"x"',
        '[1]\n{"a": 1}',
    ],
)
def test_one_bad_line_at_the_beginning_does_not_make_a_document_of_many(text: str) -> None:
    lines = text.split("\n")
    found = list(read_inputs(io.BytesIO(f"\n{text}\n".encode()), "-"))
    assert found == [(n, f"{line}\n".encode()) for n, line in enumerate(lines, 2)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"a":\n{"b": 1}}', {"a": {"b": 1}}),
        ('{\n"a": 1}', {"a": 1}),
        ('{"a": 1\n, "b": 2}', {"a": 1, "b": 2}),
        ('{"a": {"b": 1},\n"c": 2}', {"a": {"b": 1}, "c": 2}),
        ('[\n{"a": 1}]', {"a": 1}),
        ('[{"a":\n1}]', {"a": 1}),
        ('["x"]', None),
        ("a = 1", {"a": 1}),
        ("a = 1\nb = 2", {"a": 1, "b": 2}),
        ("# a\n\n[input]\na = 1", {"a": 1}),
        ("[ input ]\na = 1", {"a": 1}),
        ("[_a]\nb = 1", {"_a": {"b": 1}}),
        ("[[input]]\na = 1", {"a": 1}),
        ("input = [\n{a = 1},\n]", {"a": 1}),
    ],
)
def test_what_does_not_hold_an_input_a_line_is_a_document(text: str, values: object) -> None:
    for before in ("", "\n\n", "\ufeff"):
        found = list(read_inputs(io.BytesIO((before + text).encode()), "-"))
        assert [item.values for item in found if isinstance(item, Item)] == [values]


def test_the_line_of_a_fault_counts_the_blank_ones_before_it() -> None:
    (found,) = read_inputs(io.BytesIO(b'\n\n{\n\n"a": oops\n}'), "-")
    assert found == Item(5, trouble="it is not JSON")
    with pytest.raises(SjtoolError) as caught:
        list(read_inputs(io.BytesIO(b"\n\na = 1\n\nb = oops"), "-"))
    assert caught.value.problems[0].place.line == 5


def test_a_number_too_long_to_read_is_no_json_of_a_document() -> None:
    assert read_whole(b'{"a": ' + b"9" * 5000 + b"}", "x", is_json=True) == [Item(1, trouble="it is not JSON")]


PIECES = st.sampled_from(
    ["{", "}", "[", "]", '"a"', ":", ",", "1", "\n", " ", "=", "input", "#", "\ufeff", "\r", "\u00e9"]
)


@given(st.lists(PIECES, max_size=30).map("".join), st.sampled_from(["-", "x.json", "x.toml", "x.jsonl"]))
@example("", "-")
def test_whatever_comes_is_inputs_faults_or_a_refusal(text: str, name: str) -> None:
    try:
        found = list(read_inputs(io.BytesIO(text.encode()), name))
    except SjtoolError:
        return
    items = [parse_line(*item) if isinstance(item, tuple) else item for item in found]
    assert all((item.values is None) == bool(item.trouble) and item.line >= 1 for item in items)
