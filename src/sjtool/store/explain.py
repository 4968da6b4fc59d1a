"""Turn the model's complaints into messages an officer can act on, with lines and without case words."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from sjtool.model.record import RECORD_ID, Header, Record
from sjtool.problem import Place, Problem

_EXPECTED = {
    "string_type": 'text in quotes, e.g. "…"',
    "bool_type": "true or false",
    "int_type": "a whole number",
    "float_type": "a number",
    "tuple_type": 'a list, e.g. ["…"]',
    "timezone_aware": "a date and time with its offset, e.g. 2026-03-02T09:10:00+00:00",
    "datetime_type": "a date and time with its offset, e.g. 2026-03-02T09:10:00+00:00",
    "string_too_short": "some text; leave the key out where there is none",
    "string_unicode": "text that can be stored as UTF-8",
}
_AN_ID = "letters, digits, dot, dash and underscore, at most 80; begins with a letter or digit"
_VALUE = "true or false, a number, text, or a list of texts"


def explain_errors(
    error: ValidationError,
    model: type[BaseModel],
    path: str,
    owner: str,
    line_of: Callable[[tuple[str | int, ...]], int],
    excerpt: Callable[[int], str] = lambda _line: "",
) -> list[Problem]:
    """One problem for each key that is wrong. `owner` names the table, e.g. "[[response]]"."""
    problems: dict[tuple[str | int, ...], Problem] = {}
    for fault in error.errors(include_input=False, include_url=False, include_context=True):
        spot = _data_part(fault["loc"])
        key = spot if fault["type"] == "extra_forbidden" else spot[:1] if len(spot) < 3 else spot  # noqa: PLR2004
        if key in problems:
            continue
        line = line_of(spot)
        place = Place(path, line)
        name = str(spot[-1]) if spot and isinstance(spot[-1], str) else str(spot[0]) if spot else ""
        problems[key] = _one_problem(fault, _model_at(model, spot), place, owner, name, excerpt(line))
    return list(problems.values())


def _data_part(loc: Iterable[str | int]) -> tuple[str | int, ...]:
    """Drop the parts pydantic adds for the branches of a union: they are not in the file."""
    branches = ("tuple[", "constrained-", "function-", "literal[", "nullable", "bool", "int", "float", "str")
    kept: list[str | int] = []
    for n, part in enumerate(loc):
        if n and isinstance(part, str) and part.startswith(branches):
            continue
        kept.append(part)
    return tuple(kept)


def _one_problem(
    fault: Mapping[str, Any], model: type[BaseModel], place: Place, owner: str, name: str, excerpt: str
) -> Problem:
    kind = fault["type"]
    if kind == "extra_forbidden":
        return _unknown_key(model, place, owner, name, excerpt)
    if kind == "missing":
        return Problem(
            "key-missing",
            place,
            f'{owner} has no "{name}"',
            "without it nothing else can point at this record or place it",
            f"add a line  {name} = …  below the header",
            excerpt,
        )
    if name == "value":
        expected = _VALUE
    elif kind in _EXPECTED:
        expected = _EXPECTED[kind]
    elif kind == "literal_error":
        permitted = str(fault["ctx"]["expected"])
        bare = "" if "'" in permitted else "a number without quotes, "
        expected = f"{bare}one of " + permitted.replace("'", "").replace(" or ", ", ")
    elif kind == "value_error":
        expected = str(fault["msg"]).removeprefix("Value error, ")
        expected = expected if expected.startswith("write") else 'a date that exists, as "2026-03-02"'
    elif kind == "string_pattern_mismatch":
        expected = _AN_ID if _is_id(model, name) else (f"the form {_manual(model)} gives for it")
    else:
        expected = f"the kind of value {_manual(model)} gives for it"
    return Problem(
        "value-wrong-kind",
        place,
        f'"{name}" of {owner} is not of the kind it must be',
        "a value of another kind could be read as something nobody wrote",
        f"give {name} {expected}" if not expected.startswith("write") else expected,
        excerpt,
    )


def _manual(model: type[BaseModel]) -> str:
    """Where the forms of values are shown."""
    return "docs/case-file.md" if issubclass(model, Header | Record) else "a shipped template"


def _is_id(model: type[BaseModel], name: str) -> bool:
    """Whether a key takes an id: by the pattern its model has for it, or by its name."""
    taken = [info for key, info in model.model_fields.items() if (info.alias or key) == name]
    return name.endswith("id") or any(RECORD_ID in repr((info.annotation, info.metadata)) for info in taken)


def _model_at(model: type[BaseModel], spot: Iterable[str | int]) -> type[BaseModel]:
    """The model of the part that holds the key at this spot: a template's parts have keys of their own."""
    for part in spot:
        fields = {info.alias or name: info.annotation for name, info in model.model_fields.items()}
        model = next(iter(_models_in(fields.get(str(part)))), model)
    return model


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Models named in an annotation, within lists and unions too."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _models_in(inner)


def _unknown_key(model: type[BaseModel], place: Place, owner: str, name: str, excerpt: str) -> Problem:
    known = [info.alias or field for field, info in model.model_fields.items()]
    close = difflib.get_close_matches(name, known, 1)
    shown = f'"{name}"' if close else "of this name"
    if close:
        fix = f'did you mean "{close[0]}"?'
    elif issubclass(model, Record):
        fix = "see docs/case-file.md for the keys of each record"
    else:
        fix = f"the keys here are {', '.join(known)}"
    return Problem(
        "unknown-key",
        place,
        f"{owner} has no key {shown}",
        "a misspelt key would otherwise be an answer nobody reads",
        fix,
        excerpt,
    )
