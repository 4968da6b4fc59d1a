"""The work of one process of `calculate`: a chunk of inputs in, lines of JSON out. Nothing here reads a clock."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sjtool.errors import refused
from sjtool.score.register import Compute, find_compute
from sjtool.store.input_stream import Item, Line, parse_line
from sjtool.store.library import Library

_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
Chunk = tuple[Item | Line, ...]
_HERE: dict[str, tuple[Compute, bool]] = {}


@dataclass(frozen=True)
class Done:
    """The lines of a chunk, how many there are, and how many of them have problems."""

    text: str
    made: int
    wrong: int


def prepare(instrument: str, templates: str) -> Compute:
    """How to compute an instrument with the templates within reach. Raises SjtoolError for a passport that is unfit."""
    library = Library(Path(templates) if templates else None)
    try:
        return find_compute(instrument, library.instrument)
    except KeyError as error:
        what = f"the passport of {error.args[0]} has no rule, or not all the items it is worked out by"
        fix = f"see  sjtool sets check {error.args[0]}, or leave out --templates"
        raise refused("template-unfit", templates or instrument, what, "nothing can be worked out", fix) from None


def begin(instrument: str, templates: str, full: bool) -> None:
    """What a new process does first."""
    _HERE["work"] = (prepare(instrument, templates), full)


def work_here(chunk: Chunk) -> Done:
    """A chunk in a process that has begun."""
    compute, full = _HERE["work"]
    return work(chunk, compute, full=full)


def work(chunk: Chunk, compute: Compute, *, full: bool) -> Done:
    """Every input of a chunk, one line each; a bad one has `problems` and no score."""
    lines, wrong = [], 0
    for part in chunk:
        item = part if isinstance(part, Item) else parse_line(*part)
        found = _result(item, compute, full=full)
        wrong += bool(found["problems"])
        lines.append(_ENCODE(found))
    return Done("".join(f"{line}\n" for line in lines), len(lines), wrong)


def _result(item: Item, compute: Compute, *, full: bool) -> dict[str, Any]:
    empty = compute(item.values or {}).as_json(full=full)
    if item.values is None:
        empty |= {"applicable": None, "reason": None, "missing": [], "problems": [f"line {item.line}: {item.trouble}"]}
    return {"line": item.line, **empty}
