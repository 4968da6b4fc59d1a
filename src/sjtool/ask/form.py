"""Put a list of fields to the officer, one at a time, with `:back`, `?` and `:quit` everywhere.

A field knows how its answer is typed and what it may be; the form knows the order. An answer given before stands as
the default when its question comes again, so that nothing is typed twice: words stand in the line, where lines can be
edited; a choice, a day or a long text is kept by Enter. Nothing here writes to a case.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sjtool.ask.asker import Asker, Editing
from sjtool.ask.one_field import ask_field
from sjtool.ask.over import ask_over
from sjtool.ask.stop import Back
from sjtool.ask.typed_answer import Choice, Field, FieldKind, read_answer
from sjtool.ask.typed_date import read_date

__all__ = [
    "Back",
    "Choice",
    "Editing",
    "Field",
    "FieldKind",
    "as_typed",
    "ask_field",
    "ask_form",
    "ask_one",
    "ask_over",
    "read_answer",
    "read_date",
]


def ask_form(
    asker: Asker,
    fields: Sequence[Field],
    answers: dict[str, Any] | None = None,
    *,
    may_leave: bool = False,
    from_end: bool = False,
) -> dict[str, Any]:
    """Ask every field that is wanted; returns what was answered, keys without an answer left out. Raises Stop.

    What is typed stands in `asker.typed` at once, so that an interrupted command can keep it. With `may_leave`, `:back`
    at the first question raises Back, else asks it again. `from_end`: who goes back into a form begins at its end.
    """
    given, typed = dict(answers or {}), dict[str, Any]()
    asker.typed.append(typed)
    asked = [n for n, this in enumerate(fields) if this.wanted(given)] if from_end else []
    at = asked.pop() if asked else 0
    while at < len(fields):
        this = fields[at]
        if not this.wanted(given):
            if all(fields[n].key != this.key for n in asked):
                given.pop(this.key, None)
            at += 1
            continue
        before = as_typed(given.get(this.key))
        again = replace(this, default=before) if before else this
        try:
            value = this.ask(asker, this, given.get(this.key)) if this.ask else ask_field(asker, again)
        except Back:
            if may_leave and not asked:
                raise
            at = asked.pop() if asked else at
            continue
        given.pop(this.key, None)
        typed.pop(this.key, None)
        if value not in (None, "", ()):
            given[this.key] = typed[this.key] = value
        asked.append(at)
        at += 1
    return given


def ask_one(asker: Asker, this: Field) -> Any:
    """Ask a single field; `:back` asks it again, for there is nothing before it. Raises Stop."""
    return ask_form(asker, [this]).get(this.key)


def as_typed(value: object) -> str:
    """An answer given before, as it would be typed."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return "; ".join(str(part) for part in value)
    return "" if value is None else str(value)
