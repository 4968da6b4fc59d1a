"""Kill scripted interviews at random moments and look whether an acknowledged answer is ever missing.

usage: python bench/kill.py [--interviews 300] [--seed 1]

Each run starts `sjtool interview` on a case, types answers as fast as they are taken, and kills the process (SIGKILL;
TerminateProcess on Windows) after a random time. Then: every answer that was acknowledged ("saved r-…") is in the file,
the file reads and verifies, and after the next append no temporary file is left. Prints the three counts; exits 1 where
one is not zero.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.durable import TEMPORARY
from sjtool.store.ledger import read_ledger
from sjtool.store.verify import verify_ledger

SAVED = re.compile(r"saved (r-\d+)")
AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_case(path: Path) -> None:
    """A case with a person, an open assessment and an open session, so that the interview begins at once."""
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
    Ledger(path).append(
        [
            Draft("person", {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr K"}),
            Draft("assessment", {"opened_on": "2026-03-02", "trigger": "review", "purpose": "bench"}),
            Draft("session", session),
        ],
        by="pc-1",
        at=AT,
    )


def run_until_killed(path: Path, seconds: float) -> list[str]:
    """Type answers until the process is killed; returns the ids it acknowledged."""
    command = [
        sys.executable,
        "-m",
        "sjtool",
        "interview",
        str(path),
        "section-12",
        "--informant",
        "subject",
        "--plain",
    ]
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env={**os.environ, "SJTOOL_BY": "pc-1"},
        text=True,
        encoding="utf-8",
    )
    shown: list[str] = []
    typist = threading.Thread(target=_type, args=(process, shown))
    typist.start()
    time.sleep(seconds)
    process.kill()
    process.wait()
    typist.join()
    return SAVED.findall("".join(shown))


def _type(process: subprocess.Popen[str], shown: list[str]) -> None:
    """Answer each prompt as soon as it stands there; lines that came together would be one answer."""
    # A text answer fits some questions; where it does not, the skip that follows records a reason instead.
    keys = itertools.cycle(("most nights, he says\n", ":skip refused\n"))
    assert process.stdin is not None
    assert process.stderr is not None
    with contextlib.suppress(BrokenPipeError, OSError, ValueError):
        while more := os.read(process.stderr.fileno(), 65536).decode("utf-8", "replace"):
            shown.append(more)
            if more.endswith("> "):
                process.stdin.write(next(keys))
                process.stdin.flush()


def main() -> int:
    """Run, count, print."""
    parser = argparse.ArgumentParser(description="Kill interviews at random moments.")
    parser.add_argument("--interviews", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    missing = unreadable = stale = acknowledged = 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(args.interviews):
            path = Path(folder) / f"case-{number}.toml"
            make_case(path)
            said = run_until_killed(path, chance.uniform(0.4, 1.6))
            acknowledged += len(said)
            try:
                ledger = read_ledger(path)
                ids = {link.id for link in ledger.links}
                unreadable += bool(verify_ledger(ledger).mismatches)
            except Exception as error:  # noqa: BLE001 - whatever it is, the file cannot be read
                print(f"case {number}: {type(error).__name__}")
                unreadable += 1
                continue
            missing += sum(name not in ids for name in said)
            Ledger(path).append(
                [Draft("event", {"kind": "visit", "held_on": "2026-03-02", "what": "after"})], by="pc-1", at=AT
            )
            stale += len(
                [name for name in path.parent.iterdir() if name.name.endswith(TEMPORARY) and path.name in name.name]
            )
    print(f"{args.interviews} interviews killed, {acknowledged} answers acknowledged")
    print(f"acknowledged answers missing: {missing}; unreadable files: {unreadable}; stale temporary files: {stale}")
    return 1 if missing or unreadable or stale else 0


if __name__ == "__main__":
    sys.exit(main())
