"""The outline finds every header and key with its line, nothing that is not one, and never stalls."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from itertools import pairwise

import pytest
import tomli
from hypothesis import example, given
from hypothesis import strategies as st

from sjtool.store.outline import MAX_DEPTH, build_outline

PRINTABLE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
TRAPS = ("[[fake]]", "[fake]", "fake = 1", "# not a comment", "]", "[", "}", "{", "=", "'", '"', '\\"', "\\\\", "\\")
INNER = st.lists(st.sampled_from(TRAPS) | PRINTABLE, max_size=6)


def one_line(text: str) -> str:
    """A basic string; JSON's escapes are TOML's."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def many_lines(parts: list[str]) -> str:
    """A basic string over several lines, a part on each: quotes by ones and twos stay as they are."""
    lines = [part.replace("\\", "\\\\").replace('"""', '""\\"') for part in parts]
    body = "\n" + "\n".join(lines)
    return f'"""{body}{"" if not body.endswith(chr(34)) else chr(10)}"""'


def literal_lines(parts: list[str]) -> str:
    """The same between three single quotes, where nothing is an escape."""
    body = "\n" + "\n".join(parts)
    while "'''" in body:
        body = body.replace("'''", "''")
    return f"'''{body}\n'''"


STRINGS = PRINTABLE.map(one_line) | INNER.map("".join).map(one_line) | INNER.map(many_lines) | INNER.map(literal_lines)
PLAIN = st.sampled_from(
    ["1", "-1.5", "true", "2026-03-04", "2026-03-04T14:12:09.5+00:00", "1e6", "0xff", "inf", "10:30:00"]
)
COMMENTS = st.sampled_from(["", " # [[fake]]", " # fake = 1", ' # """', " # '''", " #"])


@st.composite
def lists(draw: st.DrawFn, values: st.SearchStrategy[str]) -> str:
    """A list over several lines, with comments, lists and tables in it that look like headers and keys."""
    tables = values.map(lambda value: f"{{fake = {value}, other.fake = 1}}")
    parts = draw(st.lists(values | values.map(lambda value: f"[{value}]") | tables, max_size=4))
    comment = draw(COMMENTS)
    return "[\n" + "".join(f"  {part},{comment}\n" for part in parts) + "]"


VALUES = st.recursive(STRINGS | PLAIN, lambda inner: lists(inner) | inner.map(lambda value: f"[{value}]"), max_leaves=6)


@dataclass
class Document:
    """A TOML text as it grows, and what the outline of it must say."""

    lines: list[str] = field(default_factory=list)
    headers: list[tuple[str, bool, int]] = field(default_factory=list)
    keys: dict[tuple[int, str], int] = field(default_factory=dict)

    def put(self, text: str) -> None:
        """Add text, of one line or many."""
        self.lines += text.split("\n")


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Any number of tables of records, single tables and keys, with comments and empty lines between."""
    document = Document()
    count = draw(st.integers(0, 5))
    for table in range(-1, count):
        if table >= 0:
            is_array = draw(st.booleans())
            name = draw(st.sampled_from(["person", "set.conduct", "a-b_1"])) if is_array else f"single-{table}"
            lead, trail = draw(st.sampled_from(["", " ", "\t"])), draw(COMMENTS)
            document.headers.append((name, is_array, len(document.lines) + 1))
            document.put(f"{lead}[[{name}]]{trail}" if is_array else f"{lead}[ {name} ]{trail}")
        for number in range(draw(st.integers(0, 3))):
            key = draw(st.sampled_from([f"key-{number}", f"dotted-{number}.part"]))
            document.keys[table, key] = len(document.lines) + 1
            document.put(f"{draw(st.sampled_from(['', '  ']))}{key} = {draw(VALUES)}{draw(COMMENTS)}")
        if draw(st.booleans()):
            document.put(f"\n#{draw(PRINTABLE)}\n")
    return document


@given(document=documents())
def test_every_header_and_key_has_its_line_and_none_is_invented(document: Document) -> None:
    text = "\n".join(document.lines)
    data = tomli.loads(text)
    outline = build_outline(text)
    assert [(h.name, h.is_array, h.line) for h in outline.headers] == document.headers
    assert outline.key_lines == document.keys
    for header in outline.headers:
        assert text[header.start :].lstrip(" \t").startswith("[")
        found = data
        for part in header.name.split("."):
            found = found[part] if isinstance(found, dict) else found[-1][part]
        assert isinstance(found, list) == header.is_array
    for (table, key), line in outline.key_lines.items():
        assert outline.line_of(table, key) == line
        assert outline.excerpt(line).lstrip().startswith(key)
    for start, end in outline.comments:
        assert text[start] == "#"
        assert "\n" not in text[start:end]


@given(
    text=st.lists(st.sampled_from([*TRAPS, '"""', "'''", "\n", " ", ".", "a", "a = ", "\\"]), max_size=60).map("".join)
)
@example(text='"""\\')
@example(text="'''")
@example(text="= 1")
@example(text="[\n[[a]]\n]\n[[b]]")
def test_any_text_at_all_has_an_outline_within_the_text(text: str) -> None:
    outline = build_outline(text)
    last = text.count("\n") + 1
    assert all(1 <= header.line <= last for header in outline.headers)
    assert all(one.start < other.start for one, other in pairwise(outline.headers))
    assert all(1 <= line <= last for line in outline.key_lines.values())
    assert [outline.excerpt(n + 1) for n in range(last)] == text.split("\n")


