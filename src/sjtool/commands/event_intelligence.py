"""The form of `sjtool event CASE intelligence`: what came in, as graded evidence, and what was made of it.

Who the source is has no place in a case. On reactive management the four responses of the guidance are put (menu
reactive-responses), with the reason why those chosen are enough.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.fields import fields_for
from sjtool.ask.form import Choice, Field, ask_field
from sjtool.commands.event_bench import RESPONSES, Bench
from sjtool.commands.event_change import change_drafts
from sjtool.commands.event_fields import held_on, rationale, says
from sjtool.commands.event_forms import EventForm, Keys, event_draft
from sjtool.console import talk_width
from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.store.append import Draft, Later
from sjtool.text import wrap_text

SIGNIFICANT, YES, NO, RECORDED = "significant", "y", "n", "recorded"
_MOST = 9
_SAYS = (
    "Never who the source is, nor anything that could show it: that stays where sources are managed.",
    "It is put on ViSOR too: sjtool is not the system of record.",
)


def _says(bench: Bench) -> tuple[str, ...]:
    reactive = "The person is on reactive management: the four responses are put to you, and whether it is a change."
    return (*_SAYS, reactive) if bench.is_reactive else _SAYS


def _fields(bench: Bench) -> list[Field]:
    known = {this.key: this for this in fields_for("evidence")}
    conditions = replace(known["handling"], required=True, wanted=lambda a: str(a.get("grade", "")).endswith("C"))
    title = "What came in, in a line? It is how the evidence is listed"
    return [
        held_on(bench, "When did it come in?"),
        Field("what", title, "line", required=True, help=f"{known['title'].help} {_SAYS[0]}"),
        known["text"],
        replace(known["nature"], default="reported"),
        known["grade"],
        conditions,
        known["reference"],
        *(_response_fields(bench) if bench.is_reactive else []),
        *_change_fields(bench),
    ]


def _change_fields(bench: Bench) -> list[Field]:
    """Whether it is a change: yes, no, or one that is recorded already, and then as which event."""
    events = [*reversed(bench.events.all)][:_MOST]
    choices = (Choice(YES, "yes"), Choice(NO, "no"), *([Choice(RECORDED, "already recorded")] if events else []))
    return [
        Field(
            SIGNIFICANT,
            "Is it a significant change: does it touch the plan?",
            "choice",
            required=True,
            choices=choices,
            help="Yes goes on to the ten prompts and the review. No is recorded with the reason. Already recorded: it "
            "is about a change that an event of this case tells, and is linked to it.",
        ),
        rationale("Why is it no significant change?", wanted=says(SIGNIFICANT, NO)),
        Field(
            "about",
            "Which event is it about?",
            "choice",
            required=True,
            choices=tuple(Choice(bench.loaded.standing.root(e.id), _name(e)) for e in events),
            wanted=says(SIGNIFICANT, RECORDED),
            help=f"The events held last, the newest first:  sjtool show {bench.case}  has their words.",
        ),
        rationale("What does it add to that?", required=False, wanted=says(SIGNIFICANT, RECORDED)),
    ]


def _name(event: Event) -> str:
    """`significant change of 26 November 2026, ev-011`: what an event is, without its words."""
    when = f" of {day_words(event.held_on)}" if event.held_on else ""
    return f"{(event.kind or 'event').replace('-', ' ')}{when}, {event.id}"


def _response_fields(bench: Bench) -> list[Field]:
    menu = bench.menu(RESPONSES)

    def ask(asker: Asker, this: Field, stands: Any) -> Any:
        width = talk_width() - 1
        for number, entry in enumerate(menu.entry, 1):
            words = f"{entry.title}. {entry.text} {entry.caution or ''}".strip()
            asker.say("\n".join(wrap_text(words, width, "     ", f"  {number}  ")))
        default = " ".join(stands or ())
        return ask_field(asker, replace(this, ask=None, default=default))

    choices = tuple(Choice(entry.id, entry.id.replace("-", " "), entry.text) for entry in menu.entry)
    return [
        Field(
            "responses",
            "Which responses were chosen?",
            "choices",
            choices=choices,
            ask=ask,
            help="Numbers with spaces between; more than one may be chosen. There may be others: say so under why.",
            passing="Enter: none of them",
        ),
        Field("responses_why", "Why is that enough, or why was nothing done?", required=True),
    ]


def _drafts(bench: Bench, keys: Keys) -> list[Draft]:
    """The evidence, and the event that names it."""
    piece = {key: keys.get(key) for key in ("nature", "text", "grade", "handling", "reference")}
    piece |= {"kind": "police-intelligence", "title": keys["what"], "dated_on": keys["held_on"], "obtained": True}
    more: dict[str, Any] = {"evidence": [Later(0)], "considered": _chosen(bench, keys)}
    why = [str(keys["rationale"])] if keys.get("rationale") else []
    why += [f"Response on reactive management: {keys['responses_why']}"] if keys.get("responses_why") else []
    more |= {"rationale": "\n\n".join(why)} if why else {}
    more |= {"opens_review": False} if keys.get(SIGNIFICANT) == NO else {}
    more |= {"touches": [str(keys["about"])]} if keys.get(SIGNIFICANT) == RECORDED else {}
    own = {key: value for key, value in keys.items() if key != "reference"}  # it is that of the evidence
    return [Draft("evidence", piece), event_draft("intelligence", own, **more)]


def _chosen(bench: Bench, keys: Keys) -> list[str]:
    return [f"{bench.set_ref(RESPONSES)}/{one}" for one in keys.get("responses") or ()]


def with_change(bench: Bench, intelligence: list[Draft], change: Mapping[str, Any]) -> list[Draft]:
    """The same, and the significant change that rests on it."""
    event, *beside = change_drafts(bench, change)
    rests_on = [Later(0), *(event.keys.get("evidence") or ())]
    return [*intelligence, Draft("event", {**event.keys, "evidence": rests_on}), *beside]


INTELLIGENCE_FORM = EventForm(_fields, _drafts, _says)
