"""What was refused to officers in person: in section 3 as it was recorded, in section 16 as something to be weighed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from sjtool.assess.clock_event import latest_day
from sjtool.model.decision import Event
from sjtool.report.context import Context
from sjtool.report.report import Basis, Block, Bullets, Group, Item, Note
from sjtool.report.wording import say_code
from sjtool.text import count_words

NOT_PROOF = (
    "Not going along with the plan may itself be a sign that the risk has risen; it is not always one. Fear, illness, "
    "legal advice, language or a bad moment can explain it, and under caution nobody has to answer (APP, NIM target "
    "profile)."
)
_YEAR = timedelta(days=365)


def find_refusals(context: Context) -> tuple[Event, ...]:
    """Events at which entry or anything else was refused, the earliest first."""
    found = [event for event in context.standing.of(Event) if event.entry == "refused" or event.refused]
    return tuple(sorted(found, key=lambda event: event.held_on or ""))


def list_refused(context: Context) -> Iterator[Block]:
    """Section 3: each refusal with its day."""
    items = tuple(item for event in find_refusals(context) for item in _items(event))
    if items:
        yield Group("Refused in person", f"{len(items)}", (Bullets(items),))


def _items(event: Event) -> Iterator[Item]:
    basis = Basis(say_code(event.kind), "", event.held_on or "", (event.id,))
    if event.entry == "refused":
        yield Item("Entry refused", basis=basis)
    for words in event.refused:
        yield Item(words, basis=basis)


def weigh_refusals(context: Context) -> Iterator[Block]:
    """Section 16: what was refused since the final judgement or in the last year of records, with a caution.

    It is told in the words recorded, for they say who refused: it need not be the person.
    """
    recent = [event for event in find_refusals(context) if _is_recent(context, event)]
    if not recent:
        return
    kept_out = sum(event.entry == "refused" for event in recent)
    items = (
        [Item(f"Entry refused {count_words(kept_out, 'time')} (section 3)", basis=_basis(recent))] if kept_out else []
    )
    items += [Item(words, basis=_basis([event])) for event in recent for words in event.refused]
    yield Group("Refused to officers", "", (Bullets(tuple(items)), Note(NOT_PROOF, "caution")))


def _basis(events: Sequence[Event]) -> Basis:
    return Basis("", "", events[-1].held_on or "", tuple(event.id for event in events))


def _is_recent(context: Context, event: Event) -> bool:
    """Whether it was after the final judgement, or within a year of the last record."""
    days = [entry.record.at.date() for entry in context.standing.case if entry.record.at]
    since = max(days, default=date.max) - _YEAR
    final = context.final
    if final and final.at:
        since = min(since, final.at.date())
    return bool(event.held_on) and latest_day(event.held_on or "") >= since
