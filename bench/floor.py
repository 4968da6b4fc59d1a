"""The least that any program in Python does here: what bench/performance.py holds sjtool against.

Nothing of sjtool is in it.

usage: python bench/floor.py json FOLDER PROCESSES        parse each case file and write it as JSON
       python bench/floor.py pdf FOLDER PROCESSES LAYOUT  set each page that stands in the folder as data
       python bench/floor.py show CASE                    answer one command about one case
"""

from __future__ import annotations

import sys
from pathlib import Path


def as_json(path: str) -> int:
    """The bytes of one case as JSON."""
    import json

    import tomli

    return len(json.dumps(tomli.loads(Path(path).read_text(encoding="utf-8")), default=str))


def as_pdf(path: str, layout: str) -> int:
    """The bytes of one page set."""
    made = _compiler(layout).compile(
        format="pdf",
        sys_inputs={"report": Path(path).read_text(encoding="utf-8")},
        pdf_standards=["ua-1", "a-2a"],
        timestamp=0,
    )
    return len(made)


_kept: list[object] = []


def _compiler(layout: str) -> object:
    import typst

    if not _kept:
        folder = Path(layout).parent
        fonts = [str(folder / "fonts")]
        _kept.append(typst.Compiler(layout, root=str(folder), font_paths=fonts, ignore_system_fonts=True))
    return _kept[0]


def show(case: str) -> None:
    """A command line read by typer, the head of a case validated by pydantic, a lock held with filelock."""
    import filelock
    import pydantic
    import tomli
    import typer

    class Head(pydantic.BaseModel):
        format: int
        case: str
        marking: str = ""

    app = typer.Typer(add_completion=False, rich_markup_mode=None)

    @app.command()
    def least(case: str) -> None:
        with filelock.FileLock(f"{case}.lock"):
            print(Head.model_validate(tomli.loads(Path(case).read_text(encoding="utf-8"))).case)

    app([case])


def main() -> None:
    """One case, or every file of a folder."""
    if sys.argv[1] == "show":
        show(sys.argv[2])
        return
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    kind, folder, processes, *more = sys.argv[1:]
    suffix = "toml" if kind == "json" else "json"
    files = sorted(str(path) for path in Path(folder).glob(f"*.{suffix}") if path.name.count(".") == 1)
    work = as_json if kind == "json" else partial(as_pdf, layout=more[0])
    if int(processes) == 1:
        print(sum(map(work, files)))
        return
    with ProcessPoolExecutor(int(processes), multiprocessing.get_context("spawn")) as pool:
        print(sum(pool.map(work, files, chunksize=16)))


if __name__ == "__main__":
    main()
