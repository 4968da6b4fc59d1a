"""docs/problems.md says what the checks and messages are; every code in the source can be explained, and no other."""

from __future__ import annotations

import ast
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from sjtool.check.catalogue import BY_CODE
from sjtool.check.reading_codes import READING_CODES

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted((ROOT / "src" / "sjtool").rglob("*.py"))
MAKERS = {"Problem", "refused", "usage"}
HANDED_ON = {"code", "problem.code", "check.code"}
"""First arguments of a maker that are no literal: a code made elsewhere and passed on."""


def tool() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_problems_doc", ROOT / "tools/make_problems_doc.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def first_arguments() -> list[ast.expr]:
    """What every problem and every error in the source is given as its code."""
    found: list[ast.expr] = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in MAKERS:
                    keys = [key.value for key in node.keywords if key.arg == "code"]
                    found.append([*node.args, *keys][0])
    return found


def literal_codes() -> set[str]:
    return {
        part.value
        for argument in first_arguments()
        for part in ast.walk(argument)
        if isinstance(part, ast.Constant) and isinstance(part.value, str)
    }


def test_the_page_is_what_the_tool_makes() -> None:
    made = tool().make_doc()
    assert (ROOT / "docs/problems.md").read_bytes().decode("utf-8") == made, "run  python tools/make_problems_doc.py"


def test_the_page_has_a_heading_for_every_check_and_a_row_for_every_message() -> None:
    lines = (ROOT / "docs/problems.md").read_text(encoding="utf-8").split("\n")
    assert [line for line in lines if line.startswith("### ")] == [f"### {code}" for code in BY_CODE]
    rows = {line.split("`")[1] for line in lines if line.startswith("| `")}
    assert rows == set(READING_CODES)


@pytest.mark.parametrize("code", BY_CODE)
def test_the_page_shows_what_a_check_prints(code: str) -> None:
    page = (ROOT / "docs/problems.md").read_text(encoding="utf-8")
    assert (ROOT / "tests/problems" / code / "expected.txt").read_text(encoding="utf-8") in page


def test_every_code_is_a_literal_or_handed_on() -> None:
    others = {
        ast.unparse(argument)
        for argument in first_arguments()
        if not any(isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(argument))
    }
    assert others <= HANDED_ON


def test_every_code_in_the_source_is_a_check_or_a_message() -> None:
    missing = sorted(literal_codes() - set(BY_CODE) - set(READING_CODES))
    assert missing == [], "say in src/sjtool/check/reading_codes.py what they stand for"


def test_no_message_is_explained_that_nothing_says() -> None:
    assert sorted(set(READING_CODES) - literal_codes()) == []


def test_no_code_is_a_check_and_a_message() -> None:
    both = sorted(set(READING_CODES) & set(BY_CODE))
    assert both == [], "take them out of src/sjtool/check/reading_codes.py: the check explains them"


@pytest.mark.parametrize("code", READING_CODES)
def test_a_message_is_explained_in_a_sentence_or_two(code: str) -> None:
    words = READING_CODES[code]
    assert words.endswith(".")
    assert words[0].isupper()
    assert 1 <= words.count(". ") + 1 <= 2
    assert len(words) <= 140
