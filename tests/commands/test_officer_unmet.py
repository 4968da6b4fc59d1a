"""`caseload` and `due` for an officer, or with a filter, that no case of the run has: said on stderr, and no fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.store.append import Draft

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]
UNMET = 'No case of this run has officer "nobody"'


@pytest.fixture
def folder(make_case: Make, tmp_path: Path) -> Path:
    cases = tmp_path / "cases"
    cases.mkdir()
    make_case("anchor", folder=cases)
    make_case("quay", folder=cases, by="pc-9")
    return cases


@pytest.mark.parametrize("command", ["caseload", "due"])
class TestAnOfficer:
    def test_nobody_is_told(self, run: Run, folder: Path, command: str) -> None:
        for named in (folder, folder / "quay.toml"):
            done = run(command, named, "--officer", "nobody")
            assert (done.status, UNMET in done.stderr) == (0, True)
            assert UNMET not in done.stdout

    def test_one_who_has_a_case_is_not(self, run: Run, folder: Path, command: str) -> None:
        for officer in ("pc-9", "PC.9"):
            assert "No case of this run" not in run(command, folder, "--officer", officer).stderr
        assert "No case of this run" not in run(command, folder).stderr

    def test_what_could_not_be_read_may_have_it(self, run: Run, folder: Path, command: str) -> None:
        (folder / "x.toml").write_text("[", encoding="utf-8")
        done = run(command, folder, "--officer", "nobody")
        assert f"{UNMET}; of what could not be read it is not known" in done.stderr


def test_an_officer_with_nothing_due_is_not_unknown(run: Run, folder: Path) -> None:
    done = run("due", folder, "--officer", "pc-9", "--within", "0", "--overdue")
    assert (done.status, "No case of this run" in done.stderr) == (0, False)


def test_somebody_named_by_a_thing_that_is_not_due_yet_is_not_unknown(run: Run, folder: Path, make_case: Make) -> None:
    words = dict.fromkeys(("kind", "objective", "purpose"), "to see them")
    action = Draft(
        "action",
        {"assessment": "a-001", "pillar": "victim-safety", "owner": "Ms Farrow", "due_on": "2027-03-03", **words},
    )
    make_case("berth", [action], folder=folder)
    asked = ("due", folder, "--officer", "Ms Farrow", "--within", "0")
    assert "No case of this run" not in run(*asked).stderr
    assert 'has officer "Ms Furrow"' in run(*asked[:3], "Ms Furrow").stderr


def test_a_filter_of_a_caseload_that_no_case_fits(run: Run, folder: Path) -> None:
    done = run("caseload", folder, "--where", "author=zzz", "--officer", "pc-9")
    assert 'No case of this run has author "zzz"' in done.stderr
    assert "officer" not in done.stderr
    assert "No case of this run" not in run("caseload", folder, "--where", "author=pc-9").stderr
