"""What is asked of an action: from a menu or one's own, a contingency, a visit with its interval, covert."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sjtool.ask.fields import fields_for
from sjtool.ask.form import Choice, Field
from sjtool.ask.typed_date import day_to_come
from sjtool.assess.actions import is_restrictive
from sjtool.commands.more_line import MORE, more_line, only_if
from sjtool.recording.covert_rules import is_reference
from sjtool.recording.menu_entries import Chosen

INTERVAL, STATUS = "interval", "status"
COVERT_NOTE = (
    "Covert: only a reference, who holds it, by when and how it stands go into the case file. No target, place, "
    "method, date or source of information, here or in any other record. It is in no print and no export; at a screen "
    "officers see that it is there. What it answers is not stored either."
)
_VISITS = frozenset({"home-visits", "home-visit"})
_INTERVAL = re.compile(r"(?:every )?([1-9]\d{0,2}) ?(d|w|m|days?|weeks?|months?)?")
_UNITS = {"d": "day", "w": "week", "m": "month"}
_MORE = {"r": "a day to look again", "k": "its kind in your words", "h": "under another heading"}
_CONTINGENCY = {
    "objective": ("What counts as the beginning, and what must hold even then?", "What would be seen or heard first."),
    "purpose": ("Who does what, on which day?", "Step by step, also at night and when the officer is away."),
    "enforcement": ("Who hears first, and how?", "A name or post and a number that is answered."),
}
_NO_ANSWER = "Why is it in the plan, as it answers nothing that was assessed?"


def action_fields(chosen: Chosen | None, officer: str, *, contingency: bool, loose: bool) -> list[Field]:
    """Every key of an action, in the order it is thought of; `?` repeats the points of the entry."""
    known = {this.key: this for this in fields_for("action")}
    points = " ".join(chosen.entry.ask) if chosen else ""
    for key in ("objective", "purpose", "enforcement", "suitability", "proportionality", "negative_consequences"):
        if contingency and key in _CONTINGENCY:
            prompt, told = _CONTINGENCY[key]
            known[key] = replace(known[key], prompt=prompt, help=told)
        if loose and key == "purpose":
            known[key] = replace(known[key], prompt=_NO_ANSWER)
        known[key] = replace(known[key], help=f"{known[key].help} {points}".strip())
    pillar = "contingency" if contingency else chosen.entry.pillar if chosen else None
    name = chosen.name if chosen else None
    # The pillar is asked first where nothing settles it, so that it is known here whether the action restricts.
    is_named = chosen is not None and chosen.menu.set.use == "choose"
    own_kind = replace(known["kind"], default="contingency") if contingency else known["kind"]
    fields = [*([] if is_named else [own_kind]), *([] if pillar else [known["pillar"]])]
    fields += [interval_field()] if chosen and chosen.entry.id in _VISITS else []
    fields += [known["objective"], known["purpose"], known["enforcement"], known["suitability"]]
    fields += _proportionality(known["proportionality"], name, pillar)
    fields += [known["negative_consequences"], replace(known["owner"], default=officer)]
    fields.append(replace(known["due_on"], check=day_to_come))
    letters = {key: words for key, words in _MORE.items() if is_named or key == "r"}
    fields.append(more_line("Anything else?", letters))
    fields.append(only_if("r", replace(known["review_on"], check=day_to_come)))
    if is_named:
        fields.append(only_if("k", replace(known["kind"], required=False)))
        fields.append(only_if("h", replace(known["pillar"], required=False)))
    return fields


def _proportionality(this: Field, name: str | None, pillar: str | None) -> list[Field]:
    """Needed where the action restricts; an action of one's own does where it monitors and controls."""

    def restricts(answers: dict[str, Any]) -> bool:
        return is_restrictive(name, pillar or answers.get("pillar"))

    needed = "It restricts, so this is needed. "
    return [
        replace(this, required=True, help=f"{needed}{this.help}", wanted=restricts),
        replace(this, wanted=lambda answers: not restricts(answers)),
    ]


def interval_field() -> Field:
    """How often a visit is made, so that the next one can be counted."""

    def check(value: object) -> str:
        return "" if _INTERVAL.fullmatch(str(value).strip().casefold()) else "Such as 8 weeks, 10 days, 3 months."

    prompt = "Every how many weeks?  8, or 10 days, 3 months"
    told = "The clock of the next visit is counted by it (docs/due.md). Enter where there is no interval."
    return Field(INTERVAL, prompt, "line", check=check, help=told)


def reference_field(wanted: Callable[[dict[str, Any]], bool] = lambda _answers: True) -> Field:
    """Under what a covert action is held elsewhere."""

    def check(value: object) -> str:
        return "" if is_reference(str(value)) else "A short reference with a number in it, such as 2026/118; no more."

    prompt = "Reference, and nothing more"
    return Field("kind", prompt, "line", required=True, check=check, help=COVERT_NOTE, wanted=wanted)


def covert_fields(officer: str) -> list[Field]:
    """All that is asked of a covert action."""
    known = {this.key: this for this in fields_for("action")}

    statuses = (Choice("open", "open"), Choice("in-progress", "in progress"))
    return [
        reference_field(),
        replace(known["owner"], default=officer),
        replace(known["due_on"], check=day_to_come),
        Field(STATUS, "How does it stand?", "choice", required=True, choices=statuses, default="open"),
    ]


def action_keys(
    typed: dict[str, Any], chosen: Chosen | None, answers: Sequence[str], *, contingency: bool
) -> dict[str, Any]:
    """What was typed as the keys of an action."""
    keys = {key: value for key, value in typed.items() if key not in {MORE, INTERVAL}}
    if chosen:
        keys["menu_entry"] = chosen.name
    if chosen and chosen.entry.id in _VISITS and "kind" not in keys:
        keys["kind"] = _say_interval(str(typed.get(INTERVAL, "")))
    if contingency:
        keys["pillar"] = keys.get("pillar") or "contingency"
    return {**keys, "answers": list(answers), "handling": "open"}


def _say_interval(typed: str) -> str:
    """The kind as the clock reads it: `home visits every 8 weeks`."""
    found = _INTERVAL.fullmatch(typed.strip().casefold())
    if found is None:
        return "home visits"
    count, unit = int(found[1]), _UNITS[(found[2] or "w")[0]]
    return f"home visits every {count} {unit}s" if count > 1 else f"home visits every {unit}"
