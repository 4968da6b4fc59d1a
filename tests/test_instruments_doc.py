"""docs/instruments.md says what the program does: its example is run, and its lists are those of the passports."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from sjtool.check.catalogue import BY_CODE
from sjtool.check.reading_codes import READING_CODES
from sjtool.score.register import COMPUTED

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "instruments.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    found = re.search(rf"```jsonl {name}\n(.*?)```", PAGE, re.DOTALL)
    assert found
    return found[1]


def test_the_example_prints_what_the_page_says(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "images.jsonl"
    file.write_text(block("in"), encoding="utf-8")
    done = run("calculate", "iic-srp", "--inputs", file)
    expected = [json.loads(line) for line in block("out").splitlines()]
    assert [json.loads(line) for line in done.stdout.splitlines()] == expected
    assert done.status == 1
    assert [line["applicable"] for line in expected] == [True, None, False]


def test_the_page_lists_what_is_worked_out_and_no_other() -> None:
    assert tuple(re.findall(r"(?m)^\| `([a-z-]+)` \|", PAGE)) == COMPUTED


def test_every_code_on_the_page_is_one(run: Any) -> None:
    codes = set(re.findall(r"\(`([a-z]+-[a-z]+)`\)", PAGE)) - {"srp-official"}
    assert codes == {"official-differs", "inputs-open", "result-stands"}
    assert codes <= set(BY_CODE) | set(READING_CODES)
    assert run("explain", "official-differs").status == 0
