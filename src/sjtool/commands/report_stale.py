"""Which prints in a folder are of a case, and which not as it is now or was asked for: these are marked, and named."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sjtool.commands.report_manifest import Manifest
from sjtool.console import say
from sjtool.text import count_words

_SHOWN = 3


def mark_gone(manifest: Manifest, cases: Sequence[str]) -> None:
    """Mark the prints of cases that are no longer there, where others of their folder are in the run."""
    for key in [*_find_gone(manifest, cases)]:
        manifest.lines[key] = replace(manifest.lines[key], stale=True)


def find_printed(manifest: Manifest, folder: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The real paths of cases whose print is in the folder still: those that print is of, then those it was of."""
    there = [(key[0], line) for key, line in manifest.lines.items() if line.sha256 and (folder / line.output).is_file()]
    fresh = frozenset(path for path, line in there if not line.stale)
    return fresh, frozenset(path for path, _line in there) - fresh


def tell_stale(manifest: Manifest, cases: Sequence[str]) -> None:
    """Name the prints of cases that failed, were left out or are no longer there."""
    lines = [line for case in cases if (line := manifest.find(case)) and line.stale]
    for state, words in (("failed", "what failed now"), ("left-out", "what is left out now")):
        if names := [line.output for line in lines if line.state == state]:
            say(f"{count_words(len(names), 'earlier print')} still in the folder, of {words}: {_some(names)}")
    if gone := [manifest.lines[key].output for key in _find_gone(manifest, cases)]:
        say(f"{count_words(len(gone), 'print')} of cases that are no longer there: {_some(gone)}")


def _find_gone(manifest: Manifest, cases: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    inside = {manifest.real_path(case) for case in cases}
    folders = {os.path.dirname(path) for path in inside}  # noqa: PTH120 - of many, as text
    for key, line in manifest.lines.items():
        path = key[0]
        is_of_run = path.endswith(".toml") and os.path.dirname(path) in folders  # noqa: PTH120
        if line.output and is_of_run and path not in inside and not Path(path).exists():
            yield key


def _some(names: Sequence[str]) -> str:
    """The first few names, and how many more there are."""
    more = f" and {len(names) - _SHOWN:,} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
