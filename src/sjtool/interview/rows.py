"""Check the rows of an answers file against what is asked of this informant. Every problem names its line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, get_args

from sjtool.interview.aids import AID_KEYS, check_aids, tell_kind
from sjtool.interview.plan import Key, Question
from sjtool.interview.typed import Typed, find_range_trouble, pick_option, read_words
from sjtool.model.enquiry import Basis
from sjtool.model.missing import BY_ID
from sjtool.model.template import QuestionSet, Wording
from sjtool.problem import Place, Problem

ROW_KEYS = ("item", "part", "value", "missing", "missing_note", "note", "basis", "evidence")
_TRUTH = {"true": True, "false": False}
_WORDS = ("missing_note", "note")
_WHY_ASKED = "an answer belongs to a question that was put to this informant"
_WHY_KIND = "a value of another kind could be read as something nobody said"


@dataclass(frozen=True)
class Spot:
    """Where a table of the file stands: the line it begins on, and those of its keys."""

    path: str
    line: int = 0
    keys: Mapping[str, int] = field(default_factory=dict)

    def at(self, key: str = "") -> Place:
        """The place of a key, else of the table."""
        return Place(self.path, self.keys.get(key) or self.line)


@dataclass(frozen=True)
class Row:
    """A row that is sound: the question it answers and the keys of its response."""

    question: Question
    keys: Mapping[str, Any]
    note: str
    spot: Spot


@dataclass(frozen=True)
class Asked:
    """What a file is held against: the plan, the whole set, the evidence there is; `aids` may stand beside a row."""

    plan: Sequence[Question]
    questions: QuestionSet
    informant: str
    evidence: frozenset[str]
    lightly: frozenset[str] = frozenset()
    aids: Mapping[Key, Mapping[str, str]] = field(default_factory=dict)


def read_row(table: Mapping[str, Any], spot: Spot, asked: Asked) -> tuple[Row | None, list[Problem]]:
    """One row as a response, or every problem in it."""
    problems = [*_check_keys(table, spot), *_check_evidence(table, spot, asked)]
    question, trouble = _find_question(table, spot, asked)
    problems += [trouble] if trouble else _check_aids(table, spot, asked, question)
    typed = Typed()
    if ("value" in table) == ("missing" in table):
        problems.append(_value_or_reason(spot, question, both="value" in table))
    elif "missing" in table:
        problems += _check_reason(table["missing"], spot)
    elif question:
        typed = read_value(question.wording, table["value"])
        problems += [_wrong_value(question, typed, spot)] if typed.trouble else []
    if problems or question is None:
        return None, problems
    note = "\n".join(part for part in (table.get("note", ""), typed.note) if part)
    answer = {"value": typed.value} if "value" in table else {"missing": table["missing"]}
    more = {key: table[key] for key in ("missing_note", "basis", "evidence") if key in table}
    return Row(question, answer | more, note, spot), []


def read_value(wording: Wording, value: object) -> Typed:
    """A value from a file: of the right kind already, or text read as if it were typed."""
    wrong = Typed(trouble=f"Give {tell_kind(wording)}.")
    if wording.answer == "yes_no" and isinstance(value, str):
        value = _TRUTH.get(value.strip().casefold(), value)
    if wording.answer == "date" and isinstance(value, date | int) and not isinstance(value, bool):
        value = str(value)
    if isinstance(value, bool):
        return Typed(value) if wording.answer == "yes_no" else wrong
    if isinstance(value, int | float):
        if wording.answer == "number":
            trouble = find_range_trouble(wording, value)
            return Typed(trouble=trouble) if trouble else Typed(value)
        return read_words(wording, str(value)) if wording.options and isinstance(value, int) else wrong
    if isinstance(value, list) and wording.answer == "set" and value and all(isinstance(v, str) for v in value):
        return _read_list(wording, value)
    if not isinstance(value, str) or not value.strip():
        return wrong
    return read_words(wording, value.replace(";", ",") if wording.answer == "set" else value)


def _read_list(wording: Wording, values: Sequence[str]) -> Typed:
    if not wording.options:
        return Typed(tuple(values)) if all(v.strip() for v in values) else Typed(trouble="Leave out what is empty.")
    found = [pick_option([(option,) for option in wording.options], value) for value in values]
    if None in found:
        return Typed(trouble=f"Give {tell_kind(wording)}.")
    return read_words(wording, ", ".join(wording.options[n] for n in found if n is not None))


def _wrong_value(question: Question, typed: Typed, spot: Spot) -> Problem:
    what = f"the value of item {question.spot} is not one it can take"
    fix = f"give {tell_kind(question.wording)}"
    ranged = typed.trouble.startswith("It must")
    return Problem("value-wrong-kind", spot.at("value"), what, _WHY_KIND, f"{fix}. {typed.trouble}" if ranged else fix)


def _check_keys(table: Mapping[str, Any], spot: Spot) -> Iterator[Problem]:
    for key in table:
        if key not in (*ROW_KEYS, *AID_KEYS):
            yield unknown_key(key, ROW_KEYS, "a response", spot.at(key))
    for key in _WORDS:
        if key in table and not (isinstance(table[key], str) and table[key].strip()):
            yield Problem(
                "value-wrong-kind",
                spot.at(key),
                f'"{key}" holds no words',
                _WHY_KIND,
                f"give {key} text in quotes, or leave it out",
            )
    if "missing_note" in table and "missing" not in table:
        yield Problem(
            "note-without-reason",
            spot.at("missing_note"),
            "there is a missing_note and no reason",
            "it says more about a reason",
            'use  note = "…"',
        )
    if "basis" in table and table["basis"] not in get_args(Basis):
        yield Problem(
            "value-wrong-kind",
            spot.at("basis"),
            "this is not a basis",
            "who knew a thing, and how, must be told apart (DPA 2018 s.38)",
            f"give one of: {', '.join(get_args(Basis))}",
        )


def unknown_key(key: str, known: Sequence[str], owner: str, place: Place) -> Problem:
    """A key nobody would read, with the one it may have been meant for."""
    close = difflib.get_close_matches(key, known, 1)
    shown = f'"{key}"' if re.fullmatch(r"[A-Za-z0-9_.-]{1,40}", key) else "of this name"
    return Problem(
        "unknown-key",
        place,
        f"{owner} has no key {shown}",
        "a misspelt key would be an answer nobody reads",
        f'did you mean "{close[0]}"?' if close else f"use: {', '.join(known)}",
    )


def _check_reason(reason: object, spot: Spot) -> Iterator[Problem]:
    if isinstance(reason, str) and reason in BY_ID:
        return
    close = difflib.get_close_matches(str(reason), [*BY_ID], 1)
    fix = f'did you mean "{close[0]}"? ' if close else ""
    yield Problem(
        "unknown-reason",
        spot.at("missing"),
        "this is not a reason for no answer",
        "missing is not no; the reason is",
        f"{fix}one of: {', '.join(BY_ID)}",
    )


def _check_aids(table: Mapping[str, Any], spot: Spot, asked: Asked, question: Question | None) -> list[Problem]:
    if question is None:
        return []
    known, places = asked.aids.get(question.key, {}), {key: spot.at(key) for key in AID_KEYS}
    return [*check_aids(table, known, places, f"item {question.spot}")]


def _value_or_reason(spot: Spot, question: Question | None, *, both: bool) -> Problem:
    owner = f"item {question.spot}" if question else "this response"
    what = f"{owner} has {'a value and a reason for none' if both else 'no answer and no reason for none'}"
    fix = 'add  value = …  or  missing = "not-asked" , or take the row out'
    fix = "keep  value  or  missing , and put words in  note" if both else fix
    return Problem("value-or-reason", spot.at(), what, "missing is not no: each item has one or the other", fix)


def _check_evidence(table: Mapping[str, Any], spot: Spot, asked: Asked) -> Iterator[Problem]:
    named = table.get("evidence", [])
    if not isinstance(named, list) or not all(isinstance(one, str) for one in named):
        yield Problem(
            "value-wrong-kind",
            spot.at("evidence"),
            '"evidence" is not a list of ids',
            _WHY_KIND,
            'evidence = ["e-001"]',
        )
        return
    if unknown := [one for one in named if one not in asked.evidence]:
        close = difflib.get_close_matches(unknown[0], sorted(asked.evidence), 1)
        yield Problem(
            "unknown-id",
            spot.at("evidence"),
            '"evidence" names no evidence record that exists',
            "an answer that rests on nothing cannot be checked",
            f'did you mean "{close[0]}"?' if close else "sjtool add CASE evidence  records it first",
        )


def _find_question(table: Mapping[str, Any], spot: Spot, asked: Asked) -> tuple[Question | None, Problem | None]:
    item = table.get("item")
    item = str(item) if isinstance(item, int) and not isinstance(item, bool) else item
    if not isinstance(item, str) or not item.strip():
        return None, Problem("key-missing", spot.at("item"), 'a response has no "item"', _WHY_ASKED, 'add  item = "1"')
    of_item = [question for question in asked.plan if question.item.id == item.strip()]
    if not of_item:
        return None, _not_asked(item.strip(), spot.at("item"), asked)
    part = table.get("part", "")
    found = [q for q in of_item if q.part == part] or (of_item if not part and len(of_item) == 1 else [])
    if found:
        return found[0], None
    parts = [q.part for q in of_item if q.part]
    what = f"item {of_item[0].item.id} {'has no such part' if part else 'has several parts'} here"
    fix = f"part = one of: {', '.join(parts)}" if parts else "leave  part  out"
    return None, Problem("unknown-part", spot.at("part" if part else "item"), what, _WHY_ASKED, fix)


def _not_asked(item: str, place: Place, asked: Asked) -> Problem:
    known = [one.id for one in asked.questions.item]
    if item not in known:
        close = difflib.get_close_matches(item, known, 1) if len(item) > 2 else []  # noqa: PLR2004
        fix = f'did you mean "{close[0]}"?' if close else f"sjtool sets show {asked.questions.set.id}  lists the items"
        return Problem("unknown-item", place, f"{asked.questions.set.id} has no such item", _WHY_ASKED, fix)
    fix = (
        "add  --marks all  if it was put to them"
        if item in asked.lightly
        else "leave it out, or check --informant and --item"
    )
    return Problem("item-not-asked", place, f"item {item} is not put to {asked.informant} here", _WHY_ASKED, fix)
