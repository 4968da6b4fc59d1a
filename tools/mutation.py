"""Change assess/, check/ and score/ a little, thousands of times, and count which changes the tests notice.

usage: python tools/mutation.py [--only PACKAGE] [FOLDER [MUTANT...]]

A long soak run, no part of the ordinary tests; docs/mutation-testing.md says what came of it. It needs mutmut, works in
a copy of this checkout in FOLDER (a new temporary one unless it is named; the same one again goes on where it stopped)
and prints what was killed, file by file, then every change that survived. With --only, one of the three is changed and
held against tests/PACKAGE alone. mutmut leaves decorated functions alone; so
in the copy `@decorator def name` is first written `def name`, `name = decorator(name)`, which says the same.
"""

from __future__ import annotations

import argparse
import ast
import contextlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("assess", "check", "score")
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "mutants", "build", "dist")
STATUSES = ("killed", "survived", "timeout", "no tests")


def undecorate(source: str) -> str:
    """The same module with each single decorator of a function applied below it, where the tool does not see it."""
    lines = source.split("\n")
    functions = [
        n for n in ast.walk(ast.parse(source)) if isinstance(n, ast.FunctionDef) and len(n.decorator_list) == 1
    ]
    for function in sorted(functions, key=lambda node: node.lineno, reverse=True):
        decorator = function.decorator_list[0]
        applied = f"{ast.unparse(decorator)}({function.name})"
        lines.insert(function.end_lineno or 0, f"{' ' * function.col_offset}{function.name} = {applied}")
        del lines[decorator.lineno - 1 : function.lineno - 1]
    return "\n".join(lines)


def make_copy(folder: Path) -> None:
    """A copy of the checkout to change, with no decorated functions in the packages under test."""
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT, dirs_exist_ok=True)
    for path in (path for name in PACKAGES for path in (folder / "src/sjtool" / name).glob("*.py")):
        path.write_bytes(undecorate(path.read_text(encoding="utf-8")).encode("utf-8"))


def narrow(folder: Path, package: str) -> None:
    """Let the copy's settings name one package, and its tests."""
    path = folder / "pyproject.toml"
    text = path.read_text(encoding="utf-8")
    for key, value in (
        ("only_mutate", f"src/sjtool/{package}/*"),
        ("pytest_add_cli_args_test_selection", f"tests/{package}"),
    ):
        text, changed = re.subn(rf"^{key} = .*$", f'{key} = ["{value}"]', text, flags=re.MULTILINE)
        assert changed == 1, f"{key} is not in pyproject.toml"  # noqa: S101 - a tool run by hand
    path.write_bytes(text.encode("utf-8"))


def read_results(folder: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Of each file the name of every mutant with what became of it."""
    from mutmut.stats import status_by_exit_code

    for path in sorted((folder / "mutants/src/sjtool").rglob("*.meta")):
        exits = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        if exits:
            name = path.relative_to(folder / "mutants/src/sjtool").as_posix().removesuffix(".meta")
            yield name, {mutant: status_by_exit_code[code] for mutant, code in exits.items()}


def read_change(folder: Path, name: str, mutant: str) -> list[str]:
    """The lines that a mutant takes out and puts in."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    with contextlib.chdir(folder):
        lines = get_diff_for_mutant(mutant, path=Path("src/sjtool") / name).split("\n")[2:]
    return [f"  {line[0]} {line[1:].strip()}" for line in lines if line.startswith(("-", "+"))]


def main(folder: Path, mutants: list[str], only: str) -> None:
    """Copy, run, count and list."""
    if not (folder / "mutants").is_dir():
        make_copy(folder)
        if only:
            narrow(folder, only)
    print(f"working in {folder}", flush=True)
    tool = [sys.executable, "-m", "mutmut"]
    subprocess.run([*tool, "run", *mutants], cwd=folder, check=True)  # noqa: S603 - the words are ours
    results = dict(read_results(folder))
    whole: Counter[str] = Counter()
    print(f"| file | {' | '.join(STATUSES)} | all |\n|---|{'---|' * (len(STATUSES) + 1)}")
    for name, found in results.items():
        counts = Counter(found.values())
        whole += counts
        print(f"| {name} | {' | '.join(str(counts[status]) for status in STATUSES)} | {len(found)} |")
    print(f"| all | {' | '.join(str(whole[status]) for status in STATUSES)} | {whole.total()} |")
    print(f"killed: {100 * whole['killed'] / whole.total():.1f} %")
    for name, found in results.items():
        for mutant, status in found.items():
            if status != "killed":
                print(f"\n{mutant}: {status}", *read_change(folder, name, mutant), sep="\n")


if __name__ == "__main__":
    words = argparse.ArgumentParser(usage="mutation.py [--only PACKAGE] [FOLDER [MUTANT...]]")
    words.add_argument("--only", choices=PACKAGES, default="")
    words.add_argument("folder", nargs="?", default="")
    words.add_argument("mutants", nargs="*")
    given = words.parse_args()
    main(Path(given.folder or tempfile.mkdtemp()).resolve(), given.mutants, given.only)
