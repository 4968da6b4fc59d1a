"""What an action and the news of one must be to stand in a plan, typed at a terminal or read from a file alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sjtool.assess.accounts import split_ref
from sjtool.assess.actions import ActionState, find_actions, is_restrictive
from sjtool.errors import SjtoolError
from sjtool.loader import Loaded
from sjtool.model.decision import Action
from sjtool.model.factor_set import FactorSet
from sjtool.model.question_set import QuestionSet
from sjtool.problem import Problem
from sjtool.recording.action_check_rules import find_check_problems
from sjtool.recording.covert_rules import COVERT_WORDS, complete_covert, find_covert_problems, is_covert_update
from sjtool.recording.drafting import Sheet, check_sheets, drop_empty, fill_assessment
from sjtool.recording.ending_rules import find_empty_ending
from sjtool.recording.menu_entries import find_entry
from sjtool.store.append import Draft, Later

_ANSWERABLE = frozenset({"scenario", "reading", "rating"})


def complete_plan(loaded: Loaded, sheets: Sequence[Sheet]) -> list[Sheet]:
    """The drafts with what follows from the assessment, the entry of the menu and, where covert, from that."""
    return [_complete(loaded, sheet, sheets) for sheet in sheets]


def _complete(loaded: Loaded, sheet: Sheet, sheets: Sequence[Sheet]) -> Sheet:
    keys: dict[str, Any] = drop_empty(sheet.draft.keys)
    if sheet.draft.kind == "action":
        chosen = find_entry(loaded.library, str(keys.get("menu_entry", "")))
        if chosen:
            keys["menu_entry"] = chosen.name
            if chosen.menu.set.use == "choose":
                keys.setdefault("kind", chosen.entry.title)
            if chosen.entry.pillar:
                keys.setdefault("pillar", chosen.entry.pillar)
        keys.setdefault("handling", "open")
        if keys["handling"] == "covert":
            keys = complete_covert(keys)
    elif is_covert_update(loaded, keys, sheets):
        keys.setdefault("what_happened", COVERT_WORDS)
    return sheet.with_draft(fill_assessment(loaded.standing, Draft(sheet.draft.kind, keys)))


def check_plan_drafts(loaded: Loaded, sheets: Sequence[Sheet], officer: str) -> None:
    """Raise SjtoolError with everything that is wrong with completed drafts of actions and news of them."""
    problems: list[Problem] = []
    states = {loaded.standing.root(state.action.id): state for state in find_actions(loaded.standing)}
    for sheet in sheets:
        if sheet.draft.kind == "action":
            problems += _action_problems(loaded, sheet)
        else:
            state = states.get(loaded.standing.root(str(sheet.draft.keys.get("action"))))
            problems += find_covert_problems(loaded, sheet, sheets)
            problems += _ending_problems(loaded, sheet, sheets, state)
            if sheet.draft.keys.get("checked_by") is not None:
                problems += find_check_problems(loaded, sheet, state, officer)
    try:
        check_sheets(loaded.case, sheets)
    except SjtoolError as error:
        problems += error.problems
    if problems:
        raise SjtoolError(problems)


def _action_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    keys = sheet.draft.keys
    named = keys.get("menu_entry")
    if named is not None and find_entry(loaded.library, str(named)) is None:
        yield Problem(
            "unknown-entry",
            sheet.at("menu_entry"),
            "no menu within reach has this entry",
            "a reader could not tell what was chosen, or from which list",
            "write it as  restrictive@1.0.0/home-visits ; sjtool sets show restrictive  lists a menu's entries",
        )
    yield from find_covert_problems(loaded, sheet)
    if keys.get("handling") == "covert":
        return
    if is_restrictive(str(named or ""), keys.get("pillar")) and not str(keys.get("proportionality") or "").strip():
        yield Problem(
            "proportionality-missing",
            sheet.place,
            "the action restricts, and does not say why it is proportionate",
            "it is weighed with the European Convention on Human Rights, Articles 2, 3 and 8 (APP, potential "
            "interventions)",
            "add  proportionality = …",
        )
    yield from _answers_problems(loaded, sheet)


def _ending_problems(
    loaded: Loaded, sheet: Sheet, sheets: Sequence[Sheet], state: ActionState | None
) -> Iterator[Problem]:
    """News that an action ended says what came of it; that is neither asked of a check nor of a covert one."""
    keys = sheet.draft.keys
    words = keys.get("what_happened")
    if not isinstance(words, str) or keys.get("checked_by") is not None or is_covert_update(loaded, keys, sheets):
        return
    if find_empty_ending(str(keys.get("status")), words, state.action.kind if state else None):
        yield Problem(
            "ending-says-nothing",
            sheet.at("what_happened"),
            "it says that the action ended, and not what came of it",
            "a supervisor sees what each action achieved, or why it was given up (APP, risk management plans)",
            "what_happened = what is different now, or why it was not done, in three words or more",
        )


def _answers_problems(loaded: Loaded, sheet: Sheet) -> Iterator[Problem]:
    given = sheet.draft.keys.get("answers", ())
    before = loaded.standing.current(str(sheet.draft.keys.get("supersedes")))
    kept = before.answers if isinstance(before, Action) else ()
    words = [word for word in given if word not in kept] if isinstance(given, list | tuple) else []
    words = [word for word in words if not isinstance(word, Later)]
    unknown = sum(1 for word in words if not is_answerable(loaded, str(word)))
    if unknown:
        yield Problem(
            "answers-unknown",
            sheet.at("answers"),
            f'{unknown} of what "answers" names is no factor, scenario or reading within reach',
            "a plan follows from the assessment, and a reader must be able to follow it back",
            "name a factor in full, as  acute@1.0.0/hostility , or the id of a scenario, reading or rating",
        )


def is_answerable(loaded: Loaded, word: str) -> bool:
    """Whether an action can answer this: a factor or item in full, or the id of a scenario, a reading or a rating."""
    if "/" not in word:
        found = loaded.standing.current(word)
        return found is not None and found.kind_name in _ANSWERABLE
    ref, (_set, name) = word.partition("/")[0], split_ref(word)
    known = loaded.library.found.get(ref) if "@" in ref else loaded.library.newest(ref)
    template = loaded.library.read(known.ref).template if known else None
    if isinstance(template, FactorSet):
        return any(factor.id == name for factor in template.factor)
    return isinstance(template, QuestionSet) and any(item.id == name for item in template.item)
