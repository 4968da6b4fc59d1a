"""Files of a force's folder that are not used as they stand are named; a sound folder has none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sjtool.store.library import Library
from sjtool.store.library_faults import find_faults
from sjtool.store.shipped import find_shipped

SHEET = next(find_shipped("templates").rglob("acute@1.0.0.toml"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "own"
    (folder / "factor-sets").mkdir(parents=True)
    shutil.copy(SHEET, folder / "factor-sets")
    return folder


def codes(folder: Path) -> list[tuple[str, str]]:
    return [(problem.code, Path(problem.place.path).name) for problem in find_faults(Library(folder))]


@pytest.mark.parametrize("name", ["lock.toml", ".acute@1.0.0.toml.swp", "notes.txt", "acute@1.0.0.cy.toml"])
def test_a_sound_folder_has_no_fault(own: Path, name: str) -> None:
    (own / name).write_text("", encoding="utf-8")
    assert codes(own) == []
    assert [*find_faults(Library())] == []


@pytest.mark.parametrize("name", ["loose.toml", "acute.toml", "Acute@2.0.0.toml", "acute@2.0.0.TOML"])
def test_a_file_that_nothing_finds_is_named(own: Path, name: str) -> None:
    (own / name).write_text("x = 1\n", encoding="utf-8")
    assert codes(own) == [("template-not-found", name)]


def test_a_file_that_cannot_be_read_is_named(own: Path) -> None:
    (own / "factor-sets" / "broken@1.0.0.toml").write_text("[broken", encoding="utf-8")
    assert codes(own) == [("not-toml", "broken@1.0.0.toml")]


def test_the_second_of_one_name_is_named_with_the_one_that_is_used(own: Path) -> None:
    (own / "older").mkdir()
    shutil.copy(SHEET, own / "older")
    (problem,) = find_faults(Library(own))
    assert problem.place.path == str(own / "older" / SHEET.name)
    assert str(own / "factor-sets" / SHEET.name) in problem.fix
