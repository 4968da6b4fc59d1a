"""Where the person stands: lead agency, court, MAPPA, risk to children, section 47 and conferences, as last recorded.

A status says what is new and leaves the rest to those before it, so that each key is read from the last one with it.
"""

from __future__ import annotations

from collections.abc import Iterator

from sjtool.assess.clock_event import Events
from sjtool.model.decision import Event
from sjtool.model.people import Governance, Person, Status
from sjtool.report.context import Context
from sjtool.report.event_words import say_entry_of_menu, say_touched
from sjtool.report.report import Basis, Pair
from sjtool.report.wording import join_sentences, say_code, say_date, say_list

_CONFERENCES = ("initial-conference", "first-review-conference", "review-conference")


def say_status(context: Context) -> Iterator[Pair]:
    """Lead agency, court, offences, MAPPA and management."""
    events = Events(context.standing)

    def last(key: str) -> Status | None:
        return next(reversed([*events.statuses(key)]), None)

    lead = last("lead_agency")
    if lead:
        since = f", since {say_date(lead.lead_agency_since)}" if lead.lead_agency_since else ""
        yield Pair("Lead agency", f"{lead.lead_agency}{since}", basis=_of(lead))
    convicted, sentenced = last("convicted_on"), last("sentenced_on")
    if convicted or sentenced:
        dates = [
            ("convicted", convicted and convicted.convicted_on),
            ("sentenced", sentenced and sentenced.sentenced_on),
        ]
        said = ", ".join(f"{word} {say_date(day)}" for word, day in dates if day)
        yield Pair("In court", said, basis=_of(convicted, sentenced))
    offences = last("offence_kinds")
    if offences:
        yield Pair("Offences", "; ".join(offences.offence_kinds), basis=_of(offences))
    yield from _mappa(events, last("mappa_category"), last("mappa_level"), last("mappa_reason"))
    managed = last("management")
    if managed and managed.management:
        yield Pair("Management", managed.management, basis=_of(managed))


def _mappa(events: Events, category: Status | None, level: Status | None, reason: Status | None) -> Iterator[Pair]:
    """Category, level and why; the last meeting with its minutes."""
    if category or level:
        numbers = [("category", category and category.mappa_category), ("level", level and level.mappa_level)]
        why = f": {reason.mappa_reason}" if reason else ""
        said = ", ".join(f"{word} {number}" for word, number in numbers if number) + why
        yield Pair("MAPPA", said, basis=_of(category, level, reason))
    for event in events.touching("mappa")[-1:]:
        minutes = f"Minutes: {event.reference}" if event.reference else "No reference of the minutes recorded"
        following = f"Next: {say_date(event.next_on)}" if event.next_on else None
        words = join_sentences([say_date(event.held_on) or "on a day not recorded", minutes, following])
        yield Pair("Last MAPPA meeting", words, basis=Basis(records=(event.id,)))


def say_governance(context: Context) -> Iterator[Pair]:
    """Where the case stands in the system of record."""
    held = [g for g in context.standing.of(Governance) if g.visor_reference][-1:]
    for governance in held:
        yield Pair("ViSOR or MAPPS", governance.visor_reference or "", basis=Basis(records=(governance.id,)))


def say_risk_to_children(context: Context, person: Person) -> Iterator[Pair]:
    """What was decided of it, and who was told when."""
    if person.risk_to_children:
        yield Pair("Risk to children", person.risk_to_children, basis=Basis(records=(person.id,)))
    for event in Events(context.standing).touching("risk-to-children"):
        yield Pair("Told of that risk", "; ".join(event.told) or "nobody named", basis=_on(event))


def say_section_47(context: Context, *, tells_events: bool = False) -> Iterator[Pair]:
    """Discussions, outcomes of enquiries, each with its children, and conferences and core groups by their days.

    `tells_events` says that the report has every event in full in its section 16: a decision may stand there in words.
    """
    events = Events(context.standing)
    for event in events.of_kind("strategy-discussion"):
        whom = say_list(say_touched(context, event)) or "no child named"
        told = "told in section 16" if tells_events and event.what else "no decision recorded"
        words = join_sentences([f"{whom}: {event.outcome or told}", _next(event)])
        yield Pair("Strategy discussion", words, basis=_on(event))
    for event in events.of_kind("section-47"):
        whom = say_list(say_touched(context, event)) or "no child named"
        outcome = say_entry_of_menu(context, event.outcome) if event.outcome else "no outcome recorded"
        yield Pair("Section 47", join_sentences([f"{whom}: {outcome}", _next(event)]), basis=_on(event))
    for event in events.of_kind("conference"):
        which = next((say_code(word) for word in _CONFERENCES if word in event.touches), "conference")
        yield Pair("Conference", _held(which, event), basis=Basis(records=(event.id,)))
    for event in events.of_kind("core-group")[-1:]:
        yield Pair("Last core group", _held("", event), basis=Basis(records=(event.id,)))


def _next(event: Event) -> str:
    return f"Next step: {say_date(event.next_on)}" if event.next_on else ""


def _held(which: str, event: Event) -> str:
    following = f"next {say_date(event.next_on)}" if event.next_on else ""
    return ", ".join(filter(None, [which, say_date(event.held_on) or "on a day not recorded", following]))


def _of(*statuses: Status | None) -> Basis:
    return Basis(records=tuple(dict.fromkeys(status.id for status in statuses if status)))


def _on(event: Event) -> Basis:
    return Basis("", "", event.held_on or "", (event.id,))
