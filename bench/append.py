"""Time one append, on an empty case and on one of many records.

usage: python bench/append.py [--records 2000] [--runs 50]

Two figures for each: inside one process (what an interview pays for each answer) and as a whole `sjtool add` command.
Medians of the runs, in milliseconds; the disk's fsync is in both.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sjtool.store.append import Draft, Ledger, create_case

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WORDS = "She said most nights until two, and at weekends longer; she did not know what he was doing there."


def make_case(folder: Path, records: int) -> Path:
    """A case with one session's worth of people and so many responses."""
    path = folder / f"bench-{records}.toml"
    create_case(path, {"format": 1, "case": f"bench-{records}", "training": True})
    people = [
        Draft("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr B"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "review", "purpose": "bench"}),
        Draft(
            "session",
            {
                "assessment": "a-001",
                "set": "section-12@1.0.0",
                "informant": "subject",
                "about": "subject",
                "interviewers": ["pc-1"],
                "mode": "in-person",
                "held_on": "2026-03-02",
            },
        ),
    ]
    if records:
        Ledger(path).append([*people, *(response(n) for n in range(records - len(people)))], by="pc-1", at=AT)
    return path


def response(number: int) -> Draft:
    """One answer of ordinary length."""
    return Draft("response", {"session": "s-001", "item": "5", "basis": "told", "value": f"{WORDS} ({number})"})


def time_in_process(path: Path, runs: int) -> float:
    """Median milliseconds of one append on an open ledger."""
    ledger = Ledger(path)
    kind = Draft("event", {"kind": "visit", "held_on": "2026-03-02", "what": WORDS})
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        ledger.append([kind], by="pc-1", at=AT)
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def time_command(path: Path, runs: int) -> float:
    """Median milliseconds of a whole `sjtool add` command."""
    answers = path.with_suffix(".json")
    answers.write_text(
        '{"event": [{"kind": "visit", "held_on": "2026-03-02", "what": "Seen at home."}]}', encoding="utf-8"
    )
    command = [sys.executable, "-m", "sjtool", "add", str(path), "--answers", str(answers)]
    taken = []
    for _ in range(runs):
        begun = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True, env={**os.environ, "SJTOOL_BY": "pc-1"})
        taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Print the four figures."""
    parser = argparse.ArgumentParser(description="Time one append.")
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=50)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for records in (0, args.records):
            path = make_case(Path(folder), records)
            inside = time_in_process(path, args.runs)
            whole = time_command(path, max(5, args.runs // 5))
            size = path.stat().st_size / 1024
            print(
                f"{records:>6} records ({size:,.0f} kB): append {inside:.1f} ms; whole command {whole:.0f} ms (medians)"
            )


if __name__ == "__main__":
    main()
