"""A judgement from an answers file: `[[first]]`, `[[final]]`, `[[override]]`, held to the same rules as a typed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sjtool.assess.judging import Outcome, find_differences, find_outcomes
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.decision import Judgement, Override
from sjtool.problem import Place, Problem
from sjtool.recording.drafting import Sheet, check_sheets, drop_empty, refuse_strays
from sjtool.recording.override_rules import judgement_of, of_nothing, override_keys
from sjtool.store.answers import Answers, read_answers, read_typed
from sjtool.store.append import Draft, Later


@dataclass
class Judging:
    """What an answers file says of a judgement, each table with its place."""

    first: Sheet | None = None
    final: Sheet | None = None
    overrides: list[Sheet] = field(default_factory=list)


def read_judging(named: str) -> Judging:
    """Read the tables; raise SjtoolError where there is another kind, or two of what there can be one of."""
    answers = read_answers(named, "final")
    refuse_strays(answers, "first")
    judging = Judging()
    problems: list[Problem] = []
    for kind, rows in answers.tables.items():
        for number in range(len(rows)):
            place = Place(named, answers.line(kind, number))
            if kind not in {"first", "final", "override"}:
                problems.append(_not_here(place))
                continue
            sheet = Sheet(
                Draft("override" if kind == "override" else "judgement", _table(answers, kind, number)),
                place,
                answers.key_lines(kind, number),
            )
            if kind == "override":
                judging.overrides.append(sheet)
            elif getattr(judging, kind):
                problems.append(
                    Problem(
                        "two-of-one",
                        place,
                        f"there is more than one [[{kind}]]",
                        "a judgement is made once",
                        "leave one",
                    )
                )
            else:
                setattr(judging, kind, sheet)
    if judging.overrides and not judging.final:
        problems += [_alone(sheet.place) for sheet in judging.overrides]
    if problems:
        raise SjtoolError(problems)
    return judging


def _alone(place: Place) -> Problem:
    return Problem(
        "override-alone",
        place,
        "an override belongs to a final judgement, and there is none in the file",
        "it records where that judgement departs from a tool",
        "write it into the file that has  [[final]]",
    )


def _table(answers: Answers, kind: str, number: int) -> dict[str, Any]:
    model = Override if kind == "override" else Judgement
    return read_typed(model, answers.tables[kind][number], typed_text=answers.is_typed_text)


def _not_here(place: Place) -> Problem:
    return Problem(
        "unknown-kind",
        place,
        "this table does not belong to a judgement",
        "it would not be recorded",
        "write  [[first]], [[final]] or [[override]]",
    )


def first_sheet(judging: Judging, loaded: Loaded, known: Sequence[Outcome]) -> Sheet:
    """The first judgement, with the outcomes already known: those found in the case and those declared."""
    sheet = judging.first or Sheet(Draft("judgement"), Place(""))
    declared = sheet.draft.keys.get("known_outcomes", [])
    if not isinstance(declared, list):
        return _sheet(sheet, loaded, {"stage": "first"})
    ids = dict.fromkeys([*(outcome.result.id for outcome in known), *map(str, declared)])
    return _sheet(sheet, loaded, {"stage": "first", "known_outcomes": [*ids]})


def final_sheets(judging: Judging, loaded: Loaded) -> list[Sheet]:
    """The final judgement and its overrides, each pointing at the other."""
    sheet = judging.final or Sheet(Draft("judgement"), Place(""))
    keys: dict[str, Any] = {"stage": "final"}
    first = loaded.standing.judgement("first")
    keys["known_outcomes"] = [*first.known_outcomes] if first else []
    if first and judging.overrides:
        keys["overrides"] = [Later(1 + n) for n in range(len(judging.overrides))]
    final = _sheet(sheet, loaded, keys)
    if first is None:
        return [final]
    derived = _derive(final, loaded) if judging.overrides else {}
    strays = [o for o in judging.overrides if _result_of(loaded, o) not in derived]
    if strays:
        raise SjtoolError([of_nothing(o) for o in strays])
    return [final, *(_complete(o, derived[_result_of(loaded, o)], 0) for o in judging.overrides)]


def _result_of(loaded: Loaded, override: Sheet) -> str:
    return loaded.standing.root(str(override.draft.keys.get("tool_result")))


def _complete(override: Sheet, follows: dict[str, Any], final: int) -> Sheet:
    """An override with what need not be typed; what was typed otherwise stays, for the rules to find."""
    keys = {**follows, **override.draft.keys, "judgement": Later(final)}
    return override.with_draft(Draft("override", drop_empty(keys)))


def _sheet(sheet: Sheet, loaded: Loaded, more: dict[str, Any]) -> Sheet:
    assessment = loaded.standing.assessment
    keys = {"assessment": assessment.id if assessment else None, **sheet.draft.keys, **more}
    return sheet.with_draft(Draft("judgement", drop_empty(keys)))


def _derive(final: Sheet, loaded: Loaded) -> dict[str, dict[str, Any]]:
    """What follows for each override from the result it names and the level decided, by the result's first id.

    Raises SjtoolError where the judgement itself is not sound, for nothing follows from that.
    """
    bare = {key: value for key, value in final.draft.keys.items() if key != "overrides"}
    check_sheets(loaded.case, [final.with_draft(Draft("judgement", bare))])
    differences = find_differences(
        loaded.standing, judgement_of(final.draft.keys), find_outcomes(loaded.standing, loaded.passports)
    )
    return {loaded.standing.root(d.outcome.result.id): override_keys(d) for d in differences}
