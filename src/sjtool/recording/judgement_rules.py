"""What must be said for a judgement to stand: order, the strongest counter-evidence, and every tool faced.

The rules look at drafts, so that a terminal, an answers file and `add` are held to the same. None of them says what
the level should be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.judging import CONSTRUCT_WORDS, differs_across, find_outcomes, find_unsaid
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet
from sjtool.recording.override_rules import find_correction_problems, find_override_problems, judgement_of


def check_judgement_drafts(loaded: Loaded, sheets: Sequence[Sheet]) -> None:
    """Raise SjtoolError with every rule the drafts of judgements and overrides break."""
    judgements = [sheet for sheet in sheets if sheet.draft.kind == "judgement"]
    overrides = [sheet for sheet in sheets if sheet.draft.kind == "override"]
    problems: list[Problem] = [_second(sheet) for sheet in judgements[1:]]
    if (judgements or overrides) and any(sheet.draft.kind == "tool_result" for sheet in sheets):
        problems += [_outcome_beside(sheet) for sheet in judgements or overrides]
    for sheet in judgements[:1]:
        problems += _place_problems(loaded, sheet)
        if sheet.draft.keys.get("stage") == "first":
            problems += _first_problems(loaded, sheet)
        else:
            problems += _final_problems(loaded, sheet, overrides)
    if overrides and not any(sheet.draft.keys.get("stage") == "final" for sheet in judgements):
        problems += [problem for sheet in overrides for problem in find_correction_problems(loaded, sheet)]
    if problems:
        raise SjtoolError(problems)


def _place_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    """A judgement belongs to the open assessment; a correction stays what the corrected one was."""
    keys, standing = sheet.draft.keys, loaded.standing
    before = standing.current(str(keys.get("supersedes") or ""))
    if isinstance(before, Judgement):
        if keys.get("stage") != before.stage or not standing.same(keys.get("assessment"), before.assessment):
            yield Problem(
                "correction-moves",
                sheet.place,
                "the correction of a judgement has another stage or another assessment",
                "a slip is mended where it stands; else the order, first judgement before tools, could be undone",
                f'give  stage = "{before.stage}"  and  assessment = "{before.assessment}"',
            )
    elif (
        keys.get("assessment") and standing.assessment and not standing.same(keys["assessment"], standing.assessment.id)
    ):
        yield Problem(
            "assessment-closed",
            sheet.place,
            "this is not the open assessment",
            "a later assessment has been opened since; what is judged now belongs to it",
            f'give  assessment = "{standing.assessment.id}" , or leave it out',
        )


def _first_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    if sheet.draft.keys.get("supersedes"):
        yield Problem(
            "first-not-corrected",
            sheet.place,
            "the first judgement cannot be corrected",
            "it is what the officer thought before the tools were shown; written again it would no longer be that",
            "say in the final judgement what you see otherwise now",
        )
    elif loaded.standing.assessment is None:
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


def _second(sheet: Sheet) -> Problem:
    return Problem(
        "one-judgement",
        sheet.place,
        "there is more than one judgement to record at once",
        "the first stands in the file before the tools are shown, and the final one after",
        "record them one after the other:  sjtool judge CASE",
    )


def _outcome_beside(sheet: Sheet) -> Problem:
    return Problem(
        "outcome-beside-judgement",
        sheet.place,
        "a tool outcome and a judgement are to be recorded at once",
        "the judgement is held against the outcomes that stand before it",
        "record the outcome first:  sjtool receive CASE INSTRUMENT",
    )


def _final_problems(loaded: Loaded, sheet: Sheet, overrides: Sequence[Sheet]) -> Iterator[Problem]:
    """What a final judgement lacks. Without a first one nothing else is said: it could give a tool's level away."""
    keys, place = sheet.draft.keys, sheet.place
    if loaded.standing.judgement("first", keys.get("assessment")) is None:
        yield Problem(
            "judgement-without-first",
            place,
            "there is no first judgement in this assessment",
            "the officer's own level comes before the tools (DPA 2018 ss.50A-50C, meaningful human involvement)",
            "record the first one: sjtool judge CASE",
        )
        return
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
    yield from _tool_problems(loaded, sheet, overrides)


def _tool_problems(loaded: Loaded, sheet: Sheet, overrides: Sequence[Sheet]) -> Iterator[Problem]:
    """Every current outcome is faced: on its own question, and where another question is spoken of."""
    outcomes = find_outcomes(loaded.standing, loaded.passports)
    judgement = judgement_of(sheet.draft.keys)
    for outcome in find_unsaid(judgement, outcomes):
        yield Problem(
            "construct-unsaid",
            sheet.place,
            f'tool result "{outcome.result.id}" speaks of {CONSTRUCT_WORDS[outcome.construct]}, the judgement does not',
            "a tool and a judgement can only be compared where both answer the same question",
            f"add  {outcome.construct} = …",
        )
    yield from find_override_problems(loaded, sheet, judgement, outcomes, overrides)
    if differs_across(judgement, outcomes) and not judgement.reconciliation:
        yield Problem(
            "reconciliation-missing",
            sheet.place,
            "a tool on another question uses another level word, and no sentence reconciles the two",
            "a reader must see why, say, a low likelihood of reconviction stands beside a high level",
            "add  reconciliation = …, one sentence",
        )
