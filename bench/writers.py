"""Two programs append to one case at once, and nothing may be lost.

usage: python bench/writers.py [--writers 2] [--appends 200] [--commands 20]

First each writer is a process of its own that appends `--appends` records one after the other and prints each id when
it is acknowledged. Then each writer runs whole `sjtool add` commands. Afterwards every acknowledged record is in the
file once, the file verifies, and no temporary file is left. Prints the counts; exits 1 where one is not zero.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sjtool.store.append import Draft, Ledger, create_case
from sjtool.store.durable import TEMPORARY
from sjtool.store.ledger import read_ledger
from sjtool.store.verify import verify_ledger

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
CHILD = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from sjtool.store.append import Draft, Ledger
ledger = Ledger(Path(sys.argv[1]))
for number in range(int(sys.argv[3])):
    draft = Draft("event", {"kind": "visit", "held_on": "2026-03-02", "what": f"writer {sys.argv[2]}, number {number}"})
    print(ledger.append([draft], by=f"pc-{sys.argv[2]}", at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))[0].id, flush=True)
"""
ANSWERS = '[[event]]\nkind = "visit"\nheld_on = "2026-03-02"\nwhat = "by a command"\n'


def append_in_processes(path: Path, writers: int, appends: int) -> list[str]:
    """Processes that each keep the case open; the ids they acknowledged."""
    children = [
        subprocess.Popen(
            [sys.executable, "-c", CHILD, str(path), str(number), str(appends)], stdout=subprocess.PIPE, text=True
        )
        for number in range(writers)
    ]
    return [name for child in children for name in child.communicate()[0].split()]


def append_by_commands(path: Path, writers: int, commands: int) -> list[str]:
    """Whole commands, `writers` of them at a time; the ids they acknowledged."""
    said: list[str] = []

    def run(number: int) -> None:
        for _ in range(commands):
            done = subprocess.run(
                [sys.executable, "-m", "sjtool", "add", str(path), "--answers", "-", "--by", f"pc-{number}"],
                input=ANSWERS,
                text=True,
                capture_output=True,
                check=False,
                env={**os.environ, "NO_COLOR": "1"},
            )
            if done.returncode == 0:
                said.extend(word for word in (done.stdout + done.stderr).split() if word.startswith("ev-"))

    threads = [threading.Thread(target=run, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return said


def main() -> int:
    """Write, look, print."""
    parser = argparse.ArgumentParser(description="Two writers on one case.")
    parser.add_argument("--writers", type=int, default=2)
    parser.add_argument("--appends", type=int, default=200)
    parser.add_argument("--commands", type=int, default=20)
    args = parser.parse_args()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "case.toml"
        create_case(path, {"format": 1, "case": "case", "training": True})
        person = {"id": "subject", "roles": ["subject"], "standing": "convicted", "label": "Mr K"}
        opened = {"opened_on": "2026-03-02", "trigger": "review", "purpose": "bench"}
        Ledger(path).append([Draft("person", person), Draft("assessment", opened)], by="pc-1", at=AT)
        said = append_in_processes(path, args.writers, args.appends)
        by_commands = append_by_commands(path, args.writers, args.commands)
        ledger = read_ledger(path)
        ids = [link.id for link in ledger.links]
        lost = [name for name in (*said, *by_commands) if ids.count(name) != 1]
        wrong = len(verify_ledger(ledger).mismatches)
        stale = len([name for name in Path(folder).iterdir() if name.name.endswith(TEMPORARY)])
    wanted = args.writers * args.appends
    print(f"{args.writers} writers at once: {len(said)} of {wanted} appends acknowledged, in processes of their own;")
    print(f"{len(by_commands)} of {args.writers * args.commands} whole commands acknowledged")
    print(f"lost or doubled: {len(lost)}; mismatches: {wrong}; stale temporary files: {stale}")
    all_done = len(said) == wanted and len(by_commands) == args.writers * args.commands
    return 0 if all_done and not lost and not wrong and not stale else 1


if __name__ == "__main__":
    sys.exit(main())
