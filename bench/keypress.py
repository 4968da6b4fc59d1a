"""Time from the Enter after an answer to the next question, at a pseudo-terminal: a long case against an empty one.

usage: python bench/keypress.py [--records 2000] [--runs 5] [--answers 25]

Runs take turns, so that what else the machine does falls on both alike. Prints the medians and their ratio (whole path:
the key is read, the answer checked, saved with fsync, and the next question drawn). Not for Windows.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect

from sjtool.store.append import Draft, Ledger, create_case

READY = re.escape("\x1b[?25h")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_case(path: Path, records: int) -> None:
    """A case with an open session, after as many earlier records as are asked for."""
    create_case(path, {"format": 1, "case": path.stem, "training": True})
    session = {
        "assessment": "a-001",
        "set": "section-12@1.0.0",
        "informant": "subject",
        "about": "subject",
        "interviewers": ["pc-1", "ds-2"],
        "mode": "in-person",
        "held_on": "2026-03-02",
        "cleared_with": "DS 2",
    }
    drafts = [
        Draft("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr K"}),
        Draft("assessment", {"opened_on": "2026-03-02", "trigger": "review", "purpose": "bench"}),
    ]
    words = "A sentence of the length that is usual in a note of a visit. " * 2
    drafts += [
        Draft("evidence", {"nature": "reported", "kind": "other", "title": f"Log {n}", "obtained": True, "text": words})
        for n in range(records)
    ]
    Ledger(path).append([*drafts, Draft("session", session)], by="pc-1", at=AT + timedelta(minutes=1))


def time_run(path: Path, answers: int) -> list[float]:
    """Milliseconds from Enter to the next question, for each of some answers."""
    words = ["-m", "sjtool", "interview", str(path), "section-12", "--informant", "subject", "--by", "pc-1"]
    env = {**os.environ, "TERM": "xterm", "SJTOOL_CONFIG": str(path.parent / "none.toml"), "PROMPT_TOOLKIT_NO_CPR": "1"}
    child = pexpect.spawn(sys.executable, words, env=env, dimensions=(40, 100), encoding="utf-8", timeout=60)
    child.delaybeforesend = None
    taken: list[float] = []
    child.expect(" of 33")
    child.expect(READY)
    for _ in range(answers):
        child.send(":skip 5, bench")
        child.expect("bench")
        begun = time.perf_counter()
        child.send("\r")
        child.expect("saved r-")
        child.expect([" of 33", "Enter ends"])
        child.expect(READY)
        taken.append((time.perf_counter() - begun) * 1000)
    child.close(force=True)
    return taken


def main() -> int:
    """Both kinds of case in turn."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--answers", type=int, default=25)
    args = parser.parse_args()
    found: dict[str, list[float]] = {"empty": [], "long": []}
    with tempfile.TemporaryDirectory() as folder:
        for run in range(args.runs):
            for name, records in (("empty", 0), ("long", args.records)):
                path = Path(folder) / f"{name}-{run}.toml"
                make_case(path, records)
                found[name] += time_run(path, args.answers)
                size = path.stat().st_size
                print(f"run {run + 1} {name}: {size:,} bytes", file=sys.stderr)
    empty, long = statistics.median(found["empty"]), statistics.median(found["long"])
    print(f"median, empty case: {empty:.1f} ms ({len(found['empty'])} answers)")
    print(f"median, {args.records:,} records: {long:.1f} ms ({len(found['long'])} answers)")
    print(f"ratio: {long / empty:.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
