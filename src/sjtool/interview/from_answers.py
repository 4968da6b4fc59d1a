"""The same session from an answers file: all of it checked first, then written in one append, or nothing at all.

A file that says anything of the session (when, how, where) begins a new one; a file of answers alone goes on with the
session that is open.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from sjtool.ask.typed_date import read_date
from sjtool.assess.standing import Standing
from sjtool.errors import SjtoolError
from sjtool.interview.aids import AID_KEYS, SESSION_AIDS, check_aids
from sjtool.interview.plan import Key
from sjtool.interview.rows import Asked, Row, Spot, read_row, unknown_key
from sjtool.interview.session import Interview
from sjtool.interview.start import MODES, end_session, given_in
from sjtool.model.enquiry import Assessment, Response, Session
from sjtool.problem import Place, Problem
from sjtool.store.answers import Answers, read_typed
from sjtool.store.append import Draft, Later
from sjtool.store.explain import explain_errors

SESSION_KEYS = (
    "assessment",
    "interviewers",
    "mode",
    "held_on",
    "place",
    "others_present",
    "caution",
    "cleared_with",
    "supervision",
)
_TABLES = ("response", "session")


@dataclass(frozen=True)
class Opening:
    """What is known before the file is read: the keys a session must have, and the one that is open, if any."""

    keys: Mapping[str, Any]
    flags: Mapping[str, Any]
    open: Session | None
    pins: Sequence[Draft]


def build_drafts(answers: Answers, asked: Asked, opening: Opening, standing: Standing) -> list[Draft]:
    """Every record the file amounts to. Raises SjtoolError with every problem of the file."""
    problems = _check_tables(answers)
    head, ended, head_problems = _read_head(answers, opening, standing)
    rows, row_problems = _read_rows(answers, asked)
    problems += [*head_problems, *row_problems]
    if problems:
        raise SjtoolError(problems)
    begins = opening.open is None or bool(head)
    drafts = [*opening.pins] if begins else []
    session: str | Later = Later(len(drafts))
    given = {}
    if begins:
        drafts.append(Draft("session", {**opening.keys, **head}))
    elif opening.open:
        session, given = standing.root(opening.open.id), given_in(standing, opening.open)
    interview = Interview(asked.plan, session, given)
    drafts += [interview.draft(row.question, row.keys, row.note) for row in rows]
    if ended:
        drafts.append(end_session(session, complete=_is_complete(interview, rows)))
    return drafts


def _is_complete(interview: Interview, rows: Sequence[Row]) -> bool:
    done: set[Key] = {row.question.key for row in rows}
    for row in rows:
        interview.foresee(row.question, row.keys)
    return all(question.key in done or interview.is_settled(question) for question in interview.plan)


def _check_tables(answers: Answers) -> list[Problem]:
    """Lists nobody would read, and a file without answers."""
    owner = "an answers file of an interview"
    problems = [
        unknown_key(name, _TABLES, owner, Place(answers.path, answers.line(name, 0)))
        for name in answers.tables
        if name not in _TABLES
    ]
    if "response" not in answers.tables and not problems:
        problems.append(
            Problem(
                "answers-empty",
                Place(answers.path),
                "there are no answers in it",
                "nothing would be recorded",
                "add [[response]] tables",
            )
        )
    if len(answers.tables.get("session", [])) > 1:
        place = Place(answers.path, answers.line("session", 1))
        problems.append(
            Problem(
                "several-sessions", place, "there is a second session", "a file is one sitting", "make a file of each"
            )
        )
    return problems


def _read_head(answers: Answers, opening: Opening, standing: Standing) -> tuple[dict[str, Any], bool, list[Problem]]:
    """What the file and the flags say of the session, whether it ended, and what is wrong with it."""
    rows = answers.tables.get("session", [])
    keys = answers.key_lines("", 0) | answers.key_lines("session", 0)
    spot = Spot(answers.path, answers.line("session", 0), keys)
    said = _drop_nothing({**answers.top, **(rows[0] if rows else {})})
    table = read_typed(Session, said, typed_text=answers.is_typed_text)
    ended = table.pop("ended", True)
    aids = {key: table.pop(key) for key in AID_KEYS if key in table}
    problems = [
        unknown_key(key, (*SESSION_KEYS, "ended"), "a session", spot.at(key))
        for key in table
        if key not in SESSION_KEYS
    ]
    problems += check_aids(aids, SESSION_AIDS, {key: spot.at(key) for key in AID_KEYS}, "the session")
    ended = {"true": True, "yes": True, "false": False, "no": False}.get(str(ended).lower())
    if ended is None:
        problems.append(
            Problem(
                "value-wrong-kind",
                spot.at("ended"),
                '"ended" says neither',
                "a session is over or it is not",
                "true or false",
            )
        )
    head = as_typed({**opening.flags, **{key: value for key, value in table.items() if key in SESSION_KEYS}})
    if opening.open is None or head:
        problems += _check_session({**opening.keys, **head}, spot, standing)
    return head, ended is not False, problems


def as_typed(head: Mapping[str, Any]) -> dict[str, Any]:
    """The day and the way of asking as they are typed at a terminal, in the words of the ledger where they can be."""
    found = dict(head)
    mode, day = found.get("mode"), found.get("held_on")
    if isinstance(mode, str) and mode.strip().casefold().replace(" ", "-") in MODES:
        found["mode"] = mode.strip().casefold().replace(" ", "-")
    if isinstance(day, str) and re.search(r"\d{4}", day):  # without its year a day depends on when the file is read
        found["held_on"] = read_date(day, past=True)[0] or day
    return found


def _check_session(keys: Mapping[str, Any], spot: Spot, standing: Standing) -> list[Problem]:
    problems = []
    wrong: set[object] = set()
    try:
        Session.model_validate({**keys, "id": "s"})
    except ValidationError as error:
        wrong = {fault["loc"][0] for fault in error.errors()}
        problems = explain_errors(error, Session, spot.path, "the session", lambda loc: spot.at(str(loc[0])).line)
    problems += [_missing_key(key, spot) for key in Session.needs if key not in wrong and not keys.get(key)]
    named = keys.get("assessment") or ""
    if "assessment" not in wrong and not isinstance(standing.current(named), Assessment):
        fix = "leave it out for the open assessment, or name one that is in the case"
        problems.append(
            Problem(
                "unknown-id", spot.at("assessment"), '"assessment" names no assessment', "a session belongs to one", fix
            )
        )
    return problems


def _missing_key(key: str, spot: Spot) -> Problem:
    example = {"mode": "home-visit", "held_on": "2026-03-04"}.get(key, "…")
    fix = f'add  {key} = "{example}"  at the top, or give  --{key.replace("_", "-")} {example}'
    return Problem(
        "key-missing", spot.at(), f'the session has no "{key}"', "who, how and when belong to every answer", fix
    )


def _read_rows(answers: Answers, asked: Asked) -> tuple[list[Row], list[Problem]]:
    rows: list[Row] = []
    problems: list[Problem] = []
    first: dict[Key, int] = {}
    for number, raw in enumerate(answers.tables.get("response", [])):
        spot = Spot(answers.path, answers.line("response", number), answers.key_lines("response", number))
        row, found = read_row(_typed_row(raw, text=answers.is_typed_text), spot, asked)
        if row:
            found += _check_record(row)
            found += [_twice(row, first[row.question.key])] if row.question.key in first else []
            first.setdefault(row.question.key, spot.line)
            rows.append(row)
        problems += found if spot.line else [_numbered(problem, number + 1) for problem in found]
    return rows, problems


def _typed_row(raw: Mapping[str, Any], *, text: bool) -> dict[str, Any]:
    """A CSV row: ids of evidence with `;` between; the value stays text, read as if it were typed."""
    table = _drop_nothing(raw)
    if text and isinstance(table.get("evidence"), str):
        table["evidence"] = [part.strip() for part in table["evidence"].split(";") if part.strip()]
    return table


def _drop_nothing(table: Mapping[str, Any]) -> dict[str, Any]:
    """JSON can say of a key that there is nothing in it, as an empty cell does: it is a key left out."""
    return {key: value for key, value in table.items() if value is not None}


def _check_record(row: Row) -> list[Problem]:
    """What no record could hold, told here with its line: half a letter, a number past counting."""
    try:
        Response.model_validate({"id": "r-0", **row.keys, "note": row.note or None})
    except ValidationError as error:
        owner = f"the answer to item {row.question.spot}"
        return explain_errors(error, Response, row.spot.path, owner, lambda loc: row.spot.at(str(loc[0])).line)
    return []


def _numbered(problem: Problem, number: int) -> Problem:
    """JSON has no lines: the number of the answer says where it is."""
    return Problem(problem.code, problem.place, f"answer {number}: {problem.what}", problem.why, problem.fix)


def _twice(row: Row, first: int) -> Problem:
    return Problem(
        "answered-twice",
        row.spot.at(),
        f"item {row.question.spot} has an answer already, {f'at line {first}' if first else 'before this one'}",
        "two answers of one person in one session: which is meant cannot be told",
        "keep one; put what was said first in its note",
    )
