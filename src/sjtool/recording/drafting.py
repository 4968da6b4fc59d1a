"""Check records before they are written: keys, completeness, and that every id they name is there.

All problems of all drafts are found in one go, each with the line of the answers file it came from; then either every
draft is sound or nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from sjtool.assess.references import POINTS_AT, find_reference_problems
from sjtool.assess.standing import Standing
from sjtool.errors import SjtoolError
from sjtool.model.case import Case, Entry
from sjtool.model.kinds import KINDS, RESERVED_KEYS, VICTIM_KINDS
from sjtool.model.record import Record
from sjtool.problem import Place, Problem, with_article
from sjtool.store.answers import Answers, read_typed
from sjtool.store.append import Draft, Later
from sjtool.store.explain import explain_errors
from sjtool.store.write import accept_value

_FILLED_IN = {key for key in RESERVED_KEYS if key != "id"}
_OTHER_POINTERS = {"supersedes", "answers", "touches", "person"}
_POINTER = re.compile(r"\+(\d{1,4})")
_MODELS = KINDS | VICTIM_KINDS
OWN_COMMANDS = {
    "erased": "erase",
    "erasure": "erase",
    "acknowledgement": "verify --acknowledge",
    "signature": "sign",
    "countersignature": "countersign",
}
"""Kinds that only their own command may write, for they vouch for others."""


@dataclass(frozen=True)
class Sheet:
    """A draft and where it was typed."""

    draft: Draft
    place: Place
    lines: Mapping[str, int] = field(default_factory=dict)

    def at(self, key: str) -> Place:
        """Where a key was typed, else where the record begins."""
        return Place(self.place.path, self.lines.get(key, self.place.line))

    def with_draft(self, draft: Draft) -> Sheet:
        """Another draft from the same place."""
        return Sheet(draft, self.place, self.lines)


def read_sheets(answers: Answers, only: Sequence[str] = ()) -> list[Sheet]:
    """Every table of an answers file as a draft, in file order; `+0` points at the first. Raises SjtoolError."""
    problems: list[Problem] = []
    sheets: list[Sheet] = []
    spots = [
        (answers.line(kind, n), order, kind, n)
        for order, kind in enumerate(answers.tables)
        for n in range(len(answers.tables[kind]))
    ]
    spots.sort(key=lambda spot: spot[:2] if spot[0] else (0, spot[1], spot[3]))
    for line, _order, kind, number in spots:
        place = Place(answers.path, line)
        problem = _kind_problem(kind, place, only)
        if problem:
            problems.append(problem)
            continue
        table = read_typed(_MODELS[kind], answers.tables[kind][number], typed_text=answers.is_typed_text)
        lines = answers.key_lines(kind, number)
        points = POINTS_AT.get(kind, {}).keys() | _OTHER_POINTERS
        keys = {key: _point(value) if key in points else value for key, value in table.items()}
        sheets.append(Sheet(Draft(kind, keys), place, lines))
    if problems:
        raise SjtoolError(problems)
    return sheets


def refuse_strays(answers: Answers, table: str, allowed: Collection[str] = ()) -> None:
    """Keys above the first table that nobody would read, or a file without tables. Raises SjtoolError."""
    strays = [key for key in answers.top if key not in allowed]
    fix = f"write  [[{table}]]  above them" + (f"; only  {', '.join(allowed)}  may stand there" if allowed else "")
    why = "they would not be recorded"
    problems = [
        Problem(
            "unknown-key", Place(answers.path, answers.line("", 0, key)), "a key stands above the first table", why, fix
        )
        for key in strays
    ]
    if not problems and not answers.count():
        why, fix = "nothing would be recorded", f"write  [[{table}]]"
        problems.append(Problem("answers-empty", Place(answers.path), "there are no records in it", why, fix))
    if problems:
        raise SjtoolError(problems)


def _kind_problem(kind: str, place: Place, only: Sequence[str]) -> Problem | None:
    import difflib

    if kind in OWN_COMMANDS:
        return Problem(
            "own-command",
            place,
            f"a record of kind {kind} is written by its own command only",
            "it vouches for other records",
            f"sjtool {OWN_COMMANDS[kind]}",
        )
    if kind in _MODELS and (not only or kind in only):
        return None
    close = difflib.get_close_matches(kind, [*(only or _MODELS)], 1)
    return Problem(
        "unknown-kind",
        place,
        "this table is not a kind of record that belongs here",
        "it would be kept but never read",
        f"did you mean [[{close[0]}]]?" if close else "see docs/answers.md",
    )


def _point(value: object) -> object:
    if isinstance(value, str) and _POINTER.fullmatch(value):
        return Later(int(value[1:]))
    return [_point(part) for part in value] if isinstance(value, list) else value


def check_sheets(case: Case, sheets: Sequence[Sheet]) -> None:
    """Raise SjtoolError with every problem of the drafts: wrong keys, missing keys, ids that lead nowhere."""
    problems: list[Problem] = []
    names = [str(sheet.draft.keys.get("id") or f"draft-{n}") for n, sheet in enumerate(sheets)]
    entries: list[Entry] = []
    for name, sheet in zip(names, sheets, strict=True):
        record = _try_record(name, sheet, names, problems)
        if sheet.draft.kind != "victim":
            entries.append(
                Entry(sheet.draft.kind, record or _MODELS[sheet.draft.kind].model_construct(id=name), sheet.place.line)
            )
    by_name = dict(zip(names, sheets, strict=True))
    trial = Standing(Case(case.path, case.header, (*case.entries, *entries), case.head))
    for problem in find_reference_problems(trial, only=frozenset(entry.record.id for entry in entries)):
        key, owner = problem.what.split('"')[1:4:2]
        shown = problem.what.replace(f' "{owner}"', "") if owner.startswith("draft-") else problem.what
        in_case = "name a record that is in the case: sjtool show CASE --all lists them"
        fix = in_case if problem.code == "unknown-id" else problem.fix
        problems.append(Problem(problem.code, by_name[owner].at(key), shown, problem.why, fix))
    problems += _stray_victims(trial, sheets, names)
    problems += _taken_ids(case, sheets)
    if problems:
        raise SjtoolError(problems)


def _try_record(name: str, sheet: Sheet, names: Sequence[str], problems: list[Problem]) -> Record | None:
    """The record a draft would become, or None with its problems noted."""
    kind, place = sheet.draft.kind, sheet.place
    model = _MODELS[kind]
    problems += [_reserved(sheet, key) for key in sorted(_FILLED_IN & sheet.draft.keys.keys())]
    table = {
        key: _resolve(accept_value(value), names)
        for key, value in sheet.draft.keys.items()
        if value not in (None, (), [])
    }
    table["id"] = name
    present = {key for key in table if not is_blank(table[key])}
    problems += [_blank(sheet, key) for key in sorted(table.keys() - present - {*model.needs})]
    wanted = [*model.needs, *(["reason"] if "supersedes" in present else [])]
    missing = [_missing_key(kind, key, place) for key in wanted if key not in present]
    try:
        record = model.model_validate(table)
    except ValidationError as error:
        problems += explain_errors(
            error, model, place.path, f"[[{kind}]]", lambda loc: sheet.at(str(loc[0]) if loc else "").line
        )
        record = None
    problems += missing
    return record


def is_blank(value: object) -> bool:
    """Whether nothing is said: no words, or only space."""
    return value == () or (isinstance(value, str) and not value.strip())


def _blank(sheet: Sheet, key: str) -> Problem:
    why, fix = "a blank says nothing, and looks as if something had been said", f"say it, or leave  {key}  out"
    return Problem("words-blank", sheet.at(key), f'"{key}" of this {sheet.draft.kind} is blank', why, fix)


def _reserved(sheet: Sheet, key: str) -> Problem:
    return Problem(
        "key-reserved",
        sheet.at(key),
        f'"{key}" of {with_article(sheet.draft.kind)} is filled in by sjtool',
        "when and by whom a thing was recorded is not for anybody to choose",
        f"leave out  {key}",
    )


def _missing_key(kind: str, key: str, place: Place) -> Problem:
    return Problem(
        "key-missing",
        place,
        f'this {kind} has no "{key}"',
        "a record without it cannot be relied on later (docs/case-file.md)",
        f"add  {key} = …",
    )


def _resolve(value: object, names: Sequence[str]) -> object:
    if isinstance(value, Later):
        return names[value.index] if value.index < len(names) else f"+{value.index}"
    return [_resolve(part, names) for part in value] if isinstance(value, list) else value


def _stray_victims(trial: Standing, sheets: Sequence[Sheet], names: Sequence[str]) -> list[Problem]:
    """Victims are kept in a file of their own, but whom each stands for must be a person of the case."""
    return [
        Problem(
            "unknown-id",
            sheet.at("person"),
            '"person" of victim names no person of the case',
            "the case holds the stub that this record belongs to",
            'add it:  [[person]]  with  roles = ["victim"]',
        )
        for sheet in sheets
        if sheet.draft.kind == "victim"
        and sheet.draft.keys.get("person")
        and trial.person(str(_resolve(sheet.draft.keys["person"], names))) is None
    ]


def _taken_ids(case: Case, sheets: Sequence[Sheet]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for sheet in sheets:
        given = sheet.draft.keys.get("id")
        if isinstance(given, str) and (given in seen or case.find(given)):
            problems.append(
                Problem(
                    "id-reused",
                    sheet.place,
                    f"the id of this {sheet.draft.kind} is taken already",
                    "an id names one record for good",
                    "choose another id; to correct a record use  supersedes",
                )
            )
        if isinstance(given, str):
            seen.add(given)
    return problems


def fill_assessment(standing: Standing, draft: Draft) -> Draft:
    """The same draft, belonging to the open assessment where it names none."""
    model: Any = _MODELS[draft.kind]
    if "assessment" not in model.model_fields or draft.keys.get("assessment") or standing.assessment is None:
        return draft
    return Draft(draft.kind, {**draft.keys, "assessment": standing.assessment.id})


def drop_empty(keys: Mapping[str, Any]) -> dict[str, Any]:
    """Keys that have something in them."""
    return {key: value for key, value in keys.items() if value not in (None, "", (), []) or isinstance(value, bool)}
