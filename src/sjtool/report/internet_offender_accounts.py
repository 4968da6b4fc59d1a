"""What people answered, under the heading it belongs to: for the officer's own screen, and in no print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sjtool.assess.accounts import Account, answered_by
from sjtool.model.people import Person
from sjtool.model.template import QuestionSet
from sjtool.report.internet_offender_screen import NOT_PRINTED
from sjtool.report.internet_offender_view import View
from sjtool.report.records import response_basis, say_answer, say_part
from sjtool.report.report import Block, Bullets, Group, Item
from sjtool.report.wording import is_guarded


@dataclass(frozen=True)
class Asked:
    """Items of a set that belong under a heading, all where none are named. `of_person`: as the person answered."""

    set_id: str
    items: tuple[str, ...] = ()
    of_person: bool = True


ACCOUNTS: Mapping[str, tuple[Asked, ...]] = {
    "reason": (Asked("how-it-came-to-light"),),
    "history": (Asked("change-and-motivation", ("9",)),),
    "offences": (Asked("change-and-motivation", ("10", "11")),),
    "family-support": (
        Asked("partner-first-account", of_person=False),
        Asked("protective-carer", of_person=False),
        Asked("carer-protection", of_person=False),
        Asked("household-safety", of_person=False),
        Asked("section-12", of_person=False),
        Asked("household-safety"),
    ),
    "health-relationships": (Asked("change-and-motivation", ("12", "13")),),
    "change": (
        Asked("change-and-motivation", ("1", "2", "3", "4", "5", "6", "7", "8")),
        Asked("accountability"),
        Asked("section-12"),
    ),
}
"""Which answers belong under which heading of the outline (source 001, Appendix 7; change-and-motivation names it)."""

TOPICS: Mapping[str, tuple[str, ...]] = {
    "Time online, and daily life": ("1", "2", "7", "12", "20", "21", "24"),
    "Partner, friends and being alone": ("3", "4", "5", "6", "31"),
    "What was used, kept and looked for": ("8", "9", "10", "11", "19", "32", "33"),
    "Children, and going beyond images": ("14", "15", "16", "22", "26", "27"),
    "Others who share the interest": ("13", "23", "25"),
    "Thoughts and sexual habits": ("17", "18", "28", "29", "30"),
}
"""The thirty-three items of section 12 by what they are about: this project's arrangement."""
_BY_TOPIC = "section-12"


def build_accounts(view: View, heading: str) -> Iterator[Block]:
    """Who said what, on the officer's screen; nothing where the report leaves their hands."""
    if not view.context.for_author:
        return
    for asked in ACCOUNTS.get(heading, ()):
        questions = _find_set(view, asked.set_id)
        for person in _informants(view, of_person=asked.of_person) if questions else ():
            found = answered_by(view.context.standing, asked.set_id, person.id)
            wanted = {spot: one for spot, one in found.items() if not asked.items or spot[0] in asked.items}
            if wanted and questions:
                blocks = tuple(_topics(view, questions, wanted))
                label = person.label or person.id
                yield Group(f"{NOT_PRINTED}what {label} said", questions.set.title, blocks)


def _find_set(view: View, set_id: str) -> QuestionSet | None:
    sets = {one.set.id: one for one in view.context.lens.question_sets.values()}
    return sets.get(set_id)


def _informants(view: View, *, of_person: bool) -> Iterator[Person]:
    subject = view.context.standing.subject
    if not of_person:
        yield from view.open_people
    elif subject and not is_guarded(subject):
        yield subject


def _topics(view: View, questions: QuestionSet, found: Mapping[tuple[str, str], Account]) -> Iterator[Block]:
    if questions.set.id != _BY_TOPIC:
        yield Bullets(tuple(_items(view, questions, found)))
        return
    for title, ids in TOPICS.items():
        mine = {spot: one for spot, one in found.items() if spot[0] in ids}
        if mine:
            yield Group(title, "", (Bullets(tuple(_items(view, questions, mine))),))


def _items(view: View, questions: QuestionSet, found: Mapping[tuple[str, str], Account]) -> Iterator[Item]:
    """Answers in the order of the questions."""
    for item in questions.item:
        for part in ("", *(one.id for one in item.part)):
            account = found.get((item.id, part))
            if account:
                title = f"{item.title}, {say_part(item, part)}" if part else item.title
                words = f"{title}: {say_answer(view.context, account.response, item)}"
                yield Item(words, basis=response_basis(account.response, account.session))
