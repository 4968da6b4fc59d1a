"""The record of a run over many cases: what each became, from which input, by which order. A later run goes on from it.

One JSON file in the folder of reports; of a shard its own. It holds paths, ids and hashes, and no word of a case.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sjtool.errors import refused
from sjtool.store.durable import write_durably
from sjtool.store.library import Library

NAME = "manifest.json"
SCHEMA = "sjtool-manifest"
_SHARD = re.compile(r"manifest-(\d+)-of-(\d+)\.json")


@dataclass(frozen=True)
class Line:
    """What became of one case. `source` is the hash of its file, `order` that of everything else a print depends on."""

    case: str
    state: str
    source: str = ""
    order: str = ""
    output: str = ""
    sha256: str = ""
    size: int = 0
    made_on: str = ""
    problem: str = ""
    line: int = 0


@dataclass
class Manifest:
    """The lines of a run, by case file."""

    report: str
    form: str
    lines: dict[str, Line] = field(default_factory=dict)

    def still_holds(self, case: str, source: str, order: str, folder: Path, *, day: date | None) -> Line | None:
        """What was written of a case earlier, where nothing it depends on has changed and the file is still there.

        `day` is given where a report is of the day it is made on.
        """
        line = self.lines.get(case)
        if line is None or line.state not in {"written", "unchanged"} or (line.source, line.order) != (source, order):
            return None
        if day and line.made_on != day.isoformat():
            return None
        try:
            whole = (folder / line.output).stat().st_size == line.size
        except OSError:
            return None
        return line if whole else None


def manifest_name(shard: tuple[int, int] | None) -> str:
    """What the file is called; a shard has its own."""
    return f"manifest-{shard[0]}-of-{shard[1]}.json" if shard else NAME


def hash_file(path: str) -> str:
    """SHA-256 of a file; nothing where it cannot be read: the work on it says why."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def hash_templates(library: Library) -> str:
    """One hash of every template within reach: prints made with other templates are other prints."""
    made = hashlib.sha256()
    for ref, found in sorted(library.found.items()):
        made.update(ref.encode() + hashlib.sha256(found.path.read_bytes()).digest())
    return made.hexdigest()


def read_manifest(path: Path, report: str, form: str) -> Manifest:
    """An earlier manifest of the same report; an empty one where there is none, or it cannot be relied on."""
    found = Manifest(report, form)
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if (data["schema"], data["report"], data["format"]) == (SCHEMA, report, form):
            found.lines = {entry["case"]: Line(**entry) for entry in data["cases"]}
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest(report, form)
    return found


def write_manifest(path: Path, manifest: Manifest, *, by: str, at: str) -> None:
    """The whole file, in place of the one before."""
    counts: dict[str, int] = {}
    for line in manifest.lines.values():
        counts[line.state] = counts.get(line.state, 0) + 1
    head: Mapping[str, Any] = {
        "schema": SCHEMA,
        "version": 1,
        "report": manifest.report,
        "format": manifest.form,
        "made_at": at,
        "made_by": by,
        "counts": counts,
    }
    entries = (_spare(line) for line in manifest.lines.values())
    text = json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "cases": [\n' + ",\n".join(entries) + "\n ]\n}\n"
    write_durably(path, text.encode("utf-8"))


def _spare(line: Line) -> str:
    """A line without what is empty."""
    return json.dumps({key: value for key, value in asdict(line).items() if value}, ensure_ascii=False)


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
    write_manifest(target, merged, by=by, at=at)
    return merged, target


def _join(folder: Path, paths: Iterable[Path]) -> Manifest:
    merged: Manifest | None = None
    for path in paths:
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            one = read_manifest(path, data["report"], data["format"])
        except (OSError, ValueError, KeyError, TypeError):
            one = Manifest("", "")
        if not one.report or (merged and (merged.report, merged.form) != (one.report, one.form)):
            raise refused(
                "shards-not-whole",
                str(path),
                "this is no manifest of the same run",
                "a merge is of one run",
                "run this shard again",
            )
        merged = merged or Manifest(one.report, one.form)
        merged.lines |= one.lines
    if merged is None:  # pragma: no cover - there is a path for every shard
        raise refused("shards-not-whole", str(folder), "there is nothing to merge", "", "")
    return merged
