"""What a rating or an override may rest on, as a list to search: id, day, short title, and the words to find it by.

Of a tool result only which tool and when: what it said is not shown here, before the judgement or after it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from sjtool.errors import SjtoolError
from sjtool.interview.screen import Screen
from sjtool.loader import Loaded
from sjtool.model.appraisal import Rating, ToolResult, describe_value
from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord, Response, Session
from sjtool.model.missing import BY_ID
from sjtool.model.record import Record
from sjtool.text import cell_width, show_safely

SHOWN = 9
_LATEST = {"evidence": 12, "session": 3, "response": 6, "event": 3, "tool_result": 2, "rating": 3}


@dataclass(frozen=True)
class Piece:
    """One record that may be named."""

    id: str
    kind: str
    day: str
    title: str
    words: str = ""

    def line(self, width: int, number: str = "") -> str:
        """`3  e-003  2026-03-04  Home visit`, cut to the width."""
        text = show_safely(f"{number}{self.id}  {self.day or 'undated'}  {' '.join(self.title.split())}")
        if cell_width(text) <= width:
            return text
        while text and cell_width(text) > width - 1:
            text = text[:-1]
        return f"{text.rstrip()}…"


class EvidenceList:
    """Everything in a case that may be named, the latest first."""

    def __init__(self, loaded: Loaded, kinds: Collection[str]) -> None:
        """Read once; evidence that was not obtained is no basis and is left out."""
        self._loaded = loaded
        self.pieces = tuple(self._read(kinds))[::-1]

    def search(self, words: Sequence[str]) -> list[Piece]:
        """Pieces that hold all the words: those with them in their title first."""
        folded = [word.casefold() for word in words]
        found = [piece for piece in self.pieces if all(word in piece.words for word in folded)]
        return sorted(found, key=lambda piece: not all(word in piece.title.casefold() for word in folded))

    def latest(self) -> tuple[list[Piece], int]:
        """The latest of every kind, and how many older pieces of evidence there are."""
        found = []
        for kind, most in _LATEST.items():
            found += [piece for piece in self.pieces if piece.kind == kind][:most]
        evidence = sum(piece.kind == "evidence" for piece in self.pieces)
        return found, max(0, evidence - _LATEST["evidence"])

    def name(self, record_id: str) -> str:
        """An id and its short title."""
        current = self._loaded.standing.current(record_id)
        described = self._describe(current) if current else None
        return f"{record_id} {described[1]}" if described else record_id

    def _read(self, kinds: Collection[str]) -> Iterator[Piece]:
        for entry in self._loaded.case:
            described = self._describe(entry.record) if entry.kind in kinds else None
            if described and self._loaded.standing.stands(entry.record):
                day, title, more = described
                words = f"{entry.record.id} {title} {more}".casefold()
                yield Piece(entry.record.id, entry.kind, day or "", title, words)

    def _describe(self, record: Record) -> tuple[str | None, str, str] | None:
        """The day of a record, its short title, and more words to find it by."""
        if isinstance(record, EvidenceRecord):
            words = " ".join(filter(None, [record.kind, record.reference, record.text]))
            return None if record.obtained is False else (record.dated_on, record.title or "no title", words)
        if isinstance(record, Response):
            return self._describe_response(record)
        if isinstance(record, Session):
            who = self._loaded.standing.label(record.informant)
            return record.held_on, f"{(record.set or 'questions').split('@')[0]} with {who}", record.mode or ""
        return _describe_other(record)

    def _describe_response(self, response: Response) -> tuple[str | None, str, str]:
        """An answer: who said it, to which item, and what."""
        standing = self._loaded.standing
        session = standing.current(response.session) if response.session else None
        day, who, ref = None, "", ""
        if isinstance(session, Session):
            day, who, ref = session.held_on, standing.label(session.informant), session.set or ""
        reason = BY_ID.get(response.missing) if response.missing else None
        said = describe_value(response.value) if response.value is not None else reason.title if reason else ""
        item = self._items.get((ref, response.item or ""), f"item {response.item}")
        note = " ".join(filter(None, [response.note, response.missing_note]))
        return day, f"{who}, {item}: {said}" if who else f"{item}: {said}", note

    @cached_property
    def _items(self) -> dict[tuple[str, str], str]:
        """Titles of items by set and id; none where a set is not within reach."""
        try:
            sets = self._loaded.question_sets
        except SjtoolError:
            return {}
        return {(ref, item.id): item.title for ref, known in sets.items() for item in known.item}


def _describe_other(record: Record) -> tuple[str | None, str, str] | None:
    """The same for an event, a tool result or a rating."""
    if isinstance(record, Event):
        return record.held_on, f"{(record.kind or 'event').replace('-', ' ')}: {record.what or ''}", ""
    if isinstance(record, ToolResult):
        return record.dated_on, (record.instrument or "tool").split("@")[0], ""
    if isinstance(record, Rating):
        factor = (record.factor or "").rpartition("/")[2]
        return record.held_on, f"{factor}: {record.recent or ''}", record.rationale or ""
    return None


def show_pieces(screen: Screen, pieces: Sequence[Piece]) -> list[str]:
    """Pieces with the numbers that pick them."""
    return [f"  {piece.line(screen.width - 3, f'{n} ')}" for n, piece in enumerate(pieces, 1)]
