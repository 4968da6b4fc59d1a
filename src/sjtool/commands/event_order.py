"""The form of `sjtool event CASE order`: made, discharged, or discharge being sought. The order itself goes with it."""

from __future__ import annotations

from typing import Any

from sjtool.ask.form import Choice, Field
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import Wanted, held_on, reference, review, says, what
from sjtool.commands.event_forms import EventForm, Keys, event_draft
from sjtool.commands.event_records import order_again
from sjtool.model.manual_people import PEOPLE
from sjtool.store.append import Draft, Later

_NOTES = PEOPLE["order"]
MADE, DISCHARGED, SOUGHT = "made", "discharged", "discharge-sought"


def _fields(bench: Bench) -> list[Field]:
    made, old = says("step", MADE), says("step", DISCHARGED, SOUGHT)
    steps = [Choice(MADE, "made")]
    if bench.orders:
        steps += [Choice(DISCHARGED, "discharged"), Choice(SOUGHT, "its discharge is being sought")]
    return [
        Field("step", "What became of an order?", "choice", required=True, choices=tuple(steps)),
        Field("order_kind", _NOTES["kind"].prompt, "line", required=True, help=_NOTES["kind"].help, wanted=made),
        Field("made_on", _NOTES["made_on"].prompt, "date", required=True, past=True, wanted=made),
        Field("ends_on", _NOTES["ends_on"].prompt, "date", help=_NOTES["ends_on"].help, wanted=made),
        *_old_fields(bench, old),
        what("What should be known of it? Its conditions in short, the court, why", _NOTES["kind"].help),
        reference("Reference of the order"),
        *review(bench),
    ]


def _old_fields(bench: Bench, old: Wanted) -> list[Field]:
    choices = tuple(Choice(order.id, order.kind or "order") for order in bench.orders)
    discharged, sought = says("step", DISCHARGED), says("step", SOUGHT)
    seen = held_on(bench, "Since when is its discharge being sought?")
    return [
        Field("order", "Which order?", "choice", required=True, choices=choices, wanted=old),
        Field("discharged_on", "On which day was it discharged?", "date", required=True, past=True, wanted=discharged),
        Field(seen.key, seen.prompt, "date", required=True, default=seen.default, past=True, wanted=sought),
        Field("why", "Why?", required=True, wanted=old, help="It stands as the reason of the correction of the order."),
    ]


def _drafts(bench: Bench, keys: Keys) -> list[Draft]:
    """The order, new or corrected, and the event of the day it happened on."""
    if keys["step"] == MADE:
        own = {"kind": keys["order_kind"], "made_on": keys["made_on"], "ends_on": keys.get("ends_on")}
        return [Draft("order", own), event_draft("order", keys, held_on=keys["made_on"], touches=[Later(0)])]
    name = str(keys["order"])
    news: dict[str, Any] = {"discharge_sought": True}
    if keys["step"] == DISCHARGED:
        news = {"discharged_on": keys["discharged_on"], "discharge_sought": None}
    on = keys.get("discharged_on") or keys["held_on"]
    touched = [bench.loaded.standing.root(name)]
    return [order_again(bench, name, news, str(keys["why"])), event_draft("order", keys, held_on=on, touches=touched)]


ORDER_FORM = EventForm(_fields, _drafts)
