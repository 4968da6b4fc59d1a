"""Many invented cases as files in a folder, by one process or several; the bytes are the same either way."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple

from sjtool.errors import refused
from sjtool.store.ledger import parse_ledger
from sjtool.store.library import Library
from sjtool.store.read import build_case
from sjtool.training.broken import BROKEN
from sjtool.training.case import Made, Order, make_case
from sjtool.training.shelf import Shelf
from sjtool.training.vignette import build_vignette

_CHUNK = 25


class Task(NamedTuple):
    """One file to make: its number, and what is to be wrong with it."""

    number: int
    flaw: str = ""


class Work(NamedTuple):
    """What a process needs to make files, and whether sound cases get a vignette."""

    order: Order
    folder: Path
    templates: Path | None
    vignette: bool = False


def list_tasks(count: int, flaws: Sequence[str]) -> list[Task]:
    """Every sound case, then as many broken files of each kind."""
    numbers = range(1, count + 1)
    return [*(Task(n) for n in numbers), *(Task(n, flaw) for flaw in flaws for n in numbers)]


def write_cases(work: Work, tasks: Sequence[Task], workers: int = 1) -> Iterator[tuple[int, int, int]]:
    """Make the files, and say after each chunk how many files, records of sound cases and bytes it came to."""
    chunks = [tasks[at : at + _CHUNK] for at in range(0, len(tasks), _CHUNK)]
    if workers == 1:
        shelf = Shelf(Library(work.templates))
        yield from (_write_chunk(work, shelf, chunk) for chunk in chunks)
        return
    with ProcessPoolExecutor(workers) as pool:
        try:
            yield from pool.map(partial(_write_apart, work), chunks)
        finally:
            pool.shutdown(cancel_futures=True)


_shelves: dict[Path | None, Shelf] = {}


def _write_apart(work: Work, chunk: Sequence[Task]) -> tuple[int, int, int]:
    """A chunk in a process of its own, which reads the templates once."""
    if work.templates not in _shelves:
        _shelves[work.templates] = Shelf(Library(work.templates))
    return _write_chunk(work, _shelves[work.templates], chunk)


def _write_chunk(work: Work, shelf: Shelf, chunk: Sequence[Task]) -> tuple[int, int, int]:
    records = size = 0
    for task in chunk:
        made = make_case(shelf, work.order, task.number, task.flaw)
        path = work.folder / f"{made.name}.toml"
        if task.flaw:
            content = BROKEN[task.flaw](made.case)
        else:
            content = made.case
            records += made.records
            _write_new(path.with_name(f"{made.name}.victims.toml"), made.victims)
            if work.vignette:
                _write_new(path.with_name(f"{made.name}.vignette.md"), _vignette(shelf, made))
        _write_new(path, content)
        size += len(content)
    return len(chunk), records, size


def _vignette(shelf: Shelf, made: Made) -> bytes:
    """Of the case as it is read back: the same page that `train vignette` makes of the file."""
    case, _problems = build_case(parse_ledger(made.case, made.name))
    return build_vignette(case, shelf.library).encode("utf-8")


def _for_owner(name: str, flags: int) -> int:
    """Open a new file that nobody else may read."""
    return os.open(name, flags, 0o600)


def _write_new(path: Path, content: bytes) -> None:
    """Write a file for its owner only; one of the same bytes is left, and nothing else is ever replaced."""
    try:
        with open(path, "xb", opener=_for_owner) as file:
            file.write(content)
    except FileExistsError:
        if path.is_file() and path.read_bytes() == content:
            return
        raise refused(
            "case-exists",
            str(path),
            "another file of this name is there already",
            "somebody may have worked on it, and nothing is replaced",
            "name another folder with  --out",
        ) from None
    except OSError as error:
        raise refused(
            "not-saved", str(path), f"the file cannot be written ({error.strerror})", "cases go there", "check the disk"
        ) from None
