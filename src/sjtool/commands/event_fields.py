"""Questions that the forms of `sjtool event` share, by the keys of the record, the manual's words as their help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol, runtime_checkable

from sjtool.ask.asker import Asker
from sjtool.ask.form import Choice, Field, ask_field
from sjtool.assess.references import POINTS_AT
from sjtool.commands.event_bench import Bench
from sjtool.commands.visit_form import list_people
from sjtool.model.manual_plan import PLAN

_NOTES = PLAN["event"]
Wanted = Callable[[dict[str, Any]], bool]


@runtime_checkable
class _Keeps(Protocol):
    """An asker that keeps an answer before it is whole (`live_forms.LiveForms`)."""

    place: str

    def put(self, place: str, key: str, value: object) -> None:
        """Keep one key at a place."""


def always(_answers: dict[str, Any]) -> bool:
    """Whatever was answered before."""
    return True


def says(key: str, *values: object) -> Wanted:
    """Where an answer is one of these."""
    return lambda answers: answers.get(key) in values


def held_on(bench: Bench, prompt: str = "When did it happen?") -> Field:
    """The day of the event; today stands."""
    return Field(
        "held_on",
        prompt,
        "date",
        required=True,
        default=bench.today.isoformat(),
        past=True,
        help=_NOTES["held_on"].help,
    )


def what(prompt: str = "What happened?", hint: str = "", wanted: Wanted = always) -> Field:
    """What happened, in the officer's words."""
    return Field("what", prompt, required=True, help=hint or _NOTES["what"].help, wanted=wanted)


def reference(prompt: str = "Reference of minutes or log") -> Field:
    """Where it stands in the system of record."""
    return Field("reference", prompt, "line", help=_NOTES["reference"].help)


def next_on(prompt: str, wanted: Wanted = always) -> Field:
    """The day agreed for the next one, after the day of this one. One that has passed may be recorded later."""
    return Field("next_on", prompt, "date", help=_NOTES["next_on"].help, passing="Enter: not settled", wanted=wanted)


def outcome(prompt: str = "What was decided?") -> Field:
    """What came of it, in words."""
    return Field("outcome", prompt, help=_NOTES["outcome"].help)


def evidence(bench: Bench, prompt: str = "What does it rest on? Ids of evidence, answers or results") -> Field:
    """Ids of records in the case, or nothing."""
    allowed = POINTS_AT["event"]["evidence"]

    def trouble(value: Any) -> str:
        unfit = [word for word in value if getattr(bench.loaded.case.find(word), "kind_name", "") not in allowed]
        return f"Not in this case, or of another kind: {' '.join(unfit)}" if unfit else ""

    hint = f"{_NOTES['evidence'].help} sjtool show {bench.case} --all lists ids."
    return Field("evidence", prompt, "list", help=hint, check=trouble)


def present(bench: Bench) -> Field:
    """People of the case who were there, by number."""
    people = list_people(bench.loaded)
    choices = tuple(Choice(one.id, bench.loaded.standing.label(one.id)) for one in people)
    hint = f"Numbers or ids with spaces between. {_NOTES['present'].help}"
    wanted: Wanted = (lambda _answers: True) if people else (lambda _answers: False)
    prompt = "Who of the case was there?"
    return Field("present", prompt, "choices", choices=choices, help=hint, wanted=wanted, passing="Enter: none of them")


def opens_review(prompt: str = "Does it open a review?") -> Field:
    """Whether a fresh assessment follows."""
    return Field("opens_review", prompt, "yes_no", required=True, help=_NOTES["opens_review"].help)


def rationale(prompt: str, *, required: bool = True, wanted: Wanted = always) -> Field:
    """Why it was decided so."""
    return Field("rationale", prompt, required=required, wanted=wanted, help=_NOTES["rationale"].help)


def one_by_one(key: str, prompt: str, again: str, *, wanted: Wanted = always, required: bool = False) -> Field:
    """A list whose entries may hold commas: one a line until an empty line; a dash alone takes the last away."""

    def ask(asker: Asker, this: Field, stands: Any) -> tuple[str, ...]:
        given = [str(one) for one in stands or ()]
        for one in given:
            asker.say(f"  stands: {one}")
        while True:
            passing = "Enter: no more; - takes the last away" if given else this.passing
            asked = replace(this, kind="text", ask=None, default="", words=("-",), prompt=again if given else prompt)
            typed = ask_field(asker, replace(asked, passing=passing, required=required and not given))
            word = str(typed or "").strip()
            if not word:
                return tuple(given)
            given = given[:-1] if word == "-" else [*given, word]
            if isinstance(asker, _Keeps):
                asker.put(asker.place, key, given)

    return Field(
        key, prompt, "list", help=_NOTES[key].help, ask=ask, wanted=wanted, required=required, passing="Enter: nobody"
    )
