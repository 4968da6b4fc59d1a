"""The part of a visit briefing on what came since the last visit, and on what it leaves of an older date.

A line for each event: the day, the kind and the beginning of its words; the whole stands in the summary. Of an event
that touches somebody guarded the words stay away, and of intelligence all but that there is some, save at the officer's
screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sjtool.assess.briefing import find_visits
from sjtool.assess.since_visit import find_overtaken, find_since
from sjtool.model.decision import Event
from sjtool.model.people import Order
from sjtool.report.blocks import short_date
from sjtool.report.briefing_words import clip
from sjtool.report.context import Context
from sjtool.report.event_words import say_entry_of_menu
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Pair
from sjtool.report.wording import capitalise, is_guarded, say_code, say_date

_MOST, _FEW, _LINE, _TWO_LINES = 12, 4, 65, 132
_GRAVE = frozenset({"significant-change", "sexual-offence"})
"""Kinds that have two lines whatever the room."""
_ROUTINE = frozenset({"other", "information-shared", "notification", "meeting", "core-group", "lead-agency-change"})
"""Kinds that give way where there is not room for all."""
_CHILDREN = ("section-47", "conference")


def news_blocks(context: Context) -> Iterator[Block]:
    """Every event since the last visit, what was recorded last first; nothing where there is none."""
    found = find_since(context.standing, _last_visit(context))
    if not found:
        return
    shown = _choose(found)
    few = len(found) <= _FEW
    items = [
        Item(
            clip(_say(context, one), _TWO_LINES if few or one.kind in _GRAVE else _LINE), basis=Basis(records=(one.id,))
        )
        for one in shown
    ]
    if len(found) > len(shown):
        items.append(Item(f"and {len(found) - len(shown)} more: sjtool report {context.loaded.name}", "sjtool"))
    yield Group(capitalise(_since(context)), "", (Bullets(tuple(items)),), strong=True)


def no_news_rows(context: Context) -> Iterator[Pair]:
    """That nothing came, where nothing did: it is said, for it could have been overlooked."""
    if not find_since(context.standing, _last_visit(context)):
        yield Pair("News", f"None recorded {_since(context)}.", "sjtool")


def _since(context: Context) -> str:
    visit = _last_visit(context)
    if visit is None:
        return "since the case was begun (no visit is recorded)"
    return f"since the last visit ({say_date(visit.held_on) or 'no date'}, {visit.id})"


def _last_visit(context: Context) -> Event | None:
    return next(iter(find_visits(context.standing)[::-1]), None)


def _choose(found: list[Event]) -> list[Event]:
    """As many as there is room for, in their order; what is routine gives way first."""
    by_weight = sorted(found, key=lambda one: one.kind in _ROUTINE)
    kept = {one.id for one in by_weight[:_MOST]}
    return [one for one in found if one.id in kept]


def _say(context: Context, event: Event) -> str:
    """`26 Nov 26, significant change: he has moved in with…`."""
    kind = say_code(event.kind) or "event"
    words = "; ".join(filter(None, _parts(context, event)))
    return f"{short_date(event.held_on or '')}, {kind}{f': {words}' if words else ''}"


def _parts(context: Context, event: Event) -> Iterator[str]:
    """What is decided before what is told, so that a line cut short loses the less."""
    if event.kind == "section-47" and event.outcome:
        yield say_entry_of_menu(context, event.outcome).rstrip(".")
    if event.next_on:
        yield f"next {say_date(event.next_on)}"
    if event.kind == "order" and any(isinstance(context.standing.current(one), Order) for one in event.touches):
        yield "see the orders below"
    elif event.kind == "intelligence" and not context.for_author:
        yield "some came in"
    elif not _touches_guarded(context, event):
        yield (event.what or "").strip().partition("\n")[0]


def _touches_guarded(context: Context, event: Event) -> bool:
    people = (context.standing.person(one) for one in (*event.touches, *event.present))
    return any(person is not None and is_guarded(person) for person in people)


def children_rows(context: Context) -> Iterator[Pair]:
    """The last section 47 enquiries and the last conference, where they are not among the news anyway."""
    told = {event.id for event in find_since(context.standing, _last_visit(context))}
    for kind in _CHILDREN:
        last = [event for event in context.standing.of(Event) if event.kind == kind][-1:]
        for event in last:
            if event.id not in told:
                outcome = say_entry_of_menu(context, event.outcome).rstrip(".") if event.outcome else ""
                following = f"next {say_date(event.next_on)}" if event.next_on else ""
                parts = [say_date(event.held_on) or "no date", clip(outcome, _LINE), following]
                words = ", ".join(filter(None, parts))
                yield Pair(capitalise(say_code(kind)), f"{words}.", basis=Basis(records=(event.id,)))


def say_overtaken(context: Context, records: Iterable[str]) -> str:
    """That these records are older than a move or a significant change, and which; nothing where none came after."""
    event = find_overtaken(context.standing, records)
    return f"{event.id} ({say_code(event.kind)})" if event else ""
