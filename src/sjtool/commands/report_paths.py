"""Paths of cases in a manifest: in the file they go from its own folder, so that a run from anywhere knows them."""

from __future__ import annotations

import os
from pathlib import Path

FROM_FOLDER = "relative to this folder"
"""What the head of a manifest says of its paths. One that says nothing has them from where the run was made."""


class Paths:
    """Turns relative paths round between the folder of a manifest and the one a command runs in.

    A path that was given whole stays whole: whoever moves cases and prints together names them relative.
    """

    def __init__(self, folder: Path) -> None:
        """The folder's real path, for `..` in a path means nothing certain behind a link."""
        self._folder = os.path.realpath(folder)
        self._here = os.path.realpath(os.curdir)
        self._in_file: dict[str, str] = {}
        self._from_file: dict[str, str] = {}

    def in_file(self, case: str) -> str:
        """A case as the manifest names it."""
        if os.path.isabs(case):  # noqa: PTH117 - as text: there may be a hundred thousand
            return case
        above, name = os.path.split(case)
        if above not in self._in_file:
            self._in_file[above] = _between(os.path.realpath(above or os.curdir), self._folder)
        return _join(self._in_file[above], name).replace(os.sep, "/")

    def from_file(self, case: str) -> str:
        """A case as it is named from here."""
        if os.path.isabs(case):  # noqa: PTH117
            return case
        above, name = os.path.split(case)
        if above not in self._from_file:
            self._from_file[above] = _between(os.path.normpath(Path(self._folder) / above), self._here)
        return _join(self._from_file[above], name)


def _between(target: str, start: str) -> str:
    try:
        return os.path.relpath(target, start)
    except ValueError:  # on Windows there is no way from one drive to another
        return target


def _join(above: str, name: str) -> str:
    return name if above == os.curdir else os.path.join(above, name)  # noqa: PTH118
