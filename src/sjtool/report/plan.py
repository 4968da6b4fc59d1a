"""Sections 15 and 16: the plan by pillar, and what became of it; when it is reviewed, and what brings that on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from sjtool.assess.actions import ActionState
from sjtool.model.decision import Action, ActionUpdate, Event, Pillar
from sjtool.model.people import Status
from sjtool.report.clock_line import build_clock_line
from sjtool.report.context import Context
from sjtool.report.cooperation import weigh_refusals
from sjtool.report.event_words import say_event
from sjtool.report.records import say_answered
from sjtool.report.report import Basis, Block, Bullets, Group, Note, Pair, Pairs, Section
from sjtool.report.wording import capitalise, say_code, say_date, say_kind

_TWO = 2
COVERT = "Covert action, held in the officer view"


def build_plan(context: Context) -> Section:
    """Section 15."""
    blocks: list[Block] = []
    pillars: tuple[str | None, ...] = (*get_args(Pillar), None)
    for pillar in pillars:
        own = [state for state in context.plan if state.action.pillar == pillar]
        if own:
            title = capitalise(say_code(pillar)) if pillar else "Pillar not recorded"
            blocks.append(Group(title, "", tuple(_action(context, state) for state in own)))
    return Section(15, "Risk management plan", "officer's plan", (*blocks, *context.gap_notes(15)))


def _action(context: Context, state: ActionState) -> Group:
    """One action in full, and from which assessment it goes on; of a covert one nothing but that it is there."""
    action, origin = state.action, context.say_origin(state)
    if state.is_covert:
        return Group(COVERT, origin, (Pairs((Pair("Reference", action.id),)),))
    aside = "; ".join(filter(None, [say_code(state.status), origin]))
    rows = (*_who_and_when(context, action), *_why(action), *_answers(context, action), *_updates(context, state.news))
    return Group(action.objective or say_kind(action.kind) or "An action", aside, (Pairs(rows),))


def _who_and_when(context: Context, action: Action) -> Iterator[Pair]:
    if action.kind and action.objective:
        yield Pair("Kind", say_kind(action.kind))
    due = say_date(action.due_on) or "no date recorded"
    yield Pair("Owner, due", f"{context.who(action.owner) or 'nobody named'}, {due}", basis=Basis(records=(action.id,)))
    if action.review_on:
        yield Pair("Review on", say_date(action.review_on))


def _why(action: Action) -> Iterator[Pair]:
    for label, words in (
        ("Purpose", action.purpose),
        ("Enforced by", action.enforcement),
        ("Suits because", action.suitability),
        ("Proportionate", action.proportionality),
        ("May also cause", action.negative_consequences),
    ):
        if words:
            yield Pair(label, words, "opinion")


def _answers(context: Context, action: Action) -> Iterator[Pair]:
    if action.answers:
        yield Pair("Answers", _join(dict.fromkeys(say_answered(context, word) for word in action.answers)))


def _join(names: Iterable[str]) -> str:
    """`a and b`; more than two, or what has a comma of its own, apart by semicolons."""
    said = [*names]
    if len(said) == _TWO and not any("," in one for one in said):
        return " and ".join(said)
    return "; ".join(said)


def _updates(context: Context, updates: Sequence[ActionUpdate]) -> Iterator[Pair]:
    for update in updates:
        basis = context.recorded(update)
        checked = f" (checked by {context.name(update.checked_by)})" if update.checked_by else ""
        words = update.what_happened or "nothing said"
        yield Pair(capitalise(say_code(update.status)) or "Update", f"{words}{checked}", basis=basis)


def build_review(context: Context) -> Section:
    """Section 16."""
    final = context.final
    rows: list[Pair] = []
    if final and final.review_on:
        rows.append(Pair("Review on", say_date(final.review_on), strong=True))
    if final and final.would_change:
        rows.append(Pair("Would change", final.would_change, "opinion"))
    if context.earlier and context.earlier.review_on:
        set_in = f"{say_date(context.earlier.review_on)}, set in {context.earlier.id}; met once this review is judged"
        rows.append(Pair("Earlier review", set_in))
    blocks: list[Block] = [Pairs(tuple(rows))] if rows else []
    blocks += build_clock_line(context)
    events = sorted(context.standing.of(Event), key=lambda e: e.held_on or "")
    if events:
        blocks.append(Group("What has happened", "", (Bullets(tuple(say_event(context, event) for event in events)),)))
    blocks += [*weigh_refusals(context), *_reactive(context), *context.gap_notes(16)]
    if not blocks:
        blocks = [Note("Not recorded: when it is reviewed, or anything that has happened.", "gap")]
    return Section(16, "Review and triggers", "dates and events", tuple(blocks))


def _reactive(context: Context) -> Iterator[Note]:
    """Reactive management is a claim with conditions; where it is made without the check, that is said."""
    latest = context.standing.of(Status)[-1:]
    moves = [e.kind for e in context.standing.of(Event) if e.kind in {"reactive-start", "reactive-end"}]
    claimed = any(s.management == "reactive" for s in latest) or moves[-1:] == ["reactive-start"]
    if claimed:
        yield Note("Not recorded: the check of the conditions for reactive management, which is claimed here.", "gap")
