"""What follows from an event: days that begin to run or are met, a review, the next command. No word of the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from sjtool.assess.due import Due, find_dues
from sjtool.commands.event_bench import Bench
from sjtool.console import say, say_wrapped
from sjtool.loader import Loaded
from sjtool.model.decision import Event
from sjtool.model.enquiry import Assessment
from sjtool.model.record import Record
from sjtool.report.due_list import say_line

_MOST = 6
_REFUSED = (
    "What was refused is recorded as such and stands in the summary. It may itself show that the risk has risen; fear, "
    "illness or legal advice can explain it too. What the plan does about it:"
)
_ENDS_REACTIVE = {"sexual-offence": "ends reactive management", "other-offence": "may end reactive management"}


def tell_follow(bench: Bench, now: Loaded, records: Sequence[Record], case: str) -> None:
    """Say what came of the records just saved, in the order an officer needs it; a command stands whole on its line."""
    for words, command in _follow(bench, now, records, quote(case)):
        say_wrapped(words)
        if command:
            say(f"  {command}")


def _follow(bench: Bench, now: Loaded, records: Sequence[Record], case: str) -> Iterator[tuple[str, str]]:
    dues = find_new_dues(bench, now)
    yield from ((say_line(due, bench.today), "") for due in dues[:_MOST])
    if len(dues) > _MOST:
        yield f"And {len(dues) - _MOST} more:", f"sjtool due {case}"
    for event in (record for record in records if isinstance(record, Event)):
        yield from _of_kind(bench, event, case)
    opened = [record.id for record in records if isinstance(record, Assessment)]
    if opened:
        yield f"The review is open ({opened[0]}). What next:", f"sjtool next {case}"
    elif any(isinstance(record, Event) and record.opens_review for record in records):
        yield "It opens a review; the assessment is still to be opened:", f"sjtool add {case} assessment"


def find_new_dues(bench: Bench, now: Loaded) -> list[Due]:
    """What is due, or met, now and was not before; covert actions are left out."""
    clocks = now.library.clocks()
    before = {_mark(due) for due in find_dues(bench.loaded.standing, clocks, bench.today)}
    found = find_dues(now.standing, clocks, bench.today)
    return [due for due in found if _mark(due) not in before and not due.is_covert]


def _mark(due: Due) -> tuple[object, ...]:
    return due.clock, due.root, due.on, due.state


def _of_kind(bench: Bench, event: Event, case: str) -> Iterator[tuple[str, str]]:
    withdraw = f"sjtool reactive {case} --withdraw"
    if event.entry == "refused" or event.refused:
        yield _REFUSED, f"sjtool plan {case}"
    if event.kind == "visit":
        yield "The acute factors, from what was seen:", f"sjtool rate {case} acute"
    if event.kind in _ENDS_REACTIVE and bench.is_reactive:
        yield f"A further offence {_ENDS_REACTIVE[event.kind]}:", withdraw
    if event.kind == "significant-change" and bench.is_reactive:
        yield "ARMS is reviewed. Back to active management:", withdraw
