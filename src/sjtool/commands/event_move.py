"""The form of `sjtool event CASE move`: a new address, who lives there, and whether children's services know."""

from __future__ import annotations

from typing import Any

from sjtool.ask.form import Field
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import always, evidence, held_on, what
from sjtool.commands.event_forms import EventForm, Keys, event_draft
from sjtool.commands.event_home import home_drafts, home_fields
from sjtool.commands.event_pick import review
from sjtool.commands.event_services import names_children, say_services, services_drafts, services_fields
from sjtool.store.append import Draft


def _fields(bench: Bench) -> list[Field]:
    def speaks(answers: dict[str, Any]) -> bool:
        return names_children(answers.get("what"))

    return [
        held_on(bench, "When was the move?"),
        what("From where to where, why, and who lives there?"),
        *home_fields(bench, always),
        *services_fields(bench, speaks),
        evidence(bench),
        *review(bench),
    ]


def _drafts(bench: Bench, keys: Keys) -> list[Draft]:
    """The event, and the address, relations, referral or action that go with it."""
    why = "\n".join(filter(None, [str(keys.get("rationale") or ""), say_services(keys)]))
    more = {"rationale": why} if why else {}
    return [event_draft("move", keys, **more), *home_drafts(bench, keys), *services_drafts(bench, keys)]


MOVE_FORM = EventForm(_fields, _drafts)
