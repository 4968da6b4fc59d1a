"""Feed fuzzed case and set files to the reader, the checks and the template lint, and look for anything but a message.

usage: python bench/fuzz.py [--files 20000] [--seed 1]

Half are demo cases and shipped templates with random bytes changed, lines moved or pieces spliced; half are structured
random TOML. Each file is checked by itself in this process, for its time; then, in folders of 500, by real commands
(`check`, `report --out`, `sets check`), whose standard error is searched. Counts tracebacks (any exception but the
tool's own, the word itself, or exit code 4), hangs (over two seconds a file) and messages that hold a planted marker
word. Exits 1 where one of the three is not zero.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sjtool.checking import check_file
from sjtool.commands.sets import check_template
from sjtool.errors import SjtoolError
from sjtool.model.kinds import KINDS
from sjtool.problem import Problem
from sjtool.store.library import Found, Library
from sjtool.store.shipped import find_shipped

MARKER = "zqxmarker"
HANG = 2.0
BATCH = 500
SHOWN = 5
ID = re.compile(r'^id = "([a-z0-9-]+)"', re.MULTILINE)


def real_texts() -> tuple[list[str], list[str]]:
    """Demo cases cut to a few records, with the marker in their words, and the shipped templates."""
    cases = []
    for path in sorted(find_shipped("casefiles").glob("*.toml")):
        blocks = path.read_text(encoding="utf-8").split("\n[[")
        for start in range(1, len(blocks) - 12, 12):
            cases.append("\n[[".join([blocks[0], *blocks[start : start + 12]]).replace(" the ", f" {MARKER} "))
    folders = ("question-sets", "factor-sets", "menus", "instruments")
    files = [path for name in folders for path in sorted((find_shipped("templates") / name).glob("*@*.toml"))]
    templates = [path.read_text(encoding="utf-8") for path in files]
    return cases, templates


def damage(text: str, chance: random.Random) -> str:
    """A few random changes: bytes, lines, splices, cuts."""
    for _ in range(chance.randint(1, 4)):
        if not text:
            return text
        at = chance.randrange(len(text))
        end = min(len(text), at + chance.randint(1, 30))
        way = chance.randrange(7)
        if way == 0:
            text = (
                text[:at]
                + chance.choice(["\x00", '"', "'''", "[[", "]]", "=", "\\", "\n", "\ud7ff", "é", "#"])
                + text[at:]
            )
        elif way == 1:
            text = text[:at] + text[end:]
        elif way == 2:
            text = text[:at] + text[at:end] * chance.randint(2, 50) + text[end:]
        elif way == 3:
            text = text[: max(1, at)]
        elif way == 4:
            lines = text.split("\n")
            chance.shuffle(lines) if chance.random() < 0.2 else lines.insert(
                chance.randrange(len(lines)), chance.choice(lines)
            )
            text = "\n".join(lines)
        elif way == 5:
            text = (
                text[:at]
                + chance.choice(["-1", "1e999", "nan", "true", "[]", "{}", "1979-05-27", "99999999999999999999"])
                + text[end:]
            )
        else:
            text = text.replace(chance.choice(["subject", "a-001", "s-001", "2026", "training", "section-12"]), "x", 1)
    return text


def random_toml(chance: random.Random) -> str:
    """Records of real kinds with random keys and values of every type."""
    lines = [f"format = {chance.choice([1, 1, 1, 1, 0, 2, -1])}", f'case = "{chance.choice(["c", "", MARKER])}"']
    for _ in range(chance.randint(0, 12)):
        kind = chance.choice([*KINDS, "nonsense"])
        model = KINDS.get(kind)
        lines.append(chance.choice(["[[{}]]", "[[{}]]", "[[{}]]", "[{}]"]).format(kind))
        keys = [*model.model_fields] if model else ["id", "x"]
        for key in chance.sample(keys, chance.randint(0, len(keys))):
            value = random_value(chance)
            if key in {"id", "by", "supersedes"}:  # an id is printed by design; it is no word of a case
                value = value.replace(MARKER, "r-0002")
            lines.append(f"{key.rstrip('_')} = {value}")
    return "\n".join(lines) + "\n"


def random_value(chance: random.Random) -> str:
    """A value of any TOML type, real ids and the marker among them."""
    words = [
        "subject",
        "a-001",
        "r-0001",
        MARKER,
        "low",
        "refused",
        "section-12@1.0.0",
        "acute@1.0.0/hostility",
        "2026-02-30",
        "",
    ]
    simple = [
        f'"{chance.choice(words)}"',
        str(chance.randint(-(10**20), 10**20)),
        str(chance.random() * 10 ** chance.randint(-300, 300)),
        chance.choice(
            ["true", "false", "inf", "nan", "2026-03-02T09:00:00Z", "2026-03-02", "09:00:00", "2026-03-02T09:00:00"]
        ),
    ]
    if chance.random() < 0.25:
        return "[" + ", ".join(chance.choice(simple) for _ in range(chance.randint(0, 4))) + "]"
    return chance.choice([*simple, "{ a = 1 }", '"""\n' + MARKER + '\n"""'])


def problems_of(path: Path, library: Library, *, is_template: bool) -> list[Problem]:
    """What the tool says of a file."""
    if is_template:
        return check_template(Found(path.name.partition("@")[0], "1.0.0", path, "own"))
    return check_file(path, library, today=date(2026, 3, 4))


def run_commands(folder: Path) -> tuple[int, int]:
    """Real commands over a folder of fuzzed files: tracebacks and case words on standard error."""
    faults = leaks = 0
    for words in (
        ["check", str(folder)],
        ["report", str(folder), "--out", str(folder / "out"), "--for", "self"],
        ["sets", "check", "--templates", str(folder)],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "sjtool", *words],
            capture_output=True,
            check=False,
            env={**os.environ, "SJTOOL_BY": "pc-1", "NO_COLOR": "1"},
        )
        said = done.stderr.decode("utf-8", "replace")
        is_fault = "Traceback" in said or done.returncode not in {0, 1, 3}
        if is_fault or MARKER in said:
            print(f"{words[0]}: exit {done.returncode}", [line for line in said.split("\n") if MARKER in line][:2])
        faults += is_fault
        leaks += said.count(MARKER)
    return faults, leaks


class Count:
    """What was found."""

    def __init__(self) -> None:
        self.faults = self.hangs = self.leaks = self.sound = 0

    def check(self, path: Path, library: Library, *, is_template: bool) -> None:
        """One file, in this process."""
        begun = time.perf_counter()
        said = ""
        try:
            problems: Sequence[Problem] = problems_of(path, library, is_template=is_template)
            said = "\n".join(problem.render(with_excerpt=False) for problem in problems)
        except SjtoolError as error:
            said = "\n".join(problem.render(with_excerpt=False) for problem in error.problems)
        except Exception:  # noqa: BLE001 - the very thing that is counted
            self.faults += 1
            traceback.print_exc() if self.faults <= SHOWN else None
        self.hangs += time.perf_counter() - begun > HANG
        if MARKER in said:
            self.leaks += 1
            print([line for line in said.split("\n") if MARKER in line][:2] if self.leaks <= SHOWN else "")
        self.sound += not said


def main() -> int:
    """Fuzz, count, print."""
    parser = argparse.ArgumentParser(description="Fuzz case and set files.")
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    cases, templates = real_texts()
    library, count = Library(), Count()
    commands = 0
    for first in range(0, args.files, BATCH):
        with TemporaryDirectory() as name:
            folder = Path(name)
            for number in range(first, min(first + BATCH, args.files)):
                is_template = number % 4 == 3
                real = templates if is_template else cases
                whole = chance.choice(real)
                name_of_set = f"{ID.search(whole)[1]}-{number}" if is_template else ""  # type: ignore[index]
                whole = ID.sub(f'id = "{name_of_set}"', whole, count=1) if is_template else whole
                text = damage(whole, chance) if number % 2 else random_toml(chance)
                path = folder / (f"{name_of_set}@1.0.0.toml" if is_template else f"{number}.toml")
                path.write_bytes(text.encode("utf-8", "surrogatepass"))
                count.check(path, library, is_template=is_template)
            faults, leaks = run_commands(folder)
            commands += 3
            count.faults += faults
            count.leaks += leaks
    print(f"{args.files} files, {count.sound} of them without a problem; {commands} commands over folders of {BATCH}")
    print(f"tracebacks: {count.faults}; hangs over {HANG:g} s: {count.hangs}; messages with case words: {count.leaks}")
    return 1 if count.faults or count.hangs or count.leaks else 0


if __name__ == "__main__":
    sys.exit(main())
