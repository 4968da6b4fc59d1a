"""Heading 6: who in the family was seen, when, and by whom as far as the record says; not what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sjtool.model.decision import Event
from sjtool.model.enquiry import EvidenceRecord, Session
from sjtool.model.people import Officer, Person
from sjtool.report.internet_offender_meeting import find_meeting
from sjtool.report.internet_offender_people import say_short
from sjtool.report.internet_offender_view import View
from sjtool.report.report import Basis, Block, Pair, Pairs
from sjtool.report.wording import MODES, is_guarded, say_code, say_date, say_list

_TO_MEET = frozenset({"", "names", "answers", "child"})
"""Grounds on which a piece of evidence may be kept apart, and that somebody was seen be told all the same."""
_NOBODY = {"refused": "entry refused: nobody was seen", "nobody-in": "nobody was in"}
_RANKS = r"(?:PCSO|PC|DC|PS|DS|DI|Sgt|Sergeant|Inspector)"
_MADE_BY = re.compile(rf"\bvisit(?:ed)? by ({_RANKS} [A-Z][\w'\u2019-]+)")
_LOOKED_AT = "Looked at are sittings, who is named as present, and the titles of evidence; not what a text tells"
Seen = tuple[str, str, str]
"""A day somebody was seen: for sorting, in words, and the record that says so."""


def build_who_was_seen(view: View) -> Iterator[Block]:
    """Heading 6: sittings, visits and meetings on record, by person and day."""
    subject = view.context.standing.subject
    rows, unseen = [], []
    for person in (*([subject] if subject and not is_guarded(subject) else []), *view.open_people):
        mine = sorted(_seen(view, person))
        label = person.label or person.id
        rows += [Pair(say_short(label), words, basis=Basis(records=(name,))) for _day, words, name in mine]
        if not mine and ({"child", "partner", "carer"} & set(person.roles) or person is subject):
            unseen.append(say_short(label))
    rows += [Pair("Visit", words, basis=Basis(records=(name,))) for _day, words, name in sorted(_unnamed(view))]
    if rows:
        yield Pairs(tuple(rows))
    if unseen:
        words = f"that {say_list(unseen)} {'was' if len(unseen) == 1 else 'were'} seen, or why not"
        yield view.gap(f"{words}. {_LOOKED_AT}")


def _seen(view: View, person: Person) -> Iterator[Seen]:
    """A piece of evidence counts on a day for which there is neither a sitting nor an event with the person."""
    found = [*_sittings(view, person), *_present(view, person)]
    yield from found
    days = {day for day, _words, _name in found}
    for record in view.context.standing.of(EvidenceRecord):
        how = find_meeting(record, person)
        if how and record.dated_on not in days and view.screen.why_evidence(record) in _TO_MEET:
            words = f"{say_date(record.dated_on) or 'no date'}, {how}, {_say_named(view, record)}"
            yield record.dated_on or "", words, record.id


def _present(view: View, person: Person) -> Iterator[Seen]:
    for event in view.context.standing.of(Event):
        if any(view.context.standing.same(one, person.id) for one in event.present):
            words = f"{say_date(event.held_on) or 'no date'}, {say_code(event.kind)}, {_say_who_made(view, event)}"
            yield event.held_on or "", words, event.id


def _sittings(view: View, person: Person) -> Iterator[Seen]:
    context = view.context
    for session in context.standing.of(Session):
        if context.standing.same(session.informant, person.id) and session.mode != "document":
            asked = say_list(context.name(one) for one in session.interviewers) or "nobody named"
            where = MODES.get(session.mode or "", "")
            words = ", ".join(filter(None, (say_date(session.held_on) or "no date", where, f"by {asked}")))
            yield session.held_on or "", words, session.id


def _unnamed(view: View) -> Iterator[Seen]:
    """Visits at which nobody is recorded as present."""
    for event in view.context.standing.of(Event):
        if event.kind == "visit" and not event.present:
            who = _NOBODY.get(event.entry or "", "who was there is not recorded by name")
            words = f"{say_date(event.held_on) or 'no date'}, {who}, {_say_who_made(view, event)}"
            yield event.held_on or "", words, event.id


def _say_who_made(view: View, event: Event) -> str:
    """The officer who made a visit where the record says so; else who recorded it, which may be somebody else."""
    told = event.what or ""
    names = [one.name for one in view.context.standing.of(Officer) if one.name]
    made = _MADE_BY.search(told) if event.kind == "visit" else None
    by = made.group(1) if made else next((name for name in names if f"visit by {name}" in told), "")
    recorded = f"recorded by {view.context.name(event.by)}"
    return f"by {by}, {recorded}" if by else recorded


def _say_named(view: View, record: EvidenceRecord) -> str:
    """The officers whom its title or its reference names; else who recorded it."""
    words = f"{record.title or ''} {record.reference or ''}"
    names = [one.name for one in view.context.standing.of(Officer) if one.name]
    named = [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)(?!['\u2019]s)", words)]
    return f"officers named: {say_list(named)}" if named else f"recorded by {view.context.name(record.by)}"
