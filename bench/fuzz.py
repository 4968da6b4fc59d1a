"""Feed fuzzed case and set files to the reader, the checks and the template lint, and look for anything but a message.

usage: python bench/fuzz.py [--files 20000] [--seed 1]

Half are demo cases and shipped templates with random bytes changed, lines moved or pieces spliced; half are structured
random TOML. Counts tracebacks (any exception but the tool's own), hangs (over two seconds) and messages
that hold a planted marker word. Exits 1 where one of the three is not zero.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
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


def real_texts() -> tuple[list[str], list[str]]:
    """Demo cases cut to a few records, with the marker in their words, and the shipped templates."""
    cases = []
    for path in sorted(find_shipped("casefiles").glob("*.toml")):
        blocks = path.read_text(encoding="utf-8").split("\n[[")
        for start in range(1, len(blocks) - 12, 12):
            cases.append("\n[[".join([blocks[0], *blocks[start : start + 12]]).replace(" the ", f" {MARKER} "))
    templates = [path.read_text(encoding="utf-8") for path in sorted(find_shipped("templates").rglob("*@*.toml"))]
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
        return check_template(library, Found("fuzz", "1.0.0", path, "own"))
    return check_file(path, library)


def main() -> int:
    """Fuzz, count, print."""
    parser = argparse.ArgumentParser(description="Fuzz case and set files.")
    parser.add_argument("--files", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    cases, templates = real_texts()
    library = Library()
    faults = hangs = leaks = sound = 0
    with TemporaryDirectory() as folder:
        for number in range(args.files):
            is_template = number % 4 == 3
            text = (
                damage(chance.choice(templates if is_template else cases), chance)
                if number % 2
                else random_toml(chance)
            )
            path = Path(folder) / "fuzz@1.0.0.toml"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            library._read.clear() if is_template else None  # noqa: SLF001 - each template is read afresh
            begun = time.perf_counter()
            try:
                problems = problems_of(path, library, is_template=is_template)
                said = "\n".join(problem.render(with_excerpt=False) for problem in problems)
            except SjtoolError as error:
                said = "\n".join(problem.render(with_excerpt=False) for problem in error.problems)
            except Exception:  # noqa: BLE001 - the very thing that is counted
                faults += 1
                said = ""
                if faults <= 5:
                    traceback.print_exc()
            hangs += time.perf_counter() - begun > HANG
            if MARKER in said:
                leaks += 1
                if leaks <= 5:
                    print([line for line in said.split("\n") if MARKER in line][:2])
            sound += not said
    print(f"{args.files} files, {sound} of them without a problem")
    print(f"tracebacks: {faults}; hangs over {HANG:g} s: {hangs}; messages with case words: {leaks}")
    return 1 if faults or hangs or leaks else 0


if __name__ == "__main__":
    sys.exit(main())
