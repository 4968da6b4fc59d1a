"""Kill an append at every system call it makes, one run a call, and look whether anything is ever lost.

usage: python bench/kill_calls.py        (Linux, with strace; it is told where it is missing)

A child process opens a case and waits; strace attaches to it, counts its system calls during one append, and then, in
a fresh run for each of them, kills the process (SIGKILL) at that call. Killed on entering a call is killed after the
one before, so every gap between two calls is tried, the last one after the answer was acknowledged. After each: the
file is the old one or the new one and verifies, an acknowledged record is in it, and the next append leaves no
temporary file. Of a run of calls that only ask the system something (getpid, by the lock's library, and mprotect and
the like for memory) the first is tried: nothing differs between them. Prints the counts; exits 1 where one is not zero.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sjtool.store.append import Draft, Ledger
from sjtool.store.durable import TEMPORARY
from sjtool.store.ledger import read_ledger
from sjtool.store.shipped import find_shipped
from sjtool.store.verify import verify_ledger

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
VISIT = Draft("event", {"kind": "visit", "held_on": "2026-03-02", "what": "after"})
CHILD = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from sjtool.store.append import Draft, Ledger
ledger = Ledger(Path(sys.argv[1]))
draft = Draft("event", {"kind": "visit", "held_on": "2026-03-02", "what": "an answer"})
warm = Path(sys.argv[2])  # one append elsewhere first: what is imported on the way is no part of saving
warm.write_bytes(Path(sys.argv[1]).read_bytes())
Ledger(warm).append([draft], by="pc-1", at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
os.write(1, b"ready\\n")
os.read(0, 1)
made = ledger.append([draft], by="pc-1", at=datetime(2026, 3, 2, 9, 0, tzinfo=UTC))
os.write(1, b"saved " + made[0].id.encode() + b"\\n")
os.read(0, 1)
"""
ASKING = {"getpid", "gettid", "brk", "mmap", "munmap", "mprotect", "madvise", "rt_sigaction", "rt_sigprocmask", "futex"}
CALL = re.compile(r"^\d+ +(\w+)\(")


def start(path: Path) -> subprocess.Popen[bytes]:
    """The child, waiting for its go."""
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path), str(path.parent.parent / "warm" / "warm.toml")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        bufsize=0,
    )
    assert child.stdout is not None
    assert child.stdout.readline() == b"ready\n"
    return child


def attach(child: subprocess.Popen[bytes], log: Path, *inject: str) -> subprocess.Popen[bytes]:
    """A tracer on the child, attached before this returns."""
    tracer = subprocess.Popen(
        ["strace", "-f", "-q", "-o", str(log), *inject, "-p", str(child.pid)],
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    status = Path(f"/proc/{child.pid}/status")
    until = time.monotonic() + 10
    while "TracerPid:\t0" in status.read_text() and time.monotonic() < until:
        time.sleep(0.005)
    time.sleep(0.02)  # attached to the first thread; a moment for the interrupted read to be set going again
    return tracer


def go(child: subprocess.Popen[bytes]) -> str:
    """Let the append run; the id it acknowledged, or nothing."""
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(b"g")
    return child.stdout.readline().decode().removeprefix("saved ").strip()


def calls_of_one_append(path: Path, log: Path) -> list[str]:
    """The names of the system calls from the go to the acknowledgement, in order."""
    child = start(path)
    tracer = attach(child, log)
    assert go(child)
    child.kill()
    child.wait()
    tracer.wait()
    names = [found[1] for line in log.read_text(errors="replace").splitlines() if (found := CALL.match(line))]
    first = names.index("read") + 1 if "read" in names else 0
    return names[first:]


def main() -> int:
    """Count the calls, kill at each, look, print."""
    argparse.ArgumentParser(description="Kill an append at every system call.").parse_args()
    if shutil.which("strace") is None:
        print("strace is not installed: nothing was measured")
        return 2
    old = (find_shipped("casefiles") / "demo-harbour.toml").read_bytes()
    missing = unreadable = stale = acknowledged = kept_old = 0
    with TemporaryDirectory() as folder:
        place, log = Path(folder) / "case", Path(folder) / "calls"
        place.mkdir()
        (Path(folder) / "warm").mkdir()
        path = place / "case.toml"
        path.write_bytes(old)
        calls = calls_of_one_append(path, log)
        seen: Counter[str] = Counter()
        tried = 0
        for before, name in zip(["", *calls], calls, strict=False):
            seen[name] += 1
            if name in ASKING and before in ASKING:
                continue
            tried += 1
            nth = seen[name] + (1 if name == "read" else 0)  # the read that waits for the go is the first
            path.write_bytes(old)
            child = start(path)
            tracer = attach(child, log, "-e", f"inject={name}:signal=KILL:when={nth}")
            said = go(child)
            child.kill()
            child.wait()
            tracer.wait()
            acknowledged += bool(said)
            now = path.read_bytes()
            kept_old += now == old
            try:
                ledger = read_ledger(path)
                unreadable += not now.startswith(old) or bool(verify_ledger(ledger).mismatches)
                missing += bool(said) and said not in {link.id for link in ledger.links}
            except Exception as error:  # noqa: BLE001 - whatever it is, the file cannot be read
                print(f"killed at {name} number {nth}: {type(error).__name__}")
                unreadable += 1
                continue
            Ledger(path).append([VISIT], by="pc-1", at=AT)
            left = [leftover for leftover in place.iterdir() if leftover.name.endswith(TEMPORARY)]
            stale += len(left)
            for leftover in left:
                leftover.unlink()
    kinds = ", ".join(f"{name} {count}" for name, count in Counter(calls).most_common())
    print(f"one append makes {len(calls)} system calls: {kinds}")
    print(f"{tried} appends killed, one at each call (of a run of asking calls, the first)")
    print(f"acknowledged {acknowledged}, file as before {kept_old}")
    print(f"acknowledged answers missing: {missing}; unreadable files: {unreadable}; stale temporary files: {stale}")
    return 1 if missing or unreadable or stale else 0


if __name__ == "__main__":
    sys.exit(main())
