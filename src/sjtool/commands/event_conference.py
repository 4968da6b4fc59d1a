"""The form of `sjtool event CASE conference`: one that was held, or the day of one that is planned.

An event is what has happened. The day of a conference to come is that of the next step (`next_on`) of what it was
agreed at: the section 47 enquiry or, for a review, the conference before. Both are corrected here, not told anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sjtool.ask.form import Choice, Field
from sjtool.commands.event_bench import Bench
from sjtool.commands.event_fields import Wanted, held_on, next_on, outcome, present, reference, what
from sjtool.commands.event_forms import CONFERENCES, EventForm, Keys, event_draft
from sjtool.commands.event_pick import review
from sjtool.commands.event_records import event_again
from sjtool.dates import day_words
from sjtool.model.decision import Event
from sjtool.store.append import Draft

_AGREED_AT = {"initial": ("section-47", "strategy-discussion"), "first-review": ("conference",)}
_AGREED_AT["later-review"] = _AGREED_AT["first-review"]
_NOWHERE = {
    "initial": "It is the next step of an enquiry, and none is recorded yet:\n"
    "  sjtool event {case} section-47    asks its day.",
    "first-review": "It is the next one of the conference before, and none is recorded yet:\n"
    "  sjtool event {case} conference    asks its day.",
}
_NOWHERE["later-review"] = _NOWHERE["first-review"]


def _fields(bench: Bench) -> list[Field]:
    choices = tuple(Choice(one, words) for one, (words, _touch) in CONFERENCES.items())

    def is_ahead(answers: dict[str, Any]) -> bool:
        return str(answers.get("held_on", "")) > bench.today.isoformat()

    told = [
        what(
            "What was said, and who was there?",
            "The agencies that were there, what each brought, and whose report was in.",
        ),
        outcome("What was decided? The register or plan, the core group, for which child"),
        present(bench),
        reference("Reference of the minutes"),
        next_on("When is the next conference?"),
        *review(bench),
    ]
    return [
        Field("which", "Which conference?", "choice", required=True, choices=choices),
        replace(held_on(bench, "When was it held? A day to come is recorded as planned"), past=False),
        *(_planned_fields(bench, which, is_ahead) for which in CONFERENCES),
        *(replace(this, wanted=_unless(is_ahead, this.wanted)) for this in told),
    ]


def _unless(is_ahead: Wanted, wanted: Wanted) -> Wanted:
    return lambda answers: not is_ahead(answers) and wanted(answers)


def _planned_fields(bench: Bench, which: str, is_ahead: Wanted) -> Field:
    """At which event a day to come was agreed; where there is none, what to record first."""
    known = [*_agreed_at(bench, which)]
    choices = tuple(Choice(one.id, f"{(one.kind or '').replace('-', ' ')} of {_day(one)}, {one.id}") for one in known)
    nowhere = f"{_NOWHERE[which].format(case=bench.case)}\n  :back  for a day that has been; :quit  keeps the rest."
    prompt = "That day is still to come: it is planned. At which of these was it agreed?"
    return Field(
        "agreed_at",
        prompt if known else "That day is still to come, and it cannot be put down as planned yet (? says why)",
        "choices" if known else "line",
        required=True,
        choices=choices,
        default=known[-1].id if known else "",
        help="Its day becomes that of the next step there, and shows in due and next. More than one may be named."
        if known
        else nowhere,
        check=(lambda _value: "") if known else (lambda _value: nowhere),
        wanted=lambda answers: answers.get("which") == which and is_ahead(answers),
    )


def _agreed_at(bench: Bench, which: str) -> Iterator[Event]:
    """Enquiries, or conferences, at which the day of the next may have been agreed; the latest last."""
    yield from (event for event in bench.events.of_kinds(_AGREED_AT[which]) if bench.loaded.standing.stands(event))


def _day(event: Event) -> str:
    return day_words(event.held_on) or "a day not recorded"


def _drafts(bench: Bench, keys: Keys) -> list[Draft]:
    """The conference, or the day of it in what it was agreed at."""
    words, touch = CONFERENCES[str(keys["which"])]
    if not keys.get("agreed_at"):
        return [event_draft("conference", keys, touches=[touch])]
    day = str(keys["held_on"])
    reason = f"The day of {words} is settled: {day_words(day)}."
    return [event_again(bench, str(one), {"next_on": day}, reason) for one in keys["agreed_at"]]


CONFERENCE_FORM = EventForm(_fields, _drafts)
