"""Join the manifests of all shards of one run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path

from sjtool.commands.report_manifest import NAME, Manifest, read_manifest, write_manifest
from sjtool.errors import SjtoolError, refused

_SHARD = re.compile(r"manifest-(\d+)-of-(\d+)\.json")


def merge_manifests(folder: Path, *, by: str, at: str) -> tuple[Manifest, Path]:
    """One manifest from those of all shards in a folder.

    Raises SjtoolError where shards are missing, of another run, or say two things of one case.
    """
    found = {tuple(map(int, m.groups())): p for p in folder.glob("*.json") if (m := _SHARD.fullmatch(p.name))}
    totals = {total for _number, total in found}
    if len(totals) != 1:
        what = "there is no manifest of a shard here" if not totals else "the shards are of two runs"
        raise refused("shards-not-whole", str(folder), what, "a merge is of one run", "name the folder of one run")
    total = totals.pop()
    missing = sorted(set(range(1, total + 1)) - {number for number, _total in found})
    if missing:
        said = ", ".join(map(str, missing))
        raise refused(
            "shards-not-whole",
            str(folder),
            f"of {total} shards these are not here: {said}",
            "cases would be missing from the list without a word",
            f"run  --shard {missing[0]}/{total}  into the same folder",
        )
    merged = _join(folder, (path for _key, path in sorted(found.items())))
    target = folder / NAME
    merged.add_older(read_manifest(target, merged.report, merged.form), folder)
    write_manifest(target, merged, by=by, at=at)
    return merged, target


def _join(folder: Path, paths: Iterable[Path]) -> Manifest:
    merged: Manifest | None = None
    for path in paths:
        one = _read_part(path)
        if merged and (merged.report, merged.form, merged.run) != (one.report, one.form, one.run):
            raise _not_whole(path)
        merged = merged or Manifest(one.report, one.form)
        merged.run = one.run
        for line in one.lines.values():
            merged.put(line)
    if merged is None:  # pragma: no cover - there is a path for every shard
        raise _not_whole(folder)
    merged.run = ""
    return merged


def _read_part(path: Path) -> Manifest:
    """The manifest of a shard, with the report and format it is of."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        one = read_manifest(path, data["report"], data["format"])
    except (OSError, ValueError, KeyError, TypeError, SjtoolError):
        raise _not_whole(path) from None
    if not one.run:
        raise _not_whole(path)
    return one


def _not_whole(path: Path) -> SjtoolError:
    return refused(
        "shards-not-whole",
        str(path),
        "this is no manifest of the same run",
        "a merge is of one order over one list of cases: report, format, recipient, day, filters, templates",
        "run every shard again, with the same words",
    )
