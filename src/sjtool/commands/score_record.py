"""The record a computed result becomes: everything that is needed to work it out again, and to distrust it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sjtool.assess.judging import instrument_id
from sjtool.commands.desk import Desk
from sjtool.commands.score_inputs import CaseInputs
from sjtool.errors import refused
from sjtool.loader import Loaded
from sjtool.model.appraisal import ToolResult
from sjtool.recording.drafting import drop_empty
from sjtool.score.result import Result
from sjtool.store.append import Draft

AGAIN = "worked out again"


def tell_again(loaded: Loaded, case: str, instrument: str, *, again: bool) -> ToolResult | None:
    """The result of before, where there is one. Raises SjtoolError where it would be replaced unasked."""
    standing = loaded.standing
    if standing.assessment is None:
        what, fix = "no assessment is open", f"sjtool add {case} assessment"
        raise refused("no-assessment", str(loaded.path), what, "a result belongs to an assessment", fix)
    made = [
        result
        for result in standing.of(ToolResult)
        if result.origin == "computed"
        and instrument_id(result) == instrument
        and standing.same(result.assessment, standing.assessment.id)
    ]
    if made and not again:
        raise refused(
            "result-stands",
            str(loaded.path),
            f"{instrument} was worked out for this assessment already ({made[-1].id})",
            "a result is never replaced in silence",
            f"sjtool score {case} {instrument} --again  works it out anew and shows both; the old one stays",
        )
    return made[-1] if made else None


def record(
    desk: Desk,
    loaded: Loaded,
    instrument: str,
    result: Result,
    inputs: CaseInputs,
    day: str,
    before: ToolResult | None,
) -> ToolResult:
    """Append the result."""
    found = desk.library.find(instrument)
    passport = desk.library.instrument(instrument)
    assessment = loaded.standing.assessment
    keys = {
        "assessment": loaded.standing.root(assessment.id) if assessment else None,
        "instrument": found.ref,
        "version": f"{result.rule_version}, rule of {result.rule_dated_on}",
        "origin": "computed",
        "construct": passport.scale[0].construct_,
        "level": result.band,
        "band": result.met,
        "points": result.points,
        "percentage": result.percentage,
        "interval": [float(end) for end in result.interval] if result.interval else None,
        "inputs": [_tell_input(key, value, inputs) for key, value in _flat(result)],
        "item_points": tell_points(result),
        "band_before_reduction": result.band_before_reduction,
        "decided_by": result.decided_by or None,
        "missing_items": list(result.missing),
        "dated_on": day,
        "assessor": desk.officer,
        "limits": result.limits,
        "supersedes": before.id if before else None,
        "reason": AGAIN if before else None,
    }
    drafts = [*desk.pins(loaded, found.ref), Draft("tool_result", drop_empty(keys))]
    made = desk.append(loaded.path, drafts)[-1]
    return made if isinstance(made, ToolResult) else ToolResult(id=made.id)


def tell_points(result: Result) -> list[str]:
    """The points of each item that is known; one that another instrument stands in for says so."""
    counted = ((key, points) for key, points in result.item_points.items() if points is not None)
    return [f"{key} {points}" + (" (CASIC stands in)" if key in result.stands_in else "") for key, points in counted]


def _flat(result: Result) -> Iterator[tuple[str, object]]:
    """Every input under a name of its own, those of the instrument that stands in too."""
    for key, value in result.inputs.items():
        if isinstance(value, Mapping):
            yield from ((f"{key}.{item}", said) for item, said in value.items())
        else:
            yield key, value


def _tell_input(key: str, value: object, inputs: CaseInputs) -> str:
    """An input with its value and the response it rests on."""
    words = ("yes" if value else "no") if isinstance(value, bool) else str(value)
    source = inputs.responses.get(key, "person's record" if key != "assessment_date" else "")
    return f"{key} {words}" + (f" ({source})" if source else "")
