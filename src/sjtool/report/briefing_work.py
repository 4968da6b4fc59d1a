"""The part of a visit briefing on what is still open: refused, never asked, out of date, apart, due and agreed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sjtool.assess.briefing import OpenItem, find_stale, find_to_probe, find_unanswered, find_visits
from sjtool.assess.briefing_people import Apart
from sjtool.assess.clock_visit import plans_visits
from sjtool.assess.crosscheck import Discrepancy
from sjtool.assess.due import Due
from sjtool.assess.due_visit import VISITS, join_visits
from sjtool.assess.id_list import list_ids
from sjtool.assess.ratings import FactorView
from sjtool.assess.sessions import list_spots
from sjtool.model.decision import Event
from sjtool.model.missing import BY_ID
from sjtool.model.template import QuestionSet
from sjtool.report.briefing_people import find_apart_here
from sjtool.report.briefing_words import Room, begin, clip, list_some, point_to, sentence
from sjtool.report.clock_line import ACTIONS, find_open_dues, say_dues
from sjtool.report.context import Context
from sjtool.report.due_list import PRESSING, say_when
from sjtool.report.factors import section_of
from sjtool.report.report import Basis, Pair
from sjtool.report.wording import capitalise, is_guarded, say_date, say_list
from sjtool.text import count_words

ACUTE_SECTION = 6
_ITEMS, _TITLE = 3, 40
_ENTRY = {"given": "let in", "refused": "ENTRY REFUSED", "nobody-in": "nobody in"}
_OPEN = {"put-off": "Put off", "in-part": "Asked in part", "never": "Never asked"}


def open_rows(context: Context, room: Room) -> Iterator[Pair]:
    """What was refused, what was put off or never asked, what is out of date."""
    yield from _unanswered(context, room)
    yield from _refused_at_visits(context, room)
    stale = find_stale(acute_views(context), find_visits(context.standing))
    if stale:
        since = min(view.latest.held_on or "" for view in stale if view.latest)
        words = f"{count_words(len(stale), 'acute factor')} rated before the last visit, since {say_date(since)}."
        yield Pair("Out of date", words, "sjtool")


def acute_views(context: Context) -> list[FactorView]:
    """The acute factors of the person, by whatever sheet they were rated."""
    subject = context.standing.subject
    found = [v for ref, views in context.lens.views.items() if section_of(ref, views) == ACUTE_SECTION for v in views]
    return [view for view in found if subject and context.standing.same(view.person, subject.id)]


def _unanswered(context: Context, room: Room) -> Iterator[Pair]:
    subject = context.standing.subject
    sets = {questions.set.id: questions for questions in context.loaded.question_sets.values()}
    asked = [q for q in sets.values() if "person" in q.set.asked_of and q.set.is_prefilled]
    found = [one for q in asked if subject for one in find_unanswered(context.standing, q, subject)]
    if found and room.is_least:
        yield Pair("Questions", _say_by_number(found, sets), "sjtool")
        return
    declined = [_say_declined(one) for one in found if one.how == "declined"]
    if declined:
        where = point_to(context, f"report {context.loaded.name}", 3)
        yield Pair("Refused", f"{count_words(len(declined), 'question')}: {list_some(declined, _ITEMS, where)}")
    for how, label in _OPEN.items():
        mine = [one for one in found if one.how == how]
        if mine:
            yield Pair(label, _say_open(context, mine, sets), "sjtool")


def _say_by_number(items: Sequence[OpenItem], sets: Mapping[str, QuestionSet]) -> str:
    """How each open question stands, by its number in the set: `section-12: refused 28; never asked 10 to 15`."""
    told = []
    for set_id in dict.fromkeys(one.set_id for one in items):
        parts = []
        for how, label in (("declined", "Refused"), *_OPEN.items()):
            spots = [one.item.id for one in items if one.set_id == set_id and one.how == how]
            parts += [f"{label.lower()} {list_spots(spots, sets[set_id])}"] if spots else []
        told.append(f"{set_id}: {'; '.join(parts)}.")
    return " ".join(told)


def _say_open(context: Context, items: Sequence[OpenItem], sets: Mapping[str, QuestionSet]) -> str:
    """A few by their titles; of more the numbers, every one of them, by which the set has them."""
    counted = count_words(len(items), "question")
    if len(items) <= _ITEMS:
        return f"{counted}: {'; '.join(map(_say_item, items))}."
    ids: dict[str, list[str]] = {}
    for one in items:
        ids.setdefault(one.set_id, []).append(one.item.id)
    told = "; ".join(f"{set_id} {list_spots(spots, sets[set_id])}" for set_id, spots in ids.items())
    command = f": sjtool interview {context.loaded.name} {items[0].set_id} --only-unanswered"
    return f"{counted}: {told}{command if context.for_author else '.'}"


def _say_item(one: OpenItem) -> str:
    return f"{one.set_id} {one.item.id} {clip(one.item.title, _TITLE)}"


def _say_declined(one: OpenItem) -> str:
    missing = one.account.response.missing if one.account else None
    how = BY_ID[missing].title if missing and missing != "refused" else ""
    return f"{_say_item(one)}{f' ({how})' if how else ''}"


def _refused_at_visits(context: Context, room: Room) -> Iterator[Pair]:
    visits = [visit for visit in find_visits(context.standing) if visit.refused][::-1]
    said = [f"{begin(what, room.words)} ({say_date(visit.held_on)})" for visit in visits for what in visit.refused]
    if said:
        words = list_some(said, room.most, point_to(context, f"show {context.loaded.name}", 16))
        yield Pair("Refused", words, basis=Basis(records=tuple(v.id for v in visits[: room.most])))


def probe_rows(context: Context, room: Room) -> Iterator[Pair]:
    """Items whose accounts stand apart: those nobody read, then what is to be done by the readings, in their words.

    First of these comes what the visits of the plan answer: it can be seen to at this one.
    What is to be done may be for somebody else, or not for this visit; only its words tell. Whose account is which is
    told by `crosscheck`, and nobody guarded is in it.
    """
    rows = [row for row in find_to_probe(context.lens.discrepancies) if not _is_guarded(context, row)]
    visits = [state.action for state in context.plan if plans_visits(state.action) and not state.is_ended]
    here = {context.standing.root(word) for action in visits for word in action.answers}
    rows.sort(key=lambda row: (not row.needs_reading, _root(context, row) not in here))
    shown = rows[: room.most]
    where = point_to(context, f"crosscheck {context.loaded.name}", 8)
    for row in shown:
        more = f" And {len(rows) - len(shown)} more{where}." if row is shown[-1] and len(rows) > len(shown) else ""
        part = f" ({row.part})" if row.part else ""
        lead = f"{row.item.id} {clip(row.item.title, _TITLE)}{part}"
        if row.needs_reading or row.reading is None:
            yield Pair("To probe", f"{lead}: {row.outcome_words}; not read yet.{more}", "record")
        else:
            words, basis = sentence(begin(row.reading.follow_up, room.words)), Basis(records=(row.reading.id,))
            yield Pair("Follow-up", f"{lead}: {words}{more}", "record", basis)


def _root(context: Context, row: Discrepancy) -> str:
    return context.standing.root(row.reading.id) if row.reading else ""


def _is_guarded(context: Context, row: Discrepancy) -> bool:
    people = [context.standing.person(account.informant) for account in row.accounts]
    return any(person and is_guarded(person) for person in people)


def due_rows(context: Context, room: Room) -> Iterator[Pair]:
    """What is overdue or due by the clocks, each thing once, and what was agreed at the last visit.

    Of what there is no room for the records are named, so that nothing overdue is hidden.
    """
    visits = find_visits(context.standing)
    if visits:
        yield _last_visit(context, visits[-1], room.words if room.has_extras else 0)
    things = _find_pressing(context)
    shown, left = things[: room.most], things[room.most :]
    above = {one.by.action.id: one for one in find_apart_here(context) if one.by}
    for same in shown:
        first = same[0]
        apart = above.get(first.started_by) if first.clock in ACTIONS else None
        words = _say_above(apart) if apart else capitalise(say_dues(context, same, room.words))
        basis = None if first.clock in VISITS else Basis(records=(first.started_by,))  # of a visit the words name it
        yield Pair("Due", f"{words}: {say_when(first, context.today)}", "sjtool", basis, first.state == "overdue")
    if left:
        named = list_ids(dict.fromkeys(due.started_by for same in left for due in same))
        late = sum(same[0].state == "overdue" for same in left)
        how = f"{late} more overdue" if late == len(left) else f"{len(left)} more, {late} of them overdue"
        where = point_to(context, f"due {context.loaded.name}", 16)
        yield Pair("Due", f"and {how} ({named}){where}", "sjtool", strong=late > 0)


def _find_pressing(context: Context) -> list[tuple[Due, ...]]:
    """What is to be seen to now, each thing once: what is overdue first, then what is due, then what to look up."""
    pressing = join_visits(due for due in find_open_dues(context) if due.state in PRESSING)
    pressing.sort(key=lambda same: (same[0].state == "not-recorded", same[0].state == "due"))
    things: dict[tuple[str, ...], tuple[Due, ...]] = {}
    for same in pressing:
        things.setdefault(_thing(same), same)
    return [*things.values()]


def _say_above(apart: Apart) -> str:
    """An action whose words stand further up."""
    who = say_list((member.person.label or member.id).partition(" (")[0] for member in apart.members)
    return f"What the plan says of {who}, above"


def _thing(same: Sequence[Due]) -> tuple[str, ...]:
    """What tells one thing from another: an action that is late, and was to be looked at again too, is one."""
    first = same[0]
    return (first.root,) if first.clock in ACTIONS else (first.clock, first.root, str(first.on))


def _last_visit(context: Context, visit: Event, most: int) -> Pair:
    """When, how it went at the door, who was there, and what was agreed. What was seen stands in the record."""
    told = "" if visit.announced is None else "announced" if visit.announced else "unannounced"
    present = say_list(context.standing.label(one) for one in visit.present) if visit.present else ""
    met = f"with {present}" if present else ""
    agreed = f"next agreed for {say_date(visit.next_on)}" if visit.next_on else "no next visit agreed"
    parts = [say_date(visit.held_on) or "no date", told, _ENTRY.get(visit.entry or "", ""), met, agreed]
    words = f"{', '.join(filter(None, parts))}. {begin(visit.what, most) if most else ''}".rstrip()
    return Pair("Last visit", words, basis=Basis(records=(visit.id,)), strong=visit.entry == "refused")
