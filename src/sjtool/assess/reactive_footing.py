"""What of the open assessment is not rated, judged or signed when reactive management is proposed or decided on.

The source names its conditions, and none of these is one (004, reactive management): they are said, and bar nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sjtool.assess.rated import people_of
from sjtool.assess.ratings import rated_in, view_sheet
from sjtool.assess.signing import SigningState, find_signing
from sjtool.assess.standing import Standing
from sjtool.model.template import FactorSet

_SIGNED: Mapping[SigningState, str] = {
    "draft": "not signed",
    "signed": "signed, and not countersigned",
    "returned": "returned by the supervisor who was to countersign it",
    "changed-since": "changed since it was signed",
}


def tell_footing(standing: Standing, sheets: Mapping[str, FactorSet]) -> tuple[str, ...]:
    """Each thing that is open, in a few words; nothing where all of it is done.

    `sheets` are those an assessment is expected to hold, by reference.
    """
    assessment = standing.assessment
    if assessment is None:
        return ("no assessment is open",)
    said = [*_unrated(standing, sheets, assessment.id)]
    if not standing.is_judged():
        said.append("it has no final judgement")
    state = find_signing(standing, assessment.id).state
    if state in _SIGNED:
        said.append(f"it is {_SIGNED[state]}")
    return tuple(said)


def _unrated(standing: Standing, sheets: Mapping[str, FactorSet], assessment: str) -> Iterator[str]:
    """How many factors of each sheet are not rated; those rated by contact count from before the assessment too."""
    for ref, sheet in sheets.items():
        views = [v for p in people_of(standing, sheet) for v in view_sheet(standing, sheet, ref, p.id)]
        if sheet.set.carry_forward:
            left = sum(rated_in(view, standing, assessment) is None for view in views)
        else:
            left = sum(view.latest is None for view in views)
        if left:
            yield f"{left} of the {len(views)} factors of {sheet.set.id} {'is' if left == 1 else 'are'} not rated"
