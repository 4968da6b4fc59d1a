"""Which questions of a set are put to this informant, in which words and in which order.

The marks decide what a partner is asked; where no mark is kept, nothing is asked of them. Nothing here knows of answers
but their places, so that a plan can be made for a sheet of paper as well as for a session.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Literal

from sjtool.assess.crosscheck import marked_items, parts_for, wording_of
from sjtool.interview.speech import ENGLISH, Speech
from sjtool.model.language import LineKey
from sjtool.model.people import Person
from sjtool.model.template import AskedOf, Item, QuestionSet, Wording

Key = tuple[str, str]
_OURS = " (ours)"
_NOT_AT_HOME = frozenset({"child", "victim", "potential-victim", "professional"})
Marks = Literal["default", "all"]
MARKS: tuple[Marks, ...] = ("default", "all")
_ASIDE: tuple[AskedOf, ...] = ("partner", "carer")
PROFESSIONAL: tuple[AskedOf, ...] = ("police", "worker", "meeting")
"""Whom a set is put to where nobody in the case is asked: those who look things up or plan."""


@dataclass(frozen=True)
class Question:
    """One thing to put: the item or one part of it, worded for this informant.

    `lead` introduces a divided item; `follow_up` are prompts under the question, shown once for a divided one.
    `options` and `own_title` are as they are said in the language of the interview; the answer is recorded in English.
    """

    item: Item
    part: str
    wording: Wording
    ask: str
    lead: str
    tag: str
    follow_up: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    own_title: str = ""

    @property
    def key(self) -> Key:
        """Item and part: what an answer is recorded under."""
        return self.item.id, self.part

    @property
    def title(self) -> str:
        """The item's title, with the part's where it is divided."""
        if self.own_title:
            return self.own_title
        part = next((p.title for p in self.item.part if p.id == self.part), "")
        return f"{self.item.title}: {part[:1].lower()}{part[1:]}" if part else self.item.title

    @property
    def spot(self) -> str:
        """How to name it in a message: `1`, or `1/hours` for a part."""
        return f"{self.item.id}/{self.part}" if self.part else self.item.id

    @property
    def discloses(self) -> bool:
        """Whether asking can give away what is alleged."""
        return self.item.clear_with_police_first


def find_role(person: Person, questions: QuestionSet) -> AskedOf | None:
    """In which role this set is put to a person; None where it is not."""
    asked_of, roles = questions.set.asked_of, set(person.roles)
    at_home: AskedOf | None = "household" if "household" in asked_of and not roles & _NOT_AT_HOME else None
    if "subject" in roles:
        return "person" if "person" in asked_of else at_home
    if "professional" in roles:
        return next((role for role in PROFESSIONAL if role in asked_of), None)
    return next((role for role in _ASIDE if role in roles and role in asked_of), at_home)


def is_for_professionals(questions: QuestionSet) -> bool:
    """Whether a set is answered from files, calls and meetings too, by the officer or another professional."""
    return any(role in PROFESSIONAL for role in questions.set.asked_of)


def build_plan(
    questions: QuestionSet,
    role: AskedOf,
    name: str,
    *,
    marks: Marks = "default",
    only: Sequence[str] = (),
    leave_out: Collection[Key] = (),
    speech: Speech = ENGLISH,
) -> tuple[Question, ...]:
    """Every question for this informant, in the order of the set.

    `name` stands for the person under assessment in the partner's wording; `only` are patterns of item ids.
    """
    return tuple(
        question
        for item in _items_for(questions, role, marks)
        if not only or any(fnmatchcase(item.id, pattern) for pattern in only)
        for question in _questions_of(item, role, name or "the person", speech, lightly=marks == "all")
        if question.key not in leave_out
    )


def _items_for(questions: QuestionSet, role: AskedOf, marks: Marks) -> tuple[Item, ...]:
    """Marks say what a partner or carer is asked of a set that is put to the person too; any other needs none."""
    if role not in _ASIDE or "person" not in questions.set.asked_of:
        return questions.item
    return marked_items(questions, lightly=marks == "all")


def _questions_of(item: Item, role: AskedOf, name: str, speech: Speech, *, lightly: bool) -> Iterator[Question]:
    for number, part in enumerate(parts_for(item, role)):
        wording, spot = wording_of(item, part), f"{item.id}/{part}" if part else item.id
        ask, is_spoken = _words_for(spot, wording, role, name, speech)
        lead = _words_for(item.id, item, role, name, speech)[0] if part and number == 0 else ""
        prompts = [speech.say(item.id, "follow_up", text, n)[0] for n, text in enumerate(item.follow_up, 1)]
        prompts += item.follow_up_by.get(role, ())
        tags = [
            _tag(item, part, lightly=lightly),
            f"in English: no {speech.name} line" if speech.name and not is_spoken else "",
        ]
        yield Question(
            item,
            part,
            wording,
            ask,
            lead,
            "; ".join(filter(None, tags)),
            tuple(_spoken(text).replace("{person}", name) for text in prompts) if number == 0 else (),
            tuple(speech.say(spot, "option", o.replace("-", " "), n)[0] for n, o in enumerate(wording.options, 1)),
            speech.say(item.id, "title", "")[0] if not part else "",
        )


def _spoken(prompt: str) -> str:
    """A prompt without the mark that says it is this project's own: nobody says that aloud."""
    return prompt.removesuffix(_OURS)


def _words_for(spot: str, wording: Wording, role: AskedOf, name: str, speech: Speech) -> tuple[str, bool]:
    """The wording for this role with the person's label in it, and whether it is in the language asked for.

    A sentence still begins with a capital.
    """
    key: LineKey = "ask"
    text = wording.ask
    if role == "carer" and wording.ask_carer:
        key, text = "ask_carer", wording.ask_carer
    elif role in _ASIDE and wording.ask_partner:
        key, text = "ask_partner", wording.ask_partner
    text, is_spoken = speech.say(spot, key, text)
    text = text.replace("{person}", name)
    return text[:1].upper() + text[1:], is_spoken


def _tag(item: Item, part: str, *, lightly: bool) -> str:
    """Whether the same is put to both adults; what a partner may know in part is, where the officer asks that too."""
    if item.mark is None or item.mark.asks == "person-only" or (item.mark.parts and part not in item.mark.parts):
        return ""
    if item.mark.asks == "partner":
        return "asked of both"
    return "asked of both, weigh lightly" if lightly else ""
