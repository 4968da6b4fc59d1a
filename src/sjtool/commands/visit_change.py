"""What else changed since the last contact, as an event that rests on the visit; a significant one by its own form.

A yes to the test is never lost: where the officer puts the form off, the event stands as a significant change of which
nobody has settled yet whether it opens a review, and `check` names it until somebody does.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sjtool.ask.form import Back, Field
from sjtool.commands.event_bench import CHANGE, Bench
from sjtool.commands.event_change import change_drafts, change_fields
from sjtool.commands.live_forms import LiveForms
from sjtool.model.decision import Event
from sjtool.store.append import Draft

_WHAT, _SIGNIFICANT, _NOW = "what", "significant", "now"


def changed_fields() -> list[Field]:
    """What changed, whether that is significant, and whether the form of a significant change is filled in now."""
    return [
        Field(
            _WHAT,
            "Did anything else change since the last contact?",
            help="Work, home, company, devices, health, a journey: whatever the plan may have to follow.",
            passing="Enter: nothing seen or told",
        ),
        Field(
            _SIGNIFICANT,
            "Might it alter the plan, or is it otherwise significant?",
            "yes_no",
            required=True,
            help="What would alter the plan is significant, and opens a review (APP, reactive management).",
            wanted=lambda given: bool(given.get(_WHAT)),
        ),
        Field(
            _NOW,
            "Record it as a significant change now? (ten prompts; your words stand there already)",
            "yes_no",
            required=True,
            default="yes",
            help="n saves it as a significant change all the same; whether it opens a review is then still to be said.",
            wanted=lambda given: bool(given.get(_SIGNIFICANT)),
        ),
    ]


def ask_changed(live: LiveForms, bench: Bench, visit: Event) -> list[Draft]:
    """The event of what changed, with what goes with a significant change; nothing where nothing did. Raises Stop."""
    keys, passed, from_end = dict[str, Any](), "", False
    place = f"{visit.id}/{CHANGE}"
    while True:
        keys = live.ask(visit.id, changed_fields(), keys, from_end=from_end)
        told = {"held_on": visit.held_on or bench.today.isoformat(), "what": keys.get(_WHAT), "evidence": [visit.id]}
        if not keys.get(_WHAT):
            return []
        if not keys.get(_SIGNIFICANT):
            return [Draft("event", {"kind": "other", **told, "opens_review": False})]
        if not keys.get(_NOW):
            what = _with_begun(bench, str(keys[_WHAT]), live.left(place))
            return [Draft("event", {"kind": CHANGE, **told, "what": what})]
        if passed and passed != keys[_WHAT]:
            live.put(place, "what", keys[_WHAT])  # the words were changed on the way back, and the later ones count
        passed = str(keys[_WHAT])
        try:
            return change_drafts(bench, live.ask(place, change_fields(bench), told, may_leave=True))
        except Back:
            from_end = True


def _with_begun(bench: Bench, words: str, left: Mapping[str, Any]) -> str:
    """What changed, and below it what was typed of the prompts before the form was put off: no word is dropped."""
    lines = [f"- {entry.title} {left[entry.id]}" for entry in bench.menu(CHANGE).entry if left.get(entry.id)]
    lines += [f"- Why: {left['rationale']}"] if left.get("rationale") else []
    return "\n".join([words, "", "Prompts answered so far:", *lines]) if lines else words
