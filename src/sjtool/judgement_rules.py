"""What must be said for a judgement to stand: order, overrides up and down alike, and the strongest counter-evidence.

The rules look at drafts, so that a terminal, an answers file and `add` are held to the same. None of them says what
the level should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sjtool.assess.judging import (
    CONSTRUCT_WORDS,
    Difference,
    Outcome,
    differs_across,
    find_differences,
    find_outcomes,
)
from sjtool.drafting import Sheet
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement
from sjtool.problem import Place, Problem

_APP = "College of Policing APP, professional judgement: an override is recorded with its rationale and justification"


def check_judgement_drafts(loaded: Loaded, sheets: Sequence[Sheet], officer: str) -> None:
    """Raise SjtoolError with every rule the drafts of judgements and overrides break."""
    judgements = [sheet for sheet in sheets if sheet.draft.kind == "judgement"]
    overrides = [sheet for sheet in sheets if sheet.draft.kind == "override"]
    if not judgements and not overrides:
        return
    problems: list[Problem] = []
    has_first = loaded.standing.judgement("first") is not None
    for sheet in judgements:
        if sheet.draft.keys.get("stage") == "first":
            has_first = True
            problems += _first_problems(loaded, sheet)
        else:
            problems += _final_problems(loaded, sheet, overrides, has_first=has_first)
    if overrides and not any(sheet.draft.keys.get("stage") == "final" for sheet in judgements):
        problems += [_alone(sheet) for sheet in overrides if not sheet.draft.keys.get("supersedes")]
    if problems:
        raise SjtoolError(problems)


def _first_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    if sheet.draft.keys.get("supersedes"):
        return
    if loaded.standing.assessment is None:
        yield Problem(
            "no-assessment",
            sheet.place,
            "no assessment is open to judge",
            "a judgement belongs to an assessment",
            "sjtool add CASE assessment",
        )
    elif loaded.standing.judgement("first"):
        yield Problem(
            "first-stands",
            sheet.place,
            "this assessment has its first judgement already",
            "the first judgement is the one made before the tools were seen; it cannot be made again",
            "go on with the final one, or open a review: sjtool add CASE assessment",
        )


def _final_problems(loaded: Loaded, sheet: Sheet, overrides: Sequence[Sheet], *, has_first: bool) -> Iterator[Problem]:
    keys, place = sheet.draft.keys, sheet.place
    if not has_first:
        yield Problem(
            "judgement-without-first",
            place,
            "there is no first judgement in this assessment",
            "the officer's own level comes before the tools (DPA 2018 ss.50A-50C, meaningful human involvement)",
            "record the first one: sjtool judge CASE",
        )
    if loaded.standing.is_judged() and not keys.get("supersedes"):
        yield Problem(
            "final-stands",
            place,
            "this assessment has its final judgement already",
            "a change of mind later is a review, judged first again",
            "open a review: sjtool add CASE assessment; to mend a slip give  supersedes  and  reason",
        )
    if not keys.get("strongest_against"):
        yield Problem(
            "no-strongest-against",
            place,
            "the strongest evidence against the level is not faced",
            "a defensible decision shows what speaks against it and why it does not prevail",
            "add  strongest_against = …",
        )
    outcomes = find_outcomes(loaded.standing, loaded.passports)
    judgement = judgement_of(keys)
    yield from _override_problems(loaded, judgement, outcomes, keys, overrides, place)
    if differs_across(judgement, outcomes) and not keys.get("reconciliation"):
        yield Problem(
            "reconciliation-missing",
            place,
            "a tool on another question uses another level word, and no sentence reconciles the two",
            "a reader must see why, say, a low likelihood of reconviction stands beside a high level",
            "add  reconciliation = …, one sentence",
        )


def _override_problems(
    loaded: Loaded,
    judgement: Judgement,
    outcomes: Sequence[Outcome],
    keys: Mapping[str, Any],
    overrides: Sequence[Sheet],
    place: Place,
) -> Iterator[Problem]:
    differences = find_differences(loaded.standing, judgement, outcomes)
    given = {str(sheet.draft.keys.get("tool_result")): sheet for sheet in overrides}
    for difference in differences:
        result = difference.outcome.result
        sheet = given.pop(result.id, None)
        if sheet is None:
            yield _missing(difference, place)
        else:
            yield from _one_override(difference, sheet)
    for sheet in given.values():
        yield Problem(
            "override-of-nothing",
            sheet.place,
            "this override names no current tool result that differs from the judgement on its own question",
            "an override records a departure; where there is none it would mislead",
            "leave it out, or check tool_result and the level",
        )
    if not differences and keys.get("overrides") != "none":
        yield Problem(
            "override-unsaid",
            place,
            "no tool differs from the judgement, and it is not said that there is no override",
            "“no override” is said explicitly too, so that silence cannot be taken for it",
            'add  overrides = "none"',
        )
    if differences and keys.get("overrides") == "none":
        yield Problem(
            "override-missing",
            place,
            'it says overrides = "none", but a tool differs from the judgement',
            _APP,
            "record the override of each differing result",
        )


def _missing(difference: Difference, place: Place) -> Problem:
    result = difference.outcome.result
    return Problem(
        "override-missing",
        place,
        f'tool result "{result.id}" differs from the judgement on {CONSTRUCT_WORDS[difference.outcome.construct]} '
        f"({difference.direction}), and no override answers it",
        _APP,
        f'add  [[override]]  with  tool_result = "{result.id}"  and its rationale, justification, evidence, mitigation',
    )


def _one_override(difference: Difference, sheet: Sheet) -> Iterator[Problem]:
    if difference.direction == "downward" and not sheet.draft.keys.get("protective_evidence"):
        yield Problem(
            "downward-without-protective-evidence",
            sheet.place,
            "a downward override must name the protective evidence that outweighs the tool",
            "judging lower than a tool asks for more than judging higher: named protective evidence and a countersignature",
            'add  protective_evidence = ["e-…"]',
        )


def _alone(sheet: Sheet) -> Problem:
    return Problem(
        "override-alone",
        sheet.place,
        "an override belongs to a final judgement",
        "it records where that judgement departs from a tool",
        "record it with  sjtool judge CASE",
    )


def judgement_of(keys: Mapping[str, Any]) -> Judgement:
    """The judgement a draft would become, for comparing with the tools."""
    from sjtool.drafting import drop_empty

    plain = {key: value for key, value in drop_empty(keys).items() if key not in {"overrides", "assessment", "supersedes", "reason"}}
    return Judgement.model_validate({**plain, "id": str(keys.get("supersedes") or "draft")})


def override_keys(difference: Difference) -> dict[str, Any]:
    """What an override need not be asked: it follows from the result and the judgement."""
    result = difference.outcome.result
    return {
        "tool_result": result.id,
        "construct": difference.outcome.construct,
        "tool_level": result.level or result.band,
        "decided_level": difference.decided,
        "direction": difference.direction,
    }
