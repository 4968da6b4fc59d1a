"""Which points of police guidance a plan leaves open, so far as records can tell: prompts, never rules.

Each is named as in the menu `plan-prompts` where that has it (College of Policing APP, by way of that menu).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sjtool.assess.accounts import split_ref
from sjtool.assess.actions import ActionState, find_plan
from sjtool.assess.coverage import newest_sheets
from sjtool.assess.ratings import views_by_ref
from sjtool.assess.standing import Standing
from sjtool.model.decision import Event
from sjtool.model.template import FactorSet

PROFILE = "target-profile"
_IDENTITY_SHEET, _IDENTITY_MENU = "identity-and-travel", "identity-actions"


def find_prompts(
    standing: Standing, sheets: Mapping[str, FactorSet], actions: tuple[ActionState, ...]
) -> tuple[str, ...]:
    """The prompts that apply to the plan of the open assessment: `target-profile`, `victim-safety` and so on."""
    plan = tuple(state for state in find_plan(standing, actions) if not state.is_given_up)
    return tuple(_find(standing, sheets, plan))


def _find(standing: Standing, sheets: Mapping[str, FactorSet], plan: tuple[ActionState, ...]) -> Iterator[str]:
    final = standing.judgement("final")
    if final is not None and final.level == "very-high" and not asks_for_profile(standing, plan):
        yield PROFILE
    if not plan:
        return
    pillars = {state.action.pillar for state in plan}
    menus = {(state.action.menu_entry or "").partition("@")[0] for state in plan}
    if "victim-safety" not in pillars:
        yield "victim-safety"
    if "interventions-and-treatment" not in pillars and "constructive" not in menus:
        yield "constructive"
    if "contingency" not in pillars:
        yield "contingency"
    if _IDENTITY_MENU not in menus and _raises_identity(standing, sheets):
        yield "identity"


def asks_for_profile(standing: Standing, plan: tuple[ActionState, ...]) -> bool:
    """Whether an action or an event says that a target profile was asked for: by its menu entry, or what it touches."""
    if any((state.action.menu_entry or "").endswith(f"/{PROFILE}") for state in plan):
        return True
    touched = {word.strip().casefold().rpartition("/")[2] for event in standing.of(Event) for word in event.touches}
    return PROFILE in touched


def _raises_identity(standing: Standing, sheets: Mapping[str, FactorSet]) -> bool:
    """Whether a factor of the sheet on identity and travel raises concern now."""
    views = views_by_ref(standing, newest_sheets(sheets))
    return any(view.raises_concern for ref in views if split_ref(ref)[0] == _IDENTITY_SHEET for view in views[ref])
