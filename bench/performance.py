"""How fast sjtool is against floors measured in the same minutes, whole processes all; writes docs/performance.md.

usage: python bench/performance.py [FEW [MANY [NATIONAL]]]      1,000, 10,000 and 0 unless said

FEW and MANY are numbers of invented cases (`train generate`, a fixed seed); NATIONAL cases, made likewise, are gone
through once. Runs that are held against each other take turns, and medians of three are given. Memory is that of the
whole tree of processes, looked at twice a second (Linux only).
"""

from __future__ import annotations

import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
SEED = "20261127"
PYTHON = sys.executable
SJTOOL = str(Path(PYTHON).parent / ("sjtool.exe" if sys.platform == "win32" else "sjtool"))
LAYOUT = str(ROOT / "src" / "sjtool" / "layouts" / "report.typ")
PAGES = 200
"""Cases that are made into pages: typst takes a quarter of a second for each."""
DEFAULTS = ("1000", "10000", "0")
_REPORT = "# How fast it is\n\n"


class Took(NamedTuple):
    """Seconds by the clock, and the most memory of the tree in MB."""

    seconds: float
    memory: float


AS_INSTALLED = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
"""Python as an officer has it: with PYTHONDONTWRITEBYTECODE it would compile sjtool anew at every start."""
_SMALL = 44_000


def run(words: Sequence[str], *, watch: bool = False) -> Took:
    """One command as a whole process; it must end well."""
    began = time.perf_counter()
    child = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=AS_INSTALLED)
    most = [0.0]
    stop = threading.Event()

    def look() -> None:
        while not stop.wait(0.5):
            most[0] = max(most[0], _tree_memory(child.pid))

    watcher = threading.Thread(target=look)
    if watch:
        watcher.start()
    status = child.wait()
    took = time.perf_counter() - began
    stop.set()
    if watch:
        watcher.join()
    assert status in {0, 1}, (status, words)
    return Took(took, most[0])


def _tree_memory(root: int) -> float:
    """Memory of a process and all below it in MB, what they share counted once for each share."""
    pids, total = [root], 0.0
    while pids:
        pid = pids.pop()
        try:
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1]) / 1024
            for task in Path(f"/proc/{pid}/task").iterdir():
                pids += [int(word) for word in (task / "children").read_text().split()]
        except (OSError, ValueError):
            continue
    return total


def medians(*jobs: Callable[[], Took], times: int = 3) -> list[Took]:
    """Each job so many times, in turn; the medians."""
    taken: list[list[Took]] = [[] for _ in jobs]
    for _ in range(times):
        for at, job in enumerate(jobs):
            taken[at].append(job())
    return [Took(statistics.median(t.seconds for t in own), max(t.memory for t in own)) for own in taken]


class Table:
    """Lines of the page, told as they come."""

    def __init__(self) -> None:
        self.lines = ["| what | measured | against | ratio | aim |", "| --- | --- | --- | --- | --- |"]

    def add(self, what: str, ours: float, floor: float, against: str, aim: str, unit: str = "s") -> None:
        ratio = ours / floor if floor else 0.0
        show = (lambda x: f"{x * 1000:,.0f} ms") if unit == "ms" else (lambda x: f"{x:,.1f} {unit}")
        self.lines.append(f"| {what} | {show(ours)} | {against}: {show(floor)} | {ratio:.2f} | {aim} |")
        print(self.lines[-1], flush=True)


def start_up(table: Table, case: Path) -> None:
    """Small commands, thirty times each in turn, after once to compile what is not compiled."""
    shown = [PYTHON, "-c", "import typer, pydantic; pydantic.BaseModel"]
    jobs = (
        [SJTOOL, "--version"],
        [PYTHON, "-c", "pass"],
        [SJTOOL, "--help"],
        [PYTHON, "-c", "import typer"],
        [SJTOOL, "show", str(case)],
        shown,
        [PYTHON, str(ROOT / "bench" / "floor.py"), "show", str(case)],
    )
    for words in jobs:
        run(words)
    took = medians(*(lambda words=words: run(words) for words in jobs), times=30)  # type: ignore[misc]
    version, bare, helped, typer, show, both, least = (one.seconds for one in took)
    table.add("`sjtool --version`", version, bare, "`python -c pass`", "≤ 1.5", "ms")
    table.add("`sjtool --help`", helped, typer, "`import typer`", "≤ 1.2", "ms")
    size = case.stat().st_size // 1000
    table.add(f"`sjtool show`, a case of {size} kB", show, both, "`import typer, pydantic`", "≤ 1.6", "ms")
    table.add("the same", show, least, "floor.py, the same libraries used once", "≤ 1.4", "ms")


