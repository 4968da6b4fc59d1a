"""The short way to an outline: the same as the long one, or none."""

from __future__ import annotations

import tomllib  # noqa: TID251 - what another reader makes of the same text
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sjtool.store.outline import MAX_DEPTH, build_outline, skim_outline
from sjtool.store.toml import parse_toml

WRITTEN = """# a comment. With a dot = [
format = 1
case = "x"

[[person]]
id = "p-001"
roles = ["subject", "other"]
words = "a = [ and [[person]]\\n[[person]]"

[[rating]]
id = "ra-001"
refs = [
    "arms-style@1.0.0/x.y",
    "p-001",
]
"""


def test_a_case_as_sjtool_writes_it_is_skimmed() -> None:
    text = WRITTEN.replace(" = [ and", " and").replace("[[person]]\\n[[person]]", "")
    skimmed = skim_outline(text)
    assert skimmed is not None
    assert skimmed.headers == build_outline(text).headers
    assert skimmed.agrees(tomllib.loads(text))


def test_a_case_of_hundreds_of_records_is_skimmed(run: Callable[..., SimpleNamespace], tmp_path: Path) -> None:
    run("train", "generate", "--seed", "7", "--count", "1", "--out", tmp_path)
    text = (tmp_path / "case-00001.toml").read_text(encoding="utf-8")
    skimmed = skim_outline(text)
    assert skimmed is not None
    assert skimmed.headers == build_outline(text).headers
    assert len(skimmed.headers) > 100


@pytest.mark.parametrize(
    "text",
    [
        "[[a]]\nx = 1\n",  # no line before the first header
        "#\n [[a]]\n",
        "#\n[[a]] # c\n",
        "#\n[[ a ]]\n",
        '#\n[["a"]]\n',
        "#\n[[a.b]]\n",
        "#\n[a]\n",
        "#\nx = {y = 1}\n",
        "#\nx = [[1]]\n",
        "#\nx =[1]\n",
        "#\na.b = 1\n",
        "#\na .b = 1\n",
        "a.b = 1",
        "a.b = 1\n",
        '#\n"a".b = 1\n',
        "#\n'a'.b = 1\n",
        '#\n    "a"."b" = 1\n',
        "#\n  a.b = 1\n",
        "#\n\ta = 1\n",
        '#\nx = """\n.\n "x"\n',
    ],
)
def test_whatever_is_laid_out_otherwise_is_scanned_whole(text: str) -> None:
    assert skim_outline(text) is None


def test_what_only_looks_like_a_header_does_not_agree_with_what_was_parsed() -> None:
    text = '#\nx = """\n[[a]]\n"""\n[[a]]\ny = 1\n'
    skimmed = skim_outline(text)
    assert skimmed is not None
    assert not skimmed.agrees(tomllib.loads(text))
    assert [header.line for header in parse_toml(text.encode(), "x").outline.headers] == [5]


PIECES = st.sampled_from(
    [
        *["\n", "[[a]]", "[[b]]", "[", "]", " = ", " = [", "a", "b", "1", ".", ",", '"', '"""', "'", "{", "}", "#"],
        *["    ", '    "a",\n', "\\", "\n[[a]]\n", "\n[[b]]\n", "a = 1\n", 'b = "x"\n', "x = [\n", "]\n", "'''"],
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
@example("a = [\n[[1]]\n,\n[[1]]\n]")
@example('#\nx = """\n[[a]]\n"""')
def test_the_short_way_is_the_long_way_or_none(text: str) -> None:
    skimmed = skim_outline(text)
    if skimmed is None:
        return
    assert build_outline(text).depth <= 4 < MAX_DEPTH
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    if skimmed.agrees(data):
        assert skimmed.headers == build_outline(text).headers
