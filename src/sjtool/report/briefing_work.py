"""The part of a visit briefing on what is still open: refused, never asked, out of date, apart, due and agreed."""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.briefing import OpenItem, find_stale, find_to_probe, find_unanswered, find_visits
from sjtool.assess.crosscheck import Discrepancy
from sjtool.assess.due import Due, find_dues
from sjtool.assess.ratings import FactorView
from sjtool.model.decision import Event
from sjtool.model.missing import BY_ID
from sjtool.report.briefing_words import clip, list_some
from sjtool.report.context import Context
from sjtool.report.due_list import say_when
from sjtool.report.factors import section_of
from sjtool.report.report import Basis, Pair
from sjtool.report.wording import is_guarded, say_date, say_list
from sjtool.text import count_words

ACUTE_SECTION = 6
_ITEMS, _DUES, _PROBES, _TITLE, _WORDS, _PROBE = 3, 3, 3, 34, 76, 58
_ENTRY = {"given": "let in", "refused": "ENTRY REFUSED", "nobody-in": "nobody in"}


def open_rows(context: Context, *, crowded: bool = False) -> Iterator[Pair]:
    """What was refused, what was never asked, what is out of date."""
    yield from _unanswered(context)
    yield from _refused_at_visits(context, 1 if crowded else _ITEMS)
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


def _unanswered(context: Context) -> Iterator[Pair]:
    subject = context.standing.subject
    by_id = {questions.set.id: questions for questions in context.loaded.question_sets.values()}
    asked = [q for q in by_id.values() if "person" in q.set.asked_of and q.set.is_prefilled]
    found = [one for q in asked if subject for one in find_unanswered(context.standing, q, subject)]
    declined = [one for one in found if one.account]
    unasked = [one for one in found if not one.account]
    if declined:
        words = list_some([_say_declined(one) for one in declined], _ITEMS, f"sjtool report {context.loaded.name}")
        yield Pair("Refused", f"{count_words(len(declined), 'question')}: {words}")
    if unasked:
        command = f"sjtool interview {context.loaded.name} {unasked[0].set_id} --only-unanswered"
        words = list_some([_say_item(one) for one in unasked], _ITEMS, command)
        yield Pair("Never asked", f"{count_words(len(unasked), 'question')}: {words}", "sjtool")


def _say_item(one: OpenItem) -> str:
    return f"{one.set_id} {one.item.id} {clip(one.item.title, _TITLE)}"


def _say_declined(one: OpenItem) -> str:
    missing = one.account.response.missing if one.account else None
    how = BY_ID[missing].title if missing and missing != "refused" else ""
    return f"{_say_item(one)}{f' ({how})' if how else ''}"


def _refused_at_visits(context: Context, most: int) -> Iterator[Pair]:
    visits = [visit for visit in find_visits(context.standing) if visit.refused][::-1]
    said = [f"{clip(what, _WORDS)} ({say_date(visit.held_on)})" for visit in visits for what in visit.refused]
    if said:
        words = list_some(said, most, f"sjtool show {context.loaded.name}")
        yield Pair("Refused", words, basis=Basis(records=tuple(v.id for v in visits[:most])))


def probe_rows(context: Context, *, crowded: bool = False) -> Iterator[Pair]:
    """Items whose accounts stand apart; whose account is which is told by `crosscheck`, and nobody guarded is in it."""
    rows = [row for row in find_to_probe(context.lens.discrepancies) if not _is_guarded(context, row)]
    where = f"sjtool crosscheck {context.loaded.name}"
    if crowded and rows:
        yield Pair("To probe", list_some([f"{r.item.id} {clip(r.item.title, _TITLE)}" for r in rows], _ITEMS, where))
        return
    for row in rows[:_PROBES]:
        yield Pair("To probe", _say_probe(row), "record", Basis(records=(row.reading.id,) if row.reading else ()))
    if len(rows) > _PROBES:
        yield Pair("To probe", f"and {len(rows) - _PROBES} more: {where}", "sjtool")


def _is_guarded(context: Context, row: Discrepancy) -> bool:
    people = [context.standing.person(account.informant) for account in row.accounts]
    return any(person and is_guarded(person) for person in people)


def _say_probe(row: Discrepancy) -> str:
    part = f" ({row.part})" if row.part else ""
    lead = f"{row.item.id} {clip(row.item.title, _TITLE)}{part}: {row.outcome_words}"
    if row.needs_reading or row.reading is None:
        return f"{lead}; not read yet"
    return clip(f"{lead}. {row.reading.follow_up}", _PROBE)


def due_rows(context: Context, *, crowded: bool = False) -> Iterator[Pair]:
    """What is overdue or due by the clocks, and what was agreed at the last visit."""
    visits = find_visits(context.standing)
    if visits:
        yield _last_visit(context, visits[-1], 0 if crowded else _WORDS)
    found = find_dues(context.standing, context.loaded.library.clocks(), context.built_on)
    dues = [d for d in found if d.state in {"overdue", "due"} and (context.for_author or not d.is_covert)]
    most = 1 if crowded else _DUES
    for due in dues[:most]:
        is_late = due.state == "overdue"
        yield Pair("Due", _say_due(context, due), "sjtool", Basis(records=(due.started_by,)), is_late)
    if len(dues) > most:
        yield Pair("Due", f"and {len(dues) - most} more: sjtool due {context.loaded.name}", "sjtool")


def _say_due(context: Context, due: Due) -> str:
    what = clip(due.words, _TITLE) if due.words and not due.is_covert else due.what
    return f"{what}: {say_when(due, context.built_on)}"


def _last_visit(context: Context, visit: Event, most: int) -> Pair:
    """When, how it went at the door, who was there, and what was agreed. What was seen stands in the record."""
    told = "" if visit.announced is None else "announced" if visit.announced else "unannounced"
    present = say_list(context.standing.label(one) for one in visit.present) if visit.present else ""
    met = f"with {present}" if present else ""
    agreed = f"next agreed for {say_date(visit.next_on)}" if visit.next_on else "no next visit agreed"
    parts = [say_date(visit.held_on) or "no date", told, _ENTRY.get(visit.entry or "", ""), met, agreed]
    words = f"{', '.join(filter(None, parts))}. {clip(visit.what, most) if most else ''}".rstrip()
    return Pair("Last visit", words, basis=Basis(records=(visit.id,)), strong=visit.entry == "refused")
