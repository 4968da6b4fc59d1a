"""How long `sjtool calculate dc-srp` takes over 100,000 inputs, and whether two processes say what one says.

usage: python bench/calculate.py [INPUTS [RUNS]]

The inputs are made up by a generator with a fixed seed, one in a hundred of them faulty. Runs with one and with two
processes take turns, so that a busy machine slows both alike; medians are printed.
"""

from __future__ import annotations

import hashlib
import json
import random
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

SEED = 20_260_804
FAULTS = ("{oops", '{"gender": 1}', "[]", "{}")
KINDS = ("adult_contact_sanctions", "child_contact_sanctions", "non_contact_sanctions", "image_sanctions")


def make_input(chance: random.Random) -> dict[str, Any]:
    """A man who is not there, with dates in order and counts that agree."""
    counts = {kind: chance.choice((0, 0, 0, 1, 1, 2, 3)) for kind in KINDS}
    if not any(counts.values()):
        counts[chance.choice(KINDS)] = 1
    born = date(1940, 1, 1) + timedelta(days=chance.randrange(365 * 55))
    sexual = born + timedelta(days=365 * 15 + chance.randrange(365 * 10))
    last = sexual + timedelta(days=chance.randrange(3_000))
    start = max(last, born + timedelta(days=365 * 19)) + timedelta(days=chance.randrange(2_000))
    return {
        "gender": "female" if chance.random() < 0.01 else "male",
        "ever_sexual_offence": True,
        "date_of_birth": born.isoformat(),
        "start_of_follow_up": start.isoformat(),
        "assessment_date": (start + timedelta(days=chance.randrange(4_000))).isoformat(),
        **counts,
        "total_sanctions": sum(counts.values()) + chance.randrange(4),
        "last_sexual_offence_on": sexual.isoformat(),
        "last_offence_on": last.isoformat() if chance.random() < 0.7 else None,
        "stranger_victim": chance.choice(("yes", "no", "unknown")),
        "supervision": chance.choice(("community", "community", "remand", "custody")),
    }


def write_inputs(path: Path, number: int) -> int:
    """So many lines; how many of them are faulty."""
    chance = random.Random(SEED)
    faulty = 0
    with path.open("w", encoding="utf-8") as file:
        for _ in range(number):
            is_faulty = chance.random() < 0.01
            faulty += is_faulty
            line = chance.choice(FAULTS) if is_faulty else json.dumps(make_input(chance))
            file.write(f"{line}\n")
    return faulty


def run(path: Path, workers: int) -> tuple[float, str, int, int]:
    """Seconds, the hash of what came out, how many lines that were, and the exit code."""
    words = [sys.executable, "-m", "sjtool", "calculate", "dc-srp", "--inputs", str(path), "--workers", str(workers)]
    start = time.perf_counter()
    done = subprocess.run(words, capture_output=True, check=False)
    seconds = time.perf_counter() - start
    return seconds, hashlib.sha256(done.stdout).hexdigest(), done.stdout.count(b"\n"), done.returncode


def main(number: int, runs: int) -> None:
    """Make the inputs, take turns, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inputs.jsonl"
        faulty = write_inputs(path, number)
        print(f"{number:,} inputs, {faulty:,} of them faulty, {path.stat().st_size / 1e6:.1f} MB", flush=True)
        seconds: dict[int, list[float]] = {1: [], 2: []}
        hashes = set()
        for _ in range(runs):
            for workers, taken in seconds.items():
                took, digest, lines, status = run(path, workers)
                assert (lines, status) == (number, 1 if faulty else 0), (lines, status)
                taken.append(took)
                hashes.add(digest)
    for workers, taken in seconds.items():
        median = statistics.median(taken)
        each = ", ".join(f"{one:.2f}" for one in taken)
        print(f"{workers} process(es): {median:.2f} s, {number / median:,.0f} inputs per second (runs: {each})")
    print(f"output identical over all runs: {'yes' if len(hashes) == 1 else 'NO'}; sha256 {min(hashes)}")
    if len(hashes) != 1:
        raise SystemExit(1)


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(*[*given, *(100_000, 3)[len(given) :]])
