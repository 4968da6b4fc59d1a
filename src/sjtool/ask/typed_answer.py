"""One thing to ask, and a typed answer as the value to keep."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from sjtool.ask.asker import Asker
from sjtool.ask.typed_date import read_date

FieldKind = Literal["text", "line", "choice", "choices", "date", "yes_no", "number", "list"]


@dataclass(frozen=True)
class Choice:
    """One permitted answer: what is stored, what is shown, what it means."""

    id: str
    title: str
    means: str = ""


@dataclass(frozen=True)
class Field:
    """One thing to ask. `help` is shown on `?`; an optional field is passed over with an empty line.

    `words` are taken as they are typed, beside the choices. `check` says what is wrong with an answer that reads well.
    `ask` is for a field that asks in its own way; it is given the answer that stands, or None. `past`: the day
    has been, or is today. `passing` says what an empty line does where nothing stands. `must_see`: what stands is
    taken only where all of it stands in the line, never by an empty one. `tidy` gives an answer the form it is kept in.
    """

    key: str
    prompt: str
    kind: FieldKind = "text"
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: str = ""
    help: str = ""
    wanted: Callable[[dict[str, Any]], bool] = field(default=lambda _answers: True)
    words: tuple[str, ...] = ()
    check: Callable[[Any], str] = field(default=lambda _value: "")
    ask: Callable[[Asker, Field, Any], Any] | None = None
    past: bool = False
    passing: str = "Enter to pass"
    must_see: bool = False
    tidy: Callable[[Any], Any] = field(default=lambda value: value)


def read_answer(this: Field, typed: str) -> tuple[Any, str]:
    """A typed answer as the value to keep, or what to say where it will not do."""
    value, trouble = _READERS[this.kind](this, typed)
    return (value, trouble) if trouble else (this.tidy(value), "")


def _read_choice(this: Field, typed: str) -> tuple[Any, str]:
    found = _find_choice(this.choices, typed.strip())
    return (found.id, "") if found else (None, f"Type a number from 1 to {len(this.choices)}, or its word.")


def _find_choice(choices: Sequence[Choice], word: str) -> Choice | None:
    if word.isdecimal() and 1 <= int(word) <= len(choices):
        return choices[int(word) - 1]
    folded = word.casefold().replace(" ", "-")
    exact = [c for c in choices if folded in (c.id.casefold(), c.title.casefold().replace(" ", "-"))]
    begins = [c for c in choices if c.id.casefold().startswith(folded) and folded not in {"y", "n"}]
    return exact[0] if exact else begins[0] if len(begins) == 1 else None


def _read_choices(this: Field, typed: str) -> tuple[Any, str]:
    found = [_find_choice(this.choices, part) for part in re.split(r"[\s,;]+", typed) if part]
    if not found or None in found:
        return None, f"Type numbers from 1 to {len(this.choices)}, with spaces between."
    return tuple(dict.fromkeys(c.id for c in found if c)), ""


def _read_yes_no(_this: Field, typed: str) -> tuple[Any, str]:
    known = {"y": True, "yes": True, "n": False, "no": False}
    word = typed.strip().lower()
    return (known[word], "") if word in known else (None, "Type y or n.")


def _read_number(_this: Field, typed: str) -> tuple[Any, str]:
    word = typed.strip()
    try:
        number = float(word)
    except ValueError:
        return None, "Type a number."
    if not math.isfinite(number):
        return None, "Type a number."
    return (int(number) if number.is_integer() and "." not in word else number), ""


def _read_list(_this: Field, typed: str) -> tuple[Any, str]:
    parts = tuple(part.strip() for part in re.split(r"[;,]", typed) if part.strip())
    return (parts, "") if parts else (None, "Type one or more, with commas between.")


_READERS: dict[FieldKind, Callable[[Field, str], tuple[Any, str]]] = {
    "text": lambda _this, typed: (typed.strip("\n"), ""),
    "line": lambda _this, typed: (typed.strip(), ""),
    "choice": _read_choice,
    "choices": _read_choices,
    "date": lambda this, typed: read_date(typed, past=this.past),
    "yes_no": _read_yes_no,
    "number": _read_number,
    "list": _read_list,
}
