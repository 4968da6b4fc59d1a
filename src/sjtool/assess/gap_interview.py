"""Gaps in asking: who was not interviewed, which marked items are open, which questions were never put."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sjtool.assess.accounts import answered_by
from sjtool.assess.crosscheck import marked_items, parts_for
from sjtool.assess.gap import Gap, Lens, Rule, short_title
from sjtool.assess.sessions import find_how_ended, find_not_put, items_to_put, list_spots
from sjtool.model.enquiry import Session
from sjtool.model.people import Person
from sjtool.model.template import QuestionSet
from sjtool.text import count_words

BROKEN_OFF = frozenset({"stopped", "abandoned"})
"""How a session ends in which not everything was put."""


def find_interview_gaps(lens: Lens) -> Iterator[Gap]:
    """Who has not been asked, and which marked items are still open."""
    standing = lens.standing
    asked = {standing.root(s.informant) for s in standing.of(Session) if s.informant}
    for role in ("partner", "subject"):
        for person in standing.persons(role):
            name = person.label or person.id
            command = lens.command(f"interview CASE section-12 --informant {person.id}")
            if standing.root(person.id) not in asked:
                yield Gap("not-interviewed", 3, f"Not interviewed: {name}.", command)
            elif role == "partner":
                yield from _open_items(lens, person, command)


def _open_items(lens: Lens, partner: Person, command: str) -> Iterator[Gap]:
    for questions in {q.set.id: q for q in lens.question_sets.values()}.values():
        spots = [(i.id, p) for i in marked_items(questions, lightly=False) for p in parts_for(i, "partner")]
        given = answered_by(lens.standing, questions.set.id, partner.id)
        still = [spot for spot in spots if spot not in given or given[spot].is_open]
        if given and still:
            items = list_spots(dict.fromkeys(item for item, _part in still), questions)
            counts = f"{len(still)} of {count_words(len(spots), 'marked item')} ({items})"
            text = f"Not yet answered by {partner.label or partner.id}: {counts}."
            yield Gap("items-open", 3, text, f"{command} --only-unanswered")


def find_not_put_gaps(lens: Lens) -> Iterator[Gap]:
    """Which questions were never put to an informant: of section 12, and of any set whose session was broken off.

    What a partner has still to answer of the marked items is a gap of its own.
    """
    standing = lens.standing
    latest = {q.set.id: q for q in lens.question_sets.values()}
    found: dict[tuple[str, str], Gap] = {}
    for session in standing.of(Session):
        questions = latest.get((session.set or "").partition("@")[0])
        if questions is None or not session.informant or _is_counted_already(lens, questions, session.informant):
            continue
        set_id, name = questions.set.id, standing.root(session.informant)
        left = find_not_put(standing, questions, session, ever=True)
        if left and (set_id == "section-12" or find_how_ended(standing, session) in BROKEN_OFF):
            total = len(items_to_put(standing, questions, standing.person(name)))
            text = f"Not put to {standing.label(name)}: {_say_left(left, total, questions)}."
            command = lens.command(f"interview CASE {set_id} --informant {name} --only-unanswered")
            found[set_id, name] = Gap("items-not-put", 3, text, command)
    yield from found.values()


def _say_left(left: Sequence[str], total: int, questions: QuestionSet) -> str:
    """Whole questions counted against whole questions; of one that was put without a part of it, the part by name."""
    whole = [spot for spot in left if "/" not in spot]
    parts: dict[str, list[str]] = {}
    for number, _, part in (spot.partition("/") for spot in left if "/" in spot):
        parts.setdefault(number, []).append(part)
    said = []
    if whole:
        counts = f"{len(whole)} of {count_words(total, 'question')}"
        said.append(f"{counts} of {short_title(questions.set.title)} ({list_spots(whole, questions)})")
    for item in questions.item:
        titles = [part.title for part in item.part if part.id in parts.get(item.id, ())]
        if titles:
            of_set = "" if whole else f" of {short_title(questions.set.title)}"
            said.append(f"question {item.id}{of_set} without its part {' and '.join(titles)}")
    return "; ".join(said)


def _is_counted_already(lens: Lens, questions: QuestionSet, informant: str) -> bool:
    """Whether the marked items a partner has still to answer are told of this set."""
    person = lens.standing.person(informant)
    is_partner = person is not None and "partner" in person.roles and bool(marked_items(questions, lightly=False))
    return is_partner and bool(answered_by(lens.standing, questions.set.id, informant))


RULES: tuple[Rule, ...] = (find_interview_gaps, find_not_put_gaps)
