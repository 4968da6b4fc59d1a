"""A check of results worked out here against the official one of the same scale."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.judging import find_official_differences, instrument_id
from sjtool.check.finding import Check, Finding
from sjtool.check.view import View

_PRECEDENCE = (
    "the official OASys result takes precedence over one worked out here from counts as entered (passports dc-srp and "
    "iic-srp, limits of the rule)"
)


def find_official_differs(view: View) -> Iterator[Finding]:
    """A result worked out here comes to the same level as the official one of its scale.

    The official result leads: it alone is compared with the judgement, and no override is needed of the other. But
    where the two differ, one of them rests on counts, dates or a version of the rule that the other does not, and a
    reader has to know which. It looks at the current result of each, and says nothing before the final judgement
    stands. It goes away when one of them is put right; where both are as they should be, it stays, as a warning, and
    the judgement's limits are the place to say why.

    It cannot see whether the official band was lowered for years without offending, or on which day's record it
    rests.
    """
    if view.final is None:
        return
    for ours, official in find_official_differences(view.outcomes):
        yield Finding(
            ours.result.id,
            f'tool result "{ours.result.id}", worked out here, is not at the level of the official one, '
            f'"{official.result.id}", of the same scale',
            f"hold the counts and dates of {ours.result.id} against the record; then  sjtool score CASE "
            f"{instrument_id(ours.result)} --again , or say in the judgement's limits why they differ",
        )


CHECKS: tuple[Check, ...] = (Check("official-differs", "warning", _PRECEDENCE, find_official_differs),)
