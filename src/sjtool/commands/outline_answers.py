"""Passages of a plan for the family from a file: all of them sound, or none recorded and every problem by its line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sjtool.commands.outline_rules import draft_passage, says_nothing
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet, check_sheets, read_sheets, refuse_strays
from sjtool.report.family_guard import Guard, find_guard
from sjtool.report.family_passages import AGREED_ON, DAYS, FamilyPlan
from sjtool.store.answers import read_answers
from sjtool.store.append import Draft


def read_passages(named: str, loaded: Loaded, plan: FamilyPlan, today: date) -> list[Sheet]:
    """New and changed passages of a file; what stands already is left out. Raises SjtoolError with all problems."""
    answers = read_answers(named, "narrative")
    refuse_strays(answers, "narrative")
    guard = find_guard(loaded.standing, today)
    problems: list[Problem] = []
    sheets = []
    seen: set[str] = set()
    for sheet in read_sheets(answers, ["narrative"]):
        part = _part(sheet, plan)
        found = [*_find_misplaced(sheet, plan, part, is_again=part in seen)]
        seen.add(part)
        if not found:
            is_new = not _stands(sheet, plan, part)
            found = [*_find_in_text(sheet, guard, part, today)] if is_new else []
            sheets.append((_filled(sheet, loaded, plan, part), is_new))
        problems += found
    if problems:
        raise SjtoolError(problems)
    check_sheets(loaded.case, [sheet for sheet, _is_new in sheets])
    return [sheet for sheet, is_new in sheets if is_new]


def _part(sheet: Sheet, plan: FamilyPlan) -> str:
    """The part a heading names: `sleeping`, or in full as it is recorded."""
    return str(sheet.draft.keys.get("heading", "")).removeprefix(f"{plan.ref}/")


def _stands(sheet: Sheet, plan: FamilyPlan, part: str) -> bool:
    """Whether the same words stand there already, and nothing is agreed anew by giving them again."""
    is_agreed_again = part == AGREED_ON and bool(plan.changed)
    return bool(plan.text(part)) and _text(sheet) == plan.text(part) and not is_agreed_again


def _text(sheet: Sheet) -> str:
    """The words, without the line ends around them; "" where there are none."""
    text = sheet.draft.keys.get("text")
    return text.strip("\n") if isinstance(text, str) else ""


def _filled(sheet: Sheet, loaded: Loaded, plan: FamilyPlan, part: str) -> Sheet:
    keys = sheet.draft.keys
    draft = draft_passage(loaded, plan, part, _text(sheet), keys.get("reason"))
    own = {"text": keys["text"]} if "text" in keys and not _text(sheet) else {}
    return sheet.with_draft(Draft(draft.kind, {**keys, **draft.keys, **own}))


def _find_misplaced(sheet: Sheet, plan: FamilyPlan, part: str, *, is_again: bool) -> Iterator[Problem]:
    """What stops a passage whatever it says: it belongs nowhere, stands twice, or names what it replaces."""
    if part not in {*plan.known, *plan.passages}:
        what, why = "the plan has no such heading", "what stands under another would be printed nowhere"
        yield Problem("no-such-heading", sheet.at("heading"), what, why, f"heading = one of {', '.join(plan.known)}")
        return
    if is_again:
        yield Problem("two-of-one", sheet.place, f'heading "{part}" stands twice', "only one could stand", "leave one")
    if "supersedes" in sheet.draft.keys:
        what, why = '"supersedes" of a narrative is filled in by sjtool', "what is replaced follows from the heading"
        yield Problem("key-reserved", sheet.at("supersedes"), what, why, "leave out  supersedes ; keep  reason")


def _find_in_text(sheet: Sheet, guard: Guard, part: str, today: date) -> Iterator[Problem]:
    """What is wrong with the words; that there are none at all is found with the other keys."""
    text, place, what = _text(sheet), sheet.at("text"), f'heading "{part}"'
    fix = "say it in other words, or leave the heading out for later"
    if text.strip() and part not in DAYS and says_nothing(text):
        why = "the family could not tell what is agreed, or why nothing needs to be"
        yield Problem("outline-says-nothing", place, f"{what} says nothing", why, fix)
    told = guard.tell(text)
    if told:
        code, said, why = told
        yield Problem(code, place, f"{what} {said}", why, fix)
    if text.strip() and part in DAYS and not _is_fit_day(part, text, today):
        said = "is no day that has been" if part == AGREED_ON else "is no day to come"
        why = "the family must be able to rely on the day, and it is printed in words"
        yield Problem("outline-not-a-day", place, f"{what} {said}", why, f'text = "{today}"')


def _is_fit_day(part: str, text: str, today: date) -> bool:
    """Whether it is a whole day, and past or to come as its part asks."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return False
    return day.isoformat() == text and (day <= today if part == AGREED_ON else day >= today)
