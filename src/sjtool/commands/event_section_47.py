"""The forms of `sjtool event` on child protection enquiries: a strategy discussion, and the outcome for one child."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.form import Choice, Field, ask_field
from sjtool.commands.event_bench import SECTION_47, Bench
from sjtool.commands.event_fields import held_on, next_on, one_by_one, outcome, reference, what
from sjtool.commands.event_forms import EventForm, Keys, event_draft
from sjtool.commands.event_pick import pick_children
from sjtool.console import talk_width
from sjtool.store.append import Draft
from sjtool.text import wrap_text

_ENQUIRIES = (
    Choice("begin", "enquiries begin", "enquiries under section 47 of the Children Act 1989 begin"),
    Choice("go-on", "they go on", "enquiries that have begun go on"),
    Choice("none", "no enquiries", "no enquiries under section 47 for now; what happens in their place is said below"),
)
_DECIDED = {
    "begin": "Section 47 enquiries begin.",
    "go-on": "Section 47 enquiries go on.",
    "none": "No section 47 enquiries for now.",
}


def _discussion_fields(bench: Bench) -> list[Field]:
    return [
        held_on(bench, "When was the strategy discussion?"),
        pick_children(bench, "For which children"),
        what("What was known, and which agencies took part?", "What each agency brought; what is not known yet."),
        Field("enquiries", "Enquiries under section 47?", "choice", required=True, choices=_ENQUIRIES),
        replace(outcome("What was decided: who does what, alone or jointly, and what keeps them safe?"), required=True),
        one_by_one("told", "Who is told of it? By name or post, and agency", "Anybody else?"),
        reference("Reference of the minutes"),
        next_on("When is the next discussion, or the outcome expected?"),
    ]


def _discussion(_bench: Bench, keys: Keys) -> list[Draft]:
    decided = f"{_DECIDED[str(keys['enquiries'])]} {keys['outcome']}"
    return [event_draft("strategy-discussion", keys, outcome=decided)]


def _outcome_fields(bench: Bench) -> list[Field]:
    menu = bench.menu(SECTION_47)
    choices = tuple(Choice(entry.id, entry.title, entry.text) for entry in menu.entry)
    return [
        held_on(bench, "When did the enquiry end, or when was its outcome told?"),
        pick_children(bench, "For which child", only_one=True),
        Field("outcome_id", "What was its outcome?", "choice", required=True, choices=choices, ask=_ask_outcome(bench)),
        what(
            "On what does it rest, and what keeps the child safe?", "The points under the outcome; what was not known."
        ),
        one_by_one("told", "Who was told of it? By name or post, and agency", "Anybody else?"),
        reference("Reference of the strategy minutes or the enquiry"),
        next_on("When is the conference, or the next step?"),
    ]


def _ask_outcome(bench: Bench) -> Callable[[Asker, Field, Any], str]:
    """The four outcomes with their words first; after the choice, the points to write down under it."""

    def ask(asker: Asker, this: Field, stands: Any) -> str:
        width = talk_width() - 1
        for number, choice in enumerate(this.choices, 1):
            asker.say("\n".join(wrap_text(f"{choice.title}. {choice.means}", width, "     ", f"  {number}  ")))
        bare = tuple(Choice(choice.id, choice.id.replace("-", " "), choice.means) for choice in this.choices)
        given = Field(this.key, this.prompt, "choice", required=True, choices=bare, default=str(stands or ""))
        chosen = str(ask_field(asker, given))
        entry = next(one for one in bench.menu(SECTION_47).entry if one.id == chosen)
        for point in [*entry.ask, *([entry.caution] if entry.caution else [])]:
            asker.say("\n".join(wrap_text(point, width, "    ", "  - ")))
        return chosen

    return ask


def _outcome(bench: Bench, keys: Keys) -> list[Draft]:
    ref = f"{bench.set_ref(SECTION_47)}/{keys['outcome_id']}"
    return [event_draft("section-47", keys, outcome=ref)]


SECTION_47_FORMS = {
    "strategy-discussion": EventForm(
        _discussion_fields,
        _discussion,
        lambda bench: (
            "What an enquiry came to is recorded for each child by itself:",
            f"  sjtool event {bench.case} section-47",
        ),
    ),
    "section-47": EventForm(
        _outcome_fields,
        _outcome,
        lambda bench: (
            "One outcome for each child: brothers and sisters may differ, each is recorded by itself.",
            "A discussion, or enquiries that have only begun:",
            f"  sjtool event {bench.case} strategy-discussion",
        ),
    ),
}
