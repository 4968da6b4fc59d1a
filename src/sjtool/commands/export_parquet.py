"""One table of an export as Parquet: typed, with what each column means in the file. Rows go out in groups."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from importlib import import_module
from typing import Any, BinaryIO

from sjtool.errors import refused
from sjtool.report.export_columns import Columns, Row

GROUP = 20_000
"""Rows in a group, held packed until it is full."""
PACK = 500
"""Rows that are held as they came; packed they take a tenth of the room."""


class ParquetTable:
    """A table that is being written. Raises SjtoolError where the library is not installed."""

    def __init__(self, columns: Columns, file: BinaryIO) -> None:
        """The schema is written; `file` is closed by whoever opened it."""
        self._arrow, parquet = load_arrow()
        arrow = self._arrow
        types = {
            "text": arrow.string(),
            "partial-date": arrow.string(),
            "whole": arrow.int64(),
            "truth": arrow.bool_(),
            "day": arrow.date32(),
        }
        fields = [
            arrow.field(column.name, types[column.type], metadata={"means": column.means}) for column in columns.columns
        ]
        self._schema = arrow.schema(fields, metadata={"table": columns.table, "what": columns.what})
        self._writer = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._held: list[Row] = []
        self._packed: list[Any] = []

    def add(self, rows: Sequence[Row]) -> None:
        """Some more rows; they go out with their group."""
        self._held += rows
        if len(self._held) >= PACK:
            self._pack()
            if sum(batch.num_rows for batch in self._packed) >= GROUP:
                self._put_out()

    def finish(self) -> None:
        """The last group, and the foot of the file."""
        if self._held:
            self._pack()
        if self._packed:
            self._put_out()
        self._writer.close()

    def abandon(self) -> None:
        """Nothing more is written; a library that is let go of unclosed would still try to."""
        with contextlib.suppress(Exception):
            self._writer.close()

    def _pack(self) -> None:
        columns = [
            self._arrow.array(values, type=field.type)
            for values, field in zip(zip(*self._held, strict=True), self._schema, strict=True)
        ]
        self._packed.append(self._arrow.record_batch(columns, schema=self._schema))
        self._held = []

    def _put_out(self) -> None:
        group = self._arrow.Table.from_batches(self._packed)
        self._writer.write_table(group, row_group_size=len(group))
        self._packed = []


def load_arrow() -> tuple[Any, Any]:
    """The library, and the part of it that writes Parquet. Raises SjtoolError where it is not installed."""
    try:
        return import_module("pyarrow"), import_module("pyarrow.parquet")
    except ImportError:
        raise refused(
            "extra-missing",
            "parquet",
            "Parquet needs a part of sjtool that is not installed here",
            "it is kept apart because it is large",
            "pip install 'sjtool[parquet]' , or --format csv , which holds the same",
        ) from None
