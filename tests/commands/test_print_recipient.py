"""`report --for`: no print is made out to somebody of the case whom it is not for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.store.access import read_access

Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]


@pytest.mark.parametrize(
    ("args", "recipient", "code"),
    [
        ([], "Mr H", "print-for-somebody-in-case"),
        ([], "mr  h.", "print-for-somebody-in-case"),
        ([], "the partner", "print-for-somebody-in-case"),
        (["--report", "full-history"], "Mr H", "print-for-somebody-in-case"),
        (["--report", "visit-briefing"], "Ms R", "print-for-somebody-in-case"),
        (["--view", "conference"], "Ms R", "print-for-somebody-in-case"),
        (["--view", "person"], "Ms R", "copy-for-somebody-else"),
        (["--report", "subject-access"], "Ms R", "copy-for-somebody-else"),
        (["--report", "cross-check"], "msr", "cross-check-for-adult"),
    ],
)
def test_nothing_is_written_or_logged_for_whom_it_is_not_for(
    run: Run, make_case: Make, tmp_path: Path, args: list[str], recipient: str, code: str
) -> None:
    case, out = make_case(), tmp_path / "x.txt"
    done = run("report", case, *args, "--for", recipient, "--out", out)
    assert (done.status, done.stdout) == (3, "")
    assert f"error[{code}]" in done.stderr
    assert recipient not in done.stderr
    assert not out.exists()
    assert read_access(case) == ([], [])


@pytest.mark.parametrize(
    ("args", "recipient"),
    [
        ([], "Children's services"),
        (["--report", "full-history"], "the court"),
        (["--view", "person"], "Mr H"),
        (["--report", "safety-plan"], "Ms R"),
    ],
)
def test_for_whom_it_is_it_is_written(
    run: Run, make_case: Make, tmp_path: Path, args: list[str], recipient: str
) -> None:
    case, out = make_case(), tmp_path / "x.txt"
    assert run("report", case, *args, "--for", recipient, "--out", out).status == 0
    assert out.exists()
    assert read_access(case)[0][0]["recipient"] == recipient


def test_in_a_run_over_many_the_others_are_still_printed(run: Run, make_case: Make, tmp_path: Path) -> None:
    cases, out = [make_case(), make_case("quay", beginning=())], tmp_path / "out"
    done = run("report", *cases, "--for", "Mr H", "--out", out)
    assert done.status == 1
    assert "print-for-somebody-in-case" in done.stderr
    assert [path.stem for path in out.glob("*.txt")] == ["quay.summary"]
