"""The forms of `sjtool event` in which agencies act together: MAPPA, lead agency, information shared."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from sjtool.ask.form import Choice, Field
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import (
    held_on,
    next_on,
    one_by_one,
    outcome,
    rationale,
    reference,
    says,
    what,
)
from sjtool.commands.event_forms import EventForm, Keys, event_draft
from sjtool.commands.event_records import person_again, status_draft
from sjtool.dates import day_words
from sjtool.model.manual_people import PEOPLE
from sjtool.store.append import Draft, Later

_CATEGORIES = (
    Choice("1", "registered", "registered sexual offenders"),
    Choice("2", "violent, other sexual", "violent, sentenced to 12 months or more, and certain other sexual offenders"),
    Choice("3", "other dangerous", "other dangerous offenders"),
    Choice("4", "terrorism (to be verified)", "terrorism and related offences; this wording is to be verified"),
)
_LEVELS = (
    Choice("1", "one agency", "ordinary management by the lead agency"),
    Choice("2", "several agencies", "active management by several agencies together"),
    Choice("3", "senior staff", "active management by several agencies, with senior staff"),
)
_MAPPA_SAYS = (
    "Category and level: ? says what each number means. The level is the lowest that an auditable plan allows (APP).",
    "Level 3 is reviewed within 8 weeks, level 2 within 16; at level 1 you set the day.",
)
CHILD_ABUSE_UNIT = "force child abuse unit"
RISK = "risk-to-children"


def _mappa_fields(bench: Bench) -> list[Field]:
    """Category, level and reason stand as they were said last."""
    stood = {key: _last(bench, key) for key in ("mappa_category", "mappa_level", "mappa_reason")}
    why = (
        "The lowest level consistent with a plan that can be audited (APP, risk management): why no lower one would do."
    )
    return [
        held_on(bench, "When was it held, or decided?"),
        Field(
            "mappa_category", "Category?", "choice", required=True, choices=_CATEGORIES, default=stood["mappa_category"]
        ),
        Field("mappa_level", "Level?", "choice", required=True, choices=_LEVELS, default=stood["mappa_level"]),
        *_reason_fields(stood["mappa_reason"], stood["mappa_level"], why),
        what("What was said, and which agencies were there?"),
        outcome("What was decided, and who does what?"),
        reference("Reference of the minutes"),
        next_on("When is the next review or meeting?"),
    ]


def _reason_fields(stood: str, level: str, hint: str) -> list[Field]:
    """Why that level: what was said last stands while the level does, and never for another level."""
    asked = Field("mappa_reason", "Why is this the lowest level that will do?", required=True, help=hint)
    same = says("mappa_level", level)
    return [replace(asked, default=stood, wanted=same), replace(asked, wanted=lambda answers: not same(answers))]


def _last(bench: Bench, key: str) -> str:
    return next((str(getattr(status, key)) for status in reversed([*bench.events.statuses(key)])), "")


def _mappa(bench: Bench, keys: Keys) -> list[Draft]:
    said = {
        "mappa_category": int(keys["mappa_category"]),
        "mappa_level": int(keys["mappa_level"]),
        "mappa_reason": keys["mappa_reason"],
    }
    return [status_draft(bench, said), event_draft("meeting", keys, touches=["mappa", Later(0)])]


def _agency_fields(bench: Bench) -> list[Field]:
    return [
        held_on(bench, "On which day did the lead change?"),
        Field("lead_agency", "Who leads now?", "line", required=True, help=PEOPLE["status"]["lead_agency"].help),
        what("What came with it?", "Who led before, what was handed over, and what is still awaited."),
        reference("Reference of the letter or log"),
        Field("opens_review", "Does it open a review?", "yes_no", required=True),
        rationale("Why a review?", required=False, wanted=says("opens_review", True)),
        rationale("Why no review?", required=False, wanted=says("opens_review", False)),
    ]


def _agency(bench: Bench, keys: Keys) -> list[Draft]:
    said = {"lead_agency": keys["lead_agency"], "lead_agency_since": keys["held_on"]}
    return [status_draft(bench, said), event_draft("lead-agency-change", keys, touches=[Later(0)])]


def _shared_fields(bench: Bench) -> list[Field]:
    children, told = says("for_children", True), says("unit_told", True)
    subject = bench.loaded.standing.subject
    unit = (
        "It is this project's rule that the child abuse unit is told every time; the guidance says, as the case needs."
    )
    return [
        held_on(bench, "When was it shared?"),
        what(
            "What was shared, and on what lawful basis?", "What was said, why it had to be, and how it was passed on."
        ),
        one_by_one("told", "Who was told? By name or post, and agency", "Anybody else?", required=True),
        Field("for_children", "Was it because of a risk to children?", "yes_no", required=True),
        Field(
            "risk_to_children",
            "What was decided of the risk to children, on what information?",
            required=True,
            default=(subject.risk_to_children if subject else "") or "",
            wanted=lambda answers: bool(subject) and children(answers),
            help=PEOPLE["person"]["risk_to_children"].help,
        ),
        Field("unit_told", f"Was the {CHILD_ABUSE_UNIT} told?", "yes_no", required=True, wanted=children, help=unit),
        Field("unit", "Who there, by name or post?", "line", required=True, wanted=lambda a: children(a) and told(a)),
        Field(
            "unit_not_told",
            "Why not, and who tells them when?",
            required=True,
            wanted=lambda answers: children(answers) and not told(answers),
        ),
        reference("Reference of the log"),
    ]


def _shared(bench: Bench, keys: Keys) -> list[Draft]:
    """The event; where children may be at risk, also what was decided of it on the person's record."""
    if not keys.get("for_children"):
        return [event_draft("information-shared", keys)]
    subject = bench.loaded.standing.subject
    told = [*keys["told"], *([f"{CHILD_ABUSE_UNIT}: {keys['unit']}"] if keys.get("unit_told") else [])]
    more: dict[str, Any] = {
        "told": told,
        "touches": [RISK, *([bench.loaded.standing.root(subject.id)] if subject else [])],
    }
    if not keys.get("unit_told"):
        more["rationale"] = f"The {CHILD_ABUSE_UNIT} was not told: {keys['unit_not_told']}"
    drafts = [event_draft("information-shared", keys, **more)]
    decided = keys.get("risk_to_children")
    if subject and decided and decided != subject.risk_to_children:
        reason = f"Risk to children as it stood on {day_words(str(keys['held_on']))}; who was told stands in the event."
        drafts.append(person_again(bench, subject, {"risk_to_children": decided}, reason))
    return drafts


AGENCY_FORMS = {
    "lead-agency-change": EventForm(_agency_fields, _agency),
    "mappa": EventForm(_mappa_fields, _mappa, lambda _bench: _MAPPA_SAYS),
    "information-shared": EventForm(_shared_fields, _shared),
}
