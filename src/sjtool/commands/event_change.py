"""The form of a significant change: what changed, the ten prompts, the test question, what it touches, a review or not.

The prompts and the test are those of the menu significant-change (source 004). A prompt is answered y, n or k (not
known), with a few words behind it where there are any; no count of them decides anything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool.ask.asker import Asker
from sjtool.ask.form import Field, ask_field
from sjtool.commands.event_bench import CHANGE, Bench
from sjtool.commands.event_fields import evidence, held_on, opens_review, rationale, says, what
from sjtool.commands.event_home import home_drafts, home_fields
from sjtool.commands.event_pick import touches
from sjtool.commands.event_services import names_children, say_services, services_drafts, services_fields
from sjtool.console import talk_width
from sjtool.model.manual_enquiry import ENQUIRY
from sjtool.model.menu import Entry, Menu
from sjtool.store.append import Draft
from sjtool.text import wrap_text

TOUCHES, OPEN_NOW = "touches_plan", "open_now"
_ANSWER = re.compile(r"(?P<word>not known|yes|no|[ynk])(?:[\s,.:;-]+(?P<rest>.*))?", re.IGNORECASE | re.DOTALL)
_WORDS = {"y": "yes", "yes": "yes", "n": "no", "no": "no"}
_HOW = "y, n or k (not known); a few words may follow:  y, old company again"
_ACCOMMODATION, _OPPORTUNITY = "accommodation", "more-opportunity"


@dataclass(frozen=True)
class _Said:
    """A prompt as it was answered: yes, no or not known, and the words after it."""

    entry: Entry
    word: str
    rest: str

    @property
    def words(self) -> str:
        """The prompt by its title, with the words after the answer."""
        return f"{self.entry.title.rstrip('?')} ({self.rest})" if self.rest else self.entry.title.rstrip("?")


def change_fields(bench: Bench) -> list[Field]:
    """The whole form. A prompt is kept under the id of its entry."""
    menu = bench.menu(CHANGE)
    return [
        held_on(bench, "When did it change, or come to be known?"),
        what("What has changed, or is newly known?", "What was seen or learned, and from whom. For the better counts."),
        *(_prompt(menu, entry) for entry in menu.entry),
        *home_fields(bench, lambda answers: _speaks(menu, answers, _ACCOMMODATION)),
        *services_fields(bench, lambda answers: _is_of_children(menu, answers)),
        Field(
            TOUCHES,
            "The test: does it touch the risk management plan?",
            "yes_no",
            required=True,
            help=menu.set.notes[0],
        ),
        touches(bench, "What of the plan does it touch", wanted=says(TOUCHES, True)),
        opens_review("Does it open a review? (where the plan is touched, yes is expected)"),
        rationale("Why a review?", wanted=says("opens_review", True)),
        rationale("Why no review?", wanted=says("opens_review", False)),
        evidence(bench),
        *_assessment_fields(bench),
    ]


def _speaks(menu: Menu, answers: Mapping[str, Any], group: str) -> bool:
    """Whether a prompt under a heading was answered with yes."""
    entries = [entry.id for entry in menu.entry if entry.group == group]
    return any(_split(str(answers.get(one, "")))[0] == "yes" for one in entries)


def _is_of_children(menu: Menu, answers: Mapping[str, Any]) -> bool:
    """Whether children may be within reach: the prompt on that speaks, or they are named in the words."""
    words = [str(answers.get(key, "")) for key in ("what", *(entry.id for entry in menu.entry))]
    return _split(str(answers.get(_OPPORTUNITY, "")))[0] == "yes" or any(map(names_children, words))


def _assessment_fields(bench: Bench) -> list[Field]:
    opened = says(OPEN_NOW, True)
    note = "The new assessment becomes the open one: what tools say is hidden until its final judgement stands."
    return [
        Field(
            OPEN_NOW,
            "Open the assessment now? (what tools say is then hidden until you have judged)",
            "yes_no",
            required=True,
            wanted=says("opens_review", True),
            help=f"{note} Later:  sjtool add {bench.case} assessment",
        ),
        Field(
            "purpose",
            "What is the assessment for?",
            required=True,
            wanted=opened,
            help=ENQUIRY["assessment"]["purpose"].help,
        ),
        Field("asked_by", "Who asked for it?", "line", wanted=opened, help=ENQUIRY["assessment"]["asked_by"].help),
    ]


def _prompt(menu: Menu, entry: Entry) -> Field:
    """One of the ten, shown with its points before it is asked."""

    def ask(asker: Asker, this: Field, stands: Any) -> str:
        for line in _shown(menu, entry):
            asker.say(line)
        default = str(stands or "")
        typed = ask_field(
            asker, Field(this.key, this.prompt, required=True, default=default, check=_trouble, help=_HOW)
        )
        kept = _as_kept(str(typed))
        if "," not in typed and ", " in kept:
            asker.say("\n".join(wrap_text("{}: {}".format(*_split(kept)), talk_width() - 1, "    ", "  ")))
        return kept

    return Field(entry.id, f"{entry.title}  y / n / k", required=True, ask=ask, help=_HOW)


def _shown(menu: Menu, entry: Entry) -> list[str]:
    """What is on the screen before a prompt: its heading where it is the first under it, its words, its points."""
    number = menu.entry.index(entry)
    group = next((one.title for one in menu.group if one.id == entry.group), "")
    is_first = number == 0 or menu.entry[number - 1].group != entry.group
    width = talk_width() - 1
    lines = [] if number else ["", *wrap_text(f"Ten prompts. {_HOW}", width)]
    lines += ["", group, ""] if is_first else [""]
    lines += wrap_text(f"{number + 1} of {len(menu.entry)}  {entry.text}", width)
    for point in entry.ask:
        lines += wrap_text(point, width, "    ", "  - ")
    lines += wrap_text(entry.caution, width, "  ", "  ") if entry.caution else []
    return lines


def _trouble(value: object) -> str:
    return "" if _ANSWER.fullmatch(str(value).strip()) else f"Type {_HOW}"


def _as_kept(typed: str) -> str:
    """`y, old company` or `y old company` as `yes, old company`; the words exactly as typed."""
    found = _ANSWER.fullmatch(typed.strip())
    word = _WORDS.get(found["word"].lower(), "not known") if found else "not known"
    rest = (found["rest"] or "").strip() if found else ""
    return f"{word}, {rest}" if rest else word


def change_drafts(bench: Bench, keys: Mapping[str, Any]) -> list[Draft]:
    """The event, the assessment where it is opened now, and what goes with the event: address, relations, referral."""
    said = [_Said(entry, *_split(str(keys.get(entry.id, "")))) for entry in bench.menu(CHANGE).entry]
    own = {key: keys[key] for key in ("held_on", "touches", "opens_review", "evidence") if key in keys}
    event = {
        "kind": CHANGE,
        **own,
        "what": _with_prompts(str(keys["what"]), said, bench.set_ref(CHANGE)),
        "rationale": _with_rest(str(keys["rationale"]), said, touched=keys.get(TOUCHES), services=say_services(keys)),
        "considered": [bench.ref(CHANGE, one.entry) for one in said if one.word == "yes"],
    }
    drafts = [Draft("event", event)]
    if keys.get(OPEN_NOW):
        opened = {"opened_on": bench.today.isoformat(), "trigger": CHANGE, "purpose": keys.get("purpose")}
        drafts.append(Draft("assessment", {**opened, "asked_by": keys.get("asked_by")}))
    return [*drafts, *home_drafts(bench, keys), *services_drafts(bench, keys)]


def _split(kept: str) -> tuple[str, str]:
    word, _comma, rest = kept.partition(", ")
    return word, rest


def _with_prompts(words: str, said: Sequence[_Said], ref: str) -> str:
    """What changed, and below it each prompt that speaks with what was said of it."""
    lines = [f"- {one.entry.title} {one.rest}".rstrip() for one in said if one.word == "yes"]
    return "\n".join([words, "", f"Prompts that speak ({ref}):", *lines]) if lines else words


def _with_rest(words: str, said: Sequence[_Said], *, touched: object, services: str) -> str:
    """Why it was decided so, the answer to the test, and the prompts that do not speak or that nobody could answer."""
    lines = [f"Does it touch the plan? {'Yes' if touched else 'No'}."]
    for word, lead in (("no", "Answered no"), ("not known", "Not known")):
        told = [one.words for one in said if one.word == word]
        lines += [f"{lead}: {'; '.join(told)}."] if told else []
    lines += [services] if services else []
    return "\n".join([words, "", *lines])
