"""The plan of a case as JSON for scripts. Covert actions are never in it."""

from __future__ import annotations

import json
from typing import Any

from sjtool.assess.actions import ActionState
from sjtool.assess.coverage import Want
from sjtool.report.as_json import escape
from sjtool.report.json_head import headed
from sjtool.report.plan_view import PlanView

_KEYS = (
    "id",
    "assessment",
    "pillar",
    "kind",
    "menu_entry",
    "objective",
    "purpose",
    "enforcement",
    "suitability",
    "proportionality",
    "negative_consequences",
    "owner",
    "due_on",
    "review_on",
)


def render_json(view: PlanView) -> str:
    """One object: gaps, what is answered, actions, prompts."""
    context = view.context
    found = {
        "case": context.loaded.name,
        "marking": context.loaded.case.header.marking,
        "head": context.loaded.case.head,
        "built_on": context.built_on.isoformat(),
        "assessment": context.assessment,
        "gaps": [_want(want) for want in view.gaps],
        "answered": [_want(want) for want in view.wants if not want.is_open],
        "actions": [_action(view, state) for state in view.actions],
        "prompts": list(view.prompts),
    }
    return escape(json.dumps(headed("plan", found), indent=2, ensure_ascii=False)) + "\n"


def _want(want: Want) -> dict[str, Any]:
    return {
        "kind": want.kind,
        "ref": want.ref,
        "record": want.record,
        "title": want.title,
        "label": want.label or None,
        "person": want.person or None,
        "held_on": want.held_on or None,
        "answered_by": [state.action.id for state in want.by],
        "older": [state.action.id for state in want.older],
    }


def _action(view: PlanView, state: ActionState) -> dict[str, Any]:
    return {
        **{key: getattr(state.action, key) for key in _KEYS},
        "answers": list(state.action.answers),
        "answers_nothing": view.is_loose(state),
        "status": state.status,
        "overdue": state.is_overdue(view.context.built_on),
        "checked_by": state.checked_by,
        "not_said": list(state.unsaid),
    }
