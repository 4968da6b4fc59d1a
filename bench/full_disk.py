"""Fill the disk, or set a limit on file size, under a running command, and look whether anything is lost.

usage: python bench/full_disk.py        (the full disk needs Linux and the right to mount; the limit any POSIX system)

Two journeys, each with real commands: an interview typed into `sjtool interview`, and records from a pipe into
`sjtool add --answers -`. The disk is a small memory file system of its own, filled to the last byte. Each time: the
case is byte for byte as it was, the exit code says so, the message names the file, says why and what to do, no word
that was typed is in it, and what was typed is kept in an owner-only file, in the home folder where the disk of the
case is full. Prints one line a journey; exits 1 where something does not hold.
"""

from __future__ import annotations

import os
import resource
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sjtool.store.append import Draft, Ledger
from sjtool.store.shipped import find_shipped

AT = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
MARKER = "zqxmarker"
WORDS = f"{MARKER} " * 400  # longer than the last block of a file could take
VISIT = f'[[event]]\nkind = "visit"\nheld_on = "2026-03-02"\nwhat = "{WORDS}"\n'


def make_case(path: Path) -> None:
    """A demo case with an open session, so that the interview begins at once."""
    path.write_bytes((find_shipped("casefiles") / "demo-harbour.toml").read_bytes())
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
    Ledger(path).append([Draft("session", session)], by="pc-1", at=AT)


@contextmanager
def full_disk(folder: Path) -> Iterator[tuple[Path, Callable[[], None] | None]]:
    """A memory file system of its own with the case in it; filled once the case is there."""
    place = folder / "disk"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(place)], check=True)
    try:
        path = place / "case.toml"
        make_case(path)
        with open(place / "filler", "wb", buffering=0) as filler:  # noqa: PTH123 - unbuffered, to the last byte
            try:
                while True:
                    filler.write(b"x" * 512)
            except OSError:
                pass
        yield path, None
    finally:
        subprocess.run(["umount", str(place)], check=True)


@contextmanager
def size_limit(folder: Path) -> Iterator[tuple[Path, Callable[[], None] | None]]:
    """A limit on the size of any file the command writes, a little above the case as it is."""
    path = folder / "case.toml"
    make_case(path)
    limit = path.stat().st_size + 200
    yield path, lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def run(
    arguments: list[str], typed: str, home: Path, before: Callable[[], None] | None
) -> subprocess.CompletedProcess[str]:
    """One command with its own home folder."""
    return subprocess.run(
        [sys.executable, "-m", "sjtool", *arguments],
        input=typed,
        text=True,
        capture_output=True,
        check=False,
        env={**os.environ, "HOME": str(home), "SJTOOL_BY": "pc-1", "NO_COLOR": "1"},
        preexec_fn=before,
    )


def look(name: str, case: Path, old: bytes, home: Path, done: subprocess.CompletedProcess[str]) -> bool:
    """Hold one journey against what must be so."""
    kept = [*home.rglob("*.kept-*.toml"), *case.parent.glob("*.kept-*.toml")]
    message = done.stderr
    facts = {
        "case unchanged": case.read_bytes() == old,
        "exit 3": done.returncode == 3,
        "says not-saved": "not-saved" in message and "it is as it was before" in message,
        "says what to do": "fix:" in message,
        "no traceback": "Traceback" not in message,
        "no word in the message": MARKER not in message,
        "words kept": any(MARKER in path.read_text(encoding="utf-8") for path in kept),
        "kept for the owner only": all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in kept),
        "nothing half-written": not list(case.parent.glob(".*.sjtool-tmp")),
    }
    failed = [fact for fact, holds in facts.items() if not holds]
    print(
        f"{name}: {len(facts) - len(failed)} of {len(facts)} hold" + (f"; NOT: {', '.join(failed)}" if failed else "")
    )
    if failed:
        print(message)
    return not failed


JOURNEYS: dict[str, tuple[Callable[[Path], list[str]], str]] = {
    "interview": (
        lambda case: ["interview", str(case), "section-12", "--informant", "subject", "--item", "2", "--plain"],
        f"{WORDS}\n",
    ),
    "add from a pipe": (lambda case: ["add", str(case), "--answers", "-"], VISIT),
}


def main() -> int:
    """Both troubles, both journeys."""
    sound = True
    for trouble, setting in (("full disk", full_disk), ("file-size limit", size_limit)):
        for name, (arguments, typed) in JOURNEYS.items():
            with TemporaryDirectory() as folder:
                home = Path(folder) / "home"
                home.mkdir()
                try:
                    with setting(Path(folder)) as (case, before):
                        old = case.read_bytes()
                        done = run(arguments(case), typed, home, before)
                        sound &= look(f"{trouble}, {name}", case, old, home, done)
                except (subprocess.CalledProcessError, FileNotFoundError):
                    print(f"{trouble}, {name}: not measured, this account may not mount a file system")
                    sound = False
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
