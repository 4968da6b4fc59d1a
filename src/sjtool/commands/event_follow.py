"""What follows from an event: days that begin to run or are met, a review, the next command. No word of the case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from shlex import quote

from sjtool.assess.due import Due, find_dues
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_services import LEAD, names_children
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
_REFERRAL = "Children are spoken of. If children's services do not know yet:"
_DISCLOSE = (
    "Whether somebody must be told so that a child, or an adult, is safe, a new partner for one, is weighed and "
    "recorded whatever is decided:"
)
_HOUSEHOLD = "Whoever lives there and is not in the case yet, and how they stand to the person:"
_BREACH = "A breach may itself be an offence. Where it is one:"
_ASKS_HOME = frozenset({"trouble-with-others", "more-opportunity", "risk-to-the-person", "own-home"})
_ENDS_REACTIVE = {"sexual-offence": "ends reactive management", "other-offence": "may end reactive management"}


def tell_follow(bench: Bench, now: Loaded, records: Sequence[Record], case: str) -> None:
    """Say what came of the records just saved, in the order an officer needs it; a command stands whole on its line."""
    for words, command in _follow(bench, now, records, quote(case)):
        if words:
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
    yield from _of_change(records, case)
    opened = [record.id for record in records if isinstance(record, Assessment)]
    if opened:
        yield f"The review is open ({opened[0]}). What next:", f"sjtool next {case}"
    elif any(isinstance(record, Event) and record.opens_review for record in records):
        yield "It opens a review; the assessment is still to be opened:", f"sjtool add {case} assessment"


def _of_change(records: Sequence[Record], case: str) -> Iterator[tuple[str, str]]:
    """What a change or a move leaves open: who must know, and who of a new household is not in the case."""
    changes = [one for one in records if isinstance(one, Event) and one.kind in {"significant-change", "move"}]
    prompts = {word.rpartition("/")[2] for event in changes for word in event.considered}
    words = [f"{event.what}\n{event.rationale}" for event in changes]
    of_children = "more-opportunity" in prompts or any(map(names_children, words))
    told = any(f"{LEAD} " in said for said in words)
    if of_children and not told:
        yield _REFERRAL, f"sjtool event {case} referral"
    if of_children:
        yield _DISCLOSE, f"sjtool event {case} information-shared"
    if any(event.kind == "move" for event in changes) or prompts & _ASKS_HOME or of_children:
        yield _HOUSEHOLD, f"sjtool add {case} person"
        yield "", f"sjtool add {case} relation"


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
    if event.kind == "order" and event.outcome == "breached":
        yield _BREACH, f"sjtool event {case} other-offence"
    if event.kind in _ENDS_REACTIVE and bench.is_reactive:
        yield f"A further offence {_ENDS_REACTIVE[event.kind]}:", withdraw
    if event.kind == "significant-change" and bench.is_reactive:
        yield "ARMS is reviewed. Back to active management:", withdraw