def cut(case: Path, to: Path, most: int) -> Path:
    """The first records of a case, so many bytes of them: its chain holds, for it goes from the first to the last."""
    text = case.read_bytes()[:most]
    to.write_bytes(text[: text.rindex(b"\n[[") + 1])
    return to


def cases_in(folder: Path) -> list[Path]:
    """The cases of a folder, without the victims files beside them."""
    return sorted(path for path in folder.glob("*.toml") if path.name.count(".") == 1)


def count(folder: Path) -> int:
    """How many cases there are."""
    return len(cases_in(folder))


def clean(folder: Path, out: Path) -> None:
    """As before the first run: no reports, no access logs."""
    shutil.rmtree(out, ignore_errors=True)
    for path in folder.iterdir():
        if path.suffix != ".toml":
            path.unlink()


def report(folder: Path, out: Path, form: str, workers: int, *, watch: bool = False, fresh: bool = True) -> Took:
    """A run over a folder."""
    if fresh:
        clean(folder, out)
    more = ["--checks"] if form == "json" else []
    words = [SJTOOL, "report", str(folder), "--format", form, "--out", str(out), "--for", "bench", "--by", "bench"]
    return run([*words, *more, "--workers", str(workers)], watch=watch)


def many_cases(table: Table, few: Path, many: Path, out: Path) -> None:
    """JSON over many cases."""
    number = count(many)
    floor, ours = medians(
        lambda: run([PYTHON, str(ROOT / "bench" / "floor.py"), "json", str(many), "2"]),
        lambda: report(many, out, "json", 2, watch=True),
    )
    table.add(f"{number:,} cases to JSON, 2 processes", ours.seconds, floor.seconds, "floor.py, 2 processes", "≤ 3")
    again = report(many, out, "json", 2, fresh=False)
    table.add("a second run, nothing changed", again.seconds, ours.seconds, "the first", "≤ 0.05")
    alone = report(many, out, "json", 1)
    table.add("1 process", alone.seconds, ours.seconds, "2 processes", "≥ 1.7")
    (small,) = medians(lambda: report(few, out, "json", 2, watch=True))
    less = count(few)
    table.add(f"{number:,} cases", ours.seconds, small.seconds, f"{less:,} cases", f"≤ {1.1 * number / less:.0f}")
    table.add("most memory of the tree", ours.memory, small.memory, f"{less:,} cases", "≤ 1.2", "MB")


def pages(table: Table, few: Path, out: Path, data: Path) -> None:
    """HTML and PDF."""
    number = count(few)
    html, lines = medians(lambda: report(few, out, "html", 2), lambda: report(few, out, "json", 2))
    table.add(f"{number:,} cases to HTML", html.seconds, lines.seconds, "to JSON with checks", "≤ 1.5")
    make_data(few, data)
    floor = [PYTHON, str(ROOT / "bench" / "floor.py"), "pdf", str(data), "2", LAYOUT]
    pdf, bare = medians(lambda: report(few, out, "pdf", 2), lambda: run(floor), times=1)
    table.add(f"{number:,} cases to PDF", pdf.seconds, bare.seconds, "bare typst, same pages", "≤ 1.5")


