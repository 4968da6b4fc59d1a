"""Questions for any kind of record, made from its model and the manual of its keys.

Keys that only sjtool itself can fill in (digests, times to the second, computed intervals) are never asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from sjtool.ask.form import Choice, Field, FieldKind
from sjtool.model.kinds import KINDS, VICTIM_KINDS
from sjtool.model.manual import MANUAL
from sjtool.model.manual_key import KeyNote, Shape, ShapeKind, read_shapes
from sjtool.model.record import RECORD_ID

_FIELD_KINDS: Mapping[ShapeKind, FieldKind] = {
    "texts": "list",
    "id": "line",
    "ids": "list",
    "ids_or_none": "list",
    "date": "date",
    "choice": "choice",
    "choices": "choices",
    "yes_no": "yes_no",
    "whole": "number",
    "number": "number",
    "grade": "line",
    "value": "line",
}
_GRADE = re.compile("[1-3][A-E][PC]")
_PAST = frozenset(
    {
        "born",
        "convicted_on",
        "dated_on",
        "discharged_on",
        "from_on",
        "held_on",
        "lead_agency_since",
        "made_on",
        "opened_on",
        "sentenced_on",
    }
)
"""Keys for a day that has been, or is today; every other day may lie ahead."""
_CHOSEN: Mapping[tuple[str, str], tuple[str, ...]] = {("person", "gender"): ("male", "female", "other")}
"""Keys that hold any words and are asked with a choice, because rules read them: male and female decide a gate."""
_NOT_ASKED: frozenset[ShapeKind] = frozenset({"moment", "numbers", "hex32", "hex64"})
_WANTED: Mapping[tuple[str, str], Callable[[dict[str, Any]], bool]] = {
    ("evidence", "why_not"): lambda answers: answers.get("obtained") is False,
    ("status", "lead_agency_since"): lambda answers: "lead_agency" in answers,
}


def fields_for(kind: str, *, skip: Collection[str] = ()) -> tuple[Field, ...]:
    """Build the questions for a record of this kind, in the model's order, without the keys in `skip`."""
    model = (KINDS | VICTIM_KINDS)[kind]
    return tuple(
        _field(kind, key, shape, MANUAL[kind][key], required=key in model.needs)
        for key, shape in read_shapes(model).items()
        if key not in skip and shape.kind not in _NOT_ASKED
    )


def _field(kind: str, key: str, shape: Shape, note: KeyNote, *, required: bool) -> Field:
    """Build one question. A choice between numbers is typed as a number, so that it is kept as one."""
    options = tuple(option for option in shape.options if isinstance(option, str))
    as_number = bool(shape.options) and not options
    return Field(
        key,
        note.prompt,
        "choice"
        if (kind, key) in _CHOSEN
        else "number"
        if as_number
        else _FIELD_KINDS.get(shape.kind, "text" if note.words else "line"),
        required,
        tuple(Choice(one, one.replace("-", " ").replace("_", " ")) for one in _CHOSEN.get((kind, key), options)),
        help=note.help,
        wanted=_WANTED.get((kind, key), lambda _answers: True),
        check=_check_for(shape),
        past=key in _PAST,
        tidy=str.upper if shape.kind == "grade" else _as_it_is,
    )


def _as_it_is(value: Any) -> Any:
    return value


def _check_for(shape: Shape) -> Callable[[Any], str]:
    """What is wrong with an answer of this shape, said at once and not at the end of the form."""
    if shape.options and not isinstance(shape.options[0], str):
        known = ", ".join(str(option) for option in shape.options)
        return lambda value: "" if value in shape.options else f"It is one of {known}."
    if shape.kind == "grade":
        return lambda value: "" if _GRADE.fullmatch(value) else "A grade is written as 1AP, 2BC and so on."
    if shape.kind == "id":
        return lambda value: "" if is_id(value) else "Not an id: letters, digits, dot and dash."
    if shape.kind == "ids":
        return lambda value: "" if all(map(is_id, value)) else "Not ids: letters, digits, dot and dash, commas between."
    return lambda _value: ""


def is_id(word: str) -> bool:
    """Whether a word can be the id of a record."""
    return re.fullmatch(RECORD_ID, word) is not None
