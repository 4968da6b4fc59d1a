"""`sjtool reactive CASE --withdraw`: back to active management, with the cause and the record that brought it."""

from __future__ import annotations

from typing import Any

from sjtool.ask.form import Choice, Field
from sjtool.assess.reactive_state import find_state
from sjtool.commands.reactive_bench import CONDITIONS_MENU, Bench, complete, held_on
from sjtool.console import say, say_wrapped
from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.model.people import Order
from sjtool.model.record import Record
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet
from sjtool.recording.reactive_rules import CAUSE_NEEDS, one_event, refuse_stage
from sjtool.report.reactive_words import record_day
from sjtool.store.append import Draft

_CAUSES = (
    Choice("significant-change", "a significant change", "it alters the plan; officer and supervisor decide what next"),
    Choice("sexual-offence", "a further sexual offence", "three more years have to pass"),
    Choice("relevant-offence", "a relevant offence of another kind", "three more years have to pass"),
    Choice("order-not-discharged", "an order was not discharged", "the exception ends with it"),
    Choice("condition-not-met", "a condition turns out not to be met"),
    Choice("other", "something else"),
)
_SHOWN = 9


def withdraw(bench: Bench) -> None:
    """Ask, record the end and the status, and say what runs again. Raises SjtoolError or Stop."""
    refuse_stage(bench.loaded, "withdraw")
    if bench.answers:
        event = complete(one_event(bench.read(), "reactive-end"), {"kind": "reactive-end"})
        _save(bench, event)
        return
    with bench.desk.live(bench.loaded.path, "reactive-withdraw") as live:
        brought = _find_brought(bench)
        _say_brought(bench, brought)
        typed = live.ask("end", _fields(bench, brought))
        keys = {**typed, "kind": "reactive-end", "touches": [typed["touches"]] if typed.get("touches") else []}
        _save(bench, Sheet(Draft("event", keys), Place("your answers")))


def _find_brought(bench: Bench) -> list[Record]:
    """The latest events and the orders: what may have brought it."""
    standing = bench.loaded.standing
    kinds = {"significant-change", "intelligence", "sexual-offence", "other-offence", "recall", "order", "visit"}
    events = [event for event in standing.of(Event) if event.kind in kinds]
    return [*events[::-1][:_SHOWN], *standing.of(Order)]


def _say_brought(bench: Bench, brought: list[Record]) -> None:
    say_wrapped(f"What may have brought it. What is not here is recorded first:  sjtool event {bench.named} KIND")
    for number, record in enumerate(brought, 1):
        kind = (record.kind or "event") if isinstance(record, Event | Order) else ""
        day = day_words(record_day(bench.loaded.standing, record.id)) or "undated"
        words = f": {record.what}" if isinstance(record, Event) and record.what else ""
        say_wrapped(f"{number}  {record.id}  {day}  {kind.replace('-', ' ')}{words}", "  ")


def _fields(bench: Bench, brought: list[Record]) -> list[Field]:
    """The cause, what brought it, what happened and why it ends."""
    choices = tuple(Choice(record.id, record.id) for record in brought)
    which = "Which record brought it? Its number or its id"
    return [
        held_on(bench, "On what day did it end?"),
        Field("cause", "Why does it end?", "choice", required=True, choices=_CAUSES),
        Field("touches", which, "choice", required=True, choices=choices, wanted=_needs_record),
        Field("touches", which, "choice", choices=choices, wanted=lambda answers: not _needs_record(answers)),
        Field("what", "What happened?", required=True),
        Field("rationale", "Why is active management needed again?", required=True),
        Field("reference", "Reference on ViSOR or in the log", "line"),
    ]


def _needs_record(answers: dict[str, Any]) -> bool:
    return answers.get("cause") in CAUSE_NEEDS


def _save(bench: Bench, event: Sheet) -> None:
    """The end and the status, together or not at all; then when it may be considered again, and what runs."""
    bench.save([event, bench.status("active")], CONDITIONS_MENU)
    again = bench.desk.load(bench.case)
    state = find_state(again.standing, bench.today, hidden=again.hides_levels)
    say_wrapped("Actively managed again. The clocks run again: visits, ARMS and reviews.")
    say_wrapped(state.again)
    say_wrapped("The front page of ViSOR is changed back. The plan needs a review date, and visits an interval:")
    say(f"  sjtool judge {bench.named}")
    say(f"  sjtool plan {bench.named}")
    say(f"  sjtool due {bench.named}")
    if event.draft.keys.get("cause") == "significant-change":
        say_wrapped("ARMS is reviewed after a significant change:")
        say(f"  sjtool receive {bench.named} arms")
