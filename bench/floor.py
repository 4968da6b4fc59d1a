"""The least that any program in Python does with case files: parse each and write it as JSON. Nothing of sjtool is here.

usage: python bench/floor.py FOLDER PROCESSES
"""

from __future__ import annotations

import json
import multiprocessing
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import tomli


def one(path: str) -> int:
    """The bytes of one case as JSON."""
    return len(json.dumps(tomli.loads(Path(path).read_text(encoding="utf-8")), default=str))


def main() -> None:
    """Every case of a folder."""
    files = sorted(str(path) for path in Path(sys.argv[1]).glob("*.toml") if path.name.count(".") == 1)
    with ProcessPoolExecutor(int(sys.argv[2]), multiprocessing.get_context("spawn")) as pool:
        print(sum(pool.map(one, files, chunksize=16)))


if __name__ == "__main__":
    main()
