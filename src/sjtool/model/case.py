"""A case as read: its header and its records, in the order they stand in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple, TypeVar

from sjtool.model.record import Header, Record
from sjtool.problem import Place, Problem

R = TypeVar("R", bound=Record)


class Entry(NamedTuple):
    """One record and the line its table begins on."""

    kind: str
    record: Record
    line: int


@dataclass(frozen=True)
class Case:
    """Everything one case file says. `head` is the last chain value, printed in every footer.

    `broken` names records that are not as they were recorded, `acknowledged` those edited by hand and owned up to,
    `by_hand` those without a chain value of their own; `chain` says all that was found in holding the file against its
    chain, when it was read; `unread` names records that are in the file and could not be taken as they are.
    """

    path: str
    header: Header
    entries: tuple[Entry, ...]
    head: str
    broken: tuple[str, ...] = ()
    acknowledged: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    chain: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()

    def of(self, kind: type[R]) -> tuple[R, ...]:
        """All records of one kind, superseded ones too, in file order."""
        return tuple(self._by_kind.get(kind.kind_name, ()))  # type: ignore[arg-type]

    def find(self, record_id: str) -> Record | None:
        """The record with this id, if there is one."""
        return self._by_id.get(record_id)

    def place(self, record_id: str) -> Place:
        """Where the record with this id stands."""
        return Place(self.path, self._line_by_id.get(record_id, 0))

    def up_to(self, moment: object) -> Case:
        """The case as recorded by `moment` (a datetime): for `--as-at`."""
        kept = tuple(e for e in self.entries if e.record.at is None or e.record.at <= moment)  # type: ignore[operator]
        return replace(self, entries=kept)

    def __iter__(self) -> Iterator[Entry]:
        """Records in file order."""
        return iter(self.entries)

    @cached_property
    def _by_kind(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for entry in self.entries:
            found.setdefault(entry.kind, []).append(entry.record)
        return found

    @cached_property
    def _by_id(self) -> dict[str, Record]:
        return {entry.record.id: entry.record for entry in self.entries}

    @cached_property
    def _line_by_id(self) -> dict[str, int]:
        return {entry.record.id: entry.line for entry in self.entries}
