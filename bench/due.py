"""How long `sjtool due FOLDER --json` takes over 1,000 and 10,000 invented cases, and how much memory it needs.

usage: python bench/due.py [FEW [MANY [WORKERS]]]

Cases are made by `sjtool train generate` with a fixed seed, about 390 records each; making them is timed too. Each
command is a process of its own. Its memory is the most it ever held, as the system says (not on Windows). The folder of
few is gone through first and once more with WORKERS processes; in both runs every case gets its line in the access log.
Last, the lines of the access log are timed by themselves: what share of a case they are.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sjtool.store.access import append_access

SEED = "20261127"
AT = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


class Took(NamedTuple):
    """Seconds by the clock and of work, and the most memory in MB the process held; None where that is not known.

    On a busy machine the seconds of work are the ones to compare.
    """

    seconds: float
    work: float | None
    memory: float | None
    status: int


def run(*words: str, out: Path | None = None) -> Took:
    """One `sjtool` command as a whole process."""
    with (out or Path(os.devnull)).open("wb") as target:
        began = time.perf_counter()
        child = subprocess.Popen([sys.executable, "-m", "sjtool", *words], stdout=target, stderr=subprocess.DEVNULL)
        if sys.platform == "win32":
            status = child.wait()
            return Took(time.perf_counter() - began, None, None, status)
        _, state, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(state)
        size = used.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
        work = used.ru_utime + used.ru_stime
        return Took(time.perf_counter() - began, work, size, child.returncode)


def make(folder: Path, count: int) -> None:
    """So many cases."""
    took = run("train", "generate", "--out", str(folder), "--seed", SEED, "--count", str(count))
    size = sum(path.stat().st_size for path in folder.glob("*.toml"))
    assert took.status == 0, took
    print(f"{count:,} cases made: {took.seconds:.1f} s{_say_work(took)}, {size / 1e6:,.0f} MB", flush=True)


def _say_work(took: Took) -> str:
    return f", {took.work:.1f} s of them work" if took.work else ""


def look(folder: Path, count: int, *more: str) -> Took:
    """What is due in them, and what it took; the run must have read them all and ended well."""
    out = folder.with_suffix(".json")
    took = run("due", str(folder), "--json", "--by", "bench", *more, out=out)
    assert took.status == 0, took
    rows = out.read_bytes().count(b'\n    "case": ')
    assert rows > count, rows
    memory = f"{took.memory:,.0f} MB" if took.memory else "memory not measured"
    how = f" {' '.join(more)}" if more else ""
    each = took.seconds / count * 1000
    words = f"{took.seconds:.1f} s ({each:.1f} ms a case){_say_work(took)}, at most {memory}; {rows:,} rows"
    print(f"due over {count:,} cases{how}: {words}, {out.stat().st_size / 1e6:,.0f} MB of JSON", flush=True)
    return took


def log_line(folder: Path) -> float:
    """The median milliseconds of one line in the access log, the disk's fsync in it."""
    times = []
    for path in sorted(folder.glob("case-?????.toml"))[:300]:
        began = time.perf_counter()
        assert append_access(path, "consultation", "bench", by="bench", at=AT, head="0" * 32) is None
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def main(few: int, many: int, workers: int) -> None:
    """Make, look, compare."""
    with tempfile.TemporaryDirectory() as name:
        some, all_of_them = Path(name) / "few", Path(name) / "many"
        make(some, few)
        first = look(some, few)
        look(some, few, "--workers", str(workers))
        line = log_line(some)
        share = line / (first.seconds / few * 1000)
        print(f"one line of the access log: {line:.2f} ms, {share:.0%} of a case", flush=True)
        make(all_of_them, many)
        whole = look(all_of_them, many)
        print(f"{many:,} to {few:,} cases: {whole.seconds / first.seconds:.2f} times as long")
        if whole.work and first.work:
            print(f"by seconds of work: {whole.work / first.work:.2f} times as long")
        if whole.memory and first.memory:
            print(f"memory: {(whole.memory - first.memory) * 1000 / (many - few):.1f} kB for each further case")


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*[*given, *(1_000, 10_000, 2)[len(given) :]])
