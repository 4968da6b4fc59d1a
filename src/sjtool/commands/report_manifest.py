"""The record of a folder of reports: what each case became, from which input, by which order. Each run goes on from it.

One JSON file in the folder of reports; of a shard its own. It holds paths, ids and hashes, and no word of a case.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from sjtool.commands.report_paths import FROM_FOLDER, Paths
from sjtool.errors import SjtoolError, refused
from sjtool.store.durable import write_durably
from sjtool.store.library import Library

NAME = "manifest.json"
_NOT_PRINTED = frozenset({"failed", "left-out", "not-reached"})
SCHEMA = "sjtool-manifest"
Key = tuple[str, str, str]
"""Of a line: the case file with its links resolved, the report and the format."""


@dataclass(frozen=True)
class Line:
    """What became of one case. `source` is the hash of its file, `order` that of everything else a print depends on.

    `stale` says that `output` is an earlier print of a case that failed since, is left out or is no longer there;
    `printed_from` is then the hash of the file it was made from. `where` is the hash of order and filters by which the
    case was chosen or left out, and `had` the fields asked for that it had when it was left out. Of
    its records `changed_records` were not as recorded. `report` and `format` are there where not those of the last run.
    """

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
    stale: bool = False
    printed_from: str = ""
    where: str = ""
    had: str = ""
    changed_records: int = 0
    report: str = ""
    format: str = ""

    @property
    def print_source(self) -> str:
        """The hash of the file that the print was made from; nothing where it is not known."""
        return self.printed_from if self.state in _NOT_PRINTED else self.source

    def as_unchanged(self, source: str) -> Line:
        """The line of a case whose print is good."""
        return replace(self, state="unchanged", source=source, stale=False, printed_from="", had="")

    def with_print(self, earlier: Line) -> Line:
        """The line of a case with the print that an earlier run made of it."""
        return replace(
            self,
            stale=True,
            printed_from=earlier.print_source,
            order=earlier.order,
            output=earlier.output,
            sha256=earlier.sha256,
            size=earlier.size,
            made_on=earlier.made_on,
            changed_records=earlier.changed_records,
        )

    def without_print(self) -> Line:
        """The line of a case whose earlier print is gone, or is another's since."""
        bare = replace(self, stale=False, output="", sha256="", size=0, made_on="", order="", printed_from="")
        return replace(bare, changed_records=0)


@dataclass
class Manifest:
    """The lines of a folder. `report` and `form` are those of the last run, `run` the whole that a shard is part of.

    `real` keeps the real path of each case that was asked for: the disk is asked once.
    """

    report: str
    form: str
    run: str = ""
    lines: dict[Key, Line] = field(default_factory=dict)
    real: dict[str, str] = field(default_factory=dict)

    def key_of(self, line: Line) -> Key:
        """Two spellings of one path are one case."""
        return self.real_path(line.case), line.report or self.report, line.format or self.form

    def real_path(self, case: str) -> str:
        """A case with its links resolved."""
        if case not in self.real:
            self.real[case] = os.path.realpath(case)
        return self.real[case]

    def put(self, line: Line) -> None:
        """Note a line in place of the one before."""
        self.lines[self.key_of(line)] = line

    def find(self, case: str) -> Line | None:
        """What is noted of a case for the report and format of this run."""
        return self.lines.get((self.real_path(case), self.report, self.form))

    def holds(self, line: Line | None, source: str, order: str, folder: Path, *, day: date | None) -> bool:
        """Whether what was written earlier is still good: nothing it depends on has changed and the file is there.

        `day` is given where a report is of the day it is made on.
        """
        if line is None or line.state in {"failed", "not-reached"} or not line.output:
            return False
        if (line.print_source, line.order) != (source, order) or (day and line.made_on != day.isoformat()):
            return False
        return bool(line.sha256) and hash_file(str(folder / line.output)) == line.sha256

    def add_older(self, before: Manifest, folder: Path) -> None:
        """Keep what earlier runs left: what this one has not looked at, as long as the print or the case is there."""
        outputs = {line.output for line in self.lines.values() if line.output and not line.stale}
        self.lines = {
            key: line.without_print() if line.stale and line.output in outputs else line
            for key, line in self.lines.items()
        }
        for key, line in before.lines.items():
            there = (folder / line.output).is_file() if line.output else Path(line.case).is_file()
            if key not in self.lines and line.output not in outputs and there:
                self.lines[key] = replace(line, report=key[1], format=key[2])


def manifest_name(shard: tuple[int, int] | None) -> str:
    """What the file is called; a shard has its own."""
    return f"manifest-{shard[0]}-of-{shard[1]}.json" if shard else NAME


def hash_file(path: str) -> str:
    """SHA-256 of a file; nothing where it cannot be read, or is a pipe that could be waited for: the work says why."""
    try:
        if not Path(path).is_file():
            return ""
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
    """What earlier runs noted, for a run of this report and format; empty where there is nothing.

    Raises SjtoolError where the file is not a manifest: it is somebody's and would be written over.
    """
    found = Manifest(report, form)
    data = _read_data(path)
    found.run = str(data.get("run", ""))
    is_from_folder, paths = data.get("paths") == FROM_FOLDER, Paths(path.parent)  # else from where an earlier one ran
    for line in _read_lines(data):
        found.put(replace(line, case=paths.from_file(line.case)) if is_from_folder else line)
    return found


def _read_data(path: Path) -> Mapping[str, Any]:
    """What a manifest holds; nothing where there is none. Raises SjtoolError where the file is something else."""
    try:
        data: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        is_ours = data["schema"] == SCHEMA
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):
        is_ours = False
    if not is_ours:
        raise refused(
            "manifest-not-ours",
            str(path),
            "this file is no manifest of sjtool",
            "the manifest of this run would take its place",
            "move it away, or name another folder",
        )
    return data


def _read_lines(data: Mapping[str, Any]) -> Iterator[Line]:
    """The lines of a manifest, each with its report and format; what cannot be understood is passed over."""
    entries = data.get("cases")
    for entry in entries if isinstance(entries, list) else ():
        try:
            line = Line(**entry)
        except TypeError:
            continue
        if not (isinstance(line.case, str) and isinstance(line.output, str)):
            continue
        yield replace(line, report=line.report or data.get("report", ""), format=line.format or data.get("format", ""))


def list_outputs(folder: Path) -> frozenset[str]:
    """The names of all prints that the manifests of a folder know, those of shards too: a run may replace these."""
    names: set[str] = set()
    for path in folder.glob("manifest*.json"):
        try:
            names |= {line.output.casefold() for line in _read_lines(_read_data(path))}
        except SjtoolError:
            continue
    return frozenset(names)


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
        **({"run": manifest.run} if manifest.run else {}),
        "made_at": at,
        "made_by": by,
        "paths": FROM_FOLDER,
        "counts": counts,
    }
    paths = Paths(path.parent)
    entries = (_spare(manifest, replace(line, case=paths.in_file(line.case))) for line in manifest.lines.values())
    text = json.dumps(head, indent=1, ensure_ascii=False)[:-2] + ',\n "cases": [\n' + ",\n".join(entries) + "\n ]\n}\n"
    write_durably(path, text.encode("utf-8", "backslashreplace"))  # a path that is no UTF-8, as JSON escapes it


def _spare(manifest: Manifest, line: Line) -> str:
    """A line without what is empty, and without what the head says."""
    own = {"report": manifest.report, "format": manifest.form}
    entry = {key: value for key, value in vars(line).items() if value and own.get(key) != value}
    return json.dumps(entry, ensure_ascii=False)
