"""What an override must say: one for each departure from a tool, up and down alike, and none where there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sjtool.assess.judging import CONSTRUCT_WORDS, Difference, Outcome, find_differences, find_outcomes
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement, Override
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet, drop_empty
from sjtool.store.append import Later

_APP = "College of Policing APP, professional judgement: an override is recorded with its rationale and justification"


def find_override_problems(
    loaded: Loaded, sheet: Sheet, judgement: Judgement, outcomes: Sequence[Outcome], overrides: Sequence[Sheet]
) -> Iterator[Problem]:
    """An override for each departure of a final judgement and for nothing else; that there is none is said too."""
    differences = find_differences(loaded.standing, judgement, outcomes)
    given: dict[str, Sheet] = {}
    for answer in overrides:
        named = loaded.standing.root(str(answer.draft.keys.get("tool_result")))
        if named in given:
            yield _twice(answer)
        given[named] = answer
        yield from _owner_problems(loaded, sheet, answer)
    for difference in differences:
        found = given.pop(loaded.standing.root(difference.outcome.result.id), None)
        if found is not None:
            yield from _answer_problems(loaded, difference, found)
        elif difference.override is None or difference.override.decided_level != difference.decided:
            yield _missing(difference, sheet.place)
    yield from (of_nothing(answer) for answer in given.values())
    said = sheet.draft.keys.get("overrides")
    if not differences and said != "none":
        yield Problem(
            "override-unsaid",
            sheet.place,
            "no tool differs from the judgement, and it is not said that there is no override",
            "“no override” is said explicitly too, so that silence cannot be taken for it",
            'add  overrides = "none"',
        )
    if differences and said == "none":
        yield Problem(
            "override-missing",
            sheet.place,
            'it says overrides = "none", but a tool differs from the judgement',
            _APP,
            "record the override of each differing result",
        )
    elif differences and not said:
        yield Problem(
            "override-unsaid",
            sheet.place,
            "the judgement does not name its overrides",
            "a reader must find each departure from the judgement, and the judgement from each departure",
            'add  overrides = ["o-…"]',
        )


def _twice(sheet: Sheet) -> Problem:
    why = "two overrides of one result would leave open which of them holds"
    return Problem("override-twice", sheet.place, "this result is overridden twice", why, "leave one of them")


def _owner_problems(loaded: Loaded, final: Sheet, override: Sheet) -> Iterator[Problem]:
    """An override recorded with a final judgement belongs to that judgement and to no other."""
    named = override.draft.keys.get("judgement")
    corrected = final.draft.keys.get("supersedes")
    is_corrected = isinstance(named, str) and loaded.standing.same(named, str(corrected))
    if named is not None and not isinstance(named, Later) and not is_corrected:
        yield Problem(
            "override-elsewhere",
            override.at("judgement"),
            "the override names another judgement than the one it is recorded with",
            "a reader must find each departure from the judgement, and the judgement from each departure",
            "leave judgement out: sjtool judge fills it in",
        )


def find_correction_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    """An override by itself is only ever the correction of one; it is held to the judgement it belongs to."""
    standing = loaded.standing
    before = standing.current(str(sheet.draft.keys.get("supersedes") or ""))
    final = standing.current(before.judgement or "") if isinstance(before, Override) else None
    if not isinstance(final, Judgement):
        yield Problem(
            "override-alone",
            sheet.place,
            "an override belongs to a final judgement",
            "it records where that judgement departs from a tool",
            "record it with  sjtool judge CASE",
        )
        return
    moved_to = sheet.draft.keys.get("judgement")
    if moved_to is not None and not standing.same(str(moved_to), final.id):
        yield Problem(
            "correction-moves",
            sheet.at("judgement"),
            "the correction of an override belongs to another judgement",
            "a slip is mended where it stands",
            f'judgement = "{final.id}"',
        )
    outcomes = find_outcomes(standing, loaded.passports)
    named = sheet.draft.keys.get("tool_result")
    for difference in find_differences(standing, final, outcomes):
        if standing.same(str(named), difference.outcome.result.id):
            yield from _answer_problems(loaded, difference, sheet)
            return
    yield of_nothing(sheet)


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


def of_nothing(sheet: Sheet) -> Problem:
    """An override that answers no departure."""
    return Problem(
        "override-of-nothing",
        sheet.place,
        "this override names no current tool result that differs from the judgement on its own question",
        "an override records a departure; where there is none it would mislead",
        "leave it out, or check tool_result and the level",
    )


def _answer_problems(loaded: Loaded, difference: Difference, sheet: Sheet) -> Iterator[Problem]:
    """One override against the departure it answers."""
    keys = sheet.draft.keys
    stands = difference.override
    if stands and not loaded.standing.same(str(keys.get("supersedes")), stands.id):
        yield Problem(
            "override-stands",
            sheet.place,
            "this departure is answered by an override already",
            "two overrides of one result would leave open which of them holds",
            f'leave it out, or correct the other:  supersedes = "{stands.id}"  and  reason = …',
        )
    for key, follows in override_keys(difference).items():
        if key != "tool_result" and keys.get(key) not in (None, follows):
            yield Problem(
                "override-misstated",
                sheet.at(key),
                f'"{key}" of the override is not what follows from the result and the judgement',
                "what the tool said and which way the judgement departs are facts, not opinions",
                f'leave it out, or write  {key} = "{follows}"',
            )
    if difference.direction == "downward" and not keys.get("protective_evidence"):
        yield Problem(
            "downward-without-protective-evidence",
            sheet.place,
            "a downward override must name the protective evidence that outweighs the tool",
            "judging lower than a tool asks for more than judging higher: protective evidence and a countersignature",
            'add  protective_evidence = ["e-…"]',
        )


def judgement_of(keys: Mapping[str, Any]) -> Judgement:
    """The judgement a draft would become, for comparing with the tools; ids that are not taken yet are left out."""
    gone = {"id", "overrides", "assessment", "supersedes", "reason", "known_outcomes"}
    plain = {key: value for key, value in drop_empty(keys).items() if key not in gone}
    corrected = keys.get("supersedes")
    return Judgement.model_validate({**plain, "id": corrected if isinstance(corrected, str) else "draft"})


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
