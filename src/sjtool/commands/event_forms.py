"""The forms of `sjtool event` that write an event alone: what each kind asks, and the words that clocks look for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool.ask.form import Field
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import (
    evidence,
    held_on,
    next_on,
    one_by_one,
    outcome,
    present,
    rationale,
    reference,
    what,
)
from sjtool.commands.event_pick import review
from sjtool.commands.visit_form import visit_fields
from sjtool.model.decision import Event
from sjtool.model.manual_key import LEDGER_KEYS
from sjtool.store.append import Draft

Keys = Mapping[str, Any]
CONFERENCES = {
    "initial": ("the initial conference", "initial-conference"),
    "first-review": ("the first review conference", "first-review-conference"),
    "later-review": ("a later review conference", "review-conference"),
}
"""Which conference, in words and as the clocks know it."""


@dataclass(frozen=True)
class EventForm:
    """How one kind is asked and recorded. `says` are lines shown before the first question."""

    fields: Callable[[Bench], list[Field]]
    drafts: Callable[[Bench, Keys], list[Draft]]
    says: Callable[[Bench], Sequence[str]] = lambda _bench: ()


def event_draft(kind: str, keys: Keys, **more: Any) -> Draft:
    """The event of these answers: keys that an event has, with what the form adds; lists begin with its own words."""
    own = {key: value for key, value in keys.items() if key in Event.model_fields and key not in LEDGER_KEYS}
    first = more.pop("touches", [])
    touched = [*dict.fromkeys([*first, *(own.get("touches") or ())])]
    return Draft("event", {"kind": kind, **own, **more, "touches": touched})


def _plain(kind: str, *fields: Callable[[Bench], Field | Sequence[Field]], touches: Sequence[str] = ()) -> EventForm:
    """A form of one event."""

    def ask(bench: Bench) -> list[Field]:
        made = [one(bench) for one in fields]
        return [this for one in made for this in ([one] if isinstance(one, Field) else one)]

    return EventForm(ask, lambda _bench, keys: [event_draft(kind, keys, touches=[*touches])])


def _told(prompt: str, *, required: bool = False) -> Field:
    return one_by_one("told", f"{prompt} By name or post, and agency", "Anybody else?", required=required)


def _offence_fields(bench: Bench, prompt: str, *, asks_relevant: bool) -> list[Field]:
    relevant = Field(
        "relevant",
        "Is it relevant to the risk of sexual harm, as you see it?",
        "yes_no",
        required=True,
        help="A relevant offence that is not sexual also ends reactive management for three years (APP, withdrawal of "
        "reactive management). Which ones are relevant the guidance leaves to officer and supervisor.",
    )
    return [
        held_on(bench, "When was it committed, or when did it become known?"),
        what(prompt, "The kind of offence in words, how far it is: reported, charged, convicted. Only what is needed."),
        reference("Reference of the charge or the conviction"),
        *([relevant, rationale("Why?")] if asks_relevant else []),
        evidence(bench),
        *(one for one in review(bench) if not (asks_relevant and one.key == "rationale")),
    ]


def _other_offence(_bench: Bench, keys: Keys) -> list[Draft]:
    word = "Yes" if keys["relevant"] else "No"
    why = f"Relevant to the risk of sexual harm: {word}. {keys['rationale']}"
    return [event_draft("other-offence", keys, rationale=why)]


_SEXUAL = "Someone on reactive management goes back to active, and waits three more years from here (APP)."
FORMS: Mapping[str, EventForm] = {
    "visit": EventForm(
        lambda bench: visit_fields(bench.loaded, bench.today),
        lambda _bench, keys: [event_draft("visit", keys)],
        lambda bench: (f"A briefing before the visit and the acute factors after it:  sjtool visit {bench.case}",),
    ),
    "recall": _plain(
        "recall",
        held_on,
        lambda _b: what("What led to the recall, and where is the person now?"),
        evidence,
        lambda _b: reference("Reference"),
        review,
    ),
    "notification": _plain(
        "notification",
        lambda b: held_on(b, "When was it made?"),
        lambda _b: what("What was notified, and did it show a change?"),
        lambda _b: reference("Reference on ViSOR or MAPPS"),
        review,
        touches=["notification"],
    ),
    "meeting": _plain(
        "meeting",
        held_on,
        lambda _b: what("What was it about, and what was said?"),
        present,
        lambda _b: outcome(),
        lambda _b: reference("Reference of the minutes"),
        lambda _b: next_on("When is the next meeting?"),
        review,
    ),
    "sexual-offence": EventForm(
        lambda bench: _offence_fields(
            bench, "A further sexual offence: what kind, and how far is it?", asks_relevant=False
        ),
        lambda _bench, keys: [event_draft("sexual-offence", keys)],
        lambda _bench: (_SEXUAL,),
    ),
    "other-offence": EventForm(
        lambda bench: _offence_fields(
            bench, "An offence of another kind: what kind, and how far is it?", asks_relevant=True
        ),
        _other_offence,
    ),
    "referral": _plain(
        "referral",
        lambda b: held_on(b, "When was it made?"),
        lambda _b: what("What was referred, and for which children?"),
        lambda _b: _told("To whom?", required=True),
        lambda _b: reference("Reference of the referral"),
        lambda _b: outcome("What did they answer?"),
        touches=["referral"],
    ),
    "core-group": _plain(
        "core-group",
        lambda b: held_on(b, "When was it held?"),
        lambda _b: what("What was said, and who was there?"),
        present,
        lambda _b: outcome(),
        lambda _b: reference("Reference of the minutes"),
        lambda _b: next_on("When is the next core group?"),
        review,
    ),
    "other": _plain("other", held_on, lambda _b: what(), evidence, lambda _b: reference(), review),
}