def make_data(folder: Path, data: Path) -> None:
    """What the layout takes for each case, so that typst alone can be timed on the same pages."""
    import json

    from sjtool import clock
    from sjtool.commands.report_order import Order
    from sjtool.commands.report_work import Work
    from sjtool.report import as_pdf

    data.mkdir(exist_ok=True)
    order = Order("bench", "", "summary", "pdf", "", 80, "", "bench", clock.today())
    work = Work(order)
    for path in cases_in(folder):
        made = work.build(work.load(str(path)))
        (data / f"{path.stem}.json").write_text(json.dumps(as_pdf.layout_data(made)), encoding="utf-8")


def make(folder: Path, count: int) -> Took:
    """So many invented cases."""
    words = [SJTOOL, "train", "generate", "--out", str(folder), "--seed", SEED, "--count", str(count)]
    return run([*words, "--workers", "2"])


def main() -> None:
    """Everything, then the page."""
    few, many, national = (int(word) for word in [*sys.argv[1:], *DEFAULTS[len(sys.argv) - 1 :]])
    table = Table()
    with tempfile.TemporaryDirectory() as named:
        base = Path(named)
        start_up(table, cut(ROOT / "casefiles" / "demo-orchard.toml", base / "small.toml", _SMALL))
        made = make(base / "few", few)
        print(f"{few:,} cases made in {made.seconds:.0f} s", flush=True)
        make(base / "pages", min(few, PAGES))
        pages(table, base / "pages", base / "out", base / "data")
        made = make(base / "many", many)
        print(f"{many:,} cases made in {made.seconds:.0f} s", flush=True)
        many_cases(table, base / "few", base / "many", base / "out")
        for spent in (base / "few", base / "many", base / "out", base / "data"):
            shutil.rmtree(spent, ignore_errors=True)
        whole = register(base, national) if national else ""
    write_page(table, whole)


def register(base: Path, national: int) -> str:
    """As many cases as a national register has, gone through once to JSON lines."""
    folder = base / "national"
    made = make(folder, national)
    print(f"{national:,} cases made in {made.seconds / 60:.0f} minutes", flush=True)
    words = [SJTOOL, "report", str(folder), "--json-lines", "--checks", "--for", "bench", "--by", "bench"]
    took = run([*words, "--workers", "2"], watch=True)
    size = sum(path.stat().st_size for path in cases_in(folder)) / 1e9
    return (
        f"{national:,} cases (a national register, {size:,.1f} GB) to JSON lines, checks and chains included, once, 2 "
        f"processes: {took.seconds / 60:.0f} minutes, at most {took.memory:,.0f} MB."
    )


def write_page(table: Table, whole: str) -> None:
    """docs/performance.md, with what it was measured on."""
    import importlib.util

    fast = "with" if importlib.util.find_spec("toml_rs") else "without"
    words = (
        f"Made by `python bench/performance.py {' '.join(sys.argv[1:])}`".rstrip() + f" on {os.cpu_count()} cores, "
        f"{platform.system()}, CPython {platform.python_version()}, {fast} the extra `fast`. Whole processes, medians "
        "of three runs in turn (of thirty for small commands; PDF once). Invented cases of some 160 kB and 400 records "
        "each. Ratios are of one run; read ±10 %."
    )
    lines = [_REPORT + words, "\n".join(table.lines), whole, NOTES]
    (ROOT / "docs" / "performance.md").write_text("\n\n".join(filter(None, lines)) + "\n", encoding="utf-8")


NOTES = """\
Where a ratio is past its aim, the aim has not been reached. That of `show` cannot be: the least program of the same
libraries (one command line read by typer, one record validated by pydantic, one lock held with filelock) is itself
about as far from their bare import, for much of each is imported only when it is used (docs/decisions.md). It is held
against that program in the line below. `sjtool --version` depends on the script that pip writes: that of pip 23
imports `re` first, that of pip 26 does not.

What is in a run: each case is read, every record validated, its chain held, all checks made, the summary built and
written whole, one line added to its access log and brought to the disk, and a manifest written at the end. The floor
parses the same files and writes them as JSON, and nothing else.

The extra `fast` (toml-rs) is used by the processes of such runs where it is installed, behind the guards of size and
depth, with tomli for whatever it refuses (docs/decisions.md)."""


if __name__ == "__main__":
    main()
