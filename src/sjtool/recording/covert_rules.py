"""A covert action in the case file: a reference, who holds it, by when and how it stands. Nothing else is taken.

What is covert is recorded where that is done (RIPA 2000 Part II; APP, restrictive interventions 20 to 22). A target, a
place, a method, a date or a source of information in this file could be printed, disclosed or stolen with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sjtool.loader import Loaded
from sjtool.model.decision import Action
from sjtool.problem import Problem
from sjtool.recording.drafting import Sheet
from sjtool.recording.menu_entries import find_entry
from sjtool.store.append import Later

COVERT_OBJECTIVE = "Held where covert work is recorded."
COVERT_WORDS = "Not in this case file."
"""What stands in the file where every other action has its words: the same sentences for all of them."""
PUT_OFF = "put off"
"""The only reason a covert action is corrected for that this file holds."""
_FIXED: Mapping[str, str] = {
    "pillar": "monitoring-and-control",
    "objective": COVERT_OBJECTIVE,
    "purpose": COVERT_WORDS,
}
_OWN = frozenset({"id", "assessment", "kind", "owner", "due_on", "handling", "supersedes", "reason"})
_REFERENCE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./_-]{0,39}")
_MOST_WORDS = 2
_WHY = "no target, place, method, date or source of information goes into a case file: it may be printed or disclosed"


def is_reference(words: str) -> bool:
    """Whether words can be a reference and no account: short, in letters, digits and strokes, one digit at least."""
    is_short = _REFERENCE.fullmatch(words) is not None and len(words.split()) <= _MOST_WORDS
    return is_short and any(letter.isdigit() for letter in words)


def complete_covert(keys: Mapping[str, Any]) -> dict[str, Any]:
    """The keys of a covert action with the sentences that all of them share."""
    return {**_FIXED, **keys}


def is_covert_update(loaded: Loaded, keys: Mapping[str, Any], others: Sequence[Sheet] = ()) -> bool:
    """Whether news is of an action that is covert, in any version, or of a covert one among the `others` drafted."""
    action = keys.get("action")
    if isinstance(action, Later):
        named = others[action.index : action.index + 1]
    else:
        named = [sheet for sheet in others if action is not None and sheet.draft.keys.get("id") == action]
    return any(sheet.draft.keys.get("handling") == "covert" for sheet in named) or _is_covert(loaded, str(action))


def _is_covert(loaded: Loaded, action: str) -> bool:
    versions = [a for a in loaded.case.of(Action) if loaded.standing.same(a.id, action)]
    return any(version.handling == "covert" for version in versions)


def find_covert_problems(loaded: Loaded, sheet: Sheet, others: Sequence[Sheet] = ()) -> Iterator[Problem]:
    """What a draft about a covert action says that it must not, and covert entries that are not marked so."""
    keys = sheet.draft.keys
    if sheet.draft.kind == "action_update":
        if is_covert_update(loaded, keys, others) and keys.get("what_happened") != COVERT_WORDS:
            yield _refuse(sheet, "what_happened", "leave it out: the status alone is taken")
        return
    if keys.get("handling") == "covert":
        yield from _covert_action(sheet)
        return
    chosen = find_entry(loaded.library, str(keys.get("menu_entry", "")))
    if chosen and chosen.entry.handling == "covert":
        yield _refuse(sheet, "menu_entry", 'leave it out, and write  handling = "covert"  and a reference as  kind')
    if keys.get("supersedes") and _is_covert(loaded, str(keys["supersedes"])):
        what, why = "a covert action is corrected by an open one", "what was kept for officers alone would be in prints"
        fix = 'handling = "covert" ; an open action is one of its own, without  supersedes'
        yield Problem("covert-stays", sheet.at("supersedes"), what, why, fix)


def _covert_action(sheet: Sheet) -> Iterator[Problem]:
    keys = sheet.draft.keys
    strange = [key for key in keys if key not in _OWN and keys[key] != _FIXED.get(key)]
    for key in strange:
        yield _refuse(sheet, key, f"leave out  {key}")
    if keys.get("reason") not in {None, PUT_OFF}:
        yield _refuse(sheet, "reason", f'reason = "{PUT_OFF}"')
    if keys.get("kind") is not None and not is_reference(str(keys["kind"])):
        what = '"kind" of a covert action is its reference, and this is none'
        fix = 'a short reference with a number in it, such as  kind = "2026/118"'
        yield Problem("covert-reference", sheet.at("kind"), what, _WHY, fix)


def _refuse(sheet: Sheet, key: str, fix: str) -> Problem:
    return Problem("covert-words", sheet.at(key), f'"{key}" is not taken of a covert action', _WHY, fix)
