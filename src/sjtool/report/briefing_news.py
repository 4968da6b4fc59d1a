"""The part of a visit briefing on what came since the last visit, and on what it leaves of an older date.

For each event the day, the kind, what was decided and the beginning of its words; the whole stands in the summary.
Of an event that touches somebody guarded the words stay away, and of intelligence all but that there is some, save at
the officer's screen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sjtool.assess.briefing import find_visits
from sjtool.assess.since_visit import find_overtaken, find_since
from sjtool.model.decision import Event
from sjtool.model.people import Order
from sjtool.report.blocks import short_date
from sjtool.report.briefing_words import Room, begin, point_to, sentence
from sjtool.report.context import Context
from sjtool.report.event_words import say_entry_of_menu
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Pair
from sjtool.report.wording import capitalise, is_guarded, say_code, say_date

_MORE, _FEW, _LINE, _LEAST = 6, 4, 90, 160
_GRAVE = frozenset({"significant-change", "sexual-offence"})
"""Kinds that are told at some length whatever the room."""
_ROUTINE = frozenset({"other", "information-shared", "notification", "meeting", "core-group", "lead-agency-change"})
"""Kinds that give way where there is not room for all."""
_CHILDREN = ("section-47", "conference")


def news_blocks(context: Context, room: Room) -> Iterator[Block]:
    """Every event since the last visit, what was recorded last first; nothing where there is none."""
    found = find_since(context.standing, _last_visit(context))
    if not found:
        return
    shown = _choose(found, room.most + _MORE)
    items = [Item(_say(context, one, _letters(room, one, len(shown))), basis=Basis(records=(one.id,))) for one in shown]
    if len(found) > len(shown):
        where = point_to(context, f"report {context.loaded.name}", 16)
        items.append(Item(f"and {len(found) - len(shown)} more{where}", "sjtool"))
    yield Group(capitalise(_since(context)), "", (Bullets(tuple(items)),), strong=True)


def _letters(room: Room, event: Event, number: int) -> int:
    """How many letters an event may have: what is grave, and one of few, has its whole share."""
    return max(room.words, _LEAST) if number <= _FEW or event.kind in _GRAVE else min(room.words, _LINE)


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


def _choose(found: list[Event], most: int) -> list[Event]:
    """As many as there is room for, in their order; what is routine gives way first."""
    by_weight = sorted(found, key=lambda one: one.kind in _ROUTINE)
    kept = {one.id for one in by_weight[:most]}
    return [one for one in found if one.id in kept]


def _say(context: Context, event: Event, most: int) -> str:
    """`26 Nov 26, significant change: He has moved in with her.`; what was decided is never cut."""
    kind = say_code(event.kind) or "event"
    decided = sentence("; ".join(_decided(context, event)))
    told = begin(_told(context, event), max(most - len(decided), _LEAST // 2))
    words = " ".join(filter(None, [decided, told]))
    return f"{short_date(event.held_on or '')}, {kind}{f': {words}' if words else ''}"


def _decided(context: Context, event: Event) -> Iterator[str]:
    """What came of it, and the day agreed for the next; of what touches somebody guarded only an entry of a menu."""
    if event.outcome and _may_tell(context, event, event.outcome):
        yield say_entry_of_menu(context, event.outcome).strip().rstrip(".")
    if event.next_on:
        yield f"next {say_date(event.next_on)}"


def _may_tell(context: Context, event: Event, outcome: str) -> bool:
    if event.kind == "section-47":
        return say_entry_of_menu(context, outcome) != outcome or not _touches_guarded(context, event)
    return not (event.kind == "intelligence" and not context.for_author) and not _touches_guarded(context, event)


def _told(context: Context, event: Event) -> str:
    if event.kind == "order" and any(isinstance(context.standing.current(one), Order) for one in event.touches):
        return "see the orders below"
    if event.kind == "intelligence" and not context.for_author:
        return "some came in"
    return "" if _touches_guarded(context, event) else (event.what or "").strip().partition("\n")[0]


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
                parts = [say_date(event.held_on) or "no date", begin(outcome, _LEAST), following]
                words = ", ".join(filter(None, parts))
                yield Pair(capitalise(say_code(kind)), f"{words}.", basis=Basis(records=(event.id,)))


def say_overtaken(context: Context, records: Iterable[str], *, of_place: bool = False) -> str:
    """That these records are older than a move or a significant change, and which; nothing where none came after.

    `of_place`: only such as bears on where somebody lives.
    """
    event = find_overtaken(context.standing, records, of_place=of_place)
    return f"{event.id} ({say_code(event.kind)})" if event else ""
