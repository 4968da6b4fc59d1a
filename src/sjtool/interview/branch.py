"""Whether an item applies, by what was answered before it in the same session."""

from __future__ import annotations

from collections.abc import Mapping

from sjtool.interview.plan import Key, Question
from sjtool.model.enquiry import Response

DOES_NOT_APPLY = "does not apply"


def applies(question: Question, given: Mapping[Key, Response]) -> bool:
    """Whether an item is to be asked.

    Where the item it depends on has no answer yet, or a reason for none, it is asked: absence decides nothing.
    """
    rule = question.item.applies_if
    if rule is None:
        return True
    response = given.get((rule.item, rule.part or ""))
    if response is None or response.value is None:
        return True
    values = response.value if isinstance(response.value, tuple) else (response.value,)
    meets = any(_same(value, wanted) for value in values for wanted in rule.any_of) or not rule.any_of
    return meets and not any(_same(value, barred) for value in values for barred in rule.none_of)


def _same(value: object, wanted: object) -> bool:
    """Whether two values are the same and of the same kind: `true` is not 1."""
    return value == wanted and isinstance(value, bool) is isinstance(wanted, bool)
