"""Compare two answers to the same item by the item's compare kind. Says how they stand, never who is right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, TypeGuard

from sjtool.model.enquiry import Value
from sjtool.model.record import PARTIAL_DATE
from sjtool.model.template import Wording

_ROUNDING = 1e-9
"""What binary fractions may be off by: 1.1 and 1.0 are a tenth apart, not more."""
Comparison = Literal["agree", "differ", "to-read"]


def compare_values(item: Wording, one: Value, other: Value) -> Comparison:
    """Agree or differ where the kind can tell; free text that is not the same is for the officer to read."""
    kind = _kind_of(item)
    if kind == "number":
        return _compare_numbers(one, other, item.tolerance or 0.0)
    if kind == "yes_no" and isinstance(one, bool) and isinstance(other, bool):
        return "agree" if one == other else "differ"
    if kind == "ordinal" and one in item.options and other in item.options:
        gap = abs(item.options.index(str(one)) - item.options.index(str(other)))
        return "agree" if gap <= (item.tolerance or 0.0) else "differ"
    if kind == "set" and isinstance(one, tuple) and isinstance(other, tuple):
        return "agree" if {_folded(p) for p in one} == {_folded(p) for p in other} else "differ"
    if kind == "date" and is_partial_date(one) and is_partial_date(other):
        return _compare_dates(one, other)
    return "agree" if type(one) is type(other) and _folded(one) == _folded(other) else "to-read"


def say_apart(item: Wording, values: Sequence[Value]) -> str:
    """How far answers are apart that agree by the item's rule: `one step apart`, `within 5 hours a week`; "" if not."""
    kind = _kind_of(item)
    if kind == "ordinal":
        steps = [item.options.index(value) for value in values if isinstance(value, str) and value in item.options]
        gap = max(steps, default=0) - min(steps, default=0)
        return {0: "", 1: "one step apart"}.get(gap, f"{gap} steps apart")
    numbers = [v for v in values if kind == "number" and isinstance(v, int | float) and not isinstance(v, bool)]
    if max(numbers, default=0) - min(numbers, default=0) <= _ROUNDING:
        return ""
    return " ".join(filter(None, [f"within {item.tolerance or 0.0:g}", item.unit]))


def _kind_of(item: Wording) -> str:
    """How answers to an item are compared: as it says, else by the kind of answer; free text is for a reader."""
    return item.compare or {"text": "read"}.get(item.answer, item.answer)


def is_partial_date(value: object) -> TypeGuard[str]:
    """Whether a value is a day, a month or a year as the ledger writes it, and there is such a day."""
    if not isinstance(value, str) or not PARTIAL_DATE.fullmatch(value):
        return False
    try:
        date.fromisoformat(f"{value}-01-01"[: len("2026-03-02")])
    except ValueError:
        return False
    return True


def _compare_dates(one: str, other: str) -> Comparison:
    """A month and a day within it may be one day or two: whether they agree is for the officer to read."""
    if one == other:
        return "agree"
    return "to-read" if one.startswith(other) or other.startswith(one) else "differ"


def _compare_numbers(one: Value, other: Value, tolerance: float) -> Comparison:
    numbers = [v for v in (one, other) if isinstance(v, int | float) and not isinstance(v, bool)]
    if len(numbers) < 2:  # noqa: PLR2004
        return "to-read"
    return "agree" if abs(numbers[0] - numbers[1]) <= tolerance + _ROUNDING else "differ"


def _folded(value: object) -> str:
    """The same words, whatever the spacing and capitals."""
    return " ".join(str(value).split()).casefold()
