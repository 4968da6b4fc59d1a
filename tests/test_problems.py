"""Every check has a folder with a bad case, a good one and the text it prints; the folders are found by themselves."""

from __future__ import annotations

from pathlib import Path

import pytest

from sjtool import clock
from sjtool.check.catalogue import BY_CODE, CHECKS
from sjtool.checking import check_file
from sjtool.problem import Problem
from sjtool.store.library import Library

FOLDER = Path(__file__).resolve().parent / "problems"
FOLDERS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir()) if FOLDER.is_dir() else []


def findings(code: str, name: str) -> list[Problem]:
    return [p for p in check_file(FOLDER / code / name, Library(), today=clock.today()) if p.code == code]


def rendered(problems: list[Problem]) -> str:
    return "\n".join(p.render().replace(str(p.place.path), Path(p.place.path).name) for p in problems) + "\n"


def test_every_check_has_a_folder_and_every_folder_a_check() -> None:
    assert {check.code for check in CHECKS} == set(FOLDERS)
    assert len(BY_CODE) == len(CHECKS)


@pytest.mark.parametrize("code", FOLDERS)
def test_the_bad_case_is_found_and_said_as_expected(code: str, request: pytest.FixtureRequest) -> None:
    text = rendered(findings(code, "bad.toml"))
    expected = FOLDER / code / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_bytes(text.encode("utf-8"))
    assert text.strip()
    assert text == expected.read_bytes().decode("utf-8")


@pytest.mark.parametrize("code", FOLDERS)
def test_the_good_case_is_not_found(code: str) -> None:
    assert findings(code, "good.toml") == []


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_manual_of_a_check_says_what_it_is_for(check: object) -> None:
    manual = check.manual  # type: ignore[attr-defined]
    assert manual.split("\n")[0].endswith(".")
    assert len(manual.split()) > 12
    assert check.why  # type: ignore[attr-defined]
