"""What is asked of a home visit: when, whether officers were let in, who was there, what was seen and what refused.

`sjtool visit` and `sjtool event CASE visit` both put this form.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol, runtime_checkable

from sjtool.ask.asker import Asker
from sjtool.ask.form import Choice, Field, ask_field
from sjtool.ask.typed_date import day_to_come
from sjtool.loader import Loaded
from sjtool.model.manual_plan import PLAN
from sjtool.model.people import Person, Relation

_NOTES = PLAN["event"]
_ENTRY = (
    Choice("given", "let in"),
    Choice("refused", "refused", "somebody was there and kept you out; it is recorded as such, with what was said"),
    Choice("nobody-in", "nobody in", "nobody answered and nobody was seen; it is not a refusal"),
)
_SUBJECT_FIRST = ("subject", "partner", "carer", "child")


@runtime_checkable
class _Keeps(Protocol):
    """An asker that keeps an answer before it is whole (`live_forms.LiveForms`)."""

    place: str

    def put(self, place: str, key: str, value: object) -> None:
        """Keep one key at a place."""


def visit_fields(loaded: Loaded, today: date) -> list[Field]:
    """The questions for an event of the kind `visit`, by the keys of the record; `today` stands as its day."""
    people = list_people(loaded)
    return [
        Field("held_on", "When was the visit?", "date", required=True, default=today.isoformat(), past=True),
        Field("announced", _NOTES["announced"].prompt, "yes_no", required=True, help=_NOTES["announced"].help),
        Field("entry", _NOTES["entry"].prompt, "choice", required=True, choices=_ENTRY, help=_NOTES["entry"].help),
        Field(
            "present",
            "Who of the case was there?",
            "choices",
            choices=tuple(Choice(one.id, loaded.standing.label(one.id)) for one in people),
            help=f"Numbers or ids with spaces between. {_NOTES['present'].help}",
            wanted=lambda answers: bool(people) and _met_somebody(answers),
            passing="Enter: none of them",
        ),
        Field(
            "others_present",
            "Who else was there?",
            help=f"{_NOTES['others_present'].help} Sex, about what age, and what they are to the person.",
            wanted=_met_somebody,
            passing="Enter: nobody else",
        ),
        *_what_fields(),
        Field(
            "refused",
            "What was refused, and with what reason?",
            "list",
            help=f"{_NOTES['refused'].help} An empty line ends the list.",
            wanted=_met_somebody,
            passing="Enter: nothing",
            ask=_ask_refused,
        ),
        Field(
            "next_on",
            "When is the next visit?",
            "date",
            help="The day agreed or planned. Days and hours vary, and a visit need not be announced.",
            check=day_to_come,
            passing="Enter: not settled",
        ),
    ]


def list_people(loaded: Loaded) -> list[Person]:
    """Everybody of the case who may have been met at a visit: the person first, those of the household next.

    A stub of a victim who stands in no relation to anybody stands for somebody whom nobody there knows.
    """
    standing = loaded.standing
    related = {standing.root(end) for one in standing.of(Relation) for end in (one.person, one.to) if end}

    def rank(person: Person) -> int:
        return next((n for n, role in enumerate(_SUBJECT_FIRST) if role in person.roles), len(_SUBJECT_FIRST))

    def may_be_there(person: Person) -> bool:
        if person.roles == ("victim",):
            return standing.root(person.id) in related
        return person.roles != ("professional",)

    return sorted((one for one in standing.of(Person) if may_be_there(one)), key=rank)


def _met_somebody(answers: Mapping[str, Any]) -> bool:
    return answers.get("entry") != "nobody-in"


def _what_fields() -> list[Field]:
    """What was seen; where nobody was in, that stands as the answer."""
    seen = Field(
        "what",
        "What did you see and learn?",
        required=True,
        help="What was seen, what was said and by whom. Your own words; an observation is not yet a judgement.",
        wanted=_met_somebody,
    )
    empty = replace(seen, prompt="What did you see?", default="Nobody answered.")
    return [seen, replace(empty, wanted=lambda answers: not _met_somebody(answers))]


def _ask_refused(asker: Asker, this: Field, stands: Any) -> tuple[str, ...]:
    """One refusal a line, with the reason given, until an empty line. Raises Back or Stop.

    What stands is shown and kept; a line with a dash alone takes the last one away.
    """
    given = [str(one) for one in stands or ()]
    for one in given:
        asker.say(f"  stands: {one}")
    while True:
        passing = "Enter: no more; - takes the last away" if given else this.passing
        prompt = "Anything else refused?" if given else this.prompt
        line = replace(this, kind="text", ask=None, prompt=prompt, passing=passing, words=("-",), default="")
        typed = str(ask_field(asker, line) or "").strip()
        if not typed:
            return tuple(given)
        given = given[:-1] if typed == "-" else [*given, typed]
        if isinstance(asker, _Keeps):
            asker.put(asker.place, this.key, given)
