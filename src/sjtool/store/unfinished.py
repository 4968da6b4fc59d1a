"""What is being typed and is not recorded yet: one owner-only file beside the case, so that a kill loses nothing.

It is written with every change, read when the same thing is asked again, and removed when what it belongs to is over.
Nothing here may stop an officer from typing: where the file cannot be written, there is none.
"""

from __future__ import annotations

import contextlib
import glob
import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sjtool.errors import SjtoolError
from sjtool.store.durable import TEMPORARY, write_all
from sjtool.store.kept import free_name, render_kept
from sjtool.store.toml import read_toml

_PLACE = "place"
_UNFIT = re.compile(r"[^A-Za-z0-9-]")


class Unfinished:
    """The unfinished words of one sitting, by place (an item, a factor). `name` says which sitting of the case.

    `at` is the place the officer was at. Places and words come back as they were typed. `is_safe`: all that was to be
    kept stands in the file.
    """

    def __init__(self, case_path: Path, name: str) -> None:
        """Read what an earlier run left, if anything."""
        stem = case_path.name.removesuffix(".toml")
        self.path = case_path.with_name(f"{stem}.unfinished-{_UNFIT.sub('-', name)}.toml")
        self.at = ""
        self._places: dict[str, dict[str, Any]] = {}
        self._written: bytes | None = None
        self.is_safe = True
        self._read()

    def __contains__(self, place: str) -> bool:
        """Whether words were left at a place."""
        return place in self._places

    def left(self, place: str) -> dict[str, Any]:
        """What was typed at a place and not recorded."""
        return dict(self._places.get(place, {}))

    def keep(self, place: str, typed: Mapping[str, Any]) -> None:
        """Remember what is typed at a place, in place of what was there; empty keys are left out."""
        self.at = place
        keys = {key: value for key, value in typed.items() if value not in (None, "", (), [])}
        if keys:
            self._places[place] = keys
        else:
            self._places.pop(place, None)
        self._write()

    def drop(self, place: str) -> None:
        """What was typed at a place is recorded, or the officer let it go."""
        if self._places.pop(place, None) is not None:
            self._write()

    def go_to(self, place: str) -> None:
        """The officer is at this place now."""
        if place != self.at:
            self.at = place
            self._write()

    def remove(self) -> None:
        """All is recorded, or the sitting is over. What a killed run left half written goes too."""
        self._places.clear()
        self._written = None
        with contextlib.suppress(OSError):
            self.path.unlink(missing_ok=True)
            for half in self.path.parent.glob(f".{glob.escape(self.path.name)}.*{TEMPORARY}"):
                half.unlink(missing_ok=True)

    @property
    def holds_words(self) -> bool:
        """Whether anything is left."""
        return bool(self._places)

    @property
    def places(self) -> tuple[str, ...]:
        """Where words are left."""
        return tuple(self._places)

    def _read(self) -> None:
        """What an earlier run left. A file that cannot be read is put aside under the name of kept words."""
        if not self.path.exists():
            return
        try:
            tables = read_toml(self.path).data.get("unfinished", [])
            self._places = {str(t[_PLACE]): {k: v for k, v in t.items() if k != _PLACE} for t in tables if len(t) > 1}
            self.at = str(tables[-1][_PLACE]) if tables else ""
        except (SjtoolError, KeyError, TypeError, AttributeError):
            self._places = {}
            with contextlib.suppress(OSError):
                self.path.replace(free_name(self.path.parent, self.path.name.partition(".unfinished-")[0]))

    def _write(self) -> None:
        """One table a place; the last one is where the officer is."""
        places = [place for place in self._places if place != self.at]
        tables = [{_PLACE: place, **self._places[place]} for place in places]
        tables += [{_PLACE: self.at, **self._places.get(self.at, {})}] if self.at else []
        content = "".join(render_kept("unfinished", table) for table in tables).encode("utf-8")
        if content == self._written:
            return
        self.is_safe = False
        temporary = self.path.with_name(f".{self.path.name}.{os.getpid()}{TEMPORARY}")
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
        try:
            handle = os.open(temporary, flags, 0o600)
            try:
                write_all(handle, content)
            finally:
                os.close(handle)
            temporary.replace(self.path)
            self._written = content
            self.is_safe = True
        except OSError:
            with contextlib.suppress(OSError):
                temporary.unlink(missing_ok=True)
