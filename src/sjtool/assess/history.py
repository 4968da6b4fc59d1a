"""What was done, when and by whom, in words: one line a record, in the order recorded. Coded values only.

An officer's own words stay in their records; a tool's level is left out until the judgement it could sway stands; a
covert action is there for an officer at a screen alone (`looking_back.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sjtool.assess.history_words import say_record
from sjtool.assess.judging import hides_levels
from sjtool.assess.looking_back import Reader
from sjtool.assess.standing import Standing


@dataclass(frozen=True)
class Happening:
    """One thing that was recorded."""

    at: datetime | None
    by: str
    record: str
    kind: str
    words: str


def tell_history(
    standing: Standing,
    *,
    hidden: bool | None = None,
    at_screen: bool = False,
    titles: Mapping[str, str] | None = None,
) -> Iterator[Happening]:
    """Every record that the reader may know of as a happening, corrections said as such.

    `hidden` where tool levels are, whatever day this is of; `titles` names entries of menus by their references.
    """
    hidden = hides_levels(standing) if hidden is None else hidden
    reader = Reader(standing, hidden, at_screen, titles or {})
    for entry in standing.case:
        record = entry.record
        if reader.may_see(entry):
            corrected = f"corrected {record.supersedes}: " if record.supersedes else ""
            yield Happening(record.at, record.by or "", record.id, entry.kind, corrected + say_record(record, reader))
