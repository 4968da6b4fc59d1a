"""A note on one record key, and how the kind of value a key takes is read from its model.

The models say what a value may be; this is the one place that reads it off them, for forms (ask/fields.py) and for the
printed manual (tools/make_case_file_doc.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, get_args, get_origin

from pydantic import AwareDatetime

from sjtool.model.enquiry import EvidenceRecord
from sjtool.model.record import Hex32, Hex64, Id, PartialDate, Record, Words

ShapeKind = Literal[
    "words",
    "texts",
    "id",
    "ids",
    "ids_or_none",
    "date",
    "moment",
    "choice",
    "choices",
    "yes_no",
    "whole",
    "number",
    "numbers",
    "hex32",
    "hex64",
    "grade",
    "value",
]
LEDGER_KEYS = frozenset({"id", "at", "by", "salt", "chain", "supersedes", "reason"})
"""Keys of every record, which the manual describes once and a form never asks."""


@dataclass(frozen=True)
class KeyNote:
    """What a key is for. `prompt` is put to an officer; `words` marks free text in the officer's own words."""

    prompt: str
    help: str
    words: bool = False


@dataclass(frozen=True)
class Shape:
    """The kind of value a key takes; `options` are the permitted words or numbers of a choice."""

    kind: ShapeKind
    options: tuple[str | int, ...] = ()


ASSESSMENT_NOTE = KeyNote(
    "Which assessment? (id)", "The round of judging this belongs to. Commands fill in the open assessment."
)
_PLAIN: tuple[tuple[object, ShapeKind], ...] = (
    (bool, "yes_no"),
    (int, "whole"),
    (float, "number"),
    (Id, "id"),
    (Words, "words"),
    (PartialDate, "date"),
    (AwareDatetime, "moment"),
    (Hex32, "hex32"),
    (Hex64, "hex64"),
    (get_args(EvidenceRecord.model_fields["grade"].annotation)[0], "grade"),
)
_LISTS: tuple[tuple[object, ShapeKind], ...] = ((Id, "ids"), (Words, "texts"), (float, "numbers"))


def read_shapes(model: type[Record]) -> dict[str, Shape]:
    """Name the keys of a record as they stand in the file, in the model's order, with the kind of value each takes."""
    return {
        info.alias or name: _shape_of(info.annotation)
        for name, info in model.model_fields.items()
        if name not in LEDGER_KEYS
    }


def _shape_of(annotation: Any) -> Shape:
    """Read one annotation; an optional key is described by what it holds when it is there."""
    kinds = [part for part in _members(annotation) if part is not type(None)]
    if len(kinds) > 1:
        return Shape("value" if bool in kinds else "ids_or_none")
    kind = kinds[0]
    if get_origin(kind) is Literal:
        return Shape("choice", get_args(kind))
    if get_origin(kind) is tuple:
        inner = get_args(kind)[0]
        if get_origin(inner) is Literal:
            return Shape("choices", get_args(inner))
        return Shape(_named(inner, _LISTS))
    return Shape(_named(kind, _PLAIN))


def _named(kind: object, known: tuple[tuple[object, ShapeKind], ...]) -> ShapeKind:
    """Look a kind of value up; one that nobody described here is a fault of the program."""
    for one, name in known:
        if one == kind:
            return name
    raise TypeError("a key takes a kind of value that manual_key.py does not know")


def _members(annotation: Any) -> tuple[Any, ...]:
    """Give the members of a union, or the annotation alone; a literal, a list and an annotated text are no unions."""
    if get_origin(annotation) in (Literal, tuple) or hasattr(annotation, "__metadata__"):
        return (annotation,)
    return get_args(annotation) or (annotation,)
