"""How long `sjtool export` takes over invented cases, to CSV and to Parquet, and how much memory it needs.

usage: python bench/export.py [FEW [MANY [WORKERS]]]

Cases are made by `sjtool train generate` with a fixed seed. Each command is a process of its own; its memory is the
most it ever held, as the system says (not on Windows), and of several processes the most that the first of them held.
FEW and MANY cases tell whether memory grows with their number. In every run every case gets its line in the access log.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

SEED = "1"


class Took(NamedTuple):
    """Seconds by the clock and of work, and the most memory in MB the process held; None where that is not known."""

    seconds: float
    work: float | None
    memory: float | None


def run(*words: str) -> Took:
    """One `sjtool` command as a whole process; it must end well."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-m", "sjtool", *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    if sys.platform == "win32":
        assert child.wait() == 0, words
        return Took(time.perf_counter() - began, None, None)
    _, state, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(state)
    assert child.returncode == 0, words
    size = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    return Took(time.perf_counter() - began, used.ru_utime + used.ru_stime, size)


def export(cases: Path, count: int, form: str, workers: int) -> Took:
    """An export of all of them, and what it took; every case must be in it."""
    out = cases.with_name(f"{cases.name}-{form}-{workers}")
    took = run(
        *("export", str(cases), "--out", str(out), "--format", form, "--by", "bench", "--workers", str(workers)),
        *("--for", "bench"),
    )
    told = json.loads((out / "columns.json").read_bytes())
    assert (told["cases"], told["failed"], told["complete"]) == (count, 0, True), told
    rows = sum(table["rows"] for table in told["tables"])
    size = sum(path.stat().st_size for path in out.glob(f"*.{form}"))
    memory = f"at most {took.memory:,.0f} MB" if took.memory else "memory not measured"
    work = f", {took.work:.1f} s of work" if took.work else ""
    each = took.seconds / count * 1000
    print(
        f"sjtool export {cases.name}/ --format {form} --workers {workers}: {took.seconds:.1f} s ({each:.1f} ms a case)"
        f"{work}, {memory}; {rows:,} rows, {size / 1e6:.1f} MB",
        flush=True,
    )
    return took


def make(folder: Path, count: int) -> None:
    """So many cases."""
    took = run("train", "generate", "--out", str(folder), "--seed", SEED, "--count", str(count))
    size = sum(path.stat().st_size for path in folder.glob("*.toml"))
    print(f"{count:,} cases made: {took.seconds:.1f} s, {size / 1e6:,.0f} MB", flush=True)


def main(few: int, many: int, workers: int) -> None:
    """Make, export, compare."""
    with tempfile.TemporaryDirectory() as name:
        some, whole = Path(name) / "few", Path(name) / "many"
        make(some, few)
        make(whole, many)
        for form in ("csv", "parquet"):
            less, more = export(some, few, form, 1), export(whole, many, form, 1)
            if less.memory and more.memory and many > few:
                print(f"  memory: {(more.memory - less.memory) * 1000 / (many - few):.1f} kB for each further case")
            export(whole, many, form, workers)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*[*given, *(100, 1_000, 2)[len(given) :]])
