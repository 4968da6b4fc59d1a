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
from sjtool.model.people import Person
from sjtool.model.template import AskedOf, Item, QuestionSet, Wording

Key = tuple[str, str]
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
    """

    item: Item
    part: str
    wording: Wording
    ask: str
    lead: str
    tag: str
    follow_up: tuple[str, ...] = ()

    @property
    def key(self) -> Key:
        """Item and part: what an answer is recorded under."""
        return self.item.id, self.part

    @property
    def title(self) -> str:
        """The item's title, with the part's where it is divided."""
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
    """Whether a set is put to nobody in the case: the officer answers it from files, calls and meetings."""
    return all(role in PROFESSIONAL for role in questions.set.asked_of)


def build_plan(
    questions: QuestionSet,
    role: AskedOf,
    name: str,
    *,
    marks: Marks = "default",
    only: Sequence[str] = (),
    leave_out: Collection[Key] = (),
) -> tuple[Question, ...]:
    """Every question for this informant, in the order of the set.

    `name` stands for the person under assessment in the partner's wording; `only` are patterns of item ids.
    """
    return tuple(
        question
        for item in _items_for(questions, role, marks)
        if not only or any(fnmatchcase(item.id, pattern) for pattern in only)
        for question in _questions_of(item, role, name or "the person")
        if question.key not in leave_out
    )


def _items_for(questions: QuestionSet, role: AskedOf, marks: Marks) -> tuple[Item, ...]:
    """Marks say what a partner or carer is asked of a set that is put to the person too; any other needs none."""
    if role not in _ASIDE or "person" not in questions.set.asked_of:
        return questions.item
    return marked_items(questions, lightly=marks == "all")


def _questions_of(item: Item, role: AskedOf, name: str) -> Iterator[Question]:
    for number, part in enumerate(parts_for(item, role)):
        wording = wording_of(item, part)
        lead = _words_for(item, role, name) if part and number == 0 else ""
        prompts = tuple(text.replace("{person}", name) for text in item.follow_up) if number == 0 else ()
        yield Question(item, part, wording, _words_for(wording, role, name), lead, _tag(item, part), prompts)


def _words_for(wording: Wording, role: AskedOf, name: str) -> str:
    """The wording for this role, with the person's label in it; a sentence still begins with a capital."""
    text = wording.ask
    if role in _ASIDE:
        text = (wording.ask_carer if role == "carer" else None) or wording.ask_partner or wording.ask
    text = text.replace("{person}", name)
    return text[:1].upper() + text[1:]


def _tag(item: Item, part: str) -> str:
    """Whether the same is put to both adults."""
    if item.mark is None or item.mark.asks == "person-only" or (item.mark.parts and part not in item.mark.parts):
        return ""
    return "asked of both" if item.mark.asks == "partner" else "asked of both, weigh lightly"