def test_where_a_key_has_no_line_of_its_own_the_nearest_there_is_is_named() -> None:
    outline = build_outline('format = 1\n\n[[person]]\nid = "x"\n"label" = "in quotes"\n')
    assert outline.line_of(0, "id") == 4
    assert outline.line_of(0, "label") == 3
    assert outline.line_of(0) == 3
    assert outline.line_of(-1, "case") == 1
    assert outline.line_of(7, "id") == 1
    assert outline.excerpt(0) == outline.excerpt(99) == ""


def test_a_header_with_quotes_is_found_where_it_stands() -> None:
    outline = build_outline('a = 1\n[["person"]]\nid = 1\n[\'x]\'."#"]\nid = 2\n')
    assert [(h.name, h.is_array, h.line) for h in outline.headers] == [('"person"', True, 2), ("'x]'.\"#\"", False, 4)]
    assert outline.key_lines == {(-1, "a"): 1, (0, "id"): 3, (1, "id"): 5}


@pytest.mark.parametrize(
    ("text", "depth"),
    [
        ("a = 1", 1),
        ("a = [[[1]]]", 3),
        ("a = [[1], [2], {b = [3]}]", 3),
        ("a = [\n[[1],\n[[2]]]\n]", 4),
        ("a.b.c = 1", 3),
        ("a.'b'.c = 1", 3),
        ("x = {a.b.c.d = 1}", 4),
        ("[a.b.c.d]", 4),
        ('["a.b"."c"]', 2),
        ('a = "x.y.z.[[[["', 1),
        ("a = [1.5, 2.5, 3.5]", 2),
        ("# a.b.c.d [[[[", 0),
    ],
)
def test_depth_is_counted_in_brackets_and_in_dotted_names_but_not_in_words(text: str, depth: int) -> None:
    assert build_outline(text).depth == depth


HOSTILE = {
    "an open string after many escaped ones": lambda n: '\\"""\n' * n + "\\",
    "quotes": lambda n: '"' * n,
    "single quotes": lambda n: "'" * n,
    "strings of four quotes": lambda n: "''''" * n,
    "escapes": lambda n: '"' + "\\" * n,
    "escaped quotes": lambda n: '"""' + '\\"' * n,
    "open brackets": lambda n: "[" * n,
    "open headers": lambda n: "[a\n" * n,
    "a header that never ends": lambda n: "[" + "a" * n,
    "a header of strings that never ends": lambda n: "[" + '"a" ' * n,
    "lists that look like headers": lambda n: "a = [\n" + "[[1],\n" * n,
    "empty lists": lambda n: "a = " + "[]" * n,
    "spaces": lambda n: " " * n,
    "lines of spaces": lambda n: (" " * 99 + "\n") * (n // 100),
    "a long bare key": lambda n: "a" * n,
    "dotted names": lambda n: "a." * n,
    "dotted names in quotes": lambda n: '"a".' * n,
    "figures with a point": lambda n: "a = [" + "1.5, " * n,
    "dots far apart": lambda n: ("." + "a" * 50 + " ") * (n // 50),
    "equal signs": lambda n: "=" * n,
    "comments": lambda n: "#\n" * n,
    "hashes": lambda n: "#" * n,
    "carriage returns": lambda n: "\r" * n,
    "headers": lambda n: "[[a]]\n" * n,
    "keys": lambda n: "a = 1\n" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_text_makes_the_scan_slower_than_its_length(name: str) -> None:
    # A scan that is quadratic takes minutes for this; a linear one a fraction of a second, whatever the machine.
    text = HOSTILE[name](200_000)
    begun = time.process_time()
    outline = build_outline(text)
    for line in range(1, min(text.count("\n") + 1, 20_000)):
        outline.excerpt(line)
    assert outline.key_lines is not None
    assert time.process_time() - begun < 20


def test_the_scan_stops_where_the_depth_is_past_the_limit() -> None:
    outline = build_outline("a = " + "[" * 1_000_000 + "\n[[late]]\n")
    assert outline.depth == MAX_DEPTH + 1
    assert outline.headers == []
