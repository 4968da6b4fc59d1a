"""The kinds of event that `sjtool event` knows: the line each is listed with, its form, and what it is recorded as."""

from __future__ import annotations

from collections.abc import Mapping

from sjtool.commands.event_agencies import AGENCY_FORMS
from sjtool.commands.event_change import change_drafts, change_fields
from sjtool.commands.event_conference import CONFERENCE_FORM
from sjtool.commands.event_forms import FORMS, EventForm
from sjtool.commands.event_intelligence import INTELLIGENCE_FORM
from sjtool.commands.event_move import MOVE_FORM
from sjtool.commands.event_order import ORDER_FORM
from sjtool.commands.event_section_47 import SECTION_47_FORMS
from sjtool.errors import SjtoolError, usage

TITLES: Mapping[str, str] = {
    "visit": "let in or not, who was there, what was seen, refused",
    "significant-change": "ten prompts, the test question, a review or not",
    "intelligence": "what came in, its grade, and whether it is a change",
    "order": "applied for, made, varied, breached, discharged",
    "lead-agency-change": "another agency leads; ARMS falls due",
    "mappa": "a meeting or decision: category, level, why that level",
    "information-shared": "who was told what; risk to children",
    "referral": "to children's services; the assessment falls due",
    "strategy-discussion": "who met, what was decided, enquiries begun or not",
    "section-47": "the outcome of an enquiry, for one child",
    "conference": "child protection: initial, first review, later",
    "core-group": "what was agreed, and when the next one is",
    "notification": "made under the Sexual Offences Act 2003",
    "move": "a new address, without the prompts of a change",
    "recall": "back to prison",
    "sexual-offence": "a further one",
    "other-offence": "of any other kind",
    "meeting": "any other, with its decision and its minutes",
    "other": "anything else",
}
"""In the order they are listed."""
_RECORDED_AS = {"mappa": "meeting"}


def recorded_as(kind: str) -> str:
    """The kind that the record has."""
    return _RECORDED_AS.get(kind, kind)


def find_form(kind: str) -> EventForm:
    """How a kind is asked."""
    own = {
        **FORMS,
        **AGENCY_FORMS,
        **SECTION_47_FORMS,
        "conference": CONFERENCE_FORM,
        "move": MOVE_FORM,
        "order": ORDER_FORM,
        "intelligence": INTELLIGENCE_FORM,
        "significant-change": EventForm(change_fields, change_drafts),
    }
    return own[kind]


def list_kinds() -> list[str]:
    """Numbered lines, one a kind."""
    return [f"{number:>2}  {kind:<20}{title}" for number, (kind, title) in enumerate(TITLES.items(), 1)]


def read_kind(word: str) -> str | None:
    """A kind by its number, its word or the clear beginning of it."""
    kinds, folded = [*TITLES], word.strip().casefold().replace(" ", "-")
    if folded.isdecimal() and 1 <= int(folded) <= len(kinds):
        return kinds[int(folded) - 1]
    begins = [kind for kind in kinds if folded and kind.startswith(folded)]
    return folded if folded in TITLES else begins[0] if len(begins) == 1 else None


def unknown_kind(word: str, case: str) -> SjtoolError:
    """What to say of a word that is no kind."""
    if word.startswith("reactive"):
        return usage(
            "event-own-command",
            "reactive management has a command of its own",
            "its steps are an officer's and a supervisor's, condition by condition",
            f"sjtool reactive {case}",
        )
    return usage(
        "event-kind-unknown",
        "this is not a kind of event, or not clearly one" if word else "the kind of event is not named",
        "each kind asks its own questions",
        f"one of: {', '.join(TITLES)}",
    )
