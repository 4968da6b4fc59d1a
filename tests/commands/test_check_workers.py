"""`check --workers`: what one process says, in the same order, whatever happens to the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from sjtool.commands import check_work, pool
from sjtool.store.access import access_path, read_access

pytestmark = pytest.mark.usefixtures("at_desk")
Run = Callable[..., SimpleNamespace]
Make = Callable[..., Path]


@pytest.fixture
def many(make_case: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """More cases than a process is given at a time; one cannot be read, one is as a hand left it."""
    monkeypatch.setattr(pool, "WORTH", 2)
    cases = tmp_path / "many"
    cases.mkdir()
    for number in range(11):
        make_case(f"case-{number:02}", folder=cases)
    (cases / "case-05.toml").write_text("format = 1\ncase = [\n", encoding="utf-8")
    with (cases / "case-07.toml").open("a", encoding="utf-8") as file:
        file.write('\n[[event]]\nid = "ev-900"\nkind = "visit"\nwhta = "words"\n')
    return cases


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_they_say_what_one_says_and_log_each_case(run: Run, many: Path, form: str) -> None:
    alone = run("check", many, "--format", form, "--strict")
    shared = run("check", many, "--format", form, "--strict", "--workers", "2")
    assert (shared.stdout, shared.stderr, shared.status) == (alone.stdout, alone.stderr, 1)
    assert len(read_access(many / "case-10.toml")[0]) == 2


def test_all_well_is_0_by_several_too(run: Run, many: Path) -> None:
    for name in ("case-05", "case-07"):
        (many / f"{name}.toml").unlink()
    args = ("check", many, "--only", "rating-without-evidence")
    assert (run(*args).status, run(*args, "--workers", "2").status) == (0, 0)


def test_a_process_that_dies_is_a_finding_of_its_file(run: Run, many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (told,) = check_work.crashed("quay.toml").problems
    assert (told.code, told.severity, check_work.crashed("quay.toml").is_readable) == ("worker-crashed", "error", False)

    class Dies(pool.Pool):  # type: ignore[type-arg]
        def _take(self, future: object) -> object:
            found = super()._take(future)  # type: ignore[arg-type]
            return None if found and any("case-03" in file.path for file in found) else found

    monkeypatch.setattr("sjtool.commands.check_run.Pool", Dies)
    done = run("check", many, "--workers", "2")
    assert done.status == 1
    assert f"{many / 'case-03.toml'}: error[worker-crashed]" in done.stdout
    assert done.stdout.count("worker-crashed]") == 1
    assert f"{many / 'case-07.toml'}" in done.stdout


def test_templates_that_are_not_there_stop_the_run_once(run: Run, many: Path, tmp_path: Path) -> None:
    done = run("check", many, "--workers", "2", "--templates", tmp_path / "nowhere")
    assert (done.stdout, done.stderr.count("nowhere")) == ("", 1)
    assert done.status in {2, 3}


def test_the_number_of_processes_is_looked_at_first(run: Run, many: Path) -> None:
    assert run("check", many, "--workers", "0").status == 2
    assert not access_path(many / "case-00.toml").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C to a group of processes is of POSIX")
def test_ctrl_c_ends_it_without_a_word_too_many(many: Path) -> None:
    code = (
        "from sjtool.commands import pool; pool.WORTH = 2\n"
        "import time, sjtool.commands.pool as p; take = p.Pool._take\n"
        "p.Pool._take = lambda self, future: (time.sleep(0.5), take(self, future))[1]\n"
        "from sjtool.entry import main; main()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, "check", str(many), "--workers", "2"],
        env={**os.environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    until = time.monotonic() + 60
    while not access_path(many / "case-00.toml").exists() and time.monotonic() < until:
        time.sleep(0.02)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, b"")
    assert b"Traceback" not in err
