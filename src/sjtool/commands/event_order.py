"""The form of `sjtool event CASE order`: what became of an order, step by step. The order itself goes with it.

An order is recorded with its conditions behind a colon, and they are typed once. A variation corrects the order, so
that one order stands with the conditions that hold. A breach leaves the order as it is: it is told in the event, and
an offence that it may be is an event of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sjtool.ask.form import Choice, Field
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import Wanted, held_on, reference, says, what
from sjtool.commands.event_forms import EventForm, Keys, event_draft
from sjtool.commands.event_pick import review
from sjtool.commands.event_records import order_again
from sjtool.dates import day_words
from sjtool.model.manual_people import PEOPLE
from sjtool.model.people import Order
from sjtool.store.append import Draft, Later

_NOTES = PEOPLE["order"]
MADE, INTERIM, APPLIED, VARIED, BREACHED = "made", "interim", "applied-for", "varied", "breached"
DISCHARGED, SOUGHT = "discharged", "discharge-sought"
_NEW = (MADE, INTERIM)
_OLD = (VARIED, BREACHED, DISCHARGED, SOUGHT)
_STEPS = {
    MADE: "made",
    INTERIM: "made, interim",
    APPLIED: "applied for",
    VARIED: "varied",
    BREACHED: "breached",
    DISCHARGED: "discharged",
    SOUGHT: "its discharge is being sought",
}
_OUTCOMES = {**_STEPS, INTERIM: "interim order made", SOUGHT: "discharge sought"}
_DAYS = {
    APPLIED: "When was it applied for?",
    VARIED: "On which day was it varied?",
    BREACHED: "When was it breached, or when did that become known?",
    SOUGHT: "Since when is its discharge being sought?",
}
_CONDITIONS = "Its conditions go behind a colon, and are asked here alone:  SHPO: no contact with under 16s; no devices"


def _fields(bench: Bench) -> list[Field]:
    steps = tuple(Choice(step, words) for step, words in _STEPS.items() if bench.orders or step not in _OLD)
    new, made = says("step", *_NEW), says("step", MADE)
    interim = tuple(order for order in bench.orders if _is_interim(order))
    return [
        Field("step", "What became of an order?", "choice", required=True, choices=steps),
        Field(
            "order_kind",
            "Which order, and its conditions behind a colon?",
            "text",
            required=True,
            help=f"{_CONDITIONS}. {_NOTES['kind'].help}",
            wanted=new,
        ),
        Field("applied_for", "Which order is it?", "line", required=True, wanted=says("step", APPLIED)),
        Field("made_on", _NOTES["made_on"].prompt, "date", required=True, past=True, wanted=new),
        Field("ends_on", _NOTES["ends_on"].prompt, "date", help=_NOTES["ends_on"].help, wanted=new),
        Field(
            "replaces",
            "Which interim order does it take the place of?",
            "choices",
            choices=_choices(interim),
            passing="Enter: none",
            help="The interim order is then discharged on the day of this one.",
            wanted=lambda answers: bool(interim) and made(answers),
        ),
        *_old_fields(bench),
        *_words_fields(),
        reference("Reference of the order"),
        *review(bench),
    ]


def _old_fields(bench: Bench) -> Iterator[Field]:
    """Which order, since when, what it says now, and why."""
    seen = held_on(bench)
    yield Field(
        "order", "Which order?", "choice", required=True, choices=_choices(bench.orders), wanted=says("step", *_OLD)
    )
    yield Field(
        "discharged_on",
        "On which day was it discharged?",
        "date",
        required=True,
        past=True,
        wanted=says("step", DISCHARGED),
    )
    for step, prompt in _DAYS.items():
        yield Field(seen.key, prompt, "date", True, default=seen.default, past=True, wanted=says("step", step))
    for order in bench.orders:
        yield from _varied_fields(order)
    reason = "It stands as the reason of the correction of the order."
    corrects = says("step", *(step for step in _OLD if step != BREACHED))
    yield Field("why", "Why?", required=True, wanted=corrects, help=reason)


def _varied_fields(order: Order) -> Iterator[Field]:
    """What a variation may change of one order; what stands is kept by Enter."""

    def wanted(answers: dict[str, Any]) -> bool:
        return answers.get("step") == VARIED and answers.get("order") == order.id

    prompt = "The order as it is now, its conditions behind a colon"
    yield Field("order_kind", prompt, required=True, default=order.kind or "", help=_CONDITIONS, wanted=wanted)
    ends = order.ends_on or ""
    yield Field("ends_on", "Ends on, as it is now", "date", default=ends, help=_NOTES["ends_on"].help, wanted=wanted)


def _words_fields() -> Iterator[Field]:
    """What else is to be known; a breach and an application are told in words."""
    more = "What else should be known of it: the court, who was there?"
    told: Wanted = says("step", BREACHED, APPLIED)
    breach = "Which condition, what was done, and how is it known?"
    asked = "By whom, to which court, and what is asked for?"
    yield what(breach, "A breach may be an offence: that is recorded as an event of its own.", says("step", BREACHED))
    yield what(
        asked, "Its conditions as they are asked for. The order itself is recorded once made.", says("step", APPLIED)
    )
    yield Field("what", more, passing="Enter: nothing more", wanted=lambda answers: not told(answers))


def _choices(orders: tuple[Order, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(order.id, _name(order.kind) or "order", order.kind or "") for order in orders)


def _name(kind: object) -> str:
    """What an order is called, without its conditions."""
    return str(kind or "").partition(":")[0].strip()


def _is_interim(order: Order) -> bool:
    return "interim" in _name(order.kind).casefold()


def _drafts(bench: Bench, keys: Keys) -> list[Draft]:
    """The order, new or corrected, and the event of the day it happened on."""
    step = str(keys["step"])
    if step in _NEW:
        return _made(bench, keys, step)
    if step == APPLIED:
        return [event_draft("order", keys, outcome=f"applied for: {keys['applied_for']}")]
    name = str(keys["order"])
    more = {"outcome": _OUTCOMES[step], "touches": [bench.loaded.standing.root(name)]}
    if step == BREACHED:
        return [event_draft("order", keys, **more)]
    news: dict[str, Any] = {"discharge_sought": True}
    if step == DISCHARGED:
        news = {"discharged_on": keys["discharged_on"], "discharge_sought": None}
    elif step == VARIED:
        news = {"kind": keys["order_kind"], "ends_on": keys.get("ends_on")}
    on = keys.get("discharged_on") or keys["held_on"]
    order = bench.loaded.standing.current(name)
    said = _say(keys, f"{_name(getattr(order, 'kind', '')) or 'Order'}: {_OUTCOMES[step]}.")
    return [order_again(bench, name, news, str(keys["why"])), event_draft("order", keys, held_on=on, what=said, **more)]


def _made(bench: Bench, keys: Keys, step: str) -> list[Draft]:
    """A new order; an interim one that it takes the place of ends on that day."""
    kind = str(keys["order_kind"])
    if step == INTERIM and "interim" not in _name(kind).casefold():
        kind = f"Interim {kind}"
    own = {"kind": kind, "made_on": keys["made_on"], "ends_on": keys.get("ends_on")}
    replaced = [str(one) for one in keys.get("replaces") or ()]
    ended = {"discharged_on": keys["made_on"], "discharge_sought": None}
    reason = f"The full order was made on {day_words(str(keys['made_on']))}."
    more = {
        "held_on": keys["made_on"],
        "outcome": _OUTCOMES[step],
        "what": _say(keys, f"{_name(kind)}: {_OUTCOMES[step]}."),
        "touches": [Later(0), *(bench.loaded.standing.root(one) for one in replaced)],
    }
    corrected = [order_again(bench, one, ended, reason) for one in replaced]
    return [Draft("order", own), event_draft("order", keys, **more), *corrected]


def _say(keys: Keys, plain: str) -> str:
    """What was said of it; where nothing was, what became of which order."""
    return str(keys.get("what") or plain)


ORDER_FORM = EventForm(_fields, _drafts)
