"""`sjtool explain`: every code, whole or in a list."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace

import pytest

from sjtool.check.catalogue import CHECKS
from sjtool.check.reading_codes import READING_CODES
from sjtool.commands.rules import find_rule

Run = Callable[..., SimpleNamespace]


def joined(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_check_is_explained_whole(run: Run, check: object) -> None:
    code, manual, why = check.code, check.manual, check.why  # type: ignore[attr-defined]
    done = run("explain", code)
    assert (done.status, done.stderr) == (0, "")
    said = joined(done.stdout)
    assert said.startswith(f"{code} {check.severity}: ")  # type: ignore[attr-defined]
    assert joined(manual) in said
    assert f"why: {joined(why)}" in said
    assert f"sjtool check CASE --only {code}" in said
    assert max(len(line) for line in done.stdout.split("\n")) <= 80


@pytest.mark.parametrize("code", READING_CODES)
def test_a_message_is_explained_too(run: Run, code: str) -> None:
    done = run("explain", f"[{code}]")
    assert done.status == 0
    assert READING_CODES[code] in joined(done.stdout)
    assert "--only" not in done.stdout


def test_the_list_names_every_code_with_its_first_sentence(run: Run) -> None:
    done = run("explain")
    assert done.status == 0
    codes = [line.split(" ")[0] for line in done.stdout.split("\n") if line and line[0] != " " and ":" not in line]
    assert codes == [*[check.code for check in CHECKS], *sorted(READING_CODES)]
    said = joined(done.stdout)
    for code in codes:
        gist = find_rule(code).gist
        assert gist.endswith(".")
        assert joined(gist) in said


@pytest.mark.parametrize(
    ("typed", "fix"),
    [
        ("rating-without-evidense", 'did you mean "rating-without-evidence"?'),
        ("not-tomml", 'did you mean "not-toml"?'),
        ("qqqq", "sjtool explain  lists them all"),
        ("é" * 50, "this name"),
    ],
)
def test_an_unknown_code_is_wrong_usage_with_the_nearest_one(run: Run, typed: str, fix: str) -> None:
    done = run("explain", typed)
    assert (done.status, done.stdout) == (2, "")
    assert "error[unknown-code]" in done.stderr
    assert fix in done.stderr
