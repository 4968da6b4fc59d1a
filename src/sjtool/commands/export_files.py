"""The files of an export: written beside their places as rows come, and put there together once all are whole.

`columns.json` says what is in them. It says `complete: false` before the first table is put in its place and `true`
after the last, so that nobody takes tables of two runs for those of one.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Protocol, Self

from sjtool.commands.export_parquet import ParquetTable
from sjtool.errors import SjtoolError, refused, usage
from sjtool.report.export_columns import Columns, Row
from sjtool.report.export_tables import TABLES, Rows
from sjtool.report.export_text import csv_head, csv_rows, json_rows
from sjtool.store.durable import TEMPORARY, hold_folder, remove_stale, write_durably

SCHEMA = "sjtool-export"
COLUMNS_FILE = "columns.json"
_TRIES = (0.05, 0.2, 0.5, 1.0)
"""Seconds to wait where a virus scanner or a spreadsheet holds a file on Windows."""


class _Table(Protocol):
    """What takes the rows of one table."""

    def add(self, rows: Sequence[Row]) -> None: ...

    def finish(self) -> None: ...

    def abandon(self) -> None: ...


class _Lines:
    """A table of lines of text."""

    def __init__(self, file: BinaryIO, render: Callable[[Sequence[Row]], str], head: str = "") -> None:
        self._file, self._render = file, render
        file.write(head.encode("utf-8"))

    def add(self, rows: Sequence[Row]) -> None:
        self._file.write(self._render(rows).encode("utf-8"))

    def finish(self) -> None:
        """Nothing stands below the rows."""

    def abandon(self) -> None:
        """Nothing is held."""


_OPENERS: Mapping[str, Callable[[Columns, BinaryIO], _Table]] = {
    "csv": lambda columns, file: _Lines(file, csv_rows, csv_head(columns)),
    "jsonl": lambda columns, file: _Lines(file, lambda rows: json_rows(columns, rows)),
    "parquet": ParquetTable,
}
FORMATS = tuple(_OPENERS)


class ExportFolder:
    """The tables of one export in a folder; nothing of an earlier one is touched before `put_in_place`."""

    def __init__(self, folder: Path, form: str) -> None:
        """Open every table beside its place. Raises SjtoolError where they cannot be written, or a run is at it."""
        self.folder, self.form = folder, form
        self._held = contextlib.ExitStack()
        self._held.enter_context(hold_folder(folder / COLUMNS_FILE))
        self._before = _read_earlier(folder / COLUMNS_FILE).get("format")
        self.counts = dict.fromkeys(TABLES, 0)
        self._files: dict[str, BinaryIO] = {}
        self._tables: dict[str, _Table] = {}
        try:
            for name, columns in TABLES.items():
                self._files[name] = self._open(self._target(name))
                self._tables[name] = _OPENERS[form](columns, self._files[name])
        except BaseException as error:
            self.drop()
            if isinstance(error, OSError):
                raise self._not_written(error) from None
            raise

    def add(self, rows: Rows) -> None:
        """The rows of one more case, all of them or, where the disk is full, none that is ever seen."""
        try:
            for name, some in rows.items():
                if some:
                    self._tables[name].add(some)
                    self.counts[name] += len(some)
        except OSError as error:
            raise self._not_written(error) from None

    def put_in_place(self, about: Mapping[str, Any], before: Callable[[], None] = lambda: None) -> None:
        """Bring every table to the disk and to its place; `about` stands at the head of `columns.json`.

        `before` is done once all are whole, and before any is in its place.
        """
        try:
            for name, table in self._tables.items():
                table.finish()
                self._files[name].flush()
                os.fsync(self._files[name].fileno())
                self._files[name].close()
            before()
            self._describe({**about, "complete": False})
            for name in TABLES:
                _replace(_beside(self._target(name)), self._target(name))
        except OSError as error:
            raise self._not_written(error) from None
        self._describe({**about, "complete": True})
        self._remove_other_formats()

    def drop(self) -> None:
        """Take away what is not in its place."""
        for table in self._tables.values():
            table.abandon()
        for file in self._files.values():
            with contextlib.suppress(OSError):
                file.close()
        for name in TABLES:
            with contextlib.suppress(OSError):
                _beside(self._target(name)).unlink(missing_ok=True)
        self._held.close()

    def __enter__(self) -> Self:
        """Rows may be added."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Whatever happened, nothing half made stays."""
        self.drop()

    def _target(self, name: str) -> Path:
        return self.folder / f"{name}.{self.form}"

    def _open(self, target: Path) -> BinaryIO:
        remove_stale(target)
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        return os.fdopen(os.open(_beside(target), flags, 0o600), "wb")

    def _describe(self, about: Mapping[str, Any]) -> None:
        tables = [
            {
                "table": columns.table,
                "file": self._target(name).name,
                "rows": self.counts[name],
                "what": columns.what,
                "columns": [vars(column) for column in columns.columns],
            }
            for name, columns in TABLES.items()
        ]
        data = {"schema": SCHEMA, "version": 1, **about, "format": self.form, "tables": tables}
        write_durably(
            self.folder / COLUMNS_FILE, (json.dumps(data, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        )

    def _remove_other_formats(self) -> None:
        """The tables of the export before this one, in another format: nobody should pass them on for these."""
        if self._before in _OPENERS and self._before != self.form:
            for name in TABLES:
                with contextlib.suppress(OSError):
                    (self.folder / f"{name}.{self._before}").unlink(missing_ok=True)

    def _not_written(self, error: OSError) -> SjtoolError:
        return refused(
            "export-not-written",
            str(self.folder),
            f"the tables could not be written ({error.strerror or 'unknown reason'})",
            "half of a table would be taken for the whole",
            "free some space or close what has them open, then run it again",
        )


def prepare_folder(out: str, form: str, cases: Sequence[str] = ()) -> Path:
    """The folder of an export, made if need be.

    Raises SjtoolError where it is that of its cases, or holds tables that no export wrote.
    """
    folder = Path(out)
    if os.path.realpath(out) in {os.path.realpath(Path(case).parent) for case in cases if Path(case).is_file()}:
        raise usage(
            "out-among-cases",
            "--out names the folder of the cases",
            "tables are given away, and cases stay: one folder of both would be passed on as a whole",
            "name a folder of their own:  --out tables/",
        )
    if folder.is_file():
        raise usage(
            "out-not-a-folder", "--out names a file", "an export is several tables", "name a folder: --out tables/"
        )
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        what = f"the folder could not be made ({error.strerror})"
        raise refused("folder-not-made", out, what, "the tables go there", "name another") from None
    there = [name for name in (f"{table}.{form}" for table in TABLES) if (folder / name).exists()]
    if there and not _read_earlier(folder / COLUMNS_FILE):
        raise refused(
            "export-over-others",
            str(folder),
            f"the folder holds {there[0]}, which no export of sjtool wrote",
            "an export takes the place of the tables of an earlier one, and of nothing else",
            "name a folder of its own:  --out tables/",
        )
    return folder


def _read_earlier(path: Path) -> Mapping[str, Any]:
    """What an earlier export says of its tables; nothing where there is none, or the file is another's."""
    try:
        data = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return data if isinstance(data, dict) and data.get("schema") == SCHEMA else {}


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{os.getpid()}{TEMPORARY}")


def _replace(temporary: Path, target: Path) -> None:
    """Rename over; on Windows somebody may hold the file for a moment, so try again."""
    for pause in (*_TRIES, None):
        try:
            os.replace(temporary, target)  # noqa: PTH105 - replace, with retry, is the whole point
        except PermissionError:
            if sys.platform != "win32" or pause is None:
                raise
            time.sleep(pause)  # pragma: no cover - Windows only
        else:
            return
