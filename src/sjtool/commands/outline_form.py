"""Ask one part of a plan for the family: its points, what stands there, and why it is changed where it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sjtool import clock
from sjtool.ask.asker import Asker
from sjtool.ask.form import Field
from sjtool.ask.typed_date import day_to_come
from sjtool.assess.actions import find_actions
from sjtool.commands.live_forms import LiveForms
from sjtool.commands.outline_plain import SKIP, ask_in_plain_words, ask_or_skip
from sjtool.commands.outline_rules import draft_passage, find_trouble
from sjtool.console import say, say_wrapped, talk_width
from sjtool.dates import day_words
from sjtool.loader import Loaded
from sjtool.model.appraisal import Narrative
from sjtool.model.menu import Entry
from sjtool.problem import Place
from sjtool.recording.drafting import Sheet
from sjtool.report.family_guard import Guard
from sjtool.report.family_passages import AGREED_ON, REVIEW_ON, TOOK_PART, WHOSE, FamilyPlan, split_people
from sjtool.report.wording import is_guarded
from sjtool.text import wrap_text

ABOUT = "agreed"
"""The part that asks for the lines about the plan as a whole."""
_ACTIONS = "who-does-what"
"""The heading above which the open actions of the risk management plan stand as a reminder."""
_TEXT, _REASON = "text", "reason"
_LATER = f"Enter or {SKIP} leaves it for later"
_HELP = (
    "What the family says and keeps to, in their words: who, when, where. What does not apply is said in words, with "
    "why. Nobody who is kept confidential is named, and nothing is repeated that came from elsewhere."
)
_NOBODY = frozenset({"me", "i", "myself", "us", "we"})
_SAME_SITTING = "put right while it was being written"
_IS_DAY = len("2026-03-02")


@dataclass(frozen=True)
class Filling:
    """What one part is asked with: the forms, the case and the plan as they stand now, and who asks."""

    live: LiveForms
    loaded: Loaded
    plan: FamilyPlan
    guard: Guard
    officer: str


def ask_part(filling: Filling, part: str) -> list[Sheet]:
    """The passages of one part that are new or changed. Raises Skip, Stop, or Back at its first question."""
    return _ask_about(filling) if part == ABOUT else _ask_heading(filling, part)


def _ask_heading(filling: Filling, part: str) -> list[Sheet]:
    entry = filling.plan.entry(part)
    say()
    say_wrapped(filling.plan.title(part))
    if entry:
        _say_entry(entry)
    if part == _ACTIONS:
        _say_actions(filling)
    return _ask(filling, part, [_text_field(filling, part, _TEXT, "What is agreed?", _HELP)], {_TEXT: part})


def _say_entry(entry: Entry) -> None:
    """What the heading is about, and the points to go through with the family."""
    say_wrapped(entry.text, "  ")
    for point in entry.ask:
        say_point(point)
    if entry.caution:
        say_wrapped(f"For you: {entry.caution}", "  ")


def say_point(text: str) -> None:
    """One point of a list, its later lines under its words."""
    say("\n".join(wrap_text(text, talk_width(), "    ", "  - ")))


def _say_actions(filling: Filling) -> None:
    """Open actions of the plan, for the officer alone: what of them belongs here is theirs to write."""
    standing = filling.loaded.standing
    assessment = standing.assessment.id if standing.assessment else None
    shown = [one.action for one in find_actions(standing, assessment) if not one.is_ended and not one.is_covert]
    if shown:
        say_wrapped("For you, not for the family: open actions of the risk management plan.", "  ")
    for action in shown:
        due = f", by {day_words(action.due_on)}" if action.due_on else ""
        say_point(f"{action.kind or action.id}: {standing.label(action.owner)}{due}")


def _ask_about(filling: Filling) -> list[Sheet]:
    """Whose plan it is, when it was agreed, who took part, and when it is looked at again."""
    say()
    say_wrapped("About the plan as a whole")
    if filling.plan.changed:
        say_wrapped(f"Written or changed since it was last agreed: {', '.join(filling.plan.changed)}.", "  ")
    fields = [
        _text_field(filling, WHOSE, WHOSE, "Whose plan is it? As it is to stand on the print", _NAMES, line=True),
        _day_field(filling, AGREED_ON, "When was it agreed?", past=True),
        _text_field(filling, TOOK_PART, TOOK_PART, "Who took part? By name, commas between", _NAMES, line=True),
        _day_field(filling, REVIEW_ON, "On which day is it looked at again?", past=False),
    ]
    return _ask(filling, ABOUT, fields, {one.key: one.key for one in fields})


_NAMES = (
    "The names the family uses go on their own copy only; labels such as those of the case are safer. Whoever took "
    "part gets a line of their own to sign on paper."
)


def _ask(filling: Filling, place: str, fields: Sequence[Field], parts: Mapping[str, str]) -> list[Sheet]:
    """Put the fields, and ask why where what stands is changed. `parts` are the parts by the keys of the fields."""
    stands = {key: filling.plan.text(part) for key, part in parts.items()}
    reason = Field(
        _REASON,
        "Why is it changed?",
        "line",
        required=True,
        default=_SAME_SITTING if _is_same_sitting(filling, [*parts.values()]) else "",
        wanted=lambda given: any(was and given.get(key, was) != was for key, was in stands.items()),
        help="Both stay in the case, the old words and the new. The reason is not printed.",
    )
    offered = {key: was for key, was in stands.items() if was} or _first_offer(filling, parts)
    given = filling.live.ask(place, [*fields, reason], offered, may_leave=True)
    return [
        Sheet(draft_passage(filling.loaded, filling.plan, part, str(given[key]), given.get(_REASON)), _PLACE)
        for key, part in parts.items()
        if given.get(key) and (given[key] != stands[key] or _is_agreed_again(filling, part))
    ]


_PLACE = Place("your answers")


def _is_agreed_again(filling: Filling, part: str) -> bool:
    """Whether the day of agreement stands but what was agreed does not: to keep the day is to agree anew."""
    return part == AGREED_ON and bool(filling.plan.changed)


def _is_same_sitting(filling: Filling, parts: Sequence[str]) -> bool:
    """Whether everything that stands here was written today by this officer."""
    found: list[Narrative] = [one for part in parts for one in filling.plan.passages.get(part, ())]
    today = clock.today()
    return all(one.by == filling.officer and one.at is not None and one.at.date() == today for one in found)


def _first_offer(filling: Filling, parts: Mapping[str, str]) -> dict[str, str]:
    """Whose plan it may be: the household by the labels of the case, to be changed in the line."""
    if WHOSE not in parts:
        return {}
    standing = filling.loaded.standing
    people = [one for role in ("subject", "partner", "carer", "child") for one in standing.persons(role)]
    labels = dict.fromkeys(one.label for one in people if one.label and not is_guarded(one))
    return {WHOSE: "; ".join(filter(None, labels))} if labels else {}


def _text_field(filling: Filling, part: str, key: str, prompt: str, help_: str, *, line: bool = False) -> Field:
    """Words: whatever stands can be changed and not taken away, and nothing that is not for the family is taken."""
    stands = filling.plan.text(part)

    def ask(asker: Asker, this: Field, before: Any) -> Any:
        typed = ask_in_plain_words(filling.live, asker, this, before, stands)
        if part == TOOK_PART and typed:
            say_wrapped(f"A line to sign for each: {'; '.join(split_people(str(typed)))}.", "  ")
        return typed

    return Field(
        key,
        prompt,
        "line" if line else "text",
        required=bool(stands),
        help=help_,
        check=lambda value: find_trouble(str(value), filling.guard) or _find_nameless(part, str(value)),
        ask=ask,
        passing=_LATER,
    )


def _find_nameless(part: str, text: str) -> str:
    """What to say of somebody who took part without a name: the line to sign would be nobody's."""
    nameless = part == TOOK_PART and any(name.casefold() in _NOBODY for name in split_people(text))
    return 'Give everybody a name, yourself too: "me" would be nobody\'s line to sign.' if nameless else ""


def _day_field(filling: Filling, part: str, prompt: str, *, past: bool) -> Field:
    stands = filling.plan.text(part)

    def check(value: Any) -> str:
        if len(str(value)) != _IS_DAY:
            return "Give the day too, such as 2 March 2026."
        return "" if past or value == stands else day_to_come(value)

    return Field(part, prompt, "date", required=bool(stands), past=past, check=check, ask=ask_or_skip, passing=_LATER)
