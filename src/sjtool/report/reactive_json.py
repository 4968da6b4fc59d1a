"""Reactive management as JSON for scripts: what the text says, by keys. No officer's word stands in it."""

from __future__ import annotations

import json
from typing import Any

from sjtool.assess.reactive_ground import Condition
from sjtool.assess.reactive_state import is_bar
from sjtool.report.as_json import escape
from sjtool.report.reactive_text import ReactiveView
from sjtool.report.reactive_words import FINAL, record_day, show_with

VERSION = 1


def render_reactive_json(view: ReactiveView) -> str:
    """The stage, the three years, each condition with its records, what has followed, and who decides."""
    state, course = view.state, view.state.course
    data = {
        "schema": "sjtool-reactive",
        "version": VERSION,
        "case": view.standing.case.header.case,
        "marking": view.standing.case.header.marking,
        "training": view.standing.case.header.training,
        "on": view.today.isoformat(),
        "stage": state.stage,
        "from": state.first.isoformat(),
        "to": state.day.isoformat(),
        "levels_hidden": state.hidden,
        "conditions": [_condition(view, condition) for condition in state.conditions],
        "proposal": course.proposal.id if course.proposal else None,
        "approval": course.start.id if course.start else None,
        "refusal": course.refusal.id if course.refusal else None,
        "end": course.end.id if course.end else None,
        "effects": list(state.followed),
        "open_effects": list(state.open_effects),
        "checked_on": state.checked_on,
        "check_due_on": state.check_due.isoformat() if state.check_due else None,
        "check_overdue": state.is_check_overdue,
        "undecided": list(state.news),
        "again": state.again or None,
        "again_after": state.again_on.isoformat() if state.again_on else None,
        "decision": FINAL,
    }
    return escape(json.dumps(data, indent=2, ensure_ascii=False)) + "\n"


def _condition(view: ReactiveView, condition: Condition) -> dict[str, Any]:
    return {
        "id": condition.id,
        "title": view.title(condition),
        "state": condition.state,
        "exception": condition.exception,
        "why": condition.why,
        "records": [{"id": record, "on": record_day(view.standing, record)} for record in condition.records],
        "show_with": show_with(view.state, condition, view.case) if is_bar(condition) else None,
    }
