"""Put a list of fields to the officer, one at a time, with `:back`, `?` and `:quit` everywhere.

A field knows how its answer is typed and what it may be; the form knows the order. Nothing here writes to a case.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from sjtool.ask.asker import Asker, Stop
from sjtool.clock import today

FieldKind = Literal["text", "line", "choice", "choices", "date", "yes_no", "number", "list"]


@dataclass(frozen=True)
class Choice:
    """One permitted answer: what is stored, what is shown, what it means."""

    id: str
    title: str
    means: str = ""


@dataclass(frozen=True)
class Field:
    """One thing to ask. `help` is shown on `?`; an optional field is passed over with an empty line."""

    key: str
    prompt: str
    kind: FieldKind = "text"
    required: bool = False
    choices: tuple[Choice, ...] = ()
    default: str = ""
    help: str = ""
    wanted: Callable[[dict[str, Any]], bool] = field(default=lambda _answers: True)


class Back(Exception):  # noqa: N818 - a move, not an error
    """The officer typed `:back`."""


def ask_form(asker: Asker, fields: Sequence[Field], answers: dict[str, Any] | None = None) -> dict[str, Any]:
    """Ask every field that is wanted; returns what was answered, keys without an answer left out. Raises Stop.

    What is typed stands in `asker.typed` from the first word on, so that a command that is interrupted can keep it.
    """
    given: dict[str, Any] = dict(answers or {})
    asker.typed.append(given)
    asked: list[int] = []
    at = 0
    while at < len(fields):
        this = fields[at]
        if not this.wanted(given):
            given.pop(this.key, None)
            at += 1
            continue
        try:
            value = ask_field(asker, this)
        except Back:
            at = asked.pop() if asked else 0
            continue
        given.pop(this.key, None)
        if value not in (None, "", ()):
            given[this.key] = value
        asked.append(at)
        at += 1
    return given


def ask_field(asker: Asker, this: Field) -> Any:
    """Ask one field until the answer will do. Raises Back or Stop."""
    if this.choices and asker.plain:
        _say_choices(asker, this)
    while True:
        typed = asker.ask_line(_prompt(this, plain=asker.plain), default=this.default, multiline=this.kind == "text")
        word = typed.strip()
        if word == ":quit":
            raise Stop
        if word == ":back":
            raise Back
        if word in {"?", ":help"}:
            _say_help(asker, this)
            continue
        if not word:
            if not this.required:
                return None
            asker.say("  This one is needed.  ? for help, :back, :quit")
            continue
        value, trouble = read_answer(this, typed)
        if trouble:
            asker.say(f"  {trouble}")
            continue
        return value


def _prompt(this: Field, *, plain: bool) -> str:
    hint = ""
    if this.choices and not plain:
        hint = "  " + " / ".join(f"{n} {c.title}" for n, c in enumerate(this.choices, 1))
        if len(hint) > 90:  # noqa: PLR2004 - a longer list stands below
            hint = "\n    " + "\n    ".join(f"{n:>2} {c.title}" for n, c in enumerate(this.choices, 1)) + "\n "
    elif this.kind == "yes_no":
        hint = "  y / n"
    optional = "" if this.required else "  (Enter to pass)"
    return f"{this.prompt}{hint}{optional}\n> " if hint or optional else f"{this.prompt}\n> "


def _say_choices(asker: Asker, this: Field) -> None:
    for n, choice in enumerate(this.choices, 1):
        asker.say(f"  {n} {choice.title}")


def _say_help(asker: Asker, this: Field) -> None:
    for n, choice in enumerate(this.choices, 1):
        asker.say(f"  {n} {choice.title}: {choice.means}" if choice.means else f"  {n} {choice.title}")
    asker.say(f"  {this.help or 'Type your answer. :back for the question before, :quit to stop.'}")


def read_answer(this: Field, typed: str) -> tuple[Any, str]:
    """A typed answer as the value to keep, or what to say where it will not do."""
    word = typed.strip()
    if this.kind == "choice":
        found = _find_choice(this.choices, word)
        return (found.id, "") if found else (None, f"Type a number from 1 to {len(this.choices)}, or its word.")
    if this.kind == "choices":
        return _read_choices(this, word)
    if this.kind == "yes_no":
        known = {"y": True, "yes": True, "n": False, "no": False}
        return (known[word.lower()], "") if word.lower() in known else (None, "Type y or n.")
    if this.kind == "date":
        return read_date(word)
    if this.kind == "number":
        return _read_number(word)
    if this.kind == "list":
        return tuple(part.strip() for part in re.split(r"[;,]", word) if part.strip()), ""
    return typed.strip("\n") if this.kind == "text" else word, ""


def _find_choice(choices: Sequence[Choice], word: str) -> Choice | None:
    if word.isdigit() and 1 <= int(word) <= len(choices):
        return choices[int(word) - 1]
    folded = word.casefold().replace(" ", "-")
    exact = [c for c in choices if folded in (c.id.casefold(), c.title.casefold().replace(" ", "-"))]
    begins = [c for c in choices if c.id.casefold().startswith(folded)]
    return exact[0] if exact else begins[0] if len(begins) == 1 else None


def _read_choices(this: Field, word: str) -> tuple[Any, str]:
    found = [_find_choice(this.choices, part) for part in re.split(r"[\s,;]+", word) if part]
    if not found or None in found:
        return None, f"Type numbers from 1 to {len(this.choices)}, with spaces between."
    return tuple(dict.fromkeys(c.id for c in found if c)), ""


def _read_number(word: str) -> tuple[Any, str]:
    try:
        number = float(word)
    except ValueError:
        return None, "Type a number."
    return (int(number) if number.is_integer() and "." not in word else number), ""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def read_date(word: str) -> tuple[str | None, str]:
    """A date as people type it: `2026-03-02`, `2 March 2026`, `2/3/2026`, `March 2026`, `2026`, `today`."""
    trouble = "Type a date such as 2 March 2026, March 2026 or 2026-03-02."
    word = word.strip().lower()
    if word == "today":
        return today().isoformat(), ""
    iso = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", word)
    if iso:
        return _whole(int(iso[1]), iso[2], iso[3], trouble)
    slashed = re.fullmatch(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", word)
    if slashed:
        return _whole(int(slashed[3]), slashed[2], slashed[1], trouble)
    named = re.fullmatch(r"(?:(\d{1,2})(?:st|nd|rd|th)?\s+)?([a-z]{3,9})\.?(?:\s+(\d{4}))?", word)
    if named and named[2][:3] in _MONTHS:
        month = _MONTHS.index(named[2][:3]) + 1
        return _whole(int(named[3] or today().year), str(month), named[1], trouble)
    return None, trouble


def _whole(year: int, month: str | None, day: str | None, trouble: str) -> tuple[str | None, str]:
    try:
        date(year, int(month or 1), int(day or 1))
    except ValueError:
        return None, f"There is no such day. {trouble}"
    parts = [f"{year:04d}", *(f"{int(part):02d}" for part in (month, day) if part)]
    return "-".join(parts), ""
