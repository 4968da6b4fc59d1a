"""The tables of an export about the plan and what happened: actions and events.

A covert action leaves no trace: no row, no gap in the numbers, nothing counted.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.actions import ActionState, find_actions
from sjtool.errors import SjtoolError
from sjtool.model.decision import Event
from sjtool.model.menu import Entry
from sjtool.report.export_columns import ASSESSMENT, CASE, OFFICER, Columns, Row, partial, text, truth, whole
from sjtool.report.export_view import UNCODED, ExportView

ACTIONS = Columns(
    "actions",
    "One row for each standing action of the plan that is not covert.",
    (
        CASE,
        ASSESSMENT,
        whole("number", "its number among the rows of the case; not its id"),
        text("pillar", "under which heading of the plan"),
        text("menu_entry", "the entry of a menu it was chosen from; empty for one of the officer's own"),
        truth("restrictive", "it limits or watches what the person does"),
        text("status", "open, in-progress, done, not-done or withdrawn, as told last"),
        partial("due_on", "by when"),
        truth("overdue", "it runs, and that day has passed"),
        partial("review_on", "when it is looked at again"),
        whole("answers", "how many factors, scenarios or readings it answers"),
        truth("checked", "it ended and a supervisor has looked at that"),
        OFFICER,
    ),
)
EVENTS = Columns(
    "events",
    "One row for each standing event: what kind and how it went, never what was seen or said.",
    (
        CASE,
        text("event", "id of the event in the case"),
        text("kind", "visit, significant-change, intelligence, order, section-47 …"),
        partial("held_on", "the day"),
        truth("announced", "of a visit"),
        text("entry", "of a visit: given, refused or nobody-in"),
        whole("refused", "how many things are recorded as refused"),
        truth("opens_review", "whether it opens a review"),
        text("cause", "why reactive management ended"),
        partial("next_on", "the day agreed for the next"),
        OFFICER,
    ),
)


def action_rows(view: ExportView) -> Iterator[Row]:
    """Every action but the covert ones: those so marked, and those from a menu's covert entry."""
    number = 0
    covert = find_covert(view)
    for state in find_actions(view.standing):
        if view.standing.root(state.action.id) in covert:
            continue
        entry = _find_entry(view, state)
        number += 1
        action = state.action
        yield (
            view.case,
            view.ref(action.assessment),
            number,
            action.pillar,
            action.menu_entry if entry or not action.menu_entry else UNCODED,
            state.is_restrictive,
            state.status,
            action.due_on,
            state.is_overdue(view.today),
            action.review_on,
            len(action.answers),
            state.checked_by is not None,
            view.officer(action.by),
        )


def find_covert(view: ExportView) -> frozenset[str]:
    """The actions, by their first ids, that are marked covert or were chosen from a menu's covert entry."""
    return frozenset(
        view.standing.root(state.action.id)
        for state in find_actions(view.standing)
        if state.is_covert or ((entry := _find_entry(view, state)) and entry.handling == "covert")
    )


def event_rows(view: ExportView) -> Iterator[Row]:
    """Every event, in file order."""
    for event in view.standing.of(Event):
        yield (
            view.case,
            view.id_of(event),
            event.kind,
            event.held_on,
            event.announced,
            event.entry,
            len(event.refused),
            event.opens_review,
            event.cause,
            event.next_on,
            view.officer(event.by),
        )


def _find_entry(view: ExportView, state: ActionState) -> Entry | None:
    """The entry of a menu an action was chosen from, where that menu is within reach."""
    ref, _, name = (state.action.menu_entry or "").partition("/")
    if ref not in view.loaded.library.found:
        return None
    try:
        return next((entry for entry in view.loaded.library.menu(ref).entry if entry.id == name), None)
    except SjtoolError:  # no menu, or one that cannot be read
        return None
